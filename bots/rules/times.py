"""The times a question names: financial years in every spelling, and "since" a day. The first version.

Each time is read with all it may mean. One that may mean more than one thing, or that officers write for
different things (FY25, a bare 2025, 11/12), is not `is_sure`: the bot asks. Today comes from the caller.
Source: docs/method.md, "Calendar".
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from programme.rules.calendar import MONTH_NAMES, FinancialYear

_DASH: Final = r"\s*[/\u2013\u2011-]\s*"
_YEAR_WORD: Final = r"(?:(?:financial|fiscal|budget)\s+year|year|fy|f/y)"
_MONTH: Final = "|".join([*MONTH_NAMES, *(name[:3] for name in MONTH_NAMES), "Sept"])
_DAY: Final = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_SINCE: Final = r"(?:since|from)\s+(?:the\s+)?"
_ALONE: Final = (r"(?<![/\u2013\u2011-])", rf"(?!{_DASH}\d)")  # a number that is no part of a pair


@dataclass(frozen=True, slots=True)
class Time:
    """A time named in a question: where it stands, and what it may mean. `years` or `sinces` is filled.

    `why` says what is unclear, in words, where `is_sure` is false.
    """

    start: int
    end: int
    years: tuple[FinancialYear, ...] = ()
    sinces: tuple[date, ...] = ()
    is_sure: bool = True
    why: str = ""


def find_times(text: str, *, today: date) -> tuple[Time, ...]:
    """Return every time a text may name, in order; they may overlap, and the grammar chooses."""
    found = [
        *_pairs(text), *_single_years(text), *_relative_years(text, today),
        *_named_days(text, today), *_numbered_days(text, today), *_relative_days(text, today),
    ]  # fmt: skip
    return tuple(sorted(found, key=lambda time: (time.start, -time.end)))


def _matches(pattern: str, text: str) -> Iterator[re.Match[str]]:
    """Return matches that begin and end where a word does."""
    return re.finditer(rf"(?<![^\W_]){pattern}(?![^\W_])", text, re.IGNORECASE)


def _pairs(text: str) -> Iterator[Time]:
    """Years written as two: 24/25, 2024/25, 2024-25, 2024/2025, FY24/25."""
    pattern = rf"(?P<word>{_YEAR_WORD}\s*)?(?P<first>\d{{4}}|\d{{2}}){_DASH}(?P<second>\d{{4}}|\d{{2}})"
    for match in _matches(pattern, text):
        first, second = match["first"], match["second"]
        try:
            year = FinancialYear.parse(f"{first}/{second}")
        except ValueError:
            continue
        # 11/12 is a year to one officer and a day to the next; a day of the month beyond 12 settles it.
        may_be_a_day = not match["word"] and len(first) == len(second) == 2 and 1 <= int(first) <= 11
        why = f"{match[0]} may be the year {year} or a date" if may_be_a_day else ""
        yield Time(*match.span(), years=(year,), is_sure=not may_be_a_day, why=why)


def _single_years(text: str) -> Iterator[Time]:
    """Years written as one, which some mean by its start and some by its end: FY25, 2025."""
    for match in _matches(
        rf"{_ALONE[0]}(?P<word>{_YEAR_WORD}\s*)?(?P<number>(?:20)?\d{{2}}){_ALONE[1]}", text
    ):
        if not match["word"] and len(match["number"]) == 2:
            continue
        start = int(match["number"]) % 100 + 2000
        years = (FinancialYear(start - 1), FinancialYear(start))
        why = f"{match[0]} may be {years[0]} or {years[1]}"
        yield Time(*match.span(), years=years, is_sure=False, why=why)


def _relative_years(text: str, today: date) -> Iterator[Time]:
    this = FinancialYear.containing(today)
    shifts = {"this": 0, "current": 0, "last": -1, "previous": -1, "next": 1}
    kind = r"(?:(?:financial|fiscal|budget)\s+)?year(?:['\u2019]s)?"
    for match in _matches(rf"(?P<which>{'|'.join(shifts)})\s+{kind}", text):
        yield Time(*match.span(), years=(this.shifted(shifts[match["which"].lower()]),))


def _named_days(text: str, today: date) -> Iterator[Time]:
    """Days and months by name: since 1 Oct 2026, since October 1st, since October."""
    year = r"(?:,?\s+(?P<year>(?:19|20)\d{2}))?"
    month = rf"(?P<month>{_MONTH})\.?"
    patterns = (rf"{_DAY}\s+(?:of\s+)?{month}{year}", rf"{month}\s+{_DAY}{year}", rf"{month}{year}")
    for pattern in patterns:
        for match in _matches(rf"(?P<since>{_SINCE})?{pattern}", text):
            groups = match.groupdict()
            number = _month_number(groups["month"])
            day = _day(groups["year"], number, int(groups.get("day") or 1), today)
            if day is not None:
                yield _since(match, (day,), with_word=bool(groups["since"]))


def _numbered_days(text: str, today: date) -> Iterator[Time]:
    """Days by number: since 2026-10-01, since 2026-10, since 01/10/2026, since 1/10."""
    for match in _matches(rf"(?P<since>{_SINCE})?(?P<y>\d{{4}})-(?P<m>\d{{2}})(?:-(?P<d>\d{{2}}))?", text):
        day = _day(match["y"], int(match["m"]), int(match["d"] or 1), today)
        if day is not None and (match["d"] or match["since"]):
            yield _since(match, (day,), with_word=bool(match["since"]))
    pattern = r"(?P<d>\d{1,2})(?P<sign>[/.-])(?P<m>\d{1,2})(?:(?P=sign)(?P<y>\d{4}|\d{2}))?"
    for match in _matches(rf"(?P<since>{_SINCE})?{pattern}", text):
        first, second, year = int(match["d"]), int(match["m"]), match["y"]
        full = f"20{year}" if year and len(year) == 2 else year
        days = [_day(full, second, first, today)]
        if not year and first != second:
            days.append(_day(full, first, second, today))
        known = tuple(dict.fromkeys(day for day in days if day is not None))
        if known and (match["since"] or year):
            yield _since(match, known, with_word=bool(match["since"]))
    for match in _matches(rf"{_SINCE}(?P<y>(?:19|20)\d{{2}}){_ALONE[1]}", text):
        start = int(match["y"])
        yield _since(match, (date(start, 1, 1), date(start, 4, 1)), with_word=True)


def _relative_days(text: str, today: date) -> Iterator[Time]:
    monday = today - timedelta(days=today.weekday())
    first = today.replace(day=1)
    year = FinancialYear.containing(today)
    meanings = {
        "yesterday": (today - timedelta(days=1),),
        "today": (today,),
        "this week": (monday,),
        "last week": (monday - timedelta(days=7),),
        "this month": (first,),
        "last month": ((first - timedelta(days=1)).replace(day=1),),
        "last year": (date(today.year - 1, 1, 1), year.previous().start),
        "this year": (date(today.year, 1, 1), year.start),
    }
    for words, days in meanings.items():
        pattern = words.replace(" ", r"\s+")
        for match in _matches(rf"(?P<since>{_SINCE})?{pattern}", text):
            if match["since"] or not words.endswith("year"):
                yield _since(match, tuple(dict.fromkeys(days)), with_word=bool(match["since"]))


def _since(match: re.Match[str], days: tuple[date, ...], *, with_word: bool) -> Time:
    """Return the time, sure when it says "since" and means one day. "In October" is not since October."""
    why = ""
    if not with_word:
        why = f"{match[0]} may be when, or since when"
    elif len(days) > 1:
        why = f"{match[0]} may be more than one day"
    return Time(*match.span(), sinces=days, is_sure=not why, why=why)


def _day(year: str | None, month: int, day: int, today: date) -> date | None:
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


def _month_number(word: str) -> int:
    return next(n for n, name in enumerate(MONTH_NAMES, start=1) if name.lower().startswith(word[:3].lower()))
