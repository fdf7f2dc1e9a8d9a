"""Who decides and oversees, what waits, when boards meet, and the registers: risks, alerts, actions, findings."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from datetime import date, datetime
from uuid import UUID

from django.utils import timezone

from bots.queries.answers import reach, scope
from bots.rules import decision_answer
from bots.rules import governance_answer as wording
from bots.rules.answer import Answer, Value, counted, listed
from bots.rules.asking.query import Filter, Query, Shape
from bots.rules.asking.things import Thing
from bots.rules.governance_answer import DecisionFacts, MeetingFacts, RiskFacts, Row
from bots.rules.money_answer import Said
from governance import queries as governance
from governance.queries import ActionRow, DecisionRow, FindingRow, RiskRow
from programme import queries as ground
from programme.queries import ProgrammeRow
from programme.rules.access import Actor
from programme.rules.calendar import ApproxDate
from savings import queries as money


def answer(query: Query, *, reader: Actor, at: datetime) -> Answer | None:
    """Return the answer on what governs; None for a metric of another family."""
    asked = _Asked(query, reader=reader, at=at)
    forms: dict[str, Callable[[_Asked], Answer]] = {
        "waiting": _waiting, "decisions": _decisions, "decider": _decider, "board": _board, "meeting": _meeting,
        "boards": _boards, "risks": _risks, "alerts": _alerts, "actions": _actions, "findings": _findings,
        "overdue_actions": _overdue_actions, "decision": _decision, "needed_by": _decision, "decided_on": _decision,
    }  # fmt: skip
    form = forms.get(query.metric)
    return form(asked) if form else None


class _Asked:
    """A query with its programmes and what reaches what."""

    def __init__(self, query: Query, *, reader: Actor, at: datetime) -> None:
        self.query, self.reader, self.at, self.on = query, reader, at, at.date()
        self.ids = scope.programme_ids(query, reader=reader)
        self.programmes: dict[UUID, ProgrammeRow] = ground.programmes(reader=reader, ids=self.ids)
        self.reached = reach.reaching(reader, at)
        every = all(p.illustrative for p in self.programmes.values()) and bool(self.programmes)
        self.said: Said = reach.said_of(query, illustrative=every or reach.is_illustrative(query, ()))

    def where(self, programme_id: UUID | None, code: str = "") -> str:
        """Return a programme's code, marked where it is illustrative."""
        found = self.programmes.get(programme_id) if programme_id else None
        if found is None:
            return code
        return f"{found.code}, Illustrative" if found.illustrative else found.code

    def row(self, ref: str, name: str, programme_id: UUID | None, *, said: str = "", state: str = "") -> Row:
        """Return a row of a list."""
        found = self.programmes.get(programme_id) if programme_id else None
        return Row(ref, name, self.where(programme_id), said, state, bool(found and found.illustrative))

    def has(self, reaches: Callable[[Thing], bool]) -> bool:
        """Return whether a row is of any subject, of everything within, and of nothing left out."""
        query = self.query
        return (
            (not query.subjects or any(reaches(s) for s in query.subjects))
            and all(reaches(w) for w in query.within)
            and not any(reaches(x) for x in query.excluded)
        )


# Decisions.


def _waiting(asked: _Asked) -> Answer:
    if asked.query.rows == "lines" and asked.query.subjects:
        return _lines_waiting(asked)
    found = governance.decisions_asked(reader=asked.reader, programme_ids=asked.ids)
    rows = [_facts(asked, d) for d in found.values() if asked.has(_of_decision(asked, d))]
    stones = {s.kind for s in asked.query.subjects} == {"milestone"}
    if not rows and stones and asked.query.shape is Shape.LIST:
        return _lines_waiting(asked, lead="no decision is waited for; ")
    is_one = asked.query.shape is Shape.YES_NO
    return wording.answer_waiting(asked.said, rows, asking=is_one, at=asked.at)


def _lines_waiting(asked: _Asked, *, lead: str = "") -> Answer:
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


def _decisions(asked: _Asked) -> Answer:
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


def _of_decision(asked: _Asked, row: DecisionRow) -> Callable[[Thing], bool]:
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


