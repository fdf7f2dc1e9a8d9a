"""Changes to what drives a saving: an indicator, and the path of it that the plan assumes."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from django.db import transaction

from programme import queries as ground
from programme.changes import Invalid
from programme.changes.saving_rows import changed_fields, locked, recorded, save
from programme.rules import access
from savings import events
from savings.changes.plan import tell
from savings.models import Driver, DriverPoint, Saving

USUAL_TOLERANCE_PERCENT = Decimal(5)


@transaction.atomic
def name_driver(
    *, saving_id: UUID, indicator_id: UUID, path: Mapping[int, Decimal], by: access.Actor, at: datetime,
    tolerance_percent: Decimal = USUAL_TOLERANCE_PERCENT, note: str = "",
) -> Driver:  # fmt: skip
    """Name what drives a saving and the reading its plan assumes by year (the April it starts in).

    Named again, it gets the new path; the same again changes nothing. An indicator more closed than the saving
    is refused, since the saving's readers would learn of it. Raises Refused, Invalid.
    """
    saving = locked(Saving, saving_id, version=None)
    by.require(access.PLAN_MONEY, saving.placement(), thing=f"what drives {saving.ref}")
    _check_indicator(saving, indicator_id, by=by)
    if not path:
        raise Invalid({"path": ["Give the reading assumed for at least one financial year"]})
    if not 0 <= tolerance_percent <= 100:
        raise Invalid({"tolerance_percent": ["A tolerance lies between 0 and 100 percent"]})
    values = {"tolerance_percent": tolerance_percent, "note": note}
    driver = saving.drivers.filter(indicator_id=indicator_id).first()
    held = {p.year: p.value for p in driver.path.all()} if driver else {}
    if driver is not None and held == dict(path) and not changed_fields(driver, values):
        return driver
    save(saving, by=by, reason=f"what drives it: {note}" if note else "what drives it")
    if driver is None:
        driver = save(Driver(saving=saving, indicator_id=indicator_id, **values), by=by, new=True)
    else:
        driver.tolerance_percent, driver.note = tolerance_percent, note
        save(driver, by=by)
    _lay(driver, path, by=by)
    tell(saving, events.DriversChanged, by=by, at=at, indicator_id=str(indicator_id), named=True)
    return driver


@transaction.atomic
def drop_driver(*, driver_id: UUID, by: access.Actor, at: datetime, reason: str) -> None:
    """State that an indicator no longer drives a saving, with why. Raises Refused, Invalid."""
    driver = locked(Driver, driver_id, version=None)
    saving = locked(Saving, driver.saving_id, version=None)
    by.require(access.PLAN_MONEY, saving.placement(), thing=f"what drives {saving.ref}")
    if not reason.strip():
        raise Invalid({"reason": ["Say why it no longer drives the saving"]})
    save(saving, by=by, reason=reason)
    with recorded(by, reason=reason):
        for point in driver.path.all():
            point.delete()
        driver.delete()
    tell(saving, events.DriversChanged, by=by, at=at, indicator_id=str(driver.indicator_id), named=False)


def _check_indicator(saving: Saving, indicator_id: UUID, *, by: access.Actor) -> None:
    found = ground.indicators(reader=by, programme_ids=[saving.programme_id]).get(indicator_id)
    if found is None:
        raise Invalid({"indicator": ["Choose an indicator of the same programme"]})
    if access.MARKINGS.index(found.marking) > max(
        access.MARKINGS.index(m) for m in saving.placement().markings
    ):
        raise Invalid({"indicator": ["It is more closed than the saving, whose readers would learn of it"]})


def _lay(driver: Driver, path: Mapping[int, Decimal], *, by: access.Actor) -> None:
    held = {point.year: point for point in driver.path.all()}
    for year, value in sorted(path.items()):
        point = held.pop(year, None)
        if point is None:
            save(DriverPoint(driver=driver, year=year, value=value), by=by, new=True)
        elif point.value != value:
            point.value = value
            save(point, by=by)
    with recorded(by):
        for point in held.values():
            point.delete()
