"""Milestones: what slipped and by how much, what is due or overdue, when one is, and why it moved."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID

from django.utils import timezone

from bots.queries.answers import reach
from bots.queries.answers.reach import Since
from bots.rules import milestones_answer as wording
from bots.rules import on_time_answer as on_times
from bots.rules.answer import Answer, counted
from bots.rules.asking.query import Filter, Query, Shape, Time
from bots.rules.list_answers import MovedFacts, answer_slipped
from bots.rules.milestone_facts import MilestoneFacts, Move, moved_between, moved_since_baseline
from bots.rules.milestones_answer import MilestoneRow as Told
from bots.rules.money_answer import Said, words_said
from governance import queries as governance
from governance.queries.state import dates_of
from programme import queries as ground
from programme.queries import MilestoneRow
from programme.queries.delivery import TrendPoint
from programme.rules.access import Actor
from programme.rules.calendar import ApproxDate
from programme.rules.reasons import given
from programme.rules.slippage import difference
from savings import queries as money
from savings.queries import SavingRow, YearPosition, naming
from savings.queries.positions import position_of

SINGLE = frozenset({Shape.FIGURE, Shape.WHY, Shape.YES_NO})
DATES = frozenset({"dates", "start", "finish", "baseline"})


def answer(query: Query, *, reader: Actor, at: datetime) -> Answer | None:
    """Return the answer on milestones; also on the dates of one that is named, whatever family asks."""
    since = reach.since_of(query, reader=reader, at=at)
    rows = reach.milestones(query, reader=reader, at=at)
    asked = _Asked(query, rows, since, reader=reader, at=at)
    if query.time.since_board and since is None:
        return words_said(asked.said, f"{asked.said.title}: no board that met is on record.", refs=(), at=at)
    if not rows and (query.metric != "slipped" or query.shape not in (Shape.LIST, Shape.COUNT)):
        return words_said(asked.said, f"{asked.said.title}: no milestone is held.", refs=(), at=at)
    match query.metric:
        case "slipped":
            return _slipped(asked)
        case "late" | "on_time":
            return _on_time(asked)
        case "overdue":
            return _overdue(asked)
        case "due":
            return _due(asked)
        case "milestones":
            return _milestones(asked)
    if query.metric in DATES:
        return _dates(asked)
    return None


class _Asked:
    """A query with the milestones it is over, and what has been reported of them."""

    def __init__(
        self,
        query: Query,
        rows: Sequence[MilestoneRow],
        since: Since | None,
        *,
        reader: Actor,
        at: datetime,
    ) -> None:
        self.query, self.rows, self.since, self.reader, self.at = query, rows, since, reader, at
        self.on = reach.day_of(query, at)
        told = rows if len(rows) == 1 or all(m.illustrative for m in rows) else ()
        self.said: Said = reach.said_of(query, illustrative=reach.is_illustrative(query, told))
        until = reach.moment_of(query, at) or at
        self.trends = ground.milestone_trends([m.id for m in rows], at=until)
        self.moves = {m.id: self._move(m) for m in rows}

    @property
    def is_named(self) -> bool:
        """Return whether it is asked of one milestone by name: then a list of it is its own answer."""
        subject = self.query.subject
        return subject is not None and subject.kind == "milestone" and self.query.shape is not Shape.COUNT

    def told(self, rows: Sequence[MilestoneRow]) -> list[Told]:
        """Return milestones as the rules word them."""
        waits = governance.milestone_waits(
            reader=self.reader, milestone_ids=[m.id for m in rows], on=self.on
        ) if len(rows) == 1 else {}  # fmt: skip
        return [self._told(m, waits) for m in rows]

    def _told(self, m: MilestoneRow, waits: Mapping[UUID, governance.MilestoneWaits]) -> Told:
        report = _who_moved_it(self.trends.get(m.id, []), self.since)
        waiting = [w for w in waits[m.id].waits if w.until is None] if m.id in waits else []
        return Told(
            facts=MilestoneFacts(m.ref, m.name, dates_of(m, on=self.on)),
            where=_where(m),
            workstream=m.workstream_name,
            owner=m.owner,
            published=m.as_published,
            start=m.start_date,
            move=self.moves[m.id],
            why=given(report.reason) if report else "",
            by=report.by if report else "",
            said_at=timezone.localtime(report.recorded_at) if report else None,
            waiting=", ".join(w.decision_words for w in waiting),
            is_illustrative=m.illustrative,
        )

    def _move(self, m: MilestoneRow) -> Move | None:
        dates = dates_of(m, on=self.on)
        if self.since is None:
            return moved_since_baseline(dates, on=self.on)
        before = _before(self.trends.get(m.id, []), self.since)
        return moved_between(_said_date(before), dates, on=self.on) if before is not None else None


# Slipped.


def _slipped(asked: _Asked) -> Answer:
    query, on, at = asked.query, asked.on, asked.at
    if len(asked.rows) == 1 and (query.shape in SINGLE or asked.is_named):
        (row,) = asked.told(asked.rows)
        if query.shape is Shape.WHY:
            return wording.answer_why_slipped(asked.said, row, on=on, at=at)
        if query.shape is Shape.YES_NO and asked.since is None:
            return wording.answer_is_late(asked.said, [row], overdue=False, on=on, at=at)
        since = asked.since.words if asked.since else ""
        return wording.answer_slip(asked.said, row, on=on, since=since, at=at)
    if query.shape is Shape.TOP:
        moved = [m for m in asked.rows if asked.moves[m.id] is not None]
        told = sorted(asked.told(moved), key=_furthest, reverse=query.order != "smallest")
        what = f"later {asked.since.words}" if asked.since else "later than baseline"
        return wording.answer_furthest(asked.said, told, n=query.n or 1, what=what, on=on, at=at)
    return _moved_list(asked)


def _on_time(asked: _Asked) -> Answer:
    """Return whether one milestone is late or on time, or which of several are."""
    rows, on_time = asked.told(asked.rows), asked.query.metric == "on_time"
    if len(rows) == 1 and (asked.query.shape is Shape.YES_NO or asked.is_named):
        asking = asked.query.shape is Shape.YES_NO
        return on_times.answer_one(
            asked.said, rows[0], on_time=on_time, asking=asking, on=asked.on, at=asked.at
        )
    return on_times.answer_several(asked.said, rows, on_time=on_time, on=asked.on, at=asked.at)


def _furthest(row: Told) -> int:
    return row.move.slip.days if row.move else 0


def _moved_list(asked: _Asked) -> Answer:
    moved = [_Moved(m, move) for m in asked.rows if (move := asked.moves[m.id]) is not None]
    waiting = _waiting([one.row for one in moved], reader=asked.reader, on=asked.on)
    others = asked.told([m for m in asked.rows if asked.moves[m.id] is None])
    answer = answer_slipped(
        [_moved(one, asked.trends, asked.since, waiting) for one in moved],
        since=timezone.localdate(asked.since.moment) if asked.since else None,
        overdue=sum(one.late(asked.on) for one in others),
        undated=sum(one.facts.dates.baseline is None and one.expected is None for one in others),
        reading=asked.said.reading,
        illustrative=asked.said.illustrative or any(one.row.illustrative for one in moved),
        link=asked.said.link,
        at=asked.at,
    )
    return _as_asked(answer, asked)


def _as_asked(found: Answer, asked: _Asked) -> Answer:
    return replace(found, intent=asked.said.intent, definition=asked.said.definition)


@dataclass(frozen=True)
class _Moved:
    row: MilestoneRow
    move: Move


def _moved(
    one: _Moved,
    trends: Mapping[UUID, Sequence[TrendPoint]],
    since: Since | None,
    waiting: Mapping[UUID, Sequence[SavingRow]],
) -> MovedFacts:
    report = _who_moved_it(trends.get(one.row.id, []), since)
    lines = waiting.get(one.row.id, [])
    return MovedFacts(
        ref=one.row.ref,
        name=one.row.name,
        code=one.row.programme_code,
        where=_where(one.row),
        workstream=one.row.workstream_name,
        move=one.move,
        by=report.by if report else "",
        reason=given(report.reason) if report else "",
        said_at=timezone.localtime(report.recorded_at) if report else None,
        waiting=tuple(row.label for row in lines),
        money=_short_years(lines),
    )


def _waiting(rows: Sequence[MilestoneRow], *, reader: Actor, on: date) -> dict[UUID, list[SavingRow]]:
    """Return the savings that wait for each of these milestones."""
    if not rows:
        return {}
    found: dict[UUID, list[SavingRow]] = {m.id: [] for m in rows}
    ids = naming.lines_waiting_for(found, reader=reader)
    for saving in money.savings(reader=reader, ids=ids, on=on).values():
        for milestone_id in saving.milestone_ids:
            if milestone_id in found:
                found[milestone_id].append(saving)
    return found


def _short_years(lines: Sequence[SavingRow]) -> tuple[YearPosition, ...]:
    """Return the years in which some lines fall short of their plan, or make up for an earlier year."""
    years = position_of(lines).years.values() if lines else ()
    return tuple(y for y in years if y.ledger.loss or y.ledger.timing or y.ledger.over_delivery)


def _before(trend: Sequence[TrendPoint], since: Since) -> TrendPoint | None:
    """Return the last report before a moment, or the first one where all came later."""
    earlier = [point for point in trend if point.recorded_at < since.moment]
    return earlier[-1] if earlier else next(iter(trend), None)


def _said_date(point: TrendPoint | None) -> ApproxDate | None:
    if point is None:
        return None
    for said in (point.actual, point.forecast, point.baseline):
        if said is not None and said.last_day is not None:
            return said
    return None


def _who_moved_it(trend: Sequence[TrendPoint], since: Since | None) -> TrendPoint | None:
    """Return the newest report that said a later date than the one before it, the first being held to its baseline."""
    later = []
    for place, point in enumerate(trend):
        before = _said_date(trend[place - 1]) if place else point.baseline
        moved = difference(_said_date(point), before)
        if moved is not None and moved.days > 0 and (since is None or point.recorded_at >= since.moment):
            later.append(point)
    return later[-1] if later else None


# Overdue, due, listed, and single dates.


def _overdue(asked: _Asked) -> Answer:
    rows = asked.told(asked.rows)
    if asked.query.shape is Shape.YES_NO:
        return wording.answer_is_late(asked.said, rows, overdue=True, on=asked.on, at=asked.at)
    late = sorted((r for r in rows if r.late(asked.on)), key=_due_day)
    if asked.query.order in ("smallest", "soonest") and asked.query.shape is Shape.TOP:
        late.reverse()
    notes = _undated(rows)
    if asked.query.shape is Shape.TOP:
        n = asked.query.n or 1
        return wording.answer_furthest(
            asked.said, late, n=n, what="overdue", overdue=True, on=asked.on, notes=notes, at=asked.at
        )
    return wording.answer_list(asked.said, late, what="overdue", on=asked.on, notes=notes, at=asked.at)


def _due(asked: _Asked) -> Answer:
    rows, span = asked.told(asked.rows), _span(asked.query.time)
    if len(rows) == 1 and (asked.query.shape is Shape.WHEN or asked.is_named):
        return wording.answer_date(asked.said, rows[0], on=asked.on, at=asked.at)
    open_rows = [r for r in rows if not r.facts.dates.is_finished]
    undated = sum(r.expected is None for r in open_rows)
    if span is None:
        ahead = sorted(
            (r for r in open_rows if r.expected is not None and not r.late(asked.on)), key=_due_day
        )
        if asked.query.order == "latest":
            ahead.reverse()
        if asked.query.shape is Shape.COUNT:
            notes = _undated(rows)
            return wording.answer_list(
                asked.said, ahead, what="still to come", on=asked.on, notes=notes, at=asked.at
            )
        n = asked.query.n or 1 if asked.query.shape is Shape.TOP else 0
        return wording.answer_next(asked.said, ahead, n=n, undated=undated, on=asked.on, at=asked.at)
    due = sorted((r for r in open_rows if _falls(r, span)), key=_due_day)
    return wording.answer_list(
        asked.said,
        due[: asked.query.n] if asked.query.shape is Shape.TOP and asked.query.n else due,
        what=f"due {_span_words(span)}",
        on=asked.on,
        notes=_beside(rows, open_rows, span),
        at=asked.at,
    )


def _milestones(asked: _Asked) -> Answer:
    rows, span = asked.told(asked.rows), _span(asked.query.time)
    if asked.query.shape is Shape.LOOK_UP and len(rows) == 1:
        return wording.answer_look_up(asked.said, rows[0], on=asked.on, at=asked.at)
    timing = asked.query.filter("timing")
    found = [r for r in rows if _is_so(r, timing, asked.on) and (span is None or _falls(r, span))]
    what = " and ".join(_timing_words(f) for f in timing) or "on record"
    when = f" {_span_words(span)}" if span else ""
    return wording.answer_list(
        asked.said,
        found,
        what=f"{what}{when}",
        on=asked.on,
        notes=_undated(rows) if span or timing else (),
        at=asked.at,
    )


def _dates(asked: _Asked) -> Answer:
    rows = asked.told(asked.rows)
    which = asked.query.metric if asked.query.metric in ("start", "baseline") else ""
    if len(rows) == 1:
        return wording.answer_date(asked.said, rows[0], which=which, on=asked.on, at=asked.at)
    span = _span(asked.query.time)
    found = sorted((r for r in rows if span is None or _falls(r, span)), key=_due_day)
    when = f"dated {_span_words(span)}" if span else "on record"
    return wording.answer_list(asked.said, found, what=when, on=asked.on, at=asked.at)


def _is_so(row: Told, filters: Sequence[Filter], on: date) -> bool:
    """Return whether a milestone's dates are as asked: any of these, none of those."""
    slip = row.slip(on)
    finished = row.facts.dates.is_finished
    held = {
        "done": finished,
        "overdue": row.late(on),
        "due": not finished and row.expected is not None and not row.late(on),
        "slipped": slip is not None and slip.days > 0,
    }
    wanted = [held.get(f.value, False) for f in filters if not f.negated]
    left = [held.get(f.value, False) for f in filters if f.negated]
    return (not wanted or any(wanted)) and not any(left)


