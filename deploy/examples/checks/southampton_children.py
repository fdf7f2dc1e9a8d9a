"""What Southampton's papers print of children: in care, on plans, leaving. Notes are ours."""

from __future__ import annotations

from itertools import pairwise

from savings.rules.casting import Check
from savings.rules.expressions import At, Expression, Figure, Minus, Over, Plus, Times, at

YEARS = ("22/23", "23/24", "24/25", "25/26", "26/27")


def children_checks() -> tuple[Check, ...]:
    """Return the checks in the order of the papers."""
    return (*_demand(), *_indicators_and_exits())


def _demand() -> list[Check]:
    steps = list(pairwise(YEARS))
    net = [
        Check(
            "demand",
            "Net difference = entering less exiting",
            year,
            "children",
            _demand_cell("net_difference", year),
            Minus(_demand_cell("children_entering_care", year), _demand_cell("children_exiting_care", year)),
        )
        for year in YEARS
    ]
    in_care = [
        Check(
            "demand",
            "Total in care = previous total plus net difference",
            year,
            "children",
            _demand_cell("total_children_in_care", year),
            Plus((_demand_cell("total_children_in_care", before), _demand_cell("net_difference", year))),
        )
        for before, year in steps
    ]
    rates = [
        Check(
            "demand",
            "Rate, using the child population implied by 22/23",
            year,
            "per 10,000",
            _demand_cell("rate", year),
            Over(_demand_cell("total_children_in_care", year), _population()),
            note="No base is printed; 539 children at a rate of 108 imply about 49,907.",
            decimals=1,
        )
        for _, year in steps
    ]
    return [*net, *in_care, *rates, *_entries(steps[1:])]


def _entries(steps: list[tuple[str, str]]) -> list[Check]:
    entry_rates = [
        Check(
            "demand",
            f"Entry rate for {children} children, using the 22/23 base",
            year,
            "per 10,000",
            at("indicators", "value", indicator="Children entering care", basis="target rate", period=year),
            Over(
                at("indicators", "value", indicator="Children entering care", basis="target", period=year),
                _population(),
            ),
            decimals=1,
        )
        for children, year in (("140", "24/25"), ("102", "25/26"))
    ]
    falls = [
        Check(
            "demand",
            "Fall in entrants against the stated 40 fewer a year",
            year,
            "children",
            Figure("40", "children"),
            Minus(
                _demand_cell("children_entering_care", before), _demand_cell("children_entering_care", year)
            ),
            note="The 40 avoided and the fall on the year before may not measure the same thing.",
        )
        for before, year in steps
    ]
    return [*entry_rates, *falls]


def _indicators_and_exits() -> list[Check]:
    plans = "Children on CP plans"
    grossed = [
        Check(
            "exits",
            f"{route} full-year estimate: {leavers} grossed up from 8 months",
            "2023/24",
            "children",
            at("exits", "value", route=route, measure="full-year estimate"),
            Over(Times(at("exits", "value", route=route, measure=measure), _months("12")), _months("8")),
            note="No cut-off is printed; 8 months is what 42 to 63 implies.",
        )
        for route, measure, leavers in (
            ("Reunification", "leavers to date", "42"),
            ("SGO or CAO", "leavers in the year to date", "28"),
        )
    ]
    return [
        Check(
            "indicators",
            "CP plans: 325 less 149",
            "June 2025",
            "children",
            _reading(plans, "predicted level"),
            Minus(_reading(plans, "average"), _reading(plans, "predicted reduction")),
        ),
        *grossed,
    ]


def _reading(indicator: str, basis: str) -> At:
    return at("indicators", "value", indicator=indicator, basis=basis)


def _demand_cell(column: str, year: str) -> At:
    return at("demand", column, financial_year=year)


def _population() -> Expression:
    """Return the children, in tens of thousands, that the total and the rate of 22/23 imply."""
    return Over(_demand_cell("total_children_in_care", "22/23"), _demand_cell("rate", "22/23"))


def _months(count: str) -> Figure:
    return Figure(count, "months")
