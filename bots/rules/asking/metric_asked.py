"""Which metric the words of a frame come to, with the filters that states are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from bots.rules.asking.allowing import MONEY
from bots.rules.asking.frame import Frame
from bots.rules.asking.metrics import METRICS
from bots.rules.asking.query import Filter, Shape
from bots.rules.asking.vocabulary.word import Word

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
    frozenset({"chance", "late"}): "chance",
    frozenset({"start", "on_time"}): "on_time",
    frozenset({"finish", "on_time"}): "on_time",
    frozenset({"dates", "on_time"}): "on_time",
    frozenset({"start", "late"}): "late",
    frozenset({"finish", "late"}): "late",
    frozenset({"overdue", "actions"}): "overdue_actions",
    frozenset({"late", "actions"}): "overdue_actions",
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

VARIANCES: Final = frozenset({"variance", "overspend", "underspend", "on_budget", "within_budget"})

CAST_ROWS: Final = {
    "proposals": "proposals",
    "budget_line": "budget lines",
    "workstreams": "workstreams",
    "pressure": "pressures",
    "indicator": "indicators",
}
"""Metrics that, beside whether it casts, say which of a paper's tables is meant."""


def metrics_of(frame: Frame, said: Sequence[str]) -> list[tuple[str, tuple[Filter, ...], tuple[str, ...]]]:
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
    if "owner" in keys and names_person(frame):
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


def names_person(frame: Frame) -> bool:
    return any(t.kind == "person" for n in frame.names for t in n.named.things)


def _filter(filter: Filter | None, negated: bool) -> Filter:
    assert filter is not None
    return replace(filter, negated=negated)


def metric_for(metric: str, shape: Shape, frame: Frame, filters: tuple[Filter, ...]) -> str | None:
    """Return the metric of a shape where words named none, or named one that says more together with it."""
    rows = frame.rows[0].value if frame.rows else ""
    rag = any(f.name == "rag" for f in (*filters, *frame.filters))
    is_had = metric in ("owner", "outlook", "maturity") and rows in ("lines", "workstreams")
    if (
        is_had
        and shape in (Shape.LIST, Shape.COUNT)
        and not (filters or frame.filters or names_person(frame))
    ):
        return None  # "lines with an owner": which have one is no filter there is
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
