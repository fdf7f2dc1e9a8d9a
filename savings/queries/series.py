"""Savings month by month within their years: plan, forecast and actual, as they stand or as at a moment."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from programme.rules.access import Actor
from programme.rules.calendar import FinancialYear
from savings.models import PeriodStep, PlannedAmount, Saving, SavingForecast
from savings.queries.reading import Held, Scope, held_lines
from savings.queries.savings import SavingRow
from savings.rules.series import SaidCell, SaidYear, Spread, SpreadKind, YearSeries, said_year
from savings.rules.state import EVEN, PlanCell

Years = dict[FinancialYear, YearSeries]


def series_of(*, reader: Actor, ids: Iterable[UUID], at: datetime | None = None) -> dict[UUID, Years]:
    """Return the series of the savings this reader may see, by id and financial year, earliest first.

    Of every year with a plan, and of every other that something was said of. With `at` they are as had been
    recorded by that moment. Source: docs/method.md, "Months".
    """
    if at is None:
        rows = Saving.objects.visible_to(reader).filter(pk__in=list(ids))
        seen = dict(rows.values_list("pk", "programme_id"))
        plans = _plans(seen)
    else:
        held = held_lines(reader=reader, scope=Scope.of(ids=ids), at=at)
        seen = {key: line.programme_id for key, line in held.items()}
        plans = {key: _plan_then(line) for key, line in held.items()}
    if not seen:
        return {}
    return _series(seen, plans, _said(seen, at), _loaded(set(seen.values()), at))


def series_of_row(row: SavingRow) -> Years:
    """Return the series of a saving already read for its reader, by financial year, earliest first."""
    seen = {row.id: row.programme_id}
    return _series(seen, _plans(seen), _said(seen, None), _loaded({row.programme_id}, None))[row.id]


def series_beside(rows: Iterable[SavingRow]) -> dict[UUID, Years]:
    """Return the series of savings already read for their reader, by id and financial year, earliest first."""
    listed = list(rows)
    seen = {row.id: row.programme_id for row in listed}
    plans = {
        row.id: {year.start_year: PlanCell(amount) for year, amount in row.plan.cells} if row.plan else {}
        for row in listed
    }
    for key, cells in _plans(seen, uneven=True).items():
        plans[key].update(cells)
    said = _said(seen, None)
    found = _series(seen, plans, said, {})
    if not any(year.is_monthly for years in found.values() for year in years.values()):
        return found
    return _series(seen, plans, said, _loaded(set(seen.values()), None))


def _series(
    seen: Mapping[UUID, UUID],
    plans: Mapping[UUID, Mapping[int, PlanCell]],
    said: Mapping[UUID, Mapping[int, SaidYear]],
    loaded: Mapping[tuple[UUID, int], set[int]],
) -> dict[UUID, Years]:
    found: dict[UUID, Years] = {}
    for key, programme_id in seen.items():
        cells, words = plans.get(key, {}), said.get(key, {})
        found[key] = {
            FinancialYear(year): _year(
                FinancialYear(year), cells.get(year), words.get(year), loaded.get((programme_id, year), set())
            )
            for year in sorted({*cells, *words})
        }
    return found


def _year(year: FinancialYear, cell: PlanCell | None, said: SaidYear | None, loaded: set[int]) -> YearSeries:
    cell = cell or PlanCell(None)
    spread = Spread(SpreadKind(cell.spread), cell.from_month, cell.months)
    return YearSeries(year, cell.amount, spread, said or SaidYear(), frozenset(loaded))


def _plans(ids: Iterable[UUID], *, uneven: bool = False) -> dict[UUID, dict[int, PlanCell]]:
    """Return the planned years of savings; `uneven` leaves out those spread evenly."""
    found: dict[UUID, dict[int, PlanCell]] = defaultdict(dict)
    rows = PlannedAmount.objects.filter(saving_id__in=list(ids))
    if uneven:
        rows = rows.exclude(spread=EVEN)
    columns = ("saving_id", "year", "amount", "spread", "from_month", "months")
    for key, year, amount, spread, first, months in rows.values_list(*columns):
        by_hand = None if months is None else tuple(Decimal(month) for month in months)
        found[key][year] = PlanCell(amount, spread, first, by_hand)
    return found


def _plan_then(line: Held) -> dict[int, PlanCell]:
    return {year: line.spreads.get(year, PlanCell(amount)) for year, amount in line.plan.items()}


def _said(ids: Iterable[UUID], at: datetime | None) -> dict[UUID, dict[int, SaidYear]]:
    cells: dict[UUID, dict[int, list[SaidCell]]] = defaultdict(lambda: defaultdict(list))
    rows = SavingForecast.objects.filter(saving_id__in=list(ids))
    if at is not None:
        rows = rows.filter(recorded_at__lte=at)
    columns = ("saving_id", "year", "series", "month", "amount", "said_together")
    for key, year, *cell in rows.order_by("recorded_at", "saving_version").values_list(*columns):
        cells[key][year].append(SaidCell(*cell))
    found: dict[UUID, dict[int, SaidYear]] = defaultdict(dict)
    for key, years in cells.items():
        found[key] = {year: said_year(listed) for year, listed in years.items()}
    return found


def _loaded(programme_ids: set[UUID], at: datetime | None) -> dict[tuple[UUID, int], set[int]]:
    """Return the months whose actuals finance has said are loaded, by programme and year."""
    rows = PeriodStep.objects.filter(step="actuals_loaded", period__programme_id__in=programme_ids)
    if at is not None:
        rows = rows.filter(recorded_at__lte=at)
    found: dict[tuple[UUID, int], set[int]] = defaultdict(set)
    for programme_id, year, month in rows.values_list(
        "period__programme_id", "period__year", "period__month"
    ):
        found[programme_id, year].add(month)
    return found
