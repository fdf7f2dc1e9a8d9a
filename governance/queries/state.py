"""The current state of a programme as its judgement reads it: by the system, in a number of queries that is constant.

What is judged is shown to everybody who sees the thing judged. So its money and dates must not rest on anything
more closed than the thing itself: savings are read once for each marking that occurs, as its readers see them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from programme import queries as ground
from programme.queries import MilestoneRow, ProgrammeRow, WorkstreamRow
from programme.queries.delivery import TrendPoint
from programme.rules import access
from programme.rules.slippage import MilestoneDates, MilestoneKind
from savings import queries as money
from savings.queries import DriverRow, SavingRow


@dataclass(frozen=True)
class DeliveryState:
    """A programme, its workstreams, milestones with what was said of them, and its savings, as seen on `on`.

    `savings` are by marking, each as a reader of things so marked sees them. What has a need-to-know list, or
    belongs to such a thing, counts in nothing but itself: `listed` and `listed_savings`.
    """

    programme: ProgrammeRow
    on: date
    workstreams: dict[UUID, WorkstreamRow]
    milestones: dict[UUID, MilestoneRow]
    trends: dict[UUID, list[TrendPoint]]
    savings: dict[str, dict[UUID, SavingRow]] = field(repr=False)
    drivers: dict[UUID, tuple[DriverRow, ...]] = field(default_factory=dict, repr=False)
    listed: frozenset[UUID] = frozenset()
    listed_savings: dict[UUID, SavingRow] = field(default_factory=dict, repr=False)

    def is_reported_on(self, subject_id: UUID) -> bool:
        """Return whether anybody reports on a milestone or workstream.

        In a programme that comes from a published paper, what nobody has spoken of since is a record: that its
        day has passed is nobody's news.
        """
        if not self.programme.source:
            return True
        if (workstream := self.workstreams.get(subject_id)) is not None:
            own = [m.id for m in self.milestones.values() if m.workstream_id == workstream.id]
            return workstream.status is not None or any(self.is_reported_on(m) for m in own)
        said = self.trends.get(subject_id, [])
        return len(said) > 1 or any(point.by_person for point in said)

    def savings_at(self, marking: str) -> dict[UUID, SavingRow]:
        """Return the savings no more closed than this marking, with nothing more closed in their figures."""
        held = [m for m in self.savings if _level(m) <= _level(marking)]
        rows = self.savings[max(held, key=_level)] if held else {}
        return {key: row for key, row in rows.items() if _level(closedness(row.placement)) <= _level(marking)}

    def every_saving(self) -> Iterator[SavingRow]:
        """Yield each saving once, with nothing more closed than itself in its figures."""
        for marking in self.savings:
            yield from (
                row for row in self.savings_at(marking).values() if closedness(row.placement) == marking
            )
        yield from self.listed_savings.values()

    def milestones_of(self, workstream: WorkstreamRow) -> list[MilestoneRow]:
        """Return the milestones of a workstream that are no more closed than itself."""
        limit = _level(closedness(workstream.placement))
        return [
            m
            for m in self.milestones.values()
            if m.workstream_id == workstream.id
            and _level(closedness(m.placement)) <= limit
            and self.listed.isdisjoint(m.placement.within - workstream.placement.within)
        ]


def delivery_state(programme_id: UUID, *, on: date) -> DeliveryState | None:
    """Return the state of a programme, or None where there is none. For the system, which narrows what it shows."""
    everything = access.system()
    programme = ground.programmes(reader=everything, ids=[programme_id]).get(programme_id)
    if programme is None:
        return None
    workstreams = ground.workstreams(reader=everything, programme_ids=[programme_id])
    milestones = ground.milestones(reader=everything, programme_ids=[programme_id])
    savings = money.savings(reader=everything, programme_ids=[programme_id], on=on)
    places = [row.placement for rows in (workstreams, milestones, savings) for row in rows.values()]
    levels = sorted({closedness(where) for where in places} | {access.OPEN}, key=_level)
    listed = ground.listed_things()
    by_level = {
        level: money.savings(reader=_reader_of(level, programme, listed), programme_ids=[programme_id], on=on)
        for level in (levels if listed else levels[:-1])
    }
    return DeliveryState(
        programme=programme,
        on=on,
        workstreams=workstreams,
        milestones=milestones,
        trends=ground.milestone_trends(milestones),
        savings={levels[-1]: savings, **by_level},
        drivers=money.drivers(reader=everything, saving_ids=list(savings)),
        listed=listed,
        listed_savings={
            key: row for key, row in savings.items() if not listed.isdisjoint(row.placement.within)
        },
    )


def closedness(where: access.Placement) -> str:
    """Return the most closed of a thing's own and inherited markings."""
    return max(where.markings, key=_level)


def dates_of(row: MilestoneRow, *, on: date) -> MilestoneDates:
    """Return a milestone's dates as the rules read them. An actual date still to come is no more than a forecast."""
    kind = MilestoneKind(row.kind)
    if row.actual is not None and row.actual.first_day is not None and row.actual.first_day > on:
        return MilestoneDates(row.baseline, row.actual, None, row.original_baseline, kind)
    return MilestoneDates(row.baseline, row.forecast, row.actual, row.original_baseline, kind)


def _level(marking: str) -> int:
    return access.MARKINGS.index(marking)


def _reader_of(marking: str, programme: ProgrammeRow, listed: frozenset[UUID]) -> access.Actor:
    """Return somebody who sees in this programme what is marked so, nothing more closed, and who is on no list."""
    role, cleared = {
        access.OPEN: (access.SCRUTINY, False),
        access.INTERNAL: (access.STAFF, False),
        access.EXEMPT: (access.STAFF, True),
        access.CONFIDENTIAL: (access.PMO, True),
    }[marking]
    grant = access.GrantFact(role, programme.organisation_id, programme.id, cleared=cleared)
    return access.Actor(kind="person", name=f"Reader of {marking} items", grants=(grant,), hidden=listed)