def _waits_in(asked: _Asked, row: DecisionRow, thing: Thing) -> bool:
    """Return whether a milestone of a workstream, or of a board's, waits for a decision."""
    if thing.kind not in ("workstream", "board") or not row.waits:
        return False
    stones = ground.milestones(reader=asked.reader, ids=[wait.milestone_id for wait in row.waits])
    return any(asked.reached.place(thing, m.workstream_id, m.programme_id) for m in stones.values())


def _decision(asked: _Asked) -> Answer:
    """Return what is asked of decisions that are named, each by itself."""
    found = governance.decisions(reader=asked.reader, programme_ids=asked.ids).values()
    rows = [_facts(asked, d) for d in found if asked.has(_of_decision(asked, d))]
    metric = asked.query.metric
    asking = asked.query.shape is Shape.YES_NO
    return decision_answer.answer_decision(asked.said, rows, metric, asking=asking, at=asked.at)


def _facts(asked: _Asked, row: DecisionRow) -> DecisionFacts:
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


def _decider(asked: _Asked) -> Answer:
    if any(s.kind == "decision" for s in asked.query.subjects):
        return _decision(asked)
    found = _overseen(asked)
    rows = [asked.row(ref, name, programme, said=maker) for ref, name, programme, maker, _ in found]
    line = _line(asked)
    return wording.answer_decider(asked.said, rows, words="decision-maker", of_line=line, at=asked.at)


def _board(asked: _Asked) -> Answer:
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


def _overseen(asked: _Asked) -> list[tuple[str, str, UUID, str, str]]:
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


def _line(asked: _Asked) -> str:
    subject = asked.query.subject
    return subject.title if subject is not None and subject.kind == "saving" else ""


def _meeting(asked: _Asked) -> Answer:
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


def _boards(asked: _Asked) -> Answer:
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


# Registers.


def _risks(asked: _Asked) -> Answer:
    query = asked.query
    found = governance.risks(reader=asked.reader, programme_ids=asked.ids)
    rows = [_risk(asked, r) for r in found.values() if asked.has(_of_risk(asked, r))]
    if query.subject is not None and query.subject.kind == "risk" and rows and query.shape is not Shape.COUNT:
        return wording.answer_risk(asked.said, rows[0], at=asked.at)
    if query.shape is Shape.TOP:
        small = query.order == "smallest"
        return wording.answer_top_risks(asked.said, rows, n=query.n, smallest=small, at=asked.at)
    return wording.answer_risks(asked.said, rows, at=asked.at)


def _of_risk(asked: _Asked, row: RiskRow) -> Callable[[Thing], bool]:
    strands = {row.workstream_id, *(id for _, id in row.named)} - {None}

    def reaches(thing: Thing) -> bool:
        if thing.kind == "risk":
            return thing.id == row.id
        if thing.kind == "person":
            return row.owner_id is not None and row.owner_id == thing.id
        if thing.kind == "board" and row.board_id == thing.id:
            return True
        if thing.kind == "programme":
            return thing.programme_id == row.programme_id
        return any(asked.reached.place(thing, strand, row.programme_id) for strand in strands)

    return reaches


def _risk(asked: _Asked, row: RiskRow) -> RiskFacts:
    return RiskFacts(
        row=asked.row(row.ref, row.title, row.programme_id, state=row.state_words.lower()),
        score=row.score,
        score_words=row.score_words,
        band_words=row.band_words,
        rank=row.rank,
        is_open=row.state == "open",
        owner=row.owner,
        mitigation=row.mitigation,
        workstream=row.workstream or row.workstreams_named,
    )


def _alerts(asked: _Asked) -> Answer:
    found = governance.alerts(reader=asked.reader, programme_ids=asked.ids)
    rows = [
        asked.row(
            a.step.facts.ref,
            f"{a.step.facts.name}, {a.kind_words}",
            a.programme_id,
            said=a.step.facts.sentence,
        )
        for a in found.values()
        if asked.has(_of_place(asked, a.workstream_id, a.programme_id, a.step.facts.owner_id, a.subject_id))
    ]
    headline = f"{asked.said.title}: {counted(len(rows), 'open alert').lower()}."
    return wording.answer_rows(
        asked.said, headline, rows, [Value("open alerts", len(rows), "alerts")], at=asked.at
    )


