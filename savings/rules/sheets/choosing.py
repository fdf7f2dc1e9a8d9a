"""Which sheet of a workbook holds the savings."""

from __future__ import annotations

from collections.abc import Sequence

from savings.rules.sheets.places import Place, places_of
from savings.rules.sheets.reading import Grid, Options, Question
from savings.rules.sheets.rowwords import names_savings
from savings.rules.sheets.text import listed, plain, shown
from savings.rules.sheets.years import years_in


def choose_sheet(grids: Sequence[Grid], options: Options) -> Grid | Question:
    """Return the sheet to read, or the question of which one.

    The one named by the option; else the only one with a table of amounts; else the only one of those whose
    name, or else whose titles and headings, speak of savings. Hidden sheets are read only when named.
    """
    if options.sheet is not None:
        return _named(grids, options.sheet)
    visible = [grid for grid in grids if not grid.is_hidden]
    if len(visible) == 1:
        return visible[0]
    tables = {grid.name: places_of(grid) for grid in visible}
    able = [grid for grid in visible if any(place.amount_rows() for place in tables[grid.name])]
    if len(able) == 1:
        return able[0]
    named = [grid for grid in able if names_savings(grid.name)]
    if len(named) == 1:
        return named[0]
    speaking = [
        grid for grid in named or able if any(_speaks_of_savings(place) for place in tables[grid.name])
    ]
    if len(speaking) == 1:
        return speaking[0]
    yearly = [
        grid for grid in speaking or named or able if any(_has_years(place) for place in tables[grid.name])
    ]
    if len(yearly) == 1:
        return yearly[0]
    candidates = yearly or speaking or named or able or visible
    if not candidates:
        return Question("sheet", (), "--sheet NAME", "the file has no visible sheet with anything in it")
    return _ask(
        candidates,
        f"{len(candidates)} sheets may hold the savings" if able else "no sheet has a table of amounts",
    )


def _named(grids: Sequence[Grid], name: str) -> Grid | Question:
    wanted = plain(name)
    for fits in (lambda grid: grid.name == name, lambda grid: plain(grid.name) == wanted):
        found = [grid for grid in grids if fits(grid)]
        if found:
            return found[0]
    if wanted.isdigit() and 1 <= int(wanted) <= len(grids):
        return grids[int(wanted) - 1]
    return _ask(grids, f"there is no sheet called '{name}'")


def _ask(grids: Sequence[Grid], lead: str) -> Question:
    names = tuple(grid.name for grid in grids)
    option = f'--sheet "{names[0]}"'
    return Question("sheet", names, option, f"{lead}: {listed(names)}; say which with {option} or its like")


def _speaks_of_savings(place: Place) -> bool:
    rows = (*place.table.above, *range(place.table.top, place.table.bottom + 1))
    return any(names_savings(shown(value)) for row in rows for value in place.view.cells(row).values())


def _has_years(place: Place) -> bool:
    rows = range(place.table.top, place.table.bottom + 1)
    return any(years_in(value).is_one for row in rows for value in place.view.cells(row).values())
