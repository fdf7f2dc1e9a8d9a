"""Who oversees each workstream and who decides for it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from governance.models import Oversight
from governance.queries.boards_then import watches_as_then


@dataclass(frozen=True)
class OversightRow:
    """A workstream's overseeing board and decision-maker, each blank where there is none.

    Hold and gathering window are the board's, in seconds.
    """

    id: UUID
    version: int
    workstream_id: UUID
    board_id: UUID | None
    board_code: str
    board: str
    live_alerts: bool
    hold_seconds: int
    gather_seconds: int
    decision_maker_id: UUID | None
    decision_maker: str
    decision_maker_kind: str
    holder_id: UUID | None


def oversights(workstream_ids: Iterable[UUID], *, at: datetime | None = None) -> dict[UUID, OversightRow]:
    """Return the oversight of each workstream that has one, by workstream, or had one at a moment.

    Asked for ids alone, by callers that have already narrowed them to what their reader may see.
    """
    rows = Oversight.objects.filter(workstream_id__in=list(workstream_ids))
    found = {o.workstream_id: o for o in rows.select_related("board", "decision_maker")}
    for workstream_id, watch in (watches_as_then(at) if at is not None and found else {}).items():
        if workstream_id not in found:
            continue
        if watch is None:
            del found[workstream_id]
        else:
            found[workstream_id].board_id = watch.board_id
            found[workstream_id].decision_maker_id = watch.decision_maker_id
    return {key: _oversight(one) for key, one in found.items()}


def _oversight(row: Oversight) -> OversightRow:
    board, decides = row.board, row.decision_maker
    return OversightRow(
        id=row.id,
        version=row.version,
        workstream_id=row.workstream_id,
        board_id=row.board_id,
        board_code=board.code if board else "",
        board=board.name if board else "",
        live_alerts=bool(board and board.live_alerts),
        hold_seconds=board.alert_hold_seconds if board else 0,
        gather_seconds=board.gather_seconds if board else 0,
        decision_maker_id=row.decision_maker_id,
        decision_maker=decides.name if decides else "",
        decision_maker_kind=decides.get_kind_display() if decides else "",
        holder_id=decides.holder_id if decides else None,
    )
