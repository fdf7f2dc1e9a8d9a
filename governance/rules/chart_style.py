"""How our charts look: type, colours and what they have in common. Every colour stands beside a word."""

from __future__ import annotations

from typing import Any, Final

FONT: Final = "Liberation Sans, Arial, Helvetica, sans-serif"
INK: Final = "#1b2733"
SOFT: Final = "#4b5866"
LINE: Final = "#d5dbe2"
BLUE, RED, GREEN = "#1f5fa8", "#8f1b1b", "#14532b"
WIDTH: Final = 420  # points, the axis' words included; legible when shrunk to a telephone's width
BAR: Final = 26  # points from one bar to the next

# What a step of a bridge is drawn in. The words beside each bar say the same.
STEP_COLOURS: Final[dict[str, str]] = {
    "delivered": "#14532b",
    "on_track": "#2e7d4f",
    "at_risk": "#b26a00",
    "deliverable_later": "#8a5a9e",
    "undeliverable": "#a32020",
    "unidentified": "#6b7683",
    "not_in_our_copy": "#6b7683",
    "no_outlook": "#6b7683",
}
# What stands beside a bar where the step's own words are longer than a telephone is wide; the table has them whole.
SHORT_WORDS: Final[dict[str, str]] = {
    "deliverable_later": "Deliverable later",
    "adjustments": "Adjustments",
}
UP, DOWN, WHOLE = "#1f5fa8", "#b04a12", "#33404d"
# Ground and ink of a rating's cell, each pair 7:1 or better.
RATING_COLOURS: Final[dict[str, tuple[str, str]]] = {
    "red": ("#fbdcdc", "#6d1010"),
    "amber_red": ("#fde0cc", "#6b2c05"),
    "amber": ("#fdeec6", "#563800"),
    "amber_green": ("#eef3c9", "#3c4605"),
    "green": ("#d8f0de", "#0f4423"),
    "complete": ("#dbe8fa", "#123f74"),
    "none": ("#eef1f4", "#3a4652"),
}
_CONFIG: Final[dict[str, Any]] = {
    "background": "white",
    "padding": {
        "left": 4,
        "top": 4,
        "bottom": 4,
        "right": 22,
    },  # the last day of an axis reaches past its end
    "font": FONT,
    "view": {"stroke": None},
    "axis": {
        "labelFontSize": 13,
        "titleFontSize": 13,
        "labelColor": INK,
        "titleColor": SOFT,
        "titleFontWeight": "normal",
        "gridColor": "#e8ecf0",
        "domainColor": LINE,
        "tickColor": LINE,
        "labelLimit": 190,
    },
    "text": {"fontSize": 13, "color": INK},
}
_SCHEMA: Final = "https://vega.github.io/schema/vega-lite/v6.json"


MONEY_AXIS: Final[dict[str, Any]] = {
    "grid": True,
    "ticks": False,
    "domain": False,
    "tickCount": 4,
    "labelExpr": "(datum.value < 0 ? '\u2212' : '')"
    " + (abs(datum.value) >= 1e6 ? '£' + format(abs(datum.value) / 1e6, ',.2~f') + 'm'"
    " : abs(datum.value) >= 1e3 ? '£' + format(abs(datum.value) / 1e3, ',.1~f') + 'k'"
    " : '£' + format(abs(datum.value), ',.0f'))",
    "labelFontSize": 12,
    "labelColor": SOFT,
}


_RATINGS: Final = (
    ("amber_green", "amber_green"),
    ("amber_red", "amber_red"),
    ("amber", "amber"),
    ("green", "green"),
    ("red", "red"),
    ("complete", "complete"),
    ("very_high", "red"),
    ("extreme", "red"),
    ("critical", "red"),
    ("severe", "red"),
    ("high", "amber_red"),
    ("medium", "amber"),
    ("moderate", "amber"),
    ("low", "green"),
)


def rating_of(words: str) -> str:
    """Return the rating that words begin with, as RATING_COLOURS names it; "none" where they name none.

    A chance, or a risk, is worded by its band: low is as green, medium or moderate as amber, high as amber/red, very
    high, extreme, critical or severe as red.
    """
    said = words.strip().lower().replace("/", "_").replace("-", "_").replace(" ", "_")
    for start, rating in _RATINGS:
        if said.startswith(start):
            return rating
    return "none"


def specification(
    *, width: int, height: int, layer: list[dict[str, Any]], data: Any = None
) -> dict[str, Any]:
    """Return a whole specification of these layers; `width` and `height` in points."""
    spec: dict[str, Any] = {
        "$schema": _SCHEMA,
        "config": _CONFIG,
        "width": width,
        "height": height,
        "autosize": {"type": "fit-x", "contains": "padding"},
        "layer": layer,
    }
    return spec if data is None else {**spec, "data": {"values": data}}


def note(words: str, *, colour: str, dx: int, dy: int, align: str = "left") -> dict[str, Any]:
    """Return the mark of a few words beside a place in a chart."""
    return {
        "type": "text",
        "text": words,
        "align": align,
        "dx": dx,
        "dy": dy,
        "color": colour,
        "fontSize": 12,
    }
