"""Every cell of the papers' own tables, asked for in words."""

import csv
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from bots.queries import answer
from bots.rules.answer import Answer
from deploy.examples.loading import load
from deploy.examples.source import read_example
from programme.rules.access import public

AT = datetime(2026, 11, 22, 14, 5, tzinfo=UTC)
DATA = Path(__file__).parents[3] / "deploy" / "examples" / "data"

pytestmark = pytest.mark.django_db


def ask(question: str) -> Answer:
    return answer(question, reader=public(), at=AT)


def figures(said: Answer) -> dict[str, str]:
    return {v.label: v.text for v in said.values}


class TestPublishedProgrammes:
    def test_answer_every_cell_of_southamptons_table(self):
        load(read_example("southampton"), at=AT)

        with (DATA / "southampton" / "savings.csv").open() as file:
            for row in csv.DictReader(file):
                ref = row["ref"] or f"L{row['line_no']}"
                for year in ("2024/25", "2025/26", "2026/27", "2027/28"):
                    printed = row[f"saving_{year.replace('/', '_')}_gbp000"]
                    said = ask(f"savings {ref} {year}")

                    expected = {f"plan {year}": f"{int(printed) * 1000}.00"} if printed else {}
                    assert said.status == "answered", said.text
                    assert figures(said) == expected, (ref, year)

    def test_answer_southamptons_total_with_its_grants_beside(self):
        load(read_example("southampton"), at=AT)

        found = figures(ask("savings total southampton-cl 2024/25"))

        assert (
            Decimal(found["plan 2024/25"]) + Decimal(found["funding beside the total 2024/25"]) == 4_916_000
        )

    def test_answer_every_workstream_of_hampshire(self):
        load(read_example("hampshire"), at=AT)

        with (DATA / "hampshire" / "workstreams.csv").open() as file:
            for row in csv.DictReader(file):
                said = ask(f"savings {row['name']} 2023/24")

                assert figures(said) == {"plan 2023/24": f"{int(row['target_gbp000']) * 1000}.00"}
                rag = ask(f"status W{row['workstream_no']}")
                assert "No RAG is published for this workstream." in rag.text

    def test_hold_no_savings_of_somerset(self):
        load(read_example("somerset"), at=AT)

        assert "no savings line is held" in ask("savings somerset-ct").text
        assert "No workstream is reported Red." in ask("red").text
        assert "3 in somerset-ct" in ask("red").text
