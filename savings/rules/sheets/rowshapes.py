"""The shape of a table's rows: what merged cells hold, what references look like, which rows name years."""

from __future__ import annotations

import re
from collections.abc import Sequence

from programme.rules.calendar import FinancialYear
from savings.rules.sheets.reading import CellValue
from savings.rules.sheets.rowwords import is_note
from savings.rules.sheets.tables import Table
from savings.rules.sheets.view import View
from savings.rules.sheets.years import years_in


def shape(text: str) -> str:
    """Return a text with runs of digits as 9 and runs of letters as A."""
    return re.sub(r"[^\W\d_]+", "A", re.sub(r"\d+", "9", text))


def merged_down(view: View, table: Table, figures: set[int]) -> dict[tuple[int, int], CellValue]:
    """Return the value of cells of words that a merged cell above covers."""
    found: dict[tuple[int, int], CellValue] = {}
    for (row, index), merge in view.merges.items():
        if merge.last_row > row > table.bottom and index not in figures:
            value = view.value(row, index)
            if value is not None:
                found.update({(other, index): value for other in range(row + 1, merge.last_row + 1)})
    return found


def year_sections(view: View, table: Table) -> Sequence[FinancialYear]:
    """Return the years that rows of a single text name, which may be the sections of a table."""
    found = []
    for number in table.body:
        cells = view.cells(number)
        if len(cells) == 1 and number not in table.repeats:
            (value,) = cells.values()
            years = years_in(value)
            if isinstance(value, str) and years.is_one and years.years and not is_note(value):
                found.append(years.years[0])
    return found
