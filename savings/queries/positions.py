"""Where the money stands, year by year, over the lines a reader may see.

plan - loss - timing + over-delivery = forecast, with what cannot be split standing apart.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from programme.rules.access import Actor
from programme.rules.calendar import FinancialYear
from savings.queries.savings import SavingRow, savings
from savings.rules import totals
from savings.rules.shortfall import YearSplit


@dataclass(frozen=True)
class YearPosition:
    """One year over some lines. `ledger` closes by itself; claimed and validated stand beside, in pounds."""

    year: FinancialYear
    ledger: totals.Position
    claimed: Decimal
    validated: Decimal
    beside: dict[str, totals.Total]


@dataclass(frozen=True)
class Position:
    """Where a programme or workstream stands. Over the lines its reader may see, and its label says so."""

    years: dict[FinancialYear, YearPosition]
    lines: int

    def year(self, year: FinancialYear) -> YearPosition | None:
        """Return one year's position, or None outside every line's table."""
        return self.years.get(year)


def positions(
    *, reader: Actor, programme_ids: Iterable[UUID], on: date | None = None
) -> dict[UUID, Position]:
    """Return where each programme stands, by id; one without a line this reader may see has no years."""
    ids = list(programme_ids)
    rows = list(savings(reader=reader, programme_ids=ids, on=on).values())
    return {i: position_of([s for s in rows if s.programme_id == i]) for i in ids}


def workstream_positions(
    *, reader: Actor, workstream_ids: Iterable[UUID], on: date | None = None
) -> dict[UUID, Position]:
    """Return where each workstream stands, by id."""
    ids = list(workstream_ids)
    rows = list(savings(reader=reader, workstream_ids=ids, on=on).values())
    return {i: position_of([s for s in rows if s.workstream_id == i]) for i in ids}


def position_of(rows: Sequence[SavingRow]) -> Position:
    """Return the position of lines already read for their reader."""
    years = sorted(
        {year for row in rows for profile in (row.plan, row.forecast) if profile for year in profile.years}
    )
    return Position(years={year: _year(rows, year) for year in years}, lines=len(rows))


def _year(rows: Sequence[SavingRow], year: FinancialYear) -> YearPosition:
    lines = [
        totals.LinePosition(key=str(row.id), kind=totals.SavingKind(row.kind), split=year_split(row, year))
        for row in rows
    ]
    planned = [totals.Line(key=line.key, kind=line.kind, amount=line.split.plan) for line in lines]
    counted = [row for row in rows if totals.SavingKind(row.kind) in totals.COUNTED_KINDS]
    nil = Decimal(0)
    return YearPosition(
        year=year,
        ledger=totals.position(lines, year=year),
        claimed=sum((row.claimed.get(year, nil) for row in counted), nil),
        validated=sum((row.validated.get(year, nil) for row in counted), nil),
        beside={kind.value: amount for kind, amount in totals.count(planned).beside.items()},
    )


def year_split(row: SavingRow, year: FinancialYear) -> YearSplit:
    """Return one line's split of one year; a year outside its tables is not known."""
    found = row.split.year(year) if row.split is not None else None
    if found is not None:
        return found
    plan = row.plan.amount(year) if row.plan is not None else None
    forecast = row.forecast.amount(year) if row.forecast is not None else None
    return YearSplit(
        year, plan, forecast, reason="nobody has forecast it" if forecast is None else "it has no plan"
    )
