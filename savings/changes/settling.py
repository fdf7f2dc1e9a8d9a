"""Finance settles what a shortfall means for a coming budget: the saving left in the base, or written out.

Written out, the amounts that leave the saving's plan are those of the pressure, in one transaction, so that no
pound is both growth in a budget and a saving still counted. Source: docs/method.md, "Pressure loop".
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db import transaction

from programme.changes import Invalid
from programme.changes.saving_rows import locked, save
from programme.rules import access
from programme.rules.calendar import FinancialYear
from savings import events
from savings.changes.freezing import Authority, decision_facts, with_decision
from savings.changes.plan import plan_saving, spread_columns, spread_of, tell
from savings.changes.pressures import add_deferred, next_ref, withdraw_pressure
from savings.models import PlannedAmount, Pressure, Saving, Settlement
from savings.queries.proposed import proposal_of
from savings.rules.notation import show_pounds
from savings.rules.pressures import CHOICE_WORDS, Choice, Proposal, written_out
from savings.rules.profile import share_out
from savings.rules.series import Spread, SpreadKind, by_hand


@dataclass(frozen=True)
class _Undone:
    """A year's plan as it was before and after it was written out."""

    before: Decimal
    after: Decimal
    spread: Mapping[str, Any]


@transaction.atomic
def settle_saving(
    *, saving_id: UUID, version: int | None, year: int, choice: str, reason: str, by: access.Actor,
    at: datetime, authority: Authority | None = None, name: str = "", seen: Decimal | None = None,
) -> Settlement:  # fmt: skip
    """Settle a saving's proposed pressure for the budget of a year (its April). Finance alone does.

    Written out, the pressure is made (or the one already linked to the saving used) and the saving's plan lowered
    by it from that year on; a frozen plan takes a decision. `name` is what the pressure is called, `seen` the
    amount of the proposal that was looked at. Raises NeedsDecision, Refused, Stale, Invalid.
    """
    saving = locked(Saving, saving_id, version=version)
    by.require(access.VALIDATE, saving.placement(), thing=f"how {saving.ref} is settled")
    if choice not in CHOICE_WORDS:
        raise Invalid({"choice": [f"Choose one of {', '.join(CHOICE_WORDS)}"]})
    if not reason.strip():
        raise Invalid({"reason": [f"Say why {saving.ref} is settled so: the reason is kept"]})
    budget = FinancialYear(year)
    settled = _standing(saving, year)
    if settled is not None:
        words = (
            f"{saving.ref} is settled for {budget} already ({CHOICE_WORDS[Choice(settled.choice)].lower()}): "
        )
        raise Invalid({"choice": [f"{words}undo that first; it is never both"]})
    proposal = proposal_of(saving.pk, budget, reader=by)
    if proposal is None:
        raise Invalid(
            {"choice": [f"{saving.ref} proposes no pressure for {budget}: there is nothing to settle"]}
        )
    if seen is not None and seen != proposal.amount:
        words = (
            f"{saving.ref} now proposes {show_pounds(proposal.amount)} for {budget}, not {show_pounds(seen)}"
        )
        raise Invalid({"choice": [f"{words}: look at it again"]})
    linked = (
        Pressure.objects.standing().filter(deferred_from=saving, amounts__year=year).order_by("ref").first()
    )
    pressure, amounts = None, {y.start_year: a for y, a in proposal.amounts.items()}
    if linked is not None:
        amounts = {row.year: row.amount for row in linked.amounts.all() if row.amount and row.year >= year}
    kept = {str(y): {"pressure": f"{a:.2f}"} for y, a in sorted(amounts.items())}
    if choice == Choice.LEFT_IN_BASE:
        _refuse_both(linked, budget, by)
    else:
        pressure = linked or _made(saving, proposal, name, by=by, at=at)
        kept = _write_out(saving, amounts, kept, reason=reason, authority=authority, by=by, at=at)
        if linked is None:
            kept["made"] = {"pressure": str(pressure.pk)}
        saving.refresh_from_db()
    save(saving, by=by, reason=with_decision(reason, authority))
    row = Settlement.objects.create(
        saving=saving,
        year=year,
        choice=choice,
        pressure=pressure,
        amounts=kept,
        reason=reason.strip(),
        recorded_at=at,
        recorded_by_id=by.person_id,
        recorded_by_name=by.name,
    )
    facts = {"year": year, "choice": choice, "amount": proposal.amount, "reason": reason.strip()}
    tell(saving, events.SavingSettled, by=by, at=at, **facts, **decision_facts(authority))
    return row


