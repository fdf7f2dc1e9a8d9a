"""From a frame to queries: which metric, which shape, of what; and only what the registry allows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice, product
from typing import Final

from bots.rules.asking.frame import Frame, NamePlace
from bots.rules.asking.lexicon import Lexicon
from bots.rules.asking.metrics import METRICS
from bots.rules.asking.query import ANY_TIME, Against, Filter, Query, Shape, Time
from bots.rules.asking.things import Thing, ThingKind
from bots.rules.asking.times import Said, joined
from bots.rules.asking.words import Word
from programme.rules.calendar import FinancialMonth

MANY: Final = 5  # of "the biggest savings", where no number is said
MOST_CHOICES: Final = 60  # ways of taking the names of one frame
STATE_METRIC: Final = {
    "outlook": "outlook",
    "shape": "shape",
    "kind": "kind",
    "maturity": "maturity",
    "rag": "rag",
    "validated": "validated",
    "owner": "owner",
    "forecast": "forecast",
    "amount": "plan",
    "sign": "plan",
}
ROWS_METRIC: Final = {
    "lines": "line",
    "headings": "headings",
    "workstreams": "workstreams",
    "milestones": "milestones",
    "risks": "risks",
    "boards": "boards",
    "owners": "owner",
    "programmes": "programmes",
    "decisions": "decisions",
    "indicators": "indicator",
    "budget lines": "budget_line",
}
COMPOSED: Final = {
    frozenset({"causes", "variance"}): "causes",
    frozenset({"not_itemised", "variance"}): "not_itemised",
    frozenset({"shortfall", "timing"}): "timing",
    frozenset({"shortfall", "loss"}): "loss",
    frozenset({"printed_total", "full_year"}): "printed_total",
    frozenset({"chance", "slipped"}): "chance",
    frozenset({"overdue", "actions"}): "overdue_actions",
    frozenset({"variance", "movement"}): "movement",
    frozenset({"cash", "variance"}): "balance",
    frozenset({"cash", "balance"}): "balance",
    frozenset({"chance", "chance_90"}): "chance",
    frozenset({"chance", "slipped", "chance_90"}): "chance",
    frozenset({"slipped", "printed_figure"}): "printed_figure",
    frozenset({"printed_total", "readable"}): "readable",
    frozenset({"printed_total", "unreadable"}): "unreadable",
    frozenset({"target", "stated"}): "stated",
    frozenset({"budget", "sources"}): "budget",
    frozenset({"forecast", "sources"}): "sources",
    frozenset({"indicator_target", "sources"}): "indicator_target",
    frozenset({"shortfall", "not_itemised"}): "not_itemised",
}
"""Two metrics said in one breath that mean one: "the causes of the overspend"."""
VARIANCES: Final = frozenset({"variance", "overspend", "underspend", "on_budget"})
CAST_ROWS: Final = {
    "proposals": "proposals",
    "budget_line": "budget lines",
    "workstreams": "workstreams",
    "pressure": "pressures",
    "indicator": "indicators",
}
"""Metrics that, beside whether it casts, say which of a paper's tables is meant."""
MONEY: Final = frozenset(key for key, metric in METRICS.items() if metric.family == "money")
SUMMED: Final = frozenset({Shape.FIGURE, Shape.COMPARE, Shape.SHARE, Shape.SPLIT})
BARE: Final[frozenset[ThingKind]] = frozenset(
    {"milestone", "risk", "indicator", "budget_line", "decision", "proposal", "printed"}
)
YIELDING: Final[frozenset[ThingKind]] = frozenset(
    {"decision", "decision_maker", "proposal", "cost_driver", "cause", "printed"}
)
"""Things whose names stand for anything else of the same words, unless a word beside it marks them."""
OF_ONE: Final = frozenset({"dates", "start", "finish"})
"""Dates that are of something named."""
SUMMED_UP: Final = frozenset({"", "plan", "forecast"})
"""Metrics of which the largest rows may be added up: "the total of the top five"."""
FIGURES: Final = frozenset({*SUMMED, Shape.TOP, Shape.YES_NO})
ALWAYS_FIGURES: Final = frozenset({"budget_basis", "stated", "unreadable"})
"""Metrics that come in one form, however it is asked: "is that gross or net", "list what cannot be read"."""
STRONG: Final = (
    "count",
    "share",
    "who",
    "owner_who",
    "when",
    "why",
    "split",
    "profile",
    "compare",
    "more",
    "less",
)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A query with what about it still has to be asked back: `why` in words, `is_sure` for a name only partly said."""

    query: Query
    is_sure: bool = True
    why: str = ""


def candidates(frame: Frame, lexicon: Lexicon) -> Iterator[Candidate]:
    """Return every query a frame may be, each allowed by the registry; none where its slots do not go together."""
    found = list(_candidates(frame, lexicon))
    whether = any(one.query.shape is Shape.YES_NO for one in found)
    if any(one.query.metric == "proposals" for one in found):
        found = [
            one for one in found if one.query.metric not in ("line", "plan")
        ]  # "proposals" are also lines
    return iter([one for one in found if not whether or one.query.shape is Shape.YES_NO])


def _candidates(frame: Frame, lexicon: Lexicon) -> Iterator[Candidate]:
    for draft in _with_indicators(_drafts(frame), frame):
        for time, other_time, why in _times(frame, draft):
            timed = replace(draft, time=time)
            if other_time is not None:
                timed = replace(timed, against=replace(timed.against or Against(), time=other_time))
            for query, is_sure in _named(timed, frame, lexicon):
                settled = _settled(query, lexicon)
                yield from (Candidate(one, is_sure, why) for one in settled if allowed(one))


def _with_indicators(drafts: Iterable[Query], frame: Frame) -> Iterator[Query]:
    """Return drafts as they are, and those of a target of what may be an indicator as of its own target.

    The forecast of a budget line is what it is projected to spend.
    """
    named = any(t.kind == "indicator" for n in frame.names for t in n.named.things)
    kinds = {t.kind for n in frame.names for t in n.named.things}
    budgeted = any(t.kind == "budget_line" for n in frame.names for t in n.named.things)
    for draft in drafts:
        yield draft
        if draft.metric == "target" and any("budget_area" in n.kinds for n in frame.names):
            yield replace(draft, metric="area_target")
        if named and draft.metric == "target":
            yield replace(draft, metric="indicator_target")
        if (
            draft.metric in ("plan", "target", "forecast")
            and draft.shape is Shape.FIGURE
            and "printed" in kinds
        ):
            yield replace(draft, metric="printed_figure")
        if draft.metric in ("chance", "risks") and "proposal" in kinds:
            yield replace(draft, shape=Shape.FIGURE, metric="proposal_risk", rows="")
        if draft.metric in ("plan", "full_year") and draft.shape is Shape.FIGURE and "budget_area" in kinds:
            yield replace(draft, metric="area_target")
        if budgeted and draft.metric == "forecast" and not draft.filters:
            yield replace(draft, metric="projection")


def allowed(query: Query) -> bool:
    """Return whether the registry has this shape, these subjects, filters and times for the metric."""
    metric = METRICS[query.metric]
    if query.shape not in metric.shapes and query.shape is not Shape.HELP:
        return False
    if any(one.name not in metric.filters for one in query.filters):
        return False
    times = query.time.kinds | (
        query.against.time.kinds if query.against and query.against.time else frozenset()
    )
    if not times <= metric.times and not (
        query.shape is Shape.LIST and times <= {"since"} and "since" in metric.times
    ):
        return False
    things = (
        *query.subjects,
        *query.within,
        *query.excluded,
        *(query.against.subjects if query.against else ()),
    )
    if any(t.kind not in metric.subjects for t in things):
        return False
    if query.against and query.against.metric and METRICS[query.against.metric].family != metric.family:
        return False
    if query.shape in (Shape.COMPARE, Shape.SPLIT) and query.filter("outlook") + query.filter(
        "validated"
    ) + query.filter("claimed"):
        return False
    if query.shape in (Shape.COMPARE, Shape.SHARE, Shape.SPLIT, Shape.YES_NO) and query.filter("amount"):
        return False
    if query.time.is_from and query.metric != "movement":
        return False
    if query.time.last_period and metric.family != "budget":
        return False
    if query.order in ("soonest", "latest") and metric.family in ("money", "lines", "budget"):
        return False  # dates have an order of time, money has none
    if query.shape is Shape.WHO and any(t.kind == "person" for t in things):
        return False  # of a person nobody is the owner
    if query.shape is Shape.TOP and query.subject is not None and query.subject.kind == "saving":
        return False  # one line is the biggest of itself
    if query.metric in ("range", "provision") and query.shape not in (Shape.FIGURE, Shape.LIST):
        return False
    if metric.family in ("governance", "milestones", "ratings") and any(
        t.kind in ("heading", "saving", "person") for t in query.excluded
    ):
        return False  # what these are of has no heading to leave out
    if query.order and any(f.value.startswith("=") for f in query.filter("amount")):
        return False  # all of one size have no order
    if len(query.time.years) > 1 and metric.family in ("money", "lines") and not _is_by_year(query):
        return False  # a list, a rank or a difference is of one year
    if query.metric in ("cash", "full_year") and query.time.years:
        return False  # of all years, or of none: a year beside it has no meaning
    if query.shape in SUMMED and query.metric in MONEY:
        states = [f for f in query.filters if f.name not in ("amount", "kind")]
        said = {f.name for f in states} & {"outlook", "validated", "claimed", "forecast"}
        if said and query.metric not in ("plan", "new", "increment"):
            return False
        if any(f.value.startswith("=") and f.value != "=0" for f in query.filter("amount")):
            return False
        if states and query.subjects and all(s.kind == "saving" for s in query.subjects):
            return False
        if any(f.negated and f.name in ("validated", "claimed", "forecast", "outlook") for f in states):
            return False
    if (
        query.shape in (Shape.LIST, Shape.COUNT)
        and query.subject is not None
        and query.subject.kind == "saving"
        and not query.within
    ):
        return metric.rows not in ("lines", "headings", "workstreams")
    return not query.by or query.shape is Shape.SPLIT


def _is_by_year(query: Query) -> bool:
    return (query.shape is Shape.FIGURE and not query.order) or (
        query.shape is Shape.SPLIT and query.by == "year"
    )


# What is asked: metric and shape.


def _drafts(frame: Frame) -> Iterator[Query]:
    """Return the queries without names and times: what is asked and how."""
    asks = set(frame.asks)
    if "extra" in asks:
        if not frame.has_vs:
            return  # "extra" by itself is what is new
        asks = asks | {"more"}
    strong = [ask for ask in STRONG if ask in asks]
    if "owner_who" in strong and _names_person(frame):
        strong.remove("owner_who")
    if "compare" in strong and [key for key, _, _ in frame.metrics] == ["risks"] and not frame.has_vs:
        strong.remove("compare")  # "how does R2 score"
    if "planned" in asks:
        if frame.metrics or "did" in asks:
            return
        frame.weak = max(frame.weak, 0)
    if "sum_up" in asks:
        if len(frame.names) < 2 or not any(n.join for n in frame.names):
            return
        frame.asks.setdefault("how_much", frame.asks["sum_up"])
    if "help" in asks:
        if not (
            frame.names or frame.metrics or frame.states or frame.times or len(asks - {"list", "any"}) > 1
        ):
            yield Query(Shape.HELP, "help")
        return
    if len({_group(a) for a in strong}) > 1:
        return
    if "unvalidated" in asks and (asks & {"list", "any", "count"} or frame.rows):
        if not (
            frame.metrics
            or frame.states
            or frame.has_vs
            or frame.order
            or frame.by
            or set(strong) - {"count"}
        ):
            shape = Shape.COUNT if strong else Shape.LIST
            without = (Filter("validated", "any", negated=True), *frame.filters)
            yield Query(shape, "claimed", filters=without, rows="lines")
        return
    if "unvalidated" in asks:
        if (
            frame.metrics
            or frame.states
            or frame.has_vs
            or frame.order
            or frame.by
            or strong not in ([], ["count"])
        ):
            return
        if strong or {"list", "any"} & asks or (frame.rows and frame.rows[0].value == "lines"):
            yield Query(Shape.COUNT if strong else Shape.LIST, "unvalidated", unit=frame.unit, rows="lines")  # type: ignore[arg-type]
            return
        yield Query(Shape.COMPARE, "claimed", against=Against(metric="validated"), unit=frame.unit)  # type: ignore[arg-type]
        return
    if hit := {"on_target", "on_plan"} & asks:
        other = "target" if "on_target" in hit else "plan"
        if not (frame.metrics or frame.states or frame.has_vs or strong or frame.order or frame.by):
            yield Query(Shape.COMPARE, "forecast", against=Against(metric=other), unit=frame.unit)  # type: ignore[arg-type]
        if not (frame.has_vs and {key for key, _, _ in frame.metrics} <= {"forecast", "plan", "target"}):
            return  # "on course to hit its plan, forecast v target" says the same twice
    if (
        set(asks) & {"share", "to_date"}
        and set(strong) <= {"share"}
        and not (frame.metrics or frame.states or frame.rows or frame.has_vs or frame.weak >= 0)
        and any(t.kind == "indicator" for n in frame.names for t in n.named.things)
    ):
        shape = Shape.SHARE if strong else Shape.FIGURE
        yield Query(shape, "indicator")  # "what % of staff are permanent", "how many so far this year"
        return
    if (
        strong == ["count"]
        and not (frame.metrics or frame.states or frame.rows or frame.has_vs or frame.weak >= 0)
        and any(t.kind == "indicator" for n in frame.names for t in n.named.things)
    ):
        yield Query(Shape.FIGURE, "indicator")  # "how many agency staff"
    if _is_total_against_rows(frame):
        yield Query(Shape.FIGURE, "readable", unit=frame.unit)  # type: ignore[arg-type]
        return
    if frame.either and not _tells_either(frame):
        return
    if frame.either and not frame.metrics and not strong:
        yield Query(Shape.LIST, "sources", filters=frame.either, unit=frame.unit, rows="casts")  # type: ignore[arg-type]
        return
    left = [m for m in frame.metrics if m[2] == 0]
    right = [m for m in frame.metrics if m[2] == 1]
    if (
        {"compare", "gap"} & asks
        and not right
        and not frame.has_vs
        and len(left) == 2
        and any(frame.metric_joins)
    ):
        left, right = left[:1], left[1:]  # "the difference between plan and forecast"
    if (
        len(right) > 1
        or (right and not (frame.has_vs or "compare" in asks))
        or (frame.is_less and not (left and right))
    ):
        return  # "less" between two figures is a difference; between two names it leaves out
    sides = {n.side for n in frame.names}
    if right and not left and sides == {0, 1} and len({key for key, _, _ in right}) == 1:
        left, right = right, []  # "Place vs Resources variance": of both
    metric_sets = _metrics(frame, [key for key, _, _ in left])
    for metric, filters, also in metric_sets:
        for shape, by in _shapes(frame, metric, filters, strong):
            if not _suits(frame, shape, metric, filters, metric_sets):
                continue
            against = Against(metric=right[0][0]) if right else None
            if right and shape is Shape.FIGURE:
                shape = Shape.COMPARE
            if shape is Shape.COMPARE and metric in ("new", "increment") and not right:
                if frame.is_extra or not _is_of_following_years(frame):
                    continue  # "extra in 26/27 compared with 25/26" is a difference of the plan
                shape = Shape.FIGURE
            key = "increment" if by == "increment" else _for_shape(metric, shape, frame, filters)
            by = "" if by == "increment" else by
            shape = Shape.FIGURE if key == "causes" and shape is Shape.WHY else shape
            if key is None or not _fits_rows(frame, key):
                continue
            is_of_one = shape is Shape.WHO and key == "owner" or shape is Shape.WHEN and key in OF_ONE
            if is_of_one and not (frame.names or frame.is_whole or filters or frame.filters):
                continue  # "who owns the words"
            if by == "parts" and len({f.name for f in filters}) == 1 and len(filters) > 1:
                by, filters = filters[0].name, ()  # "split recurring and one-off"
            if not _uses_all(frame, shape, key, by):
                continue
            yield Query(
                shape,
                key,
                against=against,
                filters=tuple(dict.fromkeys((*filters, *frame.filters, *frame.either))),
                order=frame.order if shape is Shape.TOP or shape is Shape.FIGURE else "",  # type: ignore[arg-type]
                n=_number(frame, shape, key),
                unit=frame.unit,  # type: ignore[arg-type]
                by=by,  # type: ignore[arg-type]
                rows=_rows_of(frame, key) if frame.order or shape in (Shape.LIST, Shape.COUNT) else "",
                also=also,
            )


def _is_total_against_rows(frame: Frame) -> bool:
    """Return whether a printed total is set against the rows below it: "what the workstreams come to against it"."""
    said = {key for key, _, _ in frame.metrics}
    return (
        frame.has_vs
        and bool(said & {"printed_total", "readable"})
        and said <= {"printed_total", "readable", "plan", "line", "workstreams", "headings"}
        and not (frame.states or frame.filters or frame.order or frame.by or frame.is_than or frame.is_less)
        and not any(name.side for name in frame.names)
    )


def _tells_either(frame: Frame) -> bool:
    """Return whether what is asked may be printed in two ways, so that "12 or 16" asks which of them is."""
    said = {key for key, _, _ in frame.metrics}
    return said <= {"sources", "target", "indicator_target", "indicator"} and not (
        frame.states or frame.filters or frame.order or frame.by or frame.has_vs
    )


def _suits(
    frame: Frame,
    shape: Shape,
    metric: str,
    filters: tuple[Filter, ...],
    sets: Sequence[tuple[str, tuple[Filter, ...], tuple[str, ...]]],
) -> bool:
    """Return whether a state is taken as its shape takes it: a figure in that state, or rows that are in it."""
    if len(sets) < 2:
        return True
    if shape is Shape.YES_NO:
        return True
    if shape is Shape.LIST and not ({"list", "any"} & set(frame.asks) or frame.rows or frame.is_only):
        return False
    as_rows = shape in (Shape.LIST, Shape.COUNT, Shape.WHY, Shape.TOP)
    is_metric = (metric, filters) == sets[0][:2]
    return is_metric != as_rows


def _group(ask: str) -> str:
    return {"owner_who": "who", "more": "compare", "less": "compare", "profile": "split"}.get(ask, ask)


def _metrics(frame: Frame, said: Sequence[str]) -> list[tuple[str, tuple[Filter, ...], tuple[str, ...]]]:
    """Return each way of taking metrics and states together: the metric, the filters that states are, more metrics."""
    keys = list(dict.fromkeys(said))
    if "next" in keys and frame.order:
        return []  # "the next biggest"
    if "next" in keys:
        is_board = bool(frame.names) and all(t.kind == "board" for n in frame.names for t in n.named.things)
        next_of = "meeting" if is_board else "due"
        keys = list(dict.fromkeys(next_of if key == "next" else key for key in keys))
    if len(keys) > 1 and "plan" in keys and not any(frame.metric_joins):
        keys.remove("plan")  # "the planned shortfall" is of the plan
    of_states = {STATE_METRIC.get(w.filter.name) for w, _, _, _ in frame.states if w.filter}
    keys = [key for key in keys if key not in of_states or key in MONEY]  # "rated red", "of kind income"
    if "owner" in keys and _names_person(frame):
        keys.remove("owner")
    for parts, whole in COMPOSED.items():
        folded = {"variance" if key in VARIANCES else key for key in keys}
        if parts <= folded and not any(frame.metric_joins):
            spent = parts | VARIANCES if "variance" in parts else parts
            keys = [whole, *(key for key in keys if key not in spent)]
    if "casts" in keys and len(keys) == 2 and not frame.rows:
        other = next(key for key in keys if key != "casts")
        if other in CAST_ROWS:
            frame.rows.append(Word("rows", CAST_ROWS[other], many=True))
            keys = ["casts"]
    also: tuple[str, ...] = ()
    if "share" in frame.asks and len(keys) == 2 and _is_budget_share(keys):
        keys = keys[:1]  # "the overspend as % of the net budget": `_shared` has the other
    if len(keys) > 1:
        if not any(frame.metric_joins) or len({METRICS[k].family for k in keys}) > 1 or len(keys) > 3:
            return []
        also = tuple(keys[1:])
    if frame.weak >= 0 and any(METRICS[key].family in ("budget", "indicators") for key in keys):
        return []  # "net savings" are no net budget
    base = keys[0] if keys else "plan" if frame.weak >= 0 else ""
    if not frame.states:
        if not base and "to_date" in frame.asks:
            return []
        told = frame.asks.keys() & {"did", "to_date"}
        if told == {"did"} and any(said.is_ahead for said, _, _, _ in frame.times):
            told = set()  # nothing has been delivered in a year to come
        if base == "plan" and not keys and told:
            base = "delivered"
        if base == "plan" and "to_date" in frame.asks:
            return []
        if "soft" in frame.asks and base in ("", "plan"):
            return []
        return [(base, (), also)]
    left = [s for s in frame.states if s[3] == 0]
    if len(left) < len(frame.states):
        return []  # a state after versus: no single meaning
    own = {word.value for word, negated, _, _ in left if word.value != "plan" and not negated}
    filters = tuple(_filter(word.filter, negated) for word, negated, _, _ in left if word.filter)
    found = []
    if (
        not any(f.negated for f in filters)
        and len(own) == 1
        and (not base or base == "plan" or base == next(iter(own)))
    ):
        metric = next(iter(own))
        rest = tuple(f for (word, _, _, _), f in zip(left, filters, strict=True) if word.value != metric)
        found.append((metric, rest, also))
    found.append((base, filters, also))
    if "was" in frame.asks and not frame.times and any(f.name == "rag" for f in filters):
        return []  # when, is not said
    return found


def _is_budget_share(keys: Sequence[str]) -> bool:
    return all(METRICS[key].family == "budget" and Shape.SHARE in METRICS[key].shapes for key in keys)


def _names_person(frame: Frame) -> bool:
    return any(t.kind == "person" for n in frame.names for t in n.named.things)


def _filter(filter: Filter | None, negated: bool) -> Filter:
    assert filter is not None
    return replace(filter, negated=negated)


def _shapes(
    frame: Frame, metric: str, filters: tuple[Filter, ...], strong: Sequence[str]
) -> Iterator[tuple[Shape, str]]:
    """Return the shapes the words leave open for a metric, with what a split is by."""
    asks = frame.asks
    if metric in ALWAYS_FIGURES:
        yield Shape.FIGURE, ""
        return
    if "share" in strong:
        if (
            not frame.rows or frame.weak >= 0 or frame.rows[0].value == "programmes"
        ):  # "% of lines": no share of money
            yield Shape.SHARE, ""
        return
    if "count" in strong:
        yield (Shape.SPLIT if frame.by else Shape.COUNT), frame.by
        return
    if frame.order:
        if "whether" in asks and frame.names:
            return  # "is ASC01 the biggest": among all, and not among itself
        if frame.says_total and frame.n > 1 and not frame.rows:
            if not strong and not frame.has_vs and metric in SUMMED_UP:
                yield Shape.FIGURE, ""  # "top 5 savings total"
            return
        is_sum = "how_much" in asks and (frame.n > 1 or _is_many(frame))
        if not strong and not is_sum and not frame.has_vs:
            yield Shape.TOP, ""
        elif not strong and frame.n > 1 and not frame.has_vs and "summed" in asks and metric in SUMMED_UP:
            yield Shape.FIGURE, ""
        return
    is_of_rows = bool(frame.rows) and frame.weak < 0 and not frame.metrics
    is_span = any(said.is_span for said, _, _, _ in frame.times)
    if frame.is_changed and not (is_span or len(frame.times) > 1 or _says_two_years(frame)):
        return
    is_change = (
        frame.changes >= 0
        and metric not in ("movement", *VARIANCES)
        and (len(frame.times) > 1 or is_span or _says_two_years(frame))
    )
    if set(strong) & {"compare", "more", "less"} or frame.has_vs or is_change:
        if not is_of_rows:  # "more lines than": no comparison of money
            yield Shape.COMPARE, ""
        return
    if (metric == "movement" or metric in VARIANCES) and frame.changes >= 0:
        yield Shape.FIGURE, ""
        return
    if frame.changes >= 0:
        if metric in ("plan", "") and len(frame.times) == 1 and (metric or frame.names or "how_much" in asks):
            yield Shape.FIGURE, "increment"
        return
    if "why" in strong:
        yield Shape.WHY, ""
        return
    if {"owner_who", "who"} & set(strong):
        yield Shape.WHO, ""
        return
    if "when" in strong:
        yield Shape.WHEN, ""
        return
    if "profile" in strong or frame.by == "year":
        yield Shape.SPLIT, "year"
        return
    if frame.by:
        if frame.rows and frame.weak < 0 and not metric and frame.rows[0].value != "lines":
            metric = ROWS_METRIC.get(frame.rows[0].value, "")
            if metric == "workstreams" and frame.by == "rag":
                yield Shape.SPLIT, "rag"
            return  # "workstreams by owner": rows, and no money
        yield Shape.SPLIT, frame.by
        return
    if "split" in strong:
        yield Shape.SPLIT, "parts"
        return
    if (
        "yes_no" in asks
        and "any" not in asks
        and "how_much" not in asks
        and (filters or frame.filters or _asks_whether(metric))
    ):
        yield Shape.YES_NO, ""
        return
    is_row = bool(frame.rows) and frame.rows[0].value in ROWS_METRIC and (frame.weak < 0 or metric != "plan")
    wants_rows = {"list", "any"} & set(asks) or is_row or (frame.is_only and filters)
    if wants_rows and "how_much" not in asks:
        yield Shape.LIST, ""
        is_line = bool(frame.names) and all(t.kind == "saving" for n in frame.names for t in n.named.things)
        if not metric and not filters and not is_row and not frame.filters and is_line:
            yield Shape.LOOK_UP, ""
        return
    if "contents" in asks:
        if not (metric or filters or frame.times or frame.filters or "how_much" in asks) and frame.names:
            yield Shape.LIST, ""
        return
    if "status" in asks and metric in ("", "status", "plan") and not filters:
        yield (Shape.FIGURE if frame.times else Shape.STATUS), ""
        return
    if not metric and not filters:
        if (not frame.names and not frame.times) or "whether" in asks:
            return
        if frame.is_whole and frame.times and not frame.names and "how_much" not in asks:
            yield Shape.FIGURE, ""  # "the programme 26/27"
            return
        yield (Shape.FIGURE if "how_much" in asks or frame.excluded else Shape.LOOK_UP), ""
        return
    if metric in ("board", "decider") and "how_much" in asks:
        return
    if metric and METRICS[metric].family not in ("money", "budget"):
        first = METRICS[metric].shapes[0]
        if first is not Shape.FIGURE and "how_much" in asks and Shape.FIGURE in METRICS[metric].shapes:
            first = Shape.FIGURE  # "by how much did it slip"
        yield first, ""
        return
    if any(f.name == "amount" for f in frame.filters) and "how_much" not in asks:
        yield Shape.LIST, ""
        return
    if not metric and filters and "how_much" not in asks and not frame.times:
        is_line = bool(frame.names) and all(t.kind == "saving" for n in frame.names for t in n.named.things)
        yield (Shape.YES_NO if is_line else Shape.LIST), ""
        return
    yield Shape.FIGURE, ""


def _says_two_years(frame: Frame) -> bool:
    return any(len(time.years) == 2 for said, _, _, _ in frame.times for time in said.times)


def _asks_whether(metric: str) -> bool:
    """Return whether a metric can be so or not by itself: "does it cast", "are we on track"."""
    return bool(metric) and (
        metric == "on_track" or METRICS[metric].family in ("papers", "milestones", "governance")
    )


def _for_shape(metric: str, shape: Shape, frame: Frame, filters: tuple[Filter, ...]) -> str | None:
    """Return the metric of a shape where words named none, or named one that says more together with it."""
    rows = frame.rows[0].value if frame.rows else ""
    rag = any(f.name == "rag" for f in filters)
    if shape is Shape.COUNT and rows == "owners":
        return None  # people are not counted
    if shape in (Shape.LIST, Shape.COUNT):
        if rag and rows == "" and frame.is_many and metric == "plan":
            return "line"  # "which savings are red"
        if metric in ("", "plan", "workstreams") and rag and rows in ("", "workstreams"):
            return "rag"
        if metric == "workstreams" and rag:
            return None
        if metric == "owner":
            return rows if rows == "workstreams" else "line"
        if metric in ("", "plan"):
            by_amount = any(f.name == "amount" for f in (*filters, *frame.filters))
            if rows in ("headings", "workstreams") and (by_amount or (frame.times and metric)):
                return "plan"
            if rows and rows != "lines":
                return (
                    ROWS_METRIC[rows]
                    if metric == "" or rows in ("headings", "workstreams", "programmes")
                    else None
                )
            if metric == "" and not rows and not filters and not frame.filters and shape is Shape.COUNT:
                return None
            if frame.times or any(f.name == "amount" for f in (*filters, *frame.filters)):
                return "plan"
            return "line"
        return metric
    if shape is Shape.TOP:
        if metric in ("headings", "workstreams", "programmes"):
            return None
        if metric:
            return metric
        return "plan" if rows in ("", "lines", "headings", "workstreams") else ROWS_METRIC.get(rows)
    if shape is Shape.WHO:
        return (
            metric
            if metric in ("decider", "board", "owner", "rag")
            else "owner"
            if metric in ("", "plan")
            else None
        )
    if shape is Shape.WHEN:
        if metric == "milestones":
            return "due"
        return (
            metric
            if metric in ("start", "finish", "dates", "due", "meeting", "needed_by", "decided_on", "baseline")
            else "dates"
            if metric in ("", "plan")
            else None
        )
    if shape is Shape.STATUS:
        return "status"
    if shape is Shape.LOOK_UP:
        return "line"
    if shape is Shape.YES_NO:
        if metric == "" or (metric == "plan" and filters):
            named = [f for f in (*filters, *frame.filters)]
            return STATE_METRIC.get(named[0].name) if named else None
        return metric
    if shape is Shape.WHY:
        if metric in ("", "plan") and filters:
            return {"rag": "rag", "outlook": "outlook"}.get(filters[0].name)
        return {
            "at_risk": "outlook",
            "undeliverable": "outlook",
            "variance": "causes",
            "overspend": "causes",
            "on_track": "outlook",
        }.get(metric, metric) or None
    if shape is Shape.FIGURE and frame.changes >= 0 and metric in VARIANCES:
        return "movement"
    if shape is Shape.SPLIT and frame.by == "rag" and rows == "workstreams" and not metric and frame.weak < 0:
        return "rag"
    if shape is Shape.SPLIT and "count" in frame.asks:
        return "line" if metric in ("", "plan") else None
    if metric == "" and shape is Shape.COMPARE and frame.has_vs and any(side for _, _, side in frame.metrics):
        return "forecast"
    return metric or "plan"


def _number(frame: Frame, shape: Shape, key: str) -> int:
    """Return how many are asked for: of the top, or the years that cash is added up over."""
    if shape is Shape.FIGURE and frame.order:
        return frame.n
    if shape is Shape.TOP:
        return frame.n or (MANY if _is_many(frame) else 1)
    return frame.n if key == "cash" else 0


def _fits_rows(frame: Frame, key: str) -> bool:
    """Return whether words for rows go with a metric: "which headings" with money of lines, "owners" with owners."""
    said = frame.rows[0].value if frame.rows else ""
    metric = METRICS[key]
    if not said or said == metric.rows or ROWS_METRIC.get(said) == key:
        return True
    if metric.family in ("money", "lines"):
        return said in ("headings", "workstreams", "programmes", "lines")
    if key == "casts":
        return said in (*CAST_ROWS.values(), "lines", "budget areas")
    return said == "lines" and (metric.family == "budget" or key == "waiting")


def _uses_all(frame: Frame, shape: Shape, key: str, by: str) -> bool:
    """Return whether nothing that was said is lost: an order, a breakdown, a change, another side."""
    if frame.order and shape is not Shape.TOP and not (shape is Shape.FIGURE and key in SUMMED_UP):
        return False
    if frame.by and not by:
        return False
    if frame.changes >= 0 and shape is not Shape.COMPARE and key not in ("increment", "changes", "movement"):
        return False
    if frame.has_vs and key in ("new", "increment") and shape is Shape.FIGURE:
        return _is_of_following_years(frame)  # what is new is new on the year before
    return not frame.has_vs or shape is Shape.COMPARE


def _is_of_following_years(frame: Frame) -> bool:
    """Return whether a year is set against the one before it and nothing else is on that other side."""
    sides = [[t for t in frame.times if t[2] == side] for side in (0, 1)]
    if any(len(side) != 1 for side in sides) or any(n.side for n in frame.names):
        return False
    one, other = (side[0][0].times for side in sides)
    if len(one) != 1 or len(other) != 1 or one[0].year is None or other[0].year is None:
        return False
    return one[0].year.previous() == other[0].year


def _is_many(frame: Frame) -> bool:
    return any(word.many for word in frame.rows) if frame.rows else frame.is_many


def _rows_of(frame: Frame, key: str) -> str:
    said = frame.rows[0].value if frame.rows else ""
    if (
        said
        and METRICS[key].family in ("money", "lines")
        and said in ("headings", "workstreams", "programmes")
    ):
        return said
    if said and (key == "casts" or (key == "waiting" and said == "lines")):
        return said
    return METRICS[key].rows


# When.


def _times(frame: Frame, draft: Query) -> Iterator[tuple[Time, Time | None, str]]:
    """Return each time the frame may be of, the other side's time where there are two, and what is unclear."""
    left = [t for t in frame.times if t[2] == 0]
    right = [t for t in frame.times if t[2] == 1]
    if draft.metric in ("new", "increment") and draft.shape is Shape.FIGURE:
        right = []  # the year before, which it is new on
    metric = METRICS[draft.metric]
    kinds = {t.kind for n in frame.names for t in n.named.things}
    of_measures = draft.shape is Shape.LOOK_UP and bool(kinds & {"indicator", "budget_line"})
    to_come = draft.metric == "due"  # what is due in February is due in the one to come
    calendar = "calendar" in (METRICS["indicator"].times if of_measures else metric.times)
    chosen_for = {said: _meant(said, to_come=to_come, calendar=calendar) for said, _, _, _ in frame.times}
    if draft.metric == "rag" and draft.shape in (Shape.FIGURE, Shape.YES_NO, Shape.WHY):
        chosen_for = {said: _as_rated(said) for said, _, _, _ in frame.times}
    why = "; ".join(dict.fromkeys(said.why for said, meant in chosen_for.items() if said.why and not meant))
    options = [chosen_for[said] or list(said.times) for said, _, _, _ in (*left, *right)]
    for chosen in product(*options):
        mine, theirs = list(chosen[: len(left)]), list(chosen[len(left) :])
        if draft.shape is Shape.COMPARE and not right and not frame.has_vs:
            pair = _pair(frame, mine)
            if pair is not None and len(frame.names) < 2:
                yield pair[0], pair[1], why
                continue
        if len(left) > 1 and not left[-1][3] and len({t.years for t in mine if t.years}) > 1:
            continue  # two years that nothing joins
        own, other = joined(mine), joined(theirs)
        if own is None or other is None:
            continue
        if right and not left and draft.shape is Shape.COMPARE:
            if len(frame.names) and any(n.side for n in frame.names):
                own, other = other, ANY_TIME  # "Place vs Resources in 24/25"
            elif any(side for _, _, side in frame.metrics):
                own, other = other, ANY_TIME
            else:
                continue
        if right and left and any(n.side for n in frame.names) and own == other:
            other = ANY_TIME
        own = _monthly(own, METRICS["indicator"].times if of_measures else metric.times, draft.metric)
        if own is None:
            continue
        if not own.kinds <= metric.times and own.since is None and own.window and metric.times & {"months"}:
            continue
        yield own, (other if other != ANY_TIME else None), why


