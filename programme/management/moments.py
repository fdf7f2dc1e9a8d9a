"""Moments as people write them at the command line: a day, or a day and a time; without a zone, London."""

from __future__ import annotations

from datetime import datetime, time

from django.utils import timezone

from programme.management.reading import Refusal
from programme.rules.calendar import FIRST_DATE, LAST_DATE, ApproxDate, DatePrecision


def read_moment(text: str, *, option: str, ends: bool = False) -> datetime:
    """Return the moment somebody wrote: 2026-05-04, 4 May 2026, 2026-05-04T09:30 or 2026-05-04T09:30+01:00.

    A day alone is its beginning, or where it `ends` something its last microsecond. Raises Refusal.
    """
    written = text.strip()
    try:
        if "T" in written or ":" in written:
            moment = datetime.fromisoformat(written)
        else:
            moment = datetime.combine(_day(written), time.max if ends else time.min)
        if not FIRST_DATE.year <= moment.year <= LAST_DATE.year:
            raise ValueError(f"{moment.year} is not a year anything is kept of")
        return moment if timezone.is_aware(moment) else timezone.make_aware(moment)
    except (ValueError, OverflowError) as problem:
        raise Refusal(
            f"“{text}” is not a moment.",
            where=option,
            next_step="Write a day, 2026-05-04, or with a time, 2026-05-04T09:30; without a zone it is London time.",
        ) from problem


def past(moment: datetime, *, option: str, now: datetime) -> datetime:
    """Return the moment, today's end being now. Raises Refusal for one that lies ahead."""
    if moment <= now:
        return moment
    if timezone.localdate(moment) == timezone.localdate(now):
        return now
    raise Refusal(
        f"{timezone.localtime(moment):%d %b %Y, %H:%M} lies ahead.",
        where=option,
        next_step=f"Leave {option} out for what stands now.",
    )


def _day(text: str) -> datetime:
    day = ApproxDate.parse(text)
    if day.precision is not DatePrecision.DAY or day.value is None:
        raise ValueError(f"{text!r} is not a day")
    return datetime.combine(day.value, time.min)
