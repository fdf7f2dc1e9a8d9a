from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from programme.rules.calendar import FinancialMonth, FinancialYear
from savings.rules.notation import Unit
from savings.rules.sheets.reading import Question
from savings.rules.tables.monitoring import read_monitoring, sums_by_fund
from savings.rules.tables.monitoring_columns import MONITORING
from savings.rules.tables.period import read_period
from savings.rules.tables.reading import read_table
from tests.unit.savings.tables.grids import grid

HEAD = ["Service", "Current Budget £m", "Full Year Projection £m", "Month 5 Variance £m", "A/(F)"]
SOMERSET = grid(
    ["Children and Family Services: budget monitoring, month 5, 2023/24"],
    ["Service", "Current", "Full Year", "Month 5", "A/(F)", "Movement", "Direction"],
    ["", "Budget", "Projection", "Variance", "", "from Month 4", ""],
    ["", "£m", "£m", "£m", "", "£m", ""],
    ["Children's Social Care"],
    ["Prevention", "5.7", "5.7", "0.0", "-", "0.0", "level"],
    ["External Placements", "38.4", "48.5", "10.1", "A", "1.3", "down"],
    ["Leaving Care", "(0.8)", "(0.8)", "0.0", "-", "0.0", "level"],
    ["Children's Social Care sub total", "43.3", "53.4", "10.1", "A", "1.3", "down"],
    ["Inclusion"],
    ["SEND Transport", "10.2", "11.9", "1.7", "A", "1.7", "down"],
    ["Sub total", "10.2", "11.9", "1.7", "A", "1.7", "down"],
    ["Children & Family Services Total", "53.5", "65.3", "11.8", "A", "3.0", "down"],
    [""],
    ["Dedicated Schools Grant"],
    ["DSG block", "Funding available £m", "Forecast month 5 £m", "In-year variance £m surplus/(deficit)"],
    ["Schools", "2.5", "2.8", "(0.3)"],
    ["High Needs", "74.2", "89.5", "(15.3)"],
    ["Total", "76.7", "92.3", "(15.6)"],
)


def read(*rows, **options):
    return read_monitoring(read_table(grid(*rows), MONITORING), **options)


def figures(reading, name):
    return {line.name: line.figures.get(name) for line in reading.lines}


class TestSomersetsMonth:
    @pytest.fixture
    def reading(self):
        return read_monitoring(read_table(SOMERSET, MONITORING))

    def test_has_its_lines_under_their_groups_and_funds(self, reading):
        assert [(line.fund, line.group, line.name) for line in reading.lines] == [
            ("general", "Children's Social Care", "Prevention"),
            ("general", "Children's Social Care", "External Placements"),
            ("general", "Children's Social Care", "Leaving Care"),
            ("general", "Inclusion", "SEND Transport"),
            ("dsg", "", "Schools"),
            ("dsg", "", "High Needs"),
        ]

    def test_is_in_pounds_adverse_above_nought_in_both_funds(self, reading):
        assert figures(reading, "variance") == {
            "Prevention": 0,
            "External Placements": 10_100_000,
            "Leaving Care": 0,
            "SEND Transport": 1_700_000,
            "Schools": 300_000,
            "High Needs": 15_300_000,
        }

    def test_keeps_what_is_printed(self, reading):
        line = reading.lines[1]

        assert (line.variance_printed, line.a_f_printed, line.direction_printed) == ("10.1", "A", "down")
        assert (line.unit, line.decimals) == (Unit.GBPM, 1)
        assert reading.lines[-1].variance_printed == "(15.3)"

    def test_sets_its_totals_apart_with_the_rows_they_stand_for(self, reading):
        assert [(control.label, control.covers) for control in reading.controls] == [
            ("Children's Social Care sub total", (6, 7, 8)),
            ("Sub total", (11,)),
            ("Children & Family Services Total", (6, 7, 8, 11)),
            ("Total", (17, 18)),
        ]

    def test_never_adds_one_fund_to_another(self, reading):
        sums = sums_by_fund(reading.lines)

        assert sums["general"]["variance"] == 11_800_000
        assert sums["dsg"]["variance"] == 15_600_000


