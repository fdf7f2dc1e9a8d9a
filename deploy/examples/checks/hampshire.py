"""What Hampshire's paper prints, and what each figure should equal. Reasons and notes are ours."""

from __future__ import annotations

from savings.rules.casting import BASIS_DIFFERS, PARTIAL, Check
from savings.rules.expressions import Expression, Figure, Percent, Plus, Total, at, condition, total

AREAS = "savings_by_budget_area"
YEAR = "2023/24"
PERIOD = "SP2023"
FUNDING = ("Government funding", "Additional Corporate Funding")
AREAS_WITH_A_BUDGET = (
    "Children's Social Care",
    "Children with Disabilities",
    "Home to School Transport",
    "Other Education and Community",
    "Support Services",
    "Contribution to Youth Offending Team (YOT)",
)
UNMATCHED_AREAS = ("Children's Social Care", "Other Education and Community", "Support Services")
MATCHED_BY_NAME = ("7", "8", "9", "17")
NO_MAPPING = "Matched by name; the paper maps no workstream to a budget area."
ABSENT = "Workstreams 15 and 16 are not in the paper; 11, 17 and 20 are rounded."


def hampshire_checks() -> tuple[Check, ...]:
    """Return the checks in the order of the paper."""
    return (*_budget_areas(), *_headlines(), *_workstreams(), *_context())


def _budget_areas() -> list[Check]:
    shares = [
        _check(
            AREAS,
            f"{area}: saving as % of budget",
            "%",
            _area("saving_pct_of_budget_published", area),
            Percent(_area("full_year_saving_gbp000", area), _area("total_budget_gbp000", area)),
        )
        for area in AREAS_WITH_A_BUDGET
    ]
    budgets = total(AREAS, "total_budget_gbp000")
    return [
        _check(
            AREAS,
            "TOTAL budget",
            "£000",
            Figure("214856", "£000"),
            budgets,
            period="2021/22",
            note="The year is the budget chart's; the table prints none.",
        ),
        _check(
            AREAS,
            "TOTAL full year savings",
            "£000",
            Figure("22663", "£000"),
            total(AREAS, "full_year_saving_gbp000"),
        ),
        *shares,
        _check(
            AREAS,
            "TOTAL: saving as % of budget",
            "%",
            Figure("11", "%"),
            Percent(total(AREAS, "full_year_saving_gbp000"), budgets),
            note="Takes in 11,107 of funding that has no budget line.",
        ),
        Check(
            AREAS,
            "TOTAL excluding government and corporate funding, % of budget",
            PERIOD,
            "%",
            Figure("11", "%"),
            Percent(_without_funding(), budgets),
            BASIS_DIFFERS,
            "The printed 11% takes in the two funding lines; this figure leaves them out.",
            decimals=1,
        ),
    ]


def _headlines() -> list[Check]:
    return [
        _check(
            AREAS,
            "£11.6m excluding £6.1m and £5m, from budget areas",
            "£000",
            _headline(),
            _without_funding(),
            note="Printed to £0.1m.",
        ),
        _check(
            AREAS,
            "£11.6m + £6.1m + £5m against the published total",
            "£000",
            Figure("22663", "£000"),
            Plus((_headline(), _workstream("1"), _workstream("2"))),
            note="The parts are printed to £0.1m.",
        ),
    ]


