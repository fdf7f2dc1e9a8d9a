"""What the registry allows: the guard that every query has to pass, whoever made it."""

from __future__ import annotations

from typing import Final

from bots.rules.asking.metrics import METRICS
from bots.rules.asking.query import Query, Shape

MONEY: Final = frozenset(key for key, metric in METRICS.items() if metric.family == "money")

SUMMED: Final = frozenset({Shape.FIGURE, Shape.COMPARE, Shape.SHARE, Shape.SPLIT})

SUMMED_UP: Final = frozenset({"", "plan", "forecast"})
"""Metrics of which the largest rows may be added up: "the total of the top five"."""

FIGURES: Final = frozenset({*SUMMED, Shape.TOP, Shape.YES_NO})


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