def _of_place(
    asked: _Asked,
    workstream_id: UUID | None,
    programme_id: UUID,
    owner_id: UUID | None = None,
    id: UUID | None = None,
) -> Callable[[Thing], bool]:
    def reaches(thing: Thing) -> bool:
        if thing.kind == "person":
            return owner_id is not None and thing.id == owner_id
        if thing.kind == "saving" and id is not None and thing.id == id:
            return True
        return asked.reached.place(thing, workstream_id, programme_id)

    return reaches


def _overdue_actions(asked: _Asked) -> Answer:
    return _actions(asked, timing=(Filter("timing", "overdue"),))


def _actions(asked: _Asked, *, timing: Sequence[Filter] = ()) -> Answer:
    found = governance.actions(reader=asked.reader, programme_ids=asked.ids, on=asked.on).values()
    timing = timing or asked.query.filter("timing")
    mine = [a for a in found if asked.has(_of_action(asked, a))]
    rows = [a for a in mine if (_is_timed(a, timing) if timing else a.is_open)]
    told = [
        asked.row(
            a.ref,
            a.text,
            a.programme_id,
            said=", ".join(filter(None, (a.state_words, a.owner or "no owner published"))),
        )
        for a in rows
    ]
    what = " and ".join(f"{'not ' if f.negated else ''}{f.value}" for f in timing) or "open"
    headline = f"{asked.said.title}: {counted(len(rows), f'{what} action').lower()}."
    overdue, done = sum(bool(a.overdue_days) for a in mine), sum(not a.is_open for a in mine)
    values = [Value(f"{what} actions", len(rows), "actions")]
    notes = []
    if not timing:
        values += [Value("overdue", overdue, "actions"), Value("done", done, "actions")]
        notes = [f"Overdue: {overdue}. Done, and not listed: {done}."]
    return wording.answer_rows(asked.said, headline, told, values, notes=notes, at=asked.at)


def _is_timed(row: ActionRow, filters: Sequence[Filter]) -> bool:
    held = {
        "overdue": row.overdue_days > 0,
        "done": not row.is_open,
        "due": row.is_open and not row.overdue_days,
    }
    return all(held.get(f.value, False) != f.negated for f in filters)


def _of_action(asked: _Asked, row: ActionRow) -> Callable[[Thing], bool]:
    by_place = _of_place(asked, row.workstream_id, row.programme_id, row.owner_id)
    return lambda thing: (thing.kind == "board" and row.board_id == thing.id) or by_place(thing)


def _findings(asked: _Asked) -> Answer:
    found = governance.findings(reader=asked.reader, programme_ids=asked.ids).values()
    rows = [f for f in found if asked.has(_of_finding(asked, f))]
    left = [f for f in rows if not f.is_finished]
    needed = sum(f.needs_response for f in rows)
    kinds = Counter(f.kind_words.lower() for f in rows)
    told = [
        asked.row(str(f.number), f"{f.theme}: {f.summary}", f.programme_id, said=f.state_words.lower())
        for f in (left or rows)
    ]
    number = counted(len(rows), "finding").lower()
    response = f"{needed} that need a response, {len(left)} of them not closed"
    headline = f"{asked.said.title}: {number}, {response}."
    if not rows:
        headline = f"{asked.said.title}: no findings are held."
    values = [
        Value("findings", len(rows), "findings"),
        Value("need a response", needed, "findings"),
        Value("not closed", len(left), "findings"),
        *(Value(kind, number, "findings") for kind, number in kinds.items()),
    ]
    notes = [f"By kind: {listed([f'{n} {k}' for k, n in kinds.items()])}."] if kinds else []
    return wording.answer_rows(asked.said, headline, told, values if rows else [], notes=notes, at=asked.at)


def _of_finding(asked: _Asked, row: FindingRow) -> Callable[[Thing], bool]:
    by_place = _of_place(asked, None, row.programme_id, row.owner_id)
    return lambda thing: (thing.kind == "board" and row.board_id == thing.id) or by_place(thing)
