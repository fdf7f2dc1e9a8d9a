"""What a metric is, and the ways most of them are written."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

from bots.rules.asking.query import Shape
from bots.rules.asking.things import ThingKind

MetricUnit = Literal["pounds", "days", "number", "share", "word", "date", "rows"]
Family = Literal[
    "money",
    "lines",
    "ratings",
    "milestones",
    "governance",
    "budget",
    "indicators",
    "papers",
    "changes",
    "help",
]

# Shapes, short, since each metric names its own.
F, L, C, T = Shape.FIGURE, Shape.LIST, Shape.COUNT, Shape.TOP
V, S, P, K = Shape.COMPARE, Shape.SHARE, Shape.SPLIT, Shape.LOOK_UP
WHY, WHO, WHEN, Y = Shape.WHY, Shape.WHO, Shape.WHEN, Shape.YES_NO

LINES: Final[frozenset[ThingKind]] = frozenset(
    {"saving", "heading", "workstream", "programme", "person", "board"}
)
PLACES: Final[frozenset[ThingKind]] = frozenset({"workstream", "programme", "board", "person"})
YEARLY: Final = frozenset({"year", "years", "as_at"})
LINE_FILTERS: Final = frozenset(
    {
        "rag",
        "outlook",
        "maturity",
        "kind",
        "shape",
        "amount",
        "owner",
        "validated",
        "claimed",
        "forecast",
        "sign",
    }
)


@dataclass(frozen=True, slots=True)
class Metric:
    """What can be asked for.

    key         its name in queries and code;  words: how answers and restated questions call it
    intent      the word of `ask --json` for it, unless its shape says (`intent_of`)
    family      the module of bots/queries/answers that answers it
    unit        of its figures; "rows" has none of its own and is only listed or counted
    shapes      what may be done with it, the first being what is meant where nothing says
    subjects    the kinds of things it may be of; `rows` what its lists are lists of
    filters     the names of filters it takes;  times: the kinds of time (`Time.kinds`) it takes
    definition  the heading of docs/method.md that defines it
    by_year     whether it is stated by financial year, so that a question without one takes the year that stands
    """

    key: str
    words: str
    intent: str
    family: Family
    unit: MetricUnit
    shapes: tuple[Shape, ...]
    subjects: frozenset[ThingKind] = LINES
    rows: str = "lines"
    filters: frozenset[str] = frozenset()
    times: frozenset[str] = frozenset()
    definition: str = "Totals"
    by_year: bool = False


def of_money(key: str, words: str, intent: str, definition: str = "Totals", *more: Shape) -> Metric:
    """Return a metric in pounds by financial year over savings lines."""
    shapes = (F, T, V, S, P, L, C, Y, *more)
    return Metric(
        key,
        words,
        intent,
        "money",
        "pounds",
        shapes,
        filters=LINE_FILTERS,
        times=YEARLY,
        definition=definition,
        by_year=True,
    )


def of_rows(
    key: str,
    words: str,
    intent: str,
    family: Family,
    rows: str,
    shapes: tuple[Shape, ...],
    *,
    subjects: frozenset[ThingKind] = PLACES,
    filters: frozenset[str] = frozenset(),
    times: frozenset[str] = frozenset(),
    definition: str = "Totals",
    unit: MetricUnit = "rows",
) -> Metric:
    return Metric(key, words, intent, family, unit, shapes, subjects, rows, filters, times, definition)
