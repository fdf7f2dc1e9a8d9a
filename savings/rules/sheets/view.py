"""A grid made ready to read: blanks as None, hidden rows and columns set aside, figures read once."""

from __future__ import annotations

from decimal import Decimal

from savings.rules.sheets.amounts import Figure, Sort, read_figure
from savings.rules.sheets.reading import CellValue, Grid, Merge
from savings.rules.sheets.text import is_blank, shown
from savings.rules.sheets.years import years_in

Place = tuple[int, int]  # row number, column index


class View:
    """The visible cells of a grid, by row number (from 1) and column index (from 0)."""

    def __init__(self, grid: Grid) -> None:
        self.grid = grid
        self.name = grid.name
        self.rows: list[dict[int, CellValue]] = [
            self._row(number, row) for number, row in enumerate(grid.rows, 1)
        ]
        for (number, index), fault in grid.faults.items():
            is_seen = index not in grid.hidden_columns and number not in grid.hidden_rows
            if is_seen and 0 < number <= len(self.rows):
                self.rows[number - 1].setdefault(index, fault)
        self.height = len(self.rows)
        self.merges = {(merge.first_row, merge.first_index): merge for merge in grid.merges}
        self._figures: dict[Place, Figure] = {}

    def _row(self, number: int, row: tuple[CellValue, ...]) -> dict[int, CellValue]:
        if number in self.grid.hidden_rows:
            return {}
        hidden = self.grid.hidden_columns
        return {
            index: value for index, value in enumerate(row) if not is_blank(value) and index not in hidden
        }

    def cells(self, number: int) -> dict[int, CellValue]:
        """Return the cells of a row that hold anything, by column index; empty beyond the last row."""
        return self.rows[number - 1] if 0 < number <= self.height else {}

    def value(self, number: int, index: int) -> CellValue:
        return self.cells(number).get(index)

    def text(self, number: int, index: int) -> str:
        return shown(self.value(number, index))

    def figure(self, number: int, index: int) -> Figure:
        """Return a cell read as an amount."""
        place = (number, index)
        found = self._figures.get(place)
        if found is None:
            grid = self.grid
            found = read_figure(
                self.value(number, index),
                number_format=grid.formats.get(place, "") if grid.formats else "",
                fault=grid.faults.get(place, "") if grid.faults else "",
            )
            self._figures[place] = found
        return found

    def is_amount(self, number: int, index: int) -> bool:
        return index in self.cells(number) and self.figure(number, index).sort is Sort.AMOUNT

    def has_money(self, number: int) -> bool:
        """Return whether a row holds a figure that is no year: then it is no heading."""
        for index, value in self.cells(number).items():
            is_number = isinstance(value, Decimal)
            if not is_number and isinstance(value, str):
                is_number = self.figure(number, index).sort is Sort.AMOUNT
            if is_number and not years_in(value).is_one:
                return True
        return False

    def amounts_below(self, number: int, first: int, last: int, *, within: int = 60) -> bool:
        """Return whether an amount stands in the columns from `first` to `last` in the rows that follow."""
        below = range(number + 1, min(number + within, self.height) + 1)
        return any(self.is_amount(row, index) for row in below for index in range(first, last + 1))

    def merge_at(self, number: int, index: int) -> Merge | None:
        """Return the merged range whose first cell this is."""
        return self.merges.get((number, index))

    def body_width(self) -> int:
        return max((max(row) for row in self.rows if row), default=-1) + 1
