"""Of what: each way of taking the names of a frame."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import islice, product
from typing import Final

from bots.rules.asking.frame import Frame, NamePlace
from bots.rules.asking.lexicon import Lexicon
from bots.rules.asking.metrics import METRICS
from bots.rules.asking.placing import placed_in, rank_of
from bots.rules.asking.query import Query, Shape
from bots.rules.asking.things import Thing, ThingKind

MOST_CHOICES: Final = 60  # ways of taking the names of one frame

BARE: Final[frozenset[ThingKind]] = frozenset(
    {"milestone", "risk", "indicator", "budget_line", "decision", "proposal", "printed"}
)

YIELDING: Final[frozenset[ThingKind]] = frozenset(
    {"decision", "decision_maker", "proposal", "cost_driver", "cause", "printed"}
)
"""Things whose names stand for anything else of the same words, unless a word beside it marks them."""


def named_in(draft: Query, frame: Frame, lexicon: Lexicon) -> Iterator[tuple[Query, bool]]:
    """Return the draft with each way of taking its names: subjects, what narrows them, what is left out."""
    kinds = METRICS[draft.metric].subjects
    if draft.shape is Shape.LOOK_UP and draft.metric == "line" and draft.time.years:
        kinds = kinds | (BARE - {"milestone", "risk", "decision"})  # of a year it is money
    elif draft.shape is Shape.LOOK_UP and draft.metric == "line":
        kinds = kinds | BARE  # `_looked_up` has the metric of each
    options = [_alike(_things(n, kinds), draft, lexicon) for n in (*frame.names, *frame.excluded)]
    if any(not o for o in options):
        return
    taken = _all_of(frame, options, draft)
    if taken is not None:
        frame, options = taken[0], list(taken[1])
    found: list[tuple[Query, bool]] = []
    if draft.metric == "chance" and any(key == "slipped" for key, _, _ in frame.metrics):
        options = [[t for t in o if t.kind == "milestone"] or o for o in options]  # what slips is a milestone
    said = (*frame.names, *frame.excluded)
    for chosen in _together(options):
        of_each = zip(said, chosen, options, strict=True)
        known = {
            t
            for name, t, o in of_each
            if (name.named.is_sure and t not in name.named.inside) or (name.named.telling > 1 and len(o) == 1)
        }
        # A thing named twice is sure if one of them is; so is one of which two figures are quoted.
        is_sure = bool(frame.either) or all(thing in known for thing in chosen)
        names, out = chosen[: len(frame.names)], chosen[len(frame.names) :]
        query = placed_in(draft, frame, list(zip(frame.names, names, strict=True)), out, lexicon)
        if query is not None:
            found.append((query, is_sure))
        if len(found) == MOST_CHOICES:
            break
    yield from found


def _all_of(
    frame: Frame, options: Sequence[Sequence[Thing]], draft: Query
) -> tuple[Frame, list[list[Thing]]] | None:
    """Return the frame with a name of several lines said once for each: "both music service lines together".

    None where no word says that all are meant, or where the name may be of more than lines of one programme.
    """
    names: list[NamePlace] = []
    found: list[list[Thing]] = []
    is_taken = False
    for n, name in enumerate(frame.names):
        things = list(options[n])
        is_all = _says_all(frame, name, len(things)) and draft.shape in (Shape.FIGURE, Shape.LIST)
        if not (is_all and name.named.is_all and _are_lines_of_one(things)):
            names.append(name)
            found.append(things)
            continue
        is_taken = True
        sure = replace(name.named, is_sure=True, inside=())
        for place, thing in enumerate(things):
            names.append(replace(name, named=sure, join="and" if place else name.join))
            found.append([thing])
    if not is_taken:
        return None
    return replace(frame, names=names), [*found, *map(list, options[len(frame.names) :])]


def _says_all(frame: Frame, name: NamePlace, many: int) -> bool:
    """Return whether "all", "both" or a number of them stands just before a name of so many things."""
    before = [place for place in frame.all_of if 0 < name.place - place <= 3]
    others = [n.place for n in frame.names if n.place < name.place]
    return many > 1 and bool(before) and not any(place < other for place in before for other in others)


def _are_lines_of_one(things: Sequence[Thing]) -> bool:
    return {t.kind for t in things} == {"saving"} and len({t.programme_id for t in things}) == 1


def _together(options: Sequence[Sequence[Thing]]) -> Iterator[tuple[Thing, ...]]:
    """Return each way of taking a thing for every name: all of one programme, or all programmes themselves."""
    if not options:
        yield ()
        return
    shared = set.intersection(*({t.programme_id for t in option} for option in options))
    ordered = dict.fromkeys(t.programme_id for t in options[0] if t.programme_id in shared)
    for programme_id in ordered:
        yield from islice(
            product(*([t for t in o if t.programme_id == programme_id] for o in options)), MOST_CHOICES
        )
    whole = [[t for t in option if t.kind == "programme"] for option in options]
    if len(options) > 1 and all(whole):
        for chosen in islice(product(*whole), MOST_CHOICES):
            if len({t.programme_id for t in chosen}) > 1:
                yield chosen


def _alike(things: list[Thing], draft: Query, lexicon: Lexicon) -> list[Thing]:
    """Return things once for each set of savings lines: a line and its only workstream are the same money.

    Of money the line stands for both; of ratings, owners and dates the workstream does.
    """
    if len(things) < 2 or not {"saving", "heading", "workstream"} & {t.kind for t in things}:
        return things
    is_money = METRICS[draft.metric].family == "money" or draft.metric in (
        "line",
        "shape",
        "kind",
        "maturity",
        "outlook",
    )
    kept: dict[object, Thing] = {}
    order = rank_of if is_money else lambda t: -rank_of(t)
    for thing in sorted(things, key=order):
        lines = lexicon.lines(thing) if thing.kind in ("saving", "heading", "workstream") else frozenset()
        kept.setdefault((thing.programme_id, lines) if lines else thing, thing)
    return list(kept.values())


def _things(name: NamePlace, kinds: frozenset[ThingKind]) -> list[Thing]:
    wanted = {k for k in name.kinds}
    things = [t for t in name.named.things if not wanted or t.kind in wanted]
    if name.named.is_ref and kinds >= {"indicator", "budget_line"}:
        kinds = kinds | {"pressure"}  # named alone, only by its ref
    allowed = [t for t in things if t.kind in kinds or t.kind == "programme"]
    if any(t.kind == "benefit" for t in allowed):
        return [t for t in allowed if t.kind == "benefit"]
    if any(t.kind == "budget_area" for t in allowed):
        return [t for t in allowed if t.kind not in ("heading", "workstream", "saving")]
    if wanted or name.named.is_ref:
        return allowed
    return [t for t in allowed if t.kind not in YIELDING] or allowed
