"""When a board's digests fall due: on the first working morning of a week, and three working days before a meeting.

All by the council's own clock.

A period is told of once, by its key. One missed for two days is not sent late: the next covers it, since it begins
where the last that a person got ended. Source: docs/method.md, "Digests".
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Final
from uuid import UUID

from programme.rules.bank_holidays import bank_holidays_between
from programme.rules.calendar import is_working_day

DIGEST_HOUR: Final = 8  # local time
BEFORE_MEETING_WORKING_DAYS: Final = 3
GRACE_DAYS: Final = 1  # a period is still sent on the day after it fell due
_DAYS: Final = 7


def week_key(day: date) -> str:
    """Return the key of the week a day lies in, by ISO 8601: 2026-W47."""
    year, week, _ = day.isocalendar()
    return f"{year}-W{week:02d}"


def meeting_key(meeting_id: UUID) -> str:
    """Return the key of what is sent before one meeting, however often that is moved."""
    return f"meeting:{meeting_id.hex}"


def day_of_week(day: date) -> date:
    """Return the day on which the digest of the week that a day lies in falls due: its first working day.

    That is Monday, or the day after a bank holiday.
    """
    monday = day - timedelta(days=day.weekday())
    holidays = bank_holidays_between(monday, monday + timedelta(days=_DAYS))
    return next(
        monday + timedelta(days=n)
        for n in range(_DAYS)
        if is_working_day(monday + timedelta(days=n), holidays)
    )


def week_began(local: datetime) -> date | None:
    """Return the Monday whose digest may be sent at a local moment; None outside its hours and days of grace."""
    due = day_of_week(local.date())
    may = 0 <= (local.date() - due).days <= GRACE_DAYS and local.hour >= DIGEST_HOUR
    return local.date() - timedelta(days=local.weekday()) if may else None


def day_before_meeting(meets_on: date) -> date:
    """Return the day on which the digest before a meeting is due: three working days before it."""
    day, left = meets_on, BEFORE_MEETING_WORKING_DAYS
    holidays = bank_holidays_between(meets_on - timedelta(days=21), meets_on)
    while left:
        day -= timedelta(days=1)
        left -= is_working_day(day, holidays)
    return day


def is_due_before_meeting(starts_at: datetime, *, local: datetime) -> bool:
    """Return whether a meeting's digest may be sent at a local moment: from its day and hour on, until it begins.

    `starts_at` is in the same zone as `local`.
    """
    due = day_before_meeting(starts_at.date())
    return due <= local.date() and local.hour >= DIGEST_HOUR and local < starts_at
