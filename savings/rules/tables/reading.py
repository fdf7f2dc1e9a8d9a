"""A table found in a grid: its headings among title rows, the name of every column, its rows.

Headings are matched whole, by governed lists, after case, dashes, units ("£m"), years and periods ("month 5") are
left aside; two rows of headings are tried as one. A second row of headings further down begins a second part of the
table, with columns of its own (a fund's table below another's).

Source: docs/method.md, "Reading a table".
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Final

from programme.rules.calendar import FinancialYear
from savings.rules.notation import UNIT_WORDS, Unit
from savings.rules.sheets.reading import CellValue, Grid, Question
from savings.rules.sheets.statements import is_unit_alone, units_in
from savings.rules.sheets.text import is_blank, letter, listed, plain, shown
from savings.rules.sheets.years import years_in

ROWS_SEARCHED: Final = 60
"""Rows in which the first headings are looked for."""
NOT_READ: Final = "not read"

_UNITS = re.compile(
    r"£ ?'?,?0{3}'?s?|£ ?m(?:illions?|n)?\b|£ ?k\b|\bgbp ?(?:0{3}|m|k)?(?=\b|$)|£|\b0{3}'?s\b"
)
_PERIODS = re.compile(
    r"\b(?:(?:from|since|at|to|in|as at|end of) )?(?:last )?(?:month|period|mth|m|p) ?\d{1,2}\b|"
    r"\b(?:from|since) (?:the )?(?:last|previous|prior) (?:month|period|report)\b"
)
_SIDE = r"(?:surplus|deficit|over(?:spend)?|under(?:spend)?|adverse|favourable|adv|fav)"
_SIDES = re.compile(rf"\(?{_SIDE}\)? ?/ ?\(?{_SIDE}\)?")
_PUNCTUATION = re.compile(r"[^\w%&/+ ]+")


class NoTable(ValueError):
    """No table of this kind is in the file. `next_step` says which headings are looked for."""

    def __init__(self, what: str, next_step: str) -> None:
        super().__init__(f"{what} {next_step}")
        self.what, self.next_step = what, next_step


def spelt(text: str) -> tuple[str, ...]:
    """Return the headings of a list written "ref | reference | id", on as many lines as it takes."""
    return tuple(" ".join(heading.split()) for heading in text.split("|"))


@dataclass(frozen=True, slots=True)
class Column:
    """A column a kind of table may have: its name, how it is said, and the headings it goes by.

    `by_year` columns hold one financial year each and take any heading that names a year and, besides it, nothing or
    one of `headings`.
    """

    name: str
    words: str
    headings: tuple[str, ...]
    by_year: bool = False


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of table. Of each group in `needs` one column has to be there, else it is no table of this kind."""

    name: str
    columns: tuple[Column, ...]
    needs: tuple[tuple[str, ...], ...]

    def column(self, name: str) -> Column:
        """Return the column of this name."""
        return next(column for column in self.columns if column.name == name)


@dataclass(frozen=True, slots=True)
class ColumnRead:
    """How one column was read; `name` is "" where it was not. `unit` is the one its heading gives."""

    index: int
    heading: str
    name: str
    words: str
    year: FinancialYear | None = None
    unit: Unit | None = None

    @property
    def letter(self) -> str:
        return letter(self.index)


@dataclass(frozen=True, slots=True)
class TableRow:
    """One row by the names of its columns, years by their label. `part` is the part of the table it stands in."""

    row: int
    part: int
    cells: Mapping[str, CellValue]

    def filled(self) -> tuple[str, ...]:
        """Return the columns that hold anything."""
        return tuple(name for name, value in self.cells.items() if not is_blank(value))


@dataclass(frozen=True, slots=True)
class Part:
    """The rows under one row of headings. `above` is what stands over the headings since the part before."""

    header_row: int
    columns: tuple[ColumnRead, ...]
    above: tuple[str, ...]
    units: frozenset[Unit]
    """What a row of units under the headings says."""

    def letters(self) -> dict[str, str]:
        """Return the letter of each column that was read, by its key."""
        return {_key(column): column.letter for column in self.columns if column.name}

    def having(self, name: str) -> tuple[ColumnRead, ...]:
        """Return the columns of this name; several where it is by year."""
        return tuple(column for column in self.columns if column.name == name)


