"""Meetings and milestones as iCalendar. Of open items alone: a calendar lies where no rights are asked."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Final
from uuid import UUID

from icalendar import Calendar, Event

from governance import queries
from programme import queries as ground
from programme.rules.access import OPEN, Actor, Placement
from programme.rules.calendar import DatePrecision

LOOKS_BACK: Final = timedelta(days=92)
MEDIA_TYPE: Final = "text/calendar; charset=utf-8"
_STATUS: Final = {"planned": "CONFIRMED", "held": "CONFIRMED", "cancelled": "CANCELLED"}


def personal_calendar(*, reader: Actor, host: str, public_url: str, at: datetime) -> bytes:
    """Return a person's calendar: meetings from three months back, and unfinished milestones known to the day.

    Only what is open, with everything it belongs to, is in it, whatever its reader's clearance.
    Source: docs/method.md, "Calendars".
    """
    calendar = _calendar(f"Programme Tracker: {reader.name}" if reader.name else "Programme Tracker")
    for meeting in queries.meetings(reader=reader, since=at - LOOKS_BACK).values():
        if _is_open(meeting.placement):
            calendar.add_component(_meeting(meeting, host=host, public_url=public_url, at=at))
    for milestone in ground.milestones(reader=reader).values():
        event = _milestone(milestone, host=host, at=at)
        if event is not None and _is_open(milestone.placement):
            calendar.add_component(event)
    return bytes(calendar.to_ical())


def meeting_calendar(
    *, reader: Actor, meeting_id: UUID, host: str, public_url: str, at: datetime
) -> bytes | None:
    """Return one meeting for the calendar of whoever asks, or None where they may not see it.

    Nothing exempt or confidential goes to a calendar, whoever asks.
    """
    meeting = queries.meetings(reader=reader, ids=[meeting_id]).get(meeting_id)
    if meeting is None or meeting.placement.is_closed:
        return None
    calendar = _calendar(meeting.board)
    calendar.add_component(_meeting(meeting, host=host, public_url=public_url, at=at))
    return bytes(calendar.to_ical())


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


def _meeting(row: queries.MeetingRow, *, host: str, public_url: str, at: datetime) -> Event:
    event = Event()
    event.add("uid", f"meeting-{row.id}@{host}")
    event.add("dtstamp", at.astimezone(UTC))
    event.add("dtstart", row.starts_at.astimezone(UTC))
    if row.ends_at is not None:
        event.add("dtend", row.ends_at.astimezone(UTC))
    event.add("summary", _named(row.board, row.title, illustrative=row.illustrative))
    if row.place:
        event.add("location", row.place)
    event.add("status", _STATUS[row.state])
    event.add("sequence", row.version - 1)
    event.add("url", f"{public_url}/boards/{row.board_code}/")
    return event


def _milestone(row: ground.MilestoneRow, *, host: str, at: datetime) -> Event | None:
    """Return an unfinished milestone on the day it is forecast for; None where no day is known."""
    landing = row.forecast or row.baseline
    if row.actual is not None or landing is None or landing.value is None:
        return None
    if landing.precision is not DatePrecision.DAY:
        return None
    event = Event()
    event.add("uid", f"milestone-{row.id}@{host}")
    event.add("dtstamp", at.astimezone(UTC))
    event.add("dtstart", landing.value)
    event.add("dtend", landing.value + timedelta(days=1))
    event.add("summary", _named(f"Due: {row.ref} {row.name}", "", illustrative=row.illustrative))
    event.add("description", f"Milestone of {row.programme_code}, as forecast now.")
    event.add("transp", "TRANSPARENT")
    event.add("sequence", row.version - 1)
    return event


def _named(name: str, more: str, *, illustrative: bool) -> str:
    words = f"{name}: {more}" if more else name
    return f"{words} (Illustrative)" if illustrative else words


def _is_open(where: Placement) -> bool:
    return where.markings <= {OPEN}
