"""What changed since a day, since a board last met, or between two days, from the ledgers."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, time, timedelta
from typing import Final
from uuid import UUID

from django.utils import timezone

from bots.queries.answers import reach, scope
from bots.rules.answer import Answer, day
from bots.rules.asking.query import Query, Shape
from bots.rules.asking.things import Thing
from bots.rules.changes_answer import Change, answer_changes
from bots.rules.money_answer import Said, words_said
from programme import queries as ground
from programme.queries import ProgrammeRow
from programme.queries.moves import NO_DATE
from programme.rules.access import Actor
from programme.rules.calendar import ApproxDate
from savings.queries.moves import moves_between
from savings.queries.statements import Amounts, FoundMove
from savings.rules.notation import show_pounds

DAYS_BACK: Final = 31  # where no moment is named and no board has met
PLACED: Final = frozenset({"programme", "workstream", "board"})


def answer(query: Query, *, reader: Actor, at: datetime) -> Answer:
    """Return what changed of what a query is over, newest first."""
    ids = scope.programme_ids(query, reader=reader)
    programmes = ground.programmes(reader=reader, ids=ids)
    every = all(p.illustrative for p in programmes.values()) and bool(programmes)
    said: Said = reach.said_of(query, illustrative=every or reach.is_illustrative(query, ()))
    span = _span(query, reader=reader, at=at)
    if span is None:
        return words_said(said, f"{said.title}: no board that met is on record.", refs=(), at=at)
    since, until, words = span
    found = moves_between(reader=reader, programme_ids=ids, since=since, until=until) if since < until else []
    asked = _Asked(query, reader=reader, at=at)
    told = [_change(one, programmes[one.move.programme_id]) for one in found
            if one.move.programme_id in programmes and asked.has(one)]  # fmt: skip
    return answer_changes(said, told, since=words, at=at)


def _span(query: Query, *, reader: Actor, at: datetime) -> tuple[datetime, datetime, str] | None:
    """Return the moments a question looks between, and how that is said; None where its board has not met."""
    until = reach.moment_of(query, at) or at
    ending = f" to {ApproxDate(query.time.as_at)}" if query.time.as_at else ""
    if query.time.window is not None:
        first, last = query.time.window
        start = timezone.make_aware(datetime.combine(first, time())) - timedelta(microseconds=1)
        end = timezone.make_aware(datetime.combine(last + timedelta(days=1), time()))
        return (
            start,
            min(end - timedelta(microseconds=1), at),
            f"from {ApproxDate(first)} to {ApproxDate(last)}",
        )
    asked = reach.since_of(query, reader=reader, at=at)
    if asked is None and query.time.since_board:
        return None
    if asked is None:
        board = replace(query, time=replace(query.time, since_board=True))
        asked = reach.since_of(board, reader=reader, at=at)
    if asked is None:
        start = at - timedelta(days=DAYS_BACK)
        return start, until, f"since {day(start)}, the last {DAYS_BACK} days{ending}"
    return asked.moment - timedelta(microseconds=1), until, f"{asked.words}{ending}"


class _Asked:
    """Which changes a query is over."""

    def __init__(self, query: Query, *, reader: Actor, at: datetime) -> None:
        self.query, self.reader, self.at = query, reader, at
        self.reached = reach.reaching(reader, at)
        self._owned: dict[Thing, set[UUID]] = {}

    def has(self, one: FoundMove) -> bool:
        """Return whether a change is of any subject, of everything within, and of nothing left out."""
        query = self.query
        return (
            (not query.subjects or any(self._reaches(s, one) for s in query.subjects))
            and all(self._reaches(w, one) for w in query.within)
            and not any(self._reaches(x, one) for x in query.excluded)
        )

    def _reaches(self, thing: Thing, one: FoundMove) -> bool:
        move = one.move
        if thing.kind in PLACED:
            assert move.programme_id is not None
            return self.reached.place(thing, move.workstream_id, move.programme_id)
        if thing.kind in ("saving", "heading"):
            lines = {line.id for line in self.reached.lines(thing)}
            waits = {m for line in self.reached.lines(thing) for m in line.milestone_ids}
            return move.id in lines or move.id in waits
        return move.id in self._of_person(thing)

    def _of_person(self, thing: Thing) -> set[UUID]:
        if thing not in self._owned:
            own = Query(Shape.LIST, "line", (thing,))
            self._owned[thing] = {
                *(row.id for row in scope.lines(own, reader=self.reader, at=self.at)),
                *(m.id for m in reach.milestones(own, reader=self.reader, at=self.at)),
                *(w.id for w in reach.workstreams(own, reader=self.reader, at=self.at)),
            }
        return self._owned[thing]


def _change(one: FoundMove, programme: ProgrammeRow) -> Change:
    move = one.move
    was, now = (_written(move.was), _written(move.now)) if move.thing == "milestone" else (move.was, move.now)
    if one.amounts:
        was, now = (_amounts(one.amounts, place) for place in (0, 1))
    return Change(
        at=timezone.localtime(move.at),
        thing=move.thing,
        what=move.what,
        ref=move.ref,
        name=move.name,
        where=f"{programme.code}, Illustrative" if programme.illustrative else programme.code,
        was=was,
        now=now,
        days=move.days,
        by=move.by,
        reason=move.reason,
        is_illustrative=programme.illustrative,
        amounts=one.amounts if move.thing == "saving" else {},
    )


def _amounts(amounts: Amounts, place: int) -> str:
    return ", ".join(f"{show_pounds(pair[place])} in {year}" for year, pair in amounts.items())


def _written(text: str) -> str:
    """Write a date as people read it; what is no date stays as it is."""
    if not text or text == NO_DATE:
        return text
    try:
        return str(ApproxDate.parse(text))
    except ValueError:
        return text
