"""Changes to targets: named once by source and year, their amount said anew by decision, never overwritten."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any, Final
from uuid import UUID

from django.db import transaction

from programme import queries as ground
from programme.changes import Invalid, hold_open, said_at
from programme.changes.deciding import TARGET, Asked, NeedsDecision, check_named, who_decides
from programme.changes.saving_rows import changed_fields, is_quiet, locked, save
from programme.outbox.recording import record
from programme.rules import access
from savings import events
from savings.models import Target, TargetAmount
from savings.models.saving import KIND_WORDS

NAMED_BY: Final = ("name", "source", "year", "cut", "label")
KEPT_WITH_AMOUNT: Final = ("is_bridge", "kinds")  # what decides the bridge, as it held with each amount


@transaction.atomic
def store_target(
    *, programme_id: UUID, name: str, by: access.Actor, at: datetime, source: str = "", year: int | None = None,
    cut: str = "", label: str = "", values: Mapping[str, Any] | None = None,
    amount: Mapping[str, Any] | None = None, lacks_rows: bool = False, reason: str = "",
) -> Target:  # fmt: skip
    """Keep a target under its name, source, year and part; the same again changes nothing.

    `values` may hold position, workstream_id, kinds (those the council counted), is_bridge, budget, note and
    marking; `amount` its first amount as printed: {amount, printed, unit, decimals}. `lacks_rows` says that the
    paper's own total has rows our copy lacks. A target that holds an amount takes another by `set_target_amount`
    alone. Raises NeedsDecision, Refused, Invalid, Backdated.
    """
    key = {"name": name, "source": source, "year": year, "cut": cut, "label": label}
    given = dict(values or {})
    _check_kinds(given.get("kinds", ()))
    hold_open(programme_id, at=at)
    known = Target.objects.select_for_update().filter(programme_id=programme_id, **key).first()
    target = known or Target(programme_id=programme_id, **key)
    by.require(access.PLAN_MONEY, _placement(target), thing=f"the targets of {target.programme.name}")
    changed = changed_fields(target, given)
    for field in changed:
        setattr(target, field, given[field])
    if known is None or changed:
        _check_workstream(target, by)
        by.require(access.PLAN_MONEY, _placement(target), thing=f"the target {name} to that place")
        save(target, by=by, reason=reason, new=known is None)
    _keep_amount(target, dict(amount or {}), lacks_rows=lacks_rows, reason=reason, by=by, at=at)
    return target


@transaction.atomic
def set_target_amount(
    *, target_id: UUID, version: int | None, amount: Decimal | None, decision: str, reason: str,
    by: access.Actor, at: datetime,
) -> TargetAmount:  # fmt: skip
    """Say a target's amount anew, in pounds, by a decision and with the reason; the earlier one stays on record.

    None takes the target back. The same amount again changes nothing. The decision is one on the record, of whoever
    decides for the target's workstream or, where it has none, for the whole programme.
    Raises Refused, Stale, Invalid, Backdated; NeedsDecision without a decision's reference.
    """
    target = locked(Target, target_id, version=version)
    by.require(access.PLAN_MONEY, _placement(target), thing=f"the target {target.name}")
    hold_open(target.programme_id, at=at)
    newest = _newest(target)
    if newest is not None and newest.amount == amount:
        return newest
    if not reason.strip():
        raise Invalid({"reason": [f"Say why the target {target.name} changes"]})
    if newest is not None:
        _check_decision(target, decision, by=by, at=at)
    save(target, by=by, reason=reason)
    cell = {"amount": amount}
    lacks_rows = newest.lacks_rows if newest is not None else False
    return _say(
        target,
        cell,
        newest,
        lacks_rows=lacks_rows,
        decision=decision.strip(),
        reason=reason.strip(),
        by=by,
        at=at,
    )


def _check_decision(target: Target, decision: str, *, by: access.Actor, at: datetime) -> None:
    """Ask for the decision on the record that says a published target anew. Raises NeedsDecision, Invalid."""
    asked = Asked(
        programme_id=target.programme_id,
        what="changing a target",
        kind=TARGET,
        workstream_id=target.workstream_id,
        ref=target.name,
    )
    if not decision.strip():
        who = who_decides(asked, by=by, at=at)
        words = f"{target.name} is a published target: changing it takes a decision."
        raise NeedsDecision(f"{words} {who}Give its reference.")
    check_named(asked, decision, by=by, at=at)


def _keep_amount(
    target: Target, cell: dict[str, Any], *, lacks_rows: bool, reason: str, by: access.Actor, at: datetime
) -> None:
    newest = _newest(target)
    if newest is None:
        if cell:
            _say(target, cell, None, lacks_rows=lacks_rows, decision="", reason=reason, by=by, at=at)
        return
    if cell and cell.get("amount") != newest.amount:
        raise NeedsDecision(
            f"{target.name} has an amount already: changing it takes a decision. Set its amount anew."
        )
    held = {name: getattr(target, name) for name in KEPT_WITH_AMOUNT} | {"lacks_rows": lacks_rows}
    if changed_fields(newest, held):
        kept = {name: getattr(newest, name) for name in ("amount", "printed", "unit", "decimals")}
        _say(
            target, kept, newest, lacks_rows=lacks_rows, decision=newest.decision, reason=reason, by=by, at=at
        )


def _say(
    target: Target, cell: Mapping[str, Any], newest: TargetAmount | None, *, lacks_rows: bool, decision: str,
    reason: str, by: access.Actor, at: datetime,
) -> TargetAmount:  # fmt: skip
    said_at(newest.recorded_at if newest is not None else None, at)
    row = TargetAmount(
        target=target,
        lacks_rows=lacks_rows,
        decision=decision,
        reason=reason,
        recorded_at=at,
        recorded_by_name=by.name,
        **cell,
        **{name: getattr(target, name) for name in KEPT_WITH_AMOUNT},
    )
    row.full_clean(exclude={"target"} | ({"amount"} if row.amount is None else set()))
    row.save(force_insert=True)
    event = events.TargetSet(
        aggregate_id=target.pk,
        version=target.version,
        programme_id=target.programme_id,
        closed=_placement(target).is_closed,
        quiet=is_quiet(by),
        name=target.name,
        year=target.year,
        was=newest.amount if newest is not None else None,
        now=row.amount,
        decision=decision,
        reason=reason,
    )
    record([event], by=by, at=at)
    return row


def _newest(target: Target) -> TargetAmount | None:
    return target.amounts.order_by("-recorded_at", "-id").first()


def _check_kinds(kinds: Any) -> None:
    if strange := [kind for kind in kinds if kind not in KIND_WORDS]:
        raise Invalid(
            {"kinds": [f"{strange[0]!r} is no kind of saving: choose among {', '.join(KIND_WORDS)}"]}
        )


def _check_workstream(target: Target, by: access.Actor) -> None:
    if target.workstream_id is None:
        return
    found = ground.workstreams(reader=by, ids=[target.workstream_id]).get(target.workstream_id)
    if found is None or found.programme_id != target.programme_id:
        raise Invalid({"workstream": ["Choose a workstream of the same programme"]})


def _placement(target: Target) -> access.Placement:
    return target.placement()
