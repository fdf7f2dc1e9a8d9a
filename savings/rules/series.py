"""A saving month by month within a year: plan, forecast and actual, and what each comes to so far.

Plan, forecast and actual are separate series of twelve cells, April first. A blank month is not known, and never
nil: a sum over a blank month is not known either. The plan's months follow from the year's amount and its spread,
and sum to it to the penny. Forecast and actual months are said one by one; once all twelve are known the year is
their sum. A month whose actual is known counts with it in the year's forecast, the rest as forecast.

Source: docs/method.md, "Months".
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from typing import Final
from uuid import UUID

from programme.rules.calendar import MONTH_NAMES, MONTHS_IN_YEAR, FinancialMonth, FinancialYear
from savings.rules.profile import NIL, Months, even_months, months_by_hand, months_from

MonthCells = tuple[Decimal | None, ...]  # twelve, April first; None is not known
NO_MONTHS: Final[MonthCells] = (None,) * MONTHS_IN_YEAR
FORECAST, ACTUAL = "forecast", "actual"


class SpreadKind(StrEnum):
    """How a year's planned amount falls on its months."""

    EVEN = "even"
    FROM_MONTH = "from_month"
    BY_HAND = "by_hand"


@dataclass(frozen=True, slots=True)
class Spread:
    """How a year's planned amount falls on its months: evenly, evenly from a month on, or by hand.

    `from_month` is 1 for April to 12 for March, and given with that kind alone; `months` are twelve amounts in
    pounds, April first, given by hand alone. Raises ValueError, saying what is missing.
    """

    kind: SpreadKind = SpreadKind.EVEN
    from_month: int | None = None
    months: Months | None = None

    def __post_init__(self) -> None:
        if (self.from_month is not None) != (self.kind is SpreadKind.FROM_MONTH):
            raise ValueError(
                "a spread from a month on, and it alone, says from which: 1 is April, 12 is March"
            )
        if self.from_month is not None and not 1 <= self.from_month <= MONTHS_IN_YEAR:
            raise ValueError(f"month {self.from_month} is not between 1 (April) and 12 (March)")
        if (self.months is not None) != (self.kind is SpreadKind.BY_HAND):
            raise ValueError("a spread by hand, and it alone, has twelve months, April first")
        if self.months is not None and len(self.months) != MONTHS_IN_YEAR:
            raise ValueError(f"a year has twelve months, April to March; here are {len(self.months)}")

    @property
    def is_even(self) -> bool:
        return self.kind is SpreadKind.EVEN

    @property
    def words(self) -> str:
        """Say how it falls: even over the year, from September on, by hand."""
        if self.from_month is not None:
            return f"from {month_name(self.from_month)} on"
        return "by hand" if self.months is not None else "even over the year"


EVEN: Final = Spread()


def from_month(month: int) -> Spread:
    """Return the spread from a month on: 1 is April. Raises ValueError outside 1 to 12."""
    return Spread(SpreadKind.FROM_MONTH, from_month=month)


def by_hand(months: Sequence[Decimal]) -> Spread:
    """Return the spread by these twelve amounts, April first. Raises ValueError when there are not twelve."""
    return Spread(SpreadKind.BY_HAND, months=tuple(months))


def plan_months(amount: Decimal | None, spread: Spread, *, year: FinancialYear) -> MonthCells:
    """Return the months of a year's planned amount. They sum to it to the penny; all blank where it is.

    Raises ValueError where months by hand do not sum to the amount, naming both.
    """
    if amount is None:
        if spread.months is not None:
            raise ValueError(
                f"the plan of {year} is not known, so it has no months; say the year's amount too"
            )
        return NO_MONTHS
    if spread.from_month is not None:
        return months_from(amount, start=FinancialMonth(year, spread.from_month).first_day, year=year)
    if spread.months is not None:
        return months_by_hand(spread.months, total=amount)
    return even_months(amount)


def month_name(number: int) -> str:
    """Return a month's name by its number in the financial year: 1 is April, 12 March."""
    return MONTH_NAMES[FinancialMonth(FinancialYear(2000), number).first_day.month - 1]


def sum_of(months: Iterable[Decimal | None]) -> Decimal | None:
    """Return the sum of months; None where any is not known, and for none at all."""
    cells = tuple(months)
    known = [cell for cell in cells if cell is not None]
    return sum(known, NIL) if cells and len(known) == len(cells) else None


def cumulative(months: MonthCells) -> MonthCells:
    """Return what a series comes to by the end of each month; not known from its first blank on."""
    return tuple(sum_of(months[: place + 1]) for place in range(len(months)))


def with_actuals(forecast: MonthCells, actual: MonthCells) -> MonthCells:
    """Return what each month counts with in the year's forecast: its actual where known, else its forecast."""
    return tuple(f if a is None else a for f, a in zip(forecast, actual, strict=True))


def over(months: MonthCells, said: Mapping[int, Decimal | None]) -> MonthCells:
    """Return the months with some of them said anew, by number: 1 is April."""
    return tuple(said.get(place + 1, cell) for place, cell in enumerate(months))


def fits(months: MonthCells, year: Decimal | None) -> bool:
    """Return whether a year's amount and the months that are known can both be true.

    All twelve known: they sum to it. Some: what is known so far does not go beyond it, in the direction of its
    sign; a year not known goes beyond nothing. None: yes.
    """
    known = [cell for cell in months if cell is not None]
    so_far = sum(known, NIL)
    if len(known) == len(months):
        return so_far == year
    if not known or year is None:
        return True
    return abs(so_far) <= abs(year) and so_far * year >= 0


