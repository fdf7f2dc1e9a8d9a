"""The budget calendar beside a programme: the dates of the budget being set, what is on and what comes next."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final
from uuid import UUID

from django.utils import timezone

from governance.queries.authority import settings_of
from governance.rules.budget_calendar import BILLING, COUNTY, BudgetStage, budget_calendar
from programme import queries as ground
from programme.admin.words import day_words
from programme.rules.access import Actor
from programme.rules.calendar import FinancialYear

COUNCIL: Final = "council"


@dataclass(frozen=True)
class StageLine:
    """One stage, in words: when it is, whether it is over, on or ahead, and what sets it."""

    name: str
    when: str
    stands: str
    rule: str


@dataclass(frozen=True)
class BudgetCalendar:
    """The stages of the budget being set on a day. `next` is "" once the last has begun."""

    year: str
    stages: tuple[StageLine, ...]
    next: str
    pre_election: str


def of_programme(
    id: UUID, reader: Actor, at: datetime, proposed: Mapping[str, Any] | None
) -> BudgetCalendar | None:
    """Return the calendar of the next financial year's budget; None for a programme this reader may not see.

    What kind of council it is stands nowhere on record, so both last days for Council are given.
    """
    if id not in ground.programmes(reader=reader, ids=[id]):
        return None
    on = timezone.localdate(at)
    year = FinancialYear(FinancialYear.containing(on).start_year + 1)
    stages = budget_calendar(year, authority=BILLING)
    county = next(one for one in budget_calendar(year, authority=COUNTY) if one.key == COUNCIL)
    ahead = min((one for one in stages if one.first > on), key=lambda one: one.first, default=None)
    return BudgetCalendar(
        year=str(year),
        stages=tuple(_line(one, on, county) for one in stages),
        next="" if ahead is None else f"{ahead.name}, from {day_words(ahead.first)}",
        pre_election=_pre_election(id),
    )


def _line(stage: BudgetStage, on: date, county: BudgetStage) -> StageLine:
    stands = "Now" if stage.is_on(on) else "Over" if stage.last < on else "Ahead"
    when = f"{day_words(stage.first)} to {day_words(stage.last)}"
    if stage.key == COUNCIL:
        when = f"{when}; a county by {day_words(county.last)}"
    if stage.first == stage.last:
        when = day_words(stage.first)
    rule = stage.rule[:1].upper() + stage.rule[1:]
    return StageLine(stage.name, when, stands, rule)


def _pre_election(programme_id: UUID) -> str:
    span = settings_of(programme_id).pre_election
    return f"{day_words(span[0])} to {day_words(span[1])}" if span else ""
