"""The budget calendar beside a programme: the dates of the budget being set, what is on and what comes next."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils import timezone

from governance.queries.budget_calendars import COUNCIL, BudgetDates, budget_dates
from governance.rules.budget_calendar import BudgetStage
from programme.admin.words import day_words
from programme.rules.access import Actor


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
    found = budget_dates(reader=reader, programme_id=id, on=timezone.localdate(at))
    if found is None:
        return None
    ahead, span = found.ahead, found.pre_election
    return BudgetCalendar(
        year=str(found.year),
        stages=tuple(_line(one, found) for one in found.stages),
        next="" if ahead is None else f"{ahead.name}, from {day_words(ahead.first)}",
        pre_election=f"{day_words(span[0])} to {day_words(span[1])}" if span else "",
    )


def _line(stage: BudgetStage, found: BudgetDates) -> StageLine:
    when = f"{day_words(stage.first)} to {day_words(stage.last)}"
    if stage.key == COUNCIL:
        when = f"{when}; a county by {day_words(found.county_last)}"
    if stage.first == stage.last:
        when = day_words(stage.first)
    rule = stage.rule[:1].upper() + stage.rule[1:]
    return StageLine(stage.name, when, found.stands(stage), rule)
