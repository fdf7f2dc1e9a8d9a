"""What a saving is worth in each financial year, and what that says about it.

Canonical form is cumulative: the amount of a year is the reduction against the budget round's base that holds
in that year, so a repeated figure is one recurring saving and not two. Amounts are Decimal pounds; a blank
cell is None, never nil, and nothing is inferred across it.

Source: docs/method.md, "Profile".
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from itertools import accumulate
from math import lcm

from programme.rules.calendar import (
    MONTHS_IN_YEAR,
    FinancialYear,
    months_between,
    years_between,
    years_from,
)

NIL = Decimal(0)
NO_PENCE = Decimal("0.00")

Cells = Mapping[FinancialYear, Decimal | None]
Months = tuple[Decimal, ...]  # twelve, April first


class ProfileForm(StrEnum):
    """How a paper states its years: what holds in each, or what each adds."""

    CUMULATIVE = "cumulative"
    INCREMENTS = "increments"


class Shape(StrEnum):
    """How a saving runs over the years."""

    RECURRING = "recurring"
    ONE_OFF = "one_off"
    TIME_LIMITED = "time_limited"
    TAPERING = "tapering"
    RAMPING = "ramping"
    NOT_KNOWN = "not_known"


SHAPE_WORDS = {shape: shape.value.replace("_", "-" if shape is Shape.ONE_OFF else " ") for shape in Shape}
WITHOUT_FULL_YEAR_VALUE = frozenset({Shape.ONE_OFF, Shape.TIME_LIMITED, Shape.TAPERING})


@dataclass(frozen=True, slots=True)
class Profile:
    """The cumulative amounts of one saving, financial year by financial year, without a gap between years.

    Raises ValueError when there is no year or the years do not follow each other.
    """

    cells: tuple[tuple[FinancialYear, Decimal | None], ...]

    def __post_init__(self) -> None:
        if not self.cells:
            raise ValueError("a profile needs at least one financial year")
        before = None
        for year, _ in self.cells:
            if before is not None and year.start_year != before.start_year + 1:
                raise ValueError(
                    f"the years of a profile must follow each other; {year} comes after {before}"
                )
            before = year

    @classmethod
    def of(cls, amounts: Cells, *, form: ProfileForm = ProfileForm.CUMULATIVE) -> "Profile":
        """Return the profile of amounts by year, in either form; a year left out between two is blank."""
        if not amounts:
            raise ValueError("a profile needs at least one financial year")
        years = years_between(min(amounts), max(amounts))
        printed = [amounts.get(year) for year in years]
        values = to_cumulative(printed) if form is ProfileForm.INCREMENTS else printed
        return cls(tuple(zip(years, values, strict=True)))

    @classmethod
    def by_april(cls, amounts: Mapping[int, Decimal | None]) -> "Profile":
        """Return the cumulative profile of amounts by the April their years start in, as `of` does."""
        if not amounts:
            raise ValueError("a profile needs at least one financial year")
        first, last = min(amounts), max(amounts)
        values = map(amounts.get, range(first, last + 1))
        return cls(tuple(zip(years_from(first, last), values, strict=True)))

    @property
    def years(self) -> tuple[FinancialYear, ...]:
        return tuple([year for year, _ in self.cells])

    @property
    def values(self) -> tuple[Decimal | None, ...]:
        return tuple([value for _, value in self.cells])

    @property
    def is_known(self) -> bool:
        """Whether no cell is blank."""
        return None not in self.values

    def amount(self, year: FinancialYear) -> Decimal | None:
        """Return the amount that holds in a year; None when blank or outside the table."""
        place = year.start_year - self.cells[0][0].start_year
        return self.cells[place][1] if 0 <= place < len(self.cells) else None

    def changes(self) -> dict[FinancialYear, Decimal | None]:
        """Return each year's change, the first against nought; negative when a one-off ends."""
        return dict(zip(self.years, to_increments(self.values), strict=True))

    def first_amount_year(self) -> FinancialYear | None:
        """Return the first year with a known amount other than nil; None when there is none."""
        return next((year for year, value in self.cells if value), None)


