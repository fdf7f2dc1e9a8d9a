"""The printed totals of the three examples against an independent list of what each check should come to."""

import csv
import json
from collections import Counter
from decimal import Decimal
from pathlib import Path

import pytest

from deploy.examples.named_tables import named_tables
from deploy.examples.source import EXAMPLES, read_example
from savings.rules.casting import CASTS, Cast, cast, cast_all, check_from_json, check_to_json

CONTROL_TOTALS = Path(__file__).parents[2] / "data" / "control_totals.csv"
STATUS = {
    "agrees": "casts",
    "agrees after rounding": "casts",
    "differs": "paper_disagrees",
    "differs (cells blank)": "copy_incomplete",
    "partial breakdown": "casts",
    "not like for like": "not_compared",
}


def expected() -> list[dict[str, str]]:
    with CONTROL_TOTALS.open(encoding="utf-8", newline="") as handle:
        rows = list(csv.DictReader(handle))
    assert len(rows) == 163
    about_our_copy = {"Total, every number as extracted", "Total, blanks filled with candidate values"}
    return [row for row in rows if row["label"] not in about_our_copy]


def produced() -> list[Cast]:
    casts: list[Cast] = []
    for name in EXAMPLES:
        example = read_example(name)
        casts += cast_all(example.checks, named_tables(example))
    return casts


class TestExampleCasts:
    def test_reproduce_every_control_total_to_the_printed_digit(self):
        wanted = [
            (
                row["table"],
                row["label"],
                row["period"],
                Decimal(row["published_total"]),
                Decimal(row["sum_of_rows"]),
                Decimal(row["difference"]),
                row["unit"],
                STATUS[row["status"]],
            )
            for row in expected()
        ]

        found = [
            (c.table, c.label, c.period, c.printed, c.sum, c.difference, c.unit, c.status) for c in produced()
        ]

        assert len(wanted) == 154
        assert found == wanted

    def test_count_each_verdict(self):
        verdicts = Counter(verdict.status for verdict in produced())

        assert verdicts == {"casts": 123, "paper_disagrees": 22, "copy_incomplete": 6, "not_compared": 3}

    def test_show_what_is_not_itemised(self):
        partial = {
            row["label"]: Decimal(row["difference"])
            for row in expected()
            if row["status"] == "partial breakdown"
        }

        rests = {c.label: c.not_itemised for c in produced() if c.not_itemised is not None}

        assert rests == {label: -difference for label, difference in partial.items()}

    @pytest.mark.parametrize("name", EXAMPLES)
    def test_come_out_the_same_once_stored(self, name):
        example = read_example(name)
        tables = named_tables(example)

        for check in example.checks:
            stored = json.loads(json.dumps(check_to_json(check)))

            assert cast(check_from_json(stored), tables) == cast(check, tables)

    def test_lean_on_a_flag_in_seven_places_alone(self):
        flagged = [check.label for name in EXAMPLES for check in read_example(name).checks if check.reason]
        exact = [
            check.label
            for name in EXAMPLES
            for check in read_example(name).checks
            if check_to_json(check)["printed"].get("exact")
        ]

        assert len(flagged) == 6
        assert exact == ["SEN demand said to have doubled, as a multiple"]

    def test_lose_their_verdict_when_a_figure_is_changed(self):
        example = read_example("somerset")
        tables = dict(named_tables(example))
        first, *rest = tables["dsg"]
        tables["dsg"] = [{**first, "funding_available_gbp_m": first["forecast_month_5_gbp_m"]}, *rest]

        broken = [c.label for c in cast_all(example.checks, tables) if c.status != CASTS]

        assert "Variance = funding less forecast: Schools" in broken
        assert "Total: funding available" in broken
