"""The forecast that holds now: the newest word of what was said and what the enabling milestones' dates imply.

Somebody's forecast stands until a milestone it waits for moves; from then on it moves with the milestone, from
where it was said. Source: docs/method.md, "The forecast that holds".
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final, Literal

from programme.rules.calendar import ApproxDate, FinancialYear
from programme.rules.slippage import MilestoneDates, landing
from savings.rules.delay import Arrived, DelayEffect, delay_effect, monthly_start
from savings.rules.profile import Months, Profile, full_year_value, shape_of
from savings.rules.shortfall import Split, YearSplit, split

Basis = Literal["said", "dates", ""]
BASIS_WORDS: Final[dict[str, str]] = {
    "said": "as forecast by its owner",
    "dates": "by the dates of the milestones it waits for",
    "": "no forecast",
}


NOBODY_SAID: Final = "nobody has forecast it"
NO_PLAN: Final = "it has no plan"


@dataclass(frozen=True, slots=True)
class Waiting:
    """A milestone a saving waits for, and where it was expected to land when the forecast was said.

    None there is its baseline.
    """

    dates: MilestoneDates
    expected_when_said: ApproxDate | None = None


@dataclass(frozen=True, slots=True)
class Standing:
    """The forecast that holds, how it was come by, and how each year splits against the plan.

    `days_late` is the move since the forecast was said, or since baseline where none was; None where a date
    is missing. `effect` is the money of that move, None where it moves nothing.
    """

    forecast: Profile | None
    basis: Basis
    split: Split | None
    days_late: int | None
    effect: DelayEffect | None


def standing(
    plan: Profile | None,
    said: Profile | None,
    waiting: Sequence[Waiting],
    *,
    start: date | None,
    on: date,
    months: Mapping[FinancialYear, Months] | None = None,
    arrived: Arrived | None = None,
    funding_ends: date | None = None,
) -> Standing:
    """Return the forecast that holds as seen on `on`.

    `months` are the line's own monthly profile of the years that have one, April first, and `arrived` the months
    of them whose actual is known: no delay takes that away. What a delay would have land after `funding_ends` is
    not in the forecast of a one-off or time-limited line.
    Without a forecast and without milestones nothing is known, and the plan is not taken for a forecast. An
    earlier date brings no money forward until somebody forecasts it. Raises ValueError if an actual date lies
    after `on`. Source: docs/method.md, "The forecast that holds".
    """
    days = moved_days(waiting, on=on)
    base = said if said is not None else plan
    if plan is None or base is None or (said is None and days is None):
        return Standing(said, "said" if said is not None else "", _against(plan, said, start), days, None)
    if days is None or days <= 0:
        basis: Basis = "said" if said is not None else "dates"
        return Standing(base, basis, _against(plan, base, start), days, None)
    began = _planned_start(base, waiting, start or monthly_start(base, months))
    # What came in so far bends a year; how the line runs is then read from its plan.
    shape = shape_of(plan if any((arrived or {}).values()) else base, start=start)
    full_year = full_year_value(base, shape=shape, start=start)
    effect = delay_effect(
        base, days_late=days, start=began, shape=shape, full_year=full_year, months=months, arrived=arrived,
        funding_ends=funding_ends,
    )  # fmt: skip
    if said is None:
        return Standing(effect.forecast, "dates", effect.split, days, effect)
    parts = split(plan, effect.forecast, start=start, forecast_full_year=full_year)
    return Standing(effect.forecast, "dates", parts, days, effect)


def moved_days(waiting: Sequence[Waiting], *, on: date) -> int | None:
    """Return how many days the last of these lands later than expected, below nought when earlier.

    None without milestones, or while one of them lacks a date. Raises ValueError if an actual date lies after
    `on`.
    """
    if not waiting:
        return None
    expected, lands = [], []
    for one in waiting:
        then = one.expected_when_said or one.dates.baseline
        now = landing(one.dates, on=on)
        if then is None or now is None or then.last_day is None or now.last_day is None:
            return None
        expected.append(then.last_day)
        lands.append(now.last_day)
    return (max(lands) - max(expected)).days


def _planned_start(base: Profile, waiting: Sequence[Waiting], start: date | None) -> date | None:
    """Return the day from which a delay takes money: when the last milestone was expected to land.

    Not before the saving's own start (the first day of its first amount's year, where none is recorded). Where
    the milestone lies beyond the last amount it says nothing of the start, and the saving's own is kept.
    """
    first = base.first_amount_year()
    expected = [one.expected_when_said or one.dates.baseline for one in waiting]
    days = [day.last_day for day in expected if day is not None and day.last_day is not None]
    if first is None or not days:
        return start
    last_amount = max(year for year, amount in base.cells if amount)
    if max(days) > last_amount.end:
        return start
    return max(start or first.start, *days)


def _against(plan: Profile | None, forecast: Profile | None, start: date | None) -> Split | None:
    return None if plan is None or forecast is None else split(plan, forecast, start=start)


def year_splits(plan: Profile | None, now: Standing) -> tuple[YearSplit, ...]:
    """Return every year of plan and forecast, split where it can be; where not, the reason is given."""
    if now.split is not None:
        return now.split.years
    forecast = now.forecast
    if forecast is None:
        cells = () if plan is None else plan.cells
        return tuple([YearSplit(year, amount, None, None, None, None, NOBODY_SAID) for year, amount in cells])
    return tuple(
        [YearSplit(year, None, amount, None, None, None, NO_PLAN) for year, amount in forecast.cells]
    )
