"""From a grid of cells to a full reading: where the table is, its columns, rows, unit, form, sign, lines, casts.

Source: docs/method.md, "Reading a spreadsheet".
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from savings.rules.sheets.casts import Caster
from savings.rules.sheets.columns import read_columns
from savings.rules.sheets.commas import comma_problems
from savings.rules.sheets.controls import settle_totals
from savings.rules.sheets.describe import describe
from savings.rules.sheets.entries import Entry, What
from savings.rules.sheets.faults import (
    asks_for_savings,
    left_out,
    lone_pounds,
    merged_problems,
    row_problems,
    total_problems,
    unread_years,
    why_no_table,
)
from savings.rules.sheets.layout import LONG, NONE, SECTIONS, Columns
from savings.rules.sheets.lines import LineBuilder, group_rows
from savings.rules.sheets.places import Place, choose_table, places_of
from savings.rules.sheets.reading import (
    Assumption,
    Grid,
    Options,
    Problem,
    Question,
    Role,
    SheetReading,
    TotalRead,
)
from savings.rules.sheets.rows import Rows
from savings.rules.sheets.rowshapes import year_sections
from savings.rules.sheets.saying import Form, said_outside, titles_of
from savings.rules.sheets.scale import Said, settle_units
from savings.rules.sheets.settled import SUBTOTAL, Sorted
from savings.rules.sheets.signs import Signs, settle_sign
from savings.rules.sheets.sums import Sums
from savings.rules.sheets.text import listed
from savings.rules.sheets.transposed import is_transposed
from savings.rules.sheets.view import View
from savings.rules.sheets.years import years_in


def read_sheet(grid: Grid, options: Options) -> SheetReading:
    """Return everything the sheet says, how it was read, and what must be asked or put right first."""
    place, question, assumptions = choose_table(places_of(grid))
    if place is None and question is not None:
        return SheetReading(grid.name, questions=(question,), assumptions=tuple(left_out(grid)))
    if place is None:
        return _refused(grid, *why_no_table(View(grid)))
    reading = _Reader(grid, place, options, assumptions).read()
    return _with_hidden_rows(grid, reading, options) if grid.hidden_rows else reading


def _with_hidden_rows(grid: Grid, reading: SheetReading, options: Options) -> SheetReading:
    """Refuse a sheet whose totals cast only with the rows that are hidden: leaving those out would lose savings."""
    if not any(cast.difference for cast in reading.control_casts):
        return reading
    whole = read_sheet(replace(grid, hidden_rows=frozenset()), options)
    if not whole.control_casts or any(cast.difference for cast in whole.control_casts):
        return reading
    rows = listed([str(row) for row in sorted(grid.hidden_rows)])
    words = f"rows {rows} are hidden and were not read, yet the totals take them in"
    step = "show those rows, or delete them, and save the file again"
    return replace(reading, problems=(Problem(grid.name, 0, "", "", words, step), *reading.problems))


def _refused(grid: Grid, problem: str, next_step: str) -> SheetReading:
    problems = (Problem(grid.name, 0, "", "", problem, next_step),)
    return SheetReading(grid.name, problems=problems, assumptions=tuple(left_out(grid)))


class _Reader:
    """Reads the one table of a sheet."""

    def __init__(self, grid: Grid, place: Place, options: Options, assumptions: Sequence[Assumption]) -> None:
        self.grid, self.place, self.options = grid, place, options
        self.view, self.table = place.view, place.table
        self.assumptions = [*left_out(grid), *assumptions]
        self.questions: list[Question] = []
        self.problems: list[Problem] = []

    def read(self) -> SheetReading:
        """Return the reading of the table."""
        titles = titles_of(self.place)
        titled = [year for text in titles for year in years_in(text).years]
        sections = year_sections(self.view, self.table)
        columns = read_columns(
            self.view, self.table, self.options, titled=titled, has_year_sections=bool(sections)
        )
        if is_transposed(self.view, self.table, columns):
            return _refused(self.grid, *why_no_table(self.view))
        if columns.layout == NONE or not columns.figure_indexes:
            return self._without_amounts(columns)
        return self._read_rows(columns, titles)

    def _read_rows(self, columns: Columns, titles: Sequence[str]) -> SheetReading:
        entries = Rows(self.view, self.table, columns).read()
        said = said_outside(self.place, titles, entries, columns)
        scale = settle_units(self.view, self.table, columns, said, self.options)
        form = Form(columns, said, titles, self.options)
        finest = self._finest(columns)

        def sums() -> Sums:
            return Sums(columns.figure_indexes, scale.units, finest)

        found, grouped, signs = self._settle(columns, entries, said, sums)
        builder = LineBuilder(self.view.name, columns, scale.units, signs)
        builder.build(grouped)
        caster = Caster(self.view, columns, sums(), factor=signs.factor)
        casts = (*caster.controls(found.controls), *caster.across(found.lines))
        asked = [form.question, asks_for_savings(self.place, titles, self.options)]
        self.questions += [*columns.questions, *scale.questions, *signs.questions, *found.questions]
        self.questions += [question for question in asked if question is not None]
        self.assumptions += [form.assumption] if form.assumption else []
        self.assumptions += [*columns.assumptions, *scale.assumptions, *signs.assumptions]
        self._say(found, builder)
        self.problems += [*columns.problems, *builder.problems, *row_problems(self.view.name, found)]
        self.problems += total_problems(self.view.name, found) + merged_problems(self.view, columns, found)
        self.problems += unread_years(self.view.name, columns, found)
        self.problems += lone_pounds(self.view.name, scale.units, found)
        self.problems += comma_problems(self.view, self.table, columns)
        return SheetReading(
            sheet=self.grid.name,
            header_rows=tuple(range(self.table.top, self.table.bottom + 1)),
            columns=describe(columns, scale.units),
            lines=tuple(builder.lines),
            totals=_totals(found, builder, columns),
            unit=scale.unit,
            unit_from=scale.unit_from,
            form=form.form,
            form_from=form.form_from,
            sign=signs.sign,
            sign_from=signs.sign_from,
            questions=tuple(dict.fromkeys(self.questions)),
            problems=tuple(sorted(self.problems, key=lambda problem: (problem.row, problem.column))),
            assumptions=tuple(dict.fromkeys(self.assumptions)),
            ignored_rows=self._ignored(found),
            years=tuple(sorted({*columns.amounts, *(year for line in builder.lines for year in line.cells)})),
            control_casts=casts,
            title=titles[0] if titles else "",
        )

    def _settle(
        self, columns: Columns, entries: list[Entry], said: Sequence[Said], sums: Callable[[], Sums]
    ) -> tuple[Sorted, dict[int, list[Entry]], Signs]:
        """Settle totals and sign; where the sign makes some rows pressures, the totals once more without them."""
        for _ in range(2):
            found = settle_totals(entries, sums, title=self.place.title or self.grid.name)
            grouped = group_rows(found.lines, columns.layout)
            signs = settle_sign(grouped, said, self.options, found.taken_off)
            if not signs.pressures:
                break
            for entry in entries:
                if entry.row in signs.pressures:
                    entry.what, entry.reason = What.PRESSURE, signs.pressures[entry.row]
        return found, grouped, signs

    def _without_amounts(self, columns: Columns) -> SheetReading:
        if columns.having(Role.PRESSURE):
            problem = "the amounts under these headings are pressures, not savings"
            step = "give the sheet that holds the savings with --sheet"
        else:
            problem = "no column of amounts was found under these headings"
            step = "head each column of amounts with its financial year, as in 2024/25"
        refused = _refused(self.grid, problem, step)
        if commas := comma_problems(self.view, self.table, columns):
            refused = replace(refused, problems=tuple(commas))
        return replace(
            refused,
            header_rows=tuple(range(self.table.top, self.table.bottom + 1)),
            columns=describe(columns, {}),
            questions=tuple(columns.questions),
            problems=(*(() if columns.questions else refused.problems), *columns.problems),
        )

    def _finest(self, columns: Columns) -> dict[int, int]:
        """Return the finest decimals printed in each amount column, in the column's own unit."""
        rows = [row for row in self.table.body if row not in self.table.repeats]
        finest = dict.fromkeys(columns.figure_indexes, 0)
        for index in finest:
            figures = [self.view.figure(row, index) for row in rows if index in self.view.cells(row)]
            finest[index] = max((figure.decimals for figure in figures if figure.unit is None), default=0)
        return finest

    def _say(self, found: Sorted, builder: LineBuilder) -> None:
        """Say what was rounded or taken off, and that nothing was found where nothing was."""
        if builder.fractions:
            cells = listed(builder.fractions, most=3)
            words = f"fractions of a penny in {cells} are rounded to the penny"
            self.assumptions.append(Assumption("pence", words))
        for row in sorted(found.taken_off):
            words = f"row {row}: taken off, as its words and the totals say"
            self.assumptions.append(Assumption("sign", words))
        if not builder.lines and not self.questions:
            words = "there are headings but no savings under them"
            step = "check that this is the right sheet, or give --sheet"
            self.problems.append(Problem(self.view.name, 0, "", "", words, step))

    def _ignored(self, found: Sorted) -> Mapping[int, str]:
        """Return why rows were left aside, pressures and memoranda among them."""
        left = {e.row: e.reason for e in found.entries if e.what in (What.IGNORED, What.PRESSURE)}
        return dict(sorted({**left, **dict.fromkeys(self.grid.hidden_rows, "hidden")}.items()))


def _totals(found: Sorted, builder: LineBuilder, columns: Columns) -> tuple[TotalRead, ...]:
    """Return the control totals, each with the rows it covers."""
    totals = []
    for control in found.controls:
        entry = control.entry
        if columns.layout in (LONG, SECTIONS):
            years = {line.year for line in control.covers} if entry.year is None else {entry.year}
            only = next(iter(years)) if len(years) == 1 else None
            indexes = {} if only is None else {only: columns.amount_index or 0}
        else:
            indexes = dict(sorted(columns.amounts.items()))
        cells = {year: builder.cell(entry, index, is_total=True) for year, index in indexes.items()}
        heading = entry.heading if control.level == SUBTOTAL else ""
        covers = tuple(line.row for line in control.covers)
        totals.append(TotalRead(entry.row, entry.label, control.level, heading, cells, covers, control.words))
    return tuple(totals)
