"""Changes to meetings: planned, held, called off; who came, and what the meeting resolved about the public."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from governance import events
from governance.models import Attendance, Board, BoardMember, Meeting
from governance.models.meeting import ATTENDANCE
from governance.rules.meeting import Quorum, quorum
from programme.changes import Invalid, Stale
from programme.changes.saving_rows import changed_fields, check_dates, is_quiet, recorded, save
from programme.outbox.recording import record
from programme.rules import access

_REVISABLE: Final = frozenset(
    {
        "starts_at", "ends_at", "place", "title", "in_public", "notes", "source", "marking", "exempt_paragraph",
        "marking_note", "illustrative",
    }
)  # fmt: skip
VOTING: Final = ("chair", "member")
NO_BOARD: Final = "A support team is no board and holds no meetings of its own"


@transaction.atomic
def plan_meeting(*, board_id: UUID, values: Mapping[str, Any], by: access.Actor, at: datetime) -> Meeting:
    """Plan a sitting of a board. A support team has none. Raises Refused, Invalid."""
    meeting = Meeting(board=Board.objects.select_related("programme").get(pk=board_id), **values)
    by.require(access.GOVERN, meeting.placement(), thing=f"the meetings of {meeting.board.name}")
    if meeting.board.kind == "support":
        raise Invalid({"board": [NO_BOARD]})
    _check_day(meeting)
    save(meeting, by=by, new=True)
    tell_of_meeting(
        events.MeetingPlanned, meeting, by=by, at=at, board_id=board_id, starts_at=meeting.starts_at
    )
    return meeting


@transaction.atomic
def revise_meeting(
    *, meeting_id: UUID, version: int | None, values: Mapping[str, Any], by: access.Actor, at: datetime,
    reason: str = "",
) -> Meeting:  # fmt: skip
    """Change a meeting's time, place, notes or marking; no difference saves nothing. Its board stays.

    Raises Refused, Stale, Invalid.
    """
    meeting = locked_meeting(meeting_id, version, by)
    fixed = sorted(set(values) - _REVISABLE)
    if fixed:
        raise Invalid({fixed[0]: ["This stays as it was when the meeting was planned"]})
    changed = changed_fields(meeting, values)
    if not changed:
        return meeting
    if "starts_at" in changed and meeting.state != "planned":
        raise Invalid({"starts_at": [f"This meeting is {meeting.state}: its day stays on the record"]})
    for name in changed:
        setattr(meeting, name, values[name])
    by.require(access.GOVERN, meeting.placement(), thing="a meeting so marked")
    _check_day(meeting)
    save(meeting, by=by, reason=reason)
    tell_of_meeting(
        events.MeetingRevised,
        meeting,
        by=by,
        at=at,
        board_id=meeting.board_id,
        starts_at=meeting.starts_at,
        fields_changed=changed,
    )
    return meeting


@transaction.atomic
def hold_meeting(
    *, meeting_id: UUID, version: int | None, by: access.Actor, at: datetime, notes: str | None = None,
    attendance: Mapping[UUID, str] | None = None,
) -> Meeting:  # fmt: skip
    """Say that a meeting was held, with who came: `attendance` is a state for each person, added to what stands.

    A meeting without its quorum is held all the same, and said not to be quorate. Raises Refused, Stale, and
    Invalid before it began.
    """
    meeting = locked_meeting(meeting_id, version, by)
    if meeting.state == "held":
        return meeting
    if meeting.state == "cancelled":
        raise Invalid({"state": ["This meeting was called off; plan another"]})
    if meeting.starts_at > at:
        begins = timezone.localtime(meeting.starts_at)
        raise Invalid({"state": [f"It has not begun: it is planned for {begins:%d %b %Y, %H:%M}"]})
    came = {
        who: state for who, state in (attendance or {}).items() if _record(meeting, who, state, "", by, at)
    }
    if notes is not None:
        meeting.notes = notes
    meeting.state = "held"
    save(meeting, by=by)
    found = quorum_of(meeting)
    held = _event(
        events.MeetingHeld,
        meeting,
        by,
        board_id=meeting.board_id,
        starts_at=meeting.starts_at,
        present=found.present,
        quorate=found.is_met,
    )
    attended = [
        _event(events.AttendanceRecorded, meeting, by, person_id=who, state=state)
        for who, state in came.items()
    ]
    record([held, *attended], by=by, at=at)
    return meeting


@transaction.atomic
def cancel_meeting(
    *, meeting_id: UUID, version: int | None, reason: str, by: access.Actor, at: datetime
) -> Meeting:
    """Call a planned meeting off, saying why; it stays on the record. Raises Refused, Stale, Invalid."""
    meeting = locked_meeting(meeting_id, version, by)
    if meeting.state == "cancelled":
        return meeting
    if meeting.state == "held":
        raise Invalid({"state": ["This meeting was held; it cannot be called off"]})
    if not reason.strip():
        raise Invalid({"reason": ["Say why it is called off"]})
    meeting.state = "cancelled"
    save(meeting, by=by, reason=reason)
    tell_of_meeting(
        events.MeetingCancelled,
        meeting,
        by=by,
        at=at,
        board_id=meeting.board_id,
        starts_at=meeting.starts_at,
    )
    return meeting


@transaction.atomic
def record_attendance(
    *, meeting_id: UUID, person_id: UUID, state: str, by: access.Actor, at: datetime, note: str = "",
    version: int | None = None,
) -> Attendance:  # fmt: skip
    """Record how somebody attended a meeting, or put it right; `version` is that of the row it puts right.

    Apologies may come before the meeting; nobody is present before it begins. Raises Refused, Stale, Invalid.
    """
    meeting = locked_meeting(meeting_id, None, by)
    if _record(meeting, person_id, state, note, by, at, version=version):
        save(meeting, by=by)
        tell_of_meeting(events.AttendanceRecorded, meeting, by=by, at=at, person_id=person_id, state=state)
    return meeting.attendance.get(person_id=person_id)


@transaction.atomic
def strike_attendance(*, meeting_id: UUID, person_id: UUID, by: access.Actor, at: datetime) -> None:
    """Take a wrong entry off a meeting's attendance; nothing for nobody. Raises Refused."""
    meeting = locked_meeting(meeting_id, None, by)
    row = meeting.attendance.filter(person_id=person_id).first()
    if row is None:
        return
    with recorded(by):
        row.delete()
    save(meeting, by=by)
    tell_of_meeting(events.AttendanceRecorded, meeting, by=by, at=at, person_id=person_id, state="struck out")


