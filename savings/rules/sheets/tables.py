"""Where the tables of a sheet are: heading rows, what is above them, and where each table ends.

A heading row names years or says what columns are for, and holds no figure that is not a year. Rows above and
below it that carry parts of the same headings ("2024/25" over "Plan" and "Actual", units) belong to its band. The
same heading row again further down is a page break; another one begins another table.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import pairwise

from savings.rules.sheets.amounts import Sort, read_figure
from savings.rules.sheets.columnwords import Series, role_of, series_of
from savings.rules.sheets.reading import CellValue, Role
from savings.rules.sheets.statements import is_unit_alone, units_in
from savings.rules.sheets.text import plain, shown
from savings.rules.sheets.view import View
from savings.rules.sheets.years import years_in

LONGEST_HEADING = 80  # characters; a longer text is prose
TEXT_ROLES = frozenset(
    {Role.REF, Role.LINE_NO, Role.NAME, Role.HEADING, Role.KIND, Role.MATURITY, Role.OUTLOOK, Role.OWNER,
     Role.OWNER_EMAIL, Role.WORKSTREAM, Role.START, Role.NOTE, Role.COST_CENTRE, Role.SUBJECTIVE,
     Role.BUDGET_ROUND, Role.MARKING, Role.RAG, Role.STATUS, Role.YEAR}
)  # fmt: skip
MONTH_NAMES = re.compile(
    r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?|(?:m|p|period |month )\d{1,2}"
)
_NUMBERED = re.compile(r"[()\[\].]|^col(?:umn)? ")
_ROMAN = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii", "xiii", "xiv", "xv")


@dataclass(frozen=True, slots=True)
class Table:
    """One table: rows `top` to `bottom` are its headings, the rows after them to `end` its body.

    `above` are the rows of titles over it, nearest last. `repeats` are rows of the same headings again.
    `left` and `right` bound its columns, both included.
    """

    top: int
    bottom: int
    end: int
    left: int
    right: int
    above: tuple[int, ...] = ()
    repeats: frozenset[int] = field(default_factory=frozenset)

    @property
    def heading(self) -> range:
        return range(self.top, self.bottom + 1)

    @property
    def body(self) -> range:
        return range(self.bottom + 1, self.end + 1)


def find_tables(view: View) -> list[Table]:
    """Return the tables of a sheet, in order; none where no row reads as headings over amounts."""
    best = _best_heading(view)
    if best is None:
        return []
    earlier = (row for row in range(1, best) if heading_score(view, row) >= 6 and _begins_table(view, row))
    core: int | None = next(earlier, best)
    tables: list[Table] = []
    after = 0
    while core is not None:
        top, bottom = _band(view, core, after=after)
        signature = {row: _signature(view, row) for row in range(top, bottom + 1)}
        repeats, end, core = _follow(view, bottom, signature)
        cells = [index for row in range(top, end + 1) for index in view.cells(row)]
        above = tuple(row for row in range(after + 1, top) if view.cells(row))
        tables.append(Table(top, bottom, end, min(cells), max(cells), above, frozenset(repeats)))
        after = end
    return tables


def heading_score(view: View, number: int) -> int:
    """Return how much a row looks like headings: three for a year over amounts, two for a word of a column."""
    cells = view.cells(number)
    if len(cells) < 2 or view.has_money(number) or not _loose_years_run(cells):
        return 0
    indexes = sorted(cells)
    score = 0
    for place, index in enumerate(indexes):
        value = cells[index]
        until = indexes[place + 1] - 1 if place + 1 < len(indexes) else index
        if _is_year(value):
            weight = 2 if is_loose_number(value) else 3
            score += weight if view.amounts_below(number, index, max(index, until)) else 0
        elif isinstance(value, str) and _role_words(value):
            score += 2
    return score


def _is_year(value: CellValue) -> bool:
    return (not isinstance(value, str) or len(value) <= LONGEST_HEADING) and years_in(value).is_one


def is_loose_number(value: CellValue) -> bool:
    """Return whether a cell is a bare number like 2025, which may be a year or an amount."""
    return isinstance(value, Decimal) or (isinstance(value, str) and value.strip().isdecimal())


def _loose_years_run(cells: Mapping[int, CellValue]) -> bool:
    """Return whether bare numbers like 2025, where there are any, go up or down year by year."""
    words = [years_in(cells[index]) for index in sorted(cells) if is_loose_number(cells[index])]
    numbers = [word.bare[0] for word in words if word.bare]
    return len({abs(after - before) for before, after in pairwise(numbers)} - {1}) == 0


def _role_words(text: str) -> bool:
    words = plain(text).replace("_", " ")
    if len(words) > 45 or words.count(" ") > 6 or read_figure(text).sort is not Sort.TEXT:
        return False
    return (
        role_of(words) is not None
        or is_unit_alone(text)
        or series_of(words) not in (Series.BARE, Series.PART)
    )


def _best_heading(view: View) -> int | None:
    """Return the row that looks most like headings, the first of equals."""
    best, best_score = None, 3
    for number in range(1, view.height + 1):
        cells = view.cells(number)
        if len(cells) < 2:
            continue
        score = heading_score(view, number)
        if score > best_score:
            best, best_score = number, score
    return best


def _band(view: View, core: int, *, after: int = 0) -> tuple[int, int]:
    """Return the first and last row of the headings round their core row."""
    bottom = core
    while bottom < view.height and _continues_below(view, core, bottom + 1):
        bottom += 1
    top = core
    while top - 1 > after and _continues_above(view, top - 1, top, bottom):
        top -= 1
    return top, bottom


def _first_amount_index(view: View, top: int, bottom: int) -> int:
    """Return the first column under these headings that holds amounts below and is headed as such."""
    found = [
        index
        for row in range(top, bottom + 1)
        for index, value in view.cells(row).items()
        if _is_year(value) or (isinstance(value, str) and bool(units_in(value)))
    ]
    indexes = sorted({index for row in range(top, bottom + 1) for index in view.cells(row)})
    numeric = [index for index in indexes if view.amounts_below(bottom, index, index, within=20)]
    return min(found or numeric[1:] or numeric or [indexes[-1] if indexes else 0])


def _continues_below(view: View, core: int, number: int) -> bool:
    """Return whether a row carries on the headings above it: units, years, plan or actual, column numbers."""
    cells = view.cells(number)
    if not cells:
        return False
    if is_numbering(cells):
        return True
    if view.has_money(number):
        return False
    start = _first_amount_index(view, core, core)
    texts = {index: value for index, value in cells.items() if isinstance(value, str)}
    if any(view.figure(number, index).sort is Sort.NOTHING for index in texts):
        return False
    headed_years = [index for index, value in view.cells(core).items() if _is_year(value)]
    if headed_years and all(is_unit_alone(texts.get(index, "")) for index in headed_years):
        return True
    years = [index for index, value in cells.items() if _is_year(value)]
    if any(is_loose_number(cells[index]) and _is_year(view.value(core, index)) for index in years):
        return False  # amounts that look like years, under years
    if years:
        return (
            all(view.amounts_below(number, index, index) for index in years)
            and len(years) >= 1
            and max(years) >= start
        )
    if len(cells) > 1 and len(texts) == len(cells) and _stands_over_amounts(view, core, number, texts):
        return True
    headed = [index for index, text in texts.items() if _carries_heading(text)]
    if len(headed) < len(cells) or not headed:
        return False
    # A single text at the left is a section heading, however much its words look like a column's.
    return max(headed) >= start or (
        len(headed) > 1 and all(index not in view.cells(core) for index in headed)
    )


def _stands_over_amounts(view: View, core: int, number: int, texts: Mapping[int, str]) -> bool:
    """Return whether short words stand under years, over amounts: "Recurring" and "One-off"."""
    years = [index for index, value in view.cells(core).items() if _is_year(value)]
    if not years or any(len(text) > 30 for text in texts.values()):
        return False
    before = {index: text for index, text in texts.items() if index < min(years)}
    if any(index in view.cells(core) or not _role_words(text) for index, text in before.items()):
        return False
    texts = {index: text for index, text in texts.items() if index not in before}
    over = [index for index in texts if view.amounts_below(number, index, index, within=25)]
    return len(over) >= max(1, len(texts) / 2) and all(
        index in over or index in years or index - 1 in texts for index in texts
    )


def _carries_heading(text: str) -> bool:
    words = plain(text).replace("_", " ")
    return (
        is_unit_alone(text)
        or MONTH_NAMES.fullmatch(words) is not None
        or (_role_words(text) and len(words) <= 40)
        or (len(words) <= 25 and bool(units_in(words)))
    )


def is_numbering(cells: Mapping[int, CellValue]) -> bool:
    """Return whether a row numbers the columns: 1 2 3, (a) (b) (c)."""
    if len(cells) < 3:
        return False
    if _NUMBERED.sub("", plain(shown(cells[min(cells)]))) not in ("1", "a", "i"):
        return False
    words = [_NUMBERED.sub("", plain(shown(cells[index]))) for index in sorted(cells)]
    counted = [str(place) for place in range(1, len(words) + 1)]
    lettered = [chr(ord("a") + place) for place in range(len(words))] if len(words) < 26 else []
    return words in (counted, lettered, list(_ROMAN[: len(words)]))


def _continues_above(view: View, number: int, top: int, bottom: int) -> bool:
    """Return whether a row above gives headings to columns: a group over amounts, or words where none are below."""
    cells = view.cells(number)
    if not cells or view.has_money(number):
        return False
    start = _first_amount_index(view, top, bottom)
    over_amounts = [
        index for index, value in cells.items() if index >= start and len(str(value)) <= LONGEST_HEADING
    ]
    if over_amounts and not any(index < start and len(str(value)) > 60 for index, value in cells.items()):
        return True
    if len(cells) < 2:
        return False
    below = {index for row in range(top, bottom + 1) for index in view.cells(row)}
    return any(
        index not in below
        and isinstance(value, str)
        and _role_words(value)
        and _has_body(view, bottom, index)
        for index, value in cells.items()
    )


def _has_body(view: View, bottom: int, index: int) -> bool:
    return any(index in view.cells(row) for row in range(bottom + 1, min(bottom + 40, view.height) + 1))


def _signature(view: View, number: int) -> frozenset[tuple[int, str]]:
    return frozenset((index, plain(str(value))) for index, value in view.cells(number).items())


def _follow(
    view: View, bottom: int, signature: dict[int, frozenset[tuple[int, str]]]
) -> tuple[set[int], int, int | None]:
    """Return the rows that repeat the headings, the last row of the table, and the next table's heading row."""
    repeats: set[int] = set()
    known = [cells for cells in signature.values() if len(cells) >= 2]
    headings = [value for row in signature for value in view.cells(row).values()]
    may_be_loose = not any(_is_year(value) and not is_loose_number(value) for value in headings)
    small = [cells for cells in signature.values() if len(cells) == 1]
    for number in range(bottom + 1, view.height + 1):
        cells = view.cells(number)
        if not cells:
            continue
        here = None
        if not view.has_money(number):
            here = _signature(view, number)
            if any(_same(here, cells) for cells in known):
                repeats.add(number)
                continue
            if here in small and (number - 1 in repeats or _next_repeats(view, number, known)):
                repeats.add(number)
                continue
        elif is_numbering(cells) and number - 1 in repeats:
            repeats.add(number)
            continue
        if here is not None and len(cells) >= 2 and _begins_table(view, number, may_be_loose=may_be_loose):
            start = number
            while start - 1 > bottom and view.cells(start - 1) and not view.has_money(start - 1):
                if any(view.figure(start - 1, index).sort is Sort.NOTHING for index in view.cells(start - 1)):
                    break
                start -= 1
            return repeats, start - 1, number
    return repeats, view.height, None


def _same(one: frozenset[tuple[int, str]], other: frozenset[tuple[int, str]]) -> bool:
    return len(one & other) >= max(2, 0.7 * max(len(one), len(other)))


def _next_repeats(view: View, number: int, known: list[frozenset[tuple[int, str]]]) -> bool:
    return not view.has_money(number + 1) and any(
        _same(_signature(view, number + 1), cells) for cells in known
    )


def _begins_table(view: View, number: int, *, may_be_loose: bool = True) -> bool:
    """Return whether a row further down heads another table.

    Bare numbers like 2025 are amounts, not years, where the headings above write years in full.
    """
    cells = view.cells(number)
    years = [index for index, value in cells.items() if _is_year(value)]
    loose = [index for index in years if is_loose_number(cells[index])]
    if loose and (
        not may_be_loose
        or not _loose_years_run(cells)
        or any(view.is_amount(number - 1, index) for index in loose)
    ):
        return False
    headed = [index for index, value in cells.items() if isinstance(value, str) and _role_words(value)]
    if len(years) >= 2 or (years and headed):
        return all(view.amounts_below(number, index, index, within=15) for index in years) and len(
            years
        ) + len(headed) >= 0.7 * len(cells)
    return len(headed) >= 3 and len(headed) == len(cells)
