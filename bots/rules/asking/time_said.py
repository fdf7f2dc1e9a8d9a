"""A time named in a question, and what the readers of times share: how words are matched and days are found."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

from bots.rules.asking.query import Time
from programme.rules.calendar import MONTH_NAMES, FinancialYear

DASH: Final = r"\s*[/\u2013\u2011\u2010\u2014-]\s*"

SLASH: Final = r"\s*[/\u2013\u2011\u2010\u2014-]\s*|\s+to\s+"

YEAR_WORD: Final = r"(?:(?:financial|fiscal|budget|council|tax)\s+(?:year|yr)|year|yr|fy|f/y)"

MONTH: Final = "|".join([*MONTH_NAMES, *(name[:3] for name in MONTH_NAMES), "Sept"])

DAY: Final = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"

SINCE: Final = r"(?:since|from|after)\s+(?:the\s+)?(?:(?:start|beginning)\s+of\s+)?"

AS_AT: Final = (
    r"(?:as\s+at|as\s+of|as\s+it\s+stood\s+(?:on|at|in)|at\s+the\s+end\s+of|back\s+(?:on|in|at)|position\s+at)"
    r"\s+(?:the\s+)?(?:end\s+of\s+)?"
)

ALONE: Final = (r"(?<![/\u2013\u2011-])", rf"(?!{DASH}\d)")  # a number that is no part of a pair


@dataclass(frozen=True, slots=True)
class Said:
    """A time named in a question: where it stands (the end not included), and all it may mean.

    `why` says what is unclear, in words; blank where there is no doubt. `is_span` marks "from 24/25 to 26/27",
    `is_between` "between 24/25 and 26/27". `to_come` is the one of them that is not past, of a month without a year,
    `gone` the last that is past;
    `is_ahead` marks years that have not begun.
    """

    start: int
    end: int
    times: tuple[Time, ...]
    why: str = ""
    is_span: bool = False
    is_between: bool = False
    to_come: Time | None = None
    gone: Time | None = None
    is_ahead: bool = False

    @property
    def is_sure(self) -> bool:
        """Return whether it means one thing."""
        return not self.why


def matches(pattern: str, text: str) -> Iterator[re.Match[str]]:
    """Return matches that begin and end where a word does."""
    return re.finditer(rf"(?<![^\W_]){pattern}(?![^\W_])", text, re.IGNORECASE)


def of_years(*years: FinancialYear) -> Time:
    return Time(years=years)


def months_back(day: date, months: int) -> date:
    """Return the same day some months earlier (later for less than nought), or the month's last day."""
    place = day.year * 12 + day.month - 1 - months
    year, month = divmod(place, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def number_of(word: str) -> int:
    names = {"a": 1, "few": 0, "eight": 8, "ten": 10, "two": 2, "three": 3, "four": 4, "six": 6, "twelve": 12}
    return int(word) if word.isdigit() else names.get(word.lower(), 0)


def day_of(year: str | None, month: int, day: int, today: date) -> date | None:
    """Return the day, or None where there is none such; without a year the last one not after today."""
    tries = [int(year)] if year else [today.year - back for back in range(9)]
    for number in tries:
        try:
            found = date(number, month, day)
        except ValueError:
            continue
        if year or found <= today:
            return found
    return None


def month_number(word: str) -> int:
    return next(n for n, name in enumerate(MONTH_NAMES, start=1) if name.lower().startswith(word[:3].lower()))
