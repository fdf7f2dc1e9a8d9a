"""Changes to who oversees a workstream, who decides for it, and how much a decision-maker may decide."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db import transaction

from governance import events
from governance.changes.boards import NEVER_OVERSEES
from governance.models import Board, DecisionMaker, DelegationLimit, Oversight
from governance.models.board import LIMIT_KINDS
from programme import queries
from programme.changes import Invalid, Stale
from programme.changes.saving_rows import changed_fields, is_quiet, locked, recorded, save
from programme.outbox.recording import record
from programme.rules import access


@transaction.atomic
def set_oversight(
    *, workstream_id: UUID, board_id: UUID | None, decision_maker_id: UUID | None, by: access.Actor,
    at: datetime, version: int | None = None, reason: str = "",
) -> Oversight:  # fmt: skip
    """Give a workstream its one overseeing board and its one decision-maker; None is none.

    Scrutiny reviews and a support team is no board: neither oversees. Both must be of the workstream's
    council, and a programme's board of its programme. The same again changes nothing.
    Raises Refused, Stale, Invalid.
    """
    workstream = queries.workstreams(reader=by, ids=[workstream_id]).get(workstream_id)
    if workstream is None:
        raise access.Refused("There is no such workstream among those you may see.")
    where = workstream.placement
    by.require(access.GOVERN, where, thing=f"who oversees {workstream.ref}")
    _check_board(board_id, where)
    _check_decision_maker(decision_maker_id, where)
    row = Oversight.objects.select_for_update().filter(workstream_id=workstream_id).first()
    values = {"board_id": board_id, "decision_maker_id": decision_maker_id}
    if row is None:
        row = save(Oversight(workstream_id=workstream_id, **values), by=by, reason=reason, new=True)
    else:
        if version is not None and row.version != version:
            raise Stale(row, saw=version)
        if not changed_fields(row, values):
            return row
        row.board_id, row.decision_maker_id = board_id, decision_maker_id
        save(row, by=by, reason=reason)
    event = events.OversightSet(
        aggregate_id=row.id,
        version=row.version,
        programme_id=workstream.programme_id,
        closed=where.is_closed,
        quiet=is_quiet(by),
        workstream_id=workstream_id,
        board_id=board_id,
        decision_maker_id=decision_maker_id,
    )
    record([event], by=by, at=at)
    return row


@transaction.atomic
def add_decision_maker(
    *, organisation_id: UUID, values: Mapping[str, Any], by: access.Actor, at: datetime
) -> DecisionMaker:
    """Set up a decision-maker of a council: Council, the executive, a committee or a post. Raises Refused, Invalid."""
    by.require(access.GOVERN, access.Placement(organisation_id), thing="the decision-makers of that council")
    row = save(DecisionMaker(organisation_id=organisation_id, **values), by=by, new=True)
    record([_decision_maker(row, by)], by=by, at=at)
    return row


@transaction.atomic
def revise_decision_maker(
    *, decision_maker_id: UUID, version: int | None, values: Mapping[str, Any], by: access.Actor,
    at: datetime, reason: str = "",
) -> DecisionMaker:  # fmt: skip
    """Change a decision-maker's name, kind, holder or note. Raises Refused, Stale, Invalid."""
    row = locked(DecisionMaker, decision_maker_id, version=version)
    by.require(access.GOVERN, access.Placement(row.organisation_id), thing=row.name)
    changed = changed_fields(row, values)
    if not changed:
        return row
    for name in changed:
        setattr(row, name, values[name])
    save(row, by=by, reason=reason)
    record([_decision_maker(row, by)], by=by, at=at)
    return row


@transaction.atomic
def set_limit(
    *, decision_maker_id: UUID, kind: str, limit: Decimal | None, by: access.Actor, at: datetime,
    reason: str = "",
) -> DelegationLimit | None:  # fmt: skip
    """Set how much a decision-maker may decide of one kind, in pounds, inclusive; None unsets it.

    Unset is neither nil nor unlimited. Raises Refused, Invalid.
    """
    row = locked(DecisionMaker, decision_maker_id, version=None)
    by.require(access.GOVERN, access.Placement(row.organisation_id), thing=f"the limits of {row.name}")
    if kind not in dict(LIMIT_KINDS):
        raise Invalid({"kind": [f"Choose one of {', '.join(dict(LIMIT_KINDS))}"]})
    held = row.limits.filter(kind=kind).first()
    if (held.limit if held else None) == limit:
        return held
    if limit is None and held is not None:
        with recorded(by, reason=reason):
            held.delete()
        held = None
    elif limit is not None:
        is_new = held is None
        held = held or DelegationLimit(decision_maker=row, kind=kind)
        held.limit = limit
        save(held, by=by, reason=reason, new=is_new)
    save(row, by=by, reason=reason)
    event = events.LimitSet(
        aggregate_id=row.id, version=row.version, quiet=is_quiet(by), kind=kind, limit=limit
    )
    record([event], by=by, at=at)
    return held


def _check_board(board_id: UUID | None, where: access.Placement) -> None:
    if board_id is None:
        return
    board = Board.objects.get(pk=board_id)
    if board.organisation_id != where.organisation_id:
        raise Invalid({"board": [f"{board.name} belongs to another council"]})
    if board.programme_id not in (None, where.programme_id):
        raise Invalid({"board": [f"{board.name} belongs to another programme"]})
    if board.kind in NEVER_OVERSEES:
        raise Invalid({"board": [f"{board.name} cannot oversee: {NEVER_OVERSEES[board.kind]}"]})


def _check_decision_maker(decision_maker_id: UUID | None, where: access.Placement) -> None:
    if decision_maker_id is None:
        return
    decides = DecisionMaker.objects.get(pk=decision_maker_id)
    if decides.organisation_id != where.organisation_id:
        raise Invalid({"decision_maker": [f"{decides.name} decides for another council"]})


def _decision_maker(row: DecisionMaker, by: access.Actor) -> events.DecisionMakerRevised:
    return events.DecisionMakerRevised(
        aggregate_id=row.id, version=row.version, quiet=is_quiet(by), name=row.name
    )
