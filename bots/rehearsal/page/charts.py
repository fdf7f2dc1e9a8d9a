"""Charts as pictures with their figures beside them as a table: whoever cannot see the one reads the other."""

from __future__ import annotations

from typing import Any

from bots.rehearsal.page.markup import Html, el, join
from bots.rehearsal.page.mrkdwn import plain

WIDTH, HEIGHT, FOOT = 420, 160, 18
TONES = ("tone-0", "tone-1", "tone-2", "tone-3", "tone-4", "tone-5")


def paint_chart(block: dict[str, Any], _: object) -> Html:
    """Return a chart with its title, its picture, a key and its figures."""
    chart = block["chart"]
    series = series_of(chart)
    categories = [point["label"] for point in series[0]["data"]]
    return el(
        "figure",
        el("figcaption", plain(block["title"])),
        bars(series, categories),
        key(series) if len(series) > 1 else None,
        figures(series, categories, chart.get("axis_config", {}).get("y_label", "")),
        class_="b-chart",
    )


def series_of(chart: dict[str, Any]) -> list[dict[str, Any]]:
    return [{"name": "", "data": chart["segments"]}] if chart["type"] == "pie" else list(chart["series"])


def bars(series: list[dict[str, Any]], categories: list[str]) -> Html:
    """Return bars, whatever the kind of chart: the rehearsal shows the figures, not Slack's drawing of them."""
    values = [point["value"] for one in series for point in one["data"]]
    top, low = max([*values, 0]), min([*values, 0])
    span = (top - low) or 1
    slot = WIDTH / max(1, len(categories))
    wide = slot * 0.8 / len(series)
    drawn: list[Html] = []
    for place, _ in enumerate(categories):
        for number, one in enumerate(series):
            value = one["data"][place]["value"]
            y = (top - max(value, 0)) / span * (HEIGHT - FOOT)
            drawn.append(
                el(
                    "rect",
                    x=f"{place * slot + slot * 0.1 + number * wide:.1f}",
                    y=f"{y:.1f}",
                    width=f"{wide:.1f}",
                    height=f"{abs(value) / span * (HEIGHT - FOOT):.1f}",
                    class_=TONES[number % len(TONES)],
                )
            )
        drawn.append(
            el(
                "text",
                plain(categories[place]),
                x=f"{place * slot + slot / 2:.1f}",
                y=HEIGHT - 4,
                text_anchor="middle",
            )
        )
    return el("svg", drawn, viewBox=f"0 0 {WIDTH} {HEIGHT}", aria_hidden="true", class_="bars")


def key(series: list[dict[str, Any]]) -> Html:
    items = [
        el("li", el("span", class_=f"swatch {TONES[n % len(TONES)]}", aria_hidden="true"), plain(one["name"]))
        for n, one in enumerate(series)
    ]
    return el("ul", items, class_="key")


def figures(series: list[dict[str, Any]], categories: list[str], unit: str) -> Html:
    """Return the figures as a table, folded away."""
    head = el("tr", el("th", unit, scope="col"), [el("th", plain(c), scope="col") for c in categories])
    rows = [
        el(
            "tr",
            el("th", plain(one["name"]), scope="row"),
            [el("td", f"{p['value']:,}", class_="number") for p in one["data"]],
        )
        for one in series
    ]
    table = el("table", el("thead", head), el("tbody", rows))
    return el("details", el("summary", "Figures"), el("div", join([table]), class_="b-table"))
