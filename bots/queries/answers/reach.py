"""What a query is over besides savings lines: workstreams, milestones and boards, and the moments it speaks of."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cached_property, partial
from uuid import UUID

from django.utils import timezone

from bots.queries.answers import scope
from bots.queries.answers.addresses import rows_link
from bots.queries.answers.money import title_of
from bots.rules.asking.intents import intent_of
from bots.rules.asking.metrics import METRICS
from bots.rules.asking.query import Query, Shape
from bots.rules.asking.say import words_of
from bots.rules.asking.things import Thing
from bots.rules.list_answers import AS_SEEN
from bots.rules.money_answer import Said
from governance import queries as governance
from governance.queries.looking_back import past_sittings
from programme import queries as ground
from programme.queries import MilestoneRow, WorkstreamRow
from programme.rules.access import Actor
from programme.rules.calendar import ApproxDate
from savings.queries import SavingRow


@dataclass(frozen=True)
class Since:
    """The moment a question looks back to, and how it is said: "since 1 Nov 2026"."""

    moment: datetime
    words: str


def said_of(
    query: Query, *, illustrative: bool, notes: tuple[str, ...] = (AS_SEEN,), title: str = ""
) -> Said:
    """Return what every answer to a query carries."""
    metric = METRICS[query.metric]
    return Said(
        title=title or title_of(query),
        words=metric.words,
        reading=words_of(query),
        intent=intent_of(query),
        definition=f"See “{metric.definition}” in the method.",
        link=rows_link(query),
        unit=query.unit,
        illustrative=illustrative,
        notes=notes,
    )


def moment_of(query: Query, at: datetime) -> datetime | None:
    """Return the end of the day asked as at, in local time; None for live figures."""
    return None if query.time.as_at is None else _start(query.time.as_at + timedelta(days=1), 1)


def day_of(query: Query, at: datetime) -> date:
    """Return the day a query is seen on: that asked as at, else today."""
    return query.time.as_at or at.date()


def since_of(query: Query, *, reader: Actor, at: datetime) -> Since | None:
    """Return the moment a query looks back to; None where it names none, or its boards have not met yet.

    "Since the board last met" is the last meeting of the board named or overseeing the workstream named, else the
    last of any board of its programmes.
    """
    if query.time.since is not None:
        return Since(_start(query.time.since), f"since {ApproxDate(query.time.since)}")
    if not query.time.since_board:
        return None
    boards = governance.boards(reader=reader, ids=_boards_of(query, reader=reader))
    held = [
        (sittings[0].starts_at, board.name)
        for board in boards.values()
        if (sittings := past_sittings(reader=reader, board_id=board.id, before=at))
    ]
    if not held:
        return None
    met, name = max(held)
    return Since(met, f"since {name} last met, on {ApproxDate(timezone.localdate(met))}")


def workstreams(query: Query, *, reader: Actor, at: datetime) -> list[WorkstreamRow]:
    """Return the workstreams a query is over, those of its lines among them, in their programmes' order."""
    ids = scope.programme_ids(query, reader=reader)
    rows = ground.workstreams(reader=reader, programme_ids=ids, at=moment_of(query, at))
    reached = _Reached(reader, at)
    return [w for w in rows.values() if _kept(query, partial(reached.workstream, row=w))]


def milestones(query: Query, *, reader: Actor, at: datetime) -> list[MilestoneRow]:
    """Return the milestones a query is over: named, of its workstreams, or that its lines wait for."""
    ids = scope.programme_ids(query, reader=reader)
    rows = ground.milestones(reader=reader, programme_ids=ids, at=moment_of(query, at))
    reached = _Reached(reader, at)
    return [m for m in rows.values() if _kept(query, partial(reached.milestone, row=m))]


def reaching(reader: Actor, at: datetime) -> _Reached:
    """Return what tells whether a thing of a query reaches a row, each thing read once."""
    return _Reached(reader, at)


