"""Who decides and oversees, what waits, when boards meet, and the registers: risks, alerts, actions, findings."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime
from uuid import UUID

from django.utils import timezone

from bots.queries.answers import reach, registers
from bots.queries.answers.governed import Asked
from bots.rules import decision_answer
from bots.rules import governance_answer as wording
from bots.rules.answer import Answer, Value, counted
from bots.rules.asking.query import Filter, Query, Shape
from bots.rules.asking.things import Thing
from bots.rules.governance_answer import DecisionFacts, MeetingFacts
from governance import queries as governance
from governance.queries import DecisionRow
from programme import queries as ground
from programme.rules.access import Actor
from programme.rules.calendar import ApproxDate
from savings import queries as money


def answer(query: Query, *, reader: Actor, at: datetime) -> Answer | None:
    """Return the answer on what governs; None for a metric of another family."""
    asked = Asked(query, reader=reader, at=at)
    forms: dict[str, Callable[[Asked], Answer]] = {
        "waiting": _waiting, "decisions": _decisions, "decider": _decider, "board": _board, "meeting": _meeting,
        "boards": _boards, "decision": _decision, "needed_by": _decision, "decided_on": _decision,
        "risks": registers.risks, "alerts": registers.alerts, "actions": registers.actions,
        "overdue_actions": registers.overdue_actions, "findings": registers.findings,
    }  # fmt: skip
    form = forms.get(query.metric)
    return form(asked) if form else None


# Decisions.


def _waiting(asked: Asked) -> Answer:
    if asked.query.rows == "lines" and asked.query.subjects:
        return _lines_waiting(asked)
    found = governance.decisions_asked(reader=asked.reader, programme_ids=asked.ids)
    rows = [_facts(asked, d) for d in found.values() if asked.has(_of_decision(asked, d))]
    stones = {s.kind for s in asked.query.subjects} == {"milestone"}
    if not rows and stones and asked.query.shape is Shape.LIST:
        return _lines_waiting(asked, lead="no decision is waited for; ")
    is_one = asked.query.shape is Shape.YES_NO
    return wording.answer_waiting(asked.said, rows, asking=is_one, at=asked.at)


def _lines_waiting(asked: Asked, *, lead: str = "") -> Answer:
    """Return the savings lines that wait for the milestones of what is named."""
    stones = {m.id for m in reach.milestones(asked.query, reader=asked.reader, at=asked.at)}
    rows = [
        asked.row(line.ref, line.name, line.programme_id)
        for line in money.savings(reader=asked.reader, programme_ids=asked.ids, on=asked.on).values()
        if stones & set(line.milestone_ids)
    ]
    verb = "waits" if len(rows) == 1 else "wait"
    headline = f"{asked.said.title}: {lead}{counted(len(rows), 'savings line').lower()} {verb} for it."
    values = [Value("lines that wait", len(rows), "lines")]
    return wording.answer_rows(asked.said, headline, rows, values, at=asked.at)


def _decisions(asked: Asked) -> Answer:
    query = asked.query
    since = reach.since_of(query, reader=asked.reader, at=asked.at)
    day = timezone.localdate(since.moment) if since else None
    found = governance.decisions(reader=asked.reader, programme_ids=asked.ids).values()
    rows = [
        d
        for d in found
        if asked.has(_of_decision(asked, d))
        and _is_so(d, query.filter("decision"))
        and (day is None or any(step.on >= day for step in d.path))
        and (query.time.window is None or _falls(d, query.time.window))
    ]
    when = since.words if since else ""
    if query.time.window is not None:
        when = f"from {ApproxDate(query.time.window[0])} to {ApproxDate(query.time.window[1])}"
    return wording.answer_decisions(asked.said, [_facts(asked, d) for d in rows], when=when, at=asked.at)


def _is_so(row: DecisionRow, filters: Sequence[Filter]) -> bool:
    held = {"waiting": row.is_asked, "made": row.made_on is not None}
    return all(held.get(f.value, False) != f.negated for f in filters)


def _falls(row: DecisionRow, window: tuple[date, date]) -> bool:
    """Return whether a decision was made within some days, or, while it waits, is needed within them."""
    day = row.needed_by if row.is_asked else row.made_on
    return day is not None and window[0] <= day <= window[1]


def _of_decision(asked: Asked, row: DecisionRow) -> Callable[[Thing], bool]:
    def reaches(thing: Thing) -> bool:
        if thing.kind == "decision":
            return thing.id == row.id
        if thing.kind == "decision_maker":
            return thing.id == row.decision_maker_id and thing.programme_id == row.programme_id
        if thing.kind == "milestone":
            return any(wait.milestone_id == thing.id for wait in row.waits)
        if thing.kind == "board" and row.board_id == thing.id:
            return True
        if thing.kind in ("saving", "heading"):
            waits = {wait.milestone_id for wait in row.waits}
            if any(waits & set(line.milestone_ids) for line in asked.reached.lines(thing)):
                return True
        return asked.reached.place(thing, row.workstream_id, row.programme_id) or _waits_in(asked, row, thing)

    return reaches


def _waits_in(asked: Asked, row: DecisionRow, thing: Thing) -> bool:
    """Return whether a milestone of a workstream, or of a board's, waits for a decision."""
    if thing.kind not in ("workstream", "board") or not row.waits:
        return False
    stones = ground.milestones(reader=asked.reader, ids=[wait.milestone_id for wait in row.waits])
    return any(asked.reached.place(thing, m.workstream_id, m.programme_id) for m in stones.values())


