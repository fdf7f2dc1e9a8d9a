"""Cost drivers with their readings, and what explains each change between two of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from itertools import pairwise
from uuid import UUID

from programme.rules.access import Actor
from savings.models import BudgetLine, CostDriver, CostDriverReading
from savings.rules.monitoring_drivers import CostChange, Reading, explain_change
from savings.rules.notation import SCALES, Unit


@dataclass(frozen=True)
class CostDriverReadingRow:
    """A reading as published, oldest first. `figures` are what is worked out from it."""

    period: str
    on_date: date | None
    figures: Reading
    source: str
    note: str
    recorded_at: datetime


@dataclass(frozen=True)
class CostDriverRow:
    """A cost driver: its readings, the change from each to the next, and the change over all of them."""

    id: UUID
    programme_id: UUID
    name: str
    volume_unit: str
    note: str
    budget_line_id: UUID | None
    budget_line: str
    readings: tuple[CostDriverReadingRow, ...]
    changes: tuple[CostChange, ...]
    overall: CostChange | None


def cost_drivers(
    *, reader: Actor, programme_ids: Iterable[UUID], at: datetime | None = None
) -> dict[UUID, CostDriverRow]:
    """Return the cost drivers this reader may see, by id, with the readings recorded by a moment (None: now).

    A driver of a budget line that is hidden is hidden with it.
    """
    rows = CostDriver.objects.visible_to(reader).filter(programme_id__in=list(programme_ids))
    found = list(rows.select_related("budget_line").order_by("programme_id", "position", "name"))
    named = {driver.budget_line_id for driver in found if driver.budget_line_id}
    seen = set(BudgetLine.objects.visible_to(reader).filter(pk__in=named).values_list("pk", flat=True))
    shown = [d for d in found if d.budget_line_id is None or d.budget_line_id in seen]
    readings = _readings(shown, at)
    return {driver.id: _row(driver, readings[driver.id]) for driver in shown}


def _readings(drivers: list[CostDriver], at: datetime | None) -> dict[UUID, list[CostDriverReading]]:
    rows = CostDriverReading.objects.filter(driver__in=drivers)
    if at is not None:
        rows = rows.filter(recorded_at__lte=at)
    found: dict[UUID, list[CostDriverReading]] = defaultdict(list)
    for row in rows.order_by("driver_id", "period", "-recorded_at").distinct("driver_id", "period"):
        found[row.driver_id].append(row)
    for held in found.values():
        held.sort(key=lambda row: (row.on_date or date.max, row.position, row.recorded_at))
    return found


def _row(driver: CostDriver, readings: list[CostDriverReading]) -> CostDriverRow:
    shown = tuple(
        CostDriverReadingRow(r.period, r.on_date, _figures(r), r.source, r.note, r.recorded_at)
        for r in readings
    )
    changes = tuple(explain_change(a.figures, b.figures) for a, b in pairwise(shown))
    return CostDriverRow(
        id=driver.id,
        programme_id=driver.programme_id,
        name=driver.name,
        volume_unit=driver.volume_unit,
        note=driver.note,
        budget_line_id=driver.budget_line_id,
        budget_line=driver.budget_line.name if driver.budget_line else "",
        readings=shown,
        changes=changes,
        overall=explain_change(shown[0].figures, shown[-1].figures) if len(shown) > 2 else None,
    )


def _figures(row: CostDriverReading) -> Reading:
    step = SCALES[Unit(row.cost_unit)] / Decimal(10) ** row.cost_decimals
    return Reading(row.period, row.volume, row.unit_cost, row.cost, step)