@dataclass(frozen=True, slots=True)
class Table:
    """A table as found. `rows` are those that hold anything, headings left out."""

    sheet: str
    parts: tuple[Part, ...]
    rows: tuple[TableRow, ...]

    def words(self) -> tuple[str, ...]:
        """Return how every column was read, in sentences."""
        return tuple(column.words for part in self.parts for column in part.columns)

    def letter(self, row: TableRow, name: str) -> str:
        """Return the letter of a row's column, "" where there is none."""
        return self.parts[row.part].letters().get(name, "")


@dataclass(slots=True)
class _Found:
    rows: list[TableRow] = field(default_factory=list)
    parts: list[Part] = field(default_factory=list)
    above: list[str] = field(default_factory=list)


def choose_table(grids: Sequence[Grid], kind: Kind, *, sheet: str | None = None) -> Grid | Question:
    """Return the one sheet that holds a table of a kind, or the question of which. Raises NoTable."""
    seen = [grid for grid in grids if not grid.is_hidden]
    if sheet is not None:
        named = [grid for grid in grids if plain(grid.name) == plain(sheet)]
        if not named:
            sheets = listed([grid.name for grid in seen])
            raise NoTable(f"The file has no sheet {sheet!r}.", f"Its sheets are {sheets}.")
        return named[0]
    able = [grid for grid in seen if _first_header(grid, kind) is not None]
    if not able:
        raise _no_table(kind, [grid.name for grid in seen])
    if len(able) == 1:
        return able[0]
    names = [grid.name for grid in able]
    words = f"which sheet: {listed(names, 'or')}? Say it with --sheet {names[0]!r}"
    return Question("sheet", tuple(names), f"--sheet {names[0]!r}", words)


def read_table(grid: Grid, kind: Kind) -> Table:
    """Return the table of a kind in a grid, in all its parts. Raises NoTable."""
    if _first_header(grid, kind) is None:
        raise _no_table(kind, [grid.name])
    found, at = _Found(), 0
    while at < len(grid.rows):
        header = _header_at(grid, at, kind)
        if header is not None and (not found.parts or _is_new(header[0], found.parts[-1])):
            at = _begin(found, grid, header, at)
            continue
        cells = grid.rows[at]
        at += 1
        if header is not None or at in grid.hidden_rows:
            continue
        if not found.parts:
            found.above.extend(shown(cell) for cell in cells if not is_blank(cell))
            continue
        row = _row(at, len(found.parts) - 1, found.parts[-1], cells)
        if row.filled():
            found.rows.append(row)
        else:
            found.above.extend(shown(cell) for cell in cells if not is_blank(cell))
    return Table(grid.name, tuple(found.parts), tuple(found.rows))


@lru_cache(maxsize=1 << 12)
def heading_words(text: str) -> str:
    """Return a heading as it is looked up: "Current Budget £m" and "current_budget_gbp_m" are "current budget"."""
    words = plain(text).replace("_", " ")
    words = _PERIODS.sub(" ", _UNITS.sub(" ", words)).replace("'", "")
    sides_off = _PUNCTUATION.sub(" ", _SIDES.sub(" ", words)).split()
    return " ".join(sides_off or _PUNCTUATION.sub(" ", words).split())


@lru_cache(maxsize=256)
def spellings(column: Column) -> frozenset[str]:
    """Return the headings of a column as they are looked up."""
    return frozenset(heading_words(heading) for heading in column.headings)


def _begin(found: _Found, grid: Grid, header: tuple[tuple[ColumnRead, ...], int], at: int) -> int:
    """Begin a part at its headings and return the index of the first row below them."""
    columns, height = header
    at += height
    units: frozenset[Unit] = frozenset()
    if at < len(grid.rows) and _is_unit_row(grid.rows[at]):
        units = frozenset(unit for cell in grid.rows[at] for unit in units_in(shown(cell)))
        at += 1
    last = [shown(v) for r in _trailing(found) for v in r.cells.values() if not is_blank(v)]
    found.parts.append(Part(at, columns, (*found.above, *last), units))
    found.above.clear()
    return at


def _trailing(found: _Found) -> list[TableRow]:
    """Take away the rows just above new headings that hold one text alone: they are their title."""
    taken: list[TableRow] = []
    while found.rows and len(found.rows[-1].filled()) == 1 and len(taken) < 3:
        taken.insert(0, found.rows.pop())
    return taken


