"""When a reporting round is overdue, how late a return is, and on which days those who have not returned are chased.

The deadline's own day still counts as in time. Chasing starts on the first working day after it and comes again
on each third working day, six times at most: who has not answered by then is a matter for a conversation.

Source: docs/method.md, "Reporting rounds".
"""

from __future__ import annotations

from datetime import date
from typing import Final

from programme.rules.bank_holidays import bank_holidays_between
from programme.rules.calendar import add_working_days

CHASED_EVERY_WORKING_DAYS: Final = 3
CHASES_AT_MOST: Final = 6


def is_overdue(deadline: date, *, on: date) -> bool:
    """Return whether a round is past its deadline; on the deadline's own day it is not."""
    return on > deadline


def days_late(deadline: date, day: date) -> int:
    """Return how many calendar days a day lies after the deadline; nought up to and on it."""
    return max(0, (day - deadline).days)


def chase_days(deadline: date) -> tuple[date, ...]:
    """Return the days on which whoever has not returned is chased: working days 1, 4, 7 … after the deadline."""
    closed = bank_holidays_between(deadline, date(deadline.year + 1, 12, 31))
    days = [add_working_days(deadline, 1, closed)]
    while len(days) < CHASES_AT_MOST:
        days.append(add_working_days(days[-1], CHASED_EVERY_WORKING_DAYS, closed))
    return tuple(days)


def next_chase(deadline: date, *, on: date) -> date | None:
    """Return the first day of chasing on or after a day; None once there are no more."""
    return next((day for day in chase_days(deadline) if day >= on), None)
