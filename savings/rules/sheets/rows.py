"""Each row of a table's body: a line, a heading, a total, a note, or something else and why.

Rows are told apart by what stands in them, never by style, which does not reach us. What a row with amounts
and the word "total" is, or one with amounts and no name, is settled afterwards by the figures (`totals`).
"""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise

from programme.rules.calendar import FinancialYear
from savings.rules.sheets.amounts import Sort
from savings.rules.sheets.content import is_ref_over, looks_like_ref
from savings.rules.sheets.entries import Entry, What
from savings.rules.sheets.exported import mark_in
from savings.rules.sheets.groups import Groups
from savings.rules.sheets.layout import LONG, SECTIONS, Columns
from savings.rules.sheets.reading import CellValue, Role
from savings.rules.sheets.rowshapes import merged_down, shape
from savings.rules.sheets.rowwords import (
    PRESSURE_KIND,
    is_note,
    is_part_of_above,
    is_pressure_section,
    is_savings_section,
    kind_of,
    without_continued,
)
from savings.rules.sheets.settling import loose_number
from savings.rules.sheets.statements import is_unit_alone
from savings.rules.sheets.tables import Table
from savings.rules.sheets.text import shown
from savings.rules.sheets.totalwords import NO_TOTAL, TotalWords, total_words
from savings.rules.sheets.view import View
from savings.rules.sheets.years import YearWords, years_in

_LABELS = (Role.NAME, Role.REF, Role.HEADING, Role.WORKSTREAM, Role.LINE_NO)


