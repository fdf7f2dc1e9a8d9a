"""What a frame asks and how: queries without names and times."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from bots.rules.asking.frame import Frame
from bots.rules.asking.metric_asked import metric_for, metrics_of, names_person
from bots.rules.asking.query import Against, Filter, Query, Shape
from bots.rules.asking.shape_asked import (
    fits_rows,
    is_of_following_years,
    number_of,
    rows_of,
    shapes_of,
    uses_all,
)

OF_ONE: Final = frozenset({"dates", "start", "finish"})
"""Dates that are of something named."""

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


def drafts_of(frame: Frame) -> Iterator[Query]:
    """Return the queries without names and times: what is asked and how."""
    asks = set(frame.asks)
    if "extra" in asks:
        if not frame.has_vs:
            return  # "extra" by itself is what is new
        asks = asks | {"more"}
    strong = [ask for ask in STRONG if ask in asks]
    if "owner_who" in strong and names_person(frame):
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
    metric_sets = metrics_of(frame, [key for key, _, _ in left])
    for metric, filters, also in metric_sets:
        for shape, by in shapes_of(frame, metric, filters, strong):
            if not _suits(frame, shape, metric, filters, metric_sets):
                continue
            against = Against(metric=right[0][0]) if right else None
            if right and shape is Shape.FIGURE:
                shape = Shape.COMPARE
            if shape is Shape.COMPARE and metric in ("new", "increment") and not right:
                if frame.is_extra or not is_of_following_years(frame):
                    continue  # "extra in 26/27 compared with 25/26" is a difference of the plan
                shape = Shape.FIGURE
            key = "increment" if by == "increment" else metric_for(metric, shape, frame, filters)
            by = "" if by == "increment" else by
            shape = Shape.FIGURE if key == "causes" and shape is Shape.WHY else shape
            if key is None or not fits_rows(frame, key):
                continue
            is_of_one = shape is Shape.WHO and key == "owner" or shape is Shape.WHEN and key in OF_ONE
            if is_of_one and not (
                frame.names or frame.is_whole or frame.in_thread or filters or frame.filters
            ):
                continue  # "who owns the words"
            if by == "parts" and len({f.name for f in filters}) == 1 and len(filters) > 1:
                by, filters = filters[0].name, ()  # "split recurring and one-off"
            if not uses_all(frame, shape, key, by):
                continue
            yield Query(
                shape,
                key,
                against=against,
                filters=tuple(dict.fromkeys((*filters, *frame.filters, *frame.either))),
                order=frame.order if shape is Shape.TOP or shape is Shape.FIGURE else "",  # type: ignore[arg-type]
                n=number_of(frame, shape, key),
                unit=frame.unit,  # type: ignore[arg-type]
                by=by,  # type: ignore[arg-type]
                rows=rows_of(frame, key) if frame.order or shape in (Shape.LIST, Shape.COUNT) else "",
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
