"""A monitoring month, pressures and earlier trackers from a table."""

from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import ClassVar

import pytest

from programme.changes import Invalid, add_definition_set
from programme.rules.access import FINANCE, LEAD
from programme.rules.calendar import FinancialYear
from savings.models import BudgetFigure, BudgetLine, Pressure, PressureAmount, Saving, Snapshot
from savings.rules.notation import Unit
from tests.factories.ground import LOADING, LONG_AGO, a_programme, a_workstream, someone
from tests.integration.tables.files import AT, as_csv, as_xlsx, brought, counts
from tests.unit.savings.tables.test_monitoring import SOMERSET

pytestmark = pytest.mark.django_db

PUBLISHED = Path(__file__).parents[3] / "deploy" / "examples" / "data" / "somerset"
MONTH_5 = as_xlsx(*SOMERSET.rows)


@pytest.fixture
def programme():
    return a_programme(code="somerset")


@pytest.fixture
def finance(programme):
    return someone(FINANCE, programme)


class TestAMonitoringMonth:
    def test_is_loaded_line_by_line_and_its_totals_cast(self, programme, finance):
        result = brought("monitoring", MONTH_5, programme, finance, file="month5.xlsx")

        document = result.document
        assert (document["period"], document["year"], document["unit"]) == ("M5", "2023/24", "gbpm")
        assert counts(result) == (6, 0, 0, 0)
        assert {cast["status"] for cast in document["casts"]} == {"casts"}
        assert document["totals"]["general"]["variance"] == "11800000.00"
        assert document["totals"]["dsg"]["variance"] == "15600000.00"
        placements = BudgetFigure.objects.get(budget_line__name="External Placements")
        assert (placements.year, placements.period) == (2023, "M5")
        assert (placements.variance, placements.movement) == (10_100_000, 1_300_000)
        assert (placements.a_f_printed, placements.direction_printed, placements.variance_printed) == (
            "A",
            "down",
            "10.1",
        )
        assert (placements.unit, placements.decimals) == ("gbpm", 1)
        assert set(BudgetLine.objects.filter(fund="dsg").values_list("name", flat=True)) == {
            "Schools",
            "High Needs",
        }

    def test_twice_from_the_same_file_changes_nothing(self, programme, finance):
        brought("monitoring", MONTH_5, programme, finance, file="month5.xlsx")

        again = brought(
            "monitoring", MONTH_5, programme, finance, file="month5.xlsx", at=AT + timedelta(hours=1)
        )

        assert counts(again) == (0, 0, 6, 0)
        assert BudgetFigure.objects.count() == 6

    def test_is_followed_by_the_next_on_the_same_lines(self, programme, finance):
        brought("monitoring", MONTH_5, programme, finance, file="month5.xlsx")

        later = brought(
            "monitoring", MONTH_5, programme, finance, file="month6.xlsx", month=6, at=AT + timedelta(days=30)
        )

        assert counts(later) == (0, 6, 0, 0)
        assert BudgetLine.objects.count() == 6
        assert set(BudgetFigure.objects.values_list("period", flat=True)) == {"M5", "M6"}

    def test_reads_the_councils_own_files_as_published(self, programme, finance):
        content = (PUBLISHED / "budget_monitoring.csv").read_bytes()

        asked = brought("monitoring", content, programme, finance)
        told = brought("monitoring", content, programme, finance, year=FinancialYear(2023))

        assert [question.what for question in asked.questions] == ["year"]
        assert counts(told) == (17, 0, 0, 0)
        assert told.document["totals"]["general"] == {
            "current_budget": "123000000.00",
            "projection": "134800000.00",
            "variance": "11800000.00",
        }

    def test_asks_rather_than_guesses_and_writes_nothing(self, programme, finance):
        content = as_csv(["Service", "Current budget", "Projection"], ["Fostering", "1.0", "1.2"])

        result = brought("monitoring", content, programme, finance)

        assert [question.option for question in result.questions] == ["--unit gbpm", "--period M5"]
        assert not BudgetLine.objects.exists()
        told = brought(
            "monitoring", content, programme, finance, unit=Unit.GBPM, month=5, year=FinancialYear(2023)
        )
        assert counts(told) == (1, 0, 0, 0)

    def test_shows_a_total_that_does_not_cast_and_loads_the_lines(self, programme, finance):
        content = as_csv(
            ["Service", "Current budget £m", "Month 5 projection £m"],
            ["Fostering", "1.0", "1.2"],
            ["Total", "1.5", "1.2"],
        )

        result = brought("monitoring", content, programme, finance, year=FinancialYear(2023))

        assert counts(result) == (1, 0, 0, 0)
        assert [(c["status"], c["difference"]) for c in result.document["casts"]] == [
            ("paper disagrees", "-0.5"),
            ("casts", "0.0"),
        ]

    def test_takes_the_right_to_plan_money(self, programme):
        result = brought(
            "monitoring", MONTH_5, programme, someone(LEAD, a_workstream(programme)), file="month5.xlsx"
        )

        assert counts(result)[3] == 6
        assert not BudgetLine.objects.exists()


