"""An earlier tracker as it stood: its headings and its cells as text, nothing read into them but ref and colour.

Source: docs/method.md, "Reading a table".
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from savings.rules.sheets.reading import CellValue, Grid, Question
from savings.rules.sheets.text import is_blank, letter, listed, plain, shown
from savings.rules.tables.kinds import SNAPSHOT_RAG, SNAPSHOT_REF
from savings.rules.tables.reading import NoTable, heading_words

ROWS_SEARCHED: Final = 40


@dataclass(frozen=True, slots=True)
class TrackerColumn:
    """A column of an earlier tracker: its letter, and its heading as it stood ("" where none stood over it)."""

    letter: str
    heading: str
    is_ref: bool = False
    is_rag: bool = False


@dataclass(frozen=True, slots=True)
class TrackerRow:
    """A row of an earlier tracker, every cell as text."""

    row: int
    ref: str
    rag: str
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Tracker:
    """A sheet of an earlier tracker: what stood above its headings, its columns, and every row that holds anything."""

    sheet: str
    above: tuple[str, ...]
    header_row: int
    columns: tuple[TrackerColumn, ...]
    rows: tuple[TrackerRow, ...]


def choose_tracker(grids: Sequence[Grid], *, sheet: str | None = None) -> Grid | Question:
    """Return the sheet to keep, or the question of which. Raises NoTable."""
    seen = [grid for grid in grids if not grid.is_hidden and any(map(_filled, grid.rows))]
    names = [grid.name for grid in seen]
    if sheet is not None:
        named = [grid for grid in grids if plain(grid.name) == plain(sheet)]
        if not named:
            raise NoTable(f"The file has no sheet {sheet!r}.", f"Its sheets are {listed(names)}.")
        return named[0]
    if not seen:
        raise NoTable("The file holds nothing.", "Save the tracker's sheet as a file of its own.")
    if len(seen) == 1:
        return seen[0]
    words = f"which sheet: {listed(names, 'or')}? Say it with --sheet {names[0]!r}"
    return Question("sheet", tuple(names), f"--sheet {names[0]!r}", words)


def read_tracker(grid: Grid) -> Tracker:
    """Return a sheet as it stood. Its headings are the row of most text near its top. Raises NoTable."""
    at = _header_at(grid)
    if at is None:
        raise NoTable(f"No row of headings was found in {grid.name!r}.", "Give the columns a heading each.")
    below = [(n, grid.rows[n]) for n in range(at + 1, len(grid.rows)) if _filled(grid.rows[n])]
    width = max(len(row) for row in (grid.rows[at], *(row for _, row in below)))
    headings = [_text(grid.rows[at], index) for index in range(width)]
    ref, rag = _first(headings, SNAPSHOT_REF), _first(headings, SNAPSHOT_RAG)
    columns = tuple(
        TrackerColumn(letter(i), heading, is_ref=i == ref, is_rag=i == rag)
        for i, heading in enumerate(headings)
    )
    rows = []
    for number, cells in below:
        texts = tuple(_text(cells, index) for index in range(width))
        own_ref = texts[ref] if ref is not None else ""
        rows.append(TrackerRow(number + 1, own_ref, texts[rag] if rag is not None else "", texts))
    above = tuple(_text(row, i) for row in grid.rows[:at] for i in range(len(row)) if _text(row, i))
    return Tracker(grid.name, above, at + 1, columns, tuple(rows))


def _header_at(grid: Grid) -> int | None:
    counts = [
        (sum(1 for cell in row if isinstance(cell, str) and not is_blank(cell)), -at)
        for at, row in enumerate(grid.rows[:ROWS_SEARCHED])
    ]
    best = max(counts, default=(0, 0))
    return -best[1] if best[0] >= 2 else None


def _first(headings: Sequence[str], names: Sequence[str]) -> int | None:
    """Return the column whose heading stands earliest in a list of names."""
    found = [(names.index(heading_words(h)), i) for i, h in enumerate(headings) if heading_words(h) in names]
    return min(found)[1] if found else None


def _filled(row: Sequence[CellValue]) -> bool:
    return any(not is_blank(cell) for cell in row)


def _text(row: Sequence[CellValue], index: int) -> str:
    value = row[index] if index < len(row) else None
    return "" if is_blank(value) else shown(value)