def _workstreams() -> list[Check]:
    table = "workstreams"
    return [
        _check(
            table, "Workstreams 3 to 21 against £11.6m", "£000", _headline(), _all_but("1", "2"), note=ABSENT
        ),
        _check(
            table,
            "Workstreams 3 to 21 against budget areas excluding funding",
            "£000",
            _without_funding(),
            _all_but("1", "2"),
            note=ABSENT,
        ),
        _check(
            table,
            "All workstreams against TOTAL",
            "£000",
            Figure("22663", "£000"),
            Total("savings", YEAR, each=True),
            note="The same gap, and 7 from rounding workstream 1.",
        ),
        _check(
            table,
            "Workstream 1 against Government funding",
            "£000",
            _area("full_year_saving_gbp000", FUNDING[0]),
            _workstream("1"),
            note="The workstream is printed to £0.1m.",
        ),
        _check(
            table,
            "Workstream 2 against Additional Corporate Funding",
            "£000",
            _area("full_year_saving_gbp000", FUNDING[1]),
            _workstream("2"),
        ),
        *_matched_by_name(),
        _check(
            table,
            "Remaining workstreams against Social Care, Other Education and Support Services",
            "£000",
            total(AREAS, "full_year_saving_gbp000", budget_area=UNMATCHED_AREAS),
            _all_but("1", "2", *MATCHED_BY_NAME),
            note="Once the matches by name are taken out, the whole gap lies here.",
        ),
    ]


def _matched_by_name() -> list[Check]:
    matches: tuple[tuple[str, str, Expression], ...] = (
        (
            "Workstreams 8 and 9 against Children with Disabilities",
            "Children with Disabilities",
            Plus((_workstream("8"), _workstream("9"))),
        ),
        ("Workstream 17 against Home to School Transport", "Home to School Transport", _workstream("17")),
        (
            "Workstream 7 against Youth Offending Team",
            "Contribution to Youth Offending Team (YOT)",
            _workstream("7"),
        ),
    )
    return [
        _check("workstreams", label, "£000", _area("full_year_saving_gbp000", area), found, note=NO_MAPPING)
        for label, area, found in matches
    ]


def _context() -> list[Check]:
    return [
        _check(
            "funding_context",
            "Corporate funding: grant received 1.2 + shortfall 3.8",
            "£m",
            at("funding_context", "amount_gbp_m", item="Hampshire share expected"),
            Plus(
                (
                    at("funding_context", "amount_gbp_m", item="Hampshire share received"),
                    at("funding_context", "amount_gbp_m", item="Shortfall allocated to Children's Services"),
                )
            ),
            period="2021/22",
        ),
        _check(
            "consultation",
            "All responses = forms + unstructured",
            "responses",
            _count("All responses"),
            Plus((_count("Response forms"), _count("Unstructured responses"))),
            period="2021",
        ),
        _check(
            "consultation",
            "Unstructured = email or letter + social media",
            "responses",
            _count("Unstructured responses"),
            Plus((_count("Unstructured: email or letter"), _count("Unstructured: social media"))),
            period="2021",
        ),
        Check(
            "consultation",
            "Form responses = individuals + elected representatives",
            "2021",
            "responses",
            _count("Response forms"),
            Plus((_count("Individuals, by form"), _count("Democratically elected representatives, by form"))),
            PARTIAL,
            "Groups that used the form are not shown apart from those that did not.",
        ),
    ]


def _check(
    table: str,
    label: str,
    unit: str,
    printed: Expression,
    found: Expression,
    *,
    period: str = PERIOD,
    note: str = "",
) -> Check:
    return Check(table, label, period, unit, printed, found, note=note)


def _area(column: str, area: str) -> Expression:
    return at(AREAS, column, budget_area=area)


def _without_funding() -> Expression:
    return Total(AREAS, "full_year_saving_gbp000", unless=condition(budget_area=FUNDING))


def _headline() -> Expression:
    return at(
        "programmes",
        "amount_gbp_m",
        programme="SP2023",
        measure="savings by workstream, excluding government and corporate funding",
    )


def _workstream(number: str) -> Expression:
    return at("savings", YEAR, line_no=number)


def _all_but(*numbers: str) -> Expression:
    """Return the workstreams' targets added; each is printed on a slide of its own, so rounded on its own."""
    return Total("savings", YEAR, unless=condition(line_no=numbers), each=True)


def _count(item: str) -> Expression:
    return at("consultation", "value", item=item)