def _decision(asked: Asked) -> Answer:
    """Return what is asked of decisions that are named, each by itself."""
    found = governance.decisions(reader=asked.reader, programme_ids=asked.ids).values()
    rows = [_facts(asked, d) for d in found if asked.has(_of_decision(asked, d))]
    metric = asked.query.metric
    asking = asked.query.shape is Shape.YES_NO
    return decision_answer.answer_decision(asked.said, rows, metric, asking=asking, at=asked.at)


def _facts(asked: Asked, row: DecisionRow) -> DecisionFacts:
    return DecisionFacts(
        row=asked.row(row.ref, row.title, row.programme_id),
        maker=row.decision_maker,
        state_words=row.state_words.lower(),
        is_asked=row.is_asked,
        needed_by=row.needed_by,
        made_on=row.made_on,
        effective_on=row.effective_on,
        waiting=tuple(wait.words for wait in row.waits if wait.until is None),
    )


# Who decides, who oversees, when they meet.


def _decider(asked: Asked) -> Answer:
    if any(s.kind == "decision" for s in asked.query.subjects):
        return _decision(asked)
    found = _overseen(asked)
    rows = [asked.row(ref, name, programme, said=maker) for ref, name, programme, maker, _ in found]
    line = _line(asked)
    return wording.answer_decider(asked.said, rows, words="decision-maker", of_line=line, at=asked.at)


def _board(asked: Asked) -> Answer:
    found = _overseen(asked)
    rows = [asked.row(ref, name, programme, said=board) for ref, name, programme, _, board in found]
    if asked.query.shape is Shape.WHO:
        line = _line(asked)
        return wording.answer_decider(asked.said, rows, words="overseeing board", of_line=line, at=asked.at)
    held = [r for r in rows if r.said]
    verb = "is" if len(held) == 1 else "are"
    headline = f"{asked.said.title}: {counted(len(held), 'workstream').lower()} {verb} overseen by a board."
    values = [Value("overseen", len(held), "workstreams")]
    blank = len(rows) - len(held)
    notes = [f"No board is published for {counted(blank, 'workstream')}."] if blank else []
    return wording.answer_rows(asked.said, headline, held, values, notes=notes, at=asked.at)


def _overseen(asked: Asked) -> list[tuple[str, str, UUID, str, str]]:
    """Return each workstream of a query: ref, name, programme, who decides and which board oversees it."""
    strands = reach.workstreams(asked.query, reader=asked.reader, at=asked.at)
    known = governance.oversights([w.id for w in strands])
    seen = governance.boards(reader=asked.reader, ids={o.board_id for o in known.values() if o.board_id})
    told = []
    for w in strands:
        over = known.get(w.id)
        board = over.board if over and over.board_id in seen else ""
        told.append((w.ref, w.name, w.programme_id, over.decision_maker if over else "", board))
    return told


def _line(asked: Asked) -> str:
    subject = asked.query.subject
    return subject.title if subject is not None and subject.kind == "saving" else ""


def _meeting(asked: Asked) -> Answer:
    named = [t.id for t in (*asked.query.subjects, *asked.query.within) if t.kind == "board" and t.id]
    found = governance.boards(
        reader=asked.reader, ids=named or None, programme_ids=None if named else asked.ids
    )
    pairs = governance.next_and_last(reader=asked.reader, board_ids=list(found), at=asked.at)
    rows = [
        MeetingFacts(
            board=board.name,
            where=asked.where(board.programme_id, board.programme_code),
            upcoming=timezone.localtime(upcoming.starts_at) if upcoming else None,
            last=timezone.localtime(last.starts_at) if last else None,
            place=upcoming.place if upcoming else "",
        )
        for key, board in found.items()
        for last, upcoming in [pairs[key]]
    ]
    if not named and any(r.upcoming or r.last for r in rows):
        rows = [r for r in rows if r.upcoming or r.last]
    return wording.answer_meetings(asked.said, rows, at=asked.at)


def _boards(asked: Asked) -> Answer:
    found = governance.boards(reader=asked.reader, programme_ids=asked.ids)
    rows = [
        asked.row("", b.name, b.programme_id, said=", ".join(filter(None, (b.kind_words, b.cadence))))
        for b in found.values()
    ]
    headline = f"{asked.said.title}: {counted(len(rows), 'board').lower()}."
    values = [Value("boards", len(rows), "boards")]
    teams = sum(b.kind_words.startswith("Support team") for b in found.values())
    if teams:
        boards = len(rows) - teams
        values = [Value("boards", boards, "boards"), Value("support teams, not boards", teams, "boards")]
        apart = f"{counted(teams, 'support team')}, which {'is' if teams == 1 else 'are'} no board"
        headline = f"{asked.said.title}: {counted(boards, 'board').lower()}, and {apart}."
    return wording.answer_rows(asked.said, headline, rows, values, at=asked.at)
