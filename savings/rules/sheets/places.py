"""Which of a sheet's tables holds the savings, and tables that stand side by side taken apart."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from savings.rules.sheets.columnwords import Series, role_of, series_of
from savings.rules.sheets.headings import headings_of
from savings.rules.sheets.reading import Assumption, CellValue, Grid, Question, Role
from savings.rules.sheets.rowwords import is_pressure_section, names_savings
from savings.rules.sheets.statements import units_in
from savings.rules.sheets.tables import Table, find_tables
from savings.rules.sheets.text import is_blank, letter, plain, shown
from savings.rules.sheets.view import View
from savings.rules.sheets.years import years_in

_NAMING = (Role.REF, Role.NAME)
_BEGINNING = (Role.LINE_NO, Role.HEADING)


@dataclass(frozen=True, slots=True)
class Place:
    """One table with the view that shows its columns alone."""

    view: View
    table: Table

    @property
    def title(self) -> str:
        """Return the words nearest above the table, and of its group headings where nothing is above."""
        for row in reversed(self.table.above):
            texts = [shown(value) for value in self.view.cells(row).values() if isinstance(value, str)]
            if texts:
                return " ".join(texts)
        return ""

    @property
    def where(self) -> str:
        table, named = self.table, f", '{self.title}'" if self.title else ""
        columns = f"columns {letter(table.left)} to {letter(table.right)}"
        return f"rows {table.top} to {table.end}, {columns}{named}"

    def amount_rows(self) -> int:
        table = self.table
        columns = range(table.left, table.right + 1)
        return sum(any(self.view.is_amount(row, index) for index in columns) for row in table.body)


def places_of(grid: Grid) -> list[Place]:
    """Return every table of a sheet, those that stand side by side one by one."""
    view = View(grid)
    found = []
    for table in find_tables(view):
        cuts = _cuts(view, table)
        if not cuts:
            found.append(Place(view, table))
            continue
        edges = [table.left, *cuts, table.right + 1]
        for left, right in pairwise(edges):
            part = View(_only(grid, left, right, table))
            found.extend(Place(part, one) for one in find_tables(part))
    return found


def _only(grid: Grid, left: int, right: int, table: Table) -> Grid:
    """Return a grid with every cell outside the columns, or outside the table's rows and titles, taken away."""
    first = min((*table.above, table.top))
    rows = tuple(
        ()
        if not first <= number <= table.end
        else row
        if number in table.above and _says_unit(row)
        else tuple(value if left <= index < right else None for index, value in enumerate(row))
        for number, row in enumerate(grid.rows, 1)
    )
    return replace(
        grid,
        rows=rows,
        faults={place: fault for place, fault in grid.faults.items() if left <= place[1] < right},
    )


def _says_unit(row: Sequence[CellValue]) -> bool:
    """Return whether a row above tables that stand side by side says the unit of them all, and nothing else."""
    texts = [shown(value) for value in row if not is_blank(value)]
    return len(texts) == 1 and bool(units_in(texts[0], in_general=True)) and not is_pressure_section(texts[0])


def _cuts(view: View, table: Table) -> list[int]:
    """Return the columns at which another table begins beside the first: words again, then a year again."""
    headings = headings_of(view, table)
    seen_years: set[object] = set()
    cuts: list[int] = []
    words_from: int | None = None
    seen_roles: set[Role] = set()
    for index in range(table.left, table.right + 1):
        heading = headings[index]
        year = next((years_in(part).years for part in reversed(heading.parts) if years_in(part).is_one), None)
        role = role_of(plain(shown(heading.leaf)).replace("_", " ")) if heading.parts else None
        if year:
            key = (year, tuple(plain(shown(part)) for part in heading.own))
            if key in seen_years and words_from is not None:
                cuts.append(words_from)
                seen_years, words_from = set(), None
            seen_years.add(key)
        elif (
            seen_years
            and words_from is None
            and (role in _NAMING or (role in _BEGINNING and role in seen_roles))
        ):
            words_from = index
        if role is not None:
            seen_roles.add(role)
    return cuts


def choose_table(places: list[Place]) -> tuple[Place | None, Question | None, list[Assumption]]:
    """Return the table of savings, what must be asked where that is not plain, and words on those left aside."""
    able = [place for place in places if place.amount_rows()]
    if len(able) <= 1:
        first = next(iter(able or places), None)
        return first, None, _left([place for place in places if place is not first])
    sides = {id(place): _side(place) for place in able}
    savings = [place for place in able if sides[id(place)] == "savings"]
    neither = [place for place in able if sides[id(place)] == ""]
    chosen = savings or neither
    if savings and not any(map(_has_refs, savings)):
        chosen = [place for place in able if place in savings or (place in neither and _has_refs(place))]
    if len(chosen) == 1:
        return chosen[0], None, _left([place for place in able if place is not chosen[0]])
    if not chosen:
        return able[0], None, _left(able[1:])
    readings = tuple(place.where for place in chosen)
    words = f"the sheet has {len(chosen)} tables that may hold the savings ({'; '.join(readings)})"
    step = "put each on a sheet of its own and give --sheet"
    return None, Question("table", readings, "--sheet", f"{words}; {step}"), []


def _has_refs(place: Place) -> bool:
    """Return whether a table has a column of references: then it lists lines, and is no summary."""
    headings = headings_of(place.view, place.table).values()
    return any(role_of(plain(heading.text)) is Role.REF for heading in headings)


def _left(places: list[Place]) -> list[Assumption]:
    return [Assumption("table", f"not read: {place.where}") for place in places]


def _side(place: Place) -> str:
    """Return whether a table is of savings or of pressures, as its title, else its headings, say."""
    title = place.title
    if names_savings(title):
        return "savings"
    if title and is_pressure_section(title):
        return "pressures"
    headings = headings_of(place.view, place.table)
    texts = [plain(heading.text) for heading in headings.values()]
    if any(names_savings(text) for text in texts):
        return "savings"
    if any(series_of(text) is Series.PRESSURE for text in texts):
        return "pressures"
    return ""
