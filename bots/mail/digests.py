"""A digest as an email's HTML: its words, the money and the ratings as tables, and charts as pictures in words too.

Pictures travel with the message; each has its words for whoever does not see it, and its figures stand in the table
beside it. A chart that cannot be drawn is left out. Source: docs/method.md, "Digests".
"""

from __future__ import annotations

import base64
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from django.template.loader import render_to_string

from bots.mail.letters import Image
from bots.rules.digest_parts import MONEY, RATINGS, Part, called, heading_of
from bots.rules.digest_words import DigestWords
from bots.rules.wording import TURN_DOWN
from governance.charts import CannotDraw, draw_png
from governance.rules.board_view import BoardView, BridgeYear
from governance.rules.charts import Chart, milestone_trend, money_bridge

MOST_BRIDGES: Final = 2
MOST_TRENDS: Final = 2
WIDTH: Final = 560  # points; the message is never wider than 640
SCALE: Final = 1.5


@dataclass(frozen=True)
class Picture:
    """A chart in a message: the part it stands under, its name, its address, its words, and how wide it is."""

    heading: str
    name: str
    address: str
    words: str
    width: int


@dataclass(frozen=True)
class ShownPart:
    """A part of a digest with its pictures. `is_money` sets its figures right."""

    part: Part
    pictures: tuple[Picture, ...]
    is_money: bool
    notes: tuple[str, ...] = ()

    def __getattr__(self, name: str) -> object:
        return getattr(self.part, name)


def digest_html(
    words: DigestWords, view: BoardView | None, *, inline: bool = False
) -> tuple[str, tuple[Image, ...]]:
    """Return a digest's HTML and the pictures that travel with it; `inline` sets them in the HTML itself.

    Without a view, or where nothing changed, there are no pictures.
    """
    pictures, images = [], []
    charts = _charts(view) if view is not None and words.parts else ()
    for number, (heading, chart) in enumerate(charts):
        try:
            png = draw_png(chart, scale=SCALE)
        except CannotDraw:
            continue
        name = f"chart{number}"
        address = f"data:image/png;base64,{base64.b64encode(png).decode()}" if inline else f"cid:{name}"
        pictures.append(Picture(heading, chart.name, address, f"{chart.name}. {chart.words}", WIDTH))
        images.append(Image(name, png))
    context = {
        "words": words,
        "parts": [_shown(part, pictures, view) for part in words.parts],
        "tables": (RATINGS,),
        "turn_down_words": TURN_DOWN,
    }
    return render_to_string("bots/digest_mail.html", context), () if inline else tuple(images)


def _shown(part: Part, pictures: list[Picture], view: BoardView | None) -> ShownPart:
    own = tuple(one for one in pictures if one.heading == part.heading)
    bridges = [one for one in view.bridges if one.in_view and heading_of(one) == part.heading] if view else []
    notes = tuple(f"{one.year}: {note}" for one in bridges for note in one.notes)
    return ShownPart(part, own, part.heading.startswith(MONEY), notes)


def _charts(view: BoardView) -> Iterable[tuple[str, Chart]]:
    """Return the charts of a digest with the part each stands under: bridges in view, milestones that moved later."""
    in_view = [one for one in view.bridges if one.in_view and not one.programme.is_struck]
    for one in in_view[:MOST_BRIDGES]:
        yield heading_of(one), _bridge(one)
    trends = {one.about.id: one for one in view.trends if not one.about.is_struck}
    later = [one for one in view.moves if one.what == "forecast" and one.worsened and one.about.id in trends]
    later.sort(key=lambda one: one.days or 0, reverse=True)
    for move in later[:MOST_TRENDS]:
        yield "Milestones", milestone_trend(trends[move.about.id], name=called(move.about), width=WIDTH)


def _bridge(one: BridgeYear) -> Chart:
    name = f"{one.programme.name}, {one.year}"
    if one.target is not None:
        return money_bridge(
            one.to_plan, name=f"{name}: target to plan", whole="Target", width=WIDTH, of=one.target
        )
    if one.forecast is not None:
        return money_bridge(
            one.to_forecast, name=f"{name}: plan to forecast", whole="Forecast", width=WIDTH, of=one.forecast
        )
    return money_bridge(one.to_plan, name=f"{name}: plan by outlook", whole="Plan", width=WIDTH, of=one.plan)
