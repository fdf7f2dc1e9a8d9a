"""What Somerset's paper prints, and what each figure should equal. Reasons and notes are ours."""

from __future__ import annotations

from collections.abc import Mapping

from savings.rules.casting import PARTIAL, Check
from savings.rules.expressions import Expression, Figure, Minus, Over, Percent, Plus, at, total

PERIOD = "2023/24, month 5"
YEAR = "2023/24"
MONITORING, TOTALS = "budget_monitoring", "budget_monitoring_totals"
ALL = "Children & Family Services Total"

LINES: Mapping[str, tuple[str, ...]] = {
    "Children's Social Care": (
        "Prevention",
        "Fostering & Permanence",
        "External Placements",
        "Fieldwork",
        "Disabilities",
        "Partnership, Audit & Quality",
        "Children Looked After",
        "Leaving Care",
        "Central",
        "Residential Homes",
    ),
    "Commissioning": ("Commissioning Services", "Supporting Families", "Central"),
    "Education Partnerships and Skills": ("Education Partnerships and Skills", "Home to School Transport"),
    "Inclusion": ("Inclusion Services", "SEND Transport"),
}
COLUMNS = (
    ("current budget", "current_budget", "current_budget_gbp_m"),
    ("full year projection", "projection", "full_year_projection_gbp_m"),
    ("month 5 variance", "variance", "month_5_variance_gbp_m"),
    ("movement from month 4", "movement", "movement_from_month_4_gbp_m"),
)
"""What the column is called in words, in the ledger, and in the table of totals."""

BLOCKS = ("Schools", "Central Schools", "Early Years", "High Needs")
MONTHS = ("Mar-23", "Mar-22", "Mar-21", "Mar-20", "Mar-19", "Mar-18")
PUPILS = (("SEN", "sen"), ("mainstream", "mainstream"))


def somerset_checks() -> tuple[Check, ...]:
    """Return the checks in the order of the paper."""
    return (*_sub_totals(), *_totals(), *_variances(), *_headlines(), *_causes(), *_dsg(), *_transport())


def _sub_totals() -> list[Check]:
    return [
        _check(
            MONITORING,
            f"{group} sub total: {words}",
            _printed(printed, group),
            _lines(column, group=group),
        )
        for group in LINES
        for words, column, printed in COLUMNS
    ]


def _totals() -> list[Check]:
    of_lines = [
        _check(MONITORING, f"{ALL}: {words}", _printed(printed, ALL), _lines(column))
        for words, column, printed in COLUMNS
    ]
    of_sub_totals = [
        _check(
            MONITORING,
            f"Total = sum of the four sub totals: {words}",
            _printed(printed, ALL),
            total(TOTALS, printed, level="sub total"),
        )
        for words, _, printed in COLUMNS
    ]
    return [*of_lines, *of_sub_totals]


def _variances() -> list[Check]:
    of_lines = [
        _check(
            MONITORING,
            f"Variance = projection less budget: {group} / {line}",
            _line("variance", group=group, name=line),
            Minus(
                _line("projection", group=group, name=line),
                _line("current_budget", group=group, name=line),
            ),
        )
        for group, lines in LINES.items()
        for line in lines
    ]
    of_totals = [
        _check(
            MONITORING,
            f"Variance = projection less budget: {group if group == ALL else f'{group} sub total'}",
            _printed("month_5_variance_gbp_m", group),
            Minus(_printed("full_year_projection_gbp_m", group), _printed("current_budget_gbp_m", group)),
        )
        for group in (*LINES, ALL)
    ]
    return [*of_lines, *of_totals]


def _headlines() -> list[Check]:
    return [
        _check(
            "headlines",
            "Net budget = gross less income",
            _headline("Net budget"),
            Minus(_headline("Gross expenditure budget"), _headline("Income budget")),
            period=YEAR,
        ),
        _check(
            "headlines",
            "Net budget headline against table total",
            _headline("Net budget"),
            _printed("current_budget_gbp_m", ALL),
            period=YEAR,
        ),
        _check(
            "headlines",
            "Overspend headline against table total",
            _headline("Forecast overspend"),
            _printed("month_5_variance_gbp_m", ALL),
        ),
        _check(
            "headlines",
            "Overspend as % of net budget",
            _headline("Forecast overspend as share of net budget"),
            Percent(_headline("Forecast overspend"), _headline("Net budget")),
            unit="%",
        ),
    ]


def _causes() -> list[Check]:
    return [
        Check(
            "cost_drivers",
            "External placements: itemised causes against overspend",
            PERIOD,
            "£m",
            _driver("1"),
            Plus((_driver("2"), _driver("7"))),
            PARTIAL,
            "The paper gives amounts for unregistered and residential placements only.",
        ),
        _check(
            "cost_drivers",
            "External placements: slide figure against table variance",
            _driver("1"),
            _line("variance", name="External Placements"),
        ),
        _check(
            "cost_drivers",
            "SEND transport: slide figure against table variance",
            _driver("16"),
            _line("variance", name="SEND Transport"),
        ),
    ]


