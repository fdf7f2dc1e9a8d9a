"""What is wrong with a sheet beside its single cells, and what was left out of it, in words."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from savings.rules.notation import Unit
from savings.rules.sheets.amounts import Sort
from savings.rules.sheets.layout import Columns
from savings.rules.sheets.places import Place
from savings.rules.sheets.reading import Assumption, Grid, Options, Problem, Question
from savings.rules.sheets.rowwords import is_pressure_section, names_savings
from savings.rules.sheets.settled import Sorted
from savings.rules.sheets.statements import is_unit_alone
from savings.rules.sheets.text import letter, listed, plain, shown
from savings.rules.sheets.transposed import is_transposed
from savings.rules.sheets.view import View

_OTHER_TABLE = re.compile(
    r"\breserves\b|\bcapital (?:programme|schemes?|expenditure|projects?|budget)\b|\btreasury management\b|"
    r"\bcouncil tax\b|\bprudential\b|\brisk register\b|\bbalance sheet\b"
)
GIVE_SHEET = "give the sheet that holds the savings with --sheet"


def why_no_table(view: View) -> tuple[str, str]:
    """Return why no table of savings was found, and what to do."""
    filled = [row for row in range(1, view.height + 1) if view.cells(row)]
    if not filled:
        return "the sheet is empty", GIVE_SHEET
    if is_transposed(view):
        return (
            "the years run down this sheet and the savings across it",
            "turn the table round (copy, paste special, transpose): a row for each saving, a column for each year",
        )
    if any(view.is_amount(row, index) for row in filled for index in view.cells(row)):
        return (
            "no row of headings was found above the amounts",
            "put one row of headings over the table: a reference, a description, and the financial years",
        )
    return "there are no amounts on this sheet", GIVE_SHEET


def row_problems(sheet: str, found: Sorted) -> list[Problem]:
    """Return the problems of whole rows: no name, below the total, a doubt about their sign."""
    problems = []
    for entry in found.nameless:
        figure = next((f for f in entry.figures.values() if f.value is not None), None)
        words = "there are amounts here but no name, and they are the sum of no rows"
        step = "write the saving's name or reference, or 'Total' if it is one"
        problems.append(Problem(sheet, entry.row, "", figure.printed if figure else "", words, step))
    for entry in found.after_total:
        words = f"'{entry.label}' stands below the last total, which does not take it in"
        step = "move it above the total if it is a saving, or delete the row"
        problems.append(Problem(sheet, entry.row, "", entry.label, words, step))
    problems.extend(Problem(sheet, row, "", "", *words) for row, words in found.doubts.items())
    return problems


def total_problems(sheet: str, found: Sorted) -> list[Problem]:
    """Return the totals that cannot be checked because a formula has no value; they stop nothing."""
    step = "open the file in a spreadsheet program and save it, so that totals can be checked"
    return [
        Problem(
            sheet,
            control.entry.row,
            letter(index),
            figure.printed,
            f"the total '{control.entry.label}' has no value here: {figure.reason}",
            step,
            is_fatal=False,
        )
        for control in found.controls
        for index, figure in control.entry.figures.items()
        if figure.sort is Sort.FAULT
    ]


def unread_years(sheet: str, columns: Columns, found: Sorted) -> list[Problem]:
    """Return the words ("tbc") in a year that has nothing but such words; they stop nothing, and are not known."""
    step = "write the figures if they are known by now; as it stands the year is not known for this line"
    empty = [i for i in columns.amounts.values() if not columns.drafts[i].content.amounts]
    return [
        Problem(
            sheet,
            line.row,
            letter(index),
            line.figures[index].printed,
            f"'{line.figures[index].printed}' is read as not known, and no line has an amount in this year",
            step,
            is_fatal=False,
        )
        for line in found.lines
        for index in empty
        if index in line.figures
        and line.figures[index].sort is Sort.NOTHING
        and any(char.isalpha() for char in line.figures[index].printed)
    ]


def merged_problems(view: View, columns: Columns, found: Sorted) -> list[Problem]:
    """Return amounts in cells merged over several lines or years: whose they are, nobody can say."""
    rows = {line.row for line in found.lines}
    figures = set(columns.figure_indexes)
    problems = []
    for (row, index), merge in view.merges.items():
        if row not in rows or index not in figures:
            continue
        down = any(other in rows for other in range(row + 1, merge.last_row + 1))
        across = any(other in figures for other in range(index + 1, merge.last_index + 1))
        if down or across:
            columns_over = f"columns {letter(index)} to {letter(merge.last_index)}"
            over = f"rows {row} to {merge.last_row}" if down else columns_over
            words = f"one amount stands in a cell merged over {over}"
            step = "unmerge the cell and write each line's amount for each year"
            problems.append(Problem(view.name, row, letter(index), view.text(row, index), words, step))
    return problems


def asks_for_savings(place: Place, titles: Sequence[str], options: Options) -> Question | None:
    """Return the question to ask before a table of pressures is read as savings."""
    if options.sheet is not None or any(map(names_savings, titles)):
        return None
    near = place.title if place.title and not is_unit_alone(place.title) else place.view.name
    if is_pressure_section(near):
        words = f"the table is headed '{near}', which names pressures and no savings; {GIVE_SHEET}"
        return Question("sheet", ("savings", "pressures"), "--sheet", words)
    other = next((text for text in titles if _OTHER_TABLE.search(plain(text))), None)
    headings = [shown(v) for row in place.table.heading for v in place.view.cells(row).values()]
    if other is None or any(map(names_savings, headings)):
        return None
    words = f"the table is headed '{other}', and nothing over it speaks of savings; {GIVE_SHEET}"
    return Question("sheet", ("savings", "something else"), "--sheet", words)


def lone_pounds(sheet: str, units: Mapping[int, Unit | None], found: Sorted) -> list[Problem]:
    """Return amounts with a £ sign among others without, in thousands or millions: they may be pounds."""
    problems = []
    for index, unit in units.items():
        if unit in (None, Unit.GBP):
            continue
        figures = {line.row: line.figures[index] for line in found.lines if line.known(index)}
        written = {row: f for row, f in figures.items() if f.value and f.unit is None}
        lone = [row for row, figure in written.items() if figure.has_pound and not figure.is_stored]
        if not 0 < len(lone) <= len(written) / 2:
            continue
        for row in lone:
            printed = written[row].printed
            words = f"'{printed}' has a £ sign, which most others here have not, so it may be in pounds"
            step = "write it like the others, or with its unit, as in £450k"
            problems.append(Problem(sheet, row, letter(index), printed, words, step))
    return problems


def left_out(grid: Grid) -> list[Assumption]:
    """Return what the file's reader left out, and the rows and columns that are hidden."""
    found = [Assumption("left out", remark) for remark in grid.remarks]
    rows = [f"row {row}" for row in sorted(grid.hidden_rows)]
    hidden = [*rows, *(f"column {letter(index)}" for index in sorted(grid.hidden_columns))]
    if hidden:
        found.append(Assumption("left out", f"hidden, and not read: {listed(hidden)}"))
    return found
