"""A frozen plan changes by decision only: what that asks of a change, and how the decision is kept with it.

A plan freezes at the earlier of maturity 3 and budget approval, and nothing unfreezes it.
Source: docs/method.md, "In the budget".
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils import timezone

from programme.changes import Invalid
from savings.models import Saving

FROZEN_FROM_MATURITY = 3
DECISION = ("decision", "decision_maker", "effective")
THE_THREE = "Give the decision's reference, who decided, and from when it is effective."


class NeedsDecision(ValueError):
    """This saving's plan is frozen: changing it takes a decision. Name the decision, who made it and when."""


@dataclass(frozen=True)
class Authority:
    """The decision that lets a frozen plan change: its reference, who decided, and from when it has effect."""

    decision: str
    decision_maker: str
    effective: date


def authority_of(given: Mapping[str, Any]) -> Authority | None:
    """Return the decision that `decision`, `decision_maker` and `effective` (an ISO day) name; None for none.

    Raises Invalid for a day that is none. `check_authority` says whether it is whole.
    """
    said = {name: str(given.get(name) or "").strip() for name in DECISION}
    if not any(said.values()):
        return None
    try:
        effective = date.fromisoformat(said["effective"])
    except ValueError as problem:
        words = f"From which day is the decision effective? Write it as 2026-11-20. {THE_THREE}"
        raise Invalid({"effective": [words]}) from problem
    return Authority(said["decision"], said["decision_maker"], effective)


def freeze(saving: Saving, *, at: datetime) -> None:
    """Freeze a saving's plan from this moment, unless it is frozen already. The caller saves the row."""
    saving.plan_frozen_at = saving.plan_frozen_at or at


def freeze_when_mature(saving: Saving, *, at: datetime) -> None:
    """Freeze a saving's plan once its evidence is an approved plan. Falling back below that unfreezes nothing."""
    if saving.maturity is not None and saving.maturity >= FROZEN_FROM_MATURITY:
        freeze(saving, at=at)


def require_decision(saving: Saving, authority: Authority | None, *, what: str, at: datetime) -> None:
    """Ask for a decision where the saving's plan is frozen; a decision that is given is checked in any case.

    `what` says what is to be done: "changing its amounts". Raises NeedsDecision, Invalid.
    """
    if authority is not None:
        check_authority(authority, at=at)
    elif saving.plan_frozen_at is not None:
        since = timezone.localtime(saving.plan_frozen_at)
        raise NeedsDecision(
            f"The plan of {saving.ref} is frozen since {since.day} {since:%b %Y}: {what} takes a decision. {THE_THREE}"
        )


def demand_decision(saving: Saving, authority: Authority | None, *, what: str, at: datetime) -> None:
    """Ask for a decision whether or not the saving's plan is frozen. Raises NeedsDecision, Invalid."""
    if authority is None:
        raise NeedsDecision(f"{saving.ref}: {what} takes a decision. {THE_THREE}")
    check_authority(authority, at=at)


def check_authority(authority: Authority, *, at: datetime) -> None:
    """Check that a decision is whole and has taken effect. Raises Invalid, naming what is missing."""
    problems: dict[str, list[str]] = {}
    if not authority.decision.strip():
        problems["decision"] = [f"Which decision? {THE_THREE}"]
    if not authority.decision_maker.strip():
        problems["decision_maker"] = [f"Who decided? {THE_THREE}"]
    today = timezone.localtime(at).date()
    if authority.effective > today:
        day = authority.effective
        problems["effective"] = [
            f"The decision takes effect on {day.day} {day:%b %Y}, and a plan changes on that day: save it then"
        ]
    if problems:
        raise Invalid(problems)


def with_decision(reason: str, authority: Authority | None) -> str:
    """Return the reason as history keeps it: with the decision, who made it and from when it is effective."""
    if authority is None:
        return reason.strip()
    day = authority.effective
    words = (
        f"decision {authority.decision.strip()}, {authority.decision_maker.strip()}, "
        f"effective {day.day} {day:%b %Y}"
    )
    return f"{reason.strip()} ({words})" if reason.strip() else f"By {words}"


def decision_facts(authority: Authority | None) -> dict[str, Any]:
    """Return the decision as an event carries it; nothing for none."""
    if authority is None:
        return {}
    return {
        "decision": authority.decision.strip(),
        "decision_maker": authority.decision_maker.strip(),
        "effective": authority.effective,
    }
