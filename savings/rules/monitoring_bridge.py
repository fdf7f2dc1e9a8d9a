"""A budget over several years: does each year's opening budget with its pressures and savings lead to the next?

    opening budget + pressures - savings = what the next year's budget should be

beside what is printed for it. The difference is exact and stated in words, never made to fit.

Source: docs/method.md, "Budget monitoring".
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from programme.rules.calendar import FinancialYear
from savings.rules.monitoring import half_a_last_place
from savings.rules.notation import NOT_KNOWN, SCALES, Unit

RECONCILES = "reconciles"
DOES_NOT = "does not reconcile"
WITHIN_ROUNDING = "reconciles within rounding"


@dataclass(frozen=True, slots=True)
class BridgeAmount:
    """An amount of one year in pounds, as a paper states it. `basis` says whence: a printed total, or our sum."""

    amount: Decimal | None
    basis: str = ""


@dataclass(frozen=True, slots=True)
class BridgeYear:
    """One year's step: opening + pressures - savings = computed, beside the budget printed for that year.

    `opening` is the budget of the year before. Pressures and savings are what this year adds: the change on
    the year before where they are stated as cumulative. `difference` is computed less printed.
    """

    year: FinancialYear
    opening: Decimal | None
    pressures: BridgeAmount
    savings: BridgeAmount
    computed: Decimal | None
    printed: Decimal | None
    difference: Decimal | None
    verdict: str


def budget_bridge(
    budgets: Mapping[FinancialYear, Decimal | None],
    pressures: Mapping[FinancialYear, BridgeAmount],
    savings: Mapping[FinancialYear, BridgeAmount],
    *,
    cumulative: bool = True,
    unit: Unit = Unit.GBP,
    decimals: int = 2,
) -> tuple[BridgeYear, ...]:
    """Return a step for each year that has a printed budget and follows another that has one.

    `cumulative` says that pressures and savings are stated against the first year's base, so that a year adds
    its change. A budget printed to `decimals` of `unit` may be half a last place out on either side of a step,
    which reconciles within rounding. Nothing is known of a step with a part that is not known.
    """
    years = sorted(budgets)
    steps: list[BridgeYear] = []
    for before, year in pairwise(years):
        if before.next() != year:
            continue
        is_first = not steps
        added = _added(pressures, year, cumulative=cumulative and not is_first)
        saved = _added(savings, year, cumulative=cumulative and not is_first)
        steps.append(
            _step(year, budgets[before], added, saved, budgets[year], half_a_last_place(unit, decimals))
        )
    return tuple(steps)


def bridge_words(step: BridgeYear) -> str:
    """Say a step in £m: "58.44 + 10.006 - 4.916 = 63.53, printed 61.83 (1.7 less): does not reconcile"."""
    opening, added, saved, computed, printed = (
        in_millions(amount)
        for amount in (
            step.opening,
            step.pressures.amount,
            step.savings.amount,
            step.computed,
            step.printed,
        )
    )
    apart = ""
    if step.difference:
        apart = f" ({in_millions(abs(step.difference))} {'less' if step.difference > 0 else 'more'})"
    return f"{opening} + {added} - {saved} = {computed}, printed {printed}{apart}: {step.verdict}"


def in_millions(amount: Decimal | None) -> str:
    """Return pounds in millions with every digit they have and no more; a negative in brackets."""
    if amount is None:
        return NOT_KNOWN
    size = f"{(abs(amount) / SCALES[Unit.GBPM]).normalize():f}"
    return f"({size})" if amount < 0 else size


def _added(
    amounts: Mapping[FinancialYear, BridgeAmount], year: FinancialYear, *, cumulative: bool
) -> BridgeAmount:
    here = amounts.get(year, BridgeAmount(None))
    if not cumulative:
        return here
    before = amounts.get(year.previous(), BridgeAmount(None))
    if here.amount is None or before.amount is None:
        return BridgeAmount(None, here.basis)
    return BridgeAmount(here.amount - before.amount, here.basis)


def _step(
    year: FinancialYear,
    opening: Decimal | None,
    pressures: BridgeAmount,
    savings: BridgeAmount,
    printed: Decimal | None,
    half_step: Decimal,
) -> BridgeYear:
    computed = None
    if opening is not None and pressures.amount is not None and savings.amount is not None:
        computed = opening + pressures.amount - savings.amount
    difference = None if computed is None or printed is None else computed - printed
    if difference is None:
        verdict = NOT_KNOWN
    elif difference == 0:
        verdict = RECONCILES
    else:
        verdict = WITHIN_ROUNDING if abs(difference) <= 2 * half_step else DOES_NOT
    return BridgeYear(year, opening, pressures, savings, computed, printed, difference, verdict)