def to_increments(cumulative: Sequence[Decimal | None]) -> list[Decimal | None]:
    """Return what each year adds to the one before, the first against nought; None beside a blank."""
    before = [NIL, *cumulative[:-1]]
    return [
        None if now is None or then is None else now - then
        for now, then in zip(cumulative, before, strict=True)
    ]


def to_cumulative(increments: Sequence[Decimal | None]) -> list[Decimal | None]:
    """Return the running sum of what each year adds; None from the first blank on."""
    return list(accumulate(increments, lambda total, added: _plus(total, added)))


def shape_of(profile: Profile, *, start: date | None = None) -> Shape:
    """Return how a saving runs, from its known cells only.

    Not known once a cell is blank after a known one. Years of nil before the first amount are left out. One
    year, then a printed nil: one-off; several, then nil: time-limited; any fall between amounts, or to an
    amount that stays: tapering. A first year below a level that then holds is a part year of a recurring
    saving; where `start` says that the first year was a full one, or where the risen level is not seen twice
    and no start date explains it, it is ramping, as is every longer rise. Nil throughout counts as
    recurring. Amounts of both signs count as tapering, which is judged year by year.
    Source: docs/method.md, "Profile".
    """
    amounts = _known_from_first(profile)
    if not amounts:
        return Shape.NOT_KNOWN
    if min(amounts) < 0:
        if max(amounts) > 0:
            return Shape.TAPERING
        amounts = [-value for value in amounts]
    while amounts and not amounts[0]:
        del amounts[0]
    if not amounts or amounts.count(amounts[0]) == len(amounts):
        return Shape.RECURRING
    for place in range(len(amounts) - 1):
        after = amounts[place + 1]
        if after < amounts[place] and (after or any(amounts[place + 2 :])):
            return Shape.TAPERING
    if not amounts[-1]:
        return Shape.TIME_LIMITED if amounts[1] else Shape.ONE_OFF
    return _level_or_rising(amounts, _starts_in_full(profile, start))


def _known_from_first(profile: Profile) -> list[Decimal]:
    """Return the amounts from the first known one on; none where a later cell is blank."""
    found: list[Decimal] = []
    for _, value in profile.cells:
        if value is not None:
            found.append(value)
        elif found:
            return []
    return found


def _starts_in_full(profile: Profile, start: date | None) -> bool | None:
    """Return whether the first year with an amount is a full one; None without a start date."""
    first_year = profile.first_amount_year()
    return None if start is None or first_year is None else start <= first_year.start


def _level_or_rising(amounts: Sequence[Decimal], first_year_is_full: bool | None) -> Shape:
    later = amounts[1:]
    if first_year_is_full or any(amount != later[0] for amount in later):
        return Shape.RAMPING
    level_is_seen_twice = len(later) > 1
    return Shape.RECURRING if level_is_seen_twice or first_year_is_full is False else Shape.RAMPING


def recurring_part(profile: Profile) -> Decimal | None:
    """Return what still holds in the last year of the table; None when that cell is blank."""
    return profile.cells[-1][1]


def full_year_value(profile: Profile, *, shape: Shape, start: date | None = None) -> Decimal | None:
    """Return what the saving is worth in a full year; None when it has no such value or it is not known.

    The amount of the first financial year that starts on or after the saving's start; for a ramp, or without
    a start date, the recurring part. None when that year lies beyond the table, and for one-offs,
    time-limited lines and tapers. Source: docs/method.md, "Profile".
    """
    if shape in WITHOUT_FULL_YEAR_VALUE:
        return None
    if start is None or shape is Shape.RAMPING:
        return recurring_part(profile)
    year = FinancialYear.containing(start)
    if year.start < start:
        year = year.next()
    # A saving that began before its table is in a full year from the table's first year on.
    return profile.amount(max(year, profile.cells[0][0]))


def full_year_effect(profile: Profile, full_year: Decimal | None) -> Decimal | None:
    """Return the full-year effect of an earlier decision: full-year value less the first year's amount."""
    first_year = profile.first_amount_year()
    if full_year is None or first_year is None:
        return None
    return full_year - (profile.amount(first_year) or NIL)


def part_year_factor(in_year: Decimal | None, full_year: Decimal | None) -> Fraction | None:
    """Return in-year ÷ full-year value, exactly; None when either is not known or the latter is nil."""
    if in_year is None or full_year is None or full_year == 0:
        return None
    return Fraction(in_year) / Fraction(full_year)


