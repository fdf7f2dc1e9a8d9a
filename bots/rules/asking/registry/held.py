"""Budget lines and monitoring, indicators, and what the papers print."""

from __future__ import annotations

from typing import Final

from bots.rules.asking.query import Shape
from bots.rules.asking.registry.metric import (
    LINES,
    WHY,
    C,
    F,
    K,
    L,
    Metric,
    MetricUnit,
    P,
    S,
    T,
    V,
    Y,
    of_rows,
)
from bots.rules.asking.things import ThingKind

_OF_BUDGETS: Final[frozenset[ThingKind]] = frozenset({"budget_line", "heading", "workstream", "programme"})
_OF_AREAS: Final[frozenset[ThingKind]] = _OF_BUDGETS | {"budget_area"}
_OF_CAUSES: Final[frozenset[ThingKind]] = _OF_BUDGETS | {"cause"}
_EXPLAINED: Final = frozenset({"causes", "variance", "overspend"})
"""Metrics of budgets that may be of a named cause as well: what it adds to an overspend."""
_OF_DRIVERS: Final[tuple[tuple[str, str, tuple[Shape, ...], MetricUnit], ...]] = (
    ("driver_volume", "passengers", (F, C), "number"),
    ("driver_days", "days", (F, C), "number"),
    ("driver_weeks", "weeks", (F, C), "number"),
    ("driver_per_day", "cost per day", (F,), "pounds"),
    ("driver_per_week", "cost per week", (F,), "pounds"),
    ("driver_unit_cost", "cost per passenger", (F,), "pounds"),
    ("driver_cost", "cost", (F,), "pounds"),
)
_BUDGETED: Final = (F, T, V, S, L, P, Y)
_OF_COPIES: Final[tuple[tuple[str, str, tuple[Shape, ...], MetricUnit], ...]] = (
    ("readable", "printed total against readable rows", (F, Y), "pounds"),
    ("unreadable", "what cannot be read of the total", (F,), "pounds"),
    ("blank_cells", "cells that cannot be read", (F, C, L), "number"),
)

HELD_METRICS: Final[tuple[Metric, ...]] = (
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
            ("projection", "projection", "budget", (*_BUDGETED, WHY)),
            ("variance", "variance", "budget", (*_BUDGETED, C, WHY)),
            ("overspend", "overspend", "budget", (*_BUDGETED, C, WHY)),
            ("underspend", "underspend", "budget", (*_BUDGETED, C, WHY)),
            ("on_budget", "lines on budget", "budget", (L, C, Y)),
            ("within_budget", "lines within budget", "budget", (L, C, Y)),
            ("budget_basis", "gross or net", "gross or net", (F, Y)),
            ("movement", "movement", "budget", (*_BUDGETED, WHY)),
            ("spend", "spend to date", "budget", (F, L, T)),
            ("balance", "cumulative balance", "budget", (F,)),
            ("direction", "direction", "budget", (F, L, Y, WHY)),
            ("causes", "causes", "causes", (F, L, WHY)),
            ("not_itemised", "what is not itemised", "causes", (F, L)),
        )
    ),
    of_rows(
        "budget_line",
        "budget line",
        "budget",
        "budget",
        "budget lines",
        (K, L, C),
        subjects=frozenset({"budget_line", "programme", "heading"}),
        times=frozenset({"year", "months"}),
        definition="Budget monitoring",
    ),
    *(
        of_rows(
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
    of_rows(
        "area_target",
        "target saving of the area",
        "target",
        "budget",
        "budget areas",
        (F,),
        subjects=frozenset({"budget_area"}),
        unit="pounds",
        definition="The two bridges",
    ),
    # Indicators. Family "indicators".
    of_rows(
        "indicator_peak",
        "peak of the indicator",
        "indicator",
        "indicators",
        "indicators",
        (F,),
        subjects=frozenset({"indicator"}),
        times=frozenset({"year", "years", "calendar"}),
        unit="number",
        definition="Indicators",
    ),
    of_rows(
        "indicator",
        "indicator",
        "indicator",
        "indicators",
        "indicators",
        (F, L, C, V, Y, S),
        subjects=frozenset({"indicator", "workstream", "programme"}),
        filters=frozenset({"amount"}),
        times=frozenset({"year", "years", "months", "as_at", "calendar"}),
        unit="number",
        definition="Indicators",
    ),
    of_rows(
        "indicator_target",
        "indicator against target",
        "indicator",
        "indicators",
        "indicators",
        (F, L, Y),
        subjects=frozenset({"indicator", "workstream", "programme"}),
        filters=frozenset({"amount"}),
        times=frozenset({"year", "years", "months", "calendar"}),
        unit="number",
        definition="Indicators",
    ),
    # What the papers print. Family "papers".
    of_rows(
        "casts",
        "whether it casts",
        "casts",
        "papers",
        "casts",
        (Y, L, C),
        subjects=frozenset({"programme", "heading", "workstream"}),
        times=frozenset({"year"}),
        definition="Casting",
    ),
    of_rows(
        "stated",
        "ceiling or plan",
        "ceiling",
        "papers",
        "rows",
        (F,),
        subjects=LINES | {"benefit"},
        filters=frozenset({"amount"}),
        times=frozenset({"year", "window", "calendar"}),
        unit="pounds",
        definition="Profile",
    ),
    of_rows(
        "printed_figure",
        "figure as printed",
        "target",
        "papers",
        "rows",
        (F,),
        subjects=frozenset({"printed"}),
        unit="pounds",
        definition="The two bridges",
    ),
    *(
        of_rows(
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
    of_rows(
        "printed_total",
        "printed total",
        "printed total",
        "papers",
        "casts",
        (F, L),
        subjects=frozenset({"programme", "heading", "workstream"}),
        times=frozenset({"year", "years"}),
        unit="pounds",
        definition="Casting",
    ),
    of_rows(
        "sources",
        "sources that disagree",
        "sources",
        "papers",
        "casts",
        (L, C, Y),
        subjects=LINES | {"indicator", "proposal", "budget_area", "printed", "budget_line"},
        filters=frozenset({"amount"}),
        times=frozenset({"year"}),
        definition="Indicators",
    ),
    of_rows(
        "proposals",
        "further proposals",
        "proposals",
        "papers",
        "rows",
        (L, C, F),
        subjects=frozenset({"programme", "proposal"}),
        times=frozenset({"year", "years"}),
        definition="Casting",
    ),
    of_rows(
        "proposal_risk",
        "risk of the proposal",
        "proposals",
        "papers",
        "rows",
        (F,),
        subjects=frozenset({"proposal"}),
        unit="word",
        definition="Casting",
    ),
    of_rows(
        "source",
        "source paper",
        "sources",
        "papers",
        "rows",
        (F,),
        subjects=frozenset({"programme"}),
        unit="word",
        definition="Reading a spreadsheet",
    ),
)
