"""Recovery records: what Red opens, who brings it back, which board watches, when it is assessed again."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any, Final
from uuid import UUID

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from governance import events
from governance.models import RecoveryRecord
from governance.queries.oversights import oversights
from governance.queries.state import DeliveryState
from programme.changes import Invalid
from programme.changes.saving_rows import changed_fields, check_dates, is_quiet, locked, recorded, save
from programme.outbox.recording import record
from programme.rules import access
from programme.rules.rag import Rag

REASSESSED_AFTER_DAYS: Final = 28  # calendar days. Source: docs/method.md, "Recovery"
_REVISABLE: Final = frozenset({"owner_id", "board_id", "plan", "reassess_on"})
_NEEDED: Final = {
    "owner_id": ("owner", "Name who brings it back"),
    "board_id": ("board", "Name the board that watches it"),
    "reassess_on": ("reassess_on", "Say on which day it is assessed again"),
}


def open_recoveries(state: DeliveryState, *, by: access.Actor, at: datetime, quiet: bool) -> list[UUID]:
    """Open a recovery record for each workstream that was rated Red since its last one; return their ids.

    In the caller's transaction. A programme that comes from a published paper gets none: its colours are a record.
    Source: docs/method.md, "Recovery".
    """
    if state.programme.source and not state.programme.illustrative:
        return []
    red = {w.id: w for w in state.workstreams.values() if w.status and w.status.rating == Rag.RED}
    standing = set(
        RecoveryRecord.objects.filter(workstream_id__in=red, closed_at=None).values_list(
            "workstream_id", flat=True
        )
    )
    closed = RecoveryRecord.objects.filter(workstream_id__in=red).exclude(closed_at=None)
    last = dict(closed.values_list("workstream_id").annotate(at=Max("closed_at")))
    boards = oversights(red)
    rows = []
    for w in red.values():
        status = w.status
        if status is None or w.id in standing or (w.id in last and last[w.id] >= status.recorded_at):
            continue
        rows.append(
            RecoveryRecord(
                workstream_id=w.id,
                owner_id=w.owner_id,
                board_id=boards[w.id].board_id if w.id in boards else None,
                opened_at=status.recorded_at,
                plan=status.reason,
                reassess_on=timezone.localdate(status.recorded_at) + timedelta(days=REASSESSED_AFTER_DAYS),
            )
        )
    if not rows:
        return []
    with recorded(by, reason="rated Red"):
        RecoveryRecord.objects.bulk_create(rows)
    told = [
        events.RecoveryOpened(
            aggregate_id=row.id,
            version=row.version,
            programme_id=state.programme.id,
            closed=red[row.workstream_id].placement.is_closed,
            quiet=quiet,
            workstream_id=row.workstream_id,
        )
        for row in rows
    ]
    record(told, by=by, at=at)
    return [row.id for row in rows]


@transaction.atomic
def revise_recovery(
    *, recovery_id: UUID, version: int | None, values: Mapping[str, Any], by: access.Actor, at: datetime,
    reason: str = "",
) -> RecoveryRecord:  # fmt: skip
    """Change who brings a workstream back, which board watches, the plan, or the day it is assessed again.

    Owner, board and day are needed from then on. Raises Refused, Stale, Invalid.
    """
    row = _open(recovery_id, version=version, by=by)
    unknown = sorted(set(values) - _REVISABLE)
    if unknown:
        raise Invalid({unknown[0]: ["This is not changed by hand"]})
    check_dates(values)
    changed = changed_fields(row, values)
    if not changed:
        return row
    if "reassess_on" in changed and values["reassess_on"] is not None:
        _check_day(values["reassess_on"], at)
    for name in changed:
        setattr(row, name, values[name])
    missing = {field: [words] for name, (field, words) in _NEEDED.items() if getattr(row, name) is None}
    if missing:
        raise Invalid(missing)
    save(row, by=by, reason=reason)
    event = events.RecoveryRevised(
        aggregate_id=row.id,
        version=row.version,
        programme_id=row.workstream.programme_id,
        closed=row.workstream.placement().is_closed,
        quiet=is_quiet(by),
        workstream_id=row.workstream_id,
        fields_changed=tuple(changed),
    )
    record([event], by=by, at=at)
    return row


@transaction.atomic
def close_recovery(
    *, recovery_id: UUID, version: int | None, outcome: str, by: access.Actor, at: datetime, reason: str = ""
) -> RecoveryRecord:
    """Close a recovery record with its outcome. Raises Refused, Stale, Invalid."""
    row = _open(recovery_id, version=version, by=by)
    if not outcome.strip():
        raise Invalid({"outcome": ["Say what came of it: a recovery is closed with its outcome"]})
    row.outcome, row.closed_at = outcome.strip(), at
    save(row, by=by, reason=reason)
    event = events.RecoveryClosed(
        aggregate_id=row.id,
        version=row.version,
        programme_id=row.workstream.programme_id,
        closed=row.workstream.placement().is_closed,
        quiet=is_quiet(by),
        workstream_id=row.workstream_id,
    )
    record([event], by=by, at=at)
    return row


def _open(recovery_id: UUID, *, version: int | None, by: access.Actor) -> RecoveryRecord:
    row = locked(RecoveryRecord, recovery_id, version=version)
    where = row.workstream.placement()
    if not by.sees(where):
        raise access.Refused("There is no such recovery record among those you may see.")
    if not by.may(access.UPDATE_DELIVERY, where):
        by.require(access.GOVERN, where, thing=f"the recovery of {row.workstream.ref}")
    if row.closed_at is not None:
        raise Invalid({"__all__": ["This recovery is closed. Red opens another"]})
    return row


def _check_day(day: date, at: datetime) -> None:
    if day < timezone.localdate(at):
        raise Invalid({"reassess_on": ["Choose a day to come: it is assessed again then"]})
