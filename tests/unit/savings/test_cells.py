from decimal import Decimal
from fractions import Fraction

import pytest

from savings.rules.cells import Cell, Column, read_cell, read_rows


class TestReadCell:
    @pytest.mark.parametrize(
        ("text", "unit", "value", "decimals"),
        [
            ("1821", "£000", "1821", 0),
            ("22,663", "£000", "22663", 0),
            ("1.0", "£m", "1.0", 1),
            ("-15.3", "£m", "-15.3", 1),
            ("0", "£000", "0", 0),
        ],
    )
    def test_keeps_the_figure_with_its_unit_and_decimals(self, text, unit, value, decimals):
        assert read_cell(text, unit) == Cell(text, Decimal(value), unit, decimals)

    def test_never_reads_a_blank_as_nought(self):
        cell = read_cell("", "£000")

        assert cell.value is None
        assert cell.is_blank

    def test_keeps_words_as_words(self):
        cell = read_cell("good, with outstanding leadership", "text")

        assert cell.value is None
        assert not cell.is_blank

    @pytest.mark.parametrize(
        ("text", "unit", "value"), [("£2.7m", "£m", "2.7"), ("£75k", "£000", "75"), ("£1,290", "£", "1290")]
    )
    def test_takes_the_unit_printed_in_the_cell_itself(self, text, unit, value):
        cell = read_cell(text, "£000")

        assert (cell.unit, cell.value) == (unit, Decimal(value))

    def test_gives_a_number_without_any_unit_no_value(self):
        assert read_cell("12").value is None


class TestHalfStep:
    def test_is_half_of_the_last_place_printed(self):
        assert read_cell("2.7", "£m").half_step() == Fraction(1, 20)

    def test_takes_the_decimals_of_the_column_instead(self):
        assert read_cell("5", "£m").half_step(2) == Fraction(1, 200)

    def test_is_nought_for_a_count(self):
        assert read_cell("140", "children").half_step() == 0


class TestReadRows:
    def test_takes_the_unit_of_the_column_or_of_the_row(self):
        columns = [
            Column("item", "Item"),
            Column("value", "Value", unit_column="unit"),
            Column("unit", "Unit"),
        ]

        rows = read_rows(columns, [("Net budget", "123", "£m"), ("Share", "9.6", "%")])

        assert [row["value"].unit for row in rows] == ["£m", "%"]
        assert rows[0]["item"] == Cell("Net budget")

    def test_refuses_a_row_that_is_short_of_a_cell(self):
        with pytest.raises(ValueError, match="shorter"):
            read_rows([Column("item", "Item"), Column("note", "Note")], [("Net budget",)])
