"""A programme's budget over several years: does each year's opening budget lead to the next one printed?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Final
from uuid import UUID

from programme import queries as ground
from programme.queries import ProgrammeRow
from programme.rules.access import Actor
from programme.rules.calendar import FinancialYear
from savings.models import BudgetFigure, BudgetLine, CastCheck, PlannedAmount, Saving
from savings.queries.pressures import pressures
from savings.rules.casting import Check, check_from_json
from savings.rules.cells import POUNDS_IN, read_cell
from savings.rules.expressions import Figure, Total
from savings.rules.monitoring import GENERAL
from savings.rules.monitoring_bridge import BridgeAmount, BridgeYear, bridge_words
from savings.rules.monitoring_bridge import budget_bridge as bridge
from savings.rules.notation import Unit

PRINTED: Final = "total as printed"
OUR_READING: Final = (
    "The paper does not say whether pressures and savings are cumulative; read as cumulative, each year after "
    "the first adds its change on the year before."
)


@dataclass(frozen=True)
class BudgetBridge:
    """A budget's steps from year to year, with what they rest on. `words` say each step, in £m."""

    programme: ProgrammeRow
    steps: tuple[BridgeYear, ...]
    words: tuple[str, ...]
    rests_on: tuple[str, ...]


def budget_bridge(*, reader: Actor, programme_id: UUID) -> BudgetBridge | None:
    """Return the bridge of a programme's general fund budget; None where two years of it do not follow each other.

    Printed totals of pressures and savings are used where the papers have them, else the sum of the lines this
    reader may see, which is not known while a cell of them is blank.
    """
    programme = ground.programmes(reader=reader, ids=[programme_id]).get(programme_id)
    budgets, unit, decimals = _budgets(reader, programme_id)
    if programme is None or len(budgets) < 2:
        return None
    checks = _checks(programme_id)
    lines = Saving.objects.visible_to(reader).filter(programme_id=programme_id)
    is_increments = {form for form in lines.values_list("form", flat=True)} == {"increments"}
    years = [year for year in sorted(budgets) if year.previous() in budgets]
    printed = {name: _printed(checks, name, years) for name in ("pressures", "savings")}
    if is_increments:
        printed = {name: _running(amounts) for name, amounts in printed.items()}
    added = {**_pressures(reader, programme_id, years), **printed["pressures"]}
    saved = {**_savings(reader, programme_id, years), **printed["savings"]}
    steps = bridge(budgets, added, saved, unit=unit, decimals=decimals)
    if not steps:
        return None
    return BudgetBridge(
        programme=programme,
        steps=steps,
        words=tuple(f"{step.year}: {bridge_words(step)}" for step in steps),
        rests_on=_rests_on(steps, is_our_reading=lines.filter(form_is_our_reading=True).exists()),
    )


def _budgets(reader: Actor, programme_id: UUID) -> tuple[dict[FinancialYear, Decimal | None], Unit, int]:
    """Return the yearly budgets of the general fund; with the unit and decimals of the coarsest of them."""
    lines = BudgetLine.objects.visible_to(reader).filter(programme_id=programme_id, fund=GENERAL)
    rows = BudgetFigure.objects.filter(budget_line__in=lines, period="")
    newest = rows.order_by("budget_line_id", "year", "-recorded_at").distinct("budget_line_id", "year")
    held: dict[int, list[BudgetFigure]] = {}
    for row in newest:
        held.setdefault(row.year, []).append(row)
    whole = max((len(found) for found in held.values()), default=0)
    budgets: dict[FinancialYear, Decimal | None] = {}
    for year, found in held.items():
        amounts = [row.current_budget for row in found if row.current_budget is not None]
        budgets[FinancialYear(year)] = sum(amounts, Decimal(0)) if len(amounts) == whole else None
    coarsest = max(
        ((Unit(row.unit), row.decimals) for found in held.values() for row in found),
        key=lambda pair: (list(Unit).index(pair[0]), -pair[1]),
        default=(Unit.GBP, 2),
    )
    return budgets, *coarsest


def _checks(programme_id: UUID) -> list[Check]:
    rows = CastCheck.objects.filter(programme_id=programme_id).order_by("position")
    return [check_from_json(row.check_data) for row in rows]


def _printed(
    checks: list[Check], table: str, years: list[FinancialYear]
) -> dict[FinancialYear, BridgeAmount]:
    """Return the totals that papers print of a whole table by year, in pounds."""
    found: dict[FinancialYear, BridgeAmount] = {}
    for check in checks:
        for year in years:
            if check.sum == Total(table, year.label) and isinstance(check.printed, Figure):
                cell = read_cell(check.printed.text, check.printed.unit)
                if cell.value is not None:
                    amount = BridgeAmount(cell.value * POUNDS_IN[cell.unit], PRINTED)
                    found.setdefault(year, amount)
    return found


def _running(amounts: Mapping[FinancialYear, BridgeAmount]) -> dict[FinancialYear, BridgeAmount]:
    """Return increments as what has been added by each year."""
    total, found = Decimal(0), {}
    for year, amount in sorted(amounts.items()):
        total += amount.amount or Decimal(0)
        found[year] = BridgeAmount(total, amount.basis)
    return found


def _pressures(
    reader: Actor, programme_id: UUID, years: list[FinancialYear]
) -> dict[FinancialYear, BridgeAmount]:
    rows = pressures(reader=reader, programme_ids=[programme_id]).values()
    return {year: _sum([row.amounts.get(year) for row in rows], "pressures") for year in years}


def _savings(
    reader: Actor, programme_id: UUID, years: list[FinancialYear]
) -> dict[FinancialYear, BridgeAmount]:
    lines = Saving.objects.visible_to(reader).filter(programme_id=programme_id)
    count = lines.count()
    cells: dict[int, list[Decimal | None]] = {}
    for row in PlannedAmount.objects.filter(saving__in=lines):
        cells.setdefault(row.year, []).append(row.amount)
    found = {}
    for year in years:
        held = cells.get(year.start_year, [])
        found[year] = _sum([*held, *[None] * (count - len(held))], "savings")
    return found


def _sum(cells: list[Decimal | None], noun: str) -> BridgeAmount:
    known = [cell for cell in cells if cell is not None]
    basis = f"sum of {len(known)} of {len(cells)} {noun} you may see"
    return BridgeAmount(sum(known, Decimal(0)) if len(known) == len(cells) and cells else None, basis)


def _rests_on(steps: tuple[BridgeYear, ...], *, is_our_reading: bool) -> tuple[str, ...]:
    words = [
        f"{name}, {step.year}: {amount.basis}."
        for step in steps
        for name, amount in (("Pressures", step.pressures), ("Savings", step.savings))
        if amount.basis != PRINTED
    ]
    if any(PRINTED in (step.pressures.basis, step.savings.basis) for step in steps):
        words.insert(
            0, "Pressures and savings are the totals the paper prints, not sums of our copy's lines."
        )
    return (*words, OUR_READING) if is_our_reading else tuple(words)
