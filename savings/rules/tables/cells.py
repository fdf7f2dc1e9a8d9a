"""What stands in the cells of a row: words, days as exact as they are given, choices, yes and no. Problems are kept.

Source: docs/method.md, "Reading a table".
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal
from typing import Final, TypeVar

from programme.rules.calendar import ApproxDate, DatePrecision, FinancialYear
from savings.rules.notation import PENNY, SCALES, Unit
from savings.rules.sheets.amounts import Figure, read_figure
from savings.rules.sheets.reading import CellValue, Problem
from savings.rules.sheets.text import is_blank, plain, shown, tidy
from savings.rules.tables.reading import Table, TableRow

T = TypeVar("T")

NO_DATE_YET: Final = frozenset(
    [
        "",
        "-",
        "tbc",
        "tba",
        "tbd",
        "n/a",
        "na",
        "to be confirmed",
        "to be agreed",
        "not known",
        "unknown",
        "none",
        "ongoing",
    ]
)
YES_NO: Final = {"yes": True, "y": True, "true": True, "no": False, "n": False, "false": False, "-": False}

_ORDINAL = re.compile(r"\b(\d{1,2})(?:st|nd|rd|th)\b")
_WEEKDAY = re.compile(r"^(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?,? ", re.IGNORECASE)
_SLASHED = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4}|\d{2})")
_DASHED = re.compile(r"(?:(\d{1,2})[- ])?([A-Za-z]{3,9})[-' ]+'?(\d{4}|\d{2})")
# What is due by the end of a month is late after its last day, which is what its precision says already.
_DUE_BY = re.compile(r"^(?:due )?(?:by |in |during )?(?:the )?(?:end of |end )?(?=\S)", re.IGNORECASE)
_QUARTER = re.compile(
    r"(?:q(?:uarter|tr)? ?([1-4]))[, ]*(?:of )?(\S+)|(\S+) q(?:uarter)? ?([1-4])", re.IGNORECASE
)


def read_when(value: CellValue) -> ApproxDate:
    """Return a date as exact as it is written: a day's cell, 31/03/2027, 31st March 2027, Mar-27, by end of March
    2027, Q2 2026/27, autumn 2026 or 2026. "TBC" and a blank are no date; two-digit years are of this century.

    Raises ValueError for anything else, a financial year alone and "mid 2026" among it: no precision is meant by them.
    """
    if isinstance(value, datetime):
        return ApproxDate(value.date())
    if isinstance(value, date):
        return ApproxDate(value)
    text = _WEEKDAY.sub("", _ORDINAL.sub(r"\1", tidy(shown(value))))
    if plain(text) in NO_DATE_YET:
        return ApproxDate(None, DatePrecision.NONE)
    text = _DUE_BY.sub("", text)
    if found := _SLASHED.fullmatch(text):
        return _on_day(text, _year(found[3]), int(found[2]), int(found[1]))
    if found := _DASHED.fullmatch(text):
        text = " ".join(filter(None, [found[1], found[2], str(_year(found[3]))]))
    elif found := _QUARTER.fullmatch(text):
        text = f"Q{found[1] or found[4]} {found[2] or found[3]}"
    return ApproxDate.parse(text)


def _on_day(text: str, year: int, month: int, day: int) -> ApproxDate:
    try:
        return ApproxDate(date(year, month, day))
    except ValueError as wrong:
        raise ValueError(f"{text!r} is no day of the calendar; write day, month, year") from wrong


class Row:
    """Reads the cells of one row by name. What cannot be read is kept in `problems`, and the cell then is None."""

    def __init__(self, table: Table, row: TableRow) -> None:
        self.table, self.row = table, row
        self.problems: list[Problem] = []

    @property
    def number(self) -> int:
        return self.row.row

    def has(self, name: str) -> bool:
        """Return whether the table has this column."""
        return name in self.row.cells

    def is_filled(self, name: str) -> bool:
        """Return whether something stands in this column."""
        return not is_blank(self.row.cells.get(name))

    def text(self, name: str, *, longest: int | None = None, needed: bool = False) -> str:
        """Return the words of a cell as somebody typed them, on one line; "" for a blank."""
        value = self.row.cells.get(name)
        words = "" if is_blank(value) else shown(value)
        if needed and not words:
            self.problem(name, "this cell is blank", "fill it in, or leave the row out")
        if longest is not None and len(words) > longest:
            self.problem(
                name, f"this is {len(words)} characters long, and {longest} is the most", "shorten it"
            )
            return ""
        return words

    def when(self, name: str) -> ApproxDate | None:
        """Return a date; None where the column is not there, the cell blank, or not to be read."""
        if not self.is_filled(name):
            return None
        try:
            return read_when(self.row.cells[name])
        except ValueError as wrong:
            self.problem(
                name, f"{wrong}".partition(";")[0], "write 20/11/2026, November 2026, Q2 2026/27 or TBC"
            )
            return None

    def day(self, name: str) -> date | None:
        """Return a date that has to be one day."""
        found = self.when(name)
        if found is not None and found.precision not in (DatePrecision.DAY, DatePrecision.NONE):
            self.problem(name, f"{found} is not one day", "write the day: 20/11/2026")
            return None
        return found.value if found else None

    def choice(self, name: str, offered: Mapping[str, T], *, what: str, example: str) -> T | None:
        """Return what a cell chooses among words in small letters; None for a blank or a problem."""
        words = plain(self.text(name))
        if not words:
            return None
        if words not in offered:
            self.problem(name, f"this is {what}", example)
            return None
        return offered[words]

    def flag(self, name: str) -> bool | None:
        """Return yes or no."""
        return self.choice(name, YES_NO, what="neither yes nor no", example="write yes or no")

    def whole(self, name: str, *, least: int, most: int) -> int | None:
        """Return a whole number within bounds, both included."""
        words = self.text(name)
        if not words:
            return None
        number = re.fullmatch(r"(\d{1,6})(?:\.0+)?", words)
        if number is None or not least <= int(number[1]) <= most:
            self.problem(name, f"this is no whole number from {least} to {most}", "write the number alone")
            return None
        return int(number[1])

    def year(self, name: str) -> FinancialYear | None:
        """Return a financial year."""
        words = self.text(name)
        if not words:
            return None
        try:
            return FinancialYear.parse(words)
        except ValueError:
            self.problem(name, "this is no financial year", "write 2024/25")
            return None

    def figure(self, name: str) -> Figure:
        """Return what stands where an amount may be."""
        return read_figure(self.row.cells.get(name))

    def problem(self, name: str, problem: str, next_step: str, *, value: str | None = None) -> None:
        """Keep what is wrong with a cell."""
        held = self.row.cells.get(name)
        seen = value if value is not None else ("" if is_blank(held) else shown(held))
        column = self.table.letter(self.row, name)
        self.problems.append(Problem(self.table.sheet, self.number, column, seen[:200], problem, next_step))


def in_pounds(value: Decimal | None, unit: Unit) -> Decimal | None:
    """Return a figure in pounds, to the penny, halves away from nought; None for none."""
    return None if value is None else (value * SCALES[unit]).quantize(PENNY, ROUND_HALF_UP)


def plain_number(text: str) -> Decimal | None:
    """Return the number a text prints ("1,234", "31%" is 31), or None where it prints something else."""
    match = re.fullmatch(r"£?\s*(-?\d[\d,]*(?:\.\d+)?)\s*%?", tidy(text))
    return Decimal(match[1].replace(",", "")) if match else None


def _year(digits: str) -> int:
    return int(digits) if len(digits) == 4 else 2000 + int(digits)
