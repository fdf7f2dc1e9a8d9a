"""Which alerts go on to somebody else because nobody took them in hand, and to whom."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from django.utils import timezone

from governance.models import Alert, BoardMember
from governance.queries.escalations import acknowledge_days, acknowledgements, rungs
from governance.queries.hearing import Subjects, alert_hearers, holding, sitting, would_hear
from governance.queries.tolerances import Hierarchy
from governance.rules.escalating import Turn, goes_on_at, next_turn
from programme.outbox.models import Event
from programme.queries import holders
from programme.rules.access import PMO
from programme.rules.bank_holidays import bank_holidays
from programme.rules.calendar import is_working_day

FROM_HOUR: Final = 8  # local time, inclusive. Nothing goes on at night. Source: docs/method.md, "Escalation"
TO_HOUR: Final = 18  # exclusive
_NOTIFYING: Final = ("governance.alert.opened", "governance.alert.worsened")


@dataclass(frozen=True)
class Passing:
    """One alert whose time has come: the rung it climbs, and to whom; the programme office comes last.

    None where not even there anybody is left who may hear of it.
    """

    alert_id: UUID
    step: int
    rung: int
    to: Turn | None


def passings(*, at: datetime, alert_ids: Iterable[UUID] | None = None) -> list[Passing]:
    """Return the open alerts that nobody has taken in hand in time, with who is next.

    Time counts in working days from the newest step that was told, or the rung climbed since; steps that history
    brought along were told to nobody and do not count. None outside working hours.
    """
    local = timezone.localtime(at)
    if not FROM_HOUR <= local.hour < TO_HOUR or not is_working_day(local.date(), bank_holidays(local.year)):
        return []
    due = _due(at, alert_ids)
    return _with_turns(due, at) if due else []


def _due(at: datetime, alert_ids: Iterable[UUID] | None) -> list[tuple[Alert, int, int]]:
    rows = Alert.objects.filter(closed_at=None).select_related("programme").order_by("opened_at", "id")
    if alert_ids is not None:
        rows = rows.filter(pk__in=list(alert_ids))
    open_ones = {a.id: a for a in rows}
    told = _told(open_ones)
    climbed, taken = rungs(told), acknowledgements(told)
    days = acknowledge_days({a.programme_id for a in open_ones.values()})
    found = []
    for alert_id, (number, since) in told.items():
        if any(a.step_number >= number for a in taken.get(alert_id, ())):
            continue
        own = climbed.get(alert_id, ())
        last = max([since, *(r.recorded_at for r in own)])
        if goes_on_at(timezone.localtime(last), days[open_ones[alert_id].programme_id]) <= at:
            found.append((open_ones[alert_id], number, len(own) + 1))
    return found


def _told(alert_ids: Iterable[UUID]) -> Mapping[UUID, tuple[int, datetime]]:
    """Return the newest step of each alert that was told: its number and moment, by alert."""
    rows = Event.objects.filter(
        aggregate_id__in=list(alert_ids), aggregate_type="alert", type__in=_NOTIFYING, quiet=False
    )
    newest = rows.order_by("aggregate_id", "-aggregate_version").distinct("aggregate_id")
    return {e.aggregate_id: (int(e.payload["number"]), e.occurred_at) for e in newest}


def _with_turns(due: list[tuple[Alert, int, int]], at: datetime) -> list[Passing]:
    alerts = [alert for alert, _, _ in due]
    subjects = Subjects(alerts).all()
    heard = alert_hearers([a.id for a in alerts], at=at)
    councils = {a.programme.organisation_id for a in alerts}
    hierarchies = {key: Hierarchy(key) for key in councils}
    offices = holders(PMO, organisation_ids=councils)
    found = []
    for alert, step, rung in due:
        subject = subjects.get(alert.id)
        if subject is None:
            continue
        above = hierarchies[alert.programme.organisation_id]
        boards = [b.id for b in above.above(subject.boards[0] if subject.boards else None)]
        chairs = _chairs(boards, at)
        chain = [
            *(Turn(person) for person, tie, _ in subject.ties if person and tie == "owner"),
            *(Turn(person, board) for board in boards for person in chairs.get(board, ())),
            *map(Turn, holding(offices.get(alert.programme.organisation_id, ()), subject.placement)),
        ]
        able = would_hear({t.person_id: t.board_id for t in chain}, subject)
        hear = {h.person_id for h in heard[alert.id].hearers}
        found.append(Passing(alert.id, step, rung, next_turn(chain, hear=hear, able=able)))
    return found


def _chairs(board_ids: list[UUID], at: datetime) -> dict[UUID, list[UUID]]:
    rows = sitting(BoardMember.objects.filter(board_id__in=board_ids, role="chair"), at=at)
    found: dict[UUID, list[UUID]] = {}
    for board_id, person_id in rows.order_by("board_id", "person_id").values_list("board_id", "person_id"):
        found.setdefault(board_id, []).append(person_id)
    return found
