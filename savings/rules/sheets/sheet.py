"""From a grid of cells to a full reading."""

from __future__ import annotations

from savings.rules.sheets.reading import Grid, Options, SheetReading


def read_sheet(grid: Grid, options: Options) -> SheetReading:
    """Return everything the sheet says, how it was read, and what must be asked first."""
    raise NotImplementedError
