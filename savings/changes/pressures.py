"""Changes to budget pressures: kept as a paper prints them, and edited."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from programme import queries as ground
from programme.changes.saving_rows import changed_fields, save
from programme.rules import access
from savings.models import Pressure, PressureAmount


@transaction.atomic
def store_pressure(
    *, programme_id: UUID, ref: str, values: Mapping[str, Any], amounts: Mapping[int, Mapping[str, Any]],
    by: access.Actor, at: datetime,
) -> Pressure:  # fmt: skip
    """Keep a budget pressure under its ref, with its amounts; the same again changes nothing. Raises Refused."""
    _require(programme_id, by)
    standing = Pressure.objects.standing().select_for_update()
    known = standing.filter(programme_id=programme_id, ref=ref).first()
    if known is None:
        pressure = save(Pressure(programme_id=programme_id, ref=ref, **values), by=by, new=True)
    else:
        pressure = _amend(known, values, by=by)
    held = {row.year: row for row in pressure.amounts.all()}
    for year, cell in sorted(amounts.items()):
        if year in held:
            _amend(held[year], cell, by=by)
        else:
            save(PressureAmount(pressure=pressure, year=year, **cell), by=by, new=True)
    return pressure


def _require(programme_id: UUID, by: access.Actor) -> None:
    programme = ground.programmes(reader=by, ids=[programme_id]).get(programme_id)
    if programme is None:
        raise access.Refused("There is no such programme among those you may see.")
    by.require(access.PLAN_MONEY, programme.placement, thing=f"the money of {programme.name}")


def _amend(thing: Any, values: Mapping[str, Any], *, by: access.Actor) -> Any:
    changed = changed_fields(thing, values)
    for name in changed:
        setattr(thing, name, values[name])
    return save(thing, by=by) if changed else thing
