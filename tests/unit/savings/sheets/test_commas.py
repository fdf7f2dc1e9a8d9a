"""Amounts that may be written with a decimal comma are refused, never read as a thousand times as much."""

import pytest

from savings.exchange.workbooks import read_workbook
from savings.rules.sheets.reading import Options
from savings.rules.sheets.sheet import read_sheet
from tests.unit.savings.sheets.grids import amounts, read, values

SHEET = """
Ref;Saving;2025/26 {unit};2026/27 {unit}
A1;Fleet;{first};{second}
A2;Depot;10;10
"""


def read_csv(text):
    (grid,) = read_workbook(text.strip().encode("utf-8"), name="savings.csv")
    return read_sheet(grid, Options())


def whole_sheet(reading):
    return [(problem.column, problem.value) for problem in reading.problems if problem.row == 0]


class TestCommas:
    @pytest.mark.parametrize("first", ["1,25", "0,125", "1.250,00", "(1,5)", "£2,5m"])
    def test_a_sheet_with_a_decimal_comma_is_refused_where_others_may_be_one(self, first):
        reading = read(SHEET.format(unit="£m", first=first, second="1,250").replace(";", "|"))

        assert whole_sheet(reading) == [("C", first)]
        assert not reading.is_settled

    def test_one_slip_among_plain_figures_is_a_problem_of_its_row(self):
        reading = read(SHEET.format(unit="£000", first="1,25", second="12.5").replace(";", "|"))

        assert reading.is_settled
        assert reading.rejected_rows() == {2}

    def test_a_file_parted_by_semicolons_leaves_a_lone_comma_in_doubt(self):
        reading = read_csv(SHEET.format(unit="£m", first="1,250", second="2"))

        assert whole_sheet(reading) == [("C", "1,250")]

    @pytest.mark.parametrize(("second", "amount"), [("1,250,000", "1250000"), ("7.5", "7.5")])
    def test_another_figure_may_show_what_the_comma_is(self, second, amount):
        reading = read_csv(SHEET.format(unit="£000", first="1,250", second=second))

        assert reading.problems == ()
        assert values(reading) == amounts({"Fleet": ["1250", amount], "Depot": ["10", "10"]})

    def test_a_point_in_pounds_may_part_thousands(self):
        reading = read(SHEET.format(unit="£", first="1.250", second="12").replace(";", "|"))

        assert [(problem.row, problem.column, problem.value) for problem in reading.problems] == [
            (2, "C", "1.250")
        ]
        assert reading.rejected_rows() == {2}

    def test_three_decimals_of_a_million_are_read(self):
        reading = read(SHEET.format(unit="£m", first="1.250", second="12").replace(";", "|"))

        assert reading.problems == ()
        assert values(reading)["Fleet"] == [1.25, 12]