@transaction.atomic
def undo_settlement(
    *, settlement_id: UUID, reason: str, by: access.Actor, at: datetime, version: int | None = None,
    authority: Authority | None = None,
) -> Settlement:  # fmt: skip
    """Undo a settlement: the plan gets back what was written out, and the pressure made for it is withdrawn.

    `version` is the saving's. Raises NeedsDecision, Refused, Stale, Invalid.
    """
    row = Settlement.objects.get(pk=settlement_id)
    saving = locked(Saving, row.saving_id, version=version)
    by.require(access.VALIDATE, saving.placement(), thing=f"how {saving.ref} is settled")
    if not reason.strip():
        raise Invalid({"reason": ["Say why it is undone: the reason is kept"]})
    if row.undoes_id or Settlement.objects.filter(undoes=row).exists():
        raise Invalid({"settlement": ["It has been undone already"]})
    if row.choice == Choice.WRITTEN_OUT:
        _write_back(saving, row, reason=reason, authority=authority, by=by, at=at)
        if row.amounts.get("made") and row.pressure_id:
            withdraw_pressure(pressure_id=row.pressure_id, reason=reason, by=by, at=at)
        saving.refresh_from_db()
    save(saving, by=by, reason=with_decision(reason, authority))
    undone = Settlement.objects.create(
        saving=saving,
        year=row.year,
        choice=row.choice,
        pressure=row.pressure,
        amounts=row.amounts,
        reason=reason.strip(),
        undoes=row,
        recorded_at=at,
        recorded_by_id=by.person_id,
        recorded_by_name=by.name,
    )
    facts = {"year": row.year, "choice": row.choice, "reason": reason.strip()}
    tell(saving, events.SettlementUndone, by=by, at=at, **facts, **decision_facts(authority))
    return undone


def _standing(saving: Saving, year: int) -> Settlement | None:
    return Settlement.objects.filter(saving=saving, year=year, undoes=None, undone_by=None).first()


def _refuse_both(linked: Pressure | None, budget: FinancialYear, by: access.Actor) -> None:
    """Refuse to leave a saving in the base of a budget that has a pressure for it already."""
    if linked is not None:
        ref = f"Pressure {linked.ref}" if by.sees(linked.placement()) else "A pressure"
        words = f"{ref} asks for it in {budget} already: left in the base too, it would be both"
        raise Invalid({"choice": [words]})


def _made(saving: Saving, proposal: Proposal, name: str, *, by: access.Actor, at: datetime) -> Pressure:
    return add_deferred(
        ref=next_ref(saving.programme_id),
        name=name.strip() or f"{saving.name} (deferred from {saving.ref})"[:300],
        saving=saving,
        amounts={one.year.start_year: one.pressure for one in proposal.years if one.pressure},
        by=by,
        at=at,
    )


def _write_out(
    saving: Saving, amounts: Mapping[int, Decimal], kept: dict[str, dict[str, Any]], *, reason: str,
    authority: Authority | None, by: access.Actor, at: datetime,
) -> dict[str, dict[str, Any]]:  # fmt: skip
    """Lower the plan by what the pressure asks for; return what is needed to give it back."""
    rows = {row.year: row for row in saving.planned_amounts.all()}
    plan = {FinancialYear(y): row.amount for y, row in rows.items()}
    after = {
        y.start_year: a
        for y, a in written_out(plan, {FinancialYear(y): a for y, a in amounts.items()}).items()
    }
    if after:
        _plan(saving, after, {y: _scaled(rows[y], a) for y, a in after.items()}, reason, authority, by, at)
    for y, amount in after.items():
        kept[str(y)] |= {
            "plan": f"{rows[y].amount:.2f}",
            "after": f"{amount:.2f}",
            "spread": spread_columns(spread_of(rows[y])),
        }
    return kept


def _write_back(
    saving: Saving,
    row: Settlement,
    *,
    reason: str,
    authority: Authority | None,
    by: access.Actor,
    at: datetime,
) -> None:
    held = {one.year: one.amount for one in saving.planned_amounts.all()}
    undone = {
        int(y): _Undone(Decimal(one["plan"]), Decimal(one["after"]), one["spread"])
        for y, one in row.amounts.items()
        if "plan" in one
    }
    for y, one in sorted(undone.items()):
        if held.get(y) != one.after:
            words = (
                f"The plan of {saving.ref} for {FinancialYear(y)} is now {show_pounds(held.get(y))} and not the "
                f"{show_pounds(one.after)} it was written down to: change the plan itself"
            )
            raise Invalid({"settlement": [words]})
    if undone:
        amounts = {y: one.before for y, one in undone.items()}
        spreads = {y: _spread(one.spread) for y, one in undone.items()}
        _plan(saving, amounts, spreads, reason, authority, by, at)


def _plan(
    saving: Saving, amounts: Mapping[int, Decimal], spreads: Mapping[int, Spread], reason: str,
    authority: Authority | None, by: access.Actor, at: datetime,
) -> None:  # fmt: skip
    plan_saving(
        saving_id=saving.pk,
        version=None,
        amounts=amounts,
        spreads=spreads,
        reason=reason,
        authority=authority,
        by=by,
        at=at,
    )


def _scaled(row: PlannedAmount, amount: Decimal) -> Spread:
    """Return how a lowered year falls on its months: months by hand are lowered alike."""
    spread = spread_of(row)
    return spread if spread.months is None else by_hand(share_out(amount, spread.months))


def _spread(columns: Mapping[str, Any]) -> Spread:
    months = columns["months"]
    return Spread(
        SpreadKind(columns["spread"]),
        columns["from_month"],
        None if months is None else tuple(Decimal(month) for month in months),
    )
