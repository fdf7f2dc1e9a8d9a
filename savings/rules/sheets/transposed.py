"""Tables turned on their side: years down the first column, a saving in each further one."""

from __future__ import annotations

from savings.rules.sheets.layout import Columns
from savings.rules.sheets.reading import Role
from savings.rules.sheets.tables import Table
from savings.rules.sheets.view import View
from savings.rules.sheets.years import years_in

FEWEST_YEARS = 2


def is_transposed(view: View, table: Table | None = None, columns: Columns | None = None) -> bool:
    """Return whether years stand down the first filled column, once each, with amounts beside and no names.

    Where a table has been read, only if it has no column of names and no years over its columns.
    """
    if columns is not None and (columns.index_of(Role.NAME) is not None or columns.amounts):
        return False
    rows = range(table.bottom + 1, table.end + 1) if table is not None else range(1, view.height + 1)
    filled = [row for row in rows if len(view.cells(row)) >= 2]
    if not filled:
        return False
    first = min(min(view.cells(row)) for row in filled)
    years = [years_in(view.value(row, first)) for row in filled]
    named = [words for words in years if words.is_one]
    others_are_amounts = all(
        view.is_amount(row, index) or row_words.is_one is False
        for row, row_words in zip(filled, years, strict=True)
        for index in view.cells(row)
        if index != first and row_words.is_one
    )
    return len(named) >= FEWEST_YEARS and len(set(named)) == len(named) and others_are_amounts
