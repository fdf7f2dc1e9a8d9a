"""A query turned back into the question that asks it: it is read as the very same query.

A choice offered to somebody is settled by asking it, and a thread is read on from the text of what it asked last.
"""

from __future__ import annotations

from bots.rules.asking.canon import AMOUNT_WORDS, BY_WORDS, CANON, MARKS, ROWS_WORDS, STATE_WORDS, UNIT_WORDS
from bots.rules.asking.metrics import METRICS
from bots.rules.asking.query import Filter, Query, Shape
from bots.rules.asking.say import time_words
from bots.rules.asking.things import Thing


def restated(query: Query) -> str:
    """Return the question this query answers, in words that are read as this again."""
    if query.shape is Shape.HELP:
        return "help"
    parts = [_opening(query), *(f"and {CANON[key]}" for key in query.also)]
    parts += _compared(query) if query.shape in (Shape.COMPARE, Shape.SHARE) else _of(query)
    parts += [_filter_words(one) for one in query.filters]
    if query.excluded:
        parts.append(f"except {' and '.join(_marked(t) for t in query.excluded)}")
    if not (query.shape is Shape.COMPARE and query.against is not None and query.against.time is not None):
        parts.append(time_words(query.time))
    if query.unit:
        parts.append(UNIT_WORDS[query.unit])
    return " ".join(part for part in parts if part)


def _opening(query: Query) -> str:
    if query.metric == "cash" and query.n:
        return f"over the {query.n} years"
    canon, metric = CANON[query.metric], METRICS[query.metric]
    if query.metric == "movement" and query.time.is_from:
        canon = "movement"
    rows = ROWS_WORDS.get(query.rows, "")
    is_line = query.metric == "line"
    match query.shape:
        case Shape.LIST:
            if is_line or query.metric == "plan":
                return f"list {rows}"
            if query.metric in ("headings", "workstreams", "programmes"):
                return f"list {query.metric}"
            return f"list {canon}"
        case Shape.COUNT:
            if is_line or query.metric == "plan":
                return f"how many {rows}"
            if query.metric in ("headings", "workstreams", "programmes"):
                return f"how many {query.metric}"
            return f"how many {canon}"
        case Shape.TOP:
            order = f"{query.order} {query.n}"
            if query.metric == "plan":
                return f"{order} {rows}"
            return f"{order} {rows} {canon}" if metric.family in ("money", "lines") else f"{order} {canon}"
        case Shape.SPLIT if is_line:
            return f"how many savings lines split by {BY_WORDS[query.by]}"
        case Shape.SPLIT:
            return f"{canon} split by {BY_WORDS[query.by]}" if query.by != "year" else f"{canon} by year"
        case Shape.WHY:
            return f"why {canon}"
        case Shape.WHO:
            return "who is the owner" if query.metric == "owner" else f"who {canon}"
        case Shape.WHEN:
            return f"when {canon}"
        case Shape.YES_NO:
            return (
                f"is {canon}"
                if query.metric
                in (
                    "casts",
                    "slipped",
                    "late",
                    "on_time",
                    "overdue",
                    "overspend",
                    "underspend",
                    "on_budget",
                    "within_budget",
                    "on_track",
                    "waiting",
                    "sources",
                    "decided_on",
                )
                else "is"
            )
        case Shape.LOOK_UP:
            return "details"
        case Shape.SHARE:
            return f"share {canon}"
        case Shape.COMPARE:
            return f"compare {canon}"
        case Shape.STATUS:
            return "status"
        case Shape.FIGURE if query.order:
            what = rows if query.metric == "plan" else f"{rows} {canon}"
            return f"sum of the {query.order} {query.n} {what}"
        case _:
            return canon


def _of(query: Query) -> list[str]:
    """Return the words for what it is of: subjects, then what narrows them, then the programme once."""
    things = (*query.subjects, *query.within)
    named = [] if not query.subjects else [" and ".join(_marked(t) for t in query.subjects)]
    named += [_marked(t) for t in query.within]
    inside = dict.fromkeys(t.programme_code for t in things if t.kind != "programme")
    if things and all(t.kind == "programme" for t in things):
        return named
    if query.programmes and not things:
        return [f"in {' and '.join(_marked(p) for p in query.programmes)}"]
    return [*named, *(f"in {code}" for code in inside)]


def _compared(query: Query) -> list[str]:
    other = query.against
    assert other is not None
    own = " and ".join(_marked(t) for t in query.subjects)
    inside = list(
        dict.fromkeys(t.programme_code for t in (*query.subjects, *query.within) if t.kind != "programme")
    )
    place = (
        [f"in {code}" for code in inside]
        if inside
        else [_marked(p) for p in query.programmes if not query.subjects]
    )
    if query.shape is Shape.SHARE:
        if other.whole and query.subjects:
            return [own, *place]
        if other.whole:
            return place
        theirs = " and ".join(_marked(t) for t in other.subjects)
        if other.subjects == query.subjects:
            return [own, *place]
        return [f"{theirs} is {own}", *place]
    said = [own, *(_marked(t) for t in query.within), *place]
    if other.time is not None:
        theirs = " and ".join(_marked(t) for t in other.subjects)
        return [*said, time_words(query.time), "versus", theirs, time_words(other.time)]
    if other.metric:
        return [*said, "versus", CANON[other.metric]]
    return [
        own,
        "versus",
        " and ".join(_marked(t) for t in other.subjects),
        *(_marked(t) for t in query.within),
        *place,
    ]


def _marked(thing: Thing) -> str:
    if thing.kind == "programme":
        return f"programme {thing.programme_code}"
    return f"{MARKS[thing.kind]} {thing.ref or thing.name}"


def _filter_words(one: Filter) -> str:
    if one.name == "amount" and one.value not in ("none", "=0"):
        sign = one.value.rstrip("0123456789.")
        return f"{AMOUNT_WORDS[sign]} £{one.value[len(sign) :]}".strip()
    if one == Filter("maturity", "none"):
        return "without maturity"
    if one == Filter("claimed", "none"):
        return "without claimed"
    plain = Filter(one.name, one.value)
    words = STATE_WORDS[plain]
    return f"not {words}" if one.negated else words
