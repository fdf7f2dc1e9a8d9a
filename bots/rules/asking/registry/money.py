"""Money of savings lines, by year."""

from __future__ import annotations

from typing import Final

from bots.rules.asking.registry.metric import (
    LINE_FILTERS,
    LINES,
    WHY,
    YEARLY,
    C,
    F,
    L,
    Metric,
    of_money,
    of_rows,
)

MONEY_METRICS: Final[tuple[Metric, ...]] = (
    # Money of savings lines, by year. Family "money".
    of_money("plan", "planned savings", "total"),
    of_money("target", "target", "target", "The two bridges"),
    of_money("forecast", "forecast savings", "forecast", "The forecast that holds"),
    of_money("delivered", "delivered savings", "delivered", "The two bridges"),
    of_money("claimed", "claimed savings", "claimed", "Validation"),
    of_money("validated", "validated savings", "validated", "Validation"),
    of_rows(
        "unvalidated",
        "savings claimed and not validated",
        "validated",
        "money",
        "lines",
        (L, C),
        subjects=LINES,
        filters=LINE_FILTERS,
        times=YEARLY,
        unit="pounds",
        definition="Validation",
    ),
    of_money("on_track", "savings on track", "on track", "The two bridges"),
    of_money("at_risk", "savings at risk", "at risk", "The two bridges"),
    of_money("deliverable_later", "savings deliverable later", "deliverable later", "The two bridges"),
    of_money("undeliverable", "undeliverable savings", "undeliverable", "The two bridges"),
    of_money("no_outlook", "savings without an outlook", "outlook", "The two bridges"),
    of_money("shortfall", "shortfall", "shortfall", "Shortfall, timing and loss", WHY),
    of_money("loss", "loss", "shortfall", "Shortfall, timing and loss"),
    of_money("timing", "timing", "shortfall", "Shortfall, timing and loss"),
    of_money("over_delivery", "over-delivery", "shortfall", "Shortfall, timing and loss"),
    of_money("unidentified", "unidentified savings", "unidentified", "The two bridges"),
    of_money("new", "new savings", "increment", "Profile"),
    of_money("increment", "change on the year before", "increment", "Profile"),
    of_money("cash", "cash over the period", "cash", "Profile"),
    of_money("full_year", "full-year value", "full-year value", "Profile"),
    of_money("net", "net savings", "net", "Net"),
    of_money("investment", "investment", "investment", "Net"),
    Metric(
        "pressure",
        "budget pressures",
        "pressure",
        "money",
        "pounds",
        (F, L, C),
        frozenset({"pressure", "programme"}),
        "pressures",
        frozenset(),
        YEARLY,
        "Pressure loop",
        by_year=True,
    ),
    of_money("provision", "suggested provision", "range", "Risk of delivery"),
    of_money("range", "range", "range", "Risk of delivery"),
)