def _meant(said: Said, *, to_come: bool, calendar: bool) -> list[Time]:
    """Return the one time a doubtful one is, by what is asked of it; nothing where it stays in doubt."""
    if to_come and said.to_come:
        return [said.to_come]
    return [Time(calendar=year)] if calendar and (year := _calendar(said)) else []


def _calendar(said: Said) -> int:
    """Return the calendar year that a bare year may be as well, which for what is published by them it is; else 0."""
    years = [time.years for time in said.times]
    is_bare = said.why[:4].isdigit() and said.why[4:].startswith(" may be")
    if is_bare and len(years) == 2 and all(len(y) == 1 for y in years):
        return years[1][0].start_year if years[0][0].next() == years[1][0] else 0
    return 0


def _as_rated(said: Said) -> list[Time]:
    """Return the times of a rating: what stood at the end of a month or week that is past; nothing in doubt."""
    if said.why and not said.gone:
        return []
    times = [said.gone] if said.gone else [t for t in said.times if t.window] or list(said.times)
    return [Time(as_at=t.window[1]) if t.window else t for t in times]


def _monthly(time: Time, times: frozenset[str], metric: str) -> Time | None:
    """Return a calendar month as a month of the year for what is held by month; two as the movement to the later.

    None where two months were said of what is no movement, or are no neighbours.
    """
    if len(time.months) == 2:
        first, last = sorted(time.months)
        return replace(time, months=(last,)) if metric == "movement" and first.next() == last else None
    if time.window is None or "window" in times or "months" not in times:
        return time
    month = FinancialMonth.containing(time.window[0])
    return (
        replace(time, window=None, months=(month,))
        if time.window == (month.first_day, month.last_day)
        else time
    )


