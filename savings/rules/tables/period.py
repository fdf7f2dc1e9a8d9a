"""The month a monitoring table is of, as its titles and headings say: "Month 5", "P5", "August 2023", "2023/24".

Source: docs/method.md, "Reading a table".
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar

from programme.rules.calendar import MONTHS_IN_YEAR, FinancialMonth, FinancialYear
from savings.rules.sheets.reading import Question
from savings.rules.sheets.text import plain
from savings.rules.sheets.years import years_in

T = TypeVar("T")

_MONTH = re.compile(r"\b(?:(?:month|period|mth) ?|[mp])0?(\d{1,2})\b")
_EARLIER = re.compile(
    r"\b(?:from|since|than|against|compared (?:to|with)|versus|vs?\.?|last|previous|prior) "
    r"(?:month|period|mth|m|p) ?\d{1,2}\b"
)


@dataclass(frozen=True, slots=True)
class Period:
    """A month, and how it was read."""

    month: FinancialMonth
    words: str


def read_period(
    texts: Sequence[str], *, month: int | None = None, year: FinancialYear | None = None
) -> Period | Question:
    """Return the month that titles and headings speak of; what is told stands before what is read.

    A question where two are named or one of month and year is missing. A month that something is compared with
    ("movement from month 4") is not the table's.
    """
    bare = [_EARLIER.sub(" ", plain(text).replace("_", " ")) for text in texts]
    numbers = {int(n) for text in bare for n in _MONTH.findall(text) if 1 <= int(n) <= MONTHS_IN_YEAR}
    named = {m for text in bare for m in years_in(text).months}
    years = {y for text in bare for y in years_in(text).years if not years_in(text).is_span}
    if month is None and not numbers:
        numbers = {m.number for m in named if year is None or m.year == year}
    found = month if month is not None else _one(numbers)
    if found is None:
        read = " and ".join(f"M{n}" for n in sorted(numbers))
        words = f"which month is it? The sheet names {read or 'none'}: say it with --period M5 (M1 is April)"
        return Question("period", tuple(f"M{n}" for n in sorted(numbers)), "--period M5", words)
    told = year or _one({m.year for m in named if m.number == found}) or _one(years)
    if told is None:
        read = " and ".join(y.label for y in sorted(years))
        words = f"which financial year is it? The sheet names {read or 'none'}: say it with --year 2023/24"
        return Question("year", tuple(y.label for y in sorted(years)), "--year 2023/24", words)
    of = FinancialMonth(told, found)
    return Period(of, f"the month: {of}, to {of.last_day.day} {of.last_day:%B %Y}")


def _one(found: set[T]) -> T | None:
    return next(iter(found)) if len(found) == 1 else None
