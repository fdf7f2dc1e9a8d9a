"""Files that people upload, as grids of cells: XLSX, ODS and CSV, read in a child process with limits."""

from __future__ import annotations

from savings.rules.sheets.reading import Grid


class UnreadableFile(ValueError):
    """This file cannot be read as a spreadsheet. `what` is wrong with it and `next_step` is what to do."""

    def __init__(self, what: str, next_step: str) -> None:
        super().__init__(f"{what} {next_step}")
        self.what = what
        self.next_step = next_step


def read_workbook(content: bytes, *, name: str) -> tuple[Grid, ...]:
    """Return the sheets of a file as grids, hidden ones marked. Raises UnreadableFile."""
    raise NotImplementedError
