"""A month of finance: how it is written ("2024/25 M5", M1 for April to M12 for March), and when it may be closed.

Months close in their order. Closing one closes every earlier one with it, and only the newest closed one is
reopened, so that what is closed is always everything up to one month.

Source: docs/method.md, "Periods".
"""

import re
from collections.abc import Collection
from datetime import date

from programme.rules.calendar import FinancialMonth, FinancialYear

_PERIOD = re.compile(
    r"(?P<year>\S+)\s+M(?P<month>[0-9]{1,2})|M(?P<first>[0-9]{1,2})\s+(?P<then>\S+)", re.IGNORECASE
)
_MONTH = re.compile(r"M([0-9]{1,2})", re.IGNORECASE)


def period_words(month: FinancialMonth) -> str:
    """Return a period as it is kept and shown: 2024/25 M5."""
    return f"{month.year} {month.label}"


def read_period(text: str) -> FinancialMonth:
    """Return the period somebody wrote: 2024/25 M5, 24/25 M5 or M5 2024/25. Raises ValueError, saying how."""
    match = _PERIOD.fullmatch(text.strip())
    if match is None:
        raise ValueError(f"“{text}” is not a period: write 2024/25 M5, where M1 is April")
    year, month = match["year"] or match["then"], match["month"] or match["first"]
    return FinancialMonth(FinancialYear.parse(year), int(month))


def read_month(text: str, year: FinancialYear) -> FinancialMonth:
    """Return the month of a year somebody wrote as M5. Raises ValueError, saying how."""
    match = _MONTH.fullmatch(text.strip())
    if match is None:
        raise ValueError(f"“{text}” is not a period: write M1 (April) to M12 (March)")
    return FinancialMonth(year, int(match[1]))


def newest_closed(closed: Collection[FinancialMonth]) -> FinancialMonth | None:
    """Return the last month that is closed; None where none is."""
    return max(closed, default=None)


def closed_with(closed: Collection[FinancialMonth], month: FinancialMonth) -> FinancialMonth | None:
    """Return the closed month that closes this one: itself, or the first one closed after it. None while open."""
    return min((one for one in closed if one >= month), default=None)


def oldest_open(closed: Collection[FinancialMonth], *, first_year: FinancialYear) -> FinancialMonth:
    """Return the month after the newest closed one, or M1 of the programme's first year where none is closed."""
    newest = newest_closed(closed)
    return FinancialMonth(first_year, 1) if newest is None else newest.next()


def closes_along(
    closed: Collection[FinancialMonth], month: FinancialMonth, *, first_year: FinancialYear
) -> tuple[FinancialMonth, ...]:
    """Return the earlier open months that closing this one closes with it, the oldest first."""
    found, one = [], oldest_open(closed, first_year=first_year)
    while one < month:
        found.append(one)
        one = one.next()
    return tuple(found)


def why_not_begun(month: FinancialMonth, *, on: date) -> str:
    """Return why nothing is done yet to a month that has not begun on a day; blank where it has."""
    if month.first_day <= on:
        return ""
    return (
        f"{period_words(month)} has not begun: it runs from {_day(month.first_day)} to {_day(month.last_day)}"
    )


def why_not_closed(month: FinancialMonth, closed: Collection[FinancialMonth], *, on: date) -> str:
    """Return why a month cannot be closed on a day, and what to do; blank where it can."""
    covering = closed_with(closed, month)
    if covering is None:
        return why_not_begun(month, on=on)
    if covering == month:
        return f"{period_words(month)} is closed already: reopen it with a reason to close it anew"
    newest = newest_closed(closed) or covering
    return (
        f"{period_words(month)} counts as closed with {period_words(covering)}: "
        f"reopen {period_words(newest)} first to close an earlier period by itself"
    )


def why_not_reopened(month: FinancialMonth, closed: Collection[FinancialMonth]) -> str:
    """Return why a month cannot be reopened, and what to do; blank where it can: the newest closed one alone."""
    covering, newest = closed_with(closed, month), newest_closed(closed)
    if covering is None or newest is None:
        return f"{period_words(month)} is open"
    if newest > month:
        return f"{period_words(newest)} is closed after {period_words(month)}: reopen that first"
    return ""


def _day(day: date) -> str:
    return f"{day.day} {day:%b %Y}"