class Rows:
    """Reads the body of a table row by row."""

    def __init__(self, view: View, table: Table, columns: Columns) -> None:
        self.view, self.table, self.columns = view, table, columns
        self.figure_indexes = columns.figure_indexes
        self.by_role = {role: columns.index_of(role) for role in Role}
        self.by_index = {index: column.role for index, column in columns.drafts.items()}
        self.first_figure = min(self.figure_indexes, default=table.right + 1)
        self.merged = merged_down(view, table, set(self.figure_indexes))
        self.groups = Groups(fills_down=self._fills_down())
        self.entries: list[Entry] = []
        self.ref_shapes = self._ref_shapes()
        self.last_amount_row = max(
            (row for row in table.body if any(view.is_amount(row, index) for index in self.figure_indexes)),
            default=0,
        )

    def read(self) -> list[Entry]:
        """Return an entry for every row that holds anything."""
        self._open_first_section()
        for number in self.table.body:
            if number in self.table.repeats:
                self.entries.append(Entry(number, What.IGNORED, reason="the headings again"))
                continue
            cells = self.view.cells(number)
            if not cells:
                if self.entries:
                    self.entries[-1].has_gap_below = True
                continue
            entry = self._entry(number, cells)
            if entry is not None:
                self.entries.append(entry)
        return self.entries

    def _open_first_section(self) -> None:
        """Take the row right above the headings as the first section's, where such a row stands above each repeat."""
        tops = [row for row in self.table.repeats if row - 1 not in self.table.repeats]
        above = [self.view.cells(row - 1) for row in tops]
        first = self.view.cells(self.table.top - 1)
        if above and len(first) == 1 and all(len(cells) == 1 for cells in above):
            ((index, value),) = first.items()
            if isinstance(value, str) and not is_note(value) and not is_unit_alone(value):
                self._open(shown(value), index, follows=False)

    def _entry(self, number: int, cells: dict[int, CellValue]) -> Entry | None:
        entry = Entry(number, What.LINE)
        entry.texts = self._texts(number, cells)
        entry.figures = {i: self.view.figure(number, i) for i in self.figure_indexes if i in cells}
        entry.ref, entry.name = shown(entry.texts.get(Role.REF)), shown(entry.texts.get(Role.NAME))
        entry.label = self._label(entry, cells)
        entry.words = self._total_words(entry, cells)
        has_figures = any(figure.sort is not Sort.BLANK for figure in entry.figures.values())
        if has_figures and not entry.name and not looks_like_ref(entry.ref) and not entry.words.is_total:
            # dashes all along a section heading are no amounts
            has_figures = any(f.sort not in (Sort.BLANK, Sort.NOTHING) for f in entry.figures.values())
        if not has_figures:
            return self._without_figures(entry, cells)
        if all(self._is_heading_text(number, index) for index in entry.figures):
            entry.what, entry.reason = What.IGNORED, "units or years again"
            return entry
        self.groups.place(entry.texts.get(Role.HEADING), is_total=entry.words.is_total)
        entry.group, entry.path, entry.block = self.groups.group, self.groups.path, self.groups.block
        if entry.group and not entry.words.is_total:
            entry.texts[Role.HEADING] = entry.group
        self._set_year(entry)
        return self._with_figures(entry)

    def _with_figures(self, entry: Entry) -> Entry:
        if entry.words.is_total:
            entry.what = What.TOTAL
            if self.groups.in_pressures and not entry.words.is_grand:
                entry.what, entry.reason = What.PRESSURE, "a total of pressures"
            self.groups.close(entry.words.rest)
        elif not entry.label:
            known = any(figure.sort is not Sort.NOTHING for figure in entry.figures.values())
            entry.what, entry.reason = (
                (What.UNLABELLED, "") if known else (What.IGNORED, "no amounts and no name")
            )
        elif is_part_of_above(entry.label):
            entry.what, entry.reason = What.IGNORED, "a part of the line above, already counted there"
        elif self.groups.in_pressures:
            entry.what, entry.reason = (
                What.PRESSURE,
                f"under '{self.groups.pressure_heading}': pressures, not savings",
            )
        elif self._kind_is_pressure(entry):
            entry.what = What.PRESSURE
            entry.reason = f"its type is '{shown(entry.texts.get(Role.KIND))}': a pressure, not a saving"
        return entry

    def _kind_is_pressure(self, entry: Entry) -> bool:
        kind = entry.texts.get(Role.KIND)
        return isinstance(kind, str) and kind_of(kind) == PRESSURE_KIND

    def _texts(self, number: int, cells: dict[int, CellValue]) -> dict[Role, CellValue]:
        """Return the cells of words by role; a cell merged over several rows counts in each of them."""
        found: dict[Role, CellValue] = {}
        for index, role in self.by_index.items():
            if role is None or index in self.figure_indexes or role in (Role.IGNORED, Role.PART, Role.TOTAL):
                continue
            value = cells.get(index, self.merged.get((number, index)))
            is_dash = role in (Role.NAME, Role.REF) and not shown(value).strip("-\u2013\u2014 ")
            if value is not None and not is_dash:
                found[role] = value
        return found

    def _label(self, entry: Entry, cells: dict[int, CellValue]) -> str:
        """Return what names the row: its name, else its reference, else any words before the amounts."""
        for role in _LABELS:
            text = shown(entry.texts.get(role))
            is_number = role is Role.LINE_NO and text.isdigit()
            is_from_above = role is Role.HEADING and self.by_role[role] not in cells
            if text and not is_number and not is_from_above:
                return text
        for index in sorted(cells):
            if (
                index < self.first_figure
                and isinstance(cells[index], str)
                and self.by_index.get(index) in (None, Role.IGNORED, Role.NOTE)
            ):
                return shown(cells[index])
        return ""

    def _total_words(self, entry: Entry, cells: dict[int, CellValue]) -> TotalWords:
        """Return what the row's words say of totals; a total may be named in any column before the amounts."""
        best = NO_TOTAL
        for index in sorted(cells):
            value = cells[index]
            if index in self.figure_indexes or not isinstance(value, str):
                continue
            role = self.by_index.get(index)
            if role in _LABELS or (
                index < self.first_figure and role in (None, Role.IGNORED, Role.NOTE, Role.KIND, Role.OWNER)
            ):
                found = total_words(value)
                if found.is_total and (not best.is_total or (found.is_sure and not best.is_sure)):
                    if role in (Role.NOTE, Role.KIND, Role.OWNER, Role.IGNORED) and (
                        entry.name or not found.is_sure
                    ):
                        continue
                    best = found
                    entry.label = shown(value)
        return best

    def _without_figures(self, entry: Entry, cells: dict[int, CellValue]) -> Entry | None:
        """Return what a row without any amount is: a line not known throughout, a heading, a note, more words."""
        words = {i: v for i, v in cells.items() if isinstance(v, str) and i not in self.figure_indexes}
        if not words:
            return self._ignored(entry, "no amounts")
        if entry.words.is_total and entry.words.is_sure:
            return self._ignored(entry, "a total without figures")
        is_side = not entry.ref and (is_pressure_section(entry.name) or is_savings_section(entry.name))
        if entry.name and (is_side or is_ref_over(entry.ref, self._next_ref(entry.row))):
            self.groups.place(entry.texts.get(Role.HEADING), is_total=False)
            return self._as_heading(entry, without_continued(entry.name), self.by_role[Role.NAME] or 0)
        if self._is_line_without_figures(entry, cells):
            self.groups.place(entry.texts.get(Role.HEADING), is_total=False)
            entry.group, entry.path, entry.block = self.groups.group, self.groups.path, self.groups.block
            self._set_year(entry)
            return self._with_figures(entry)
        text = shown(words[min(words)])
        if all(is_unit_alone(shown(word)) for word in words.values()):
            return self._ignored(entry, "units again")
        if self._carries_on(entry, words):
            return None
        is_beside = min(words) > self.first_figure and self.by_index.get(min(words)) not in _LABELS
        if is_note(text) or is_beside or entry.row > self.last_amount_row:
            return self._ignored(entry, "a note")
        return self._as_heading(entry, without_continued(text), min(words))

    def _ignored(self, entry: Entry, reason: str) -> Entry:
        entry.what, entry.reason = What.IGNORED, reason
        return entry

    def _is_line_without_figures(self, entry: Entry, cells: dict[int, CellValue]) -> bool:
        if entry.words.is_total or not entry.name or self.by_role[Role.NAME] not in cells:
            return False
        if entry.row > self.last_amount_row and not self._goes_on(entry):
            return False
        if entry.ref:
            return looks_like_ref(entry.ref) or shape(entry.ref) in self.ref_shapes
        others = (Role.KIND, Role.START, Role.RAG, Role.STATUS, Role.COST_CENTRE, Role.YEAR)
        return any(role in entry.texts for role in others) or (
            self.by_role[Role.HEADING] in cells and self.by_role[Role.REF] is None
        )

    def _goes_on(self, entry: Entry) -> bool:
        """Return whether a row below the last amounts carries on the list of lines: no gap or note between."""
        last = self.entries[-1] if self.entries else None
        is_beside = last is not None and last.what is What.LINE and not last.has_gap_below
        return looks_like_ref(entry.ref) and shape(entry.ref) in self.ref_shapes and is_beside

    def _next_ref(self, number: int) -> str:
        """Return the reference of the next row that holds anything."""
        below = next((row for row in range(number + 1, self.table.end + 1) if self.view.cells(row)), 0)
        index = self.by_role[Role.REF]
        return self.view.text(below, index) if below and index is not None else ""

    def _carries_on(self, entry: Entry, words: Mapping[int, str]) -> bool:
        """Add words that carry on the row above, a name or a note broken over two rows, to it."""
        last = self.entries[-1] if self.entries else None
        if last is None or last.what is not What.LINE or last.row != entry.row - 1:
            return False
        note = self.by_role[Role.NOTE]
        if note is not None and set(words) == {note}:
            last.texts[Role.NOTE] = f"{shown(last.texts.get(Role.NOTE))} {shown(words[note])}".strip()
            return True
        name = self.by_role[Role.NAME]
        if (
            name is not None
            and set(words) <= {name, note}
            and name in words
            and shown(words[name])[:1].islower()
        ):
            last.name = f"{last.name} {shown(words[name])}".strip()
            last.texts[Role.NAME] = last.name
            return True
        return False

    def _as_heading(self, entry: Entry, text: str, index: int) -> Entry:
        entry.what, entry.label, entry.index = What.HEADING, text, index
        follows = bool(self.entries) and self.entries[-1].what is What.HEADING
        self._open(text, index, follows=follows)
        return entry

    def _open(self, text: str, index: int, *, follows: bool) -> None:
        """Open a section; a year in its heading counts only where the sections carry the years."""
        years = years_in(text)
        is_year = self.columns.layout == SECTIONS and len(years.years) == 1 and years.is_one
        year = years.years[0] if is_year else None
        is_pressure, group_index = is_pressure_section(text), self.by_role[Role.HEADING]
        keeps_group = (
            group_index is not None and index > group_index and (is_pressure or is_savings_section(text))
        )
        self.groups.open(
            text, index, follows=follows, is_pressure=is_pressure, year=year, keeps_group=keeps_group
        )

    def _set_year(self, entry: Entry) -> None:
        if self.columns.layout == SECTIONS:
            entry.year = self.groups.year
        elif self.columns.layout == LONG and self.columns.year_index is not None:
            words = years_in(self.view.value(entry.row, self.columns.year_index))
            entry.year = self._one_year(words)
            if entry.year is None and entry.words.is_total:
                entry.year = self._one_year(years_in(entry.label))
            entry.has_own_year = entry.year is not None

    def _one_year(self, words: YearWords) -> FinancialYear | None:
        """Return the one year a cell names, in full, by a date, or as the sheet has settled it."""
        if not words.is_one:
            return None
        if words.years or words.months:
            return words.years[0] if words.years else words.months[0].year
        return self.columns.row_years.get(loose_number(words))

    def _is_heading_text(self, number: int, index: int) -> bool:
        value = self.view.value(number, index)
        return isinstance(value, str) and (
            is_unit_alone(value) or (years_in(value).is_one and not self.view.is_amount(number, index))
        )

    def _ref_shapes(self) -> frozenset[str]:
        """Return the shapes of the references that stand beside amounts: 24S1 is 9A9."""
        index = self.by_role[Role.REF]
        rows = [row for row in self.table.body if index is not None and index in self.view.cells(row)]
        return frozenset(
            shape(self.view.text(row, index or 0))
            for row in rows
            if any(self.view.is_amount(row, figure) for figure in self.figure_indexes)
        )

    def _fills_down(self) -> bool:
        """Return whether a blank group means the group above: no group is written twice running."""
        index = self.by_role[Role.HEADING]
        if index is None:
            return False
        rows = [
            row for row in self.table.body if row not in self.table.repeats and len(self.view.cells(row)) > 1
        ]
        if any(mark_in(shown(cell)) for row in rows[:1] for cell in self.view.grid.rows[row - 1]):
            return False  # our own export gives each line its heading; the column of its mark is hidden
        values = [shown(self.view.value(row, index)) for row in rows]
        values = [value for value in values if not total_words(value).is_total]
        filled = [value for value in values if value]
        twice = sum(bool(a) and a == b for a, b in pairwise(values))
        return len(filled) < len(values) and twice <= 0.1 * len(filled)
