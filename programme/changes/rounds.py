"""Changes to reporting rounds: opened by the office or the manager, returned by each workstream, closed.

Source: docs/method.md, "Reporting rounds".
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from programme import events
from programme.changes.saving_rows import Invalid, changed_fields, is_quiet, locked, said_at, save
from programme.models import Programme, ReportingRound, RoundReturn, Workstream
from programme.outbox.recording import record
from programme.rules import access
from programme.rules.rounds import days_late

OPEN_TO_CHANGE = frozenset({"name", "year", "month", "opens_on", "deadline"})


@transaction.atomic
def open_round(
    *, programme_id: UUID, values: Mapping[str, Any], by: access.Actor, at: datetime
) -> ReportingRound:
    """Open a reporting round: name, opens_on, deadline, and the year and month it is about if it is about one.

    A programme has one at a time. Raises Refused; Invalid while another is open.
    """
    programme = locked(Programme, programme_id, version=None)
    by.require(access.PLAN_DELIVERY, programme.placement(), thing=f"the reporting rounds of {programme.name}")
    standing = ReportingRound.objects.filter(programme_id=programme_id, closed_at=None).first()
    if standing is not None:
        raise Invalid({"__all__": [f"“{standing.name}” is still open: close it before another opens"]})
    row = ReportingRound(programme=programme, **values)
    _check(row)
    save(row, by=by, new=True)
    _tell(row, events.RoundOpened, by=by, at=at, name=row.name, deadline=row.deadline)
    return row


@transaction.atomic
def revise_round(
    *, round_id: UUID, version: int | None, values: Mapping[str, Any], by: access.Actor, at: datetime,
    reason: str = "",
) -> ReportingRound:  # fmt: skip
    """Rename an open round or move its dates; a new deadline takes a reason. Raises Refused, Stale, Invalid."""
    row = _open(round_id, version=version)
    by.require(access.PLAN_DELIVERY, row.placement(), thing=f"the reporting round “{row.name}”")
    changed = changed_fields(row, {name: values[name] for name in values if name in OPEN_TO_CHANGE})
    if not changed:
        return row
    if "deadline" in changed and not reason.strip():
        raise Invalid({"reason": ["Say why the deadline moves: people have been told of the other one"]})
    for name in changed:
        setattr(row, name, values[name])
    _check(row)
    save(row, by=by, reason=reason)
    _tell(row, events.RoundRevised, by=by, at=at, fields_changed=changed, reason=reason)
    return row


@transaction.atomic
def return_round(
    *, round_id: UUID, workstream_id: UUID, by: access.Actor, at: datetime, note: str = ""
) -> RoundReturn:
    """Say in an open round that a workstream's items are up to date; it may be said again, each is kept.

    Whoever may update the workstream does. Raises Refused, Invalid, Backdated.
    """
    row = _open(round_id, version=None)
    workstream = Workstream.objects.select_related("programme").get(pk=workstream_id)
    by.require(
        access.UPDATE_DELIVERY, workstream.placement(), thing=f"what {workstream.ref} returns in {row.name}"
    )
    if workstream.programme_id != row.programme_id or workstream.removed_at is not None:
        raise Invalid({"workstream": [f"{workstream.ref} does not stand in the programme of this round"]})
    today = timezone.localdate(at)
    if today < row.opens_on:
        raise Invalid({"__all__": [f"“{row.name}” opens on {row.opens_on.day} {row.opens_on:%b %Y}"]})
    newest = row.returns.filter(workstream_id=workstream_id).order_by("-recorded_at").first()
    said_at(newest.recorded_at if newest else None, at)
    save(row, by=by)  # the note is the workstream's own: the round's history is read by more people
    said = RoundReturn.objects.create(
        reporting_round=row,
        workstream=workstream,
        note=note.strip(),
        recorded_at=at,
        recorded_by_id=by.person_id,
        recorded_by_name=by.name,
    )
    late = days_late(row.deadline, today)
    closed = workstream.placement().is_closed
    _tell(
        row,
        events.RoundReturned,
        by=by,
        at=at,
        closed=closed,
        workstream_id=workstream_id,
        days_late=late,
    )
    return said


@transaction.atomic
def close_round(
    *, round_id: UUID, version: int | None, by: access.Actor, at: datetime, reason: str = ""
) -> ReportingRound:
    """Close a round and keep which workstreams had not returned. Raises Refused, Stale, Invalid."""
    row = _open(round_id, version=version)
    by.require(access.PLAN_DELIVERY, row.placement(), thing=f"the reporting round “{row.name}”")
    returned = set(row.returns.values_list("workstream_id", flat=True))
    expected = Workstream.objects.filter(programme_id=row.programme_id, removed_at=None)
    standing = set(expected.values_list("pk", flat=True))
    row.missing_at_close = sorted(str(key) for key in standing - returned)
    row.closed_at = at
    save(row, by=by, reason=reason)
    missing = len(row.missing_at_close)
    _tell(row, events.RoundClosed, by=by, at=at, returned=len(standing & returned), missing=missing)
    return row


def _open(round_id: UUID, *, version: int | None) -> ReportingRound:
    """Return a round, locked. Raises Stale, and Invalid for one that is closed."""
    row = locked(ReportingRound, round_id, version=version)
    if row.closed_at is not None:
        day = timezone.localdate(row.closed_at)
        raise Invalid(
            {"__all__": [f"“{row.name}” was closed on {day.day} {day:%b %Y}: report in the next one"]}
        )
    return row


def _check(row: ReportingRound) -> None:
    if isinstance(row.opens_on, date) and isinstance(row.deadline, date) and row.deadline < row.opens_on:
        raise Invalid({"deadline": ["The deadline is not before the day it opens"]})
    if (row.year is None) != (row.month is None):
        raise Invalid({"month": ["Give both the year and the month it is about, or neither"]})


def _tell(row: ReportingRound, kind: Any, *, by: access.Actor, at: datetime, **facts: Any) -> None:
    event = kind(
        **{
            "aggregate_id": row.pk,
            "version": row.version,
            "programme_id": row.programme_id,
            "closed": row.placement().is_closed,
            "quiet": is_quiet(by),
            **facts,
        }
    )
    record([event], by=by, at=at)