class TestPressures:
    HEAD = ("Ref", "Pressure", "2024/25 £000", "2025/26 £000", "Note")

    def test_are_kept_as_printed(self, programme, finance):
        result = brought(
            "pressures",
            as_csv(
                self.HEAD,
                ["24P10", "Agency homes", "1,200", "-", "Deferred from 22S1"],
                ["", "Grant ends", "(50)", "0", ""],
                ["", "Total", "1,150", "0", ""],
            ),
            programme,
            finance,
        )

        assert counts(result) == (2, 0, 0, 0)
        assert dict(Pressure.objects.values_list("ref", "name")) == {
            "24P10": "Agency homes",
            "P1": "Grant ends",
        }
        cells = PressureAmount.objects.filter(pressure__ref="24P10").order_by("year")
        assert [(c.year, c.amount, c.printed, c.unit) for c in cells] == [
            (2024, 1_200_000, "1,200", "gbp000"),
            (2025, None, "-", "gbp000"),
        ]
        assert result.document["totals"] == {"2024/25": "1150000.00", "2025/26": "0.00"}
        assert {cast["status"] for cast in result.document["casts"]} == {"casts"}

    def test_twice_from_the_same_file_change_nothing_and_an_edit_one(self, programme, finance):
        rows = [["24P10", "Agency homes", "1200", "", ""], ["", "Grant ends", "50", "0", ""]]
        brought("pressures", as_csv(self.HEAD, *rows), programme, finance)

        again = brought("pressures", as_csv(self.HEAD, *rows), programme, finance)
        rows[1][2] = "60"
        edited = brought("pressures", as_csv(self.HEAD, *rows), programme, finance)

        assert (counts(again), counts(edited)) == ((0, 0, 2, 0), (0, 1, 1, 0))
        assert PressureAmount.objects.get(pressure__name="Grant ends", year=2024).amount == 60_000


class TestAnEarlierTracker:
    TRACKER = as_xlsx(
        ["Savings tracker 2023/24"],
        ["Ref", "Saving", "RAG", "2023/24", "Due"],
        ["22S1", "Fostering", "Red", 107.5, date(2024, 3, 31)],
        ["", "Total", "", 107.5, ""],
    )
    SAID: ClassVar = {"name": "Tracker at year end", "on_date": date(2024, 3, 31)}

    def test_is_kept_beside_the_ledger_cell_by_cell(self, programme, finance):
        programme_definitions = a_definition_set("red-means-not-validated")

        result = brought(
            "snapshot",
            self.TRACKER,
            programme,
            finance,
            file="tracker.xlsx",
            definitions="red-means-not-validated",
            **self.SAID,
        )

        snapshot = Snapshot.objects.get()
        rows = list(snapshot.rows.order_by("position"))
        assert counts(result) == (1, 0, 0, 0)
        assert (snapshot.marking, snapshot.definition_set) == ("internal", programme_definitions)
        assert [(row.ref, row.rag_printed, row.cells) for row in rows] == [
            ("22S1", "Red", ["22S1", "Fostering", "Red", "107.5", "2024-03-31"]),
            ("", "", ["", "Total", "", "107.5", ""]),
        ]
        assert snapshot.source == "tracker.xlsx, sheet Table: Savings tracker 2023/24"
        assert not Saving.objects.exists()

    def test_is_kept_once_and_never_changed(self, programme, finance):
        brought("snapshot", self.TRACKER, programme, finance, file="tracker.xlsx", **self.SAID)

        again = brought("snapshot", self.TRACKER, programme, finance, file="tracker.xlsx", **self.SAID)

        assert counts(again) == (0, 0, 1, 0)
        with pytest.raises(Invalid, match="snapshots are never changed"):
            brought("snapshot", as_csv(["Ref", "Saving"], ["22S1", "Other"]), programme, finance, **self.SAID)

    @pytest.mark.parametrize(
        ("said", "words"),
        [
            ({"on_date": date(2024, 3, 31)}, "--name"),
            ({"name": "Tracker"}, "--date"),
            ({"name": "Tracker", "on_date": date(2027, 3, 31)}, "to come"),
            (
                {"name": "Tracker", "on_date": date(2024, 3, 31), "definitions": "nowhere"},
                "no set of definitions nowhere",
            ),
        ],
    )
    def test_says_what_it_needs(self, programme, finance, said, words):
        with pytest.raises(Invalid, match=words):
            brought("snapshot", self.TRACKER, programme, finance, file="tracker.xlsx", **said)

        assert not Snapshot.objects.exists()

    def test_names_the_paragraph_it_is_exempt_under(self, programme):
        cleared = someone(FINANCE, programme, cleared=True)

        with pytest.raises(Invalid, match="paragraph"):
            brought(
                "snapshot",
                self.TRACKER,
                programme,
                cleared,
                file="tracker.xlsx",
                marking="exempt",
                **self.SAID,
            )


def a_definition_set(code):
    return add_definition_set(
        values={"code": code, "name": "Last year's", "red": "Not validated"}, by=LOADING, at=LONG_AGO
    )


def test_amounts_stay_exact_through_a_workbook(programme, finance):
    content = as_xlsx(["Ref", "Pressure", "2024/25 £m"], ["24P10", "Agency homes", 0.1234567])

    result = brought("pressures", content, programme, finance, file="pressures.xlsx")

    assert result.rejected == ()
    assert PressureAmount.objects.get().amount == Decimal("123456.70")
