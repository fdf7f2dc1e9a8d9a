"""The three programmes, loaded for real: whole, once, quietly, and casting as their papers do."""

import csv
import json
from collections import Counter
from datetime import UTC, datetime
from decimal import Decimal
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from deploy.examples.loading import load
from deploy.examples.source import EXAMPLES, read_example
from governance.models import Board, Oversight
from programme.changes import reforecast_milestone
from programme.models import IndicatorReading, Milestone, Programme, PublishedTable
from programme.outbox.models import Event, Work
from programme.rules.access import system
from savings.models import BudgetFigure, PlannedAmount, Pressure, Saving

CONTROL_TOTALS = Path(__file__).parents[1] / "data" / "control_totals.csv"
NOW = datetime(2026, 7, 1, 9, tzinfo=UTC)

pytestmark = pytest.mark.django_db


def load_all(*names: str) -> list[int]:
    return [load(read_example(name), at=NOW).changed for name in names or EXAMPLES]


def run(*arguments: str) -> str:
    out = StringIO()
    call_command(*arguments, stdout=out)
    return out.getvalue()


class TestLoadExample:
    def test_loads_what_the_papers_print(self):
        load_all()

        assert Counter(Saving.objects.values_list("programme__code", flat=True)) == {
            "southampton-cl": 28,
            "hampshire-sp2023": 19,
        }
        assert Counter(Milestone.objects.values_list("programme__code", flat=True)) == {
            "hampshire-sp2023": 10,
            "somerset-ct": 12,
        }
        assert Pressure.objects.count() == 15
        assert BudgetFigure.objects.count() == 3 + 17 + 4  # of which four blocks of the schools grant
        assert (
            IndicatorReading.objects.count() == 48 + 9 + 20 + 4
        )  # of which tables of children, by year and to date
        assert PublishedTable.objects.count() == 11 + 7 + 8 + 2  # targets of two papers

    def test_keeps_a_blank_a_blank(self):
        load_all("southampton")

        blank = PlannedAmount.objects.filter(amount=None)
        assert blank.count() == 22
        assert set(blank.values_list("printed", flat=True)) == {""}

    def test_holds_thousands_and_millions_as_pounds(self):
        load_all("hampshire")

        cells = PlannedAmount.objects.filter(
            saving__programme__code="hampshire-sp2023", saving__line_no__in=(3, 11)
        )
        assert dict(cells.values_list("printed", "amount")) == {"£75k": 75_000, "£2.7m": 2_700_000}

    def test_pages_nobody(self):
        load_all("somerset")

        assert Event.objects.exists()
        assert not Event.objects.filter(quiet=False).exists()
        assert not Work.objects.exists()

    def test_dates_rows_by_their_paper(self):
        load_all("somerset")

        milestone = Milestone.objects.filter(programme__code="somerset-ct").first()
        assert milestone.reported_at.date().isoformat() == "2023-11-30"

    def test_changes_nothing_the_second_time(self):
        load_all()
        events = Event.objects.count()

        assert load_all() == [0, 0, 0]
        assert Event.objects.count() == events
        assert Programme.objects.count() == 3

    def test_leaves_alone_what_people_have_changed_since(self):
        load_all("somerset")
        milestone = Milestone.objects.get(programme__code="somerset-ct", ref="M1")
        later = datetime(2027, 3, 1, tzinfo=UTC).date()
        reforecast_milestone(
            milestone_id=milestone.id,
            version=None,
            forecast=later,
            reason="Fewer enquiries",
            by=system(),
            at=NOW,
        )

        load_all("somerset")

        milestone.refresh_from_db()
        assert milestone.forecast_date == later

    def test_mends_a_published_table_that_differs_from_the_paper(self):
        load_all("somerset")
        PublishedTable.objects.filter(code="dsg").update(rows=[])

        assert load(read_example("somerset"), at=NOW).changed == 1
        assert len(PublishedTable.objects.get(code="dsg").rows) == 4

    def test_keeps_every_body_a_paper_names_as_a_board_of_its_kind(self):
        load_all()

        boards = Board.objects.filter(programme__code="southampton-cl")
        assert dict(boards.values_list("code", "kind")) == {
            "southampton-scrutiny-panel": "scrutiny",
            "southampton-building-for-brilliance": "officer",
            "southampton-projects-and-change": "support",
            "southampton-destination-22": "officer",
            "southampton-childrens-boards": "partnership",
            "southampton-schools-forum": "statutory",
            "southampton-caseload-oversight": "support",
        }
        assert not boards.filter(illustrative=True).exists()
        assert not Oversight.objects.exists()

    def test_adds_a_board_that_is_missing_and_leaves_the_others_as_people_keep_them(self):
        load_all("southampton")
        Board.objects.filter(code="southampton-schools-forum").delete()
        Board.objects.filter(code="southampton-destination-22").update(name="Destination 22 board")

        assert load_all("southampton") == [1]

        assert Board.objects.get(code="southampton-destination-22").name == "Destination 22 board"
        assert Board.objects.filter(programme__code="southampton-cl").count() == 7

    def test_keeps_the_targets_apart_as_their_papers_name_them(self):
        load_all("southampton")

        targets = PublishedTable.objects.get(code="targets")
        assert ["Savings target named by the review", "15", "£m", ""] in [row[:4] for row in targets.rows]
        assert len(targets.rows) == 6

    def test_says_what_it_did(self):
        assert "somerset-ct: loaded" in run("load_example", "somerset")
        assert "already loaded; nothing changed" in run("load_example", "somerset")


class TestCast:
    def test_reproduces_every_control_total_from_the_ledger(self):
        load_all()
        status = {
            "agrees": "casts",
            "agrees after rounding": "casts",
            "differs": "paper disagrees",
            "differs (cells blank)": "copy incomplete",
            "partial breakdown": "casts",
            "not like for like": "not compared",
        }
        about_our_copy = {"Total, every number as extracted", "Total, blanks filled with candidate values"}
        with CONTROL_TOTALS.open(encoding="utf-8", newline="") as handle:
            wanted = [
                (row["table"], row["label"], row["period"], row["unit"], status[row["status"]])
                + tuple(Decimal(row[name]) for name in ("published_total", "sum_of_rows", "difference"))
                for row in csv.DictReader(handle)
                if row["label"] not in about_our_copy
            ]

        codes = [programme.code for programme in map(read_example, EXAMPLES)]
        casts = [c for code in codes for c in json.loads(run("cast", "--programme", code, "--json"))["casts"]]

        found = [
            (row["table"], row["label"], row["period"], row["unit"], row["status"])
            + tuple(Decimal(row[name]) for name in ("printed", "sum", "difference"))
            for row in casts
        ]
        assert found == wanted

    def test_gives_the_rest_that_is_not_itemised_a_line_of_its_own(self):
        load_all("somerset")

        assert "not itemised: 1.7 (£m)" in run("cast", "--programme", "somerset-ct")

    def test_refuses_a_programme_it_does_not_know(self):
        with pytest.raises(CommandError, match="no programme nowhere"):
            run("cast", "--programme", "nowhere")

    def test_refuses_in_json_too(self):
        out = StringIO()

        with pytest.raises(SystemExit) as stopped:
            call_command("cast", "--programme", "nowhere", "--json", stdout=out)

        assert stopped.value.code == 1
        assert json.loads(out.getvalue())["error"]["where"] == "--programme"
