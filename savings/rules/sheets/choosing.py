"""Which sheet of a workbook holds the savings."""

from __future__ import annotations

from collections.abc import Sequence

from savings.rules.sheets.reading import Grid, Options, Question


def choose_sheet(grids: Sequence[Grid], options: Options) -> Grid | Question:
    """Return the sheet to read, or the question of which one."""
    raise NotImplementedError