def _timing_words(one: Filter) -> str:
    words = {
        "done": "finished",
        "overdue": "overdue",
        "due": "still to come",
        "slipped": "later than baseline",
    }
    return f"{'not ' if one.negated else ''}{words.get(one.value, one.value)}"


def _span(time: Time) -> tuple[date, date] | None:
    if time.window is not None:
        return time.window
    if time.months:
        return time.months[0].first_day, time.months[-1].last_day
    if time.years:
        return time.years[0].start, time.years[-1].end
    return None


def _span_words(span: tuple[date, date]) -> str:
    if span[0] == span[1]:
        return f"on {ApproxDate(span[0])}"
    return f"from {ApproxDate(span[0])} to {ApproxDate(span[1])}"


def _falls(row: Told, span: tuple[date, date]) -> bool:
    """Return whether a milestone's date, by the last day of its precision, lies within some days."""
    last = row.expected.last_day if row.expected is not None else None
    return last is not None and span[0] <= last <= span[1]


def _beside(rows: Sequence[Told], open_rows: Sequence[Told], span: tuple[date, date]) -> list[str]:
    """Tell apart what happened within some days, and what may fall in them by a date that is not exact."""
    done = [r for r in rows if r.facts.dates.is_finished and _falls(r, span)]
    may = [
        r for r in open_rows
        if r.expected is not None and r.expected.first_day is not None and r.expected.last_day is not None
        and not _falls(r, span) and r.expected.first_day <= span[1] and r.expected.last_day >= span[0]
    ]  # fmt: skip
    told = [f"Already finished within these days: {', '.join(r.ref for r in done)}."] if done else []
    if may:
        told.append(
            f"May fall within them, their dates are not exact: {', '.join(f'{r.ref} ({r.expected})' for r in may)}."
        )
    return [*told, *_undated(rows)]


def _undated(rows: Sequence[Told]) -> list[str]:
    number = sum(r.expected is None and not r.facts.dates.is_finished for r in rows)
    return [f"Without a date: {counted(number, 'unfinished milestone')}."] if number else []


def _due_day(row: Told) -> tuple[date, str]:
    last = row.expected.last_day if row.expected is not None else None
    return (last or date.max, row.ref)


def _where(row: MilestoneRow) -> str:
    return f"{row.programme_code}, Illustrative" if row.illustrative else row.programme_code
