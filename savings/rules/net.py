"""What a saving is worth after what it costs: gross, investment, running cost and lost income, shown together.

Amounts are Decimal pounds by financial year. A cost without an amount is not known, and so is what rests on it.

Source: docs/method.md, "Net".
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from math import ceil

from programme.rules.calendar import MONTHS_IN_YEAR, FinancialYear
from savings.rules.profile import NIL, Profile, Shape, shape_of

# What holds after its last year; a taper holds at what its last year shows.
HOLDS = frozenset({Shape.RECURRING, Shape.RAMPING, Shape.TAPERING})
ENDS = frozenset({Shape.ONE_OFF, Shape.TIME_LIMITED})


class CostKind(StrEnum):
    """What sort of cost a saving has."""

    ONE_OFF = "one_off"
    RUNNING = "running"
    LOST_INCOME = "lost_income"


@dataclass(frozen=True, slots=True)
class Cost:
    """One cost of a saving in a year, as it holds: the newest statement of its kind, year and source."""

    kind: CostKind
    year: FinancialYear
    amount: Decimal | None
    source: str = ""
    borne_by_service: bool | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class NetYear:
    """One year: net = gross - one_off - running - lost_income. None is not known; a cost nobody stated is nil.

    `stated` names the kinds of cost that somebody stated for the year, amount or not.
    """

    year: FinancialYear
    gross: Decimal | None
    one_off: Decimal | None = NIL
    running: Decimal | None = NIL
    lost_income: Decimal | None = NIL
    stated: frozenset[CostKind] = frozenset()

    @property
    def recurring_net(self) -> Decimal | None:
        """Gross less what it costs every year: the one-off left out."""
        if self.gross is None or self.running is None or self.lost_income is None:
            return None
        return self.gross - self.running - self.lost_income

    @property
    def net(self) -> Decimal | None:
        """What is left of the year's gross after all it costs; None where anything of it is not known."""
        recurring = self.recurring_net
        return None if recurring is None or self.one_off is None else recurring - self.one_off


@dataclass(frozen=True, slots=True)
class Net:
    """A saving net, year by year, with its whole investment and how long that takes to come back.

    `investment` is all one-off money of all years, None where an amount of it is not known. `goes_on` says
    whether the plan holds after its last year: what ends has no recurring net and no payback.
    """

    years: tuple[NetYear, ...]
    investment: Decimal | None
    recurring_net: Decimal | None
    payback: Fraction | None
    goes_on: bool = True

    def year(self, year: FinancialYear) -> NetYear | None:
        """Return one year; None where it has neither plan nor cost."""
        return next((one for one in self.years if one.year == year), None)

    @property
    def payback_words(self) -> str:
        """Say how long the investment takes to come back, in years and months, a part month as a whole one."""
        if self.investment == 0:
            return "No investment stated"
        if self.payback is not None:
            return years_words(self.payback)
        if not self.goes_on:
            return "None: the saving ends"
        if self.investment is None or self.recurring_net is None:
            return "Not known"
        return "It does not pay back: nothing is left each year"


@dataclass(frozen=True, slots=True)
class NetTotal:
    """The net of some lines in one year: the sum over those where it is known, and of how many."""

    year: FinancialYear
    gross: Decimal
    one_off: Decimal
    running: Decimal
    lost_income: Decimal
    net: Decimal
    known: int
    of: int


def net_of(plan: Profile | None, costs: Iterable[Cost]) -> Net:
    """Return a saving net, over every year it has a plan or a cost in. A year beyond its table has no gross.

    Payback is all investment ÷ the recurring net of the plan's last year, for lines that go on; None where
    that is nil or below, or not known, and where nothing is invested. Source: docs/method.md, "Net".
    """
    listed = list(costs)
    years = sorted({*(plan.years if plan else ()), *(cost.year for cost in listed)})
    found = tuple(_year(plan, [c for c in listed if c.year == year], year) for year in years)
    investment = _sum([c for c in listed if c.kind is CostKind.ONE_OFF])
    goes_on = plan is None or shape_of(plan) not in ENDS
    recurring = _recurring(plan, found)
    payback = None
    if investment and recurring is not None and recurring > 0:
        payback = Fraction(investment) / Fraction(recurring)
    return Net(found, investment, recurring, payback, goes_on)


def net_total(nets: Sequence[Net], year: FinancialYear) -> NetTotal | None:
    """Return the net of several lines in one year, to the penny; None where no line has that year.

    Lines whose net is not known are counted in `of` and in no sum, so that gross - costs = net.
    """
    rows = [row for net in nets if (row := net.year(year)) is not None]
    if not rows:
        return None
    known = [row for row in rows if row.net is not None]
    return NetTotal(
        year=year,
        gross=sum((row.gross or NIL for row in known), NIL),
        one_off=sum((row.one_off or NIL for row in known), NIL),
        running=sum((row.running or NIL for row in known), NIL),
        lost_income=sum((row.lost_income or NIL for row in known), NIL),
        net=sum((row.net or NIL for row in known), NIL),
        known=len(known),
        of=len(rows),
    )


def by_source(costs: Iterable[Cost]) -> Mapping[tuple[str, bool | None], Decimal | None]:
    """Return one-off investment by source and whether the service bears it; None where an amount is not known."""
    found: dict[tuple[str, bool | None], list[Cost]] = {}
    for cost in costs:
        if cost.kind is CostKind.ONE_OFF:
            found.setdefault((cost.source, cost.borne_by_service), []).append(cost)
    return {key: _sum(listed) for key, listed in found.items()}


def years_words(years: Fraction) -> str:
    """Say a length of time: "1 year 6 months", "4 months", a part month as a whole one."""
    months = ceil(years * MONTHS_IN_YEAR)
    whole, rest = divmod(months, MONTHS_IN_YEAR)
    parts = [(whole, "year"), (rest, "month")]
    return " ".join(f"{n} {noun}{'' if n == 1 else 's'}" for n, noun in parts if n)


def _year(plan: Profile | None, costs: Sequence[Cost], year: FinancialYear) -> NetYear:
    amounts = {kind: _sum([c for c in costs if c.kind is kind]) for kind in CostKind}
    return NetYear(
        year=year,
        gross=plan.amount(year) if plan else None,
        one_off=amounts[CostKind.ONE_OFF],
        running=amounts[CostKind.RUNNING],
        lost_income=amounts[CostKind.LOST_INCOME],
        stated=frozenset(cost.kind for cost in costs),
    )


def _recurring(plan: Profile | None, years: Sequence[NetYear]) -> Decimal | None:
    if plan is None or shape_of(plan) not in HOLDS:
        return None
    return next(row.recurring_net for row in years if row.year == plan.years[-1])


def _sum(costs: Sequence[Cost]) -> Decimal | None:
    """Return the sum of some costs, nil for none; None where one of them has no amount."""
    known = [cost.amount for cost in costs if cost.amount is not None]
    return sum(known, NIL) if len(known) == len(costs) else None