def _pair(frame: Frame, times: Sequence[Time]) -> tuple[Time, Time] | None:
    """Return the two years a change is between, the later first; None where there are not two."""
    years = [y for time in times for y in time.years]
    if any(said.is_span for said, _, _, _ in frame.times) and len(frame.times) == 1 and len(years) > 1:
        years = [years[0], years[-1]]
    if len(years) != 2:
        return None
    if frame.changes >= 0 or any(said.is_span for said, _, _, _ in frame.times):
        years.sort()
        return Time(years=(years[1],)), Time(years=(years[0],))
    return Time(years=(years[0],)), Time(years=(years[1],))


# Of what.


def _named(draft: Query, frame: Frame, lexicon: Lexicon) -> Iterator[tuple[Query, bool]]:
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
        query = _placed(draft, frame, list(zip(frame.names, names, strict=True)), out, lexicon)
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
    order = _rank if is_money else lambda t: -_rank(t)
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


def _placed(
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
    rest.sort(key=lambda group: (_rank(group[0]), -len(group)))
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


def _rank(thing: Thing) -> int:
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


# Settled by what there is.


def _settled(query: Query, lexicon: Lexicon) -> Iterable[Query]:
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
    return bool(query.subjects) or family in ("money", "papers", "milestones", "governance")


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
