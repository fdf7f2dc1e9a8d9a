"""Dates as councils keep them: financial years, their months, working days, dates of a stated precision.

A financial year runs from 1 April to 31 March and its months are numbered from April (M1) to March (M12).
Quarters are financial quarters throughout: Q1 is April to June, Q4 is January to March, as papers print
"Q4 24/25". Seasons and plain years are calendar ones. Nothing here reads the clock.

Source: docs/method.md, "Calendar".
"""

import re
from calendar import monthrange
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from fractions import Fraction
from functools import lru_cache

MONTHS_IN_YEAR = 12
FIRST_MONTH = 4  # April
MONTH_NAMES = ("January", "February", "March", "April", "May", "June", "July", "August", "September",
               "October", "November", "December")  # fmt: skip
SEASON_NAMES = ("Spring", "Summer", "Autumn", "Winter")  # from March, three months each
NO_DATE = "no date printed"
FIRST_DATE, LAST_DATE = (
    date(1990, 1, 1),
    date(2200, 12, 31),
)  # what a date may be that somebody enters, inclusive

_YEAR = re.compile(r"(?:FY\s*)?(\d{4}|\d{2})\s*[/\u2013-]\s*(\d{4}|\d{2})", re.IGNORECASE)
_DAY_WORDS = re.compile(r"(\d{1,2})\s+([A-Za-z]{3,9})\.?\s+(\d{4})")
_MONTH_WORDS = re.compile(r"([A-Za-z]{3,9})\.?\s+(\d{4})")
_QUARTER_WORDS = re.compile(r"Q([1-4])\s+(\S+)", re.IGNORECASE)


@dataclass(frozen=True, order=True, slots=True)
class FinancialYear:
    """A financial year, named by the calendar year it starts in; 2024 is 1 April 2024 to 31 March 2025."""

    start_year: int

    @classmethod
    def parse(cls, text: str) -> "FinancialYear":
        """Return the year a council wrote as "2024/25", "24/25", "2024-25", "2024/2025" or "FY2024/25".

        Two-digit years are of this century. Raises ValueError when the text is none of these or its two
        halves do not follow each other ("2024/26"), or it starts before 1990 or after 2199.
        """
        start_year = _start_year(text)
        if not FIRST_DATE.year <= start_year < LAST_DATE.year:
            raise ValueError(f"{text!r} is not a financial year from {FIRST_DATE.year} to {LAST_DATE.year}")
        return cls(start_year)

    @classmethod
    def containing(cls, day: date) -> "FinancialYear":
        """Return the financial year that `day` falls in; 31 March still belongs to the old one."""
        return cls(day.year if day.month >= FIRST_MONTH else day.year - 1)

    @property
    def label(self) -> str:
        return f"{self.start_year}/{(self.start_year + 1) % 100:02d}"

    @property
    def start(self) -> date:
        return date(self.start_year, FIRST_MONTH, 1)

    @property
    def end(self) -> date:
        """The last day, 31 March, inclusive."""
        return date(self.start_year + 1, FIRST_MONTH - 1, 31)

    def shifted(self, years: int) -> "FinancialYear":
        return FinancialYear(self.start_year + years)

    def next(self) -> "FinancialYear":
        return self.shifted(1)

    def previous(self) -> "FinancialYear":
        return self.shifted(-1)

    def months(self) -> "tuple[FinancialMonth, ...]":
        """Return its twelve months, April first."""
        return tuple(FinancialMonth(self, number) for number in range(1, MONTHS_IN_YEAR + 1))

    def __str__(self) -> str:
        return self.label

    def __hash__(self) -> int:
        return self.start_year


def years_between(first: FinancialYear, last: FinancialYear) -> tuple[FinancialYear, ...]:
    """Return the years from `first` to `last`, both included; empty when `last` comes before `first`."""
    return years_from(first.start_year, last.start_year)


@lru_cache(maxsize=4096)
def years_from(first_april: int, last_april: int) -> tuple[FinancialYear, ...]:
    """Return the years that start in these Aprils and between, as `years_between` does; kept, since tables repeat."""
    return tuple(FinancialYear(april) for april in range(first_april, last_april + 1))


