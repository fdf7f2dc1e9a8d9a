"""Why less arrives than was planned: what is lost, what is only late, what is over-delivered.

In every year shortfall = plan - forecast = loss + timing - over-delivery, to the penny. The gap of a year is
what the forecast falls short of the plan for good: above nought it is loss, below nought over-delivery.
Timing is the rest, below nought when money comes earlier than planned or in a later year than planned. How
the gap is found depends on the saving's shape. Where plan or forecast is not known nothing is split, and the
reason says so. Permanent loss is a yearly rate; it is never added to an amount of one year.

Source: docs/method.md, "Shortfall, timing and loss".
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from programme.rules.calendar import FinancialYear, years_between
from savings.rules.profile import (
    NIL,
    NO_PENCE,
    Profile,
    Shape,
    full_year_value,
    recurring_part,
    shape_of,
    share_of,
    share_out,
)

Cells = Sequence[tuple[FinancialYear, Decimal | None, Decimal | None]]  # year, plan, forecast


class Treatment(StrEnum):
    """How the gap of a year is found."""

    FULL_YEAR = "full_year"
    RAMP = "ramp"
    LIFE = "life"
    YEAR_BY_YEAR = "year_by_year"
    NOT_SPLIT = "not_split"


TREATMENT_WORDS = {
    Treatment.FULL_YEAR: "full-year values compared, times the part of the year planned",
    Treatment.RAMP: "full-year values compared, held within the year's shortfall",
    Treatment.LIFE: "sums over its life compared, shared out as planned",
    Treatment.YEAR_BY_YEAR: "year by year, all of it loss or over-delivery",
    Treatment.NOT_SPLIT: "not split",
}


@dataclass(frozen=True, slots=True)
class YearSplit:
    """One year's shortfall and its parts, in pounds.

    The parts are None together when nothing is split; `reason` then says why. Loss and over-delivery are
    never below nought, and at most one of them is above it.
    """

    year: FinancialYear
    plan: Decimal | None
    forecast: Decimal | None
    loss: Decimal | None = None
    timing: Decimal | None = None
    over_delivery: Decimal | None = None
    reason: str = ""

    @property
    def shortfall(self) -> Decimal | None:
        """Plan less forecast; below nought when more arrives than planned."""
        return None if self.plan is None or self.forecast is None else self.plan - self.forecast

    @property
    def is_split(self) -> bool:
        return self.timing is not None


@dataclass(frozen=True, slots=True)
class Split:
    """The split of every year of a saving, and how it was found.

    `permanent_loss_a_year` is full-year plan less full-year forecast, never below nought: a rate, not an
    amount of any year. None where the shape has no full-year value or one of the two is not known.
    """

    years: tuple[YearSplit, ...]
    shape: Shape
    treatment: Treatment
    permanent_loss_a_year: Decimal | None = None

    def year(self, year: FinancialYear) -> YearSplit | None:
        """Return the split of one year; None outside plan and forecast."""
        place = year.start_year - self.years[0].year.start_year if self.years else 0
        return self.years[place] if 0 <= place < len(self.years) else None


def split(
    plan: Profile,
    forecast: Profile,
    *,
    shape: Shape | None = None,
    start: date | None = None,
    forecast_start: date | None = None,
    plan_full_year: Decimal | None = None,
    forecast_full_year: Decimal | None = None,
) -> Split:
    """Return loss, timing and over-delivery of each year of a saving.

    `shape` is the plan's, read from its cells when not given. The full-year values are worked out from the
    profiles and start dates unless given. Where a start date is missing like is compared with like: the
    recurring parts of both, or the plan's first full year in both.

    Recurring: gap = (plan - forecast full-year value) x the plan's part-year factor, and the same for a line
    whose shape is not known but whose full-year value is. Ramp: that gap, held between nought and the year's
    shortfall. One-off and time-limited: (sum of plan - sum of forecast) x plan of the year ÷ sum of plan, so
    that timing sums to nought; past its table a line that has ended is planned to bring nil. Tapering, and
    wherever the factor is undefined: gap = shortfall, timing nought.
    Source: docs/method.md, "Shortfall, timing and loss".
    """
    shape = shape_of(plan, start=start) if shape is None else shape
    if shape in (Shape.ONE_OFF, Shape.TIME_LIMITED):
        return _over_its_life(_side_by_side(_as_long_as(plan, forecast), forecast), forecast, shape)
    cells = _side_by_side(plan, forecast)
    full_plan = plan_full_year
    if full_plan is None:
        full_plan = full_year_value(plan, shape=shape, start=start)
    if not full_plan:
        return _year_by_year(cells, shape)
    full_forecast = forecast_full_year
    if full_forecast is None:
        full_forecast = full_year_value(forecast, shape=shape, start=forecast_start or start)
        if plan_full_year is None and (start is None or forecast_start is None):
            has_start = start is not None or forecast_start is not None
            full_plan, full_forecast = _like_for_like(
                plan, forecast, full_plan, full_forecast, has_start=has_start
            )
    if full_forecast is None:
        return _not_split(cells, shape, "the forecast's full-year value is not known")
    return _by_full_year(cells, shape, full_plan, full_forecast)


def _as_long_as(plan: Profile, forecast: Profile) -> Profile:
    """Return the plan of a line that ends, nil in the years that only its forecast has: it had ended by then."""
    last, needed = plan.cells[-1][0], forecast.cells[-1][0]
    if needed <= last or plan.cells[-1][1] != 0:
        return plan
    return Profile((*plan.cells, *((year, NIL) for year in years_between(last.next(), needed))))


def _side_by_side(plan: Profile, forecast: Profile) -> Cells:
    """Return every year of either with both amounts."""
    mine, theirs = plan.cells, forecast.cells
    if mine[0][0] == theirs[0][0] and len(mine) == len(theirs):
        return [
            (year, planned, expected) for (year, planned), (_, expected) in zip(mine, theirs, strict=True)
        ]
    years = years_between(min(mine[0][0], theirs[0][0]), max(mine[-1][0], theirs[-1][0]))
    return [(year, plan.amount(year), forecast.amount(year)) for year in years]


def _like_for_like(
    plan: Profile, forecast: Profile, full_plan: Decimal, full_forecast: Decimal | None, *, has_start: bool
) -> tuple[Decimal, Decimal | None]:
    """Return what both are worth in the plan's last year.

    Where one of the two cells is blank: the values given, or without a start date no value of the forecast, since
    its recurring part is what it brings in the last year of the table.
    """
    last_plan, last_forecast = recurring_part(plan), forecast.amount(plan.cells[-1][0])
    if last_plan and (last_forecast is not None or not has_start):
        return last_plan, last_forecast
    return full_plan, full_forecast


def _by_full_year(cells: Cells, shape: Shape, full_plan: Decimal, full_forecast: Decimal) -> Split:
    full_gap = full_plan - full_forecast
    is_ramp = shape is Shape.RAMPING
    gaps: dict[Decimal | None, Decimal | None] = {None: None}  # most years of a line are planned alike
    years = []
    for year, planned, expected in cells:
        if planned not in gaps and planned is not None:
            gaps[planned] = share_of(full_gap, planned, full_plan)
        years.append(_split_year(year, planned, expected, gaps[planned], held=is_ramp))
    return Split(
        years=tuple(years),
        shape=shape,
        treatment=Treatment.RAMP if is_ramp else Treatment.FULL_YEAR,
        permanent_loss_a_year=max(NIL, full_gap),
    )


def _over_its_life(cells: Cells, forecast: Profile, shape: Shape) -> Split:
    life = _life(cells, forecast)
    known_plan = [planned for _, planned, _ in life if planned is not None]
    known_forecast = [expected for _, _, expected in life if expected is not None]
    for name, known in (("plan", known_plan), ("forecast", known_forecast)):
        if len(known) < len(life):
            return _not_split(cells, shape, f"the {name} is not known in every year of its life")
    total = sum(known_plan, NIL)
    if total == 0:
        return _year_by_year(cells, shape)
    gap = total - sum(known_forecast, NIL)
    shares: list[Decimal | None] = [*(share_out(gap, known_plan) if gap else [NO_PENCE] * len(life))]
    shares += [None] * (len(cells) - len(life))
    return Split(
        years=tuple(
            [
                _split_year(year, planned, expected, share)
                for (year, planned, expected), share in zip(cells, shares, strict=True)
            ]
        ),
        shape=shape,
        treatment=Treatment.LIFE,
    )


def _life(cells: Cells, forecast: Profile) -> Cells:
    """Return the years of a line that ends: up to its plan's last amount and as far as its forecast goes.

    A nil that only extends its table, after the year nobody has forecast beyond, is not part of its life.
    """
    end = forecast.cells[-1][0].start_year
    return [
        cell for place, cell in enumerate(cells) if cell[0].start_year <= end or _has_amount(cells[place:])
    ]


def _has_amount(cells: Cells) -> bool:
    """Return whether a plan has an amount, or a blank that may be one, in any of these years."""
    return any(planned != 0 for _, planned, _ in cells)


def _year_by_year(cells: Cells, shape: Shape) -> Split:
    return Split(
        years=tuple([_split_year(year, planned, expected, None) for year, planned, expected in cells]),
        shape=shape,
        treatment=Treatment.YEAR_BY_YEAR,
    )


def _not_split(cells: Cells, shape: Shape, reason: str) -> Split:
    return Split(
        years=tuple([YearSplit(year, planned, expected, reason=reason) for year, planned, expected in cells]),
        shape=shape,
        treatment=Treatment.NOT_SPLIT,
    )


def _split_year(
    year: FinancialYear,
    planned: Decimal | None,
    expected: Decimal | None,
    gap: Decimal | None,
    *,
    held: bool = False,
) -> YearSplit:
    """Split one year by its gap, or by its whole shortfall when the gap is None."""
    if planned is None or expected is None:
        return YearSplit(year, planned, expected, reason=_what_is_missing(year, planned, expected))
    shortfall = planned - expected
    if gap is None:
        gap = shortfall
    elif held:
        gap = min(max(gap, min(NIL, shortfall)), max(NIL, shortfall))
    loss, over = (gap if gap >= 0 else NIL), (-gap if gap <= 0 else NIL)
    return YearSplit(year, planned, expected, loss, shortfall - gap, over)


def _what_is_missing(year: FinancialYear, planned: Decimal | None, expected: Decimal | None) -> str:
    if planned is None and expected is None:
        return f"neither plan nor forecast of {year} is known"
    return f"the {'plan' if planned is None else 'forecast'} of {year} is not known"