def _dsg() -> list[Check]:
    totals = [
        _check("dsg", f"Total: {words}", Figure(printed, "£m"), total("dsg", column))
        for words, printed, column in (
            ("funding available", "112.8", "funding_available_gbp_m"),
            ("forecast month 5", "128.4", "forecast_month_5_gbp_m"),
            ("in-year variance", "-15.6", "in_year_variance_gbp_m"),
        )
    ]
    variances = [
        _check(
            "dsg",
            f"Variance = funding less forecast: {block}",
            _block("in_year_variance_gbp_m", block),
            Minus(_block("funding_available_gbp_m", block), _block("forecast_month_5_gbp_m", block)),
        )
        for block in BLOCKS
    ]
    headline = _check(
        "dsg",
        "In-year deficit headline against table total",
        _headline("DSG forecast in-year deficit"),
        _turned(total("dsg", "in_year_variance_gbp_m")),
        note="The headline prints the deficit without its sign.",
    )
    return [*totals, *variances, headline, *_dsg_pressures()]


def _dsg_pressures() -> list[Check]:
    return [
        Check(
            "dsg_pressures",
            "High Needs: itemised pressures against block deficit",
            PERIOD,
            "£m",
            _turned(_block("in_year_variance_gbp_m", "High Needs")),
            total("dsg_pressures", "amount_gbp_m", dsg_block="High Needs"),
            PARTIAL,
            "The paper gives no items for the rest of the deficit.",
        ),
        _check(
            "dsg_pressures",
            "Schools: itemised pressure against block deficit",
            _turned(_block("in_year_variance_gbp_m", "Schools")),
            total("dsg_pressures", "amount_gbp_m", dsg_block="Schools"),
        ),
    ]


def _transport() -> list[Check]:
    a_head = [
        _check(
            "send_transport",
            f"Cost per passenger, {words}",
            _transported(f"{pupils}_cost_per_passenger_gbp", month),
            Over(_transported(f"{pupils}_cost_gbp_m", month), _transported(f"{pupils}_passengers", month)),
            period=month,
            unit="£ per year",
            note="The cost is printed to £0.1m.",
        )
        for month in MONTHS
        for words, pupils in PUPILS
    ]
    return [*a_head, *_rises()]


def _rises() -> list[Check]:
    period = f"{MONTHS[-1]} to {MONTHS[0]}"
    rises = [
        _check(
            "send_transport",
            f"Rise in {words} cost per passenger, 2018 to 2023",
            Figure(printed, "%"),
            Percent(
                Minus(
                    _transported(f"{pupils}_cost_per_passenger_gbp", MONTHS[0]),
                    _transported(f"{pupils}_cost_per_passenger_gbp", MONTHS[-1]),
                ),
                _transported(f"{pupils}_cost_per_passenger_gbp", MONTHS[-1]),
            ),
            period=period,
            unit="%",
            note=note,
        )
        for (words, pupils), printed, note in zip(
            PUPILS, ("10", "54"), ("", "It is 54.75%, which looks cut rather than rounded."), strict=True
        )
    ]
    demand = Check(
        "send_transport",
        "SEN demand said to have doubled, as a multiple",
        period,
        "times",
        Figure("2", "times", exact=True),
        Over(_transported("sen_passengers", MONTHS[0]), _transported("sen_passengers", MONTHS[-1])),
        note="Doubled is a word, not a figure rounded to whole times, so it is held to exactly 2.",
        decimals=2,
    )
    return [*rises, demand]


def _check(
    table: str,
    label: str,
    printed: Expression,
    found: Expression,
    *,
    period: str = PERIOD,
    unit: str = "£m",
    note: str = "",
) -> Check:
    return Check(table, label, period, unit, printed, found, note=note)


def _printed(column: str, group: str) -> Expression:
    return at(TOTALS, column, service_group=group)


def _lines(column: str, **where: str) -> Expression:
    return total(MONITORING, column, year=YEAR, period="M5", **where)


def _line(column: str, **where: str) -> Expression:
    return at(MONITORING, column, year=YEAR, period="M5", **where)


def _headline(item: str) -> Expression:
    return at("headlines", "value", item=item)


def _driver(number: str) -> Expression:
    return at("cost_drivers", "amount_gbp_m", driver_no=number)


def _block(column: str, block: str) -> Expression:
    return at("dsg", column, dsg_block=block)


def _transported(column: str, month: str) -> Expression:
    return at("send_transport", column, month_as_published=month)


def _turned(amount: Expression) -> Expression:
    """Return an amount with its sign turned: the grant prints a deficit below nought."""
    return Minus(Figure("0", "£m", exact=True), amount)
