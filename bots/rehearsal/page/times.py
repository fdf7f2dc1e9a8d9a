"""Times as people read them, in British time."""

from __future__ import annotations

from datetime import UTC, datetime, tzinfo
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from bots.rehearsal.page.markup import Html, el


def british_time() -> tzinfo:
    """Return the time zone of London, or UTC on a machine without the tables."""
    try:
        return ZoneInfo("Europe/London")
    except ZoneInfoNotFoundError:
        return UTC


LONDON = british_time()


def moment(seconds: float) -> datetime:
    return datetime.fromtimestamp(seconds, LONDON)


def day(seconds: float) -> str:
    """Return "Sunday 22 November 2026"."""
    at = moment(seconds)
    return f"{at:%A} {at.day} {at:%B %Y}"


def clock_time(seconds: float) -> Html:
    """Return a time element that shows 14:05 and tells the whole moment."""
    at = moment(seconds)
    return el(
        "time",
        f"{at:%H:%M}",
        datetime=at.isoformat(timespec="seconds"),
        title=f"{day(seconds)}, {at:%H:%M:%S}",
    )


def full_time(seconds: float) -> Html:
    """Return a time element that shows 22 Nov 2026, 14:05."""
    at = moment(seconds)
    return el("time", f"{at.day} {at:%b %Y, %H:%M}", datetime=at.isoformat(timespec="seconds"))
