"""How a programme, or one workstream or milestone of it, stands: what its page shows, read once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from governance.queries.board_parts.delivery import opinions, trends
from governance.queries.oversights import OversightRow, oversights
from governance.rules.board_view import Opinions, Trend
from programme import queries as ground
from programme.queries import MilestoneRow, ProgrammeRow, StatusRow, WorkstreamRow
from programme.rules.access import Actor
from savings import queries as money
from savings.queries import SavingRow

SINCE_DAYS: Final = 31  # calendar days back that a rating's former word is taken from: a month at its longest


@dataclass(frozen=True)
class Standing:
    """What is within sight of a programme or a part of it, with the three opinions and the trends of its milestones."""

    programme: ProgrammeRow
    workstreams: dict[UUID, WorkstreamRow]
    milestones: dict[UUID, MilestoneRow]
    savings: dict[UUID, SavingRow]
    opinions: tuple[Opinions, ...]
    trends: tuple[Trend, ...]
    oversights: dict[UUID, OversightRow]


def programme_standing(*, reader: Actor, code: str, now: datetime) -> Standing | None:
    """Return how a programme stands; None where this reader may not see it."""
    programme = next(iter(ground.programmes(reader=reader, code=code).values()), None)
    if programme is None:
        return None
    workstreams = ground.workstreams(reader=reader, programme_ids=[programme.id])
    milestones = ground.milestones(reader=reader, programme_ids=[programme.id])
    savings = money.savings(reader=reader, programme_ids=[programme.id])
    return _standing(programme, workstreams, milestones, savings, now)


def workstream_standing(*, reader: Actor, workstream_id: UUID, now: datetime) -> Standing | None:
    """Return how one workstream stands; None where this reader may not see it."""
    workstreams = ground.workstreams(reader=reader, ids=[workstream_id])
    row = workstreams.get(workstream_id)
    if row is None:
        return None
    milestones = ground.milestones(reader=reader, programme_ids=[row.programme_id])
    own = {key: m for key, m in milestones.items() if m.workstream_id == row.id}
    savings = money.savings(reader=reader, workstream_ids=[row.id])
    programme = ground.programmes(reader=reader, ids=[row.programme_id]).get(row.programme_id)
    return _standing(programme, workstreams, own, savings, now) if programme else None


def milestone_standing(*, reader: Actor, milestone_id: UUID, now: datetime) -> Standing | None:
    """Return how one milestone stands, with the savings that wait for it; None where this reader may not see it."""
    milestones = ground.milestones(reader=reader, ids=[milestone_id])
    row = milestones.get(milestone_id)
    if row is None:
        return None
    lines = money.savings(reader=reader, programme_ids=[row.programme_id])
    waiting = {key: line for key, line in lines.items() if row.id in line.milestone_ids}
    programme = ground.programmes(reader=reader, ids=[row.programme_id]).get(row.programme_id)
    return _standing(programme, {}, milestones, waiting, now) if programme else None


def ratings_of(*, reader: Actor, workstream_id: UUID) -> tuple[StatusRow, ...]:
    """Return every rating of a workstream, the newest first; none where this reader may not see it."""
    if workstream_id not in ground.workstreams(reader=reader, ids=[workstream_id]):
        return ()
    return tuple(ground.status_history([workstream_id]).get(workstream_id, []))


def _standing(
    programme: ProgrammeRow,
    workstreams: dict[UUID, WorkstreamRow],
    milestones: dict[UUID, MilestoneRow],
    savings: dict[UUID, SavingRow],
    now: datetime,
) -> Standing:
    reach = _Reach(workstreams, milestones)
    return Standing(
        programme=programme,
        workstreams=workstreams,
        milestones=milestones,
        savings=savings,
        opinions=opinions(
            reach=reach, lines=savings, since=now - timedelta(days=SINCE_DAYS), at=None, as_at=now
        ),
        trends=trends(reach=reach, as_at=now, at=None),
        oversights=oversights(workstreams),
    )


@dataclass(frozen=True)
class _Reach:
    workstreams: dict[UUID, WorkstreamRow]
    milestones: dict[UUID, MilestoneRow]
