from datetime import date, datetime
from decimal import Decimal

import pytest

from programme.rules.calendar import DatePrecision
from savings.rules.tables.cells import Row, plain_number, read_when
from savings.rules.tables.kinds import MILESTONES
from savings.rules.tables.reading import read_table
from tests.unit.savings.tables.grids import grid


class TestReadWhen:
    @pytest.mark.parametrize(
        ("written", "shown", "precision"),
        [
            (date(2027, 3, 31), "31 Mar 2027", "day"),
            (datetime(2027, 3, 31), "31 Mar 2027", "day"),  # noqa: DTZ001 - as a spreadsheet stores it
            ("31/03/2027", "31 Mar 2027", "day"),
            ("31.3.27", "31 Mar 2027", "day"),
            ("31st March 2027", "31 Mar 2027", "day"),
            ("Wednesday 31 March 2027", "31 Mar 2027", "day"),
            ("31-Mar-27", "31 Mar 2027", "day"),
            ("Mar-27", "March 2027", "month"),
            ("by end of March 2027", "March 2027", "month"),
            ("Sept '26", "September 2026", "month"),
            ("Q2 2026/27", "Q2 2026/27", "quarter"),
            ("2026/27 Q4", "Q4 2026/27", "quarter"),
            ("Quarter 3 2026-27", "Q3 2026/27", "quarter"),
            ("Autumn 2026", "Autumn 2026", "season"),
            ("2026", "2026", "year"),
            ("TBC", "no date printed", "none"),
            ("-", "no date printed", "none"),
            (None, "no date printed", "none"),
        ],
    )
    def test_is_as_exact_as_it_is_written(self, written, shown, precision):
        found = read_when(written)

        assert (str(found), found.precision) == (shown, DatePrecision(precision))

    @pytest.mark.parametrize("written", ["2026/27", "mid 2026", "30/02/2026", "soon", "13/13/2026"])
    def test_refuses_what_is_no_date(self, written):
        with pytest.raises(ValueError):
            read_when(written)


class TestRow:
    def row(self, **cells):
        names = list(cells)
        heads = {
            "ref": "Ref",
            "name": "Milestone",
            "baseline": "Baseline",
            "forecast": "Forecast",
            "kind": "Kind",
        }
        table = read_table(grid([heads[n] for n in names], list(cells.values())), MILESTONES)
        return Row(table, table.rows[0])

    def test_keeps_what_is_wrong_by_row_and_column(self):
        row = self.row(ref="M1", name="Panel", baseline="mid 2026")

        assert row.when("baseline") is None
        [problem] = row.problems
        assert (problem.row, problem.column, problem.value) == (2, "C", "mid 2026")
        assert problem.next_step == "write 20/11/2026, November 2026, Q2 2026/27 or TBC"

    def test_says_what_may_be_chosen(self):
        row = self.row(ref="M1", name="Panel", baseline="2026", kind="party")

        assert row.choice("kind", {"start": 1}, what="no kind", example="write start") is None
        assert row.problems[0].problem == "this is no kind"

    def test_refuses_words_too_long_and_blanks_that_are_needed(self):
        row = self.row(ref="M" * 21, name="", baseline="2026")

        assert (row.text("ref", longest=20), row.text("name", needed=True)) == ("", "")
        assert [problem.column for problem in row.problems] == ["A", "B"]


class TestPlainNumber:
    @pytest.mark.parametrize(
        ("text", "number"),
        [("1,234", "1234"), ("31%", "31"), ("£5.50", "5.50"), ("-2", "-2"), ("about 5", None)],
    )
    def test_is_what_the_text_prints(self, text, number):
        assert plain_number(text) == (None if number is None else Decimal(number))
