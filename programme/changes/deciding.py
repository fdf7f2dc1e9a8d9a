"""Decisions that changes ask for: what is asked, what is stated, and the gate that looks on the record.

The storey that keeps decisions answers through the function that settings name, so that the ground knows of no
boards. Source: docs/method.md, "What takes a decision".
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from typing import Any, Final
from uuid import UUID

from django.conf import settings
from django.utils import timezone
from django.utils.module_loading import import_string

from programme.changes.saving_rows import Invalid, is_quiet
from programme.rules.access import Actor

DECISION: Final = ("decision", "decision_maker", "effective")
THE_THREE: Final = "Give the decision's reference, who decided, and from when it is effective."

# What may be asked of a decision.
PLAN, APPROVAL, BASELINE = "plan", "approval", "baseline"
TARGET, BUDGET, VIREMENT = "target", "budget", "virement"


class NeedsDecision(ValueError):
    """This changes by a decision only: name the decision, who made it and when."""


@dataclass(frozen=True)
class Authority:
    """The decision that lets a plan change: its reference, who decided, and from when it has effect."""

    decision: str
    decision_maker: str
    effective: date


@dataclass(frozen=True)
class Named:
    """A decision stated by its reference alone: who decided and from when is what the record says."""

    decision: str


@dataclass(frozen=True)
class Asked:
    """What a decision is asked for: which thing, what is done to it, and by how much in each April's year, in pounds.

    `amounts` are the years' plans as they would be, where that is what changes, and `moved` what they change by, a
    raised plan above nought; else `moved` is the line's plan and `is_whole`. Of a virement `moved` is all that the
    decision would move with it. Without a saving or a milestone it is the whole programme, or the workstream. `on`
    is the new baseline, as exact as `precision`, or the day Council is said to have met.
    """

    programme_id: UUID
    what: str
    saving_id: UUID | None = None
    workstream_id: UUID | None = None
    ref: str = ""
    moved: Mapping[int, Decimal] = field(default_factory=dict)
    amounts: Mapping[int, Decimal | None] | None = None
    is_whole: bool = False
    kind: str = PLAN
    milestone_id: UUID | None = None
    on: date | None = None
    precision: str = ""


Stated = Authority | Named
Gate = Callable[[Asked, "Stated | None", Actor, datetime], str]
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


def demand(
    asked: Asked, authority: Stated | None, *, words: str, by: Actor, at: datetime
) -> None:  # fmt: skip
    """Ask for a decision on the record; `words` begin the refusal where none is stated. Raises NeedsDecision, Invalid.

    One that is named by its reference alone has the rest as the record says it.

    The product itself and history being loaded need none: they carry out, or print, what was decided.
    """
    if isinstance(authority, Named):
        check_named(asked, authority.decision, by=by, at=at)
    elif authority is not None:
        check_stated(asked, authority, by=by, at=at)
    elif not states_freely(by):
        raise NeedsDecision(f"{words} {who_decides(asked, by=by, at=at)}{THE_THREE}")


def check_stated(asked: Asked, authority: Authority, *, by: Actor, at: datetime) -> None:
    """Check that a stated decision is whole, has taken effect, and is on the record for what is asked. Raises Invalid.

    The product itself states one freely: it carries decisions out, and loads papers that print them.
    """
    check_authority(authority, at=at)
    _look_it_up(asked, authority, field="decision", by=by, at=at)


def check_named(asked: Asked, reference: str, *, by: Actor, at: datetime, field: str = "decision") -> None:
    """Check a decision that is named by its reference alone; `field` is where a refusal is shown. Raises Invalid."""
    _look_it_up(asked, Named(reference.strip()), field=field, by=by, at=at)


def who_decides(asked: Asked, *, by: Actor, at: datetime) -> str:
    """Return who would have to decide, and the board to take it to, with a space behind; "" where nobody knows."""
    words = gate()(asked, None, by, at)
    return f"{words} " if words else ""


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


def with_decision(reason: str, authority: Stated | None) -> str:
    """Return the reason as history keeps it: with the decision, who made it and from when, where that is stated."""
    if authority is None:
        return reason.strip()
    if isinstance(authority, Named):
        words = f"decision {authority.decision.strip()}"
        return f"{reason.strip()} ({words})" if reason.strip() else f"By {words}"
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


def _look_it_up(asked: Asked, stated: Stated, *, field: str, by: Actor, at: datetime) -> None:
    if states_freely(by):
        return
    problem = gate()(asked, stated, by, at)
    if problem:
        raise Invalid({field: [problem]})
