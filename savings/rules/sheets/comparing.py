"""Whether columns hold the same figures, or one the sum of others."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from savings.rules.notation import SCALES
from savings.rules.sheets.drafts import Draft
from savings.rules.sheets.tables import Table
from savings.rules.sheets.view import View


class Compare:
    """Compares the figures of columns, row by row, in one scale where their units are known."""

    def __init__(self, view: View, table: Table) -> None:
        self.view = view
        self.rows = [row for row in table.body if row not in table.repeats and view.cells(row)]

    def same(self, one: Draft, other: Draft) -> bool:
        """Return whether two columns hold the same figures, and any at all."""
        pairs = [(self._value(row, one), self._value(row, other)) for row in self.rows]
        return any(a is not None for a, _ in pairs) and all(a == b for a, b in pairs)

    def sums(self, whole: Draft, parts: Sequence[Draft]) -> bool:
        """Return whether a column is the sum of others wherever it holds a figure."""
        seen = False
        for row in self.rows:
            total = self._value(row, whole)
            values = [self._value(row, part) for part in parts]
            if total is None:
                continue
            if total != sum(value for value in values if value is not None):
                return False
            seen = seen or bool(total)
        return seen

    def _value(self, row: int, column: Draft) -> Decimal | None:
        figure = self.view.figure(row, column.index)
        unit = figure.unit or (next(iter(column.units)) if len(column.units) == 1 else None)
        return figure.value if figure.value is None or unit is None else figure.value * SCALES[unit]
