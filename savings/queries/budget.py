"""Budget lines as they are shown."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from programme.rules.access import Actor
from programme.rules.calendar import FinancialYear
from savings.models import BudgetFigure, BudgetLine


@dataclass(frozen=True)
class BudgetFigureRow:
    """A budget line's figures for a year, or for a period of it (M1 is April), in pounds."""

    year: FinancialYear
    period: str
    current_budget: Decimal | None
    projection: Decimal | None
    variance: Decimal | None
    movement: Decimal | None
    a_f_printed: str
    direction_printed: str
    unit: str
    decimals: int


@dataclass(frozen=True)
class BudgetLineRow:
    """A budget line with its newest figures, one row for each year and period."""

    id: UUID
    programme_id: UUID
    fund: str
    group: str
    name: str
    note: str
    figures: tuple[BudgetFigureRow, ...]


def budget_lines(*, reader: Actor, programme_ids: Iterable[UUID]) -> dict[UUID, BudgetLineRow]:
    """Return the budget lines this reader may see, in the order of their paper."""
    rows = BudgetLine.objects.visible_to(reader).filter(programme_id__in=list(programme_ids))
    found = list(rows.order_by("programme_id", "position", "name"))
    figures: dict[UUID, list[BudgetFigureRow]] = defaultdict(list)
    newest = BudgetFigure.objects.filter(budget_line__in=found)
    newest = newest.order_by("budget_line_id", "year", "period", "-recorded_at")
    for f in newest.distinct("budget_line_id", "year", "period"):
        figures[f.budget_line_id].append(
            BudgetFigureRow(
                year=FinancialYear(f.year),
                period=f.period,
                current_budget=f.current_budget,
                projection=f.projection,
                variance=f.variance,
                movement=f.movement,
                a_f_printed=f.a_f_printed,
                direction_printed=f.direction_printed,
                unit=f.unit,
                decimals=f.decimals,
            )
        )
    return {
        b.id: BudgetLineRow(b.id, b.programme_id, b.fund, b.group, b.name, b.note, tuple(figures[b.id]))
        for b in found
    }
