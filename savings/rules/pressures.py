"""The budget pressure that a shortfall proposes, and what follows when finance accepts it.

Amounts are Decimal pounds by financial year; a year that is not known is left out and never taken as nil.

Source: docs/method.md, "Pressure loop".
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Final

from programme.rules.calendar import FinancialYear
from savings.rules.profile import NIL, Profile
from savings.rules.replacing import recurring_cover
from savings.rules.shortfall import Split
from savings.rules.totals import SavingKind


class Choice(StrEnum):
    """What finance does with a saving that fell short."""

    LEFT_IN_BASE = "left_in_base"
    WRITTEN_OUT = "written_out"


CHOICE_WORDS: Final = {
    Choice.LEFT_IN_BASE: "Left in the base, still to deliver",
    Choice.WRITTEN_OUT: "Pressure accepted, written out",
}
# What reduces no budget makes no hole in one.
NO_PRESSURE_KINDS: Final = frozenset({SavingKind.NON_CASH, SavingKind.COST_AVOIDANCE, SavingKind.ADJUSTMENT})


@dataclass(frozen=True, slots=True)
class PressureYear:
    """One year of a proposal: shortfall - cover = pressure, never below nought, and the plan left without it.

    `permanent` and `timing` are the parts of the shortfall, None where it is not split.
    """

    year: FinancialYear
    plan: Decimal
    forecast: Decimal
    permanent: Decimal | None
    timing: Decimal | None
    cover: Decimal
    pressure: Decimal

    @property
    def shortfall(self) -> Decimal:
        return self.plan - self.forecast

    @property
    def plan_after(self) -> Decimal:
        """The plan once the pressure is written out of it."""
        return self.plan - self.pressure


@dataclass(frozen=True, slots=True)
class Proposal:
    """The pressure a saving proposes for the budget of a year, with what it would ask for later."""

    year: FinancialYear
    years: tuple[PressureYear, ...]

    @property
    def amount(self) -> Decimal:
        """What it asks for in the year the budget is set for."""
        return self.years[0].pressure

    @property
    def amounts(self) -> dict[FinancialYear, Decimal]:
        """What it asks for by year, years that ask for nothing included."""
        return {one.year: one.pressure for one in self.years}


def proposed(
    split: Split | None,
    year: FinancialYear,
    *,
    kind: SavingKind,
    replacements: Sequence[Profile] = (),
    validated: Mapping[FinancialYear, Decimal] | None = None,
) -> Proposal | None:
    """Return what a saving's shortfall proposes for the budget of `year`; None where that is nothing.

    `split` is the saving's today, on the forecast that holds. Nothing is proposed where the year's plan or
    forecast is not known, or where the kind reduces no budget. Source: docs/method.md, "Pressure loop".
    """
    if split is None or kind in NO_PRESSURE_KINDS:
        return None
    held = validated or {}
    years = []
    for one in split.years:
        if one.year < year or one.plan is None or one.forecast is None:
            continue
        cover = recurring_cover(one.plan, replacements, one.year, validated=held.get(one.year, NIL))
        over = one.over_delivery or NIL
        years.append(
            PressureYear(
                year=one.year,
                plan=one.plan,
                forecast=one.forecast,
                permanent=None if one.loss is None else one.loss - over,
                timing=one.timing,
                cover=cover,
                pressure=max(NIL, one.plan - one.forecast - cover),
            )
        )
    if not years or years[0].year != year or not years[0].pressure:
        return None
    return Proposal(year, tuple(years))


def written_out(
    plan: Mapping[FinancialYear, Decimal | None], pressure: Mapping[FinancialYear, Decimal | None]
) -> dict[FinancialYear, Decimal]:
    """Return the plan of each year that a pressure takes something out of, never below nought.

    Years whose plan or pressure is not known or nil are left as they stand.
    """
    return {
        year: max(NIL, planned - amount)
        for year, amount in sorted(pressure.items())
        if amount and (planned := plan.get(year))
    }


def deferred_words(ref: str, budget_round: str = "", *, is_held: bool = True) -> str:
    """Say which saving a pressure is the shortfall of: its ref, its budget round, whether we hold the line.

    Blank for a pressure that is growth of its own.
    """
    if not ref:
        return ""
    named = f"Deferred from {ref}" + (f", budget round {budget_round}" if budget_round else "")
    return named if is_held else f"{named} (not held in this ledger)"
