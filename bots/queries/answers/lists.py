"""The figures of the two lists: what is reported Red, and what moved later."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from uuid import UUID

from django.utils import timezone

from bots.queries.answers.addresses import list_of
from bots.queries.answers.status import rating_facts
from bots.rules.answer import Answer
from bots.rules.asking.query import Query
from bots.rules.asking.say import words_of
from bots.rules.asking.things import Thing
from bots.rules.list_answers import MovedFacts, ProgrammeRatings, RatedFacts, answer_red, answer_slipped
from bots.rules.milestone_facts import MilestoneFacts, Move, moved_between, moved_since_baseline, overdue
from governance.queries.state import dates_of
from programme import queries as ground
from programme.queries import MilestoneRow
from programme.queries.delivery import TrendPoint
from programme.rules.access import Actor
from programme.rules.calendar import ApproxDate
from programme.rules.slippage import difference
from savings import queries as money
from savings.queries import SavingRow, YearPosition
from savings.queries.positions import position_of


def red(query: Query, *, reader: Actor, at: datetime) -> Answer:
    """Return the answer on what is reported Red."""
    scope = _scope(query, reader=reader)
    rows = ground.workstreams(reader=reader, programme_ids=[p.programme_id for p in scope]).values()
    programmes = [
        ProgrammeRatings(
            code=p.programme_code,
            place=p.place,
            workstreams=tuple(
                RatedFacts(w.ref, w.name, p.where, rating_facts(w.status))
                for w in rows
                if w.programme_id == p.programme_id
            ),
        )
        for p in scope
    ]
    told = {p.code for p in programmes if p.rated("red") or p.rated("amber_red")}
    return answer_red(
        programmes,
        reading=words_of(query),
        illustrative=any(p.illustrative and p.programme_code in told for p in scope),
        link=list_of("programme_workstream", reader=reader),
        at=at,
    )


def slipped(query: Query, *, reader: Actor, on: date, at: datetime) -> Answer:
    """Return the answer on what moved later, since baseline or in the reports since a day."""
    scope, subject, since = _scope(query, reader=reader), query.subject, query.time.since
    rows = ground.milestones(
        reader=reader,
        programme_ids=[p.programme_id for p in scope],
        workstream_ids=[subject.id]
        if subject is not None and subject.id and subject.kind == "workstream"
        else None,
    )
    trends = ground.milestone_trends(rows, at=at)
    moves = {m.id: _move(m, trends.get(m.id, []), since, on=on) for m in rows.values()}
    moved = [_Moved(m, move) for m in rows.values() if (move := moves[m.id]) is not None]
    waiting = _waiting([one.row for one in moved], reader=reader, on=on)
    others = [MilestoneFacts(m.ref, m.name, dates_of(m, on=on)) for m in rows.values() if moves[m.id] is None]
    places = {p.programme_id: p for p in scope}
    return answer_slipped(
        [_moved(one, places[one.row.programme_id], trends, since, waiting) for one in moved],
        since=since,
        overdue=len(overdue(others, on=on)),
        undated=sum(m.dates.baseline is None and m.expected is None for m in others),
        reading=words_of(query),
        illustrative=any(one.row.illustrative for one in moved),
        link=list_of("programme_milestone", reader=reader),
        at=at,
    )


@dataclass(frozen=True)
class _Moved:
    row: MilestoneRow
    move: Move


def _scope(query: Query, *, reader: Actor) -> Sequence[Thing]:
    """Return the programmes a list is over: those named, those of its subjects, or all that its reader sees."""
    named = {t.programme_id for t in (*query.subjects, *query.programmes)}
    return [
        Thing("programme", p.name, p.id, p.code, p.name, id=p.id, illustrative=p.illustrative)
        for p in ground.programmes(reader=reader).values()
        if not named or p.id in named
    ]


def _move(row: MilestoneRow, trend: Sequence[TrendPoint], since: date | None, *, on: date) -> Move | None:
    if since is None:
        return moved_since_baseline(dates_of(row, on=on), on=on)
    before = _before(trend, since)
    return moved_between(_said(before), dates_of(row, on=on), on=on) if before is not None else None


def _before(trend: Sequence[TrendPoint], since: date) -> TrendPoint | None:
    """Return the last report before a day, or the first one where all came later."""
    start = timezone.make_aware(datetime.combine(since, time()))
    earlier = [point for point in trend if point.recorded_at < start]
    return earlier[-1] if earlier else next(iter(trend), None)


def _said(point: TrendPoint) -> ApproxDate | None:
    for day in (point.actual, point.forecast, point.baseline):
        if day is not None and day.last_day is not None:
            return day
    return None


def _moved(
    one: _Moved,
    place: Thing,
    trends: Mapping[UUID, Sequence[TrendPoint]],
    since: date | None,
    waiting: Mapping[UUID, Sequence[SavingRow]],
) -> MovedFacts:
    report = _who_moved_it(trends.get(one.row.id, []), since)
    lines = waiting.get(one.row.id, [])
    return MovedFacts(
        ref=one.row.ref,
        name=one.row.name,
        code=place.programme_code,
        where=place.where,
        workstream=one.row.workstream_name,
        move=one.move,
        by=report.by if report else "",
        reason=report.reason if report else "",
        said_at=timezone.localtime(report.recorded_at) if report else None,
        waiting=tuple(row.label for row in lines),
        money=_short_years(lines),
    )


def _who_moved_it(trend: Sequence[TrendPoint], since: date | None) -> TrendPoint | None:
    """Return the newest report that said a later date than the one before it, the first being held to its baseline."""
    start = timezone.make_aware(datetime.combine(since, time())) if since else None
    later = []
    for place, point in enumerate(trend):
        before = _said(trend[place - 1]) if place else point.baseline
        moved = difference(_said(point), before)
        if moved is not None and moved.days > 0 and (start is None or point.recorded_at >= start):
            later.append(point)
    return later[-1] if later else None


def _waiting(rows: Sequence[MilestoneRow], *, reader: Actor, on: date) -> dict[UUID, list[SavingRow]]:
    """Return the savings that wait for each of these milestones."""
    if not rows:
        return {}
    programmes = {m.programme_id for m in rows}
    found: dict[UUID, list[SavingRow]] = {m.id: [] for m in rows}
    for saving in money.savings(reader=reader, programme_ids=programmes, on=on).values():
        for milestone_id in saving.milestone_ids:
            if milestone_id in found:
                found[milestone_id].append(saving)
    return found


def _short_years(lines: Sequence[SavingRow]) -> tuple[YearPosition, ...]:
    """Return the years in which some lines fall short of their plan, or make up for an earlier year."""
    years = position_of(lines).years.values() if lines else ()
    return tuple(y for y in years if y.ledger.loss or y.ledger.timing or y.ledger.over_delivery)
