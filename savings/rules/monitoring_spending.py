"""Spend to date against the line's own year: twelve shares of its budget, and what this rate leads to.

A line bought by the day, in school terms or from September spends by its own profile. Without one the year is
taken as a straight line, which is always named as the fallback it is.

Source: docs/method.md, "Budget monitoring".
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Final

from programme.rules.calendar import MONTHS_IN_YEAR, FinancialYear
from savings.rules.notation import PENNY, rounded

AHEAD_BY: Final = Fraction(10, 100)
"""Share of the year's budget, inclusive: used this far beyond the share that has elapsed is flagged.

Source: a choice of ours, from a council that had used almost three quarters of a year's placement days in five
months.
"""


class NotAProfile(ValueError):
    """A spending profile is twelve shares of the year, April first, none below nought, that sum to exactly 1."""


@dataclass(frozen=True, slots=True)
class SpendingProfile:
    """How a line's year is spent: a name and twelve shares, April first.

    Raises NotAProfile unless there are twelve, none below nought, with the exact sum of 1.
    """

    name: str
    shares: tuple[Fraction, ...]
    is_fallback: bool = False

    def __post_init__(self) -> None:
        if len(self.shares) != MONTHS_IN_YEAR:
            raise NotAProfile(f"a profile has twelve shares, April first; {len(self.shares)} are given")
        if any(share < 0 for share in self.shares):
            raise NotAProfile("a month's share is nought or above")
        total = sum(self.shares, Fraction(0))
        if total != 1:
            raise NotAProfile(
                f"the twelve shares come to {_decimal(total)}, not to 1; correct them, or give each as a "
                "part such as 31/366"
            )

    def elapsed(self, month: int) -> Fraction:
        """Return the share of the year that lies behind at the end of a month; 1 is April.

        Raises ValueError for a month outside 1 to 12.
        """
        if not 1 <= month <= MONTHS_IN_YEAR:
            raise ValueError(f"month {month} is not between 1 (April) and 12 (March)")
        return sum(self.shares[:month], Fraction(0))

    def as_text(self) -> list[str]:
        """Return the shares as they are stored: exact, "31/366" or "0.1"."""
        return [_exact_text(share) for share in self.shares]


@dataclass(frozen=True, slots=True)
class RateCheck:
    """What was used by the end of a month beside what the profile expects by then, in the unit of `budget`.

    Shares are of the year's budget, 0 to 1 and beyond; None for an unknown, nil or income budget. `at_this_rate`
    is the year's use if the rest of the year goes on as it began, against the same profile, None before the
    profile expects anything.
    """

    month: int
    profile: SpendingProfile
    budget: Decimal | None
    used: Decimal | None
    expected: Decimal | None
    used_share: Fraction | None
    elapsed_share: Fraction
    at_this_rate: Decimal | None

    @property
    def is_ahead(self) -> bool:
        """Whether more is used than the profile expects by ten points of the year's budget, or more."""
        return self.used_share is not None and self.used_share - self.elapsed_share >= AHEAD_BY

    @property
    def words(self) -> str:
        """Say it: "75% used, 42% of the year elapsed by straight line: ahead by 33 points"."""
        elapsed = f"{_percent(self.elapsed_share)} of the year elapsed by {profile_words(self.profile)}"
        if self.used_share is None:
            return f"use not known as a share; {elapsed}"
        points = self.used_share - self.elapsed_share
        gap = f"{abs(_rounded_percent(points))} points"
        if self.is_ahead:
            judged = f"ahead by {gap}"
        else:
            judged = "in step" if abs(points) < AHEAD_BY else f"behind by {gap}"
        return f"{_percent(self.used_share)} used, {elapsed}: {judged}"


STRAIGHT_LINE: Final = SpendingProfile(
    "straight line", (Fraction(1, MONTHS_IN_YEAR),) * MONTHS_IN_YEAR, is_fallback=True
)