@dataclass(frozen=True, order=True, slots=True)
class FinancialMonth:
    """A month of a financial year; 1 is April and 12 is March.

    Raises ValueError when the number lies outside 1 to 12.
    """

    year: FinancialYear
    number: int

    def __post_init__(self) -> None:
        if not 1 <= self.number <= MONTHS_IN_YEAR:
            raise ValueError(f"month {self.number} of {self.year} is not between 1 (April) and 12 (March)")

    @classmethod
    def containing(cls, day: date) -> "FinancialMonth":
        return cls(FinancialYear.containing(day), (day.month - FIRST_MONTH) % MONTHS_IN_YEAR + 1)

    @property
    def label(self) -> str:
        return f"M{self.number}"

    @property
    def first_day(self) -> date:
        return _first_of_month(self.year.start, self.number - 1)

    @property
    def last_day(self) -> date:
        return _first_of_month(self.year.start, self.number) - timedelta(days=1)

    def next(self) -> "FinancialMonth":
        return FinancialMonth.containing(self.last_day + timedelta(days=1))

    def __str__(self) -> str:
        return f"{self.label} {self.year}"


class DatePrecision(StrEnum):
    """How finely a date is known, finest first."""

    DAY = "day"
    MONTH = "month"
    QUARTER = "quarter"
    SEASON = "season"
    YEAR = "year"
    NONE = "none"


SPAN_MONTHS = {
    DatePrecision.MONTH: 1,
    DatePrecision.QUARTER: 3,
    DatePrecision.SEASON: 3,
    DatePrecision.YEAR: 12,
}


@dataclass(frozen=True, slots=True)
class ApproxDate:
    """A date with the precision it was given in.

    `value` may be any day of the span; it is kept as the span's first day, so that two readings of
    "November 2026" are equal. With precision none there is no value. January belongs to the winter that
    began the December before. Raises ValueError when value and precision do not fit each other.
    """

    value: date | None
    precision: DatePrecision = DatePrecision.DAY

    def __post_init__(self) -> None:
        if (self.value is None) != (self.precision is DatePrecision.NONE):
            raise ValueError(f"a date of precision {self.precision} cannot hold {self.value}")
        if self.value is not None:
            object.__setattr__(self, "value", _span_start(self.value, self.precision))

    @classmethod
    def parse(cls, text: str) -> "ApproxDate":
        """Return the date a person wrote: 2026-11-20, 20 Nov 2026, 2026-11, November 2026, Q2 2024/25,
        Autumn 2021 or 2022; blank is no date. Raises ValueError for anything else.
        """
        return _read(" ".join(text.split()))

    @property
    def first_day(self) -> date | None:
        return self.value

    @property
    def last_day(self) -> date | None:
        """The last day of the span: what is due then is late only after it. None without a date."""
        if self.value is None or self.precision is DatePrecision.DAY:
            return self.value
        return _first_of_month(self.value, SPAN_MONTHS[self.precision]) - timedelta(days=1)

    def __str__(self) -> str:
        return _printed(self.value, self.precision)


def _start_year(text: str) -> int:
    """Return the year that a financial year starts in, of any century. Raises ValueError as `parse` does."""
    match = _YEAR.fullmatch(text.strip())
    if match is None:
        raise ValueError(f"{text!r} is not a financial year; write it as 2024/25")
    first, second = match.groups()
    start_year = int(first) if len(first) == 4 else 2000 + int(first)
    if int(second) != (start_year + 1) % 10 ** len(second):
        raise ValueError(f"{text!r} is not a financial year: {second} does not follow {first}")
    return start_year


