"""What a person wants to hear, and when: which alerts are not sent them, and when a message may go out.

Pure. Source: docs/method.md, "What people want to hear".
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Final
from uuid import UUID

from governance.rules.digest_calendar import DIGEST_HOUR, day_of_week
from programme.rules.bank_holidays import bank_holidays
from programme.rules.calendar import is_working_day

WORK_FROM: Final = time(8)  # local time, inclusive: a board's working hours. Source: as above
WORK_TO: Final = time(18)  # exclusive
UNASKED: Final = ("alert", "chase", "digest")
"""Messages nobody asked for: one a person and window, by email where Slack will not take it, and quiet hours hold."""
_NEEDS_ZONE: Final = "a moment needs its zone, to know the hour it lies in"
_MOST_STEPS: Final = 60  # whoever is quiet in all working hours is not waited for for ever


@dataclass(frozen=True)
class Wishes:
    """What one person chose. Quiet hours are local; their end lies on the next day where it is the earlier hour.

    `turned_down` holds kinds of alert, and workstreams by id.
    """

    live_alerts: bool = True
    wants: str = "all"
    quiet_from: time | None = None
    quiet_to: time | None = None
    turned_down: frozenset[str] = frozenset()


def unwanted(
    wishes: Wishes, *, kind: str, workstream_id: UUID | None, step: str, is_in_digest: bool = False
) -> str:
    """Return why a step is not sent to this person, in words; blank where it is.

    `is_in_digest` says that a digest of a board of theirs tells of it: whoever hears once a week needs no more.
    """
    if not wishes.live_alerts:
        return "They have switched live alerts off"
    if wishes.wants == "weekly" and is_in_digest:
        return "They hear once a week: it is in their digest"
    if kind in wishes.turned_down:
        return "They turned this kind of alert down"
    if workstream_id is not None and str(workstream_id) in wishes.turned_down:
        return "They turned this workstream down"
    if wishes.wants == "worsened" and step not in ("worsened", "escalated"):
        return "They hear only of what worsens"
    return ""


def goes_out_at(at: datetime, wishes: Wishes, *, working_days_only: bool = False) -> datetime:
    """Return when a message due at this moment, local time, may go out: then, or as soon as nobody asked for quiet.

    Quiet hours are waited out; with `working_days_only` so are nights, weekends and bank holidays.
    Raises ValueError for a moment without its zone.
    """
    if at.tzinfo is None:
        raise ValueError(_NEEDS_ZONE)
    for _ in range(_MOST_STEPS):
        later = _after_quiet(at, wishes)
        if working_days_only:
            later = _after_closing(later)
        if later == at:
            return at
        at = later
    return at


def weekly_from(at: datetime) -> datetime:
    """Return when what happened at this moment, local time, reaches whoever hears once a week.

    It is the next moment at which digests of the week fall due. Raises ValueError for a moment without its zone.
    """
    if at.tzinfo is None:
        raise ValueError(_NEEDS_ZONE)
    for weeks in range(3):
        day = day_of_week(at.date() + timedelta(weeks=weeks))
        due = datetime.combine(day, time(DIGEST_HOUR), tzinfo=at.tzinfo)
        if due > at:
            return due
    raise AssertionError("every week has a day for its digest")


def is_quiet(at: datetime, wishes: Wishes) -> bool:
    """Return whether a moment, local time, lies in the quiet hours: their start inclusive, their end not."""
    begins, ends = wishes.quiet_from, wishes.quiet_to
    if begins is None or ends is None or begins == ends:
        return False
    hour = at.time()
    return begins <= hour < ends if begins < ends else hour >= begins or hour < ends


def _after_quiet(at: datetime, wishes: Wishes) -> datetime:
    if not is_quiet(at, wishes) or wishes.quiet_to is None:
        return at
    day = at.date() if at.time() < wishes.quiet_to else at.date() + timedelta(days=1)
    return datetime.combine(day, wishes.quiet_to, tzinfo=at.tzinfo)


def _after_closing(at: datetime) -> datetime:
    day = at.date() if at.time() < WORK_TO else at.date() + timedelta(days=1)
    while not is_working_day(day, bank_holidays(day.year)):
        day += timedelta(days=1)
    opens = datetime.combine(day, WORK_FROM, tzinfo=at.tzinfo)
    return max(at, opens)
