"""A frozen plan changes by decision only: what that asks of a change, and how the decision is kept with it.

A plan freezes at the earlier of maturity 3 and budget approval, and nothing unfreezes it. A decision that somebody
states is one on the record: the storey that keeps decisions says so, through the gate that settings name.
Source: docs/method.md, "In the budget".
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from typing import Final
from uuid import UUID

from django.utils import timezone

from programme.changes.deciding import (
    APPROVAL,
    DECISION,
    THE_THREE,
    Asked,
    Authority,
    NeedsDecision,
    authority_of,
    check_authority,
    check_stated,
    decision_facts,
    demand,
    states_freely,
    who_decides,
    with_decision,
)
from programme.rules.access import Actor
from savings.models import Saving

__all__ = [
    "DECISION",
    "FROZEN_FROM_MATURITY",
    "TAKING_UP",
    "THE_THREE",
    "WITHDRAWING",
    "Asked",
    "Authority",
    "NeedsDecision",
    "authority_of",
    "check_authority",
    "check_stated",
    "check_withdrawal",
    "decision_facts",
    "demand_approval",
    "demand_decision",
    "freeze",
    "freeze_when_mature",
    "is_approving",
    "require_decision",
    "states_freely",
    "with_decision",
]

FROZEN_FROM_MATURITY: Final = 3
WITHDRAWING, TAKING_UP = "withdrawing it", "taking it up again"
APPROVING: Final = "approving its plan"


def freeze(saving: Saving, *, at: datetime) -> None:
    """Freeze a saving's plan from this moment, unless it is frozen already. The caller saves the row."""
    saving.plan_frozen_at = saving.plan_frozen_at or at


def freeze_when_mature(saving: Saving, *, at: datetime) -> None:
    """Freeze a saving's plan once its evidence is an approved plan. Falling back below that unfreezes nothing."""
    if saving.maturity is not None and saving.maturity >= FROZEN_FROM_MATURITY:
        freeze(saving, at=at)


def require_decision(
    saving: Saving, authority: Authority | None, *, what: str, by: Actor, at: datetime,
    amounts: Mapping[int, Decimal | None] | None = None,
) -> None:  # fmt: skip
    """Ask for a decision where the saving's plan is frozen; a decision that is given is checked in any case.

    `what` says what is to be done: "changing its amounts"; `amounts` are those years as they would be, in pounds, and
    None is the whole line. Raises NeedsDecision, Invalid.
    """
    if authority is not None:
        check_stated(_asked(saving, what, amounts), authority, by=by, at=at)
    elif saving.plan_frozen_at is not None:
        since = timezone.localtime(saving.plan_frozen_at)
        frozen = (
            f"The plan of {saving.ref} is frozen since {since.day} {since:%b %Y}: {what} takes a decision."
        )
        raise NeedsDecision(f"{frozen} {who_decides(_asked(saving, what, amounts), by=by, at=at)}{THE_THREE}")


def demand_decision(
    saving: Saving, authority: Authority | None, *, what: str, by: Actor, at: datetime
) -> None:
    """Ask for a decision whether or not the saving's plan is frozen. Raises NeedsDecision, Invalid."""
    asked = _asked(saving, what, None)
    if authority is None:
        who = who_decides(asked, by=by, at=at)
        raise NeedsDecision(f"{saving.ref}: {what} takes a decision. {who}{THE_THREE}")
    check_stated(asked, authority, by=by, at=at)


def check_withdrawal(
    saving: Saving | None, programme_id: UUID, authority: Authority, *, is_withdrawn: bool, by: Actor,
    at: datetime,
) -> None:  # fmt: skip
    """Check the decision a sheet names for a line it withdraws or takes up again; None is a line it adds.

    Raises Invalid.
    """
    what = WITHDRAWING if is_withdrawn else TAKING_UP
    asked = Asked(programme_id, what) if saving is None else _asked(saving, what, None)
    check_stated(asked, authority, by=by, at=at)


def is_approving(was: int | None, now: int | None) -> bool:
    """Return whether a saving's evidence comes to an approved plan with this, or goes past one it never had."""
    return now is not None and now >= FROZEN_FROM_MATURITY and (was is None or was < FROZEN_FROM_MATURITY)


def demand_approval(saving: Saving, authority: Authority | None, *, by: Actor, at: datetime) -> None:
    """Ask for the decision that approves a saving's plan, which freezes it. Raises NeedsDecision, Invalid."""
    asked = Asked(
        programme_id=saving.programme_id,
        what=APPROVING,
        kind=APPROVAL,
        saving_id=saving.pk,
        workstream_id=saving.workstream_id,
        ref=saving.ref,
    )
    words = f"{saving.ref}: maturity 3 (approved plan) and above freezes the plan, and takes a decision."
    demand(asked, authority, words=words, by=by, at=at)


def _asked(saving: Saving, what: str, amounts: Mapping[int, Decimal | None] | None) -> Asked:
    held = dict(saving.planned_amounts.values_list("year", "amount"))
    if amounts is None:
        moved = {year: amount for year, amount in held.items() if amount}
    else:
        moved = {y: (a or Decimal(0)) - (held.get(y) or Decimal(0)) for y, a in amounts.items()}
    return Asked(
        programme_id=saving.programme_id,
        what=what,
        saving_id=saving.pk,
        workstream_id=saving.workstream_id,
        ref=saving.ref,
        moved=moved,
        amounts=amounts,
        is_whole=amounts is None,
    )
