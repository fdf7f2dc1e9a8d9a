"""Where the names of a question belong: subjects, what narrows them, what they are set against or a share of."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bots.rules.asking.frame import Frame, NamePlace
from bots.rules.asking.lexicon import Lexicon
from bots.rules.asking.metrics import METRICS
from bots.rules.asking.query import Against, Query, Shape
from bots.rules.asking.things import Thing


def placed_in(
    draft: Query,
    frame: Frame,
    names: Sequence[tuple[NamePlace, Thing]],
    out: Sequence[Thing],
    lexicon: Lexicon,
) -> Query | None:
    """Return the query with its names where they belong; None where they do not go together."""
    mine = [(n, t) for n, t in names if n.side == 0]
    theirs = [(n, t) for n, t in names if n.side == 1]
    if draft.against is not None and draft.against.metric and theirs and not mine:
        mine, theirs = theirs, []  # "forecast against target for Place"
    if draft.shape is Shape.SHARE:
        return _shared(draft, frame, mine, out) if not theirs else None
    if draft.shape is Shape.COMPARE and not frame.has_vs and draft.against is None:
        heads = [pair for pair in mine if pair[1].kind != "programme" or len(mine) == 2]
        if len(heads) != 2 or not heads[1][0].join:
            return None
        rest = [pair for pair in mine if pair not in heads]
        mine = [heads[0], *rest]
        theirs = [(replace(heads[1][0], join=""), heads[1][1])]  # "Place or Resources, which is bigger"
    placed = _scope(mine, draft)
    if placed is None:
        return None
    subjects, within, programmes = placed
    against = draft.against
    if theirs:
        other = _scope(theirs, draft)
        if other is None or other[1] or (other[2] and not other[0] and draft.metric == ""):
            return None
        others = other[0] or other[2]
        if not subjects and not programmes:
            return None
        if not subjects:
            subjects, programmes = programmes, ()
        against = replace(against or Against(), subjects=others)
    if draft.shape is Shape.COMPARE and against is None:
        return None
    if frame.is_minus and _is_part(theirs, subjects, lexicon):
        return None  # "Place less Fostering", where it is in Place, leaves it out
    query = replace(
        draft, subjects=subjects, within=within, programmes=programmes, against=against, excluded=tuple(out)
    )
    return query if leaves_out_what_is_in(query, lexicon) else None


def _is_part(theirs: Sequence[tuple[NamePlace, Thing]], mine: Sequence[Thing], lexicon: Lexicon) -> bool:
    """Return whether all that is taken away is among the lines it is taken from."""
    if not theirs:
        return False
    held = frozenset[object]().union(*(lexicon.lines(t) for t in mine))
    own = frozenset[object]().union(*(lexicon.lines(t) for _, t in theirs))
    return bool(own) and own < held


def _scope(
    names: Sequence[tuple[NamePlace, Thing]], draft: Query
) -> tuple[tuple[Thing, ...], tuple[Thing, ...], tuple[Thing, ...]] | None:
    """Return subjects, what narrows them, and programmes. Names that nothing joins narrow each other."""
    groups: list[list[Thing]] = []
    for name, thing in names:
        if name.join and groups:
            groups[-1].append(thing)
        else:
            groups.append([thing])
    if any(name.join == "or" for name, _ in names) and draft.shape not in (
        Shape.LIST,
        Shape.COUNT,
        Shape.TOP,
    ):
        return None
    if (
        len(groups) == 2
        and all(t.kind == "programme" for g in groups for t in g)
        and len(groups[0]) == len(groups[1]) == 1
    ):
        return None if groups[0] != groups[1] else ((), (), (groups[0][0],))
    programmes: list[Thing] = []
    rest: list[list[Thing]] = []
    for group in groups:
        if all(t.kind == "programme" for t in group):
            if programmes:
                return None
            programmes = group
        elif len({t.kind == "programme" for t in group}) > 1:
            return None
        else:
            rest.append(list(dict.fromkeys(group)))
    if (
        programmes
        and rest
        and any(t.programme_id not in {p.programme_id for p in programmes} for g in rest for t in g)
    ):
        return None
    if not rest:
        return (), (), tuple(dict.fromkeys(programmes))
    rest = [group for n, group in enumerate(rest) if group not in rest[:n]]
    if len(rest) > 3:
        return None
    rest.sort(key=lambda group: (rank_of(group[0]), -len(group)))
    subjects, narrowing = tuple(rest[0]), rest[1:]
    within: list[Thing] = []
    for group in narrowing:
        if len(group) > 1:
            return None
        if subjects[0].kind == "saving" and group[0].kind == "saving":
            return None  # two lines that nothing joins
        if group[0].kind == subjects[0].kind:
            return None
        within.append(group[0])
    return subjects, tuple(within), ()


def rank_of(thing: Thing) -> int:
    order = (
        "saving",
        "milestone",
        "risk",
        "indicator",
        "budget_line",
        "decision",
        "proposal",
        "budget_area",
        "pressure",
        "cost_driver",
        "cause",
        "printed",
        "benefit",
        "heading",
        "workstream",
        "person",
        "board",
        "decision_maker",
        "programme",
    )
    return order.index(thing.kind)


def _shared(
    draft: Query, frame: Frame, names: Sequence[tuple[NamePlace, Thing]], out: Sequence[Thing]
) -> Query | None:
    """Return a share: of what is named, of the whole; or of two things, by where they stand to the words of share."""
    if out or frame.has_vs:
        return None
    cue = frame.asks["share"]
    heads = [(n, t) for n, t in names if t.kind != "programme"]
    places = tuple(t for _, t in names if t.kind == "programme")
    filters = draft.filters
    if METRICS[draft.metric].family == "budget":
        return _budget_share(draft, frame, tuple(t for _, t in heads), places)
    if METRICS[draft.metric].family == "indicators":
        return (
            replace(draft, subjects=tuple(t for _, t in heads), against=Against(whole=True))
            if heads
            else None
        )
    if len(heads) == 2 and not heads[1][0].join:
        (first, a), (second, b) = heads
        part, whole = (a, b) if first.place < cue < second.place else (b, a)
        return replace(draft, subjects=(part,), against=Against(subjects=(whole,)))
    if len(heads) > 1 and not all(n.join for n, _ in heads[1:]):
        return None
    subjects = tuple(t for _, t in heads)
    if filters and subjects:
        return replace(draft, subjects=subjects, against=Against(subjects=subjects, filters=()))
    if not filters and not subjects and draft.metric in ("plan", ""):
        if len(places) == 1:
            return None
        return None
    if filters or draft.metric != "plan":
        if subjects and draft.metric != "plan":
            return replace(draft, subjects=subjects, against=Against(metric="plan", subjects=subjects))
        other = Against(metric="plan" if draft.metric != "plan" else "", whole=True)
        return replace(draft, programmes=places, against=other)
    return replace(draft, subjects=subjects, against=Against(whole=True))


def _budget_share(
    draft: Query, frame: Frame, heads: tuple[Thing, ...], places: tuple[Thing, ...]
) -> Query | None:
    """Return a share of budgets: one figure of another of the same lines, or a line's of the whole."""
    said = list(dict.fromkeys(key for key, _, _ in frame.metrics))
    if draft.filters or len(heads) > 1 or len(said) > 2:
        return None
    if len(said) == 2:
        first = min(place for _, place, _ in frame.metrics)
        if frame.asks["share"] < first and len(heads) == 0:
            return None  # "what share of the overspend is the budget": which of which
        return replace(draft, subjects=heads or places, against=Against(metric=said[1]))
    return replace(draft, subjects=heads, programmes=places, against=Against(whole=True)) if heads else None


def leaves_out_what_is_in(query: Query, lexicon: Lexicon) -> bool:
    """Return whether all that is left out would else be in; "Place except Resources" has no meaning."""
    if not query.excluded:
        return True
    if query.shape in (Shape.COMPARE, Shape.SHARE, Shape.LOOK_UP, Shape.STATUS, Shape.HELP):
        return False
    wide = [t for t in (*query.subjects, *query.within) if t.kind != "programme"]
    if not wide:
        return True
    inside = frozenset().union(*(lexicon.lines(t) for t in wide))
    for thing in query.excluded:
        own = lexicon.lines(thing)
        if not own or not own <= inside or own == inside:
            return False
    return True
