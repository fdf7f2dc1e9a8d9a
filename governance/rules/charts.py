"""Charts as specifications: what is drawn, its name, what it says in a sentence, and the table that says it in full.

Each is a Vega-Lite specification kept as a plain dict, so that page, pack and message draw the same picture. No
specification holds the name of a thing, so a drawn chart kept for the next reader gives nothing away.
Source: docs/method.md, "Charts".
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any, Final

from governance.rules.board_view import BridgeStep, Opinions, Trend
from governance.rules.chart_style import (
    BAR,
    BLUE,
    DOWN,
    GREEN,
    MONEY_AXIS,
    RATING_COLOURS,
    RED,
    SHORT_WORDS,
    SOFT,
    STEP_COLOURS,
    UP,
    WHOLE,
    WIDTH,
    note,
    rating_of,
    specification,
)
from savings.rules.notation import show_pounds

MINUS: Final = "\u2212"


@dataclass(frozen=True)
class Chart:
    """A chart: its name, what it says in words (the alternative text), its specification, and the same as a table."""

    name: str
    words: str
    spec: dict[str, Any]
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def money_bridge(
    steps: Sequence[BridgeStep], *, name: str, whole: str, width: int = WIDTH, of: Decimal | None = None
) -> Chart:
    """Return a waterfall: each step from where the one before it ended, then the whole they come to.

    A nil step is in the table alone.

    `whole` names the sum; `of` is the sum where it is kept apart from the steps, else the steps are summed.
    Pounds. Source: docs/method.md, "Charts".
    """
    total = sum((s.pounds for s in steps), Decimal(0)) if of is None else of
    bars, at = [], Decimal(0)
    shown = [step for step in steps if step.pounds]
    for n, step in enumerate(shown):
        bars.append(
            _bar(
                n,
                SHORT_WORDS.get(step.name, step.words),
                at,
                at + step.pounds,
                step.pounds,
                _step_colour(step),
            )
        )
        at += step.pounds
    bars.append(_bar(len(shown), whole, Decimal(0), total, total, WHOLE))
    reach = [value for bar in bars for value in (bar["from"], bar["to"])]
    low, high = min(0.0, *reach), max(0.0, *reach)
    span = (high - low) or 1.0
    order = [bar["words"] for bar in bars]
    y = {
        "field": "words",
        "type": "nominal",
        "sort": order,
        "title": None,
        "axis": {"ticks": False, "domain": False},
    }
    scale = {"domain": [low - (span * 0.02 if low < 0 else 0), high + span * 0.24], "nice": False}
    spec = specification(
        width=width,
        height=BAR * len(bars),
        data=bars,
        layer=[
            {
                "mark": {"type": "bar", "height": {"band": 0.66}},
                "encoding": {
                    "y": y,
                    "x": {
                        "field": "from",
                        "type": "quantitative",
                        "scale": scale,
                        "title": None,
                        "axis": MONEY_AXIS,
                    },
                    "x2": {"field": "to"},
                    "color": {"field": "colour", "type": "nominal", "scale": None},
                },
            },
            {
                "mark": {"type": "text", "align": "left", "baseline": "middle", "dx": 5},
                "encoding": {
                    "y": y,
                    "x": {"field": "end", "type": "quantitative"},
                    "text": {"field": "label", "type": "nominal"},
                },
            },
        ],
    )
    said = [f"{step.words} {show_pounds(step.pounds)}" for step in steps if step.pounds]
    return Chart(
        name=name,
        words=f"{whole} {show_pounds(total)}{': ' + ', '.join(said) if said else ''}.",
        spec=spec,
        columns=("Step", "Amount"),
        rows=(*((s.words, show_pounds(s.pounds)) for s in steps), (whole, show_pounds(total))),
    )


def milestone_trend(trend: Trend, *, name: str, width: int = WIDTH) -> Chart:
    """Return a milestone trend chart: the forecast (up) by the day it was reported (across).

    A level line is a date that holds; one that climbs is a date that recedes; where it meets the diagonal the
    milestone is reached. Source: docs/method.md, "Charts".
    """
    first, last, low, high = _reach(trend)
    layers = [_line(first, last, low, high, [(day, day) for day in (max(first, low), min(last, high))])]
    if trend.baseline is not None:
        held = [(first, trend.baseline), (last, trend.baseline)]
        layers.append(_line(first, last, low, high, held, stroke=RED, strokeDash=[5, 4], strokeWidth=1.5))
    forecasts = {
        "strokeWidth": 2.5,
        "interpolate": "step-after",
        "point": {"filled": True, "fill": BLUE, "size": 60},
    }
    layers.append(_line(first, last, low, high, trend.points, stroke=BLUE, **forecasts))
    if trend.actual is not None:
        reached = {"type": "point", "shape": "diamond", "filled": True, "fill": GREEN, "size": 150}
        layers.append(_layer(first, last, low, high, [(trend.actual, trend.actual)], reached))
    if trend.baseline is not None:
        words = note("baseline", colour=RED, dx=4, dy=12)
        layers.append(_layer(first, last, low, high, [(first, trend.baseline)], words))
    start, end = max(first, low), min(last, high)
    along = start + (end - start) * 0.12
    if width >= WIDTH:  # where there is room for it beside the baseline's
        words = note("reached on this line", colour=SOFT, dx=-8, dy=0, align="right")
        layers.append(_layer(first, last, low, high, [(along, along)], words))
    return Chart(
        name=name,
        words=_trend_words(trend),
        spec=specification(width=width, height=round(width * 0.5), layer=layers),
        columns=("Reported on", "Forecast for"),
        rows=tuple((show_day(reported), show_day(forecast)) for reported, forecast in trend.points),
    )


def rag_grid(opinions: Sequence[Opinions], *, name: str, width: int = 720) -> Chart:
    """Return the three opinions of each workstream as a grid of words, for messages and packs.

    A page shows the same as a table. The rows are named by their refs alone.
    """
    columns = ("Reported", "By rule", "By chance")
    cells = [
        {
            "row": one.about.ref,
            "column": column,
            "words": words,
            "ground": RATING_COLOURS[rating_of(words)][0],
            "ink": RATING_COLOURS[rating_of(words)][1],
        }
        for one in opinions
        for column, words in zip(columns, (one.reported, one.by_rule, one.chance), strict=True)
    ]
    y = {
        "field": "row", "type": "nominal", "title": None, "sort": [o.about.ref for o in opinions],
        "axis": {"ticks": False, "domain": False, "labelFontWeight": "bold"}, "scale": {"paddingInner": 0.08},
    }  # fmt: skip
    x = {
        "field": "column", "type": "nominal", "title": None, "sort": list(columns),
        "axis": {"ticks": False, "domain": False, "labelAngle": 0, "orient": "top"},
        "scale": {"paddingInner": 0.02},
    }  # fmt: skip
    colour = {"type": "nominal", "scale": None}
    return Chart(
        name=name,
        words="; ".join(
            f"{o.about.ref}: reported {o.reported}, by rule {o.by_rule}, by chance {o.chance}"
            for o in opinions
        ),
        spec=specification(
            width=width,
            height=max(1, len(opinions)) * BAR,
            data=cells,
            layer=[
                {"mark": "rect", "encoding": {"x": x, "y": y, "color": {**colour, "field": "ground"}}},
                {
                    "mark": {"type": "text", "baseline": "middle"},
                    "encoding": {
                        "x": x,
                        "y": y,
                        "text": {"field": "words", "type": "nominal"},
                        "color": {**colour, "field": "ink"},
                    },
                },
            ],
        ),
        columns=("Workstream", *columns),
        rows=tuple((f"{o.about.ref} {o.about.name}", o.reported, o.by_rule, o.chance) for o in opinions),
    )


def show_day(day: date) -> str:
    """Return a date as people write it here: 3 Dec 2026."""
    return f"{day.day} {day:%b %Y}"


def _bar(n: int, words: str, start: Decimal, end: Decimal, pounds: Decimal, colour: str) -> dict[str, Any]:
    return {
        "n": n,
        "words": words,
        "from": float(start),
        "to": float(end),
        "end": float(max(start, end)),
        "label": show_pounds(pounds).replace("-", MINUS),
        "colour": colour,
    }


def _step_colour(step: BridgeStep) -> str:
    return STEP_COLOURS.get(step.name) or (DOWN if step.pounds < 0 else UP)


def _reach(trend: Trend) -> tuple[date, date, date, date]:
    """Return the days to draw, across (first, last) and up (low, high).

    Upward the dates fill the picture as far as they may without reaching less than a third of what lies across, so
    that a move is seen and a small one does not look like a fall off a cliff.
    """
    up = [forecast for _, forecast in trend.points]
    up += [day for day in (trend.baseline, trend.actual) if day is not None]
    if not up:
        return date(2000, 1, 1), date(2000, 12, 31), date(2000, 1, 1), date(2000, 12, 31)
    first = min([reported for reported, _ in trend.points] + up)
    last = max([reported for reported, _ in trend.points] + up)
    room = max(timedelta(days=14), (last - first) / 20)
    first, last = first - room, last + room
    low, high = min(up), max(up) + room
    low = min(low - (high - low) / 4, high - (last - first) / 3)
    return first, last, max(first, low), high


def _line(
    first: date, last: date, low: date, high: date, points: Sequence[tuple[date, date]], **mark: Any
) -> dict[str, Any]:
    return _layer(
        first, last, low, high, points, {"type": "line", "stroke": "#8a94a0", "strokeWidth": 1, **mark}
    )


def _layer(
    first: date, last: date, low: date, high: date, points: Sequence[tuple[date, date]], mark: dict[str, Any]
) -> dict[str, Any]:
    """Return one layer of a trend chart: a mark at days reported (across) and forecast (up)."""
    axis = {
        "grid": True,
        "labelAngle": 0,
        "format": "%b %Y",
        "labelOverlap": True,
        "labelSeparation": 8,
        "tickCount": 4,
    }
    days = {"type": "temporal", "axis": axis}
    return {
        "data": {"values": [{"reported": r.isoformat(), "forecast": f.isoformat()} for r, f in points]},
        "mark": mark,
        "encoding": {
            "x": {**days, "field": "reported", "title": "Reported on", "scale": _days(first, last)},
            "y": {**days, "field": "forecast", "title": "Forecast for", "scale": _days(low, high)},
        },
    }


def _days(first: date, last: date) -> dict[str, Any]:
    return {"type": "utc", "domain": [first.isoformat(), last.isoformat()], "nice": False}


def _trend_words(trend: Trend) -> str:
    if not trend.points:
        return "No forecast has been reported."
    (_, first), (_, last) = trend.points[0], trend.points[-1]
    parts = [
        f"First forecast {show_day(first)}, now {show_day(last)}"
        if len(trend.points) > 1
        else f"Forecast {show_day(last)}"
    ]
    if trend.baseline is not None:
        parts.append(f"baseline {show_day(trend.baseline)}")
    parts.append(f"moved later {trend.pushes} {'time' if trend.pushes == 1 else 'times'}")
    if trend.actual is not None:
        parts.append(f"reached {show_day(trend.actual)}")
    return "; ".join(parts) + "."