def quorum_of(meeting: Meeting) -> Quorum:
    """Return how a meeting stands to its board's quorum, by who sat on the board that day."""
    day = timezone.localdate(meeting.starts_at)
    seats = BoardMember.objects.filter(board_id=meeting.board_id, role__in=VOTING)
    sitting = seats.exclude(term_from__gt=day).exclude(term_to__lt=day).values_list("person_id", flat=True)
    came = meeting.attendance.values_list("person_id", "state")
    return quorum(meeting.board.quorum, voting=sitting, came=came)


def _record(
    meeting: Meeting, person_id: UUID, state: str, note: str, by: access.Actor, at: datetime,
    *, version: int | None = None,
) -> bool:  # fmt: skip
    """Keep how somebody attended; return whether that changed anything."""
    if state not in dict(ATTENDANCE):
        raise Invalid({"state": [f"Choose one of {', '.join(dict(ATTENDANCE))}"]})
    if meeting.state == "cancelled":
        raise Invalid({"state": ["This meeting was called off: nobody attended it"]})
    if state == "present" and meeting.starts_at > at:
        raise Invalid({"state": ["Nobody is present before it begins; apologies may come earlier"]})
    row = meeting.attendance.filter(person_id=person_id).first()
    values = {"state": state, "note": note}
    if row is None:
        save(Attendance(meeting=meeting, person_id=person_id, **values), by=by, new=True)
        return True
    if version is not None and row.version != version:
        raise Stale(row, saw=version)
    if not changed_fields(row, values):
        return False
    row.state, row.note = state, note
    save(row, by=by)
    return True


def locked_meeting(meeting_id: UUID, version: int | None, by: access.Actor) -> Meeting:
    """Return the meeting, locked, once it is asked whether this actor may change it."""
    rows = Meeting.objects.select_for_update(of=("self",)).select_related("board__programme")
    meeting: Meeting = rows.get(pk=meeting_id)
    if version is not None and meeting.version != version:
        raise Stale(meeting, saw=version)
    by.require(access.GOVERN, meeting.placement(), thing=f"the meetings of {meeting.board.name}")
    if meeting.removed_at is not None:
        raise Invalid({"__all__": ["This meeting was taken off the record"]})
    return meeting


def _check_day(meeting: Meeting) -> None:
    check_dates({"starts_at": timezone.localdate(meeting.starts_at)})
    if meeting.ends_at is not None and meeting.ends_at <= meeting.starts_at:
        raise Invalid({"ends_at": ["It ends after it begins"]})


def tell_of_meeting(
    kind: type[Any], meeting: Meeting, *, by: access.Actor, at: datetime, **told: Any
) -> None:
    """Record one event of a meeting that was just saved."""
    record([_event(kind, meeting, by, **told)], by=by, at=at)


def _event(kind: type[Any], meeting: Meeting, by: access.Actor, **told: Any) -> Any:
    return kind(
        aggregate_id=meeting.id,
        version=meeting.version,
        programme_id=meeting.board.programme_id,
        closed=meeting.placement().is_closed,
        quiet=is_quiet(by),
        **told,
    )
