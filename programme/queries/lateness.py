"""How late milestones are as seen on a day, against both baselines, and how old their news is."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils import timezone

from programme.queries.delivery import MilestoneRow
from programme.queries.standing import dates_of, standing_of
from programme.rules.slippage import Slip, is_stale, slip_to_original_baseline


@dataclass(frozen=True)
class Lateness:
    """A milestone's slip against both baselines, whether it is overdue and whether its news is stale.

    A slip and `is_overdue` are None where a date is missing. `on` is the day they are as seen on.
    """

    on: date
    slip: Slip | None
    slip_to_original: Slip | None
    is_overdue: bool | None
    is_stale: bool


def lateness(rows: Iterable[MilestoneRow], *, on: date) -> dict[UUID, Lateness]:
    """Return how late each of these milestones is as seen on a day, by id."""
    return {row.id: _lateness(row, on) for row in rows}


def _lateness(row: MilestoneRow, on: date) -> Lateness:
    dates = dates_of(row)
    standing = standing_of(dates, on=on)
    reported = None if row.reported_at is None else timezone.localdate(row.reported_at)
    return Lateness(
        on=on,
        slip=standing.slip,
        slip_to_original=slip_to_original_baseline(dates, on=on),
        is_overdue=standing.is_overdue,
        is_stale=not standing.is_finished and is_stale(reported, on=on, cadence_days=row.cadence_days),
    )
