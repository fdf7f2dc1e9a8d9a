"""What a query is settled by where words leave it open: what there is, and how many there are."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from bots.rules.asking.allowing import FIGURES, SUMMED
from bots.rules.asking.lexicon import Lexicon
from bots.rules.asking.metric_asked import STATE_METRIC
from bots.rules.asking.metrics import METRICS
from bots.rules.asking.query import Query, Shape
from bots.rules.asking.things import Thing


def settled_over(query: Query, lexicon: Lexicon) -> Iterable[Query]:
    """Return the query over something: a figure of one programme at a time, a list over all that are seen."""
    if query.shape is Shape.HELP:
        return [query]
    if query.by == "parts":
        kinds = {s.kind for s in query.subjects}
        by = "heading" if not kinds or kinds == {"programme"} or kinds == {"workstream"} else "year"
        query = replace(query, by=by)  # type: ignore[arg-type]
    kinds = {s.kind for s in query.subjects}
    if "decision" in kinds and query.shape is Shape.STATUS:
        return _looked_up(replace(query, shape=Shape.LOOK_UP))
    if "cost_driver" in kinds and query.shape is Shape.COUNT:
        query = replace(query, shape=Shape.FIGURE, rows="")
    if "proposal" in kinds and query.metric == "proposals":
        query = replace(query, shape=Shape.FIGURE, rows="") if query.shape is Shape.LIST else query
    if query.shape is Shape.LOOK_UP:
        return _looked_up(query)
    if query.shape is Shape.YES_NO and not _can_be_so(query):
        return []
    if query.subjects:
        return [] if query.shape is Shape.STATUS and len(query.subjects) > 1 else [query]
    programmes = query.programmes or (lexicon.programmes if len(lexicon.programmes) == 1 else ())
    if programmes:
        return [] if query.shape is Shape.STATUS and len(programmes) > 1 else [_over(query, programmes)]
    if not _needs_one(query):
        return [query]
    if query.shape in (Shape.WHO, Shape.WHY, Shape.WHEN) and query.metric not in (
        "meeting",
        "causes",
        "shortfall",
    ):
        return []
    places = {t.programme_id for t in query.excluded}
    return [_over(query, (p,)) for p in lexicon.programmes if not places or p.programme_id in places]


def _can_be_so(query: Query) -> bool:
    """Return whether a question of yes or no has something that can be so: a line's state, or a state of the money."""
    family = METRICS[query.metric].family
    if query.metric in STATE_METRIC.values():
        is_line = bool(query.subjects) and all(s.kind in ("saving", "workstream") for s in query.subjects)
        return is_line == bool(query.filters)
    if family == "money" and not query.filters and any(s.kind == "saving" for s in query.subjects):
        return False
    return bool(query.subjects) or family in ("money", "budget", "papers", "milestones", "governance")


def _needs_one(query: Query) -> bool:
    """Return whether a question is of one programme at a time: figures, and whatever is of one thing."""
    family = METRICS[query.metric].family
    if query.shape in (Shape.STATUS, Shape.WHEN, Shape.WHO, Shape.WHY):
        return True
    if family in ("money", "lines", "papers"):
        return query.metric != "programmes"
    return query.shape in FIGURES and family in ("budget", "indicators")


def _over(query: Query, programmes: tuple[Thing, ...]) -> Query:
    """Return a query of whole programmes: subjects of a figure, narrowing of a list."""
    if query.shape in SUMMED or query.shape in (Shape.STATUS, Shape.WHEN, Shape.WHO, Shape.WHY, Shape.YES_NO):
        if query.against is not None and query.against.whole:
            return replace(query, programmes=programmes)
        return replace(query, subjects=programmes, programmes=())
    return replace(query, programmes=programmes)


def _looked_up(query: Query) -> Iterable[Query]:
    """Return what a bare name asks: all of a line; the planned saving of a heading; status or saving of the rest."""
    if query.filters or query.excluded or query.within or not (query.subjects or query.programmes):
        return []
    kinds = {s.kind for s in query.subjects} or {"programme"}
    if len(kinds) > 1:
        return []
    subjects, kind = query.subjects or query.programmes, next(iter(kinds))
    found: list[Query] = []
    if kind == "saving":
        if len(subjects) == 1 and not query.time.kinds:
            return [replace(query, metric="line")]
        found.append(replace(query, shape=Shape.FIGURE, metric="plan"))
    elif kind == "heading":
        found.append(replace(query, shape=Shape.FIGURE, metric="plan"))
    elif kind in ("workstream", "programme"):
        if not query.time.kinds and len(subjects) == 1 and kind == "programme":
            found.append(
                replace(query, shape=Shape.STATUS, metric="status", subjects=subjects, programmes=())
            )
        found.append(replace(query, shape=Shape.FIGURE, metric="plan", subjects=subjects, programmes=()))
    elif kind == "person":
        found.append(
            replace(query, shape=Shape.FIGURE, metric="plan")
            if query.time.years
            else replace(query, shape=Shape.LIST, metric="line", rows="lines")
        )
    elif kind == "board" and query.time.years:
        found.append(replace(query, shape=Shape.FIGURE, metric="plan"))
    elif kind == "pressure":
        found.append(replace(query, shape=Shape.FIGURE, metric="pressure"))
    elif kind == "indicator":
        found.append(replace(query, shape=Shape.FIGURE, metric="indicator"))
    elif kind == "budget_line":
        if len(subjects) > 1:
            return []  # "People + Place" are savings
        found.append(replace(query, metric="budget_line"))
    elif kind == "milestone":
        found.append(replace(query, metric="milestones"))
    elif kind == "printed":
        found.append(replace(query, shape=Shape.FIGURE, metric="printed_figure"))
    elif kind == "decision":
        found.append(replace(query, metric="decision"))
    elif kind == "proposal":
        found.append(replace(query, shape=Shape.FIGURE, metric="proposals"))
    elif kind == "risk":
        found.append(replace(query, shape=Shape.LIST, metric="risks", rows="risks"))
    return found
