"""What was asked for: targets by name, source and year, with the amount that holds now or held at a moment."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from programme.rules.access import Actor
from programme.rules.calendar import FinancialYear
from savings.models import Target, TargetAmount
from savings.rules.bridge import BridgeTarget
from savings.rules.totals import SavingKind


@dataclass(frozen=True)
class TargetRow:
    """A target with its amount in pounds, None where none is said. `kinds` are those its council counted; none: ours.

    `is_bridge` marks the one that the bridge of its programme (or workstream) and year starts from; `lacks_rows`
    says that the paper's total has rows our copy lacks. `decision` and `reason` are those of its last change.
    """

    id: UUID
    version: int
    programme_id: UUID
    workstream_id: UUID | None
    name: str
    source: str
    year: FinancialYear | None
    cut: str
    label: str
    amount: Decimal | None
    printed: str
    unit: str
    decimals: int
    kinds: tuple[SavingKind, ...]
    is_bridge: bool
    lacks_rows: bool
    decision: str
    reason: str
    recorded_at: datetime
    by: str
    note: str


def targets(
    *,
    reader: Actor,
    programme_ids: Iterable[UUID] | None = None,
    ids: Iterable[UUID] | None = None,
    at: datetime | None = None,
) -> dict[UUID, TargetRow]:
    """Return the targets this reader may see, by id, in their order; with `at` those said by then, as they held.

    Source: docs/method.md, "The two bridges".
    """
    rows = Target.objects.visible_to(reader)
    if programme_ids is not None:
        rows = rows.filter(programme_id__in=list(programme_ids))
    if ids is not None:
        rows = rows.filter(pk__in=list(ids))
    found = {row.pk: row for row in rows.order_by("programme__code", "position", "name", "year")}
    if not found:
        return {}
    amounts = TargetAmount.objects.filter(target_id__in=list(found))
    if at is not None:
        amounts = amounts.filter(recorded_at__lte=at)
    newest = {
        amount.target_id: amount
        for amount in amounts.order_by("target_id", "-recorded_at", "-id").distinct("target_id")
    }
    return {key: _row(row, newest[key]) for key, row in found.items() if key in newest}


def bridge_targets(
    *, reader: Actor, programme_ids: Iterable[UUID], at: datetime | None = None
) -> dict[UUID, list[BridgeTarget]]:
    """Return the targets that bridges start from, by programme: its own, and those of its workstreams."""
    found: dict[UUID, list[BridgeTarget]] = {}
    for row in targets(reader=reader, programme_ids=programme_ids, at=at).values():
        is_whole = (
            not row.cut or row.workstream_id is not None
        )  # a part that is a workstream is that one's whole
        if row.is_bridge and is_whole and row.year is not None and row.amount is not None:
            start = BridgeTarget(
                id=row.id,
                workstream_id=row.workstream_id,
                year=row.year,
                name=row.name,
                source=row.source,
                amount=row.amount,
                kinds=row.kinds,
                lacks_rows=row.lacks_rows,
            )
            found.setdefault(row.programme_id, []).append(start)
    return found


def _row(target: Target, said: TargetAmount) -> TargetRow:
    return TargetRow(
        id=target.pk,
        version=target.version,
        programme_id=target.programme_id,
        workstream_id=target.workstream_id,
        name=target.name,
        source=target.source,
        year=None if target.year is None else FinancialYear(target.year),
        cut=target.cut,
        label=target.label,
        amount=said.amount,
        printed=said.printed,
        unit=said.unit,
        decimals=said.decimals,
        kinds=tuple(SavingKind(kind) for kind in said.kinds),
        is_bridge=said.is_bridge,
        lacks_rows=said.lacks_rows,
        decision=said.decision,
        reason=said.reason,
        recorded_at=said.recorded_at,
        by=said.recorded_by_name,
        note=target.note,
    )
