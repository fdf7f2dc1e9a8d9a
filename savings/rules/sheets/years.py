"""Years and months in headings, in any spelling a council uses.

"2024/25", "24-25", "FY2024-25", "2024 to 2025", "Year 1 (2024/25)", "April 2024 to March 2025" and 202425 name
a financial year. "2025" and "Year 1" alone do not: which year they mean, the rest of the sheet has to settle
(`settling`).

Source: docs/method.md, "Reading a spreadsheet".
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache
from typing import TypeVar

from programme.rules.calendar import FinancialMonth, FinancialYear
from savings.rules.sheets.reading import CellValue
from savings.rules.sheets.text import plain

FIRST_YEAR, LAST_YEAR = 2000, 2079  # a pair outside these is no year of a savings table
LONGEST = 200  # characters; a longer text is prose and heads nothing

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|"
    r"oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_AD = r"'?(20\d\d|\d\d)"
_FROM_APRIL = re.compile(
    rf"(?:1(?:st)? )?apr(?:il)?\.?[ -]*{_AD}\s*(?:-|to|until|/)\s*(?:31(?:st)? )?mar(?:ch)?\.?[ -]*{_AD}(?!\d)"
)
_TO_MARCH = re.compile(
    rf"(?:year (?:to|ending|ended)|y/?e|12 months to|twelve months to)\s*(?:31(?:st)? )?mar(?:ch)?\.?[ -]*{_AD}(?!\d)"
)
_DAY = re.compile(r"(?<!\d)(?:(\d{4})-(\d\d)-(\d\d)|(\d{1,2})[/.](\d{1,2})[/.](\d{4}|\d\d))(?!\d)")
_PAIR = re.compile(
    r"(?<![\d£,.])(?:fy ?)?'?(?P<first>20\d\d|\d\d)(?P<joint>\s*[/\\-]\s*|\s*\.|\s+to\s+|\s+and\s+|\s)'?"
    r"(?P<second>20\d\d|\d\d?)(?![\d%]|,\d|\.\d)"
)
_SIX = re.compile(r"(?<!\d)(?:fy)?(20\d\d)(\d\d)(?!\d)")
_FY = re.compile(r"\bfy ?'?(20\d\d|\d\d)(?!\d)|(?<!\d)(20\d\d) fy\b")
_MONTH_YEAR = re.compile(rf"\b({_MONTH})[ '/-]*{_AD}(?!\d)")
_BARE = re.compile(r"(?<![\d£,.'])(20[0-7]\d)(?![\d%]|[,.]\d)")
_ORDINAL = re.compile(r"\b(?:year|yr|y) ?(10|[1-9]|one|two|three|four|five|six)\b")
_ORDINALS = {"one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6}
_MAYBE = re.compile(r"\d\d|year|yr|\by ?\d")


@dataclass(frozen=True, slots=True)
class YearWords:
    """What a text says about years. `years` are named in full; `rest` is the text without what named them.

    `bare` are calendar years alone, `ended` those of "FY25", `ordinal` the number of "Year 1", `months` are
    named months, and `odd` is what looks like a year and is none ("2024/26"). `is_span` marks "2024-28", whose
    first and last years are 2024/25 and 2027/28.
    """

    years: tuple[FinancialYear, ...] = ()
    bare: tuple[int, ...] = ()
    ended: tuple[int, ...] = ()
    ordinal: int | None = None
    months: tuple[FinancialMonth, ...] = ()
    odd: str = ""
    is_span: bool = False
    rest: str = ""

    @property
    def is_one(self) -> bool:
        """Return whether one year or month is named, in full or not."""
        if self.years or self.is_span or self.odd:
            return len(self.years) == 1 and not self.is_span
        loose = len(self.bare) + len(self.ended) + len(self.months)
        return loose == 1 or (self.ordinal is not None and not loose)

    @property
    def names_any(self) -> bool:
        """Return whether anything here may be a year."""
        named = self.years or self.bare or self.ended or self.months or self.odd
        return bool(named) or self.is_span or self.ordinal is not None


NONE = YearWords()


def years_in(value: CellValue) -> YearWords:
    """Return what a heading cell says about years; a date names its month, an April one maybe its year."""
    if isinstance(value, datetime):
        value = value.date()
    if isinstance(value, date):
        return YearWords(months=(FinancialMonth.containing(value),))
    if isinstance(value, bool) or value is None:
        return NONE
    if isinstance(value, Decimal):
        return _of_number(value)
    return _of_text(plain(value))


def _of_number(value: Decimal) -> YearWords:
    """Return the year of 2025 (alone), 202425 or 2024.25."""
    if value == value.to_integral_value():
        whole = int(value)
        if FIRST_YEAR <= whole <= LAST_YEAR:
            return YearWords(bare=(whole,))
        first, second = divmod(whole, 100)
    elif FIRST_YEAR < value < LAST_YEAR and value == round(value, 2):
        first, second = int(value), int(value * 100) % 100
    else:
        return NONE
    return YearWords(years=(FinancialYear(first),)) if _follow(first, second) else NONE


@lru_cache(maxsize=1 << 14)
def _of_text(text: str) -> YearWords:
    if len(text) > LONGEST:
        return NONE
    return _Search(text).words() if _MAYBE.search(text) else YearWords(rest=text)


_T = TypeVar("_T")


class _Search:
    """Takes what names a year out of a text, piece by piece, the surest spellings first."""

    def __init__(self, text: str) -> None:
        self.text = text.replace("_", " ")
        self.years: dict[int, FinancialYear] = {}
        self.bare: list[int] = []
        self.ended: list[int] = []
        self.ordinals: list[int] = []
        self.months: list[FinancialMonth] = []
        self.odd: list[str] = []
        self.is_span = False

    def words(self) -> YearWords:
        self._take(_FROM_APRIL, lambda m: self._add_pair(m.start(), _full(m[1]), _full(m[2])))
        self._take(_TO_MARCH, lambda m: self._add_year(m.start(), _full(m[1]) - 1))
        self._take(_DAY, self._add_day)
        self._take(_PAIR, self._add_written_pair)
        self._take(_SIX, lambda m: self._add_pair(m.start(), int(m[1]), int(m[2])))
        self._take(_MONTH_YEAR, lambda m: self._add_month(_full(m[2]), _MONTHS.index(m[1][:3]) + 1, 1))
        self._take(_FY, lambda m: _added(self.ended, _full(m[1] or m[2])))
        self._take(_BARE, lambda m: _added(self.bare, int(m[1])))
        self._take(_ORDINAL, lambda m: _added(self.ordinals, _ORDINALS.get(m[1]) or int(m[1])))
        rest = " ".join(self.text.replace("\x00", " ").split())
        return YearWords(
            tuple(dict.fromkeys(year for _, year in sorted(self.years.items()))),
            tuple(dict.fromkeys(self.bare)),
            tuple(dict.fromkeys(self.ended)),
            self.ordinals[0] if self.ordinals else None,
            tuple(dict.fromkeys(self.months)),
            self.odd[0] if self.odd else "",
            self.is_span,
            re.sub(r"\(\s*\)", "", rest).strip(" -:,"),
        )

    def _take(self, pattern: re.Pattern[str], add: Callable[[re.Match[str]], bool]) -> None:
        # What is taken leaves as many blanks of its own, so that later finds keep their places.
        self.text = pattern.sub(lambda m: "\x00" * len(m[0]) if add(m) else m[0], self.text)

    def _add_year(self, place: int, start: int) -> bool:
        self.years[place] = FinancialYear(start)
        return True

    def _add_pair(self, place: int, first: int, second: int) -> bool:
        return _follow(first, second) and self._add_year(place, first)

    def _add_written_pair(self, match: re.Match[str]) -> bool:
        first, second, joint = match["first"], match["second"], match["joint"].strip()
        start = _full(first)
        if not FIRST_YEAR <= start <= LAST_YEAR:
            return False
        if len(second) == 1:  # "2024/5"
            follows = len(first) == 4 and bool(joint) and int(second) == (start + 1) % 10
            return follows and self._add_year(match.start(), start)
        if _follow(start, int(second)):
            return self._add_year(match.start(), start)
        if len(first) != 4 or joint in ("", ".", "and"):
            return False
        if joint in ("-", "to") and start < _full(second) <= LAST_YEAR:
            self.is_span = True
            self.years[match.end()] = FinancialYear(_full(second) - 1)
            return self._add_year(match.start(), start)
        return joint in ("/", "\\") and _added(self.odd, match[0].strip())

    def _add_day(self, match: re.Match[str]) -> bool:
        if match[1]:
            return self._add_month(int(match[1]), int(match[2]), int(match[3]))
        return self._add_month(_full(match[6]), int(match[5]), int(match[4]))

    def _add_month(self, year: int, month: int, day: int) -> bool:
        try:
            return _added(self.months, FinancialMonth.containing(date(year, month, day)))
        except ValueError:
            return False


def _added(found: list[_T], value: _T) -> bool:
    found.append(value)
    return True


def _full(digits: str) -> int:
    return int(digits) if len(digits) == 4 else 2000 + int(digits)


def _follow(first: int, second: int) -> bool:
    """Return whether the second half of a pair follows the first: 2024 and 25, 2024 and 2025."""
    return FIRST_YEAR <= first <= LAST_YEAR and second in ((first + 1) % 100, first + 1)
