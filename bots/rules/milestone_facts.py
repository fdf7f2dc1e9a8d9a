"""Milestones as answers tell of them: what is overdue, what is due next, what moved later and by how much.

A milestone counts as slipped when somebody said a later date than its baseline; one that is merely past due is
overdue and told as that. Source: docs/method.md, "Slippage".
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from programme.rules.calendar import ApproxDate
from programme.rules.slippage import (
    MilestoneDates,
    Slip,
    difference,
    is_overdue,
    slip_to_baseline,
    slip_to_original_baseline,
)


@dataclass(frozen=True, slots=True)
class MilestoneFacts:
    """One milestone as its reader may see it."""

    ref: str
    name: str
    dates: MilestoneDates

    @property
    def label(self) -> str:
        """Return how people call it."""
        return f"{self.ref} {self.name}"

    @property
    def expected(self) -> ApproxDate | None:
        """Return when it is due or happened, as said: actual date, forecast, else baseline; None without any."""
        for day in (self.dates.actual, self.dates.forecast, self.dates.baseline):
            if day is not None and day.last_day is not None:
                return day
        return None


@dataclass(frozen=True, slots=True)
class Move:
    """How far a date moved later, from when to when. `to_original` is given where it differs from the slip."""

    was: ApproxDate
    now: ApproxDate
    slip: Slip
    to_original: Slip | None = None
    is_finished: bool = False
    is_past: bool = False

    @property
    def words(self) -> str:
        """Say it: "was 1 Oct 2026, now 20 Nov 2026 (50 days later)"."""
        now = "happened" if self.is_finished else "now"
        passed = ", which has passed" if self.is_past else ""
        first = f"; {self.to_original.words} than first approved" if self.to_original else ""
        return f"was {self.was}, {now} {self.now}{passed} ({self.slip.words}{first})"


def moved_since_baseline(dates: MilestoneDates, *, on: date) -> Move | None:
    """Return how far a milestone lies after its baseline, where somebody said a later date; None otherwise.

    The slip is that of the method: a forecast that has passed counts as landing on `on`.
    """
    said = dates.actual if dates.is_finished else dates.forecast
    moved, slip = difference(said, dates.baseline), slip_to_baseline(dates, on=on)
    if said is None or dates.baseline is None or moved is None or slip is None or moved.days <= 0:
        return None
    original = slip_to_original_baseline(dates, on=on)
    apart = original if original is not None and original.days != slip.days else None
    return Move(dates.baseline, said, slip, apart, dates.is_finished, bool(is_overdue(dates, on=on)))


def moved_between(before: ApproxDate | None, dates: MilestoneDates, *, on: date) -> Move | None:
    """Return how far what is said now lies after what was said before; None where it is no later."""
    now = dates.actual if dates.is_finished else dates.forecast
    moved = difference(now, before)
    if now is None or before is None or moved is None or moved.days <= 0:
        return None
    return Move(before, now, moved, None, dates.is_finished, bool(is_overdue(dates, on=on)))


def overdue(milestones: Iterable[MilestoneFacts], *, on: date) -> list[MilestoneFacts]:
    """Return those past due, the longest first."""
    late = [m for m in milestones if is_overdue(m.dates, on=on)]
    return sorted(late, key=_due_day)


def due_next(milestones: Iterable[MilestoneFacts], *, on: date) -> list[MilestoneFacts]:
    """Return those still to come, the nearest first."""
    ahead = [m for m in milestones if not m.dates.is_finished and is_overdue(m.dates, on=on) is False]
    return sorted(ahead, key=_due_day)


def slipped(milestones: Iterable[MilestoneFacts], *, on: date) -> list[tuple[MilestoneFacts, Move]]:
    """Return those unfinished that moved later than their baseline, the furthest first."""
    moves = [(m, moved_since_baseline(m.dates, on=on)) for m in milestones if not m.dates.is_finished]
    found = [(m, move) for m, move in moves if move is not None]
    return sorted(found, key=lambda pair: (-pair[1].slip.days, pair[0].ref))


def undated(milestones: Sequence[MilestoneFacts]) -> int:
    """Return how many unfinished ones have no date at all."""
    return sum(m.expected is None for m in milestones)


def _due_day(milestone: MilestoneFacts) -> tuple[date, str]:
    expected = milestone.expected
    last = expected.last_day if expected is not None else None
    return (last or date.max, milestone.ref)
