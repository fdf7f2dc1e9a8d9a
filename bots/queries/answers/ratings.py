"""Ratings, chances and status: what is reported, by whom and why, and what is calculated beside it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from bots.queries.answers import lines, reach, scope, standing, status
from bots.queries.answers.money import title_of
from bots.queries.answers.status import rating_facts
from bots.rules import chance_answer, ratings_answer
from bots.rules.answer import Answer, Value
from bots.rules.asking.query import Query, Shape
from bots.rules.asking.say import day_words
from bots.rules.chance_answer import ChanceRow
from bots.rules.money_answer import Said, words_said
from bots.rules.ratings_answer import RatedRow, Wanted
from governance import queries as governance
from governance.queries import AssessmentRow
from programme import queries as ground
from programme.queries import MilestoneRow, WorkstreamRow
from programme.rules.access import Actor
from savings.queries import SavingRow

PLACES = frozenset({"workstream", "programme"})


def answer(query: Query, *, reader: Actor, at: datetime) -> Answer | None:
    """Return the answer on ratings, chance or status; None for a status of what has none."""
    if query.metric == "status":
        return _status(query, reader=reader, at=at)
    if query.metric == "chance":
        return _chance(query, reader=reader, at=at)
    return _rag(query, reader=reader, at=at)


def _status(query: Query, *, reader: Actor, at: datetime) -> Answer | None:
    subject = query.subject
    if subject is None and not query.subjects and len(query.programmes) == 1:
        return _status(replace(query, subjects=query.programmes), reader=reader, at=at)
    if subject is not None and subject.kind in PLACES:
        return status.status_of(query, reader=reader, on=at.date(), at=at)
    if subject is not None and subject.kind == "saving":
        return lines.answer(replace(query, shape=Shape.LOOK_UP, metric="line"), reader=reader, at=at)
    if subject is not None and subject.kind in standing.KINDS:
        return standing.answer(query, rag=_rag, reader=reader, at=at)
    return None


# Ratings.


def _rag(query: Query, *, reader: Actor, at: datetime) -> Answer:
    wanted, live = Wanted.of(query.filters), query.time.as_at is None
    found = reach.workstreams(query, reader=reader, at=at)
    since = reach.since_of(query, reader=reader, at=at)
    is_list = query.shape in (Shape.LIST, Shape.COUNT)
    told = found if not is_list or all(w.illustrative for w in found) else []
    said = reach.said_of(query, illustrative=reach.is_illustrative(query, told))
    if query.time.since_board and since is None:
        return words_said(said, f"{said.title}: no board that met is on record.", refs=(), at=at)
    is_one = len(found) == 1 and query.shape in (Shape.FIGURE, Shape.WHY, Shape.YES_NO)
    rows = _rated(found, before=since, reader=reader, at=at, beside=is_one and live)
    if since is not None and (len(rows) != 1 or query.shape in (Shape.LIST, Shape.COUNT)):
        return ratings_answer.answer_changed(said, rows, wanted, since.words, at=at)
    of_line = _of_line(query, reader=reader, at=at)
    if not rows and query.subjects:
        missing = (
            f"{of_line} has no RAG of its own, and stands in no workstream"
            if of_line
            else f"{said.title}: no workstream is held"
        )
        return words_said(said, f"{missing}, so no RAG is published.", refs=(), at=at)
    match query.shape:
        case Shape.LIST | Shape.COUNT:
            counting = query.shape is Shape.COUNT
            return ratings_answer.answer_rated(said, rows, wanted, counting=counting, at=at)
        case Shape.SPLIT:
            return ratings_answer.answer_split(said, rows, at=at)
        case Shape.WHO:
            return ratings_answer.answer_who(said, rows, at=at)
        case Shape.YES_NO:
            return ratings_answer.answer_is(said, rows, wanted, of_line=of_line, at=at)
        case Shape.WHY:
            return _why(query, said, rows, wanted, of_line, at=at)
    return _figure(query, said, rows, of_line, reader=reader, at=at)


def _why(
    query: Query,
    said: Said,
    rows: Sequence[RatedRow],
    wanted: Wanted,
    of_line: str,
    *,
    at: datetime,
) -> Answer:
    if len(rows) == 1:
        return ratings_answer.answer_why(said, rows[0], wanted, of_line=of_line, at=at)
    fitting = [r for r in rows if wanted.fits(r.rating.rating if r.rating else None)]
    if wanted.words and len(fitting) != len(rows):
        return ratings_answer.answer_rated(said, rows, wanted, at=at)
    return ratings_answer.answer_several(said, rows, at=at)


def _figure(
    query: Query,
    said: Said,
    rows: Sequence[RatedRow],
    of_line: str,
    *,
    reader: Actor,
    at: datetime,
) -> Answer:
    subject, as_at = query.subject, query.time.as_at
    if query.filters:
        return ratings_answer.answer_rated(said, rows, Wanted.of(query.filters), at=at)
    if len(rows) == 1 and (subject is None or subject.kind != "programme"):
        when = day_words(as_at) if as_at else ""
        return ratings_answer.answer_one(said, rows[0], of_line=of_line, as_at=when, at=at)
    if subject is None or subject.kind != "programme":
        if not query.subjects or not all(s.kind == "workstream" for s in query.subjects):
            return ratings_answer.answer_split(said, rows, at=at)
        return ratings_answer.answer_several(said, rows, at=at)
    moment = reach.moment_of(query, at)
    whole = governance.programme_ratings(reader=reader, programme_ids=[subject.programme_id], at=moment).get(
        subject.programme_id
    )
    if whole is None or not whole.rating:
        parts = ratings_answer.answer_split(said, rows, at=at)
        none = f"No RAG is published for {subject.title} as a whole."
        return replace(parts, headline=none, lines=(parts.headline, *parts.lines))
    note = f" {whole.note}." if whole.note else ""
    lead = f"{subject.title} is reported {whole.shown} as a whole.{note} {whole.reason}".strip()
    value = Value("reported RAG", whole.shown.lower(), "rag")
    return ratings_answer.answer_several(said, rows, lead=lead, values=[value], at=at)


def _rated(
    rows: Sequence[WorkstreamRow], *, before: reach.Since | None, reader: Actor, at: datetime, beside: bool
) -> list[RatedRow]:
    earlier = ground.latest_status([w.id for w in rows], at=before.moment) if before else {}
    meanings = {d.name: d.meanings for d in ground.definition_sets().values()} if beside else {}
    return [
        RatedRow(
            ref=w.ref,
            name=w.name,
            code=w.programme_code,
            is_illustrative=w.illustrative,
            rating=rating_facts(w.status),
            before=rating_facts(earlier.get(w.id)),
            meaning=meanings.get(w.status.definition_set, {}).get(w.status.rating, "") if w.status else "",
            beside=_beside(w.id, reader=reader) if beside else (),
        )
        for w in rows
    ]


def _beside(workstream_id: UUID, *, reader: Actor) -> tuple[str, ...]:
    """Return the other two opinions of a workstream, and whether they disagree with the reported one."""
    found = governance.opinions(reader=reader, workstream_ids=[workstream_id]).get(workstream_id)
    if found is None or not found.rule_reasons:
        return ()
    by_rule = f"By rule {found.by_rule}: {'; '.join(found.rule_reasons)}."
    return (by_rule,)


def _of_line(query: Query, *, reader: Actor, at: datetime) -> str:
    """Return the savings line a rating is asked of, which has none of its own; blank for anything else."""
    subject = query.subject
    return subject.title if subject is not None and subject.kind == "saving" else ""


# Chances.


def _chance(query: Query, *, reader: Actor, at: datetime) -> Answer:
    subject = query.subject
    if subject is not None and subject.kind == "saving":
        return _of_saving(query, reader=reader, at=at)
    found = reach.milestones(query, reader=reader, at=at)
    said = reach.said_of(query, illustrative=reach.is_illustrative(query, found))
    risks = governance.assessments([m.id for m in found])
    rows = [_milestone_chance(m, risks.get(m.id)) for m in found]
    if subject is not None and subject.kind == "milestone" and rows:
        why = query.shape is Shape.WHY
        return chance_answer.answer_chance(said, rows[0], with_reasons=why, at=at)
    whole = "" if query.shape in (Shape.TOP, Shape.LIST) or not query.subjects else title_of(query)
    n = query.n if query.shape is Shape.TOP else 0
    return chance_answer.answer_chances(
        said, rows, n=n, smallest=query.order == "smallest", whole=whole, at=at
    )


def _of_saving(query: Query, *, reader: Actor, at: datetime) -> Answer:
    rows: list[SavingRow] = scope.lines(query, reader=reader, at=at)
    said = reach.said_of(query, illustrative=reach.is_illustrative(query, rows))
    if not rows:
        return words_said(said, f"{said.title}: no savings line is held.", refs=(), at=at)
    row = rows[0]
    risk = governance.assessments([row.id]).get(row.id)
    told = ChanceRow(
        ref=row.ref,
        title=said.title,
        chance=None if risk is None else risk.chance,
        band_words="not known" if risk is None else risk.band_words,
        why=_reasons([] if risk is None else [r.words for r in risk.reasons]),
        caveat="" if risk is None else risk.caveat,
        is_line=True,
        is_assessed=risk is not None,
    )
    return chance_answer.answer_chance(said, told, with_reasons=query.shape is Shape.WHY, at=at)


def _milestone_chance(row: MilestoneRow, risk: AssessmentRow | None) -> ChanceRow:
    where = f"{row.programme_code}, Illustrative" if row.illustrative else row.programme_code
    return ChanceRow(
        ref=row.ref,
        title=f"{row.ref} {row.name} ({where})",
        chance=None if risk is None or row.actual is not None else risk.chance,
        band_words="not known" if risk is None else risk.band_words,
        why=_reasons([] if risk is None else [r.words for r in risk.reasons]),
        caveat="" if risk is None else risk.caveat,
        is_done=row.actual is not None,
        is_assessed=risk is not None,
    )


def _reasons(words: Iterable[str]) -> tuple[str, ...]:
    return tuple(words)[:3]
