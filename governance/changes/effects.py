"""What decisions change: linked while they are proposed, carried out once on the day they have effect.

Source: docs/method.md, "Decisions".
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any, Final
from uuid import UUID

from django.core.exceptions import ObjectDoesNotExist
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from governance.changes import decision_facts as facts
from governance.changes.decisions import ask_to_carry_out
from governance.models import Decision, DecisionEffect, DecisionStep
from governance.models.decision import EFFECT_KINDS
from governance.queries.authority import OF_SAVINGS, years_of
from governance.rules.deciding import ASKED, DECIDED, EFFECTIVE, STEP_WORDS
from programme import changes as ground_changes
from programme import queries as ground
from programme.changes import Backdated, Invalid, Stale
from programme.changes.saving_rows import check_dates, locked, recorded, save
from programme.outbox.recording import ask_for, record
from programme.outbox.switchboard import Job
from programme.rules import access
from programme.rules.calendar import FIRST_DATE, LAST_DATE, ApproxDate, DatePrecision
from savings import changes as money_changes
from savings import queries as money
from savings.changes import Authority, NeedsDecision

NO_LONGER_COUNTED: Final = ("withdrawn", "replaced")  # outlooks
APPROVED_PLAN: Final = 3  # maturity. Source: docs/method.md, "In the budget"
FORESEEN: Final = (Invalid, Stale, Backdated, NeedsDecision, access.Refused, ObjectDoesNotExist)


@transaction.atomic
def link_effect(
    *, decision_id: UUID, kind: str, subject_id: UUID, by: access.Actor, at: datetime,
    values: Mapping[str, Any] | None = None,
) -> DecisionEffect:  # fmt: skip
    """Say what a proposed decision will change: a saving's plan, or whether it stands, or a milestone's baseline.

    `values` are {"amounts": {"2026": "107000.00"}}, or {"date": "2027-03-31", "precision": "day"}, else nothing. The
    same thing again gets the new values. Raises Refused, Invalid.
    """
    decision = _open(decision_id, by)
    if kind not in dict(EFFECT_KINDS):
        raise Invalid({"kind": [f"Choose one of {', '.join(dict(EFFECT_KINDS))}"]})
    _require_subject(decision, kind, subject_id, by)
    read = _read(kind, values or {})
    effect = decision.effects.filter(kind=kind, subject_id=subject_id).first()
    is_new = effect is None
    effect = effect or DecisionEffect(decision=decision, kind=kind, subject_id=subject_id)
    effect.values = read
    save(effect, by=by, new=is_new)
    save(decision, by=by)
    record([facts.effect_changed(decision, effect, by, linked=True)], by=by, at=at)
    return effect


@transaction.atomic
def unlink_effect(*, effect_id: UUID, by: access.Actor, at: datetime, reason: str = "") -> None:
    """Take a change off a proposed decision. Raises Refused, Invalid."""
    effect = locked(DecisionEffect, effect_id, version=None)
    decision = _open(effect.decision_id, by)
    _require_subject(decision, effect.kind, effect.subject_id, by)
    with recorded(by, reason=reason):
        effect.delete()
    save(decision, by=by, reason=reason)
    record([facts.effect_changed(decision, effect, by, linked=False)], by=by, at=at)


@transaction.atomic
def retry_effect(*, effect_id: UUID, by: access.Actor, at: datetime, reason: str = "") -> None:
    """Try again what a decision could not change, once what stood in its way is gone. Raises Refused, Invalid."""
    effect = locked(DecisionEffect, effect_id, version=None)
    decision = locked(Decision, effect.decision_id, version=None)
    by.require(access.GOVERN, decision.placement(), thing=f"what {decision.ref} changes")
    if not effect.refused or effect.applied_at is not None:
        raise Invalid({"refused": ["Nothing of it was refused"]})
    effect.refused = ""
    save(effect, by=by, reason=reason)
    save(decision, by=by, reason=reason)
    record([facts.effect_changed(decision, effect, by, linked=True)], by=by, at=at)
    ask_to_carry_out(decision, by)


def carry_out_decisions(job: Job, at: datetime) -> None:
    """Carry out the decision named, or ask for every one whose day has come. Source: deploy/timetable.py."""
    named = job.payload.get("decision")
    if named is not None:
        carry_out(decision_id=UUID(named), at=at)
        return
    for decision_id, version in _due(timezone.localdate(at)).values_list("id", "version"):
        ask_for(
            "governance.carry_out_decisions",
            shard=f"decision:{decision_id}",
            queue="recalc",
            payload={"decision": str(decision_id)},
            dedupe_key=f"decision:{decision_id}:{version}",
        )


@transaction.atomic
def carry_out(*, decision_id: UUID, at: datetime) -> Decision:
    """Change the plans a decision changes, once, if it has effect by now; done again it changes nothing.

    What is refused is kept with the reason and the others go on.
    """
    by = access.system()
    decision = locked(Decision, decision_id, version=None)
    effective = decision.effective_on
    if decision.state not in DECIDED or effective is None or effective > timezone.localdate(at):
        return decision
    if (
        decision.placement().closed_on is not None
    ):  # nothing of a closed programme changes; once reopened it does
        return decision
    waiting = list(decision.effects.filter(applied_at=None, refused="").order_by("kind", "subject_id"))
    if decision.state == EFFECTIVE and not waiting:
        return decision
    refused = sum(not _applied(decision, effect, by=by, at=at) for effect in waiting)
    happened = []
    if decision.state != EFFECTIVE:
        decision.state = EFFECTIVE
        DecisionStep.objects.create(
            decision=decision, step=EFFECTIVE, on=effective, recorded_by=by.name, recorded_at=at
        )
    save(decision, by=by, reason="It has effect")
    happened.append(facts.took_effect(decision, changed=len(waiting) - refused, refused=refused, by=by))
    record(happened, by=by, at=at)
    return decision


def _due(day: date) -> Any:
    """Return the decisions whose day has come: not in effect yet, or with something left to change."""
    left = Q(effects__applied_at=None, effects__refused="", effects__isnull=False)
    rows = Decision.objects.standing().filter(
        effective_on__lte=day, state__in=DECIDED, programme__closed_at=None
    )
    return rows.filter(~Q(state=EFFECTIVE) | left).distinct()


def _applied(decision: Decision, effect: DecisionEffect, *, by: access.Actor, at: datetime) -> bool:
    """Carry one effect out, and keep that it was; or why not."""
    try:
        with transaction.atomic():
            _change(decision, effect, by=by, at=at)
    except FORESEEN as problem:
        effect.refused = str(problem)[:500] or "It could not be changed"
    else:
        effect.applied_at = at
    save(effect, by=by, reason=f"Decision {decision.ref}")
    return not effect.refused


def _change(decision: Decision, effect: DecisionEffect, *, by: access.Actor, at: datetime) -> None:
    maker = decision.decision_maker.name if decision.decision_maker else ""
    effective = decision.effective_on or timezone.localdate(at)
    authority = Authority(decision.ref, maker, effective)
    words = f"Decision {decision.ref}, {maker}, effective {effective.day} {effective:%b %Y}"
    common: dict[str, Any] = {"version": None, "by": by, "at": at}
    if effect.kind in ("saving_plan", "saving_approved"):
        _check_counts(effect.subject_id)
    if effect.kind == "saving_plan":
        amounts = {year.start_year: amount for year, amount in years_of(effect.values)}
        money_changes.plan_saving(saving_id=effect.subject_id, amounts=amounts, authority=authority, **common)
    elif effect.kind == "saving_withdrawn":
        money_changes.withdraw_saving(
            saving_id=effect.subject_id, reason="Withdrawn", authority=authority, **common
        )
    elif effect.kind == "saving_approved":
        _approve(effect.subject_id, words, common)
    else:
        ground_changes.revise_milestone(
            milestone_id=effect.subject_id,
            values={
                "baseline_date": date.fromisoformat(effect.values["date"]),
                "baseline_precision": effect.values["precision"],
            },
            reason=words,
            **common,
        )


def _check_counts(saving_id: UUID) -> None:
    """Refuse to change the plan of a line that another decision withdrew, or that another line replaced, by now."""
    row = money.savings(reader=access.system(), ids=[saving_id]).get(saving_id)
    if row is not None and row.outlook is not None and row.outlook.outlook in NO_LONGER_COUNTED:
        words = (
            f"{row.ref} is {row.outlook.words.lower()} by now: its plan is changed once it is taken up again"
        )
        raise Invalid({"saving": [words]})


def _approve(saving_id: UUID, words: str, common: Mapping[str, Any]) -> None:
    """Bring a saving to an approved plan, which freezes it; one that is further on stays there."""
    row = money.savings(reader=access.system(), ids=[saving_id]).get(saving_id)
    if row is None:
        raise Invalid({"saving": ["It has been removed"]})
    if row.maturity is None or row.maturity < APPROVED_PLAN:
        money_changes.revise_saving(
            saving_id=saving_id, values={"maturity": APPROVED_PLAN}, reason=words, **common
        )


def _open(decision_id: UUID, by: access.Actor) -> Decision:
    decision = locked(Decision, decision_id, version=None)
    if not by.sees(decision.placement()):
        raise access.Refused("There is no such decision among those you may see.")
    if decision.state not in ASKED:
        words = f"{decision.ref} is {STEP_WORDS[decision.state]}: what it changes was settled with it"
        raise Invalid({"decision": [words]})
    return decision


def _require_subject(decision: Decision, kind: str, subject_id: UUID, by: access.Actor) -> None:
    """Ask for the right to plan what the decision would change, in the decision's own programme."""
    if kind in OF_SAVINGS:
        where = money.saving_places([subject_id]).get(subject_id)
        seen, capability = where is not None and by.sees(where), access.PLAN_MONEY
    else:
        stone = ground.milestones(reader=by, ids=[subject_id]).get(subject_id)
        where, capability = (stone.placement if stone else None), access.PLAN_DELIVERY
        seen = where is not None
    if where is None or not seen or where.programme_id != decision.programme_id:
        what = "saving" if kind in OF_SAVINGS else "milestone"
        raise Invalid({"subject": [f"Choose a {what} of the same programme"]})
    if not by.may(access.GOVERN, where):
        by.require(capability, where, thing=f"what {decision.ref} changes")


