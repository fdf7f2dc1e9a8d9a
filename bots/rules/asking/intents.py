"""What a query is called in `ask --json`: one word or two, from its shape and metric."""

from __future__ import annotations

from bots.rules.asking.metrics import METRICS, SHAPE_INTENTS
from bots.rules.asking.query import Query, Shape


def intent_of(query: Query) -> str:
    """Return the query's intent: total, look-up, at risk, delivered, top, count, share, difference, and so on."""
    metric = METRICS[query.metric]
    if query.shape is Shape.COMPARE and query.against is not None and query.against.metric:
        return "forecast against target" if query.metric == "forecast" else "difference"
    if query.shape is Shape.FIGURE and metric.key == "plan":
        return _of_plan(query)
    if query.shape is Shape.LIST:
        names = {one.name for one in query.filters}
        if metric.family in ("money", "lines") and metric.intent in ("look-up", "total"):
            return "rag" if "rag" in names else "outlook" if "outlook" in names else "list"
        return metric.intent
    return SHAPE_INTENTS.get(query.shape, metric.intent)


def _of_plan(query: Query) -> str:
    names = {one.name for one in query.filters}
    if "shape" in names:
        return "one-off or recurring"
    if len(query.subjects) > 1:
        return "sum" if all(s.kind == "saving" for s in query.subjects) else "compound"
    if query.subject is not None and query.subject.kind == "saving":
        return "look-up"
    return "total"
