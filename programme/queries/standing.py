"""How milestones stand on a day: overdue, due, slipped, by the rules of slippage, one by one and counted."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from programme.queries.delivery import MilestoneRow
from programme.rules.calendar import ApproxDate
from programme.rules.slippage import (
    MilestoneDates,
    MilestoneKind,
    Slip,
    is_overdue,
    slip_to_baseline,
)

DUE_SOON_DAYS = 30


@dataclass(frozen=True)
class MilestoneStanding:
    """One milestone as seen on a day. `due` is its date to come, by the forecast or else the baseline.

    `is_overdue`, `slip` and `due` are None where no date is printed or known.
    """

    is_finished: bool
    is_overdue: bool | None
    slip: Slip | None
    due: ApproxDate | None

    @property
    def is_slipped(self) -> bool:
        """Return whether it landed, or is expected, later than its current baseline."""
        return self.slip is not None and self.slip.days > 0

    def is_due_within(self, days: int, *, on: date) -> bool:
        """Return whether its date's last day lies from `on` to so many days after it, both included."""
        last = self.due.last_day if self.due is not None else None
        return not self.is_finished and last is not None and 0 <= (last - on).days <= days


@dataclass(frozen=True)
class MilestoneCounts:
    """How many milestones there are, finished, overdue, due within 30 days, and later than their baseline."""

    total: int = 0
    finished: int = 0
    overdue: int = 0
    due_soon: int = 0
    slipped: int = 0


def dates_of(row: MilestoneRow) -> MilestoneDates:
    """Return a milestone's dates as the rules of slippage read them."""
    return MilestoneDates(
        row.baseline, row.forecast, row.actual, row.original_baseline, MilestoneKind(row.kind)
    )


def standing_of(dates: MilestoneDates, *, on: date) -> MilestoneStanding:
    """Return how a milestone with these dates stands on a day.

    An actual date still to come is no more than a forecast.
    """
    happened = dates.actual.first_day if dates.actual is not None else None
    if happened is not None and happened > on:
        dates = replace(dates, forecast=dates.actual, actual=None)
    due = next((d for d in (dates.forecast, dates.baseline) if d is not None and d.value is not None), None)
    return MilestoneStanding(dates.is_finished, is_overdue(dates, on=on), slip_to_baseline(dates, on=on), due)


def standings(rows: Iterable[MilestoneRow], *, on: date) -> dict[UUID, MilestoneStanding]:
    """Return how each milestone stands on a day, by id."""
    return {row.id: standing_of(dates_of(row), on=on) for row in rows}


def milestone_counts(rows: Iterable[MilestoneRow], *, on: date) -> dict[UUID | None, MilestoneCounts]:
    """Return the counts by workstream; under None, those that stand in none. No milestone, no entry."""
    groups: dict[UUID | None, list[MilestoneStanding]] = defaultdict(list)
    for row in rows:
        groups[row.workstream_id].append(standing_of(dates_of(row), on=on))
    return {
        workstream_id: MilestoneCounts(
            total=len(group),
            finished=sum(s.is_finished for s in group),
            overdue=sum(bool(s.is_overdue) for s in group),
            due_soon=sum(s.is_due_within(DUE_SOON_DAYS, on=on) for s in group),
            slipped=sum(s.is_slipped and not s.is_finished for s in group),
        )
        for workstream_id, group in groups.items()
    }
