"""Changes to what a saving is planned and forecast to be worth, and to the milestones it waits for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db import transaction

from programme import queries as ground
from programme.changes import Invalid
from programme.changes.saving_rows import changed_fields, check_dates, is_quiet, locked, recorded, save
from programme.outbox.recording import record
from programme.rules import access
from programme.rules.calendar import FinancialYear
from savings import events
from savings.changes.freezing import (
    Authority,
    NeedsDecision,
    decision_facts,
    demand_approval,
    freeze_when_mature,
    is_approving,
    require_decision,
    with_decision,
)
from savings.changes.maturity import check_maturity
from savings.changes.states import keep_state
from savings.models import BudgetRound, Enabler, PlannedAmount, Saving
from savings.rules.series import EVEN, Spread, SpreadKind, plan_months

# What of a saving's particulars is part of its plan, and how it is named to a person.
PART_OF_THE_PLAN = {
    "kind": "changing its kind",
    "start_date": "changing when it starts",
    "funding_ends": "changing when its funding ends",
    "corrects_id": "changing what it corrects",
    "corrects": "changing what it corrects",
}
PENNY = Decimal("0.01")


@transaction.atomic
def add_budget_round(
    *, organisation_id: UUID, values: Mapping[str, Any], by: access.Actor, at: datetime
) -> BudgetRound:
    """Add a budget round to a council; the same code again is the same round. Raises Refused, Invalid."""
    by.require(access.SET_UP, access.Placement(organisation_id), thing="the budget rounds of that council")
    known = BudgetRound.objects.filter(organisation_id=organisation_id, code=values["code"]).first()
    return known or save(BudgetRound(organisation_id=organisation_id, **values), by=by, new=True)


@transaction.atomic
def add_saving(
    *, programme_id: UUID, values: Mapping[str, Any], by: access.Actor, at: datetime,
    plan: Mapping[int, Mapping[str, Any]] | None = None, authority: Authority | None = None,
) -> Saving:  # fmt: skip
    """Add a saving with its plan: by April of the financial year, {amount, printed, unit, decimals}.

    A blank amount stays a blank. A year that is not spread evenly has {spread, from_month, months} too, as
    `spread_columns` gives them. One that arrives with an approved plan takes an Authority. Raises NeedsDecision,
    Refused, Invalid.
    """
    saving = Saving(programme_id=programme_id, **values)
    is_approved = is_approving(None, saving.maturity)
    check_dates(values)
    _check_funding(saving)
    freeze_when_mature(saving, at=at)
    by.require(access.PLAN_MONEY, saving.placement(), thing="the savings of that programme")
    check_sign(saving, [cell.get("amount") for cell in (plan or {}).values()])
    if not is_quiet(by):
        check_maturity(saving)
    decided = authority if is_approved else None
    save(saving, by=by, new=True, reason=with_decision("", decided))
    if is_approved:
        demand_approval(saving, authority, by=by, at=at)
    for year, cell in sorted((plan or {}).items()):
        row = PlannedAmount(saving=saving, year=year, **cell)
        _check_months(saving, year, row.amount, spread_of(row))
        save(row, by=by, new=True)
    tell(saving, events.SavingAdded, by=by, at=at, ref=saving.ref)
    return saving


@transaction.atomic
def revise_saving(
    *, saving_id: UUID, version: int | None, values: Mapping[str, Any], by: access.Actor, at: datetime,
    reason: str = "", authority: Authority | None = None,
) -> Saving:  # fmt: skip
    """Change a saving's particulars; reaching maturity 3 approves and freezes its plan, and takes an Authority.

    So do kind, start date and what it corrects, which are part of the plan, once that is frozen.
    Raises NeedsDecision, Refused, Stale, Invalid.
    """
    saving = locked(Saving, saving_id, version=version)
    changed = changed_fields(saving, values)
    if not changed:
        return saving
    by.require(access.PLAN_MONEY, saving.placement(), thing=f"saving {saving.ref}")
    planned = list(dict.fromkeys(PART_OF_THE_PLAN[name] for name in changed if name in PART_OF_THE_PLAN))
    is_approved = "maturity" in changed and is_approving(saving.maturity, values["maturity"])
    decided = authority if planned or is_approved else None
    if planned:
        require_decision(saving, authority, what=" and ".join(planned), by=by, at=at)
    for name in changed:
        setattr(saving, name, values[name])
    by.require(access.PLAN_MONEY, saving.placement(), thing=f"saving {saving.ref} to that place")
    check_dates({name: values[name] for name in changed})
    _check_funding(saving)
    if "kind" in changed:
        check_sign(saving, saving.planned_amounts.values_list("amount", flat=True))
    if "maturity" in changed and not is_quiet(by):
        check_maturity(saving)
    if is_approved:
        demand_approval(saving, authority, by=by, at=at)
    freeze_when_mature(saving, at=at)
    words = with_decision(reason, decided)
    save(saving, by=by, reason=words)
    facts = decision_facts(decided)
    tell(saving, events.SavingRevised, by=by, at=at, fields_changed=changed, reason=words, **facts)
    return saving


@transaction.atomic
def plan_saving(
    *, saving_id: UUID, version: int | None, amounts: Mapping[int, Decimal | None], by: access.Actor,
    at: datetime, reason: str = "", authority: Authority | None = None,
    spreads: Mapping[int, Spread] | None = None,
) -> Saving:  # fmt: skip
    """Change a saving's plan in these years, in pounds; None is not known, never nil.

    `spreads` say how a year's amount falls on its months; a year they leave out keeps its own. Months given by
    hand sum to the year's amount. A frozen plan takes an Authority. Raises NeedsDecision, Refused, Stale,
    Invalid.
    """
    saving = locked(Saving, saving_id, version=version)
    by.require(access.PLAN_MONEY, saving.placement(), thing=f"the plan of {saving.ref}")
    rows = {row.year: row for row in saving.planned_amounts.select_for_update()}
    spread_as = dict(spreads or {})
    changed: dict[int, tuple[Decimal | None, Spread]] = {}
    for year in sorted({*amounts, *spread_as}):
        row = rows.get(year)
        held = (None, EVEN) if row is None else (row.amount, spread_of(row))
        now = (amounts.get(year, held[0]), spread_as.get(year, held[1]))
        if row is None or now != held:
            changed[year] = now
    if not changed:
        return saving
    require_decision(
        saving, authority, what="changing it", by=by, at=at, amounts={y: a for y, (a, _) in changed.items()}
    )
    check_sign(saving, [amount for amount, _ in changed.values()])
    for year, (amount, spread) in changed.items():
        _check_months(saving, year, amount, spread)
    words = with_decision(reason, authority)
    save(saving, by=by, reason=words)
    for year, (amount, spread) in changed.items():
        row = rows.get(year) or PlannedAmount(saving=saving, year=year)
        if year not in rows or row.amount != amount:
            row.amount, row.printed, row.unit, row.decimals = amount, "", "gbp", 0
        for column, value in spread_columns(spread).items():
            setattr(row, column, value)
        save(row, by=by, reason=words, new=year not in rows)
    facts = decision_facts(authority)
    tell(saving, events.SavingReplanned, by=by, at=at, years=tuple(changed), reason=words, **facts)
    return saving


@transaction.atomic
def remove_saving(
    *, saving_id: UUID, version: int | None, by: access.Actor, at: datetime, reason: str,
    authority: Authority | None = None,
) -> None:  # fmt: skip
    """Take a saving away; it stays on the record. A frozen one takes an Authority, and is better withdrawn.

    Raises NeedsDecision, Refused, Stale.
    """
    saving = locked(Saving, saving_id, version=version)
    by.require(access.PLAN_MONEY, saving.placement(), thing=f"saving {saving.ref}")
    if saving.plan_frozen_at and authority is None:
        raise NeedsDecision(f"{saving.ref} has a frozen plan: it is withdrawn by a decision, not removed.")
    require_decision(saving, authority, what="taking it away", by=by, at=at)
    saving.removed_at = at
    words = with_decision(reason, authority)
    save(saving, by=by, reason=words)
    tell(saving, events.SavingRemoved, by=by, at=at, reason=words, **decision_facts(authority))


@transaction.atomic
def state_enabler(
    *, saving_id: UUID, milestone_id: UUID, by: access.Actor, at: datetime, note: str = ""
) -> Enabler:
    """State that a saving waits for a milestone of the same programme; the same again changes nothing.

    Raises Refused, Invalid.
    """
    saving = locked(Saving, saving_id, version=None)
    by.require(access.PLAN_MONEY, saving.placement(), thing=f"what {saving.ref} waits for")
    known = saving.enablers.filter(milestone_id=milestone_id).first()
    if known is not None:
        return known
    milestone = ground.milestones(reader=by, ids=[milestone_id]).get(milestone_id)
    if milestone is None or milestone.programme_id != saving.programme_id:
        raise Invalid({"milestone": ["Choose a milestone of the same programme"]})
    enabler = save(Enabler(saving=saving, milestone_id=milestone_id, note=note), by=by, new=True)
    save(saving, by=by)
    tell(saving, events.EnablersChanged, by=by, at=at, milestone_id=str(milestone_id), stated=True)
    return enabler


@transaction.atomic
def withdraw_enabler(*, enabler_id: UUID, by: access.Actor, at: datetime, reason: str = "") -> None:
    """State that a saving no longer waits for a milestone. Raises Refused."""
    enabler = locked(Enabler, enabler_id, version=None)
    saving = locked(Saving, enabler.saving_id, version=None)
    by.require(access.PLAN_MONEY, saving.placement(), thing=f"what {saving.ref} waits for")
    save(saving, by=by, reason=reason)
    with recorded(by, reason=reason):
        enabler.delete()
    tell(saving, events.EnablersChanged, by=by, at=at, milestone_id=str(enabler.milestone_id), stated=False)


def spread_of(row: PlannedAmount) -> Spread:
    """Return how a planned year falls on its months."""
    months = None if row.months is None else tuple(Decimal(month) for month in row.months)
    return Spread(SpreadKind(row.spread), row.from_month, months)


def spread_columns(spread: Spread) -> dict[str, Any]:
    """Return a spread as the columns of a planned year hold it."""
    months = None if spread.months is None else [f"{month:.2f}" for month in spread.months]
    return {"spread": spread.kind.value, "from_month": spread.from_month, "months": months}


def check_sign(saving: Saving, amounts: Iterable[Decimal | None]) -> None:
    """Check that a saving's amounts are nil or above, an adjustment's nil or below. Raises Invalid."""
    known = [a for a in amounts if a is not None]
    if saving.kind == "adjustment" and any(a > 0 for a in known):
        raise Invalid({"amount": [f"{saving.ref} is an adjustment: its amounts are nil or below"]})
    if saving.kind != "adjustment" and any(a < 0 for a in known):
        raise Invalid({"amount": [f"{saving.ref} is a saving: its amounts are nil or above"]})


def check_pence(amounts: Iterable[Decimal | None]) -> None:
    """Check that amounts are whole pence. Raises Invalid."""
    if any(a is not None and (not a.is_finite() or a != a.quantize(PENNY)) for a in amounts):
        raise Invalid({"months": ["Give each month in pounds and whole pence"]})


def _check_funding(saving: Saving) -> None:
    """Raise Invalid where the funding behind a saving would end before it begins."""
    starts, ends = saving.start_date, saving.funding_ends
    if starts is not None and ends is not None and ends < starts:
        words = f"{ends.isoformat()} is before the saving starts ({starts.isoformat()}): check both dates"
        raise Invalid({"funding_ends": [words]})


def _check_months(saving: Saving, year: int, amount: Decimal | None, spread: Spread) -> None:
    """Check that months given by hand are the year's amount, to the penny."""
    check_sign(saving, spread.months or ())
    check_pence(spread.months or ())
    try:
        plan_months(amount, spread, year=FinancialYear(year))
    except ValueError as problem:
        words = f"{FinancialYear(year)} is spread by hand: {problem}. Give its months anew, or another spread"
        raise Invalid({"months": [words]}) from problem


def tell(saving: Saving, kind: Any, *, by: access.Actor, at: datetime, **facts: Any) -> None:
    """Record one event of a saving, with what every event of it carries, and keep what the saving now is."""
    keep_state(saving, by=by, at=at)
    event = kind(
        aggregate_id=saving.id,
        version=saving.version,
        programme_id=saving.programme_id,
        closed=saving.placement().is_closed,
        quiet=is_quiet(by),
        **facts,
    )
    record([event], by=by, at=at)
