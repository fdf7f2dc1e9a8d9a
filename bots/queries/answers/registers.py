"""The registers: risks, open alerts, actions and findings, as far as a question names them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from uuid import UUID

from bots.queries.answers.governed import Asked
from bots.rules import governance_answer as wording
from bots.rules.answer import Answer, Value, counted, listed
from bots.rules.asking.query import Filter, Shape
from bots.rules.asking.things import Thing
from bots.rules.governance_answer import RiskFacts
from governance import queries as governance
from governance.queries import ActionRow, FindingRow, RiskRow


def risks(asked: Asked) -> Answer:
    """Return one risk that is named, the highest of them, or those of what is named."""
    query = asked.query
    found = governance.risks(reader=asked.reader, programme_ids=asked.ids)
    rows = [_risk(asked, r) for r in found.values() if asked.has(_of_risk(asked, r))]
    if query.subject is not None and query.subject.kind == "risk" and rows and query.shape is not Shape.COUNT:
        return wording.answer_risk(asked.said, rows[0], at=asked.at)
    if query.shape is Shape.TOP:
        small = query.order == "smallest"
        return wording.answer_top_risks(asked.said, rows, n=query.n, smallest=small, at=asked.at)
    return wording.answer_risks(asked.said, rows, at=asked.at)


def _of_risk(asked: Asked, row: RiskRow) -> Callable[[Thing], bool]:
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


def _risk(asked: Asked, row: RiskRow) -> RiskFacts:
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


def alerts(asked: Asked) -> Answer:
    """Return the open alerts of what is named."""
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
    asked: Asked,
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


def overdue_actions(asked: Asked) -> Answer:
    """Return the actions past their day."""
    return actions(asked, timing=(Filter("timing", "overdue"),))


def actions(asked: Asked, *, timing: Sequence[Filter] = ()) -> Answer:
    """Return actions, those alone that are so in time where that is asked."""
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


def _of_action(asked: Asked, row: ActionRow) -> Callable[[Thing], bool]:
    by_place = _of_place(asked, row.workstream_id, row.programme_id, row.owner_id)
    return lambda thing: (thing.kind == "board" and row.board_id == thing.id) or by_place(thing)


def findings(asked: Asked) -> Answer:
    """Return the findings of reviews, by where they stand."""
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


def _of_finding(asked: Asked, row: FindingRow) -> Callable[[Thing], bool]:
    by_place = _of_place(asked, None, row.programme_id, row.owner_id)
    return lambda thing: (thing.kind == "board" and row.board_id == thing.id) or by_place(thing)
