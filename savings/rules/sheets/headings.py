"""The words over each column: its own, and those of the groups printed over it."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from savings.rules.sheets.columnwords import role_of
from savings.rules.sheets.reading import CellValue
from savings.rules.sheets.tables import MONTH_NAMES, TEXT_ROLES, Table, is_numbering
from savings.rules.sheets.text import plain, shown
from savings.rules.sheets.view import View
from savings.rules.sheets.years import years_in


@dataclass(frozen=True, slots=True)
class Heading:
    """The parts of a column's heading, top to bottom; the last one is nearest to its figures.

    `own` are the parts that stand in the column itself or in a cell merged over it.
    """

    parts: tuple[CellValue, ...]
    own: tuple[CellValue, ...]

    @property
    def text(self) -> str:
        """The heading as people read it, on one line."""
        return " ".join(shown(part) for part in self.parts)

    @property
    def leaf(self) -> CellValue:
        return self.own[-1] if self.own else self.parts[-1] if self.parts else None


def headings_of(view: View, table: Table) -> dict[int, Heading]:
    """Return the heading of every column of a table, group headings carried over the columns they span."""
    indexes = range(table.left, table.right + 1)
    rows = [row for row in range(table.top, table.bottom + 1) if not is_numbering(view.cells(row))]
    own: dict[int, dict[int, CellValue]] = {row: dict(view.cells(row)) for row in rows}
    spread: dict[int, dict[int, CellValue]] = {row: {} for row in rows}
    for row in rows:
        _merged(view, table, row, own)
    for place, row in enumerate(rows[:-1]):
        lower = {index for below in rows[place + 1 :] for index in view.cells(below)}
        spread[row] = _spread(own[row], lower, table.right, _texts_below(view, table, own, rows[place + 1 :]))
    headings = {}
    for index in indexes:
        parts = [own[row].get(index, spread[row].get(index)) for row in rows]
        mine = [own[row].get(index) for row in rows]
        headings[index] = Heading(_without_blanks(parts), _without_blanks(mine))
    return headings


def _without_blanks(parts: list[CellValue]) -> tuple[CellValue, ...]:
    found: list[CellValue] = []
    for part in parts:
        if part is not None and part not in found:
            found.append(part)
    return tuple(found)


def _merged(view: View, table: Table, row: int, own: dict[int, dict[int, CellValue]]) -> None:
    """Carry a merged heading over all the columns and rows of its range."""
    for index, value in view.cells(row).items():
        merge = view.merge_at(row, index)
        if merge is None:
            continue
        for other_row in range(row, min(merge.last_row, table.bottom) + 1):
            for other in range(index, min(merge.last_index, table.right) + 1):
                own[other_row].setdefault(other, value)


def _texts_below(view: View, table: Table, own: dict[int, dict[int, CellValue]], rows: list[int]) -> set[int]:
    """Return the columns of words by their lower heading, so that no group of amounts spans them."""
    return {
        index
        for row in rows
        for index, value in own[row].items()
        if isinstance(value, str)
        and not years_in(value).names_any
        and role_of(plain(value).replace("_", " ")) in TEXT_ROLES
        and not view.amounts_below(table.bottom, index, index)
    }


def _spread(
    cells: dict[int, CellValue], lower: set[int], right: int, texts: set[int]
) -> dict[int, CellValue]:
    """Carry each group heading to the right over blanks, as a merged cell would, where headings stand below.

    Years spread evenly or not at all: where two stand side by side, each heads one column.
    """
    indexes = sorted(cells)
    years = [index for index in indexes if years_in(cells[index]).is_one]
    gaps = {after - before for before, after in pairwise(years)}
    year_span = min(gaps) if gaps else right
    found: dict[int, CellValue] = {}
    for place, index in enumerate(indexes):
        if index not in lower or index in texts:
            continue  # a heading of its own column
        until = indexes[place + 1] - 1 if place + 1 < len(indexes) else right
        if index in years:
            until = min(until, index + year_span - 1)
        for other in range(index + 1, until + 1):
            if other not in lower or other in texts:
                break
            found[other] = cells[index]
    return found


def names_month(value: CellValue) -> int | None:
    """Return the month of the financial year that a heading names without its year: "April" is 1, "P3" is 3."""
    words = plain(value) if isinstance(value, str) else ""
    if not MONTH_NAMES.fullmatch(words):
        return None
    if words[0] in "mp" and words.rstrip(".")[-1].isdigit():
        number = int("".join(char for char in words if char.isdigit()))
        return number if 1 <= number <= 12 else None
    calendar = ("apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec", "jan", "feb", "mar")
    return calendar.index(words[:3]) + 1 if words[:3] in calendar else None