def _row(number: int, part: int, of: Part, cells: Sequence[CellValue]) -> TableRow:
    return TableRow(
        number,
        part,
        {
            _key(column): cells[column.index] if column.index < len(cells) else None
            for column in of.columns
            if column.name
        },
    )


def _key(column: ColumnRead) -> str:
    return column.name if column.year is None else column.year.label


def _is_unit_row(cells: Sequence[CellValue]) -> bool:
    filled = [shown(cell) for cell in cells if not is_blank(cell)]
    return bool(filled) and all(is_unit_alone(text) for text in filled)


def _is_new(columns: tuple[ColumnRead, ...], last: Part) -> bool:
    """Return whether headings differ from those of the part they follow: a page's repeat begins no part."""
    return [(c.index, c.heading) for c in columns] != [(c.index, c.heading) for c in last.columns]


def _first_header(grid: Grid, kind: Kind) -> int | None:
    return next(
        (at for at in range(min(len(grid.rows), ROWS_SEARCHED)) if _header_at(grid, at, kind) is not None),
        None,
    )


def _header_at(grid: Grid, at: int, kind: Kind) -> tuple[tuple[ColumnRead, ...], int] | None:
    """Return the headings that begin at a row and how many rows they take; None where none do."""
    one = _texts(grid.rows[at])
    if sum(1 for text in one if text) < 2:
        return None
    found = _columns(one, kind)
    if _suffices(found, kind):
        return found, 1
    if at + 1 >= len(grid.rows) or not any(column.name for column in found):
        return None
    two = _texts(grid.rows[at + 1])
    if any(not isinstance(cell, str) and not is_blank(cell) for cell in grid.rows[at + 1]):
        return None
    width = max(len(one), len(two))
    pairs = zip(one + [""] * (width - len(one)), two + [""] * (width - len(two)), strict=True)
    found = _columns([" ".join(filter(None, pair)) for pair in pairs], kind)
    return (found, 2) if _suffices(found, kind) else None


def _texts(cells: Iterable[CellValue]) -> list[str]:
    return ["" if is_blank(cell) else shown(cell) for cell in cells]


def _suffices(columns: Iterable[ColumnRead], kind: Kind) -> bool:
    names = {column.name for column in columns}
    return all(names & set(group) for group in kind.needs)


def _columns(headings: Sequence[str], kind: Kind) -> tuple[ColumnRead, ...]:
    taken: dict[str, str] = {}
    found = []
    for index, heading in enumerate(headings):
        if heading:
            column = _column(index, heading, kind, taken)
            found.append(column)
            taken.setdefault(_key(column), column.letter)
    return tuple(found)


def _column(index: int, heading: str, kind: Kind, taken: Mapping[str, str]) -> ColumnRead:
    said = f"column {letter(index)}, {heading!r}"
    units = units_in(heading)
    unit = next(iter(units)) if len(units) == 1 else None
    in_unit = f" in {UNIT_WORDS[unit]}" if unit else ""
    years = years_in(heading)
    words = heading_words(heading)
    for column in sorted(kind.columns, key=lambda one: not one.by_year):
        year = years.years[0] if column.by_year and years.is_one and years.years else None
        if column.by_year:
            rest = heading_words(years.rest)
            if year is None or (rest and rest not in spellings(column)):
                continue
        elif not {words, heading_words(years.rest or heading)} & spellings(column):
            continue
        key = year.label if year else column.name
        if key in taken:
            return ColumnRead(
                index, heading, "", f"{said}: {NOT_READ}, column {taken[key]} is the {column.words}"
            )
        told = f"{column.words} of {year}" if year else column.words
        return ColumnRead(index, heading, column.name, f"{said}: {told}{in_unit}", year, unit)
    return ColumnRead(index, heading, "", f"{said}: {NOT_READ}")


def _no_table(kind: Kind, sheets: Sequence[str]) -> NoTable:
    needed = [listed([kind.column(name).headings[0] for name in group], "or") for group in kind.needs]
    where = f"sheet {sheets[0]!r}" if len(sheets) == 1 else f"any of the sheets {listed(list(sheets))}"
    return NoTable(
        f"No table of {kind.name} was found in {where}.", f"Its headings need {listed(needed)}, in one row."
    )
