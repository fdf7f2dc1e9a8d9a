"""What is to be done with a metric: the shapes a frame leaves open, and whether they use all that was said."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from bots.rules.asking.allowing import SUMMED_UP
from bots.rules.asking.frame import Frame
from bots.rules.asking.metric_asked import CAST_ROWS, ROWS_METRIC, VARIANCES
from bots.rules.asking.metrics import METRICS
from bots.rules.asking.query import Filter, Shape

MANY: Final = 5  # of "the biggest savings", where no number is said

ALWAYS_FIGURES: Final = frozenset({"budget_basis", "stated", "unreadable"})
"""Metrics that come in one form, however it is asked: "is that gross or net", "list what cannot be read"."""


def shapes_of(
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
        is_sum = "how_much" in asks and (frame.n > 1 or is_many(frame))
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
        metric == "on_track"
        or metric in VARIANCES - {"variance"}
        or METRICS[metric].family in ("papers", "milestones", "governance")
    )


def number_of(frame: Frame, shape: Shape, key: str) -> int:
    """Return how many are asked for: of the top, or the years that cash is added up over."""
    if shape is Shape.FIGURE and frame.order:
        return frame.n
    if shape is Shape.TOP:
        return frame.n or (MANY if is_many(frame) else 1)
    return frame.n if key == "cash" else 0


def fits_rows(frame: Frame, key: str) -> bool:
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


def uses_all(frame: Frame, shape: Shape, key: str, by: str) -> bool:
    """Return whether nothing that was said is lost: an order, a breakdown, a change, another side."""
    if frame.order and shape is not Shape.TOP and not (shape is Shape.FIGURE and key in SUMMED_UP):
        return False
    if frame.by and not by:
        return False
    if frame.changes >= 0 and shape is not Shape.COMPARE and key not in ("increment", "changes", "movement"):
        return False
    if frame.has_vs and key in ("new", "increment") and shape is Shape.FIGURE:
        return is_of_following_years(frame)  # what is new is new on the year before
    return not frame.has_vs or shape is Shape.COMPARE


def is_of_following_years(frame: Frame) -> bool:
    """Return whether a year is set against the one before it and nothing else is on that other side."""
    sides = [[t for t in frame.times if t[2] == side] for side in (0, 1)]
    if any(len(side) != 1 for side in sides) or any(n.side for n in frame.names):
        return False
    one, other = (side[0][0].times for side in sides)
    if len(one) != 1 or len(other) != 1 or one[0].year is None or other[0].year is None:
        return False
    return one[0].year.previous() == other[0].year


def is_many(frame: Frame) -> bool:
    return any(word.many for word in frame.rows) if frame.rows else frame.is_many


def rows_of(frame: Frame, key: str) -> str:
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
