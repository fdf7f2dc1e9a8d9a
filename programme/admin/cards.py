"""Cards of the front page about delivery: milestones past or near their date, and workstreams that went silent."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.utils import timezone

from programme import queries
from programme.admin.words import day_words
from programme.queries import MilestoneRow
from programme.queries.standing import DUE_SOON_DAYS, MilestoneStanding, standings
from programme.rules.access import Actor
from programme.rules.slippage import is_stale

HOW_MANY = 8


@dataclass(frozen=True)
class MilestoneLine:
    """One milestone in a card."""

    id: UUID
    name: str
    programme: str
    illustrative: bool
    owner: str
    due: str
    is_overdue: bool


@dataclass(frozen=True)
class Due:
    """Milestones past their date and soon due: the first of them, and how many there are."""

    lines: tuple[MilestoneLine, ...]
    overdue: int
    due_soon: int


@dataclass(frozen=True)
class SilentLine:
    """One workstream that has not reported within its cadence."""

    id: UUID
    name: str
    programme: str
    illustrative: bool
    owner: str
    last: str


@dataclass(frozen=True)
class Silent:
    """Workstreams overdue for a report: the longest silent of them, and how many there are."""

    lines: tuple[SilentLine, ...]
    number: int


def due(reader: Actor, at: datetime) -> Due | None:
    """Return the milestones past their date, then those due in 30 days, the earliest first."""
    on = timezone.localdate(at)
    rows = queries.milestones(reader=reader)
    standing = standings(rows.values(), on=on)
    late = [m for m in rows.values() if standing[m.id].is_overdue]
    soon = [m for m in rows.values() if standing[m.id].is_due_within(DUE_SOON_DAYS, on=on)]
    if not late and not soon:
        return None
    # What somebody reports on comes before what a paper once printed and nobody has touched since.
    first = sorted(
        [*late, *soon],
        key=lambda m: (m.owner_id is None, not standing[m.id].is_overdue, _day(standing[m.id])),
    )
    lines = tuple(_milestone(m, standing[m.id]) for m in first[:HOW_MANY])
    return Due(lines, overdue=len(late), due_soon=len(soon))


def silent(reader: Actor, at: datetime) -> Silent | None:
    """Return the workstreams with an owner that are overdue for a report, the longest silent first."""
    on = timezone.localdate(at)
    rows = [w for w in queries.workstreams(reader=reader).values() if w.owner_id is not None]
    stale = [
        w
        for w in rows
        if is_stale(
            timezone.localdate(w.reported_at) if w.reported_at else None, on=on, cadence_days=w.cadence_days
        )
    ]
    if not stale:
        return None
    first = sorted(stale, key=lambda w: (w.reported_at is not None, w.reported_at or at, w.ref))[:HOW_MANY]
    lines = tuple(
        SilentLine(
            w.id,
            f"{w.ref} {w.name}",
            w.programme_code,
            w.illustrative,
            w.owner,
            day_words(w.reported_at) or "never",
        )
        for w in first
    )
    return Silent(lines, len(stale))


def _day(standing: MilestoneStanding) -> date:
    last = standing.due.last_day if standing.due is not None else None
    return last or date.max


def _milestone(row: MilestoneRow, standing: MilestoneStanding) -> MilestoneLine:
    return MilestoneLine(
        id=row.id,
        name=f"{row.ref} {row.name}",
        programme=row.programme_code,
        illustrative=row.illustrative,
        owner=row.owner,
        due=str(standing.due or ""),
        is_overdue=bool(standing.is_overdue),
    )