def cash_over_period(profile: Profile) -> Decimal | None:
    """Return the sum over the years, which is cash over the period and never a yearly saving.

    None when a cell is blank.
    """
    known = [value for value in profile.values if value is not None]
    return sum(known, NIL) if profile.is_known else None


def share_out(amount: Decimal, weights: Sequence[Fraction | int | Decimal]) -> list[Decimal]:
    """Split an amount by weights into whole pence that sum to it exactly.

    Each running total is rounded to the penny, so no part is out by more than one; a fraction of a penny in
    `amount` stays with the last part that has a weight. Raises ValueError when the weights sum to nought.
    """
    ratios = [weight.as_integer_ratio() for weight in weights]
    common = lcm(*(below for _, below in ratios))
    shares = [above * (common // below) for above, below in ratios]
    whole = sum(shares)
    if whole == 0:
        raise ValueError(f"cannot split {amount} by weights that sum to nought")
    pounds, of = amount.as_integer_ratio()
    found, paid, running = [], NIL, 0
    for share in shares:
        running += share
        so_far = amount if running == whole else pence(pounds * running, of * whole)
        found.append(so_far - paid)
        paid = so_far
    return found


def share_of(amount: Decimal, part: Decimal, whole: Decimal) -> Decimal:
    """Return amount × part ÷ whole to the penny, worked out exactly, halves to the even penny.

    Raises ZeroDivisionError where the whole is nought.
    """
    if not amount:
        return NO_PENCE
    (a, a_in), (p, p_in), (w, w_in) = (
        amount.as_integer_ratio(),
        part.as_integer_ratio(),
        whole.as_integer_ratio(),
    )
    return pence(a * p * w_in, a_in * p_in * w)


def pence(above: int, below: int) -> Decimal:
    """Return above ÷ below as Decimal pounds, to the penny, halves to the even penny."""
    if below < 0:
        above, below = -above, -below
    whole, left = divmod(above * 100, below)
    if 2 * left > below or (2 * left == below and whole % 2):
        whole += 1
    return Decimal(whole).scaleb(-2)


def to_pence(pounds: Fraction) -> Decimal:
    """Return an exact share of money as Decimal pounds, to the penny, halves to the even penny."""
    return pence(pounds.numerator, pounds.denominator)


def even_months(amount: Decimal) -> Months:
    """Return a year's amount spread evenly over its twelve months, to the penny."""
    return tuple(share_out(amount, [1] * MONTHS_IN_YEAR))


def months_from(amount: Decimal, *, start: date, year: FinancialYear) -> Months:
    """Return a year's amount spread evenly from `start` to 31 March, a part month by its days.

    A start before the year spreads over all twelve. Raises ValueError when it lies after the year and there
    is an amount to spread.
    """
    if start > year.end:
        if amount:
            raise ValueError(
                f"cannot spread £{amount} of {year} over months from {start}, after the year's end"
            )
        return even_months(amount)
    weights = []
    for month in year.months():
        month_end = month.next().first_day
        weights.append(months_between(min(max(start, month.first_day), month_end), month_end))
    return tuple(share_out(amount, weights))


def months_by_hand(amounts: Sequence[Decimal], *, total: Decimal) -> Months:
    """Return twelve monthly amounts entered by a person, once they are seen to sum to the year's.

    Raises ValueError when there are not twelve or they do not sum to `total`.
    """
    if len(amounts) != MONTHS_IN_YEAR:
        raise ValueError(f"a monthly profile has twelve months, April to March; this one has {len(amounts)}")
    if (entered := sum(amounts, NIL)) != total:
        raise ValueError(f"the months sum to £{entered:,}, the year is £{total:,}; they must be the same")
    return tuple(amounts)


def at_scale(months: Sequence[Decimal], amount: Decimal) -> Months:
    """Return months in the same proportions that sum to another amount; even ones where they sum to nought."""
    total = sum(months, NIL)
    if total == amount:
        return tuple(months)
    return tuple(share_out(amount, months)) if total else even_months(amount)


def _plus(total: Decimal | None, added: Decimal | None) -> Decimal | None:
    return None if total is None or added is None else total + added
