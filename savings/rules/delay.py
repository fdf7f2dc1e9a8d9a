"""What it costs when the milestone that enables a saving lands later, by financial year.

The saving's start moves by as many days as the milestone. Money is counted by the line's own monthly profile
where it has one, otherwise at full-year value ÷ 12 a month, part months by their days, and split at 31 March:
the hole in this year's budget and what next year gains or loses stand beside each other, never netted.

Source: docs/method.md, "Delay cost".
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

from programme.rules.calendar import (
    FIRST_DATE,
    LAST_DATE,
    MONTHS_IN_YEAR,
    ApproxDate,
    FinancialMonth,
    FinancialYear,
    month_span,
    months_between,
    years_between,
)
from savings.rules.profile import (
    NIL,
    SHAPE_WORDS,
    Months,
    Profile,
    Shape,
    full_year_value,
    pence,
    shape_of,
    to_pence,
)
from savings.rules.shortfall import Split, split

Arrived = Mapping[FinancialYear, Collection[int]]  # months whose actual is known, 1 for April
Exact = tuple[int, int]  # pounds, above and below the line
NOTHING: Exact = (0, 1)
MOVES_WHOLE = frozenset({Shape.ONE_OFF, Shape.TIME_LIMITED, Shape.RAMPING})


@dataclass(frozen=True, slots=True)
class DelayEffect:
    """A delayed saving: where its start moves, the forecast this implies and how each year splits.

    `old_start` is None when no year has an amount to delay; `assumed` says where it comes from where none is
    recorded. `plan` is what the forecast is split against: a line that ends has the years it needs.
    """

    old_start: date | None
    new_start: date | None
    days_late: int
    forecast: Profile
    plan: Profile
    shape: Shape
    start: date | None
    full_year: Decimal | None
    assumed: str = ""
    is_by_hand: bool = False

    @property
    def basis(self) -> str:
        """How it was counted and what was assumed, in words."""
        if self.old_start is None:
            return "no amount to delay"
        if self.new_start is None or self.days_late <= 0:
            return "not late, so nothing moves"
        dates = f"starts {ApproxDate(self.new_start)}, not {ApproxDate(self.old_start)}{self.assumed}"
        return f"{dates}; {_manner(self.shape, self.full_year, self.is_by_hand)}"

    @property
    def split(self) -> Split:
        """How each year splits, worked out when it is asked for."""
        if self.forecast is self.plan:
            return split(self.plan, self.plan, shape=self.shape, start=self.start)
        return split(
            self.plan,
            self.forecast,
            shape=self.shape,
            start=self.start,
            plan_full_year=self.full_year,
            forecast_full_year=self.full_year,
        )

    def cost(self, year: FinancialYear) -> Decimal | None:
        """Return the delay cost of a year, which is the timing the delay causes; None when not known."""
        one = self.split.year(year)
        return None if one is None else one.timing


def delay_effect(
    plan: Profile,
    *,
    days_late: int,
    start: date | None = None,
    shape: Shape | None = None,
    full_year: Decimal | None = None,
    months: Mapping[FinancialYear, Months] | None = None,
    arrived: Arrived | None = None,
    funding_ends: date | None = None,
) -> DelayEffect:
    """Return the forecast and split by year when a saving starts `days_late` days later than approved.

    Without a start date the saving is taken to start with the first month of its first amount where that year
    has a monthly profile, else on the first day of its year. `shape` and `full_year` are read from the plan
    unless given; `months` are monthly profiles of some years, April first, and `arrived` the months of them
    (1 is April) whose actual is known: what came in is neither lost nor moved.

    Recurring lines, and lines whose shape is not known, lose what falls between old and new start, at most
    the year's plan and all of it when the year ends before the new start. Tapers do so at each year's own
    plan ÷ 12. One-offs, time-limited lines and ramps move whole: each year's amount is spread evenly from its
    start and lands later, in the next year where it crosses 31 March. What lands after `funding_ends`
    (inclusive) of a one-off or time-limited line is not in the forecast; what a ramp would bring beyond its
    table is not counted, and no year of it exceeds its plan. Nought or fewer days late change nothing: an
    earlier date brings no money forward until somebody forecasts it. Money is counted from 1990 to 2200: dates
    beyond are taken as the first and last day of these. Source: docs/method.md, "Delay cost".
    """
    start, funding_ends = _counted(start), _counted(funding_ends)
    shape = shape_of(plan, start=start) if shape is None else shape
    by_hand, came = months or {}, arrived or {}
    old_start, assumption = _start(plan, start, by_hand)
    if full_year is None:
        full_year = full_year_value(plan, shape=shape, start=start)
    if old_start is None or days_late <= 0:
        return DelayEffect(old_start, old_start, days_late, plan, plan, shape, start, full_year)
    latest = max(old_start, _last_amount_day(plan))
    moved = min(days_late, max(0, (LAST_DATE - latest).days))
    new_start = old_start + timedelta(days=moved)
    if shape in MOVES_WHOLE:
        plan, forecast = _moved(plan, shape, old_start, moved, by_hand, came, funding_ends)
    else:
        rate = None if shape is Shape.TAPERING else full_year
        forecast = _cut(plan, rate, old_start, new_start, by_hand, came)
    return DelayEffect(
        old_start, new_start, days_late, forecast, plan, shape, start, full_year, assumption, bool(by_hand)
    )


def monthly_start(plan: Profile, months: Mapping[FinancialYear, Months] | None) -> date | None:
    """Return the first day of the month that first brings money; None where that year has no monthly profile."""
    first_year = plan.first_amount_year()
    profile = (months or {}).get(first_year) if first_year is not None else None
    if first_year is None or profile is None:
        return None
    return next((m.first_day for m, amount in zip(first_year.months(), profile, strict=True) if amount), None)


def _counted(day: date | None) -> date | None:
    return None if day is None else min(max(day, FIRST_DATE), LAST_DATE)


def _start(
    plan: Profile, start: date | None, months: Mapping[FinancialYear, Months]
) -> tuple[date | None, str]:
    first_year = plan.first_amount_year()
    if first_year is None:
        return None, ""
    if start is not None:
        return start, ""
    begins = monthly_start(plan, months)
    if begins is not None:
        return begins, " (the first month with an amount; no start date is recorded)"
    return first_year.start, f" (assumed, the first day of {first_year}; no start date is recorded)"


def _manner(shape: Shape, full_year: Decimal | None, is_by_hand: bool) -> str:
    if shape in MOVES_WHOLE:
        spread = "monthly profile" if is_by_hand else "amounts spread evenly"
        return f"{SHAPE_WORDS[shape]}, so it moves whole, by its {spread}"
    own = "its monthly profile, else " if is_by_hand else ""
    if shape is not Shape.TAPERING and full_year:
        return f"{own}full-year value ÷ 12 a month"
    why = "it tapers" if shape is Shape.TAPERING else "its full-year value is not known"
    return f"{own}each year's plan ÷ 12 a month; {why}, so each year is judged alone and the delay is loss"


def _cut(
    plan: Profile,
    full_year: Decimal | None,
    old_start: date,
    new_start: date,
    by_hand: Mapping[FinancialYear, Months],
    came: Arrived,
) -> Profile:
    """Return the plan without what falls between the two starts."""
    cells: dict[int, Decimal | None] = {}
    for year, amount in plan.cells:
        if amount is None or old_start > year.end or new_start <= year.start:
            kept = amount
        elif new_start > year.end and not came.get(year):
            kept = NIL
        else:
            months, known = by_hand.get(year), came.get(year, ())
            if months is None and not known:
                lost = _lost_evenly(year, old_start, new_start, full_year or amount)
            else:
                monthly = Fraction(full_year or amount) / MONTHS_IN_YEAR
                lost = to_pence(_between(year, old_start, new_start, monthly, months, known))
            kept = amount - _within(lost, amount)
        cells[year.start_year] = kept
    return Profile.by_april(cells)


def _lost_evenly(year: FinancialYear, old_start: date, new_start: date, yearly: Decimal) -> Decimal:
    """Return what a year brings between two dates at a twelfth of its yearly value a month, to the penny."""
    begins, ends = max(old_start, year.start), min(new_start, year.next().start)
    if begins >= ends:
        return NIL
    (pounds, of), (months, in_days) = yearly.as_integer_ratio(), month_span(begins, ends)
    return pence(pounds * months, of * MONTHS_IN_YEAR * in_days)


def _between(
    year: FinancialYear,
    old_start: date,
    new_start: date,
    monthly: Fraction,
    by_hand: Months | None,
    came: Collection[int],
) -> Fraction:
    """Return what the months of a year bring between two dates, exactly; what came in of them is left out."""
    total = Fraction(0)
    for month in year.months():
        begins, ends = max(month.first_day, old_start), month.next().first_day
        late = months_between(begins, min(new_start, ends))
        if begins >= ends or late <= 0 or month.number in came:
            continue
        if by_hand is None:
            total += monthly * late
        else:
            # A month entered by hand holds what it brings from the start on, however few its days.
            total += Fraction(by_hand[month.number - 1]) * late / months_between(begins, ends)
    return total


def _moved(
    plan: Profile,
    shape: Shape,
    old_start: date,
    days_late: int,
    by_hand: Mapping[FinancialYear, Months],
    came: Arrived,
    funding_ends: date | None,
) -> tuple[Profile, Profile]:
    """Return plan and forecast with every amount landing later; a line that ends gains the years it needs."""
    is_ramp = shape is Shape.RAMPING
    last_year = plan.years[-1]
    if not is_ramp:
        last_year = max(
            last_year, FinancialYear.containing(_last_amount_day(plan) + timedelta(days=days_late))
        )
        if last_year != plan.cells[-1][0]:
            plan = Profile((*plan.cells, *((year, NIL) for year in _beyond(plan, last_year))))
    landed = dict.fromkeys((year.start_year for year, _ in plan.cells), NOTHING)
    lapses = None if is_ramp else funding_ends
    for year, amount in plan.cells:
        own, came_of = by_hand.get(year), came.get(year, ())
        if own is None and not came_of:
            lands = _landing_evenly(year, amount or NIL, old_start, days_late, lapses)
        else:
            pieces = _pieces(year, amount or NIL, old_start, own)
            lands = _landing_by_month(pieces, old_start, days_late, came_of, lapses)
        for april, money in lands:
            if april in landed:
                landed[april] = _plus(landed[april], money)
    forecast = _in_pence(plan, landed)
    if is_ramp:
        capped = [
            (year, None if cell is None or planned is None else _within(cell, planned))
            for (year, cell), planned in zip(forecast.cells, plan.values, strict=True)
        ]
        forecast = Profile(tuple(capped))
    return plan, forecast


def _within(amount: Decimal, bound: Decimal) -> Decimal:
    """Return the amount held between nought and a bound of either sign."""
    return min(max(amount, min(NIL, bound)), max(NIL, bound))


def _beyond(plan: Profile, last_year: FinancialYear) -> tuple[FinancialYear, ...]:
    return years_between(plan.years[-1].next(), last_year)


def _last_amount_day(plan: Profile) -> date:
    return max(year.end for year, amount in plan.cells if amount)


def _landing_evenly(
    year: FinancialYear, amount: Decimal, start: date, days_late: int, funding_ends: date | None
) -> Iterator[tuple[int, Exact]]:
    """Return where a year's amount lands, by April, when it is spread evenly from the start on and moves as a whole.

    A day's share of a month lands as many days later, so that a stretch of days lands in one year or the next.
    What came before the start is not touched.
    """
    if not amount:
        return
    (pounds, of), after = amount.as_integer_ratio(), year.next().start
    begins = max(start, year.start) if start < after else year.start
    whole, whole_in = month_span(begins, after)
    later = timedelta(days=days_late if start < after else 0)
    stop = after if funding_ends is None else min(after, funding_ends + timedelta(days=1) - later)
    lands = FinancialYear.containing(begins + later)
    while begins < stop:
        turn = min(stop, lands.next().start - later)
        if turn > begins:
            months, in_days = month_span(begins, turn)
            yield lands.start_year, (pounds * months * whole_in, of * in_days * whole)
            begins = turn
        lands = lands.next()


def _landing_by_month(
    pieces: Iterator[tuple[date, date, Fraction]],
    start: date,
    days_late: int,
    came: Collection[int],
    funding_ends: date | None,
) -> Iterator[tuple[int, Exact]]:
    """Return where a year's months land, by April. What came before the start, and what has come in since, stays."""
    for begins, ends, money in pieces:
        has_come = ends <= start or FinancialMonth.containing(begins).number in came
        later = timedelta(days=0 if has_come else days_late)
        for landing_year, share in _landing(begins + later, ends + later, funding_ends):
            part = money * share
            yield landing_year.start_year, (part.numerator, part.denominator)


