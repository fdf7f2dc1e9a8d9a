"""Adding savings up: which kinds a total takes in, how many lines it lacks, the bridge from plan to forecast.

A total is in pounds of one financial year and always says how many of its lines are known. An adjustment (a
double count, a reversal) is negative; it is in totals and never in counts or among the largest. One that
names a line is counted with that line. Years are never added together here.

Source: docs/method.md, "Totals".
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum

from programme.rules.calendar import FinancialYear
from savings.rules.notation import NOT_KNOWN, rounded
from savings.rules.profile import NIL
from savings.rules.shortfall import YearSplit


class SavingKind(StrEnum):
    """What sort of money a saving is."""

    CASH_RELEASING = "cash_releasing"
    NON_CASH = "non_cash"
    COST_AVOIDANCE = "cost_avoidance"
    INCOME = "income"
    FUNDING = "funding"
    REALLOCATION = "reallocation"
    ADJUSTMENT = "adjustment"


# What every total takes in unless a council's published target counted more.
COUNTED_KINDS = frozenset({SavingKind.CASH_RELEASING, SavingKind.INCOME, SavingKind.ADJUSTMENT})


@dataclass(frozen=True, slots=True)
class Line:
    """One saving in one year. `corrects` is the key of the line an adjustment names, if it names one."""

    key: str
    kind: SavingKind
    amount: Decimal | None
    corrects: str | None = None


@dataclass(frozen=True, slots=True)
class Total:
    """A sum of the known cells, and of how many lines. Adjustments are in `pounds` and not in the counts."""

    pounds: Decimal
    known: int
    of: int
    adjustments_not_known: int = 0

    @property
    def amount(self) -> Decimal | None:
        """The sum; None when there are lines and nothing of them is known, so that it never reads as nil."""
        return None if self.of and not self.known and not self.pounds else self.pounds

    @property
    def is_complete(self) -> bool:
        return self.known == self.of and not self.adjustments_not_known

    @property
    def words(self) -> str:
        """Say how much of it is known: "25 of 28 lines known"."""
        noun = "line" if self.of == 1 else "lines"
        lacking = self.adjustments_not_known
        tail = f", {lacking} adjustment{'' if lacking == 1 else 's'} not known" if lacking else ""
        return f"{self.known} of {self.of} {noun} known{tail}"


@dataclass(frozen=True, slots=True)
class Counted:
    """A total with what stands beside it.

    `total` is over the kinds taken in. `without` is the same without non-cash, cost avoidance, funding and
    reallocation; it equals the total when none of them was taken in. `beside` has a total for each of those
    kinds that has a line, taken in or not.
    """

    total: Total
    without: Total
    beside: Mapping[SavingKind, Total] = field(default_factory=dict)


def total(lines: Iterable[Line]) -> Total:
    """Return the sum of the known amounts of these lines, whatever their kind."""
    return _sum((line.kind, line.amount) for line in lines)


def count(lines: Sequence[Line], *, kinds: Collection[SavingKind] = COUNTED_KINDS) -> Counted:
    """Return the total over some kinds, with the other kinds beside it.

    `kinds` are those the council counted in its published target; any other total takes in cash-releasing,
    income and adjustments. An adjustment follows the kind of the line it names, if that is among the lines.
    Source: docs/method.md, "Totals".
    """
    taken = _kinds_taken(lines)
    beside = {
        kind: total(line for line in lines if taken[line.key] is kind)
        for kind in SavingKind
        if kind not in COUNTED_KINDS and kind in taken.values()
    }
    return Counted(
        total=total(line for line in lines if taken[line.key] in kinds),
        without=total(line for line in lines if taken[line.key] in COUNTED_KINDS & set(kinds)),
        beside=beside,
    )


def largest(lines: Iterable[Line], number: int) -> tuple[Line, ...]:
    """Return the largest lines, biggest first; adjustments and lines not known are left out."""
    known = [
        (line.amount, line)
        for line in lines
        if line.amount is not None and line.kind is not SavingKind.ADJUSTMENT
    ]
    return tuple(line for _, line in sorted(known, key=lambda one: (-one[0], one[1].key))[:number])


def percent_of_budget(amount: Decimal | None, budget: Decimal | None) -> Decimal | None:
    """Return an amount as a percentage of a budget, unrounded; None for an unknown, nil or income budget."""
    if amount is None or budget is None or budget <= 0:
        return None
    return amount * 100 / budget


def percent_words(percent: Decimal | None, *, decimals: int = 1) -> str:
    """Print a percentage, "10.5%"; "not known" for None."""
    return NOT_KNOWN if percent is None else f"{rounded(percent, decimals):f}%"


@dataclass(frozen=True, slots=True)
class LinePosition:
    """One saving in one year with its shortfall split."""

    key: str
    kind: SavingKind
    split: YearSplit
    corrects: str | None = None


@dataclass(frozen=True, slots=True)
class Position:
    """Where the savings of one year stand: plan - loss - timing + over-delivery = forecast.

    Loss, timing and over-delivery are over the lines that can be split. What cannot stands apart, so that the
    bridge still closes: `not_split` is the shortfall of lines with plan and forecast whose parts are not
    known, `plan_without_forecast` the plan of lines nobody has forecast, `forecast_without_plan` the forecast
    of lines whose plan is not known. All three are nil when every line is split.
    """

    year: FinancialYear
    plan: Total
    forecast: Total
    loss: Decimal
    timing: Decimal
    over_delivery: Decimal
    not_split: Decimal
    plan_without_forecast: Decimal
    forecast_without_plan: Decimal
    lines_not_split: int

    @property
    def closes(self) -> bool:
        """Whether the bridge from plan to forecast sums, to the penny."""
        return sum((pounds for _, pounds in self.bridge()), NIL) == self.forecast.pounds

    def bridge(self) -> tuple[tuple[str, Decimal], ...]:
        """Return the steps from plan to forecast, signed; they sum to the forecast. Nil steps are kept for
        the three parts and left out for what could not be split.
        """
        steps = [
            ("plan", self.plan.pounds),
            ("loss", -self.loss),
            ("timing", -self.timing),
            ("over-delivery", self.over_delivery),
        ]
        apart = [
            ("shortfall not split", -self.not_split),
            ("plan not forecast", -self.plan_without_forecast),
            ("forecast without a plan", self.forecast_without_plan),
        ]
        return (*steps, *(step for step in apart if step[1]))


def position(
    lines: Sequence[LinePosition],
    *,
    year: FinancialYear,
    kinds: Collection[SavingKind] = COUNTED_KINDS,
) -> Position:
    """Return the position of one year over the lines of some kinds, adjustments with the lines they name.

    Raises ValueError when a line is of another year. Source: docs/method.md, "Totals".
    """
    if strange := [line.key for line in lines if line.split.year != year]:
        raise ValueError(f"lines of another year than {year}: {', '.join(strange)}")
    taken = _kinds_taken([Line(line.key, line.kind, line.split.plan, line.corrects) for line in lines])
    chosen = [line for line in lines if taken[line.key] in kinds]
    counted = [line.split for line in chosen]
    unsplit = [line for line in chosen if not line.split.is_split and line.kind is not SavingKind.ADJUSTMENT]
    return Position(
        year=year,
        plan=_sum((line.kind, line.split.plan) for line in chosen),
        forecast=_sum((line.kind, line.split.forecast) for line in chosen),
        loss=_add(counted, lambda one: one.loss),
        timing=_add(counted, lambda one: one.timing),
        over_delivery=_add(counted, lambda one: one.over_delivery),
        not_split=_add(counted, lambda one: None if one.is_split else one.shortfall),
        plan_without_forecast=_add(counted, lambda one: one.plan if one.forecast is None else None),
        forecast_without_plan=_add(counted, lambda one: one.forecast if one.plan is None else None),
        lines_not_split=len(unsplit),
    )


def _add(splits: Iterable[YearSplit], part: Callable[[YearSplit], Decimal | None]) -> Decimal:
    return sum((part(one) or NIL for one in splits), NIL)


def _sum(cells: Iterable[tuple[SavingKind, Decimal | None]]) -> Total:
    listed = list(cells)
    counts = [amount is not None for kind, amount in listed if kind is not SavingKind.ADJUSTMENT]
    adjustments = [amount is not None for kind, amount in listed if kind is SavingKind.ADJUSTMENT]
    return Total(
        pounds=sum((amount for _, amount in listed if amount is not None), NIL),
        known=sum(counts),
        of=len(counts),
        adjustments_not_known=adjustments.count(False),
    )


def _kinds_taken(lines: Sequence[Line]) -> dict[str, SavingKind]:
    """Return the kind each line counts as: its own, or for an adjustment that of the line it names in the end."""
    by_key = {line.key: line for line in lines}
    return {line.key: _named(line, by_key).kind for line in lines}


def _named(line: Line, by_key: Mapping[str, Line]) -> Line:
    """Return the line that a chain of adjustments leads to, as far as its lines are here; a circle ends itself."""
    passed = {line.key}
    while line.kind is SavingKind.ADJUSTMENT and line.corrects:
        named = by_key.get(line.corrects)
        if named is None or named.key in passed:
            break
        line = named
        passed.add(line.key)
    return line
