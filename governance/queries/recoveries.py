"""Recovery records as they are shown."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final
from uuid import UUID

from governance.models import RecoveryRecord
from programme import queries as ground
from programme.queries.paging import Cut, Page, asked_for, column, orders, page_of
from programme.rules.access import Actor, Placement

RECOVERY_ORDERS: Final = orders(opened=(column("opened_at"),))


@dataclass(frozen=True)
class RecoveryRow:
    """What Red opened: who brings the workstream back, which board watches, when it is assessed again."""

    id: UUID
    version: int
    programme_id: UUID
    programme_code: str
    programme_name: str
    illustrative: bool
    workstream_id: UUID
    workstream_ref: str
    workstream_name: str
    owner_id: UUID | None
    owner: str
    board_id: UUID | None
    board: str
    opened_at: datetime
    plan: str
    reassess_on: date | None
    closed_at: datetime | None
    outcome: str
    placement: Placement


def recoveries(
    *,
    reader: Actor,
    workstream_ids: Iterable[UUID] | None = None,
    ids: Iterable[UUID] | None = None,
    is_open: bool | None = None,
) -> dict[UUID, RecoveryRow]:
    """Return the recovery records of the workstreams this reader may see, by id, the newest first."""
    rows = RecoveryRecord.objects.order_by("-opened_at", "id").select_related("owner", "board")
    if workstream_ids is not None:
        rows = rows.filter(workstream_id__in=list(workstream_ids))
    if ids is not None:
        rows = rows.filter(pk__in=list(ids))
    if is_open is not None:
        rows = rows.filter(closed_at__isnull=is_open)
    held = list(rows)
    seen = ground.workstreams(reader=reader, ids={r.workstream_id for r in held})
    return {r.id: _row(r, seen[r.workstream_id]) for r in held if r.workstream_id in seen}


def recovery_page(
    *, reader: Actor, cut: Cut, programme: str | None = None, is_open: bool | None = None
) -> Page:
    """Return a page of the recovery records of the workstreams this reader may see; `programme` is a code."""
    seen = ground.workstreams(reader=reader, programme_ids=ground.programmes(reader=reader, code=programme))
    narrowed = asked_for(workstream_id__in=list(seen), closed_at__isnull=is_open)
    return page_of(RecoveryRecord.objects.filter(narrowed), order=RECOVERY_ORDERS[cut.order], cut=cut)


def _row(row: RecoveryRecord, workstream: ground.WorkstreamRow) -> RecoveryRow:
    return RecoveryRow(
        id=row.id,
        version=row.version,
        programme_id=workstream.programme_id,
        programme_code=workstream.programme_code,
        programme_name=workstream.programme_name,
        illustrative=workstream.illustrative,
        workstream_id=workstream.id,
        workstream_ref=workstream.ref,
        workstream_name=workstream.name,
        owner_id=row.owner_id,
        owner=row.owner.name if row.owner else "",
        board_id=row.board_id,
        board=row.board.name if row.board else "",
        opened_at=row.opened_at,
        plan=row.plan,
        reassess_on=row.reassess_on,
        closed_at=row.closed_at,
        outcome=row.outcome,
        placement=workstream.placement,
    )
