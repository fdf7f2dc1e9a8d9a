"""Cost drivers, and what they read at one time: volume, unit cost, and the cost a paper prints."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from programme.changes import Invalid
from programme.changes.saving_rows import changed_fields, locked, said_at, save
from programme.rules import access
from savings.changes.monitoring import add_row, require_money
from savings.models import BudgetLine, CostDriver, CostDriverReading

_MEASURED = ("volume", "unit_cost", "cost")


@transaction.atomic
def store_cost_driver(
    *, programme_id: UUID, name: str, values: Mapping[str, Any], by: access.Actor, at: datetime
) -> CostDriver:
    """Keep a cost driver under its name; the same again changes nothing. Raises Refused, Invalid."""
    require_money(programme_id, by)
    line_id = values.get("budget_line_id")
    if line_id and not BudgetLine.objects.filter(pk=line_id, programme_id=programme_id).exists():
        raise Invalid({"budget_line": ["Choose a budget line of the same programme"]})
    held = CostDriver.objects.select_for_update().filter(programme_id=programme_id, name=name)
    known: CostDriver | None = held.first()
    if known is None:
        return save(CostDriver(programme_id=programme_id, name=name, **values), by=by, new=True)
    changed = changed_fields(known, values)
    for field in changed:
        setattr(known, field, values[field])
    return save(known, by=by) if changed else known


@transaction.atomic
def record_cost_driver(
    *, driver_id: UUID, period: str, values: Mapping[str, Any], by: access.Actor, at: datetime
) -> CostDriverReading:
    """Record what a cost driver reads at a time, as published; said again it stands in front.

    Volume, unit cost and cost in pounds; what is not printed is none, never nil, and one of the three at least
    is given. The same again changes nothing. Raises Refused, Invalid, Backdated.
    """
    driver = locked(CostDriver, driver_id, version=None)
    require_money(driver.programme_id, by, markings=[driver.marking])
    if not period.strip():
        raise Invalid({"period": ["Say when it read this, as published: Mar-23, 2023/24 M5, budget 2023/24"]})
    if all(values.get(name) is None for name in _MEASURED):
        raise Invalid(
            {"volume": ["Give a volume, a unit cost or a cost: a reading says one of them at least"]}
        )
    below = [name for name in _MEASURED if values.get(name) is not None and values[name] < 0]
    if below:
        raise Invalid({name: ["This is nil or above"] for name in below})
    newest = driver.readings.filter(period=period.strip()).order_by("-recorded_at").first()
    if newest is not None and not changed_fields(newest, values):
        return newest
    said_at(newest.recorded_at if newest else None, at)
    return add_row(
        CostDriverReading(
            driver=driver, period=period.strip(), recorded_at=at, recorded_by_name=by.name, **values
        )
    )
