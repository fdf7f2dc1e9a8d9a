"""Columns that higher storeys add to a list, with the filter that belongs to each."""

from __future__ import annotations

from typing import Any, ClassVar

from django.http import HttpRequest
from django.utils.safestring import SafeString

from programme.admin.acting import moment_of, required_actor
from programme.admin.lists import Filter
from programme.admin.panels import Cell, column_for
from programme.admin.words import NONE_YET, pill


def load_cells(request: HttpRequest, thing: str, names: tuple[str, ...], rows: Any) -> None:
    """Load the cells of these columns onto the rows of a page, one call a column."""
    for row in rows:
        row.cells = {}
    for name in names:
        column = column_for(thing, name)
        if column is None or not rows:
            continue
        found = column.cells([row.pk for row in rows], required_actor(request), moment_of(request))
        for row in rows:
            if row.pk in found:
                row.cells[name] = found[row.pk]


def cell_words(row: Any, name: str) -> SafeString:
    """Return a loaded cell as a pill; a quiet "none" where there is none."""
    cell: Cell | None = getattr(row, "cells", {}).get(name)
    return pill(cell.words, cell.tone) if cell else NONE_YET


class ByColumn(Filter):
    """By a column of a higher storey, judged by that storey for every row this person may see."""

    thing: ClassVar[str]

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[Any, str]]:
        column = column_for(self.thing, self.parameter_name)
        return list(column.choices) if column else []

    def narrow(self, request: HttpRequest, rows: Any, value: str) -> Any:
        column = column_for(self.thing, self.parameter_name)
        if column is None:
            return rows
        ids = list(rows.order_by().values_list("pk", flat=True))
        cells = column.cells(ids, required_actor(request), moment_of(request))
        return rows.filter(pk__in=[key for key, cell in cells.items() if cell.key == value])
