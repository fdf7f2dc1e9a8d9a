"""What Southampton's papers print, and what each figure should equal. Reasons and notes are ours."""

from __future__ import annotations

from deploy.examples.checks.southampton_children import children_checks
from savings.rules.casting import BASIS_DIFFERS, Check
from savings.rules.expressions import (
    At,
    Figure,
    Minus,
    Percent,
    Plus,
    at,
    total,
)

MARCH = "Southampton Children and Learning Service, March 2024"
JANUARY = "Southampton Children and Learning - Draft Budget Proposals, 25 January 2024"

SAVINGS_TOTALS = {"2024/25": "4916", "2025/26": "4493", "2026/27": "4418", "2027/28": "4373"}
PRESSURES_TOTALS = {"2024/25": "10006", "2025/26": "10103", "2026/27": "9665", "2027/28": "9665"}
PROPOSALS_TOTALS = {"2024/25": "3.08", "2025/26": "8.26", "2026/27": "13.63"}
NEIGHBOURS = ("Portsmouth", "Southampton", "Hull", "Salford", "Bristol", "Stoke", "Sheffield")


def southampton_checks() -> tuple[Check, ...]:
    """Return the checks in the order of the papers."""
    return (
        *_savings(),
        *_pressures(),
        *_proposals(),
        *_family_safeguarding(),
        *children_checks(),
        *_neighbours_and_budget(),
        *_between_papers(),
    )


def _savings() -> list[Check]:
    checks = [
        Check(
            "savings",
            "Total, readable rows only",
            year,
            "£000",
            Figure(printed, "£000"),
            total("savings", year),
        )
        for year, printed in SAVINGS_TOTALS.items()
    ]
    committed = _reading("Savings put forward or committed", "stated total")
    heading = Check(
        "savings",
        "Heading: £7M current commitments against the 2024/25 table total",
        "2024/25",
        "£000",
        committed,
        total("savings", "2024/25"),
        BASIS_DIFFERS,
        "The heading counts commitments of any date; the table counts its own lines.",
    )
    return [*checks, heading]


def _pressures() -> list[Check]:
    doubtful = "24P03 cannot be read with certainty."
    notes = {
        "2024/25": doubtful,
        "2025/26": doubtful,
        "2026/27": "Line 10 has no value; the total is met without it.",
        "2027/28": "Lines 8, 9 and 10 have no value.",
    }
    return [
        Check(
            "pressures",
            "Total, readable lines only",
            year,
            "£000",
            Figure(printed, "£000"),
            total("pressures", year),
            note=notes.get(year, ""),
        )
        for year, printed in PRESSURES_TOTALS.items()
    ]


def _proposals() -> list[Check]:
    totals = [
        Check("proposals", "TOTAL", year, "£m", Figure(printed, "£m"), total("proposals", _amount(year)))
        for year, printed in PROPOSALS_TOTALS.items()
    ]
    rivals = [
        Check(
            "proposals",
            "Demand reduction row against second Family Safeguarding forecast",
            year,
            "£m",
            at("proposals", _amount(year), proposal="Demand reduction"),
            at(
                "family_safeguarding_forecasts",
                "cost_avoidance_gbp_m",
                forecast_no="2",
                financial_year=year[2:],
            ),
            note="Printed is the proposal, beside it the appendix's forecast of the same thing.",
        )
        for year in PROPOSALS_TOTALS
    ]
    return [*totals, *rivals]


def _family_safeguarding() -> list[Check]:
    earlier = _reading("Saving from net fall of 4 children a month", "earlier savings assumption")
    addition = _reading("Increase from net fall of 6 children a month", "Family Safeguarding addition")
    legal = _reading("Legal cost avoidance", "Family Safeguarding addition, one-off")
    return [
        Check(
            "indicators",
            "Net fall in children: 664 + 516 + 500 against the stated £1.66m",
            "2024/25",
            "£000",
            _reading("Expected saving from net fall", "stated total"),
            Plus((earlier, addition, legal)),
            note="664 and the stated £1m come to 1,664; the two items behind the £1m come to 1,016.",
        ),
        Check(
            "indicators",
            "Family Safeguarding addition: 516 + 500 against the stated £1m",
            "2024/25",
            "£000",
            _reading("Family Safeguarding addition", "stated total"),
            Plus((addition, legal)),
            note="Stated to the nearest £1m.",
        ),
    ]


def _neighbours_and_budget() -> list[Check]:
    shares = [
        Check(
            "neighbours",
            f"{authority}: overspend as % of budget",
            "2023/24",
            "%",
            at("neighbours", "overspend_pct_published", authority=authority),
            Percent(
                at("neighbours", "forecast_overspend_gbp_m", authority=authority),
                at("neighbours", "budget_2023_24_gbp_m", authority=authority),
            ),
        )
        for authority in NEIGHBOURS
    ]
    now = at("neighbours", "budget_2023_24_gbp_m", authority="Portsmouth")
    before = at("neighbours", "prior_year_budget_gbp_m", authority="Portsmouth")
    growth = Check(
        "neighbours",
        "Portsmouth: budget growth from 44 to 66",
        "2023/24",
        "%",
        Figure("33", "%"),
        Percent(Minus(now, before), before),
        note="22 is a third of the new budget and half of the old one.",
    )
    items = Check(
        "neighbours",
        "Sheffield: amounts itemised against the forecast",
        "2023/24",
        "£m",
        at("neighbours", "forecast_overspend_gbp_m", authority="Sheffield"),
        Plus((Figure("3", "£m"), Figure("3.9", "£m"), Figure("4.8", "£m"))),
        BASIS_DIFFERS,
        "The items are causes, which may overlap; the paper does not offer them as a breakdown.",
    )
    budget = Check(
        "budget",
        "23/24 budget: three-year table against neighbour comparison",
        "2023/24",
        "£m",
        At("budget", "2023/24"),
        at("neighbours", "budget_2023_24_gbp_m", authority="Southampton"),
        note="Printed is the three-year table, beside it the comparison. The paper does not explain it.",
    )
    return [*shares, growth, items, budget]


def _between_papers() -> list[Check]:
    forecast = _reading("Agency spend", "forecast")
    spend = [
        Check(
            "indicators",
            f"Agency spend {year}: January figure against 2.9 + {fall}",
            year,
            "£m",
            at(
                "indicators", "value", indicator="Agency spend", basis="actual", period=period, source=JANUARY
            ),
            Plus((forecast, _reading("Agency spend", "reduction", period=f"2023/24 against {year}"))),
            note=note,
        )
        for year, fall, period, note in (
            ("2022/23", "3.1", "last year", "January's last year is read as 2022/23."),
            ("2021/22", "4.1", "2021/22", ""),
        )
    ]
    staff = Check(
        "indicators",
        "Target average agency staff next year: January 12, March overview 16",
        "2024/25",
        "staff",
        at("indicators", "value", indicator="Agency staff", basis="target average", source=JANUARY),
        _reading("Agency staff", "target average"),
        note="March's own proposals table still says 12.",
    )
    return [*spend, staff]


def _reading(indicator: str, basis: str, **where: str) -> At:
    return at("indicators", "value", indicator=indicator, basis=basis, source=MARCH, **where)


def _amount(year: str) -> str:
    return f"amount_{year.replace('/', '_')}_gbp_m"