def _pieces(
    year: FinancialYear, amount: Decimal, start: date, by_hand: Months | None
) -> Iterator[tuple[date, date, Fraction]]:
    """Return a year's amount by month, even from the start on: first day, day after the last, pounds."""
    begins = start if FinancialYear.containing(start) == year else year.start
    whole = months_between(begins, year.next().start)
    for month in year.months():
        first, ends = max(month.first_day, begins), month.next().first_day
        if by_hand is not None:
            first = month.first_day if first >= ends else first
            yield first, ends, Fraction(by_hand[month.number - 1])
        elif first < ends:
            yield first, ends, Fraction(amount) * months_between(first, ends) / whole


def _landing(begins: date, ends: date, funding_ends: date | None) -> Iterator[tuple[FinancialYear, Fraction]]:
    """Return the share of a stretch of at most a month that lands in each financial year, by days."""
    days = (ends - begins).days
    stop = ends if funding_ends is None else min(ends, funding_ends + timedelta(days=1))
    year = FinancialYear.containing(begins)
    turn = year.next().start
    if (in_year := (min(stop, turn) - begins).days) > 0:
        yield year, Fraction(in_year, days)
    if (after := (stop - max(begins, turn)).days) > 0:
        yield year.next(), Fraction(after, days)


def _in_pence(plan: Profile, landed: Mapping[int, Exact]) -> Profile:
    """Round running totals to the penny, so that what only moves still sums to what was planned."""
    cells: list[tuple[FinancialYear, Decimal | None]] = []
    running, paid = NOTHING, NIL
    for year, amount in plan.cells:
        running = _plus(running, landed[year.start_year])
        so_far = pence(*running)
        cells.append((year, None if amount is None else so_far - paid))
        paid = so_far
    return Profile(tuple(cells))


def _plus(total: Exact, more: Exact) -> Exact:
    """Return the sum of two exact amounts, in no lowest terms: over a few years that would cost more than it saves."""
    if not total[0]:
        return more
    return total[0] * more[1] + more[0] * total[1], total[1] * more[1]