@dataclass(frozen=True, slots=True)
class SaidCell:
    """One cell of forecast or actual as somebody said it. `month` is None for a whole year.

    `together` joins the cells of one statement.
    """

    series: str
    month: int | None
    amount: Decimal | None
    together: UUID


@dataclass(frozen=True, slots=True)
class SaidYear:
    """What stands said of one year: the year's forecast and actual in pounds, and their months."""

    forecast: Decimal | None = None
    actual: Decimal | None = None
    forecast_months: MonthCells = NO_MONTHS
    actual_months: MonthCells = NO_MONTHS

    @property
    def expected_months(self) -> MonthCells:
        """What each month counts with in the year's forecast: its actual where known, else its forecast."""
        return with_actuals(self.forecast_months, self.actual_months)

    @property
    def arrived(self) -> frozenset[int]:
        """The months whose actual is known: 1 is April."""
        return frozenset(n for n, cell in enumerate(self.actual_months, 1) if cell is not None)

    @property
    def is_forecast_by_month(self) -> bool:
        """Whether the year's forecast is worked out from its months: each is known, and one at least is forecast."""
        return any(cell is not None for cell in self.forecast_months) and None not in self.expected_months

    @property
    def expected(self) -> Decimal | None:
        """The year's forecast: actual months + forecast of the rest where said by month, else as said."""
        return sum_of(self.expected_months) if self.is_forecast_by_month else self.forecast


def said_year(cells: Iterable[SaidCell]) -> SaidYear:
    """Return what stands of one year of a saving, from what was said of it in order, the newest last.

    A year said without any month takes the months said before out of force, unless both can be true.
    """
    stands = SaidYear()
    for statement in _statements(cells):
        stands = _after(stands, statement)
    return stands


def _statements(cells: Iterable[SaidCell]) -> Iterator[list[SaidCell]]:
    found: dict[UUID, list[SaidCell]] = {}
    for cell in cells:
        found.setdefault(cell.together, []).append(cell)
    yield from found.values()


def _after(before: SaidYear, statement: list[SaidCell]) -> SaidYear:
    months: dict[str, dict[int, Decimal | None]] = {FORECAST: {}, ACTUAL: {}}
    years: dict[str, Decimal | None] = {FORECAST: before.forecast, ACTUAL: before.actual}
    said_years = set()
    for cell in statement:
        if cell.month is None:
            years[cell.series] = cell.amount
            said_years.add(cell.series)
        else:
            months[cell.series][cell.month] = cell.amount
    actual = over(before.actual_months, months[ACTUAL])
    if ACTUAL in said_years and not months[ACTUAL] and not fits(actual, years[ACTUAL]):
        actual = NO_MONTHS
    forecast = over(before.forecast_months, months[FORECAST])
    is_year_alone = FORECAST in said_years and not months[FORECAST]
    if is_year_alone and not fits(with_actuals(forecast, actual), years[FORECAST]):
        forecast = NO_MONTHS
    return SaidYear(years[FORECAST], years[ACTUAL], forecast, actual)


@dataclass(frozen=True, slots=True)
class ToDate:
    """What each series comes to by the end of a month, in pounds; None is not known."""

    through: FinancialMonth
    plan: Decimal | None
    forecast: Decimal | None
    actual: Decimal | None


@dataclass(frozen=True, slots=True)
class MonthLine:
    """One month of a saving, and each series to date."""

    month: FinancialMonth
    plan: Decimal | None
    forecast: Decimal | None
    actual: Decimal | None
    to_date: ToDate
    is_loaded: bool

    @property
    def name(self) -> str:
        return month_name(self.month.number)


@dataclass(frozen=True, slots=True)
class YearSeries:
    """The three series of one year of a saving.

    `loaded` are the months whose actuals finance has said are loaded: set by finance, never read off today.
    """

    year: FinancialYear
    planned: Decimal | None
    spread: Spread = EVEN
    said: SaidYear = field(default_factory=SaidYear)
    loaded: frozenset[int] = frozenset()

    @property
    def plan(self) -> MonthCells:
        return plan_months(self.planned, self.spread, year=self.year)

    @property
    def is_monthly(self) -> bool:
        """Whether anything is said of its months: a spread other than even, or a forecast or actual month."""
        said = (*self.said.forecast_months, *self.said.actual_months)
        return not self.spread.is_even or any(cell is not None for cell in said)

    @property
    def loaded_through(self) -> FinancialMonth | None:
        """The last month whose actuals are loaded; None where finance has not said so of any."""
        return FinancialMonth(self.year, max(self.loaded)) if self.loaded else None

    def lines(self) -> tuple[MonthLine, ...]:
        """Return its twelve months, April first."""
        series = (self.plan, self.said.forecast_months, self.said.actual_months)
        sums = [cumulative(one) for one in series]
        return tuple(
            MonthLine(
                month=month,
                plan=series[0][place],
                forecast=series[1][place],
                actual=series[2][place],
                to_date=ToDate(month, *(one[place] for one in sums)),
                is_loaded=month.number in self.loaded,
            )
            for place, month in enumerate(self.year.months())
        )

    def to_date(self) -> ToDate | None:
        """Return the three series by the last month whose actuals are loaded; None where none are."""
        through = self.loaded_through
        return None if through is None else self.lines()[through.number - 1].to_date


def by_month(series: Iterable[YearSeries]) -> dict[FinancialYear, Months]:
    """Return the monthly plans of the years that have one of their own, for the cost of a delay.

    A year spread evenly has none, nor one whose amount is not known.
    """
    return {
        one.year: _known(one.plan) for one in series if not one.spread.is_even and one.planned is not None
    }


def _known(months: MonthCells) -> Months:
    return tuple(cell for cell in months if cell is not None)
