"""How likely a milestone is to move later, and what that means for the savings it enables.

Values in, values out; the caller gives the date. Source: docs/method.md, "Risk of delivery".
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from governance.rules import method
from governance.rules.method import Band
from programme.rules import rag
from programme.rules.calendar import ApproxDate, DatePrecision
from programme.rules.slippage import MilestoneDates, is_stale

BAND_ORDER: Final[tuple[Band, ...]] = ("low", "medium", "high", "very_high")
BAND_WORDS: Final[dict[Band, str]] = {
    "low": "low",
    "medium": "medium",
    "high": "high",
    "very_high": "very high",
    "not_known": "not known",
}
RATING_WORDS: Final[dict[str, str]] = {rating.value: words for rating, words in rag.WORDS.items()}


@dataclass(frozen=True)
class Reason:
    """One reason for a band, in words for a person.

    `weight` is the band this reason alone would give, 0 low to 3 very high; None where it is told and not
    counted. `ref` is the short ref of the thing it is about, empty where that is the assessed thing itself.
    """

    code: str
    words: str
    weight: int | None = None
    ref: str = ""


@dataclass(frozen=True)
class RiskFacts:
    """What the chance of one milestone is computed from.

    The planned end is the forecast, or the baseline where there is none, at the last day of its precision.
    `last_updated` is the day anyone last confirmed or changed it, None for never; `cadence_days` is how long
    ago that may be.
    """

    dates: MilestoneDates
    rating: str | None = None
    planned_start: ApproxDate | None = None
    last_updated: date | None = None
    cadence_days: int = method.CADENCE_DAYS

    @property
    def planned_end(self) -> ApproxDate | None:
        """Return the date whose move is predicted; None where neither forecast nor baseline has one."""
        for day in (self.dates.forecast, self.dates.baseline):
            if day is not None and day.last_day is not None:
                return day
        return None


@dataclass(frozen=True)
class RiskInputs:
    """The numbers a chance was computed from, kept with it. Days are calendar days, negative once past."""

    on: date
    planned_end: ApproxDate | None
    days_left: int | None
    rating: str | None
    fraction_elapsed: float | None
    days_since_update: int | None
    cadence_days: int


@dataclass(frozen=True)
class MilestoneRisk:
    """The chance that a milestone's forecast moves later by 90 days or more within twelve months.

    `chance` is 0 to 1, None where it is not known or has already happened. `least` and `most` are the chance
    at the best and the worst rating where the rating is missing or stale, else equal to it. Flags
    ("past_due", "stale") are shown before any score, and `reasons` begin with them.
    """

    band: Band
    chance: float | None
    least: float | None
    most: float | None
    flags: tuple[str, ...]
    reasons: tuple[Reason, ...]
    inputs: RiskInputs
    method_version: str = method.METHOD_VERSION

    @property
    def percent(self) -> int | None:
        """Return the chance in whole percent, half up; None where there is none."""
        return None if self.chance is None else percent(self.chance)

    @property
    def shown(self) -> tuple[object, ...]:
        """Return what people are shown of it; an assessment is written only when this changes."""
        return (self.band, self.percent, self.flags, self.reasons, self.method_version)


def percent(share: float) -> int:
    """Return a share of 0 to 1 in whole percent, half up."""
    return math.floor(share * 100 + 0.5)


def band_of(chance: float) -> Band:
    """Return the band of a chance; each band's lower bound is inclusive."""
    if chance >= method.VERY_HIGH_FROM:
        return "very_high"
    if chance >= method.HIGH_FROM:
        return "high"
    return "medium" if chance >= method.MEDIUM_FROM else "low"


def worst(bands: Sequence[Band]) -> Band:
    """Return the worst known band, or not_known where none is known."""
    known = [band for band in bands if band != "not_known"]
    return max(known, key=BAND_ORDER.index) if known else "not_known"


def slip_chance(score: float, days_left: int) -> float:
    """Return the chance of a slip of 90 days or more within a year, from a rating score of -1 to 1.

    Days left below nought count as nought. Never rises with days left, never falls with the score.
    Source: docs/method.md, "Risk of delivery".
    """
    nearness = math.log1p(max(days_left, 0) / method.DAYS_SCALE)
    log_odds = method.INTERCEPT + method.RATING_WEIGHT * score + method.NEARNESS_WEIGHT * nearness
    return 1 / (1 + math.exp(-log_odds))


