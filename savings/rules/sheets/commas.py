"""Amounts written with a decimal comma, or with points between thousands, as other countries write them.

"1,25" is no amount here and a problem of its row. But where a sheet writes so, its "1,250" is doubtful too: one and a
quarter, or a thousand times as much. Such a sheet is refused as a whole; nothing is guessed from how large a figure is.

Source: docs/method.md, "Reading a spreadsheet".
"""

from __future__ import annotations

import re

from savings.rules.sheets.drafts import Draft
from savings.rules.sheets.layout import Columns
from savings.rules.sheets.reading import Problem, Role
from savings.rules.sheets.tables import TEXT_ROLES, Table
from savings.rules.sheets.text import letter, plain
from savings.rules.sheets.view import View

_AROUND = r"[-(£ ]*{}[ )]*(?:k|m|mn|million)?[-) ]*"
_COMMA_DECIMAL = re.compile(_AROUND.format(r"(?:\d+,\d{1,2}|0+,\d+|\d{1,3}(?:\.\d{3})+,\d+|\d+,\d{4,})"))
_LONE_COMMA = re.compile(_AROUND.format(r"[1-9]\d{0,2},\d{3}"))
_POINT_DECIMAL = re.compile(_AROUND.format(r"(?:(?:\d{1,3}(?:,\d{3})+|\d+|)\.\d+|\d{1,3}(?:,\d{3}){2,})"))
POINTS_BETWEEN_THOUSANDS = re.compile(_AROUND.format(r"[1-9]\d{0,2}(?:\.\d{3})+"))
SEMICOLON = ";"


def comma_problems(view: View, table: Table, columns: Columns) -> list[Problem]:
    """Return the problem of a sheet whose commas may be decimal ones, where nothing in it shows that they are not."""
    decimal, lone = None, None
    for row in table.body:
        for index, value in view.cells(row).items():
            column = columns.drafts.get(index)
            if not isinstance(value, str) or column is None or not _holds_figures(column):
                continue
            words = plain(value)
            if _POINT_DECIMAL.fullmatch(words):
                return []
            if _COMMA_DECIMAL.fullmatch(words):
                decimal = decimal or (row, index)
            elif _LONE_COMMA.fullmatch(words):
                lone = lone or (row, index)
    is_foreign = decimal is not None or view.grid.delimiter == SEMICOLON
    if decimal is not None and (lone is not None or not columns.figure_indexes):
        return [_problem(view, *decimal, "is written with a decimal comma")]
    if lone is not None and is_foreign:
        return [_problem(view, *lone, "may have a decimal comma, as files parted by semicolons often do")]
    return []


def _holds_figures(column: Draft) -> bool:
    is_of_words = column.role in TEXT_ROLES or column.role in (Role.IGNORED, Role.PART, None)
    return column.year is not None or column.month is not None or not is_of_words


def _problem(view: View, row: int, index: int, words: str) -> Problem:
    text = view.text(row, index)
    place = f"{letter(index)}{row}"
    step = (
        "write amounts with a decimal point and without commas, as in 1250 or 1.25, and save the file again"
    )
    return Problem(
        view.name, 0, letter(index), text, f"'{text}' in {place} {words}, so amounts are not sure", step
    )
