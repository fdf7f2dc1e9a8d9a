"""Rungs that alerts climbed, who took them in hand, and which go on because nobody did."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from governance.models import Acknowledgement, Escalation, GovernanceSettings
from governance.rules.escalating import WHEN_UNSET_DAYS


@dataclass(frozen=True)
class RungRow:
    """One rung: to a board by a breach, or to a person because nobody acknowledged it before `recorded_at`."""

    number: int
    cause: str
    board_id: UUID | None
    board: str
    board_is_live: bool
    person_id: UUID | None
    person: str
    measure: Decimal | None
    limit: Decimal | None
    due_by: datetime | None
    recorded_at: datetime


@dataclass(frozen=True)
class AcknowledgementRow:
    """Who took an alert in hand, at which of its steps, when and with which words."""

    person_id: UUID
    name: str
    step_number: int
    note: str
    recorded_at: datetime


def acknowledge_days(programme_ids: Iterable[UUID]) -> dict[UUID, int]:
    """Return the working days each programme gives before an unacknowledged alert goes on."""
    ids = list(programme_ids)
    rows = GovernanceSettings.objects.filter(programme_id__in=ids)
    held = dict(rows.values_list("programme_id", "acknowledge_days"))
    return {key: held.get(key, WHEN_UNSET_DAYS) for key in ids}


def rungs(alert_ids: Iterable[UUID]) -> dict[UUID, tuple[RungRow, ...]]:
    """Return the rungs each alert has climbed, the lowest first, by alert. Ids as in `alert_steps`."""
    found: dict[UUID, tuple[RungRow, ...]] = {}
    rows = Escalation.objects.filter(alert_id__in=list(alert_ids)).select_related("board", "person")
    for row in rows.order_by("alert_id", "number"):
        found[row.alert_id] = (*found.get(row.alert_id, ()), _rung(row))
    return found


def acknowledgements(alert_ids: Iterable[UUID]) -> dict[UUID, tuple[AcknowledgementRow, ...]]:
    """Return who took each alert in hand, oldest first, by alert. Ids as in `alert_steps`."""
    found: dict[UUID, tuple[AcknowledgementRow, ...]] = {}
    rows = Acknowledgement.objects.filter(alert_id__in=list(alert_ids)).select_related("person")
    for row in rows.order_by("alert_id", "recorded_at"):
        one = AcknowledgementRow(row.person_id, row.person.name, row.step_number, row.note, row.recorded_at)
        found[row.alert_id] = (*found.get(row.alert_id, ()), one)
    return found


def _rung(row: Escalation) -> RungRow:
    return RungRow(
        number=row.number,
        cause=row.cause,
        board_id=row.board_id,
        board=row.board.name if row.board else "",
        board_is_live=bool(row.board and row.board.live_alerts),
        person_id=row.person_id,
        person=row.person.name if row.person else "",
        measure=row.measure,
        limit=row.limit,
        due_by=row.due_by,
        recorded_at=row.recorded_at,
    )