class TestTheSignOfAVariance:
    def test_is_told_by_a_and_f_where_a_row_lacks_its_projection(self):
        reading = read(HEAD, ["Fostering", "1.0", "", "0.2", "F"], ["Adoption", "1.0", "", "0.3", "A"])

        assert figures(reading, "variance") == {"Fostering": -200_000, "Adoption": 300_000}

    def test_is_told_by_the_rows_that_have_all_three(self):
        head = ["Service", "Budget £m", "Current budget £m", "Projection £m", "Variance £m"][1:]
        reading = read(
            ["Service", *head[1:]],
            ["Fostering", "1.0", "1.2", "(0.2)"],
            ["Adoption", "1.0", "", "(0.3)"],
        )

        assert figures(reading, "variance") == {"Fostering": 200_000, "Adoption": 300_000}

    def test_is_told_by_the_heading(self):
        reading = read(
            ["Service", "Current budget £m", "Variance £m under/(over)"], ["Fostering", "1.0", "(0.2)"]
        )

        assert figures(reading, "variance") == {"Fostering": 200_000}

    def test_is_asked_where_nothing_says(self):
        rows = (["Service", "Current budget £m", "Variance £m"], ["Fostering", "1.0", "(0.2)"])

        asked, told = read(*rows), read(*rows, overspend=-1)

        assert [question.option for question in asked.questions] == ["--overspend positive"]
        assert figures(told, "variance") == {"Fostering": 200_000}

    def test_may_not_contradict_its_own_row(self):
        reading = read(
            HEAD,
            ["Fostering", "1.0", "1.2", "0.5", "A"],
            ["Adoption", "1.0", "1.2", "0.2", "F"],
            ["Homes", "1.0", "1.2", "0.2", "A"],
        )

        assert [(p.row, p.column, p.problem) for p in reading.problems] == [
            (2, "D", "projection less budget is 0.2, not this"),
            (3, "E", "projection above budget is not favourable"),
        ]
        assert [line.name for line in reading.lines] == ["Homes"]

    def test_allows_for_the_rounding_of_what_is_printed(self):
        reading = read(HEAD, ["Fostering", "1.0", "1.2", "0.3", "A"])

        assert reading.problems == ()
        assert figures(reading, "variance") == {"Fostering": 200_000}

    @given(
        budget=st.integers(-9999, 9999), projection=st.integers(-9999, 9999), sign=st.sampled_from([1, -1])
    )
    def test_does_not_matter_where_budget_and_projection_are_known(self, budget, projection, sign):
        head = ["Service", "Current budget £000", "Projection £000", "Variance £000"]
        variance = (projection - budget) * sign

        reading = read(head, ["Fostering", str(budget), str(projection), str(variance)])

        assert figures(reading, "variance") == {"Fostering": (projection - budget) * 1000}


class TestUnits:
    def test_are_asked_where_none_is_said(self):
        rows = (["Service", "Current budget", "Projection"], ["Fostering", "1.0", "1.2"])

        assert [question.what for question in read(*rows).questions] == ["unit"]
        assert figures(read(*rows, unit=Unit.GBPM), "projection") == {"Fostering": Decimal(1_200_000)}

    def test_are_asked_where_two_are_said(self):
        reading = read(
            ["All figures in £000"],
            ["Service", "Current budget £m", "Projection £000"],
            ["Fostering", "1.0", "1200"],
        )

        assert [question.what for question in reading.questions] == ["unit"]


class TestGrossAndIncome:
    HEAD = ("Service", "Gross budget £m", "Income budget £m", "Current budget £m", "Projection £m")

    def test_takes_income_as_above_nought_whichever_way_it_is_printed(self):
        for income in ("(0.4)", "0.4"):
            reading = read(self.HEAD, ["Fostering", "1.4", income, "1.0", "1.2"])

            assert figures(reading, "income_budget") == {"Fostering": 400_000}

    def test_has_to_fit_the_net(self):
        reading = read(self.HEAD, ["Fostering", "1.9", "(0.4)", "1.0", "1.2"])

        assert [problem.problem for problem in reading.problems] == ["gross less income is not the net"]


class TestReadPeriod:
    @pytest.mark.parametrize(
        "texts",
        [
            ["Budget monitoring 2023/24", "Month 5 variance", "Movement from month 4"],
            ["Period 5, 2023-24"],
            ["Position at 31 August 2023"],
            ["Cabinet, November 2023", "Month 5", "to August 2023"],
            ["P5 2023/24"],
        ],
    )
    def test_reads_the_month_in_any_of_its_spellings(self, texts):
        assert read_period(texts).month == FinancialMonth(FinancialYear(2023), 5)

    def test_stands_behind_what_is_told(self):
        found = read_period(["Month 5, 2023/24"], month=6, year=FinancialYear(2024))

        assert found.month == FinancialMonth(FinancialYear(2024), 6)

    @pytest.mark.parametrize(
        ("texts", "what"),
        [
            (["Budget monitoring"], "period"),
            (["Month 5"], "year"),
            (["Month 5 and month 6, 2023/24"], "period"),
            (["Month 5, 2022/23 and 2023/24"], "year"),
        ],
    )
    def test_asks_rather_than_guesses(self, texts, what):
        found = read_period(texts)

        assert isinstance(found, Question)
        assert found.what == what
