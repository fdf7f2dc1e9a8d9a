"""A question that says only what is different from the one before it in a thread: one slot changed, the rest kept."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from bots.rules.asking.allowing import allowed
from bots.rules.asking.fill import Candidate, candidates
from bots.rules.asking.frame import Frame
from bots.rules.asking.lexicon import Lexicon
from bots.rules.asking.metrics import METRICS
from bots.rules.asking.placing import leaves_out_what_is_in
from bots.rules.asking.query import ANY_TIME, Against, Query, Shape
from bots.rules.asking.times import joined

LOOSE: Final = frozenset({"how_much", "list", "any", "count", "soft", "look_up", "yes_no"})
"""What is asked that may stand beside a changed slot, or be the change itself."""


def is_narrow(before: Query) -> bool:
    """Return whether a question was of less than a whole programme."""
    return bool(
        any(t.kind != "programme" for t in before.subjects)
        or before.within
        or before.filters
        or before.excluded
    )


def bound(before: Query, frame: Frame, one: Candidate) -> Candidate | None:
    """Return a question that names nothing as of what the one before in the thread was of; None where it cannot be.

    "forecast?" after a question about a line is of that line; only "the programme" is of all of it.
    """
    query = one.query
    if query.shape is Shape.SHARE and frame.names and is_narrow(before) and "how_much" not in frame.asks:
        return _as_share(before, one)
    if frame.names or frame.is_whole or query.shape is Shape.HELP or not is_narrow(before):
        return one
    names = {f.name for f in query.filters}
    kept = tuple(f for f in before.filters if f.name not in names)
    of = replace(
        query,
        subjects=before.subjects or query.subjects,
        within=before.within,
        excluded=before.excluded,
        programmes=() if before.subjects else before.programmes or query.programmes,
        filters=(*kept, *query.filters),
    )
    is_yearly = METRICS[query.metric].family in ("money", "lines", "budget")
    times = [before.time, query.time] if is_yearly and not query.time.kinds else [query.time]
    found = next((q for q in (replace(of, time=time) for time in times) if allowed(q)), None)
    return None if found is None else replace(one, query=found)


def _as_share(before: Query, one: Candidate) -> Candidate | None:
    """Return what was asked before as a share of what is named now: "as a percentage of Place"."""
    query = one.query
    if query.against is None or not query.against.whole or not query.subjects or not before.subjects:
        return one
    time = query.time if query.time.kinds else before.time
    of = replace(query, subjects=before.subjects, against=Against(subjects=query.subjects), time=time)
    return replace(one, query=of) if allowed(of) and of.subjects != query.subjects else None


def changed(before: Query, frame: Frame, lexicon: Lexicon) -> Iterator[Candidate]:
    """Return the query before with the one slot that a frame fills; nothing where it fills none, or asks anew."""
    slots = [
        bool(frame.names),
        bool(frame.times),
        bool(frame.states or frame.filters),
        bool(frame.unit),
        bool(frame.metrics),
        bool(frame.order),
        bool(frame.by),
        bool(frame.excluded),
    ]
    if not any(slots) and set(frame.asks) - {"yes_no"} == {"why"} and frame.weak < 0 and not frame.rows:
        yield from _kept(replace(before, shape=Shape.WHY, order="", n=0, by="", rows=""))
        return
    is_sum = {"summed", "how_much"} & set(frame.asks) and before.shape in (Shape.LIST, Shape.TOP)
    if is_sum and sum(slots) == bool(frame.times) and not frame.rows and not frame.has_vs:
        for one in _of_sum(before):
            yield from _of_time(one.query, frame) if frame.times else [one]
        return
    if sum(slots) > 1 or frame.has_vs or set(frame.asks) - LOOSE:
        return
    is_bare = sum(slots) == 1 and not frame.rows and frame.weak < 0 and not set(frame.asks) - {"soft"}
    is_short = frame.is_followup or frame.is_only or frame.is_ones or (is_bare and bool(frame.names))
    if frame.times and not frame.names:
        if frame.metrics or (frame.weak >= 0 and not frame.is_followup):
            return
        yield from _of_time(before, frame)
    elif frame.names and is_short and not frame.rows and frame.weak < 0:
        yield from _of_names(before, frame, lexicon)
    elif frame.excluded and not frame.rows:
        yield from _without(before, frame, lexicon)
    elif frame.states or frame.filters:
        if is_short:
            yield from _of_states(before, frame)
    elif frame.unit and not any(slots[:3]):
        yield from _kept(replace(before, unit=frame.unit))  # type: ignore[arg-type]
    elif frame.by and frame.weak < 0:
        yield from _kept(replace(before, shape=Shape.SPLIT, by=frame.by))  # type: ignore[arg-type]
    elif frame.metrics and is_short and len(frame.metrics) == 1:
        yield from _kept(replace(before, metric=frame.metrics[0][0]))
    elif not any(slots) and set(frame.asks) & {"count", "list"} and frame.weak < 0 and not frame.rows:
        shape = Shape.COUNT if "count" in frame.asks else Shape.LIST
        yield from _kept(replace(before, shape=shape, order="", n=0, by="", rows=before.rows or "lines"))


def _of_sum(before: Query) -> Iterator[Candidate]:
    """Return what the rows before come to together: "and what do they come to"."""
    metric = "plan" if before.metric == "line" else before.metric
    subjects = before.subjects or before.programmes
    is_ranked = before.shape is Shape.TOP
    order, n, rows = (before.order, before.n, before.rows) if is_ranked else ("", 0, "")
    found = replace(before, shape=Shape.FIGURE, metric=metric, order=order, n=n, rows=rows)
    if METRICS[metric].family == "money" and subjects:
        yield from _kept(replace(found, subjects=subjects, programmes=()))


def _of_time(before: Query, frame: Frame) -> Iterator[Candidate]:
    said = [one for one, _, _, _ in frame.times]
    if len(said) > 1 and any(not one.is_sure for one in said):
        return
    why = "; ".join(one.why for one in said if one.why)
    for time in said[0].times:
        whole = joined([time, *(one.times[0] for one in said[1:])])
        if whole is not None and whole != ANY_TIME:
            against = before.against and replace(before.against, time=None)
            yield from _kept(replace(before, time=whole, against=against), why)


def _of_names(before: Query, frame: Frame, lexicon: Lexicon) -> Iterator[Candidate]:
    """Put the names in place of the subjects, as a question of the same shape and metric would take them."""
    is_of_lines = METRICS[before.metric].family in ("money", "lines")
    metric = "plan" if is_of_lines else before.metric
    asked = Frame(names=frame.names, metrics=[(metric, 0, 0)], asks={"how_much": 0} if is_of_lines else {})
    for one in candidates(asked, lexicon):
        found = one.query
        in_place = found.subjects or found.programmes
        if not in_place:
            continue
        if before.shape in (Shape.LIST, Shape.COUNT, Shape.TOP) and all(
            t.kind == "programme" for t in in_place
        ):
            query = replace(before, subjects=(), within=(), programmes=in_place)
        elif frame.is_added:
            together = tuple(dict.fromkeys((*before.subjects, *in_place)))
            if before.excluded or len({t.programme_id for t in together}) > 1:
                continue
            shape = Shape.FIGURE if before.shape is Shape.LOOK_UP else before.shape
            metric = "plan" if before.shape is Shape.LOOK_UP else before.metric
            query = replace(before, shape=shape, metric=metric, subjects=together)
        elif before.excluded and frame.is_followup:
            out = replace(before, excluded=tuple(dict.fromkeys((*before.excluded, *in_place))))
            yield from (Candidate(c.query, False, "more may be left out") for c in _kept(out))
            query = replace(before, subjects=in_place, within=found.within, programmes=(), excluded=())
        else:
            query = replace(before, subjects=in_place, within=found.within, programmes=())
        yield from (Candidate(c.query, one.is_sure, one.why) for c in _kept(query))


def _of_states(before: Query, frame: Frame) -> Iterator[Candidate]:
    added = [replace(word.filter, negated=negated) for word, negated, _, _ in frame.states if word.filter]
    added += frame.filters
    kept = [f for f in before.filters if all(f.name != a.name for a in added)]
    yield from _kept(replace(before, filters=(*kept, *added)))


def _without(before: Query, frame: Frame, lexicon: Lexicon) -> Iterator[Candidate]:
    """Leave things out, each of which is one thing that would else be in."""
    if any(len(n.named.things) != 1 for n in frame.excluded):
        return
    shape = Shape.FIGURE if before.shape is Shape.LOOK_UP else before.shape
    query = replace(before, shape=shape, excluded=tuple(n.named.things[0] for n in frame.excluded))
    if leaves_out_what_is_in(query, lexicon):
        yield from _kept(query)


def _kept(query: Query, why: str = "") -> Iterator[Candidate]:
    if allowed(query):
        yield Candidate(query, True, why)
