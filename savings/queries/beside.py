"""What stands beside a saving's figures: what of it is in the budget, its codes, its years month by month."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from uuid import UUID

from programme.rules.access import Actor
from programme.rules.calendar import FinancialYear
from savings.queries.in_budget import budgeted, coding
from savings.queries.savings import SavingRow
from savings.queries.series import series_beside
from savings.rules.in_budget import CodeShare, InBudget
from savings.rules.series import YearSeries


@dataclass(frozen=True)
class Beside:
    """What stands beside one saving's figures. `in_budget` is None where no budget approval stands."""

    in_budget: InBudget | None = None
    codes: tuple[CodeShare, ...] = ()
    years: dict[FinancialYear, YearSeries] = field(default_factory=dict)


def beside(rows: Iterable[SavingRow], *, reader: Actor) -> dict[UUID, Beside]:
    """Return what stands beside the figures of savings already read for this reader, by id."""
    listed = list(rows)
    keys = [row.id for row in listed]
    budgets = budgeted(reader=reader, ids=keys)
    codes = coding(reader=reader, ids=keys)
    return {
        key: Beside(budgets.get(key), codes.get(key, ()), years)
        for key, years in series_beside(listed).items()
    }
