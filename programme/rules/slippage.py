"""How late a milestone is, against its baselines and against what was said last time.

A date of a coarse precision counts as its last day, on both sides of a difference, so that "November" against
"November" is no slip. Where a date is missing the answer is None, shown as "not known"; it is never nought.
Every function takes the as-at day from its caller.

Source: docs/method.md, "Slippage".
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from itertools import pairwise

from programme.rules.calendar import (
    SEASON_NAMES,
    ApproxDate,
    DatePrecision,
    FinancialMonth,
)

NOT_KNOWN = "not known"


class MilestoneKind(StrEnum):
    """What happens on the date: work starts, the thing goes live, or it is finished."""

    START = "start"
    LAUNCH = "launch"
    COMPLETE = "complete"


@dataclass(frozen=True, slots=True)
class MilestoneDates:
    """The dates of one milestone.

    `baseline` is the current approved date and `original_baseline` the first one; without an original the
    milestone was never re-baselined and the current one stands for both. A missing date is None or an
    ApproxDate of precision none.
    """

    baseline: ApproxDate | None = None
    forecast: ApproxDate | None = None
    actual: ApproxDate | None = None
    original_baseline: ApproxDate | None = None
    kind: MilestoneKind = MilestoneKind.COMPLETE

    @property
    def is_finished(self) -> bool:
        return _last_day(self.actual) is not None


@dataclass(frozen=True, slots=True)
class Slip:
    """A difference between two dates; above nought is later, below is earlier.

    `days` are calendar days between the last days of the two; `amount` is the same difference in `unit`,
    the precision of the coarser date ("1 month", though its last days lie 31 days apart).
    """

    days: int
    amount: int
    unit: DatePrecision

    @property
    def words(self) -> str:
        """Print the slip in its unit: "23 days later", "1 season earlier", "no change"."""
        if self.amount == 0:
            return "no change"
        size = abs(self.amount)
        noun = self.unit.value if size == 1 else f"{self.unit.value}s"
        return f"{size} {noun} {'later' if self.amount > 0 else 'earlier'}"


def slip_words(slip: Slip | None) -> str:
    """Print a slip, or "not known" where a date is missing."""
    return NOT_KNOWN if slip is None else slip.words


def difference(later: ApproxDate | None, earlier: ApproxDate | None) -> Slip | None:
    """Return how far `later` lies after `earlier`, in days and in the coarser precision of the two.

    A quarter against a season is counted in months, since neither holds the other. None when either has no
    date. Source: docs/method.md, "Slippage".
    """
    end, start = _last_day(later), _last_day(earlier)
    if later is None or earlier is None or end is None or start is None:
        return None
    unit = _common_unit(later.precision, earlier.precision)
    return Slip(days=(end - start).days, amount=_index(end, unit) - _index(start, unit), unit=unit)


def landing(dates: MilestoneDates, *, on: date) -> ApproxDate | None:
    """Return when the milestone happened, or is expected to as seen on `on`.

    Unfinished, it is the later of its forecast (the last day of its precision) and `on`: a forecast that has
    passed cannot come true. None when it is unfinished and has no forecast. Raises ValueError if the actual
    date lies after `on`. Source: docs/method.md, "Slippage".
    """
    actual = dates.actual
    if actual is not None and actual.first_day is not None:
        if actual.first_day > on:
            raise ValueError(
                f"actual date {actual} lies after {ApproxDate(on)}; record it once it has happened"
            )
        return actual
    last_day = _last_day(dates.forecast)
    if last_day is None:
        return None
    return dates.forecast if last_day >= on else ApproxDate(on)


def slip_to_baseline(dates: MilestoneDates, *, on: date) -> Slip | None:
    """Return the slip against the current baseline as at `on`; None where a date is missing.

    Raises ValueError if the actual date lies after `on`. Source: docs/method.md, "Slippage".
    """
    return difference(landing(dates, on=on), dates.baseline)


def slip_to_original_baseline(dates: MilestoneDates, *, on: date) -> Slip | None:
    """Return the slip against the first approved date as at `on`; None where a date is missing.

    Raises ValueError if the actual date lies after `on`. Source: docs/method.md, "Slippage".
    """
    first = dates.original_baseline
    return difference(landing(dates, on=on), first if _last_day(first) is not None else dates.baseline)


def period_slip(forecast: ApproxDate | None, previous_forecast: ApproxDate | None) -> Slip | None:
    """Return how far the forecast moved since the last report; None where either is missing."""
    return difference(forecast, previous_forecast)


def pushes(forecasts: Iterable[ApproxDate | None], *, tolerance_days: int) -> int:
    """Return how many times a forecast moved later by more than `tolerance_days`.

    `forecasts` are those reported, oldest first; one without a date is passed over, and the next is compared
    with the last that had one. Moves earlier are not pushes and do not undo any. Raises ValueError when the
    tolerance is below nought.
    """
    if tolerance_days < 0:
        raise ValueError(f"a tolerance of {tolerance_days} days is below nought")
    days = [day for day in map(_last_day, forecasts) if day is not None]
    return sum((after - before).days > tolerance_days for before, after in pairwise(days))


def slip_rate(slip: Slip | None, *, days_since_last_report: int) -> Decimal | None:
    """Return days slipped for each day passed since the last report, to two places.

    At 1 or more the end recedes as fast as time passes. None when the slip is not known or no day has passed.
    Raises ValueError when the last report lies ahead.
    """
    if days_since_last_report < 0:
        raise ValueError(f"the last report lies {-days_since_last_report} days ahead")
    if slip is None or days_since_last_report == 0:
        return None
    hundredths = round(Fraction(slip.days * 100, days_since_last_report))
    return Decimal(hundredths).scaleb(-2)


def is_stale(last_updated: date | None, *, on: date, cadence_days: int) -> bool:
    """Return whether more days have passed since the last update than the cadence allows.

    On the cadence's last day it is not yet stale. What was never updated is stale.
    """
    return last_updated is None or (on - last_updated).days > cadence_days


def is_overdue(dates: MilestoneDates, *, on: date) -> bool | None:
    """Return whether an unfinished milestone's date has passed: its forecast, or its baseline without one.

    Only after the last day of the date's precision: "November" is overdue on 1 December. None when neither
    date is known.
    """
    if dates.is_finished:
        return False
    due = _last_day(dates.forecast) or _last_day(dates.baseline)
    return None if due is None else due < on


def _last_day(day: ApproxDate | None) -> date | None:
    return None if day is None else day.last_day


def _common_unit(first: DatePrecision, second: DatePrecision) -> DatePrecision:
    if {first, second} == {DatePrecision.QUARTER, DatePrecision.SEASON}:
        return DatePrecision.MONTH
    finest_first = list(DatePrecision)
    return max(first, second, key=finest_first.index)


def _index(day: date, unit: DatePrecision) -> int:
    """Number the days, months, quarters, seasons or years, so that their difference counts them."""
    if unit is DatePrecision.DAY:
        return day.toordinal()
    if unit is DatePrecision.YEAR:
        return day.year
    if unit is DatePrecision.QUARTER:
        month = FinancialMonth.containing(day)
        return month.year.start_year * 4 + (month.number - 1) // 3
    if unit is DatePrecision.SEASON:
        start = ApproxDate(day, DatePrecision.SEASON).value or day
        return start.year * len(SEASON_NAMES) + start.month // 3
    return day.year * 12 + day.month