def assess_milestone(facts: RiskFacts, *, on: date) -> MilestoneRisk | None:
    """Return the risk of an unfinished milestone as at `on`; None once it is finished.

    Past due is said first, and its chance is at least the share seen in projects past their planned end.
    Past due by 90 days or more, the slip has happened: very high, and no chance is given. Stale never moves
    the chance; it is flagged and widens it. Without a date the band is not_known.
    Raises ValueError for an unknown rating or a cadence below one day.
    """
    if facts.rating is not None and facts.rating not in RATING_WORDS:
        raise ValueError(f"{facts.rating!r} is no rating; use one of {', '.join(RATING_WORDS)}")
    if facts.cadence_days < 1:
        raise ValueError(f"a cadence is one day or more, not {facts.cadence_days}")
    if facts.dates.is_finished:
        return None
    inputs = _inputs(facts, on)
    stale = is_stale(facts.last_updated, on=on, cadence_days=facts.cadence_days)
    late = inputs.days_left is not None and inputs.days_left < 0
    flags = (("past_due",) if late else ()) + (("stale",) if stale else ())
    if inputs.days_left is None:
        reasons = (*_stale_reason(facts, stale), Reason("no_date", "No planned end is known"))
        return MilestoneRisk("not_known", None, None, None, flags, reasons, inputs)
    if -inputs.days_left >= method.SLIP_DAYS:
        reasons = (_happened_reason(facts), *_stale_reason(facts, stale))
        return MilestoneRisk("very_high", None, None, None, flags, reasons, inputs)

    floor = method.PAST_END_SHARE if late else 0.0
    known = facts.rating is not None and facts.rating in method.RATING_SCORE
    score = method.RATING_SCORE.get(facts.rating or "", method.UNRATED_SCORE)
    chance, best, poorest = (max(floor, slip_chance(s, inputs.days_left)) for s in (score, -1.0, 1.0))
    least, most = (best, poorest) if stale or not known else (chance, chance)
    reasons = (
        *_past_due_reason(facts, late),
        *_stale_reason(facts, stale),
        *_date_reasons(facts, inputs),
        _rating_reason(facts.rating, late),
        *_range_reason(stale, known, least, most),
    )
    return MilestoneRisk(band_of(chance), chance, least, most, flags, reasons, inputs)


def _inputs(facts: RiskFacts, on: date) -> RiskInputs:
    end = None if facts.planned_end is None else facts.planned_end.last_day
    start = None if facts.planned_start is None else facts.planned_start.first_day
    fraction = None
    if end is not None and start is not None and end > start:
        fraction = min(max((on - start).days / (end - start).days, 0.0), 1.0)
    return RiskInputs(
        on=on,
        planned_end=facts.planned_end,
        days_left=None if end is None else (end - on).days,
        rating=facts.rating,
        fraction_elapsed=fraction,
        days_since_update=None if facts.last_updated is None else (on - facts.last_updated).days,
        cadence_days=facts.cadence_days,
    )


def _happened_reason(facts: RiskFacts) -> Reason:
    words = f"Past due: planned end was {facts.planned_end}, {method.SLIP_DAYS} days ago or more"
    return Reason("past_due_90", f"{words}; the slip has happened, so no chance is given", method.VERY_HIGH)


def _past_due_reason(facts: RiskFacts, late: bool) -> tuple[Reason, ...]:
    if not late:
        return ()
    seen = percent(method.PAST_END_SHARE)
    words = f"Past due: planned end was {facts.planned_end}; {seen}% of projects past theirs moved on"
    return (Reason("past_due", f"{words} by {method.SLIP_DAYS} days or more", method.HIGH),)


def _stale_reason(facts: RiskFacts, stale: bool) -> tuple[Reason, ...]:
    if not stale:
        return ()
    last = "Never updated" if facts.last_updated is None else f"Last updated {ApproxDate(facts.last_updated)}"
    return (Reason("stale", f"{last}; stale beyond {facts.cadence_days} days", method.STALE_WEIGHT),)


def _date_reasons(facts: RiskFacts, inputs: RiskInputs) -> tuple[Reason, ...]:
    end = facts.planned_end
    if end is None or inputs.days_left is None:
        return ()
    reasons = []
    if inputs.days_left >= 0:
        near = next(
            (words for days, words in method.NEARNESS_WORDS if inputs.days_left <= days), method.FAR_WORDS
        )
        words = f"Planned end is {end}, {near}; the nearer, the more often it moves"
        reasons.append(Reason("days_left", words))
    if end.precision is not DatePrecision.DAY and end.last_day is not None:
        words = f"Only the {end.precision} is known; its last day, {ApproxDate(end.last_day)}, counts"
        reasons.append(Reason("precision", words))
    if inputs.fraction_elapsed is not None and inputs.fraction_elapsed >= method.FRACTION_WORTH_SAYING:
        said = "Three quarters or more of the planned time has gone (said, not scored)"
        reasons.append(Reason("fraction_elapsed", said))
    return tuple(reasons)


def _rating_reason(rating: str | None, late: bool) -> Reason:
    if rating is None:
        return Reason("unrated", "No rating is published; counted as amber, as unrated projects behaved")
    if rating not in method.RATING_SCORE:
        return Reason("rated_complete", "Rated complete, but no actual date is recorded; counted as amber")
    score = method.RATING_SCORE[rating]
    if late and score < 0:
        words = f"Rated {RATING_WORDS[rating]}, which counts for nothing past the planned end"
        return Reason("rating", words)
    pull = "raises" if score > 0 else "lowers" if score < 0 else "leaves"
    end = "where it is" if pull == "leaves" else "a little"
    return Reason("rating", f"Rated {RATING_WORDS[rating]}, which {pull} the chance {end}")


def _range_reason(stale: bool, known: bool, least: float, most: float) -> tuple[Reason, ...]:
    if not stale and known:
        return ()
    why = "The rating may be out of date" if known else "Without a rating"
    words = f"{why}: the chance is {percent(least)}% if green and {percent(most)}% if red"
    return (Reason("range", words),)
