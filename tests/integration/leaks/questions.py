"""Questions of every kind there is about things of every kind, from the registry of metrics: none is listed by hand.

A metric or a shape that is added later is asked too, or the tests say that nobody has said how.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, Final
from uuid import uuid4

from bots.rules.asking.allowing import allowed
from bots.rules.asking.intents import intent_of
from bots.rules.asking.metrics import METRICS
from bots.rules.asking.query import Against, Filter, Query, Shape, Time
from bots.rules.asking.registry.metric import Metric
from bots.rules.asking.restating import restated
from bots.rules.asking.things import Thing, ThingKind
from programme.rules.calendar import FinancialYear
from tests.integration.leaks.sowing import Field

# Things that have names: their model, the field of the name and that of the ref.
NAMED: Final[dict[ThingKind, tuple[str, str, str]]] = {
    "saving": ("savings.Saving", "name", "ref"),
    "heading": ("savings.Saving", "heading", ""),
    "workstream": ("programme.Workstream", "name", "ref"),
    "programme": ("programme.Programme", "name", ""),
    "board": ("governance.Board", "name", ""),
    "milestone": ("programme.Milestone", "name", "ref"),
    "indicator": ("programme.Indicator", "name", ""),
    "budget_line": ("savings.BudgetLine", "name", ""),
    "risk": ("governance.Risk", "title", "ref"),
    "decision": ("governance.Decision", "title", "ref"),
    "proposal": ("savings.Proposal", "name", ""),
    "pressure": ("savings.Pressure", "name", "ref"),
    "cost_driver": ("savings.CostDriver", "name", ""),
    "cause": ("savings.VarianceCause", "name", ""),
    "printed": ("savings.Target", "name", ""),
}
# Names that are not sown, and why a question about them cannot tell.
NOT_SOWN: Final = {
    "person",  # names of people of the council are no secret; theirs is what a person owns, which is sown
    "decision_maker",  # the same
    "budget_area",  # a cell of a published table, which is closed as a whole
    "benefit",  # the same
}
THIS_YEAR, NEXT_YEAR = FinancialYear(2026), FinancialYear(2027)
OF_ALL_YEARS: Final = ("cash", "full_year")  # which no year stands beside
ONLY_CLOSED: Final = (  # filters that closed records alone would pass
    Filter("amount", ">500000"),
    Filter("outlook", "undeliverable"),
    Filter("rag", "red"),
    Filter("validated", "any"),
    Filter("owner", "none", negated=True),
)
# As officers write, about a thing they have heard of.
SAID: Final = (
    "{}",
    "whats {} worth",
    "what's happening with {}??",
    "any update on {} pls",
    "who's on the hook for {}",
    "is {} still red",
    "{} and Open workstream",
    "everything except {}",
    "biggest lines in {} 26/27",
    "how many lines under {}",
    "compare {} with Open saving",
    "share of {} in the total 2026/27",
    "did {} slip",
    "why is {} undeliverable",
    "when is {} due",
    "what changed in {} since september",
    "set {} to green",
    "{} {} {}",
)


@dataclass(frozen=True)
class Asked:
    """A question, and what it is one of."""

    metric: str
    shape: Shape
    intent: str
    kind: str
    text: str


def things(made: Field, level: str) -> dict[ThingKind, Thing]:
    """Return a thing of each kind that was sown at a level; of the open ones, those that other rows hang on."""
    levels = {sown.pk: sown.level for sown in made.words.values()}
    rows = [row for row in made.rows if levels.get(row.pk) == level]
    if level == "open":
        rows += made.around.values()
    found = {}
    for kind, (label, name, ref) in NAMED.items():
        row = next((row for row in rows if row._meta.label == label and getattr(row, name)), None)
        if row is not None:
            found[kind] = _thing(made, kind, row, getattr(row, name), getattr(row, ref) if ref else "")
    return found


def never(thing: Thing) -> Thing:
    """Return a thing that was never there, called much like one that is: as long, with figures where it has them."""
    other = thing.name.replace("zq1", "zq7", 1)
    assert other != thing.name
    code = other if thing.kind == "programme" else thing.programme_code
    return replace(thing, name=other, ref=other if thing.ref else "", programme_code=code, id=uuid4())


def questions(about: Thing) -> Iterator[Asked]:
    """Yield a question of each metric and shape that takes such a thing, and those its filters make of it."""
    for metric in METRICS.values():
        for shape in metric.shapes:
            for query in _queries(metric, shape, about):
                if allowed(query):
                    yield Asked(metric.key, shape, intent_of(query), about.kind, restated(query))


def all_intents(about: Mapping[ThingKind, Thing]) -> list[Asked]:
    """Return one question of each intent, about things of as many kinds as there are."""
    found: dict[str, Asked] = {}
    counts = dict.fromkeys(about, 0)
    for one in (one for thing in about.values() for one in questions(thing)):
        held = found.get(one.intent)
        if held is None or counts[one.kind] < counts[held.kind] - 1:  # type: ignore[index]
            if held is not None:
                counts[held.kind] -= 1  # type: ignore[index]
            counts[one.kind] += 1  # type: ignore[index]
            found[one.intent] = one
    return list(found.values())


def one_of_each(asked: Iterable[Asked]) -> list[Asked]:
    """Return one question of each metric and shape: things of all kinds, and filters, take turns."""
    found: dict[tuple[str, Shape], dict[str, Asked]] = {}
    for one in asked:
        found.setdefault((one.metric, one.shape), {}).setdefault(one.text, one)
    held = [list(found[key].values()) for key in sorted(found)]
    return [several[number % len(several)] for number, several in enumerate(held)]


def _queries(metric: Metric, shape: Shape, about: Thing) -> Iterator[Query]:
    if shape is Shape.HELP:
        yield Query(shape, metric.key)
        return
    rows = metric.rows if shape in (Shape.LIST, Shape.COUNT, Shape.TOP) else ""
    query = Query(shape, metric.key, (about,), rows=rows)
    if about.kind == "programme" and rows:
        query = replace(query, subjects=(), programmes=(about,))
    if shape is Shape.TOP:
        query = replace(query, order="biggest", n=3)
    elif shape is Shape.SPLIT:
        query = replace(query, by="heading")
    elif shape is Shape.SHARE:
        query = replace(query, against=Against(whole=True))
    elif shape is Shape.COMPARE:
        query = replace(
            query,
            time=Time(years=(THIS_YEAR,)),
            against=Against(subjects=(about,), time=Time(years=(NEXT_YEAR,))),
        )
        if metric.key in OF_ALL_YEARS:
            query = replace(query, time=Time(), against=Against(subjects=(about,)))
    yield query
    if shape in (Shape.LIST, Shape.COUNT, Shape.FIGURE):
        yield from (replace(query, filters=(one,)) for one in ONLY_CLOSED if one.name in metric.filters)


def _thing(made: Field, kind: ThingKind, row: Any, name: str, ref: str) -> Thing:
    place = row if kind == "programme" else made.programme
    return Thing(
        kind=kind,
        name=name,
        programme_id=place.pk,
        programme_code=place.code,
        programme_name=place.name,
        id=None if kind == "heading" else row.pk,
        ref=ref,
        shown_ref=ref,
    )
