"""The status of a heading, a person or a board: what each family tells of it, side by side and never made into one."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Final

from bots.queries.answers import governance, lines, milestones, money, reach, scope
from bots.rules.answer import MOST_REFS, Answer, Value
from bots.rules.asking.metrics import METRICS
from bots.rules.asking.query import Query, Shape
from bots.rules.asking.things import Thing
from bots.rules.money_answer import words_said
from programme.rules.access import Actor

Family = Callable[..., Answer | None]
KINDS: Final = frozenset({"heading", "person", "board"})
FAMILIES: Final[dict[str, Family]] = {
    "money": money.answer,
    "lines": lines.answer,
    "milestones": milestones.answer,
    "governance": governance.answer,
}


def answer(query: Query, *, rag: Family, reader: Actor, at: datetime) -> Answer:
    """Return the status of a heading, person or board; `rag` answers on ratings. What it has none of is left out."""
    subject = query.subject
    assert subject is not None
    said = reach.said_of(query, illustrative=subject.illustrative)
    families = {**FAMILIES, "ratings": rag}
    parts = [
        found
        for part in _asked_of(subject, reader=reader, at=at)
        if (found := families[METRICS[part.metric].family](part, reader=reader, at=at)) is not None
    ]
    if not parts:
        return words_said(said, f"{said.title}: nothing is held of it.", refs=(), at=at)
    first, rest = parts[0], parts[1:]
    answer = words_said(
        said,
        first.headline,
        refs=list(dict.fromkeys(ref for part in parts for ref in part.refs))[:MOST_REFS],
        values=_once([value for part in parts for value in part.values]),
        lines=[*first.lines[:1], *(part.headline.removeprefix(f"{said.title}: ") for part in rest)],
        at=at,
    )
    return replace(
        answer,
        notes=tuple(dict.fromkeys(note for part in parts for note in part.notes)),
        illustrative=any(part.illustrative for part in parts),
    )


def _asked_of(subject: Thing, *, reader: Actor, at: datetime) -> Iterator[Query]:
    """Return what is asked of a thing for its status, the first being its headline."""
    of = (subject,)
    if subject.kind == "board":
        yield Query(Shape.SPLIT, "rag", of, by="rag")
    elif scope.lines(Query(Shape.LIST, "line", of), reader=reader, at=at):
        yield Query(Shape.FIGURE, "plan", of)
        yield Query(Shape.SPLIT, "line", of, by="outlook")
    strands = reach.workstreams(Query(Shape.LIST, "rag", of), reader=reader, at=at)
    if strands and subject.kind == "person":
        yield Query(Shape.SPLIT, "rag", of, by="rag")
    stones = reach.milestones(Query(Shape.LIST, "milestones", of), reader=reader, at=at)
    if stones:
        yield Query(Shape.LIST, "overdue", of, rows="milestones")
        yield Query(Shape.TOP, "due", of, order="soonest", n=1, rows="milestones")
    if subject.kind == "board":
        yield Query(Shape.LIST, "waiting", of, rows="decisions")
        yield Query(Shape.WHEN, "meeting", of)


def _once(values: Sequence[Value]) -> list[Value]:
    kept: dict[str, Value] = {}
    for value in values:
        kept.setdefault(value.label, value)
    return list(kept.values())