class _Reached:
    """Which workstreams and lines the things of a query have, each read once."""

    def __init__(self, reader: Actor, at: datetime) -> None:
        self.reader, self.at = reader, at
        self._lines: dict[Thing, list[SavingRow]] = {}
        self._overseen: dict[UUID, frozenset[UUID]] = {}

    def workstream(self, thing: Thing, row: WorkstreamRow) -> bool:
        if thing.kind == "person":
            return row.owner_id == thing.id
        return self.place(thing, row.id, row.programme_id)

    def milestone(self, thing: Thing, row: MilestoneRow) -> bool:
        match thing.kind:
            case "milestone":
                return row.id == thing.id
            case "person":
                return row.owner_id == thing.id
            case "saving" | "heading":
                return any(row.id in line.milestone_ids for line in self.lines(thing))
        return self.place(thing, row.workstream_id, row.programme_id)

    def place(self, thing: Thing, workstream_id: UUID | None, programme_id: UUID) -> bool:
        """Return whether a thing reaches what stands in a workstream of a programme."""
        if thing.kind == "programme":
            return thing.programme_id == programme_id
        if workstream_id is None or thing.id is None and thing.kind != "heading":
            return False
        match thing.kind:
            case "workstream":
                return workstream_id == thing.id
            case "board":
                return workstream_id in self.overseen(thing.id)
            case "saving" | "heading":
                return any(line.workstream_id == workstream_id for line in self.lines(thing))
            case "milestone":
                return workstream_id == self._of_milestone.get(thing.id)
            case "person":
                return workstream_id in self._owned(thing)
        return False

    def lines(self, thing: Thing) -> list[SavingRow]:
        """Return the savings lines of a line or heading."""
        if thing not in self._lines:
            asked = Query(Shape.LIST, "outlook", (thing,))  # whole rows: a plan alone has no milestones
            self._lines[thing] = scope.lines(asked, reader=self.reader, at=self.at)
        return self._lines[thing]

    def overseen(self, board_id: UUID | None) -> frozenset[UUID]:
        """Return the workstreams a board oversees."""
        if board_id is None:
            return frozenset()
        if board_id not in self._overseen:
            rows = governance.boards(reader=self.reader, ids=[board_id])
            self._overseen[board_id] = frozenset(w for b in rows.values() for w in b.oversees)
        return self._overseen[board_id]

    def _owned(self, thing: Thing) -> frozenset[UUID]:
        rows = ground.workstreams(reader=self.reader, programme_ids=[thing.programme_id]).values()
        return frozenset(w.id for w in rows if w.owner_id == thing.id)

    @cached_property
    def _of_milestone(self) -> dict[UUID | None, UUID | None]:
        return {m.id: m.workstream_id for m in ground.milestones(reader=self.reader).values()}


def _kept(query: Query, reaches: Callable[[Thing], bool]) -> bool:
    """Return whether a row is of any subject, of everything within, and of nothing left out."""
    return (
        (not query.subjects or any(reaches(s) for s in query.subjects))
        and all(reaches(w) for w in query.within)
        and not any(reaches(x) for x in query.excluded)
    )


def _boards_of(query: Query, *, reader: Actor) -> set[UUID]:
    named = {t.id for t in (*query.subjects, *query.within) if t.kind == "board" and t.id is not None}
    if named:
        return named
    strands = [t.id for t in query.subjects if t.kind == "workstream" and t.id is not None]
    overseeing = {o.board_id for o in governance.oversights(strands).values() if o.board_id is not None}
    if overseeing:
        return overseeing
    return set(governance.boards(reader=reader, programme_ids=scope.programme_ids(query, reader=reader)))


def _start(day: date, microseconds_before: int = 0) -> datetime:
    start = timezone.make_aware(datetime.combine(day, time()))
    return start - timedelta(microseconds=microseconds_before)


def is_illustrative(query: Query, rows: Iterable[object]) -> bool:
    """Return whether anything an answer tells of is invented."""
    things = (*query.subjects, *query.programmes)
    return any(t.illustrative for t in things) or any(getattr(row, "illustrative", False) for row in rows)
