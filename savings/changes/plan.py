"""Changes to what a saving is planned and forecast to be worth, and to the milestones it waits for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID, uuid4

from django.db import transaction

from programme import queries as ground
from programme.changes import Invalid, said_at
from programme.changes.saving_rows import changed_fields, is_quiet, locked, recorded, save
from programme.outbox.recording import record
from programme.rules import access
from savings import events
from savings.changes.states import keep_state
from savings.models import BudgetRound, Enabler, PlannedAmount, Saving, SavingForecast

FROZEN_FROM_MATURITY = 3


class NeedsDecision(ValueError):
    """This saving's plan is frozen: changing it takes a decision. Name the decision, who made it and when."""


@dataclass(frozen=True)
class Authority:
    """The decision that lets a frozen plan change: its reference, who decided, and from when it has effect."""

    decision: str
    decision_maker: str
    effective: date


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
    plan: Mapping[int, Mapping[str, Any]] | None = None,
) -> Saving:  # fmt: skip
    """Add a saving with its plan: by April of the financial year, {amount, printed, unit, decimals}.

    A blank amount stays a blank. Raises Refused, Invalid.
    """
    saving = Saving(programme_id=programme_id, **values)
    if saving.maturity is not None and saving.maturity >= FROZEN_FROM_MATURITY:
        saving.plan_frozen_at = at
    by.require(access.PLAN_MONEY, saving.placement(), thing="the savings of that programme")
    _check_sign(saving, [cell.get("amount") for cell in (plan or {}).values()])
    save(saving, by=by, new=True)
    for year, cell in sorted((plan or {}).items()):
        save(PlannedAmount(saving=saving, year=year, **cell), by=by, new=True)
    tell(saving, events.SavingAdded, by=by, at=at, ref=saving.ref)
    return saving


@transaction.atomic
def revise_saving(
    *, saving_id: UUID, version: int | None, values: Mapping[str, Any], by: access.Actor, at: datetime,
    reason: str = "",
) -> Saving:  # fmt: skip
    """Change a saving's particulars; reaching maturity 3 freezes its plan. Raises Refused, Stale, Invalid."""
    saving = locked(Saving, saving_id, version=version)
    changed = changed_fields(saving, values)
    if not changed:
        return saving
    by.require(access.PLAN_MONEY, saving.placement(), thing=f"saving {saving.ref}")
    for name in changed:
        setattr(saving, name, values[name])
    by.require(access.PLAN_MONEY, saving.placement(), thing=f"saving {saving.ref} to that place")
    if saving.maturity is not None and saving.maturity >= FROZEN_FROM_MATURITY and not saving.plan_frozen_at:
        saving.plan_frozen_at = at
    save(saving, by=by, reason=reason)
    tell(saving, events.SavingRevised, by=by, at=at, fields_changed=changed, reason=reason)
    return saving


@transaction.atomic
def plan_saving(
    *, saving_id: UUID, version: int | None, amounts: Mapping[int, Decimal | None], by: access.Actor,
    at: datetime, reason: str = "", authority: Authority | None = None,
) -> Saving:  # fmt: skip
    """Change a saving's plan in these years, in pounds; None is not known, never nil.

    A frozen plan takes an Authority. Raises NeedsDecision, Refused, Stale, Invalid.
    """
    saving = locked(Saving, saving_id, version=version)
    by.require(access.PLAN_MONEY, saving.placement(), thing=f"the plan of {saving.ref}")
    held = {row.year: row for row in saving.planned_amounts.select_for_update()}
    changed = tuple(sorted(y for y, amount in amounts.items() if y not in held or held[y].amount != amount))
    if not changed:
        return saving
    if saving.plan_frozen_at and authority is None:
        raise NeedsDecision(
            f"The plan of {saving.ref} is frozen since {saving.plan_frozen_at:%d %b %Y}: "
            "changing it takes a decision. Name the decision, who made it and when."
        )
    _check_sign(saving, amounts.values())
    words = f"{reason} (decision {authority.decision}, {authority.decision_maker})" if authority else reason
    save(saving, by=by, reason=words)
    for year in changed:
        row = held.get(year) or PlannedAmount(saving=saving, year=year)
        row.amount, row.printed, row.unit, row.decimals = amounts[year], "", "gbp", 0
        save(row, by=by, reason=words, new=year not in held)
    tell(saving, events.SavingReplanned, by=by, at=at, years=changed, reason=words)
    return saving


@transaction.atomic
def forecast_saving(
    *, saving_id: UUID, version: int | None, amounts: Mapping[int, Decimal | None], reason: str,
    by: access.Actor, at: datetime, series: str = "forecast",
) -> Saving:  # fmt: skip
    """Say a saving's forecast (or actual) anew for these years, in pounds. Earlier ones stay on the record.

    Raises Refused, Stale, Invalid, Backdated.
    """
    saving = locked(Saving, saving_id, version=version)
    by.require(access.UPDATE_MONEY, saving.placement(), thing=f"the forecast of {saving.ref}")
    if not reason.strip():
        raise Invalid({"reason": [f"Say why the {series} of {saving.ref} changes"]})
    if not amounts:
        raise Invalid({"amounts": ["Give at least one financial year"]})
    _check_sign(saving, amounts.values())
    newest = saving.forecasts.order_by("-recorded_at").values_list("recorded_at", flat=True).first()
    said_at(newest, at)
    save(saving, by=by, reason=reason)
    together = uuid4()
    for year, amount in sorted(amounts.items()):
        SavingForecast.objects.create(
            saving=saving,
            series=series,
            year=year,
            amount=amount,
            reason=reason.strip(),
            said_together=together,
            saving_version=saving.version,
            recorded_at=at,
            recorded_by_id=by.person_id,
            recorded_by_name=by.name,
        )
    tell(
        saving,
        events.SavingForecast,
        by=by,
        at=at,
        series=series,
        amounts=dict(amounts),
        reason=reason.strip(),
    )
    return saving


@transaction.atomic
def remove_saving(
    *, saving_id: UUID, version: int | None, by: access.Actor, at: datetime, reason: str
) -> None:
    """Take a saving away; it stays on the record. Raises NeedsDecision for a frozen one, Refused, Stale."""
    saving = locked(Saving, saving_id, version=version)
    by.require(access.PLAN_MONEY, saving.placement(), thing=f"saving {saving.ref}")
    if saving.plan_frozen_at:
        raise NeedsDecision(f"{saving.ref} has a frozen plan: it is withdrawn by a decision, not removed.")
    saving.removed_at = at
    save(saving, by=by, reason=reason)
    tell(saving, events.SavingRemoved, by=by, at=at, reason=reason)


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


def _check_sign(saving: Saving, amounts: Any) -> None:
    known = [a for a in amounts if a is not None]
    if saving.kind == "adjustment" and any(a > 0 for a in known):
        raise Invalid({"amount": [f"{saving.ref} is an adjustment: its amounts are nil or below"]})
    if saving.kind != "adjustment" and any(a < 0 for a in known):
        raise Invalid({"amount": [f"{saving.ref} is a saving: its amounts are nil or above"]})


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
