"""Changes to budget pressures: kept as a paper prints them, added and edited by people, withdrawn."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db import transaction

from programme import queries as ground
from programme.changes import Invalid
from programme.changes.saving_rows import changed_fields, locked, save
from programme.rules import access
from programme.rules.calendar import FinancialYear
from savings.models import Pressure, PressureAmount, Saving, Settlement
from savings.rules.pressures import CHOICE_WORDS, Choice

OWN_CELL = {"printed": "", "unit": "gbp", "decimals": 0}  # a figure of ours, and of no paper


@transaction.atomic
def store_pressure(
    *, programme_id: UUID, ref: str, values: Mapping[str, Any], amounts: Mapping[int, Mapping[str, Any]],
    by: access.Actor, at: datetime,
) -> Pressure:  # fmt: skip
    """Keep a budget pressure under its ref, with its amounts; the same again changes nothing.

    A line it names by ref that this programme holds is linked. Raises Refused; Invalid where the saving named is
    settled or asked for already in a year it asks for, and for a change of what a settlement rests on.
    """
    _require(programme_id, by)
    given = _with_link(programme_id, values, by=by)
    standing = Pressure.objects.standing().select_for_update(of=("self",)).select_related("programme")
    known = standing.filter(programme_id=programme_id, ref=ref).first()
    held = {row.year: row for row in known.amounts.all()} if known else {}
    asks = {y: cell.get("amount") for y, cell in amounts.items()}
    changed = {y for y, amount in asks.items() if y not in held or held[y].amount != amount}
    relinked = known is not None and {"deferred_from_id", "deferred_from"} & set(changed_fields(known, given))
    if known is None:
        pressure = save(Pressure(programme_id=programme_id, ref=ref, **given), by=by, new=True)
    else:
        if changed or relinked:
            _refuse_settled(known, "its amounts and what it is deferred from stand", by)
        pressure = _amend(known, given, by=by)
    if known is None or relinked:
        _check_deferred(pressure, by)
        changed |= set(held)
    after = {year: row.amount for year, row in held.items()} | asks
    _refuse_both(pressure, [year for year in changed if after[year] != 0], by)
    for year, cell in sorted(amounts.items()):
        if year in held:
            _amend(held[year], cell, by=by)
        else:
            save(PressureAmount(pressure=pressure, year=year, **cell), by=by, new=True)
    return pressure


@transaction.atomic
def add_pressure(
    *, programme_id: UUID, values: Mapping[str, Any], by: access.Actor, at: datetime
) -> Pressure:
    """Add a pressure to a programme's budget; without a ref it gets the next P number. Raises Refused, Invalid."""
    _require(programme_id, by)
    given = {**values, "ref": values.get("ref") or next_ref(programme_id)}
    pressure = Pressure(programme_id=programme_id, **given)
    _check_deferred(pressure, by)
    return save(pressure, by=by, new=True)


@transaction.atomic
def revise_pressure(
    *, pressure_id: UUID, version: int | None, values: Mapping[str, Any], by: access.Actor, at: datetime,
    reason: str = "",
) -> Pressure:  # fmt: skip
    """Change a pressure's particulars. Raises Refused, Stale, Invalid."""
    pressure = locked(Pressure, pressure_id, version=version)
    _require(pressure.programme_id, by, pressure)
    changed = changed_fields(pressure, values)
    if not changed:
        return pressure
    if {"deferred_from_id", "deferred_from"} & set(changed):
        _refuse_settled(pressure, "what it is deferred from stands", by)
    for name in changed:
        setattr(pressure, name, values[name])
    _check_deferred(pressure, by)
    if {"deferred_from_id", "deferred_from"} & set(changed):
        _refuse_both(pressure, pressure.amounts.exclude(amount=0).values_list("year", flat=True), by)
    return save(pressure, by=by, reason=reason)


@transaction.atomic
def price_pressure(
    *, pressure_id: UUID, version: int | None, amounts: Mapping[int, Decimal | None], by: access.Actor,
    at: datetime, reason: str = "",
) -> Pressure:  # fmt: skip
    """Say what a pressure asks for by financial year, in pounds; None is not known, never nil.

    What a settlement wrote out of a saving stands with it. Raises Refused, Stale, Invalid.
    """
    pressure = locked(Pressure, pressure_id, version=version)
    _require(pressure.programme_id, by, pressure)
    held = {row.year: row for row in pressure.amounts.select_for_update()}
    changed = {y: a for y, a in sorted(amounts.items()) if y not in held or held[y].amount != a}
    if not changed:
        return pressure
    _refuse_settled(pressure, "its amounts stand", by)
    _refuse_both(pressure, [year for year, amount in changed.items() if amount != 0], by)
    save(pressure, by=by, reason=reason)
    for year, amount in changed.items():
        row = held.get(year) or PressureAmount(pressure=pressure, year=year)
        for name, value in {"amount": amount, **OWN_CELL}.items():
            setattr(row, name, value)
        save(row, by=by, reason=reason, new=year not in held)
    return pressure


@transaction.atomic
def remove_pressure(
    *, pressure_id: UUID, version: int | None, reason: str, by: access.Actor, at: datetime
) -> None:
    """Withdraw a pressure; it stays on the record. Raises Refused, Stale, Invalid."""
    pressure = locked(Pressure, pressure_id, version=version)
    _require(pressure.programme_id, by, pressure)
    _refuse_settled(pressure, "it stands", by)
    withdraw_pressure(pressure_id=pressure_id, reason=reason, by=by, at=at)


