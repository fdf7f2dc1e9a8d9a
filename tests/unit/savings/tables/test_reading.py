from datetime import date

import pytest

from programme.rules.calendar import FinancialYear
from savings.rules.notation import Unit
from savings.rules.sheets.reading import Question
from savings.rules.tables.kinds import INDICATORS, MILESTONES, PEOPLE, PRESSURES, WORKSTREAMS
from savings.rules.tables.monitoring_columns import MONITORING
from savings.rules.tables.reading import NoTable, choose_table, heading_words, read_table, spellings
from tests.unit.savings.tables.grids import grid

KINDS = [MILESTONES, WORKSTREAMS, INDICATORS, PEOPLE, PRESSURES, MONITORING]


class TestHeadingWords:
    @pytest.mark.parametrize(
        ("heading", "words"),
        [
            ("Current Budget £m", "current budget"),
            ("current_budget_gbp_m", "current budget"),
            ("  FORECAST\n(date) ", "forecast date"),
            ("Month 5 Variance £000", "variance"),
            ("Movement from Month 4", "movement"),
            ("In-year variance £m surplus/(deficit)", "in year variance"),
            ("Over/(under)", "over/ under"),
            ("Ref.", "ref"),
            ("Owner's email", "owners email"),
        ],
    )
    def test_leaves_unit_period_and_case_aside(self, heading, words):
        assert heading_words(heading) == words


class TestKinds:
    @pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
    def test_give_no_heading_to_two_columns(self, kind):
        spelt = [spelling for column in kind.columns if not column.by_year for spelling in spellings(column)]

        assert sorted(spelt) == sorted(set(spelt))

    @pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
    def test_need_columns_they_have(self, kind):
        assert {name for group in kind.needs for name in group} <= {column.name for column in kind.columns}


class TestReadTable:
    def test_finds_its_headings_below_title_and_notes(self):
        table = read_table(
            grid(
                ["Destination 22: milestones"],
                ["As reported to the board"],
                [],
                ["Ref", "Milestone", "Baseline date", "Comfort level"],
                ["M1", "Panel approves", date(2026, 11, 20), "high"],
                [],
                ["M2", "First home opens", "Autumn 2026", ""],
            ),
            MILESTONES,
        )

        assert [(row.row, row.cells["ref"]) for row in table.rows] == [(5, "M1"), (7, "M2")]
        assert table.parts[0].above == ("Destination 22: milestones", "As reported to the board")

    def test_says_how_it_read_each_column_and_which_it_did_not(self):
        table = read_table(
            grid(
                ["Ref", "Milestone", "Due", "RAG", "Deadline"],
                ["M1", "Panel approves", "Q2 2026/27", "green", "May 2026"],
            ),
            MILESTONES,
        )

        assert table.words() == (
            "column A, 'Ref': ref",
            "column B, 'Milestone': name",
            "column C, 'Due': baseline date",
            "column D, 'RAG': not read",
            "column E, 'Deadline': not read, column C is the baseline date",
        )

    def test_joins_two_rows_of_headings(self):
        table = read_table(
            grid(
                ["Service", "Current", "Full Year", ""],
                ["", "Budget", "Projection", "Variance"],
                ["", "£m", "£m", "£m"],
                ["Fostering", "1.0", "1.2", "0.2"],
            ),
            MONITORING,
        )

        assert [column.name for column in table.parts[0].columns] == [
            "line",
            "current_budget",
            "projection",
            "variance",
        ]
        assert table.parts[0].units == {Unit.GBPM}
        assert [row.row for row in table.rows] == [4]

    def test_takes_new_headings_further_down_for_a_part_of_its_own_and_a_pages_repeat_for_none(self):
        head = ["Service", "Current budget", "Projection", "Variance"]
        table = read_table(
            grid(
                head,
                ["Fostering", "1", "2", "1"],
                head,
                ["Adoption", "1", "1", "0"],
                ["Dedicated Schools Grant"],
                ["DSG block", "Funding available", "Forecast", "In-year variance"],
                ["Schools", "2", "3", "(1)"],
            ),
            MONITORING,
        )

        assert [(row.row, row.part) for row in table.rows] == [(2, 0), (4, 0), (7, 1)]
        assert table.parts[1].above == ("Dedicated Schools Grant",)

    def test_gives_each_year_a_column(self):
        table = read_table(
            grid(
                ["Ref", "Pressure", "2024/25 £000", "Pressure 2025-26", "2026/27 posts"],
                ["24P10", "Placements", "100", "(20)", "3"],
            ),
            PRESSURES,
        )

        years = {c.year: c.letter for c in table.parts[0].having("amount")}
        assert years == {FinancialYear(2024): "C", FinancialYear(2025): "D"}
        assert table.words()[-1] == "column E, '2026/27 posts': not read"

    def test_leaves_hidden_rows_out(self):
        table = read_table(
            grid(
                ["Ref", "Milestone", "Due"],
                ["M1", "Seen", "2026"],
                ["M2", "Hidden", "2026"],
                hidden_rows=frozenset({3}),
            ),
            MILESTONES,
        )

        assert [row.row for row in table.rows] == [2]

    def test_says_which_headings_it_looks_for(self):
        with pytest.raises(NoTable, match="Its headings need ref and workstream, in one row"):
            read_table(grid(["Something", "Else"], ["a", "b"]), WORKSTREAMS)


class TestChooseTable:
    MILESTONES = ("Ref", "Milestone", "Due")

    def test_takes_the_only_sheet_that_has_one(self):
        grids = [grid(["Notes"], name="Read me"), grid(self.MILESTONES, name="Plan")]

        assert choose_table(grids, MILESTONES).name == "Plan"

    def test_asks_between_two(self):
        grids = [grid(self.MILESTONES, name="Plan"), grid(self.MILESTONES, name="Old plan")]

        found = choose_table(grids, MILESTONES)

        assert isinstance(found, Question)
        assert found.words == "which sheet: Plan or Old plan? Say it with --sheet 'Plan'"
        assert choose_table(grids, MILESTONES, sheet="old plan").name == "Old plan"

    def test_looks_past_hidden_sheets(self):
        grids = [grid(self.MILESTONES, name="Plan"), grid(self.MILESTONES, name="Old", is_hidden=True)]

        assert choose_table(grids, MILESTONES).name == "Plan"

    def test_names_the_sheets_there_are(self):
        with pytest.raises(NoTable, match="Its sheets are Plan"):
            choose_table([grid(self.MILESTONES, name="Plan")], MILESTONES, sheet="Nowhere")
