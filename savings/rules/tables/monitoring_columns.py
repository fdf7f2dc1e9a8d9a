"""The headings that the columns of a monitoring table go by.

Source: docs/method.md, "Reading a table".
"""

from __future__ import annotations

from typing import Final

from savings.rules.tables.reading import Column, Kind, spelt

MONITORING: Final = Kind(
    "monitoring",
    (
        Column("level", "level of the row", spelt("level | row type")),
        Column(
            "group",
            "group",
            spelt(
                """
                service group | group | directorate | service area | portfolio | division | department |
                area
                """
            ),
        ),
        Column(
            "line",
            "budget line",
            spelt(
                """
                line | budget line | service | service line | budget | description | budget heading |
                team | cost centre | dsg block | block | budget area | service description
                """
            ),
        ),
        Column("fund", "fund", spelt("fund | funding | fund type")),
        Column(
            "original_budget",
            "original budget",
            spelt(
                """
                original budget | approved budget | base budget | opening budget
                """
            ),
        ),
        Column(
            "current_budget",
            "current budget",
            spelt(
                """
                current budget | revised budget | latest budget | annual budget | full year budget | net
                budget | working budget | budget full year | current net budget | funding available |
                budget available | net current budget | total budget
                """
            ),
        ),
        Column(
            "projection",
            "projection",
            spelt(
                """
                full year projection | projection | projected outturn | forecast outturn | forecast |
                outturn forecast | full year forecast | projected spend | estimated outturn | outturn |
                net projection | net forecast | year end forecast | predicted outturn
                """
            ),
        ),
        Column(
            "variance",
            "variance",
            spelt(
                """
                variance | projected variance | forecast variance | outturn variance | variation |
                variance a/f | over/ under spend | over/under spend | overspend/ underspend | overspend
                | year end variance | full year variance | in year variance | over /under | over/under |
                under/over | under /over | net variance | variance over/under | variance under/over
                """
            ),
        ),
        Column(
            "a_f",
            "adverse or favourable",
            spelt(
                """
                a/f | a/ f | af | a f | adverse/favourable | adv/fav | a or f | a/f?
                """
            ),
        ),
        Column(
            "movement",
            "movement since the last report",
            spelt(
                """
                movement | movement in variance | change | variance movement | movement in month |
                change in variance | movement in forecast | movement since last report
                """
            ),
        ),
        Column(
            "direction",
            "direction as printed",
            spelt(
                """
                direction | direction of travel | trend | dot | rag trend
                """
            ),
        ),
        Column(
            "gross_budget",
            "gross budget",
            spelt(
                """
                gross budget | expenditure budget | gross expenditure budget
                """
            ),
        ),
        Column(
            "income_budget",
            "income budget",
            spelt(
                """
                income budget | gross income budget | budgeted income
                """
            ),
        ),
        Column(
            "gross_projection",
            "gross projection",
            spelt(
                """
                gross projection | gross forecast | expenditure forecast | expenditure projection |
                gross outturn
                """
            ),
        ),
        Column(
            "income_projection",
            "income projection",
            spelt(
                """
                income projection | income forecast | projected income | forecast income | income
                outturn
                """
            ),
        ),
        Column(
            "spend_to_date",
            "spend to date",
            spelt(
                """
                spend to date | actual to date | actuals to date | year to date | ytd | ytd actual |
                actual ytd | actual | actuals | expenditure to date | spend ytd
                """
            ),
        ),
        Column(
            "note",
            "note",
            spelt(
                """
                note | notes | comment | comments | commentary | reason for variance | explanation
                """
            ),
        ),
    ),
    needs=(
        ("line", "group"),
        ("current_budget", "projection", "variance"),
        ("projection", "variance", "spend_to_date"),
    ),
)

MONEY: Final = (
    "original_budget", "current_budget", "projection", "variance", "movement", "gross_budget", "income_budget",
    "gross_projection", "income_projection", "spend_to_date",
)  # fmt: skip
SIGNED: Final = frozenset({"variance", "movement"})