def _first_of_month(day: date, months_later: int) -> date:
    index = day.year * MONTHS_IN_YEAR + day.month - 1 + months_later
    return date(index // MONTHS_IN_YEAR, index % MONTHS_IN_YEAR + 1, 1)


def _span_start(day: date, precision: DatePrecision) -> date:
    if precision is DatePrecision.DAY:
        return day
    if precision is DatePrecision.YEAR:
        return date(day.year, 1, 1)
    # Quarters start in January, April, July, October; seasons in March, June, September, December.
    into_span = {DatePrecision.QUARTER: (day.month - 1) % 3, DatePrecision.SEASON: day.month % 3}
    return _first_of_month(day, -into_span.get(precision, 0))


def _printed(value: date | None, precision: DatePrecision) -> str:
    if value is None:
        return NO_DATE
    if precision is DatePrecision.DAY:
        return f"{value.day} {MONTH_NAMES[value.month - 1][:3]} {value.year}"
    if precision is DatePrecision.MONTH:
        return f"{MONTH_NAMES[value.month - 1]} {value.year}"
    if precision is DatePrecision.QUARTER:
        month = FinancialMonth.containing(value)
        return f"Q{(month.number - 1) // 3 + 1} {month.year}"
    if precision is DatePrecision.SEASON:
        return f"{SEASON_NAMES[value.month // 3 - 1]} {value.year}"
    return str(value.year)


def _read(text: str) -> ApproxDate:
    if text.lower() in ("", NO_DATE):
        return ApproxDate(None, DatePrecision.NONE)
    if re.fullmatch(r"\d{4}-\d{2}-\d{2}", text):
        return ApproxDate(date.fromisoformat(text))
    if re.fullmatch(r"\d{4}-\d{2}", text):
        return ApproxDate(date(int(text[:4]), int(text[5:]), 1), DatePrecision.MONTH)
    if re.fullmatch(r"\d{4}", text):
        return ApproxDate(date(int(text), 1, 1), DatePrecision.YEAR)
    if match := _DAY_WORDS.fullmatch(text):
        return ApproxDate(date(int(match[3]), _month_number(match[2]), int(match[1])))
    if match := _QUARTER_WORDS.fullmatch(text):
        first_month = FinancialMonth(FinancialYear(_start_year(match[2])), int(match[1]) * 3 - 2)
        return ApproxDate(first_month.first_day, DatePrecision.QUARTER)
    if match := _MONTH_WORDS.fullmatch(text):
        if match[1].title() in SEASON_NAMES:
            month = SEASON_NAMES.index(match[1].title()) * 3 + 3
            return ApproxDate(date(int(match[2]), month, 1), DatePrecision.SEASON)
        return ApproxDate(date(int(match[2]), _month_number(match[1]), 1), DatePrecision.MONTH)
    raise ValueError(f"{text!r} is not a date; write 20 Nov 2026, November 2026, Q2 2024/25 or Autumn 2026")


def _month_number(word: str) -> int:
    for number, name in enumerate(MONTH_NAMES, start=1):
        if word.lower() in (name.lower(), name[:3].lower()) or (name, word.lower()) == ("September", "sept"):
            return number
    raise ValueError(f"{word!r} is not a month")


def days_between(start: date, end: date) -> int:
    """Return the calendar days from `start` to `end`; negative when `end` is earlier."""
    return (end - start).days


def clear_days_between(start: date, end: date) -> int:
    """Return the whole days that lie between two days, neither counted; never below nought."""
    return max(0, (end - start).days - 1)


def months_between(start: date, end: date) -> Fraction:
    """Return the months from the start of `start` to the start of `end`, part months by their days.

    1 July to 1 October is 3; 16 June to 1 July is 15/30. Negative when `end` is earlier. Exact, so stretches
    laid end to end add up.
    """
    return Fraction(*month_span(start, end))


def month_span(start: date, end: date) -> tuple[int, int]:
    """Return `months_between` as above and below the line, in no lowest terms: for sums over many lines."""
    whole = (end.year - start.year) * MONTHS_IN_YEAR + end.month - start.month
    if start.day == 1 and end.day == 1:
        return whole, 1
    days, days_after = _days_in(start.year, start.month), _days_in(end.year, end.month)
    parts = (end.day - 1) * days - (start.day - 1) * days_after
    return whole * days * days_after + parts, days * days_after


@lru_cache(maxsize=4096)
def _days_in(year: int, month: int) -> int:
    return monthrange(year, month)[1]


def is_working_day(day: date, bank_holidays: Collection[date]) -> bool:
    """Return whether `day` is a weekday and none of the bank holidays."""
    return day.weekday() < 5 and day not in bank_holidays


def add_working_days(start: date, working_days: int, bank_holidays: Collection[date]) -> date:
    """Return the working day that many working days after `start`, the day itself not counted.

    Five from a Thursday is the Thursday after. Nought returns `start`. Raises ValueError below nought.
    """
    if working_days < 0:
        raise ValueError(f"cannot add {working_days} working days; the number must not be negative")
    day = start
    while working_days:
        day += timedelta(days=1)
        working_days -= is_working_day(day, bank_holidays)
    return day


def working_days_between(start: date, end: date, bank_holidays: Collection[date]) -> int:
    """Return the working days after `start` up to and including `end`; nought when `end` is not later."""
    days = (start + timedelta(days=ahead) for ahead in range(1, (end - start).days + 1))
    return sum(is_working_day(day, bank_holidays) for day in days)