def _read(kind: str, values: Mapping[str, Any]) -> dict[str, Any]:
    """Return what an effect changes, as it is stored. Raises Invalid."""
    if kind == "saving_plan":
        return {"amounts": _amounts(values.get("amounts") or {})}
    if kind == "milestone_baseline":
        return _date(values)
    if values:
        raise Invalid({"values": ["This takes none: leave it blank"]})
    return {}


def _amounts(given: Mapping[Any, Any]) -> dict[str, str | None]:
    if not given:
        raise Invalid({"values": ["Give the plan of at least one year, in pounds"]})
    read: dict[str, str | None] = {}
    for year, amount in given.items():
        if not str(year).isdecimal() or not FIRST_DATE.year <= int(year) < LAST_DATE.year:
            raise Invalid(
                {"values": [f"{year} is not the April of a financial year: write 2026 for 2026/27"]}
            )
        try:
            read[str(year)] = None if amount is None else f"{Decimal(str(amount)):.2f}"
            whole = amount is None or Decimal(str(amount)) == Decimal(str(read[str(year)]))
        except InvalidOperation as problem:
            raise Invalid({"values": [f"{amount} is not an amount in pounds"]}) from problem
        if not whole:
            raise Invalid({"values": [f"{amount} is not in whole pence"]})
    return read


def _date(values: Mapping[str, Any]) -> dict[str, Any]:
    try:
        read = ApproxDate(
            date.fromisoformat(str(values.get("date", ""))), DatePrecision(values.get("precision", "day"))
        )
    except ValueError as problem:
        raise Invalid({"values": ["Give the new baseline as a date and its precision"]}) from problem
    if read.value is None:
        raise Invalid({"values": ["Give the new baseline as a date and its precision"]})
    check_dates({"values": read.value})
    return {"date": read.value.isoformat(), "precision": read.precision.value}
