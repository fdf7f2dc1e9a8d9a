"""How workstreams within reach stand by three opinions, and the forecasts of their milestones by report date."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from datetime import datetime
from typing import Protocol
from uuid import UUID

from django.utils import timezone

from governance.queries.board_parts.reach import about_milestone
from governance.queries.opinions import side_by_side
from governance.rules.board_view import Opinions, Trend
from programme import queries as ground
from programme.queries import MilestoneRow, WorkstreamRow
from programme.queries.lateness import lateness
from programme.queries.moves import PUSH_TOLERANCE_DAYS
from programme.rules.slippage import pushes, slip_words
from savings.queries import SavingRow


class Work(Protocol):
    """Workstreams and milestones already narrowed to what one reader may see: a board's reach, or a programme's."""

    @property
    def workstreams(self) -> Mapping[UUID, WorkstreamRow]: ...

    @property
    def milestones(self) -> Mapping[UUID, MilestoneRow]: ...


def opinions(
    *,
    reach: Work,
    lines: Mapping[UUID, SavingRow],
    since: datetime,
    at: datetime | None,
    as_at: datetime,
) -> tuple[Opinions, ...]:
    """Return the three opinions of each workstream within reach, in the order of their programmes."""
    own: dict[UUID, list[MilestoneRow]] = defaultdict(list)
    for milestone in reach.milestones.values():
        if milestone.workstream_id is not None:
            own[milestone.workstream_id].append(milestone)
    money: dict[UUID, list[SavingRow]] = defaultdict(list)
    for line in lines.values():
        if line.workstream_id is not None:
            money[line.workstream_id].append(line)
    return tuple(side_by_side(reach.workstreams, own, money, at=at, as_at=as_at, since=since).values())


def trends(*, reach: Work, as_at: datetime, at: datetime | None) -> tuple[Trend, ...]:
    """Return the forecasts of each milestone within reach by the day they were reported, oldest first."""
    points = ground.milestone_trends(reach.milestones, at=at)
    late = lateness(reach.milestones.values(), on=timezone.localdate(as_at))
    found = []
    for key, row in reach.milestones.items():
        said = tuple(
            (timezone.localdate(point.recorded_at), point.forecast.last_day)
            for point in points.get(key, ())
            if point.forecast is not None and point.forecast.last_day is not None
        )
        if not said:
            continue
        found.append(
            Trend(
                about=about_milestone(row),
                baseline=row.baseline.last_day if row.baseline else None,
                points=said,
                actual=row.actual.last_day if row.actual else None,
                pushes=pushes((point.forecast for point in points[key]), tolerance_days=PUSH_TOLERANCE_DAYS),
                slip_words=slip_words(late[key].slip),
            )
        )
    return tuple(found)