def withdraw_pressure(*, pressure_id: UUID, reason: str, by: access.Actor, at: datetime) -> None:
    """Withdraw a pressure inside a change that may."""
    pressure = locked(Pressure, pressure_id, version=None)
    if pressure.removed_at is None:
        pressure.removed_at = at
        save(pressure, by=by, reason=reason)


def add_deferred(
    *, ref: str, name: str, saving: Saving, amounts: Mapping[int, Decimal], by: access.Actor, at: datetime
) -> Pressure:
    """Add the pressure that a saving's shortfall makes, as closed as the saving itself."""
    pressure = Pressure(
        programme_id=saving.programme_id,
        ref=ref,
        name=name,
        deferred_from=saving,
        deferred_from_round_id=saving.budget_round_id,
        **_marking_of(saving),
    )
    save(pressure, by=by, new=True)
    for year, amount in sorted(amounts.items()):
        save(PressureAmount(pressure=pressure, year=year, amount=amount), by=by, new=True)
    return pressure


def next_ref(programme_id: UUID) -> str:
    """Return the next P number no pressure of a programme has had, withdrawn ones among them."""
    held = set(Pressure.objects.filter(programme_id=programme_id).values_list("ref", flat=True))
    return next(ref for ref in (f"P{n}" for n in range(1, len(held) + 2)) if ref not in held)


def _marking_of(saving: Saving) -> dict[str, Any]:
    """Return the most closed marking a saving has or inherits, with the paragraph and citation of where it stands."""
    places = [saving, saving.workstream, saving.programme]
    held = [place for place in places if place is not None]
    closest = max(held, key=lambda place: access.MARKINGS.index(place.marking))
    return {name: getattr(closest, name) for name in ("marking", "exempt_paragraph", "marking_note")}


def _with_link(programme_id: UUID, values: Mapping[str, Any], *, by: access.Actor) -> dict[str, Any]:
    """Return a pressure's values, with the line of this programme that it names by ref, where its reader sees it."""
    ref = values.get("deferred_from_ref")
    if not ref or values.get("deferred_from_id") or values.get("deferred_from"):
        return dict(values)
    rows = Saving.objects.visible_to(by).filter(programme_id=programme_id, ref=ref)
    if values.get("deferred_from_round_id"):
        rows = rows.filter(budget_round_id=values["deferred_from_round_id"])
    found = rows.values_list("pk", flat=True).first()
    return dict(values) if found is None else {**values, "deferred_from_id": found}


def _check_deferred(pressure: Pressure, by: access.Actor) -> None:
    saving = pressure.deferred_from
    if saving is None:
        return
    if not by.sees(saving.placement()) or (
        saving.programme.organisation_id != pressure.programme.organisation_id
    ):
        raise Invalid({"deferred_from": ["Choose a saving of the same council"]})
    if pressure.deferred_from_ref and pressure.deferred_from_ref != saving.ref:
        words = f"It names {saving.ref} and {pressure.deferred_from_ref}: leave one of the two blank"
        raise Invalid({"deferred_from_ref": [words]})


def _refuse_both(pressure: Pressure, years: Iterable[int], by: access.Actor) -> None:
    """Refuse a pressure for a saving and year that are settled, or that another pressure asks for: never both."""
    if pressure.deferred_from_id is None:
        return
    saving = Saving.objects.select_for_update(of=("self",)).get(pk=pressure.deferred_from_id)
    wanted = list(years)
    settled = Settlement.objects.filter(saving=saving, year__in=wanted, undoes=None, undone_by=None)
    found = settled.exclude(pressure_id=pressure.pk).order_by("year").first()
    if found is not None:
        how = CHOICE_WORDS[Choice(found.choice)].lower()
        words = f"{saving.ref} is settled for {FinancialYear(found.year)} already ({how}): a pressure too would be both"
        raise Invalid({"deferred_from": [f"{words}. Undo that settlement first, or name another saving"]})
    others = PressureAmount.objects.exclude(amount=0).filter(
        pressure__in=Pressure.objects.standing().filter(deferred_from=saving).exclude(pk=pressure.pk),
        year__in=wanted,
    )
    other = others.select_related("pressure").order_by("year").first()
    if other is not None:
        ref = f"Pressure {other.pressure.ref}" if by.sees(other.pressure.placement()) else "Another pressure"
        words = f"{ref} asks for {saving.ref} in {FinancialYear(other.year)} already: two would ask twice"
        raise Invalid({"deferred_from": [f"{words}. Change or withdraw that one first"]})


def _refuse_settled(pressure: Pressure, what: str, by: access.Actor) -> None:
    """Refuse to change what a settlement rests on: the same amounts have left a saving's plan."""
    rows = Settlement.objects.filter(pressure=pressure, undoes=None, undone_by=None)
    settled = rows.select_related("saving__programme", "saving__workstream").first()
    if settled is not None:
        ref = settled.saving.ref if by.sees(settled.saving.placement()) else "another line"
        words = f"{pressure.ref} was accepted when {ref} was written out: {what} until that is undone"
        raise Invalid({"__all__": [words]})


def _require(programme_id: UUID, by: access.Actor, pressure: Pressure | None = None) -> None:
    programme = ground.programmes(reader=by, ids=[programme_id]).get(programme_id)
    if programme is None:
        raise access.Refused("There is no such programme among those you may see.")
    where = programme.placement if pressure is None else pressure.placement()
    by.require(access.PLAN_MONEY, where, thing=f"the money of {programme.name}")


def _amend(thing: Any, values: Mapping[str, Any], *, by: access.Actor) -> Any:
    changed = changed_fields(thing, values)
    for name in changed:
        setattr(thing, name, values[name])
    return save(thing, by=by) if changed else thing
