"""A frozen plan changes by decision only: what that asks of a change, and how the decision is kept with it.

A plan freezes at the earlier of maturity 3 and budget approval, and nothing unfreezes it. A decision that somebody
states is one on the record: the storey that keeps decisions says so, through the gate that settings name.
Source: docs/method.md, "In the budget".
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from typing import Any
from uuid import UUID

from django.conf import settings
from django.utils import timezone
from django.utils.module_loading import import_string

from programme.changes import Invalid
from programme.changes.saving_rows import is_quiet
from programme.rules.access import Actor
from savings.models import Saving

FROZEN_FROM_MATURITY = 3
DECISION = ("decision", "decision_maker", "effective")
THE_THREE = "Give the decision's reference, who decided, and from when it is effective."


WITHDRAWING, TAKING_UP = "withdrawing it", "taking it up again"


class NeedsDecision(ValueError):
    """This saving's plan is frozen: changing it takes a decision. Name the decision, who made it and when."""


@dataclass(frozen=True)
class Authority:
    """The decision that lets a frozen plan change: its reference, who decided, and from when it has effect."""

    decision: str
    decision_maker: str
    effective: date


@dataclass(frozen=True)
class Asked:
    """What a decision is asked for: which line, what is done to it, and by how much in each April's year, in pounds.

    `amounts` are the years' plans as they would be, where that is what changes, and `moved` what they change by, a
    raised plan above nought; else `moved` is the line's plan and `is_whole`. Without a saving it is the whole
    programme.
    """

    programme_id: UUID
    what: str
    saving_id: UUID | None = None
    workstream_id: UUID | None = None
    ref: str = ""
    moved: Mapping[int, Decimal] = field(default_factory=dict)
    amounts: Mapping[int, Decimal | None] | None = None
    is_whole: bool = False


Gate = Callable[["Asked", "Authority | None", Actor, datetime], str]
"""Returns "" where a stated decision holds, else why not; asked with none, who would have to decide."""


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
        raise NeedsDecision(
            f"{frozen} {_who_decides(_asked(saving, what, amounts), by=by, at=at)}{THE_THREE}"
        )


def demand_decision(
    saving: Saving, authority: Authority | None, *, what: str, by: Actor, at: datetime
) -> None:
    """Ask for a decision whether or not the saving's plan is frozen. Raises NeedsDecision, Invalid."""
    asked = _asked(saving, what, None)
    if authority is None:
        who = _who_decides(asked, by=by, at=at)
        raise NeedsDecision(f"{saving.ref}: {what} takes a decision. {who}{THE_THREE}")
    check_stated(asked, authority, by=by, at=at)


def check_stated(asked: Asked, authority: Authority, *, by: Actor, at: datetime) -> None:
    """Check that a stated decision is whole, has taken effect, and is on the record for what is asked. Raises Invalid.

    The product itself states one freely: it carries decisions out, and loads papers that print them.
    """
    check_authority(authority, at=at)
    if states_freely(by):
        return
    problem = gate()(asked, authority, by, at)
    if problem:
        raise Invalid({"decision": [problem]})


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


def states_freely(by: Actor) -> bool:
    """Return whether a decision this actor states is taken as it is: history being loaded, or the product itself."""
    return is_quiet(by) or (by.kind == "system" and by.door == "system")


@cache
def gate() -> Gate:
    """Return what checks a stated decision, from the dotted name in settings.DECISION_GATE."""
    found: Gate = import_string(settings.DECISION_GATE)
    return found


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


def _who_decides(asked: Asked, *, by: Actor, at: datetime) -> str:
    words = gate()(asked, None, by, at)
    return f"{words} " if words else ""


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
