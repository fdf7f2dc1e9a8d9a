"""Changes to how far something may go wrong before a board's parent hears."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from uuid import UUID

from django.db import transaction

from governance import events
from governance.models import Board, Tolerance
from governance.models.tolerance import LEVELS, TOLERANCE_KINDS
from governance.queries.tolerances import PASSED_OVER
from governance.rules.escalating import BREACHES
from programme import queries as ground
from programme.changes import Invalid
from programme.changes.saving_rows import is_quiet, locked, recorded, save
from programme.outbox.recording import ask_for, record
from programme.rules import access


@transaction.atomic
def set_tolerance(
    *, board_id: UUID, kind: str, level: str, limit: Decimal | None, by: access.Actor, at: datetime,
    reason: str = "",
) -> Tolerance | None:  # fmt: skip
    """Set a board's tolerance of one kind and level, in whole pounds of shortfall this year or whole days of slip.

    None takes it away: then nothing is escalated by it. The same again changes nothing. Raises Refused, Invalid.
    """
    board = locked(Board, board_id, version=None)
    by.require(
        access.GOVERN,
        access.Placement(board.organisation_id, board.programme_id),
        thing=f"the tolerances of {board.name}",
    )
    _check(board, kind, level, limit)
    held = Tolerance.objects.select_for_update().filter(board=board, kind=kind, level=level).first()
    if (held.limit if held else None) == limit:
        return held
    if limit is None and held is not None:
        with recorded(by, reason=reason):
            held.delete()
        held = None
    elif limit is not None:
        is_new = held is None
        held = held or Tolerance(board=board, kind=kind, level=level)
        held.limit = limit
        save(held, by=by, reason=reason, new=is_new)
    save(board, by=by, reason=reason)
    event = events.ToleranceSet(
        aggregate_id=board.id,
        version=board.version,
        programme_id=board.programme_id,
        quiet=is_quiet(by),
        kind=kind,
        level=level,
        limit=limit,
    )
    record([event], by=by, at=at)
    if not is_quiet(by):
        _recalculate(board)
    return held


def _recalculate(board: Board) -> None:
    """Have what the tolerance covers measured anew: the board's programme, or every one of its council."""
    everything = ground.programmes(reader=access.system()).values()
    for row in everything:
        if row.organisation_id == board.organisation_id and board.programme_id in (None, row.id):
            ask_for("governance.reassess", shard=f"programme:{row.id}", queue="recalc")


def _check(board: Board, kind: str, level: str, limit: Decimal | None) -> None:
    if board.kind in PASSED_OVER:
        raise Invalid({"__all__": [f"{board.name} oversees nothing, so it has no tolerance"]})
    if (kind, level) not in BREACHES:
        kinds, levels = dict(TOLERANCE_KINDS), dict(LEVELS)
        known = "; ".join(f"{kinds[k]} – {levels[one].lower()}" for k, one in BREACHES)
        raise Invalid({"level": [f"There is no such tolerance. Choose one of: {known}"]})
    if limit is not None and (limit < 0 or limit % 1 != 0):
        raise Invalid({"limit": ["Write whole pounds or days, nought or more"]})
