"""What drives savings, and whether it is on the path each plan assumes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from programme import queries as ground
from programme.queries import IndicatorRow
from programme.queries.once import once
from programme.rules.access import Actor
from programme.rules.calendar import FinancialYear
from programme.rules.indicators import is_target
from savings.models import Driver, DriverPoint, Saving
from savings.rules.driving import PathYear, Reading, follow, worst_off


@dataclass(frozen=True)
class DriverRow:
    """An indicator that drives a saving, year by year against what the plan assumes."""

    id: UUID
    saving_id: UUID
    indicator_id: UUID
    indicator: str
    polarity: str
    tolerance_percent: Decimal
    note: str
    marking: str
    years: tuple[PathYear, ...]

    def worst(self, since: FinancialYear) -> PathYear | None:
        """Return the year furthest off the path from `since` on, or None."""
        return worst_off(self.years, since=since)


def drivers(
    *, reader: Actor, saving_ids: Iterable[UUID], at: datetime | None = None
) -> dict[UUID, tuple[DriverRow, ...]]:
    """Return the drivers of savings this reader may see, by saving; with the readings recorded by a moment.

    An indicator this reader may not see is left out.
    """
    ids = tuple(saving_ids)
    return dict(once(("drivers", reader, ids, at), lambda: _drivers(reader, ids, at)))


def _drivers(reader: Actor, ids: tuple[UUID, ...], at: datetime | None) -> dict[UUID, tuple[DriverRow, ...]]:
    seen = Saving.objects.visible_to(reader).filter(pk__in=ids)
    found = list(
        Driver.objects.filter(saving__in=seen).select_related("saving").order_by("indicator__position")
    )
    if not found:
        return {}
    programmes = {driver.saving.programme_id for driver in found}
    indicators = ground.indicators(reader=reader, programme_ids=programmes, at=at)
    paths: dict[UUID, dict[FinancialYear, Decimal]] = defaultdict(dict)
    for point in DriverPoint.objects.filter(driver__in=found):
        paths[point.driver_id][FinancialYear(point.year)] = point.value
    rows: dict[UUID, list[DriverRow]] = defaultdict(list)
    for driver in found:
        indicator = indicators.get(driver.indicator_id)
        if indicator is not None:
            rows[driver.saving_id].append(_row(driver, indicator, paths[driver.id]))
    return {saving_id: tuple(group) for saving_id, group in rows.items()}


def _row(driver: Driver, indicator: IndicatorRow, path: dict[FinancialYear, Decimal]) -> DriverRow:
    readings = [
        Reading(r.year, Decimal(r.value), r.months_covered, r.basis)
        for r in indicator.readings
        if r.year is not None and r.value is not None and not is_target(r.basis)
    ]
    years = follow(
        path,
        readings,
        polarity=indicator.polarity,  # type: ignore[arg-type]
        tolerance_percent=driver.tolerance_percent,
    )
    return DriverRow(
        id=driver.id,
        saving_id=driver.saving_id,
        indicator_id=indicator.id,
        indicator=indicator.name,
        polarity=indicator.polarity,
        tolerance_percent=driver.tolerance_percent,
        note=driver.note,
        marking=indicator.marking,
        years=years,
    )
