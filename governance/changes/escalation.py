"""Taking an alert in hand, and passing on what nobody took in hand."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from governance import events
from governance.models import Acknowledgement, Alert, Escalation
from governance.queries.alerts import AlertRow, alerts, newest_steps
from governance.queries.escalations import acknowledge_days
from governance.queries.passing_on import Passing, passings
from governance.queries.would_hear import hearers
from governance.rules.escalating import goes_on_at
from programme.changes import Invalid
from programme.changes.saving_rows import is_quiet, locked
from programme.outbox.recording import record
from programme.outbox.switchboard import Job
from programme.rules import access


@transaction.atomic
def acknowledge(
    *, alert_id: UUID, by: access.Actor, at: datetime, note: str = "", step_number: int | None = None,
    version: int | None = None,
) -> Acknowledgement:  # fmt: skip
    """Take an alert in hand: it goes on to nobody else until it worsens. Again changes nothing.

    `step_number` is the newest step they had before them; None is the newest there is. Whoever hears of it may,
    and whoever may update or govern its thing. Raises Refused, Stale, Invalid.
    """
    if by.person_id is None:
        raise access.Refused("Sign in to acknowledge an alert.")
    row = alerts(reader=by, ids=[alert_id], is_open=None).get(alert_id)
    if row is None:
        raise access.Refused("There is no such alert among those you may see.")
    alert = locked(Alert, alert_id, version=version)
    if alert.closed_at is not None:
        raise Invalid({"__all__": ["This alert is closed; there is nothing to take in hand"]})
    _require(by, row, at)
    newest = newest_steps([alert_id])[alert_id]
    number = min(step_number or newest.number, newest.number)
    held = Acknowledgement.objects.filter(alert=alert, step_number=number, person_id=by.person_id).first()
    if held is not None:
        return held
    made = Acknowledgement.objects.create(
        alert=alert,
        step_number=number,
        person_id=by.person_id,
        note=note.strip()[:500],
        door=by.door[:10],
        recorded_at=at,
    )
    alert.version += 1
    alert.save(update_fields=["version"])
    event = events.AlertAcknowledged(
        aggregate_id=alert.id,
        version=alert.version,
        programme_id=alert.programme_id,
        closed=newest.facts.placement.is_closed,
        quiet=is_quiet(by),
        alert_id=alert.id,
        step_number=number,
        person_id=by.person_id,
    )
    record([event], by=by, at=at)
    return made


def pass_on(job: Job, at: datetime) -> None:
    """Pass an alert on that nobody took in hand in time. Source: deploy/timetable.py."""
    pass_on_alert(alert_id=UUID(job.payload["alert"]), at=at)


@transaction.atomic
def pass_on_alert(*, alert_id: UUID, at: datetime) -> Escalation | None:
    """Pass an alert on to the next person, if nobody has taken it in hand and its time has come; else None.

    The next is the first who has not heard: its owner, then the chair of the overseeing board, then that of its
    parent, and so on up; where nobody is left, the programme office. Whoever may not hear of it is passed over. Each
    hears once.
    """
    alert = Alert.objects.select_for_update().get(pk=alert_id)
    found = passings(at=at, alert_ids=[alert_id])
    if not found:
        return None
    due: Passing = found[0]
    if due.to is None:
        return None
    days = acknowledge_days([alert.programme_id])[alert.programme_id]
    rung = Escalation.objects.create(
        alert=alert,
        number=due.rung,
        board_id=due.to.board_id,
        person_id=due.to.person_id,
        cause="unacknowledged",
        due_by=goes_on_at(timezone.localtime(at), days),
        recorded_at=at,
    )
    alert.version += 1
    alert.save(update_fields=["version"])
    step = newest_steps([alert_id])[alert_id]
    event = events.AlertEscalated(
        aggregate_id=alert.id,
        version=alert.version,
        programme_id=alert.programme_id,
        closed=step.facts.placement.is_closed,
        alert_id=alert.id,
        step_id=step.id,
        number=rung.number,
        cause=rung.cause,
        board_id=rung.board_id,
        person_id=rung.person_id,
    )
    record([event], by=access.system(), at=at)
    return rung


def _require(by: access.Actor, row: AlertRow, at: datetime) -> None:
    if any(h.person_id == by.person_id for h in hearers(alert_id=row.id, at=at).hearers):
        return
    where = row.step.facts.placement
    if not by.may(access.UPDATE_DELIVERY, where):
        by.require(access.GOVERN, where, thing="who has this alert in hand")
