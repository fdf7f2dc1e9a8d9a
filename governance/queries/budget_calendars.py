"""The calendar of the budget being set on a day: what is over, what is on, what comes next.

Source: docs/method.md, "Budget calendar".
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final
from uuid import UUID

from governance.queries.authority import settings_of
from governance.rules.budget_calendar import BILLING, COUNTY, BudgetStage, budget_calendar
from programme import queries as ground
from programme.rules.access import Actor
from programme.rules.calendar import FinancialYear

COUNCIL: Final = "council"


@dataclass(frozen=True)
class BudgetDates:
    """The stages of one budget in their order, as a billing authority's, and a county's last day for Council.

    What kind of council it is stands nowhere on record, so both last days are given. `ahead` is the stage that comes
    next, None once the last has begun; `pre_election` is the first and last day of the marked span, both inclusive.
    """

    year: FinancialYear
    on: date
    stages: tuple[BudgetStage, ...]
    county_last: date
    ahead: BudgetStage | None
    pre_election: tuple[date, date] | None

    @property
    def now(self) -> tuple[BudgetStage, ...]:
        """Return the stages the day lies in."""
        return tuple(stage for stage in self.stages if stage.is_on(self.on))

    def stands(self, stage: BudgetStage) -> str:
        """Return whether a stage is over, on or ahead, in a word."""
        return "Now" if stage.is_on(self.on) else "Over" if stage.last < self.on else "Ahead"


def budget_dates(*, reader: Actor, programme_id: UUID | None, on: date) -> BudgetDates | None:
    """Return the calendar of the next financial year's budget; None for a programme this reader may not see.

    Without a programme it is that of any council, and no pre-election period is known.
    """
    if programme_id is not None and programme_id not in ground.programmes(reader=reader, ids=[programme_id]):
        return None
    year = FinancialYear(FinancialYear.containing(on).start_year + 1)
    stages = budget_calendar(year, authority=BILLING)
    county = next(one for one in budget_calendar(year, authority=COUNTY) if one.key == COUNCIL)
    return BudgetDates(
        year=year,
        on=on,
        stages=stages,
        county_last=county.last,
        ahead=min((one for one in stages if one.first > on), key=lambda one: one.first, default=None),
        pre_election=settings_of(programme_id).pre_election if programme_id else None,
    )
