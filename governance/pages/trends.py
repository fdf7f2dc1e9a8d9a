"""The milestones of a board: charts of those that moved most, tables of the others that moved or held."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from governance.charts import drawn
from governance.pages.tables import Picture, Table, day, picture, table, thing
from governance.rules.board_view import Trend
from governance.rules.charts import milestone_trend

MOST_TRENDS: Final = 6  # trend charts drawn on a board's page


def trends(rows: Sequence[Trend]) -> tuple[Picture, ...]:
    """Return the trend charts of the milestones ahead that moved most, each with its table, the most moved first."""
    shown = _moving(rows)[:MOST_TRENDS]
    charts = [milestone_trend(t, name=f"{t.about.ref} {t.about.name}".strip()) for t in shown]
    return tuple(picture(d, note=_slip(t)) for d, t in zip(drawn(charts), shown, strict=True))


def further_trends(rows: Sequence[Trend]) -> Table:
    """Return the other milestones ahead that moved; each has its chart on its own page."""
    return table(
        "Other milestones that moved",
        ("Milestone", "@Baseline", "@First forecast", "@Forecast", "Moved later", "Slip"),
        (
            [
                thing(t.about),
                day(t.baseline, otherwise="none"),
                day(t.points[0][1]),
                day(t.points[-1][1]),
                _times(t.pushes),
                t.slip_words,
            ]
            for t in _moving(rows)[MOST_TRENDS:]
        ),
        is_folded=True,
    )


def steady(rows: Sequence[Trend]) -> Table:
    """Return the milestones that were reached, or whose date has held since it was first reported."""
    held = [t for t in rows if not _is_moving(t)]
    return table(
        "Milestones reached, or whose date has held",
        ("Milestone", "@Baseline", "@Forecast", "@Reached", "Slip"),
        (
            [
                thing(t.about),
                day(t.baseline, otherwise="none"),
                day(t.points[-1][1]) if t.points else "not forecast",
                day(t.actual, otherwise="not yet"),
                t.slip_words,
            ]
            for t in held
        ),
        nothing="No milestone has been forecast.",
        is_folded=True,
    )


def _moving(rows: Sequence[Trend]) -> list[Trend]:
    return sorted((t for t in rows if _is_moving(t)), key=lambda t: -t.pushes)


def _times(count: int) -> str:
    return {0: "never", 1: "once", 2: "twice"}.get(count, f"{count} times")


def _is_moving(t: Trend) -> bool:
    moved = len({forecast for _, forecast in t.points}) > 1
    return moved and t.actual is None and not t.about.is_struck


def _slip(t: Trend) -> str:
    return f"Against its baseline: {t.slip_words}." if t.slip_words else ""
