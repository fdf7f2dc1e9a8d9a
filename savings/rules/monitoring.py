"""Budget monitoring: one line's figures at a period, what moved since the last one reported, and totals by fund.

All in exact pounds. Variance is projection less current budget, so an overspend lies above nought in every
fund; how a fund prints it (overspend positive with A/F, or surplus/(deficit)) is its convention and only its
print. A blank is not known and never nil.

Source: docs/method.md, "Budget monitoring".
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Final

from savings.rules.notation import NOT_KNOWN, SCALES, PrintedAmount, Unit, print_amount, rounded, show_pounds
from savings.rules.totals import Total, percent_of_budget

NIL: Final = Decimal(0)
GENERAL: Final = "general"
DSG: Final = "dsg"
ADVERSE: Final = "A"
FAVOURABLE: Final = "F"
NEITHER: Final = "-"
A_F_WORDS: Final[Mapping[str, str]] = {
    ADVERSE: "adverse",
    FAVOURABLE: "favourable",
    NEITHER: "on budget",
    "": NOT_KNOWN,
}


class FundsMixed(ValueError):
    """Funds are never added together: the Dedicated Schools Grant is ring-fenced. Ask for the total of one fund."""


class PartsDisagree(ValueError):
    """Gross less income is not the net given. Correct one of the three, or leave one out."""


@dataclass(frozen=True, slots=True)
class FundConvention:
    """How a fund prints its variance, and whether it is ring-fenced.

    `overspend_sign` is 1 where an overspend is printed above nought, -1 where it is printed as a deficit, in
    brackets. `nil` is what stands for no variance; "" prints a nought with the table's decimals.
    """

    fund: str
    name: str
    budget_heading: str
    projection_heading: str
    variance_heading: str
    overspend_sign: int
    has_a_f: bool
    nil: str
    is_ringfenced: bool

    def printed(self, variance: Decimal | None, *, unit: Unit, decimals: int) -> str:
        """Print a variance as this fund does: "10.1", "(15.3)", "-"; "" where it is not known."""
        if variance is None:
            return ""
        if variance == 0 and self.nil:
            return self.nil
        return print_amount(PrintedAmount(variance * self.overspend_sign, unit, decimals))


# Source: the two tables of Somerset's paper of November 2023, headed A/(F) and surplus/(deficit).
FUND_CONVENTIONS: Final[Mapping[str, FundConvention]] = {
    GENERAL: FundConvention(
        fund=GENERAL,
        name="General fund",
        budget_heading="Current budget",
        projection_heading="Full year projection",
        variance_heading="Variance",
        overspend_sign=1,
        has_a_f=True,
        nil="",
        is_ringfenced=False,
    ),
    DSG: FundConvention(
        fund=DSG,
        name="Dedicated Schools Grant",
        budget_heading="Funding available",
        projection_heading="Forecast",
        variance_heading="In-year variance: surplus/(deficit)",
        overspend_sign=-1,
        has_a_f=False,
        nil="-",
        is_ringfenced=True,
    ),
}


class Direction(StrEnum):
    """Which way the variance went since the last period reported: the outlook, never the sign of a number."""

    UP = "up"
    LEVEL = "level"
    DOWN = "down"


DIRECTION_WORDS: Final[Mapping[Direction, str]] = {
    Direction.UP: "improved",
    Direction.LEVEL: "level",
    Direction.DOWN: "worse",
}


@dataclass(frozen=True, slots=True)
class Parts:
    """Gross less income is net. A part that cannot be told is None, never nil; income is above nought."""

    gross: Decimal | None
    income: Decimal | None
    net: Decimal | None


@dataclass(frozen=True, slots=True)
class Movement:
    """How far the variance moved since the last period reported; above nought it got worse.

    variance = forecast_change - virement - other_budget_change, to the penny. A virement that takes its
    spending with it raises budget and projection alike and so moves no variance. `other_budget_change` is
    what the budget changed by without a virement that says so; nil where every change has its authority.
    """

    variance: Decimal | None
    forecast_change: Decimal | None
    virement: Decimal | None
    other_budget_change: Decimal | None


@dataclass(frozen=True, slots=True)
class LineFigures:
    """One budget line at a period. `movement` is that of its variance, `split` what moved it, as far as known."""

    key: str
    fund: str
    group: str = ""
    original: Decimal | None = None
    virements: Decimal = NIL
    budget: Decimal | None = None
    projection: Decimal | None = None
    movement: Decimal | None = None
    split: Movement = Movement(None, None, None, None)
    spend_to_date: Decimal | None = None
    budget_parts: Parts = Parts(None, None, None)
    projection_parts: Parts = Parts(None, None, None)

    @property
    def variance(self) -> Decimal | None:
        """Return projection less budget."""
        return variance(self.projection, self.budget)

    @property
    def unexplained(self) -> Decimal | None:
        """Return what the budget differs by from the original budget with its virements; nil where all is said."""
        return _less(self.budget, current_budget(self.original, (self.virements,)))


@dataclass(frozen=True, slots=True)
class FundTotal:
    """The sum of some lines of one fund, column by column, each saying how many lines it knows."""

    fund: str
    lines: int
    original: Total
    virements: Decimal
    budget: Total
    projection: Total
    variance: Total
    movement: Total
    forecast_change: Total
    virement: Total
    other_budget_change: Total
    spend_to_date: Total
    gross_budget: Total
    income_budget: Total
    gross_projection: Total
    income_projection: Total

    @property
    def a_f(self) -> str:
        """Return A, F or - for the variance known so far; "" where none is."""
        return a_or_f(self.variance.amount)

    @property
    def percent(self) -> Decimal | None:
        """Return the variance as a percentage of the budget, unless some line of either is not known."""
        if not (self.variance.is_complete and self.budget.is_complete):
            return None
        return percent_of_budget(self.variance.amount, self.budget.amount)


def variance(projection: Decimal | None, budget: Decimal | None) -> Decimal | None:
    """Return projection less current budget; above nought is adverse. None where either is not known."""
    return None if projection is None or budget is None else projection - budget


def a_or_f(amount: Decimal | None) -> str:
    """Return A for an adverse variance, F for a favourable one, - for none, "" for one not known."""
    if amount is None:
        return ""
    if amount == 0:
        return NEITHER
    return ADVERSE if amount > 0 else FAVOURABLE


def parts(gross: Decimal | None, income: Decimal | None, net: Decimal | None) -> Parts:
    """Return gross, income and net, the third worked out where two are known.

    Where only net is known the rest stays not known. Raises PartsDisagree.
    """
    if gross is not None and income is not None:
        if net is not None and gross - income != net:
            words = f"{show_pounds(gross)} gross less {show_pounds(income)} income"
            raise PartsDisagree(
                f"{words} is {show_pounds(gross - income)} net, not {show_pounds(net)}. "
                "Correct one of the three, or leave one out."
            )
        return Parts(gross, income, gross - income)
    if net is not None and gross is not None:
        return Parts(gross, gross - net, net)
    if net is not None and income is not None:
        return Parts(net + income, income, net)
    return Parts(gross, income, net)


def current_budget(original: Decimal | None, virements: Iterable[Decimal]) -> Decimal | None:
    """Return the original budget with what was vired in (above nought) and out (below); None without one."""
    return None if original is None else original + sum(virements, NIL)


def movement(now: LineFigures, before: LineFigures | None, *, virement: Decimal = NIL) -> Movement:
    """Return how the variance moved since the last period reported, and what moved it.

    `virement` is what was vired into this line (below nought out of it) since then. Nothing is known of a
    movement since a period that was never reported.
    """
    if before is None:
        return Movement(None, None, None, None)
    forecast_change = _less(now.projection, before.projection)
    budget_change = _less(now.budget, before.budget)
    return Movement(
        variance=_less(now.variance, before.variance),
        forecast_change=forecast_change,
        virement=None if budget_change is None else virement,
        other_budget_change=_less(budget_change, virement),
    )


def direction(moved: Decimal | None, *, tolerance: Decimal = NIL) -> Direction | None:
    """Return up where the variance improved, down where it got worse, level for a movement under tolerance.

    `tolerance` is in pounds and exclusive: a movement as large as it counts. None for one not known.
    """
    if moved is None:
        return None
    if moved == 0 or abs(moved) < tolerance:
        return Direction.LEVEL
    return Direction.DOWN if moved > 0 else Direction.UP


def direction_words(moved: Decimal | None, *, tolerance: Decimal = NIL) -> str:
    """Say a movement with its number and its word: "down: worse by £1.3m", "level: no change"."""
    found = direction(moved, tolerance=tolerance)
    if moved is None or found is None:
        return NOT_KNOWN
    if moved == 0:
        return "level: no change"
    size = show_pounds(abs(moved))
    if found is Direction.LEVEL:
        return f"level: {'worse' if moved > 0 else 'improved'} by {size}, under the tolerance"
    return f"{found}: {DIRECTION_WORDS[found]} by {size}"


def half_a_last_place(unit: Unit, decimals: int) -> Decimal:
    """Return half of the last place a table prints, in pounds: what is less prints as no movement."""
    return SCALES[unit] / 2 / Decimal(10) ** decimals


def fund_total(lines: Iterable[LineFigures], *, fund: str = "") -> FundTotal:
    """Return the total of lines of one fund: that of `fund`, or the fund they share.

    Each column adds the cells that are known. Raises FundsMixed where lines of two funds are among them, and
    ValueError for no lines without a fund.
    """
    listed = list(lines)
    funds = {line.fund for line in listed} | ({fund} if fund else set())
    if len(funds) > 1:
        named = " and ".join(sorted(FUND_CONVENTIONS[f].name if f in FUND_CONVENTIONS else f for f in funds))
        raise FundsMixed(f"{named} are never added together. Ask for the total of one fund.")
    if not funds:
        raise ValueError("no lines, and no fund given: there is nothing to total")
    return FundTotal(
        fund=funds.pop(),
        lines=len(listed),
        original=_sum(line.original for line in listed),
        virements=sum((line.virements for line in listed), NIL),
        budget=_sum(line.budget for line in listed),
        projection=_sum(line.projection for line in listed),
        variance=_sum(line.variance for line in listed),
        movement=_sum(line.movement for line in listed),
        forecast_change=_sum(line.split.forecast_change for line in listed),
        virement=_sum(line.split.virement for line in listed),
        other_budget_change=_sum(line.split.other_budget_change for line in listed),
        spend_to_date=_sum(line.spend_to_date for line in listed),
        gross_budget=_sum(line.budget_parts.gross for line in listed),
        income_budget=_sum(line.budget_parts.income for line in listed),
        gross_projection=_sum(line.projection_parts.gross for line in listed),
        income_projection=_sum(line.projection_parts.income for line in listed),
    )


def variance_words(amount: Decimal | None, budget: Decimal | None = None) -> str:
    """Say a variance: "£10.1m adverse, 26.3% of budget", "on budget", "not known"."""
    mark = a_or_f(amount)
    if amount is None or mark == NEITHER:
        return A_F_WORDS[mark]
    percent = percent_of_budget(abs(amount), budget)
    share = "" if percent is None else f", {rounded(percent, 1):f}% of budget"
    return f"{show_pounds(abs(amount))} {A_F_WORDS[mark]}{share}"


def _less(left: Decimal | None, right: Decimal | None) -> Decimal | None:
    return None if left is None or right is None else left - right


def _sum(cells: Iterable[Decimal | None]) -> Total:
    listed = list(cells)
    known = [cell for cell in listed if cell is not None]
    return Total(pounds=sum(known, NIL), known=len(known), of=len(listed))