# Weights, not shares: a council replaces them by its own. School terms are the school days of each month in a
# year of 190 days, by a common term calendar; places that begin in September run from M6. Choices of ours.
WEIGHTS: Final[Mapping[str, tuple[int, ...]]] = {
    "school terms": (10, 18, 20, 15, 0, 20, 17, 22, 15, 19, 15, 19),
    "September places": (0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1, 1),
}
PLACEMENT_DAYS: Final = "placement days"
SUGGESTED: Final = (PLACEMENT_DAYS, *WEIGHTS)


def profile_from_weights(name: str, weights: Sequence[int | Decimal | Fraction]) -> SpendingProfile:
    """Return the profile whose months stand in this relation; the shares are exact. Raises NotAProfile."""
    parts = [Fraction(weight) for weight in weights]
    total = sum(parts, Fraction(0))
    if total <= 0:
        raise NotAProfile("the months of a profile have weight above nought")
    return SpendingProfile(name, tuple(part / total for part in parts))


def suggested_profile(name: str, year: FinancialYear) -> SpendingProfile:
    """Return one of the profiles in SUGGESTED for a year: placement days go by the days of its months.

    Raises KeyError for any other name.
    """
    if name == PLACEMENT_DAYS:
        days = [(month.last_day - month.first_day).days + 1 for month in year.months()]
        return profile_from_weights(name, days)
    return profile_from_weights(name, WEIGHTS[name])


def read_profile(name: str, shares: Sequence[str] | None) -> SpendingProfile:
    """Return the profile that is stored as text; the straight line where there is none. Raises NotAProfile."""
    if not shares:
        return STRAIGHT_LINE
    try:
        return SpendingProfile(name or "its own profile", tuple(Fraction(share) for share in shares))
    except (ValueError, ZeroDivisionError, TypeError) as problem:
        if isinstance(problem, NotAProfile):
            raise
        raise NotAProfile(f"a share is written 0.1 or 31/366: {problem}") from problem


def profile_words(profile: SpendingProfile) -> str:
    """Return a profile's name; the straight line says that it stands in for one."""
    return f"{profile.name} (no profile of its own)" if profile.is_fallback else profile.name


def check_rate(
    *, budget: Decimal | None, used: Decimal | None, month: int, profile: SpendingProfile = STRAIGHT_LINE
) -> RateCheck:
    """Return use by the end of a month against the profile: pounds, days, or whatever both are counted in.

    Amounts are rounded half up to the penny, shares are exact. Raises ValueError for a month outside 1 to 12.
    """
    elapsed = profile.elapsed(month)
    is_shared = budget is not None and budget > 0
    return RateCheck(
        month=month,
        profile=profile,
        budget=budget,
        used=used,
        expected=None if budget is None else _to_penny(Fraction(budget) * elapsed),
        used_share=Fraction(used) / Fraction(budget) if is_shared and used is not None and budget else None,
        elapsed_share=elapsed,
        at_this_rate=None if used is None or elapsed == 0 else _to_penny(Fraction(used) / elapsed),
    )


def _to_penny(amount: Fraction) -> Decimal:
    pence = abs(amount) * 100 + Fraction(1, 2)
    whole = Decimal(pence.numerator // pence.denominator).scaleb(-2)
    return (-whole if amount < 0 else whole).quantize(PENNY)


def _rounded_percent(share: Fraction) -> Decimal:
    return rounded(Decimal(share.numerator) * 100 / Decimal(share.denominator), 0)


def _percent(share: Fraction) -> str:
    return f"{_rounded_percent(share):f}%"


def _decimal(share: Fraction) -> str:
    return f"{Decimal(share.numerator) / Decimal(share.denominator):.6g}"


def _exact_text(share: Fraction) -> str:
    """Return a share as a decimal where it ends, else as a part of whole numbers."""
    rest = share.denominator
    for prime in (2, 5):
        while rest % prime == 0:
            rest //= prime
    if rest != 1:
        return str(share)
    return f"{Decimal(share.numerator) / Decimal(share.denominator):f}"
