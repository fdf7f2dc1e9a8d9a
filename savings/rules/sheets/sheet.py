"""From a grid of cells to a full reading: where the table is, its columns, rows, unit, form, sign, lines, casts.

Source: docs/method.md, "Reading a spreadsheet".
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from savings.rules.profile import ProfileForm
from savings.rules.sheets.amounts import Sort
from savings.rules.sheets.casts import Caster
from savings.rules.sheets.columns import LONG, NONE, SECTIONS, Columns, form_of_headings, read_columns
from savings.rules.sheets.controls import settle_totals
from savings.rules.sheets.describe import describe
from savings.rules.sheets.lines import LineBuilder, group_rows
from savings.rules.sheets.places import Place, choose_table, places_of
from savings.rules.sheets.reading import (
    ASSUMED,
    OPTION,
    SHEET,
    Assumption,
    Grid,
    Options,
    Problem,
    Question,
    Role,
    SheetReading,
    TotalRead,
)
from savings.rules.sheets.rows import Entry, Rows, What, year_sections
from savings.rules.sheets.scale import Said, Scale, settle_units
from savings.rules.sheets.signs import Signs, settle_sign
from savings.rules.sheets.statements import forms_in, is_unit_alone
from savings.rules.sheets.sums import Sums
from savings.rules.sheets.tables import TEXT_ROLES
from savings.rules.sheets.text import letter, listed, plain, shown
from savings.rules.sheets.totals import Sorted
from savings.rules.sheets.transposed import is_transposed
from savings.rules.sheets.view import View
from savings.rules.sheets.vocabulary import is_pressure_section, names_savings
from savings.rules.sheets.years import years_in

_OF_FIGURES = re.compile(
    r"\b(?:savings?|figures?|amounts?|values?|shown|stated|presented|columns?|table|profile|totals?|above|below)\b"
)
_UNIT_HEADING = re.compile(r"\bunits?\b(?! cost)")
_OF_COSTS = re.compile(r"\b(?:costs?|pressures?|spend\w*|charges?)\b")


def read_sheet(grid: Grid, options: Options) -> SheetReading:
    """Return everything the sheet says, how it was read, and what must be asked or put right first."""
    places = places_of(grid)
    place, question, assumptions = choose_table(places)
    if place is None and question is not None:
        return SheetReading(grid.name, questions=(question,), assumptions=_remarks(grid))
    if place is None:
        return _refused(grid, *_why_no_table(View(grid)))
    reading = _Reader(grid, place, options, [*assumptions]).read()
    return _with_hidden_rows(grid, reading, options) if grid.hidden_rows else reading


def _with_hidden_rows(grid: Grid, reading: SheetReading, options: Options) -> SheetReading:
    """Refuse a sheet whose totals cast only with the rows that are hidden: leaving those out would lose savings."""
    apart = [cast for cast in reading.control_casts if cast.difference]
    if not apart:
        return reading
    whole = read_sheet(replace(grid, hidden_rows=frozenset()), options)
    if not whole.control_casts or any(cast.difference for cast in whole.control_casts):
        return reading
    rows = listed([str(row) for row in sorted(grid.hidden_rows)])
    problem = Problem(grid.name, 0, "", "", f"rows {rows} are hidden and were not read, yet the totals take them in",
                      "show those rows, or delete them, and save the file again")  # fmt: skip
    return replace(reading, problems=(problem, *reading.problems))


def _refused(grid: Grid, problem: str, next_step: str) -> SheetReading:
    return SheetReading(
        grid.name, problems=(Problem(grid.name, 0, "", "", problem, next_step),), assumptions=_remarks(grid)
    )


def _why_no_table(view: View) -> tuple[str, str]:
    """Return why no table of savings was found, and what to do."""
    filled = [row for row in range(1, view.height + 1) if view.cells(row)]
    if not filled:
        return "the sheet is empty", "give the sheet that holds the savings with --sheet"
    if is_transposed(view):
        return (
            "the years run down this sheet and the savings across it",
            "turn the table round (copy, paste special, transpose) so that each saving has a row and each year a column",
        )
    if any(view.is_amount(row, index) for row in filled for index in view.cells(row)):
        return (
            "no row of headings was found above the amounts",
            "put one row of headings over the table: a reference, a description, and the financial years",
        )
    return "there are no amounts on this sheet", "give the sheet that holds the savings with --sheet"


def _heading_units(columns: Columns) -> list[Said]:
    """Return headings of columns of words that carry the unit of the table: "Saving £000" over the names."""
    return [
        Said(column.heading.text, f"the heading of column {column.letter}")
        for column in columns.drafts.values()
        if column.units and column.role in TEXT_ROLES
    ] + [
        Said(text, f"column {column.letter}, '{column.heading.text}'")
        for column in columns.drafts.values()
        if _UNIT_HEADING.search(column.words) and all(is_unit_alone(text) for text in column.content.texts)
        for text in sorted(column.content.texts)
    ]


def _remarks(grid: Grid) -> tuple[Assumption, ...]:
    return tuple(Assumption("left out", remark) for remark in grid.remarks)


class _Reader:
    """Reads the one table of a sheet."""

    def __init__(self, grid: Grid, place: Place, options: Options, assumptions: list[Assumption]) -> None:
        self.grid, self.place, self.options = grid, place, options
        self.view, self.table = place.view, place.table
        self.assumptions = [*_remarks(grid), *assumptions]
        self.questions: list[Question] = []
        self.problems: list[Problem] = []

    def read(self) -> SheetReading:
        titles = self._titles()
        titled = [year for text in titles for year in years_in(text).years]
        sections = year_sections(self.view, self.table)
        columns = read_columns(
            self.view, self.table, self.options, titled=titled, has_year_sections=len(set(sections)) > 0
        )
        if is_transposed(self.view, self.table, columns):
            return _refused(self.grid, *_why_no_table(self.view))
        if columns.layout == NONE or not columns.figure_indexes:
            return self._without_amounts(columns)
        entries = Rows(self.view, self.table, columns).read()
        said = [*self._said(titles, entries), *_heading_units(columns)]
        scale = settle_units(self.view, self.table, columns, said, self.options)
        finest = self._finest(columns)

        def sums() -> Sums:
            return Sums(columns.figure_indexes, scale.units, finest)

        found, grouped, signs = self._settle(columns, entries, said, sums)
        builder = LineBuilder(self.view.name, columns, scale.units, signs)
        builder.build(grouped)
        caster = Caster(self.view, columns, sums(), factor=signs.factor)
        casts = (*caster.controls(found.controls), *caster.across(found.lines))
        form, form_from = self._form(columns, said, titles)
        self._gather(columns, scale, signs, builder, found)
        self._check_merged(columns, found)
        self._check_side(titles)
        totals = self._totals(found, builder, columns)
        return SheetReading(
            sheet=self.grid.name,
            header_rows=tuple(range(self.table.top, self.table.bottom + 1)),
            columns=describe(columns, scale.units),
            lines=tuple(builder.lines),
            totals=totals,
            unit=scale.unit,
            unit_from=scale.unit_from,
            form=form,
            form_from=form_from,
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
            problem, step = (
                "the amounts under these headings are pressures, not savings",
                "give the sheet that holds the savings with --sheet",
            )
        else:
            problem = "no column of amounts was found under these headings"
            step = "head each column of amounts with its financial year, as in 2024/25"
        refused = _refused(self.grid, problem, step)
        return replace(
            refused,
            header_rows=tuple(range(self.table.top, self.table.bottom + 1)),
            columns=describe(columns, {}),
            questions=tuple(columns.questions),
            problems=(*(() if columns.questions else refused.problems), *columns.problems),
        )

    def _titles(self) -> list[str]:
        """Return the texts over the table and the sheet's name, in order."""
        rows = [row for row in self.table.above if row < self.table.top]
        texts = [shown(value) for row in rows for value in self.view.cells(row).values() if value is not None]
        if self.grid.name and not re.fullmatch(r"sheet ?\d*", self.grid.name.casefold()):
            texts.append(self.grid.name)
        return texts

    def _said(self, titles: Sequence[str], entries: Sequence[Entry]) -> list[Said]:
        """Return the texts outside the table that may say something of all its figures."""
        found = [Said(text, "a title") for text in titles]
        for entry in entries:
            if entry.what is What.IGNORED and entry.reason in (
                "a note",
                "units again",
                "units or years again",
            ):
                texts = [value for value in self.view.cells(entry.row).values() if isinstance(value, str)]
                found.extend(Said(shown(text), f"the note in row {entry.row}") for text in texts)
        return [one for one in found if len(one.text) <= 300]

    def _finest(self, columns: Columns) -> dict[int, int]:
        """Return the finest decimals printed in each amount column."""
        rows = [row for row in self.table.body if row not in self.table.repeats]
        return {
            index: max((self.view.figure(row, index).decimals for row in rows if index in self.view.cells(row)
                        and self.view.figure(row, index).unit is None), default=0)
            for index in columns.figure_indexes
        }  # fmt: skip

    def _form(self, columns: Columns, said: Sequence[Said], titles: Sequence[str]) -> tuple[ProfileForm, str]:
        """Return the form of the years: from the option, the sheet's words, else cumulative as an assumption."""
        if self.options.form is not None:
            return self.options.form, OPTION
        headed = form_of_headings(columns)
        general = {
            form: one
            for one in said
            for form in forms_in(one.text)
            if one.text in titles
            or (_OF_FIGURES.search(plain(one.text)) and not _OF_COSTS.search(plain(one.text)))
        }
        stated = headed or set(general)
        if len(stated) == 1:
            form = next(iter(stated))
            where = (
                f"as {general[form].where} says ('{general[form].text}')"
                if form in general
                else "as the headings say"
            )
            self.assumptions.append(Assumption("form", f"form: {form.value}, {where}"))
            return form, SHEET
        if len(stated) > 1:
            words = "the sheet calls its years both cumulative and incremental; give --form cumulative or --form increments"
            readings = ("cumulative", "increments")
            self.questions.append(Question("form", readings, "--form cumulative or --form increments", words))
            return ProfileForm.CUMULATIVE, ""
        self.assumptions.append(
            Assumption("form", "form: taken as cumulative (the amount that holds in each year), as nothing says otherwise; "
                               "give --form increments if each year adds to the one before")
        )  # fmt: skip
        return ProfileForm.CUMULATIVE, ASSUMED

    def _gather(
        self, columns: Columns, scale: Scale, signs: Signs, builder: LineBuilder, found: Sorted
    ) -> None:
        """Put together what is to be asked, put right and said."""
        self.questions += [*columns.questions, *scale.questions, *signs.questions, *found.questions]
        self.assumptions += [*columns.assumptions, *scale.assumptions, *signs.assumptions]
        self.problems += [*columns.problems, *builder.problems]
        for entry in found.nameless:
            figure = next((f for f in entry.figures.values() if f.value is not None), None)
            self.problems.append(
                Problem(self.view.name, entry.row, "", figure.printed if figure else "",
                        "there are amounts here but no name, and they are the sum of no rows",
                        "write the saving's name or reference, or 'Total' if it is one")
            )  # fmt: skip
        for entry in found.after_total:
            self.problems.append(
                Problem(self.view.name, entry.row, "", entry.label,
                        f"'{entry.label}' stands below the last total, which does not take it in",
                        "move it above the total if it is a saving, or delete the row")
            )  # fmt: skip
        for control in found.controls:
            for index, figure in control.entry.figures.items():
                if figure.sort is Sort.FAULT:
                    self.problems.append(
                        Problem(self.view.name, control.entry.row, letter(index), figure.printed,
                                f"the total '{control.entry.label}' has no value here: {figure.reason}",
                                "open the file in a spreadsheet program and save it, so that totals can be checked", is_fatal=False)
                    )  # fmt: skip
        for row, words in found.doubts.items():
            self.problems.append(Problem(self.view.name, row, "", "", words[0], words[1]))
        if builder.fractions:
            cells = listed(builder.fractions, most=3)
            self.assumptions.append(
                Assumption("pence", f"fractions of a penny in {cells} are rounded to the penny")
            )
        for row in sorted(found.taken_off):
            self.assumptions.append(
                Assumption("sign", f"row {row}: taken off, as its words and the totals say")
            )
        hidden = [*(f"row {row}" for row in sorted(self.grid.hidden_rows)),
                  *(f"column {letter(index)}" for index in sorted(self.grid.hidden_columns))]  # fmt: skip
        if hidden:
            self.assumptions.append(Assumption("left out", f"hidden, and not read: {listed(hidden)}"))
        if not builder.lines and not self.questions:
            self.problems.append(
                Problem(
                    self.view.name,
                    0,
                    "",
                    "",
                    "there are headings but no savings under them",
                    "check that this is the right sheet, or give --sheet",
                )
            )

    def _check_merged(self, columns: Columns, found: Sorted) -> None:
        """Find amounts in cells merged over several lines or years: whose they are, nobody can say."""
        rows = {line.row for line in found.lines}
        figures = set(columns.figure_indexes)
        for (row, index), merge in self.view.merges.items():
            if row not in rows or index not in figures:
                continue
            others = [r for r in range(row + 1, merge.last_row + 1) if r in rows]
            across = [i for i in range(index + 1, merge.last_index + 1) if i in figures]
            if others or across:
                over = (
                    f"rows {row} to {merge.last_row}"
                    if others
                    else f"columns {letter(index)} to {letter(merge.last_index)}"
                )
                self.problems.append(
                    Problem(self.view.name, row, letter(index), self.view.text(row, index), f"one amount stands in a cell merged over {over}",
                            "unmerge the cell and write each line's amount for each year")
                )  # fmt: skip

    def _check_side(self, titles: Sequence[str]) -> None:
        """Ask before a sheet of pressures is read as savings."""
        near = self.place.title
        if (
            self.options.sheet is None
            and is_pressure_section(near)
            and not any(names_savings(text) for text in titles)
        ):
            words = f"the table is headed '{near}', which names pressures and no savings; give --sheet with the sheet to read"
            self.questions.append(Question("sheet", ("savings", "pressures"), "--sheet", words))

    def _totals(self, found: Sorted, builder: LineBuilder, columns: Columns) -> tuple[TotalRead, ...]:
        totals = []
        for control in found.controls:
            entry = control.entry
            if columns.layout in (LONG, SECTIONS):
                years = {line.year for line in control.covers} if entry.year is None else {entry.year}
                cells = {year: builder.cell(entry, columns.amount_index or 0, is_total=True) for year in years
                         if year is not None and len(years) == 1}  # fmt: skip
            else:
                cells = {y: builder.cell(entry, i, is_total=True) for y, i in sorted(columns.amounts.items())}
            heading = entry.heading if control.level == "subtotal" else ""
            covers = tuple(line.row for line in control.covers)
            totals.append(
                TotalRead(entry.row, entry.label, control.level, heading, cells, covers, control.words)
            )
        return tuple(totals)

    def _ignored(self, found: Sorted) -> Mapping[int, str]:
        """Return why rows were left aside, pressures and memoranda among them."""
        left = {e.row: e.reason for e in found.entries if e.what in (What.IGNORED, What.PRESSURE)}
        left.update(dict.fromkeys(self.grid.hidden_rows, "hidden"))
        return dict(sorted(left.items()))
