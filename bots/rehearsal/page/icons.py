"""Signs drawn here, because a bare machine has no font with coloured emoji."""

from __future__ import annotations

import re

from bots.rehearsal.page.markup import Html, el, join

DISCS = {
    "🔴": ("red", "red circle"),
    "🟠": ("orange", "orange circle"),
    "🟡": ("yellow", "yellow circle"),
    "🟢": ("green", "green circle"),
    "🔵": ("blue", "blue circle"),
    "⚪": ("white", "white circle"),
    "⚫": ("black", "black circle"),
}
DISC = re.compile("|".join(DISCS))


def drawn(path: str, label: str | None = None) -> Html:
    """Return a 16 by 16 line drawing; without a label it is only decoration."""
    spoken = {"role": "img", "aria_label": label} if label else {"aria_hidden": "true"}
    stroke = el(
        "path", d=path, fill="none", stroke="currentColor", stroke_width="1.6", stroke_linecap="round"
    )
    return el("svg", stroke, viewBox="0 0 16 16", width=14, height=14, class_="icon", **spoken)


LOCK = drawn("M4 7.5h8v6H4zM5.5 7.5V5a2.5 2.5 0 0 1 5 0v2.5", "private")
EYE = drawn(
    "M1.5 8s2.4-4 6.5-4 6.5 4 6.5 4-2.4 4-6.5 4-6.5-4-6.5-4zM8 6.3a1.7 1.7 0 1 0 0 3.4 1.7 1.7 0 0 0 0-3.4z"
)
HOUSE = drawn("M2.5 7.8 8 3l5.5 4.8M4 7v6h8V7")


def with_discs(source: str) -> Html:
    """Return a text with coloured circles drawn; their names are read out."""
    parts: list[object] = []
    at = 0
    for found in DISC.finditer(source):
        colour, label = DISCS[found[0]]
        parts += [
            source[at : found.start()],
            el("span", class_=f"disc {colour}", role="img", aria_label=label),
        ]
        at = found.end()
    return join([*parts, source[at:]])
