"""The metrics there are, each defined once: its unit, what may be asked of it, and whose module answers.

To add one: a line here, its words in `words.py`, and its figures in `bots/queries/answers/<family>.py`.
"""

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

_F, _L, _C, _T = Shape.FIGURE, Shape.LIST, Shape.COUNT, Shape.TOP
_V, _S, _P, _K = Shape.COMPARE, Shape.SHARE, Shape.SPLIT, Shape.LOOK_UP
_WHY, _WHO, _WHEN, _Y = Shape.WHY, Shape.WHO, Shape.WHEN, Shape.YES_NO

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
SUMS: Final = frozenset({_F, _T, _V, _S, _P, _L, _C})


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


def _money(key: str, words: str, intent: str, definition: str = "Totals", *more: Shape) -> Metric:
    """Return a metric in pounds by financial year over savings lines."""
    shapes = (_F, _T, _V, _S, _P, _L, _C, _Y, *more)
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


def _rows(
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


_OF_BUDGETS: Final[frozenset[ThingKind]] = frozenset({"budget_line", "heading", "workstream", "programme"})
_OF_AREAS: Final[frozenset[ThingKind]] = _OF_BUDGETS | {"budget_area"}
_OF_DECISIONS: Final[tuple[tuple[str, str, str, tuple[Shape, ...], MetricUnit], ...]] = (
    ("decision", "decision", "decisions", (_K,), "rows"),
    ("needed_by", "day needed by", "waiting", (_WHEN,), "date"),
    ("decided_on", "day decided", "decisions", (_WHEN, _Y), "date"),
)
_OF_COPIES: Final[tuple[tuple[str, str, tuple[Shape, ...], MetricUnit], ...]] = (
    ("readable", "printed total against readable rows", (_F, _Y), "pounds"),
    ("unreadable", "what cannot be read of the total", (_F,), "pounds"),
    ("blank_cells", "cells that cannot be read", (_F, _C, _L), "number"),
)
_OF_DRIVERS: Final[tuple[tuple[str, str, tuple[Shape, ...], MetricUnit], ...]] = (
    ("driver_volume", "passengers", (_F, _C), "number"),
    ("driver_days", "days", (_F, _C), "number"),
    ("driver_weeks", "weeks", (_F, _C), "number"),
    ("driver_per_day", "cost per day", (_F,), "pounds"),
    ("driver_per_week", "cost per week", (_F,), "pounds"),
    ("driver_unit_cost", "cost per passenger", (_F,), "pounds"),
    ("driver_cost", "cost", (_F,), "pounds"),
)
_OF_CAUSES: Final[frozenset[ThingKind]] = _OF_BUDGETS | {"cause"}
_EXPLAINED: Final = frozenset({"causes", "variance", "overspend"})
"""Metrics of budgets that may be of a named cause as well: what it adds to an overspend."""
_BUDGETED: Final = (_F, _T, _V, _S, _L, _P, _Y)

_ALL: Final = (
    # Money of savings lines, by year. Family "money".
    _money("plan", "planned savings", "total"),
    _money("target", "target", "target", "The two bridges"),
    _money("forecast", "forecast savings", "forecast", "The forecast that holds"),
    _money("delivered", "delivered savings", "delivered", "The two bridges"),
    _money("claimed", "claimed savings", "claimed", "Validation"),
    _money("validated", "validated savings", "validated", "Validation"),
    _rows(
        "unvalidated",
        "savings claimed and not validated",
        "validated",
        "money",
        "lines",
        (_L, _C),
        subjects=LINES,
        filters=LINE_FILTERS,
        times=YEARLY,
        unit="pounds",
        definition="Validation",
    ),
    _money("on_track", "savings on track", "on track", "The two bridges"),
    _money("at_risk", "savings at risk", "at risk", "The two bridges"),
    _money("deliverable_later", "savings deliverable later", "deliverable later", "The two bridges"),
    _money("undeliverable", "undeliverable savings", "undeliverable", "The two bridges"),
    _money("no_outlook", "savings without an outlook", "outlook", "The two bridges"),
    _money("shortfall", "shortfall", "shortfall", "Shortfall, timing and loss", _WHY),
    _money("loss", "loss", "shortfall", "Shortfall, timing and loss"),
    _money("timing", "timing", "shortfall", "Shortfall, timing and loss"),
    _money("over_delivery", "over-delivery", "shortfall", "Shortfall, timing and loss"),
    _money("unidentified", "unidentified savings", "unidentified", "The two bridges"),
    _money("new", "new savings", "increment", "Profile"),
    _money("increment", "change on the year before", "increment", "Profile"),
    _money("cash", "cash over the period", "cash", "Profile"),
    _money("full_year", "full-year value", "full-year value", "Profile"),
    _money("net", "net savings", "net", "Net"),
    _money("investment", "investment", "investment", "Net"),
    Metric(
        "pressure",
        "budget pressures",
        "pressure",
        "money",
        "pounds",
        (_F, _L, _C),
        frozenset({"pressure", "programme"}),
        "pressures",
        frozenset(),
        YEARLY,
        "Pressure loop",
        by_year=True,
    ),
    _money("provision", "suggested provision", "range", "Risk of delivery"),
    _money("range", "range", "range", "Risk of delivery"),
    # What a line is, and lists of lines. Family "lines".
    _rows(
        "line",
        "savings lines",
        "look-up",
        "lines",
        "lines",
        (_K, _L, _C, _T, _P),
        subjects=LINES,
        filters=LINE_FILTERS,
        times=YEARLY,
        definition="Totals",
    ),
    _rows(
        "owner",
        "owner",
        "owner",
        "lines",
        "lines",
        (_WHO, _L, _C, _Y, _P),
        subjects=LINES | {"milestone", "risk"},
        filters=LINE_FILTERS,
        unit="word",
    ),
    _rows(
        "maturity",
        "maturity",
        "maturity",
        "lines",
        "lines",
        (_F, _L, _C, _P, _Y),
        subjects=LINES,
        filters=LINE_FILTERS,
        unit="word",
        definition="Evidence",
    ),
    _rows(
        "outlook",
        "outlook",
        "outlook",
        "lines",
        "lines",
        (_F, _L, _C, _P, _WHY, _Y),
        subjects=LINES,
        filters=LINE_FILTERS,
        unit="word",
        definition="The two bridges",
    ),
    _rows(
        "shape",
        "one-off or recurring",
        "one-off or recurring",
        "lines",
        "lines",
        (_F, _L, _C, _P, _Y),
        subjects=LINES,
        filters=LINE_FILTERS,
        unit="word",
        definition="Profile",
    ),
    _rows(
        "kind",
        "kind",
        "kind",
        "lines",
        "lines",
        (_F, _L, _C, _P, _Y),
        subjects=LINES,
        filters=LINE_FILTERS,
        unit="word",
        definition="Totals",
    ),
    _rows(
        "dates",
        "dates",
        "dates",
        "lines",
        "lines",
        (_WHEN, _L, _Y),
        subjects=LINES | {"milestone"},
        times=frozenset({"window"}),
        unit="date",
        definition="Profile",
    ),
    _rows(
        "start",
        "start date",
        "dates",
        "lines",
        "lines",
        (_WHEN, _L, _C),
        subjects=LINES | {"milestone"},
        times=frozenset({"year"}),
        unit="date",
        definition="Profile",
    ),
    _rows(
        "finish",
        "finish date",
        "dates",
        "lines",
        "lines",
        (_WHEN, _L, _C),
        subjects=LINES | {"milestone"},
        times=frozenset({"year"}),
        unit="date",
        definition="Profile",
    ),
    _rows(
        "place",
        "heading and workstream",
        "look-up",
        "lines",
        "lines",
        (_F,),
        subjects=frozenset({"saving"}),
        unit="word",
    ),
    _rows("note", "note", "look-up", "lines", "lines", (_F,), subjects=frozenset({"saving"}), unit="word"),
    _rows(
        "headings",
        "headings",
        "list",
        "lines",
        "headings",
        (_L, _C, _T),
        subjects=frozenset({"programme"}),
        times=YEARLY,
    ),
    _rows(
        "workstreams",
        "workstreams",
        "list",
        "lines",
        "workstreams",
        (_L, _C, _T),
        subjects=frozenset({"programme", "board", "person"}),
        filters=frozenset({"rag", "owner"}),
        times=YEARLY,
    ),
    _rows(
        "programmes", "programmes", "list", "lines", "programmes", (_L, _C), subjects=frozenset({"programme"})
    ),
    # Ratings, risk and status. Family "ratings".
    _rows(
        "status",
        "status",
        "status",
        "ratings",
        "workstreams",
        (Shape.STATUS,),
        subjects=LINES | {"decision"},
    ),
    _rows(
        "rag",
        "RAG",
        "rag",
        "ratings",
        "workstreams",
        (_F, _L, _C, _P, _WHY, _WHO, _Y),
        subjects=LINES,
        filters=frozenset({"rag"}),
        times=frozenset({"as_at", "since"}),
        unit="word",
        definition="Ratings",
    ),
    _rows(
        "chance",
        "chance of delivery",
        "chance",
        "ratings",
        "workstreams",
        (_F, _L, _T, _WHY),
        subjects=LINES | {"milestone"},
        unit="share",
        definition="Risk of delivery",
    ),
    # Milestones. Family "milestones".
    _rows("chance_90", "90 days", "chance", "ratings", "milestones", ()),  # only beside a chance
    _rows(
        "baseline",
        "baseline date",
        "dates",
        "milestones",
        "milestones",
        (_WHEN,),
        subjects=frozenset({"milestone"}),
        unit="date",
        definition="Slippage",
    ),
    _rows(
        "slipped",
        "milestones that moved later",
        "slipped",
        "milestones",
        "milestones",
        (_L, _C, _T, _F, _WHY, _Y),
        subjects=LINES | {"milestone"},
        times=frozenset({"since", "as_at"}),
        unit="days",
        definition="Slippage",
    ),
    _rows(
        "due",
        "milestones due next",
        "due next",
        "milestones",
        "milestones",
        (_L, _C, _T, _WHEN),
        subjects=LINES | {"milestone"},
        times=frozenset({"window", "year", "months"}),
        unit="date",
        definition="Slippage",
    ),
    _rows(
        "overdue",
        "overdue milestones",
        "overdue",
        "milestones",
        "milestones",
        (_L, _C, _T, _Y),
        subjects=LINES | {"milestone"},
        unit="days",
        definition="Slippage",
    ),
    _rows(
        "milestones",
        "milestones",
        "list",
        "milestones",
        "milestones",
        (_L, _C, _K),
        subjects=LINES | {"milestone"},
        filters=frozenset({"timing"}),
        times=frozenset({"window", "year", "months"}),
        definition="Slippage",
    ),
    # Who decides, what waits, risks. Family "governance".
    _rows(
        "waiting",
        "what is waiting for a decision",
        "waiting",
        "governance",
        "decisions",
        (_L, _C, _Y),
        subjects=LINES | {"milestone", "decision", "decision_maker"},
        definition="Decisions",
    ),
    *(
        _rows(
            key,
            words,
            intent,
            "governance",
            "decisions",
            shapes,
            subjects=frozenset({"decision"}),
            unit=unit,
            definition="Decisions",
        )
        for key, words, intent, shapes, unit in _OF_DECISIONS
    ),
    _rows(
        "decisions",
        "decisions",
        "decisions",
        "governance",
        "decisions",
        (_L, _C),
        subjects=LINES | {"decision_maker"},
        times=frozenset({"since", "window"}),
        filters=frozenset({"decision"}),
        definition="Decisions",
    ),
    _rows(
        "decider",
        "decision-maker",
        "who decides",
        "governance",
        "workstreams",
        (_WHO,),
        subjects=LINES | {"decision"},
        unit="word",
        definition="What takes a decision",
    ),
    _rows(
        "board",
        "overseeing board",
        "who decides",
        "governance",
        "workstreams",
        (_WHO, _L, _C),
        subjects=LINES,
        unit="word",
        definition="Boards",
    ),
    _rows(
        "meeting",
        "next meeting",
        "dates",
        "governance",
        "boards",
        (_WHEN,),
        subjects=frozenset({"board", "programme"}),
        unit="date",
        definition="Meetings",
    ),
    _rows(
        "boards",
        "boards",
        "list",
        "governance",
        "boards",
        (_L, _C),
        subjects=frozenset({"programme"}),
        definition="Boards",
    ),
    _rows(
        "risks",
        "risks",
        "risks",
        "governance",
        "risks",
        (_L, _C, _T),
        subjects=LINES | {"risk"},
        definition="Risk register",
    ),
    _rows("alerts", "open alerts", "alerts", "governance", "alerts", (_L, _C), definition="Alert episodes"),
    _rows(
        "actions",
        "actions",
        "actions",
        "governance",
        "actions",
        (_L, _C),
        filters=frozenset({"timing"}),
        definition="Actions",
    ),
    _rows(
        "overdue_actions",
        "overdue actions",
        "overdue",
        "governance",
        "actions",
        (_L, _C),
        definition="Actions",
    ),
    _rows(
        "findings",
        "findings",
        "findings",
        "governance",
        "findings",
        (_L, _C),
        definition="Findings of a review",
    ),
    # Budget lines and monitoring. Family "budget".
    *(
        Metric(
            key,
            words,
            intent,
            "budget",
            "pounds",
            shapes,
            _OF_AREAS if key == "budget" else _OF_CAUSES if key in _EXPLAINED else _OF_BUDGETS,
            "budget lines",
            frozenset({"amount", "sign"}),
            frozenset({"year", "years", "months"}),
            "Budget monitoring",
            by_year=True,
        )
        for key, words, intent, shapes in (
            ("budget", "current budget", "budget", _BUDGETED),
            ("gross_budget", "gross budget", "gross or net", _BUDGETED),
            ("net_budget", "net budget", "gross or net", _BUDGETED),
            ("income_budget", "income budget", "gross or net", _BUDGETED),
            ("projection", "projection", "budget", (*_BUDGETED, _WHY)),
            ("variance", "variance", "budget", (*_BUDGETED, _C, _WHY)),
            ("overspend", "overspend", "budget", (*_BUDGETED, _C, _WHY)),
            ("underspend", "underspend", "budget", (*_BUDGETED, _C, _WHY)),
            ("on_budget", "lines on budget", "budget", (_L, _C, _Y)),
            ("budget_basis", "gross or net", "gross or net", (_F, _Y)),
            ("movement", "movement", "budget", (*_BUDGETED, _WHY)),
            ("spend", "spend to date", "budget", (_F, _L, _T)),
            ("balance", "cumulative balance", "budget", (_F,)),
            ("direction", "direction", "budget", (_F, _L, _Y, _WHY)),
            ("causes", "causes", "causes", (_F, _L, _WHY)),
            ("not_itemised", "what is not itemised", "causes", (_F, _L)),
        )
    ),
    _rows(
        "budget_line",
        "budget line",
        "budget",
        "budget",
        "budget lines",
        (_K, _L, _C),
        subjects=frozenset({"budget_line", "programme", "heading"}),
        times=frozenset({"year", "months"}),
        definition="Budget monitoring",
    ),
    *(
        _rows(
            key,
            words,
            "cost driver",
            "budget",
            "cost drivers",
            shapes,
            subjects=frozenset({"cost_driver"}),
            times=frozenset({"window"}),
            unit=unit,
            definition="Cost drivers",
        )
        for key, words, shapes, unit in _OF_DRIVERS
    ),
    _rows(
        "area_target",
        "target saving of the area",
        "target",
        "budget",
        "budget areas",
        (_F,),
        subjects=frozenset({"budget_area"}),
        unit="pounds",
        definition="The two bridges",
    ),
    # Indicators. Family "indicators".
    _rows(
        "indicator_peak",
        "peak of the indicator",
        "indicator",
        "indicators",
        "indicators",
        (_F,),
        subjects=frozenset({"indicator"}),
        times=frozenset({"year", "years", "calendar"}),
        unit="number",
        definition="Indicators",
    ),
    _rows(
        "indicator",
        "indicator",
        "indicator",
        "indicators",
        "indicators",
        (_F, _L, _C, _V, _Y, _S),
        subjects=frozenset({"indicator", "workstream", "programme"}),
        filters=frozenset({"amount"}),
        times=frozenset({"year", "years", "months", "as_at", "calendar"}),
        unit="number",
        definition="Indicators",
    ),
    _rows(
        "indicator_target",
        "indicator against target",
        "indicator",
        "indicators",
        "indicators",
        (_F, _L, _Y),
        subjects=frozenset({"indicator", "workstream", "programme"}),
        filters=frozenset({"amount"}),
        times=frozenset({"year", "years", "months", "calendar"}),
        unit="number",
        definition="Indicators",
    ),
    # What the papers print. Family "papers".
    _rows(
        "casts",
        "whether it casts",
        "casts",
        "papers",
        "casts",
        (_Y, _L, _C),
        subjects=frozenset({"programme", "heading", "workstream"}),
        times=frozenset({"year"}),
        definition="Casting",
    ),
    _rows(
        "stated",
        "ceiling or plan",
        "ceiling",
        "papers",
        "rows",
        (_F,),
        subjects=LINES | {"benefit"},
        filters=frozenset({"amount"}),
        times=frozenset({"year", "window", "calendar"}),
        unit="pounds",
        definition="Profile",
    ),
    _rows(
        "printed_figure",
        "figure as printed",
        "target",
        "papers",
        "rows",
        (_F,),
        subjects=frozenset({"printed"}),
        unit="pounds",
        definition="The two bridges",
    ),
    *(
        _rows(
            key,
            words,
            "printed total",
            "papers",
            "casts",
            shapes,
            subjects=frozenset({"programme", "heading", "workstream"}),
            times=frozenset({"year", "years"}),
            unit=unit,
            definition="Casting",
        )
        for key, words, shapes, unit in _OF_COPIES
    ),
    _rows(
        "printed_total",
        "printed total",
        "printed total",
        "papers",
        "casts",
        (_F, _L),
        subjects=frozenset({"programme", "heading", "workstream"}),
        times=frozenset({"year", "years"}),
        unit="pounds",
        definition="Casting",
    ),
    _rows(
        "sources",
        "sources that disagree",
        "sources",
        "papers",
        "casts",
        (_L, _C, _Y),
        subjects=LINES | {"indicator", "proposal", "budget_area", "printed", "budget_line"},
        filters=frozenset({"amount"}),
        times=frozenset({"year"}),
        definition="Indicators",
    ),
    _rows(
        "proposals",
        "further proposals",
        "proposals",
        "papers",
        "rows",
        (_L, _C, _F),
        subjects=frozenset({"programme", "proposal"}),
        times=frozenset({"year", "years"}),
        definition="Casting",
    ),
    _rows(
        "proposal_risk",
        "risk of the proposal",
        "proposals",
        "papers",
        "rows",
        (_F,),
        subjects=frozenset({"proposal"}),
        unit="word",
        definition="Casting",
    ),
    _rows(
        "source",
        "source paper",
        "sources",
        "papers",
        "rows",
        (_F,),
        subjects=frozenset({"programme"}),
        unit="word",
        definition="Reading a spreadsheet",
    ),
    # What changed. Family "changes".
    _rows(
        "changes",
        "what changed",
        "changed",
        "changes",
        "changes",
        (_L, _C),
        subjects=LINES,
        times=frozenset({"since", "as_at", "window"}),
        definition="What changed",
    ),
    # Help. Family "help".
    Metric(
        "help",
        "help",
        "help",
        "help",
        "word",
        (Shape.HELP,),
        frozenset(),
        "",
        definition="How questions are read",
    ),
)

METRICS: Final[dict[str, Metric]] = {metric.key: metric for metric in _ALL}
SHAPE_INTENTS: Final[dict[Shape, str]] = {
    Shape.TOP: "top",
    Shape.COUNT: "count",
    Shape.SHARE: "share",
    Shape.COMPARE: "difference",
    Shape.SPLIT: "split",
    Shape.WHY: "why",
    Shape.LOOK_UP: "look-up",
}
