"""The bank holidays of England and Wales, by rule: none of them is a working day.

Those proclaimed once are listed by hand; one that is proclaimed later counts once it stands here.

Source: Banking and Financial Dealings Act 1971, Schedule 1, with the substitute days proclaimed each year.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final

_MONDAY: Final = 0
_SATURDAY: Final = 5
_SUNDAY: Final = 6
_MOVED: Final = {  # (the day by rule, the days instead)
    date(2020, 5, 4): (date(2020, 5, 8),),
    date(2022, 5, 30): (date(2022, 6, 2), date(2022, 6, 3)),
}
_ONCE: Final = (date(2022, 9, 19), date(2023, 5, 8))


def bank_holidays(year: int) -> frozenset[date]:
    """Return the bank holidays of a calendar year, each on the weekday it is kept on; from 2019 on."""
    easter = _easter_sunday(year)
    by_rule = [
        _kept(date(year, 1, 1)),
        easter - timedelta(days=2),
        easter + timedelta(days=1),
        _first_monday(date(year, 5, 1)),
        _first_monday(date(year, 5, 25)),
        _first_monday(date(year, 8, 25)),
        *_christmas(year),
    ]
    found = {day for rule in by_rule for day in _MOVED.get(rule, (rule,))}
    return frozenset(found | {day for day in _ONCE if day.year == year})


def bank_holidays_between(first: date, last: date) -> frozenset[date]:
    """Return the bank holidays of every calendar year that two days lie in or between."""
    return frozenset(day for year in range(first.year, last.year + 1) for day in bank_holidays(year))


def _kept(day: date) -> date:
    """Return the day, or the Monday after it where it falls on a weekend."""
    return day + timedelta(days={_SATURDAY: 2, _SUNDAY: 1}.get(day.weekday(), 0))


def _christmas(year: int) -> tuple[date, date]:
    """Return Christmas and Boxing Day as kept: what falls on a weekend moves past the other one."""
    christmas, boxing = date(year, 12, 25), date(year, 12, 26)
    if christmas.weekday() == _SUNDAY:
        return boxing, date(year, 12, 27)
    if christmas.weekday() == _SATURDAY:
        return date(year, 12, 27), date(year, 12, 28)
    return christmas, _kept(boxing)


def _first_monday(day: date) -> date:
    return day + timedelta(days=(_MONDAY - day.weekday()) % 7)


def _easter_sunday(year: int) -> date:
    """Return Easter Sunday by the Gregorian computus (Meeus, Jones and Butcher)."""
    golden, century, of_century = year % 19, year // 100, year % 100
    leaps, rest = divmod(century, 4)
    correction = (century - (century + 8) // 25 + 1) // 3
    moon = (19 * golden + century - leaps - correction + 15) % 30
    of_four, left = divmod(of_century, 4)
    weekday = (32 + 2 * rest + 2 * of_four - moon - left) % 7
    late = (golden + 11 * moon + 22 * weekday) // 451
    month, day = divmod(moon + weekday - 7 * late + 114, 31)
    return date(year, month, day + 1)
