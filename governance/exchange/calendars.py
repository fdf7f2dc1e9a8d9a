"""Meetings and milestones as iCalendar. Of open items alone: a calendar lies where no rights are asked."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from typing import Final
from uuid import UUID
from zoneinfo import ZoneInfo

from icalendar import Calendar, Event

from governance import queries
from governance.queries.added import last_told
from programme import queries as ground
from programme.rules.access import OPEN, Actor, Placement
from programme.rules.calendar import DatePrecision

LOOKS_BACK: Final = timedelta(days=92)
LONDON: Final = ZoneInfo("Europe/London")
UNKNOWN: Final = datetime(2000, 1, 1, tzinfo=UTC)  # of a thing that nothing was ever told of
Changed = Mapping[UUID, datetime]
MEDIA_TYPE: Final = "text/calendar; charset=utf-8"
_STATUS: Final = {"planned": "CONFIRMED", "held": "CONFIRMED", "cancelled": "CANCELLED"}


def personal_calendar(*, reader: Actor, host: str, public_url: str, at: datetime) -> bytes:
    """Return a person's calendar: meetings from three months back, and unfinished milestones known to the day.

    Only what is open, with everything it belongs to, is in it, whatever its reader's clearance.
    Source: docs/method.md, "Calendars".
    """
    calendar = _calendar(f"Programme Tracker: {reader.name}" if reader.name else "Programme Tracker")
    sittings = [
        row
        for row in queries.meetings(reader=reader, since=at - LOOKS_BACK).values()
        if _is_open(row.placement)
    ]
    due = [
        row
        for row in ground.milestones(reader=reader).values()
        if _is_open(row.placement) and _due_on(row) is not None
    ]
    changed = last_told([*(row.id for row in sittings), *(row.id for row in due)])
    for meeting in sittings:
        calendar.add_component(_meeting(meeting, changed, host=host, public_url=public_url))
    for milestone in due:
        calendar.add_component(_milestone(milestone, changed, host=host, public_url=public_url))
    return _written(calendar)


def meeting_calendar(*, reader: Actor, meeting_id: UUID, host: str, public_url: str) -> bytes | None:
    """Return one meeting for the calendar of whoever asks, or None where they may not see it.

    Nothing exempt or confidential goes to a calendar, whoever asks.
    """
    meeting = queries.meetings(reader=reader, ids=[meeting_id]).get(meeting_id)
    if meeting is None or meeting.placement.is_closed:
        return None
    calendar = _calendar(meeting.board)
    calendar.add_component(_meeting(meeting, last_told([meeting.id]), host=host, public_url=public_url))
    return _written(calendar)


def _calendar(name: str) -> Calendar:
    calendar = Calendar()
    for key, value in (
        ("prodid", "-//Programme Tracker//Calendar//EN"),
        ("version", "2.0"),
        ("calscale", "GREGORIAN"),
        ("method", "PUBLISH"),
        ("x-wr-calname", name),
        ("x-wr-timezone", "Europe/London"),
    ):
        calendar.add(key, value)
    return calendar


def _written(calendar: Calendar) -> bytes:
    """Return the file, with the time zone that its times name."""
    calendar.add_missing_timezones(first_date=date(2020, 1, 1), last_date=date(2040, 1, 1))
    return bytes(calendar.to_ical())


def _event(kind: str, row: queries.MeetingRow | ground.MilestoneRow, changed: Changed, host: str) -> Event:
    """Return an entry with what says which it is and how often it has changed."""
    event, moment = Event(), changed.get(row.id, UNKNOWN).astimezone(UTC).replace(microsecond=0)
    event.add("uid", f"{kind}-{row.id}@{host}")
    event.add("dtstamp", moment)
    event.add("last-modified", moment)
    event.add("sequence", row.version - 1)
    return event


def _meeting(row: queries.MeetingRow, changed: Changed, *, host: str, public_url: str) -> Event:
    event = _event("meeting", row, changed, host)
    event.add("dtstart", row.starts_at.astimezone(LONDON))
    if row.ends_at is not None:
        event.add("dtend", row.ends_at.astimezone(LONDON))
    event.add("summary", _named(row.board, row.title, illustrative=row.illustrative))
    if row.place:
        event.add("location", row.place)
    event.add("status", _STATUS[row.state])
    event.add("url", f"{public_url}/boards/{row.board_code}/")
    return event


def _due_on(row: ground.MilestoneRow) -> date | None:
    """Return the day an unfinished milestone is forecast for; None where no day is known."""
    landing = row.forecast or row.baseline
    if row.actual is not None or landing is None or landing.precision is not DatePrecision.DAY:
        return None
    return landing.value


def _milestone(row: ground.MilestoneRow, changed: Changed, *, host: str, public_url: str) -> Event:
    day = _due_on(row)
    assert day is not None
    event = _event("milestone", row, changed, host)
    event.add("dtstart", day)
    event.add("dtend", day + timedelta(days=1))
    event.add("summary", _named(f"Due: {row.ref} {row.name}", "", illustrative=row.illustrative))
    event.add("description", f"Milestone of {row.programme_code}, as forecast now.")
    event.add("transp", "TRANSPARENT")
    event.add("url", f"{public_url}/milestones/{row.id}/")
    return event


def _named(name: str, more: str, *, illustrative: bool) -> str:
    words = f"{name}: {more}" if more else name
    return f"{words} (Illustrative)" if illustrative else words


def _is_open(where: Placement) -> bool:
    return where.markings <= {OPEN}
