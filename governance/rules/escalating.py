"""How far up a breach of tolerance climbs, and who is next when nobody takes an alert in hand.

Pure: boards and people come in as a chain, from the overseeing board up; the caller stores the rungs.
Source: docs/method.md, "Tolerances" and "Escalation".
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from decimal import ROUND_CEILING, Decimal
from itertools import pairwise
from typing import Final, Literal
from uuid import UUID

from governance.rules.escalation import EpisodeState, Kind, Step, Threshold, advance
from programme.rules.bank_holidays import bank_holidays_between
from programme.rules.calendar import add_working_days

ToleranceKind = Literal["money", "time"]
Level = Literal["saving", "milestone", "workstream", "programme"]

# Which alert a tolerance opens, by its kind and level; any other pair has no measure.
BREACHES: Final[dict[tuple[ToleranceKind, Level], Kind]] = {
    ("money", "saving"): "saving_shortfall",
    ("money", "workstream"): "workstream_shortfall",
    ("money", "programme"): "programme_shortfall",
    ("time", "milestone"): "milestone_tolerance",
}
BREACH_KINDS: Final = frozenset(BREACHES.values())

CLOSES_BELOW_SHARE: Final = Decimal("0.9")  # of the tolerance. Source: docs/method.md, "Tolerances"
WORSENS_BY_SHARE: Final = Decimal("0.25")  # of the tolerance, at least the smallest step below
SMALLEST_STEP: Final[dict[ToleranceKind, int]] = {"money": 1_000, "time": 7}  # pounds; calendar days
WHEN_UNSET_DAYS: Final = 2  # working days to acknowledge, where the programme sets none


@dataclass(frozen=True)
class Rank:
    """One board of a chain and its tolerance of one kind and level, in pounds or days; None is no tolerance."""

    board_id: UUID
    board: str
    limit: Decimal | None = None


@dataclass(frozen=True)
class Climb:
    """One rung: the tolerance that is exceeded, whose it is, and the board it goes to."""

    of: Rank
    to: Rank


@dataclass(frozen=True)
class Turn:
    """One person who may be next, with the board they chair; blank for an owner."""

    person_id: UUID
    board_id: UUID | None = None


def holding(chain: Sequence[Rank]) -> tuple[Rank, ...]:
    """Return the chain from the first board that has a tolerance on; empty where none has."""
    for place, rank in enumerate(chain):
        if rank.limit is not None:
            return tuple(chain[place:])
    return ()


def climbs(chain: Sequence[Rank], measure: int | None) -> tuple[Climb, ...]:
    """Return the rungs that a measure climbs, the lowest first.

    Exceeding a board's tolerance goes to its parent; where that exceeds the parent's own too, to its parent, and
    so on. A board without a tolerance, or at the top, is where it stops. None climbs nothing.
    """
    found: list[Climb] = []
    held = holding(chain)
    for below, above in pairwise(held):
        if measure is None or below.limit is None or measure <= below.limit:
            break
        found.append(Climb(below, above))
    return tuple(found)


def threshold_of(limit: Decimal, kind: ToleranceKind) -> Threshold:
    """Return when an episode of a breach steps: above the tolerance, closed below nine tenths of it.

    It worsens and improves by a quarter of it, at least by the smallest step. Whole pounds or days.
    Raises ValueError below nought.
    """
    if limit < 0:
        raise ValueError(f"a tolerance is not below nought, and this is {limit}")
    step = max(_up(limit * WORSENS_BY_SHARE), SMALLEST_STEP[kind])
    opens = int(limit) + 1
    return Threshold(opens, max(1, min(_up(limit * CLOSES_BELOW_SHARE), opens)), step, step)


def pounds_measure(shortfall: Decimal | None) -> int | None:
    """Return a shortfall as a measure: whole pounds, rounded up, so that a penny over a tolerance is over it."""
    return None if shortfall is None else _up(shortfall)


def advance_breach(
    state: EpisodeState,
    measure: int | None,
    threshold: Threshold,
    *,
    climbed: int,
    reaches: int,
    before: int | None = None,
) -> tuple[EpisodeState, Step | None]:
    """Return the state after a measure and the step it makes, as `advance`; a new rung is worse whatever the share.

    `climbed` counts the rungs it has climbed in this episode, `reaches` those this measure climbs.
    """
    after, step = advance(state, measure, threshold, before=before)
    if measure is None or not state.is_open or reaches <= climbed:
        return after, step
    if step is not None and step.kind in ("closed", "worsened"):
        return after, step
    was = measure if state.told is None else state.told
    worst = max(measure, was if state.worst is None else state.worst)
    after = replace(state, told=measure, worst=worst, steps=state.steps + 1)
    return after, Step("worsened", was, measure, after.steps)


def next_turn(chain: Iterable[Turn], *, hear: Collection[UUID], able: Collection[UUID]) -> Turn | None:
    """Return the first person of the chain who has not heard and may hear; None when the chain is at its end."""
    return next((t for t in chain if t.person_id not in hear and t.person_id in able), None)


def goes_on_at(since: datetime, working_days: int) -> datetime:
    """Return when an alert told at `since`, local time, goes on: so many working days later, at the same time of day.

    Bank holidays are no working days. Nought days is at once, on a working day as on any other.
    Raises ValueError for a moment without its zone or days below nought.
    """
    if since.tzinfo is None:
        raise ValueError("a moment needs its zone, to know the day it lies on")
    if working_days == 0:
        return since
    start = since.date()
    closed = bank_holidays_between(start, start + timedelta(days=working_days * 7 + 30))
    return datetime.combine(add_working_days(start, working_days, closed), since.timetz())


def _up(amount: Decimal) -> int:
    return int(amount.to_integral_value(rounding=ROUND_CEILING))
