"""The sheet as a workbook: a cover, the savings with lists to choose from, and the lists. No cell is a formula."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, time
from functools import cache
from pathlib import Path
from typing import Any, Final

import xlsxwriter

from savings.exchange.export_cover import write_cover
from savings.exchange.export_sheet import HEADER_ROW, Cell, Column, Figure, Sheet
from savings.rules.sheets.exported import COVER_NAME, LISTS_NAME, SHEET_NAME
from savings.rules.sheets.guarding import fitting, guarded
from savings.rules.sheets.reading import Role

NOTHING_RUNS: Final = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
EMPTY_ROWS: Final = 500
"""Rows of an empty sheet that offer lists to choose from."""
WIDTHS: Final = {
    Role.REF: 9, Role.LINE_NO: 6, Role.HEADING: 20, Role.NAME: 46, Role.KIND: 15, Role.WORKSTREAM: 26,
    Role.OWNER_EMAIL: 27, Role.MATURITY: 17, Role.OUTLOOK: 22, Role.BUDGET_ROUND: 9, Role.START: 12,
    Role.COST_CENTRE: 18, Role.MARKING: 20, Role.NOTE: 36,
}  # fmt: skip
WRAPPED: Final = frozenset({Role.NAME, Role.NOTE, Role.HEADING, Role.WORKSTREAM, Role.OUTLOOK, Role.MARKING})
NUMBER_WIDTH: Final = 14
TEXT: Final = 49
"""The number of the built-in format for text: what somebody types there stays as typed."""
NAVY, GREY, PALE, BAND = "#1F3A5F", "#5B6470", "#F1F3F5", "#E6ECF4"


def write_xlsx(sheet: Sheet, path: Path) -> None:
    """Write the workbook. Rows go out as they are made, so that its length costs no memory."""
    with xlsxwriter.Workbook(str(path), {"constant_memory": True, **NOTHING_RUNS}) as book:
        styles = Styles(book)
        _describe(book, sheet)
        cover = book.add_worksheet(COVER_NAME)
        page = book.add_worksheet(SHEET_NAME)
        lists = book.add_worksheet(LISTS_NAME)
        write_cover(cover, sheet, styles)
        ranges = _write_lists(lists, sheet, styles)
        _write_savings(page, sheet, styles, ranges)
        lists.hide()
        if not sheet.facts.lines:
            page.activate()


class Styles:
    """The formats of a workbook, each made once."""

    def __init__(self, book: Any) -> None:
        self._book = book
        self._made: dict[tuple[tuple[str, Any], ...], Any] = {}

    def of(self, **properties: Any) -> Any:
        """Return the format with these properties."""
        key = tuple(sorted(properties.items()))
        if key not in self._made:
            self._made[key] = self._book.add_format({"valign": "top", **properties})
        return self._made[key]


def _describe(book: Any, sheet: Sheet) -> None:
    facts = sheet.facts
    book.set_properties(
        {
            "title": fitting(guarded(f"{facts.programme.label}: savings")),
            "subject": guarded(f"As at {sheet.moment}"),
            "author": guarded(sheet.reader),
            "company": guarded(facts.programme.organisation),
            "comments": guarded(" ".join(note for note in sheet.notes()[2:] if note)),
            "created": sheet.at.astimezone(UTC).replace(tzinfo=None),
        }
    )


def _write_lists(page: Any, sheet: Sheet, styles: Styles) -> dict[Role, str]:
    """Write what the columns offer, a list a column, and return where each stands."""
    choices = sheet.facts.choices
    offered: dict[Role, Sequence[str]] = {
        Role.KIND: choices.kinds,
        Role.WORKSTREAM: choices.workstreams,
        Role.OWNER_EMAIL: choices.owners,
        Role.MATURITY: choices.maturity,
        Role.OUTLOOK: choices.outlooks,
        Role.BUDGET_ROUND: choices.rounds,
    }
    page.set_column(0, len(offered) - 1, 30)
    longest = max(len(words) for words in offered.values())
    for row in range(longest + 1):
        for place, (role, words) in enumerate(offered.items()):
            if row == 0:
                page.write_string(0, place, role.value.replace("_", " ").capitalize(), styles.of(bold=True))
            elif row <= len(words):
                page.write_string(row, place, fitting(guarded(words[row - 1])))
    return {
        role: f"={LISTS_NAME}!${chr(65 + place)}$2:${chr(65 + place)}${len(words) + 1}"
        for place, (role, words) in enumerate(offered.items())
        if words
    }


def _write_savings(page: Any, sheet: Sheet, styles: Styles, ranges: dict[Role, str]) -> None:
    columns = sheet.columns
    _lay_out(page, sheet, styles)
    _write_notes(page, sheet, styles)
    page.set_row(HEADER_ROW - 1, 48)
    for place, column in enumerate(columns):
        page.write_string(HEADER_ROW - 1, place, column.heading, _head(column, styles))
    writers = [_Writer(page, place, column, styles) for place, column in enumerate(columns)]
    row = HEADER_ROW
    for cells in sheet.rows():
        for writer, cell in zip(writers, cells, strict=True):
            if cell is not None and cell != "":
                writer.write(row, cell)
        row += 1
    last = row - 1 if sheet.facts.lines else HEADER_ROW + EMPTY_ROWS - 1
    _offer(page, columns, ranges, last)
    page.autofilter(HEADER_ROW - 1, 0, last, len(columns) - 1)
    if sheet.facts.lines:
        _write_total(page, sheet, styles, row)


def _lay_out(page: Any, sheet: Sheet, styles: Styles) -> None:
    columns = sheet.columns
    for place, column in enumerate(columns):
        hidden = place >= len(columns) - 2
        width = WIDTHS[column.role] if column.role else NUMBER_WIDTH
        page.set_column(place, place, width, _body(column, styles), {"hidden": hidden})
    frozen = next(place for place, column in enumerate(columns) if column.role is Role.NAME) + 1
    page.freeze_panes(HEADER_ROW, frozen)
    page.set_landscape()
    page.set_paper(9)
    page.fit_to_pages(1, 0)
    page.repeat_rows(HEADER_ROW - 1)
    page.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
    left = sheet.facts.programme.label.replace("&", "&&")[:80]
    page.set_footer(f"&L{left}&C{sheet.closed_title}&RAs at {sheet.moment}, page &P of &N")


def _write_notes(page: Any, sheet: Sheet, styles: Styles) -> None:
    title, how, whom, closed = (guarded(note) for note in sheet.notes())
    page.write_string(0, 0, fitting(title), styles.of(bold=True, font_size=14, font_color=NAVY))
    page.write_string(1, 0, how, styles.of(font_color=GREY))
    page.write_string(2, 0, fitting(whom), styles.of(font_color=GREY))
    if closed:
        page.write_string(3, 0, closed, styles.of(bold=True, font_color="#9B1C1C"))


def _head(column: Column, styles: Styles) -> Any:
    colour = NAVY if column.is_read_back else GREY
    return styles.of(
        bold=True, text_wrap=True, font_color="#FFFFFF", bg_color=colour, border=1, border_color=colour
    )


def _body(column: Column, styles: Styles, **more: Any) -> Any:
    """Return how a cell of this column looks: text stays text whatever is typed, what is not read back is grey."""
    if column.role in WRAPPED:
        more = {"text_wrap": True, **more}
    if not column.is_read_back:
        more = {"bg_color": PALE, "font_color": GREY, **more}
    if "num_format" not in more:
        more["num_format"] = _plain_format(column)
    return styles.of(**more)


def _plain_format(column: Column) -> str | int:
    if column.role is Role.START:
        return "dd mmm yyyy"
    if column.role is Role.LINE_NO:
        return "0"
    return "#,##0" if column.year is not None else TEXT


class _Writer:
    """Writes the cells of one column, each kind in its own way and never as a formula."""

    def __init__(self, page: Any, place: int, column: Column, styles: Styles, **look: Any) -> None:
        self.page, self.place = page, place
        self.plain = _body(column, styles, **look)
        self.look = cache(lambda decimals: _body(column, styles, num_format=number_format(decimals), **look))

    def write(self, row: int, cell: Cell) -> None:
        """Write one cell."""
        if isinstance(cell, Figure):
            self.page.write_number(row, self.place, float(cell.value), self.look(cell.decimals))
        elif isinstance(cell, date):
            self.page.write_datetime(row, self.place, datetime.combine(cell, time()), self.plain)
        elif isinstance(cell, int):
            self.page.write_number(row, self.place, cell, self.plain)
        elif cell:
            self.page.write_string(row, self.place, cell, self.plain)


def number_format(decimals: int) -> str:
    """Return the number format that shows so many decimals, a minus where it is below nil."""
    return f"#,##0.{'0' * decimals}" if decimals else "#,##0"


def _offer(page: Any, columns: Sequence[Column], ranges: dict[Role, str], last: int) -> None:
    """Give each column the list, the kind of number or the day it takes."""
    for place, column in enumerate(columns):
        rule = _rule(column, ranges)
        if rule is not None:
            page.data_validation(HEADER_ROW, place, last, place, rule)


def _rule(column: Column, ranges: dict[Role, str]) -> dict[str, Any] | None:
    if column.role in ranges:
        return {
            "validate": "list",
            "source": ranges[column.role],
            "error_title": "Not in the list",
            "error_message": "Choose one from the list, or leave the cell blank.",
            "error_type": "warning" if column.role in (Role.OWNER_EMAIL, Role.BUDGET_ROUND) else "stop",
        }
    if column.role is Role.START:
        return {
            "validate": "date",
            "criteria": "between",
            "minimum": date(2000, 4, 1),
            "maximum": date(2099, 3, 31),
            "error_title": "Not a day",
            "error_message": "Give the day it starts to save, for example 01/07/2026, or leave it blank.",
        }
    if column.year is not None and not column.beside:
        return {
            "validate": "decimal",
            "criteria": "between",
            "minimum": -(10**12),
            "maximum": 10**12,
            "error_title": "Not an amount",
            "error_message": "Give a number. Leave it blank where it is not known; nil is 0.",
        }
    return None


def _write_total(page: Any, sheet: Sheet, styles: Styles, row: int) -> None:
    look = {"bold": True, "bg_color": BAND, "top": 1, "top_color": NAVY}
    for place, (column, cell) in enumerate(zip(sheet.columns, sheet.total_row(), strict=True)):
        writer = _Writer(page, place, column, styles, **look)
        if cell is None:
            page.write_blank(row, place, None, writer.plain)
        else:
            writer.write(row, cell)
