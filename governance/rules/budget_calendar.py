"""The calendar of a budget year: from the medium-term plan in autumn to the first day it pays for.

Source: docs/method.md, "Budget calendar". Local Government Finance Act 1992, sections 30 and 40; Local Government
Act 2003, section 25.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

from programme.rules.calendar import FinancialYear

COUNTY: Final = "county"
BILLING: Final = "billing"
BEFORE: Final = {COUNTY: (3, 1), BILLING: (3, 11)}
"""The day before which Council sets the budget: precepting counties before 1 March, billing authorities before 11."""


@dataclass(frozen=True)
class BudgetStage:
    """One stage of setting a budget, from its first to its last day, both inclusive. `rule` says where it is set."""

    key: str
    name: str
    first: date
    last: date
    rule: str

    def is_on(self, day: date) -> bool:
        """Return whether a day lies in the stage."""
        return self.first <= day <= self.last


def budget_calendar(year: FinancialYear, *, authority: str = BILLING) -> tuple[BudgetStage, ...]:
    """Return the stages of setting the budget of a year, in order. A county's Council meets before 1 March.

    Stages before the Council's are what councils usually do; the Council's day and 1 April are law.
    Raises ValueError for an authority that is neither county nor billing.
    """
    if authority not in BEFORE:
        raise ValueError(f"{authority!r} is neither {COUNTY} nor {BILLING}")
    spring = year.start_year
    month, day = BEFORE[authority]
    latest = date.fromordinal(date(spring, month, day).toordinal() - 1)
    return (
        BudgetStage("plan", "Medium-term plan", date(spring - 1, 9, 1), date(spring - 1, 11, 30), "usual"),
        BudgetStage(
            "consultation",
            "Proposals and consultation",
            date(spring - 1, 11, 1),
            date(spring, 1, 15),
            "usual",
        ),
        BudgetStage(
            "scrutiny", "Scrutiny of the proposals", date(spring, 1, 1), date(spring, 2, 10), "usual"
        ),
        BudgetStage(
            "section_25",
            "Section 25 report: robustness of estimates, adequacy of reserves",
            date(spring, 2, 1),
            latest,
            "Local Government Act 2003, section 25",
        ),
        BudgetStage(
            "council",
            f"Council sets the budget, before {day} March",
            date(spring, 2, 1),
            latest,
            "Local Government Finance Act 1992, section " + ("40" if authority == COUNTY else "30"),
        ),
        BudgetStage("year", f"{year} begins", year.start, year.start, "law"),
    )


def stages_on(year: FinancialYear, day: date, *, authority: str = BILLING) -> tuple[BudgetStage, ...]:
    """Return the stages of a budget that a day lies in; none outside the round."""
    return tuple(stage for stage in budget_calendar(year, authority=authority) if stage.is_on(day))
