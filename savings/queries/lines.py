"""Lines of money as figures: the forecast that holds, how each year splits, and what both bridges ask of them.

What a line is linked with (its replacements, what an adjustment names) is read with it, also where that stands
elsewhere, as far as this reader may see it: no figure rests on a line that is hidden.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import cached_property
from typing import Final
from uuid import UUID

from programme import queries as ground
from programme.queries.dates_then import Dates
from programme.queries.rows import collecting_later
from programme.rules.access import Actor
from programme.rules.calendar import ApproxDate, FinancialYear
from programme.rules.slippage import MilestoneDates
from savings.models import Saving
from savings.queries.reading import Held, Said, Scope, Told, held_lines
from savings.rules.enabling import Standing, Waiting, standing, year_splits
from savings.rules.ledger import WITHDRAWN, LedgerLine
from savings.rules.linking import Link, Named, links_of
from savings.rules.profile import Months, Profile, at_scale
from savings.rules.series import SaidYear, Spread, SpreadKind, plan_months
from savings.rules.totals import SavingKind

_NONE: Final[Mapping[int, Decimal]] = {}


@dataclass(frozen=True, slots=True)
class Line:
    """A line with its figures. `milestones` are those this reader may see, in order, `waiting` their dates.

    `months` is its own monthly profile of the years that have one, `arrived` the months of them that are actual;
    `counts_in` is the workstream it counts in.
    """

    held: Held
    plan: Profile | None
    said: Profile | None
    standing: Standing
    milestones: tuple[UUID, ...]
    waiting: tuple[Waiting, ...]
    months: Mapping[FinancialYear, Months] | None
    arrived: Mapping[FinancialYear, frozenset[int]] | None
    replaced_by: tuple[UUID, ...]
    ledger: LedgerLine
    counts_in: UUID | None


@dataclass(frozen=True)
class Lines:
    """The lines of a scope, by id, in the order of their paper, with what was said of them."""

    found: dict[UUID, Line]
    said: Said
    scope: Scope
    at: datetime | None

    def told(self) -> Told:
        """Return what is shown of what was said of them, beside their figures."""
        return Told({key: line.held for key, line in self.found.items()}, self.scope, self.at, self.said)


def read_lines(*, reader: Actor, scope: Scope, on: date, at: datetime | None = None) -> Lines:
    """Return the lines of a scope that this reader may see, judged as seen on `on`, live or as at a moment."""
    with collecting_later():
        found = held_lines(reader=reader, scope=scope, at=at)
        others = _linked(found, reader, scope, at)
        every = {**found, **others}
        said = Said(every, scope if not others else Scope(ids=tuple(every)), at)
        links = links_between(every, said)
        waits = _waits(found, said, reader, at)
        lines = {key: line_of(held, said, waits, links, every, on) for key, held in found.items()}
    return Lines(lines, said, scope, at)


def _linked(found: dict[UUID, Held], reader: Actor, scope: Scope, at: datetime | None) -> dict[UUID, Held]:
    """Return the lines outside a scope that its figures rest on: replacements, and the adjustments naming those."""
    near = {key for held in found.values() for key in held.replaced_by}
    wanted = (near | {held.corrects for held in found.values() if held.corrects is not None}) - set(found)
    if not wanted and (scope.is_whole or not near):
        return {}
    if at is not None:
        return _programmes_then(found, wanted, reader, at)
    wanted |= set(Saving.objects.filter(corrects_id__in=near).values_list("pk", flat=True)) - set(found)
    return held_lines(reader=reader, scope=Scope(ids=tuple(wanted)), at=None) if wanted else {}


def _programmes_then(
    found: dict[UUID, Held], wanted: set[UUID], reader: Actor, at: datetime
) -> dict[UUID, Held]:
    """Return the other lines of the programmes concerned as at a moment: what named what then is in their states."""
    places = set(Saving.objects.filter(pk__in=wanted).values_list("programme_id", flat=True))
    places |= {held.programme_id for held in found.values()}
    then = held_lines(reader=reader, scope=Scope(programme_ids=tuple(places)), at=at)
    return {key: held for key, held in then.items() if key not in found}


def links_between(every: Mapping[UUID, Held], said: Said) -> dict[UUID, Link]:
    """Return what lines are linked with, by id; asked only where any names another."""
    if not any(held.corrects or held.replaced_by for held in every.values()):
        return {}
    return links_of(
        {
            key: Named(
                plan=held.plan,
                kind=SavingKind(held.kind),
                corrects=held.corrects,
                replaced_by=held.replaced_by,
                is_withdrawn=_outlook(key, said) == WITHDRAWN,
                validated=said.validated.get(key, {}),
            )
            for key, held in every.items()
        }
    )


def _outlook(key: UUID, said: Said) -> str:
    return said.outlooks.get(key, "")


@dataclass(frozen=True)
class Waits:
    """The dates that lines wait for, in their order, as a reader sees them, and where each was said to land, when.

    `said_at` is when the forecast of a line was last said.
    """

    dates: Mapping[UUID, Dates]
    landings: Mapping[UUID, list[tuple[datetime, ApproxDate | None]]]
    said_at: Mapping[UUID, datetime]

    @cached_property
    def order(self) -> dict[UUID, int]:
        """The place of each milestone among them."""
        return {key: place for place, key in enumerate(self.dates)}

    def of(self, held: Held) -> list[UUID]:
        """Return the milestones of a line that this reader sees, in their order, which is one live and as at."""
        return sorted((key for key in held.milestones if key in self.order), key=self.order.__getitem__)

    def waiting(self, held: Held, milestones: Sequence[UUID]) -> list[Waiting]:
        """Return these milestones, for which a line waits, as its forecast found them."""
        said_at = self.said_at.get(held.id)
        return [
            Waiting(
                MilestoneDates(*self.dates[key]), None if said_at is None else self._expected(key, said_at)
            )
            for key in milestones
        ]

    def _expected(self, key: UUID, said_at: datetime) -> ApproxDate | None:
        points = [lands for recorded_at, lands in self.landings.get(key, ()) if recorded_at <= said_at]
        return points[-1] if points else None


def _waits(found: Mapping[UUID, Held], said: Said, reader: Actor, at: datetime | None) -> Waits:
    wanted = {one for held in found.values() for one in held.milestones}
    dates = ground.milestone_dates(reader=reader, ids=wanted, at=at) if wanted else {}
    forecast = {one for key in said.said_at if key in found for one in found[key].milestones if one in dates}
    landings = ground.milestone_landings(forecast, at=at) if forecast else {}
    return Waits(dates, landings, said.said_at)


def line_of(
    held: Held,
    said: Said,
    waits: Waits,
    links: Mapping[UUID, Link],
    every: Mapping[UUID, Held],
    on: date,
) -> Line:
    """Return one line with its figures as seen on `on`; `every` are the lines that its links name."""
    key = held.id
    plan = profile_of(held.plan)
    forecast = profile_of(said.forecast.get(key))
    milestones = waits.of(held) if held.milestones else []
    waiting = waits.waiting(held, milestones) if milestones else []
    monthly = said.by_month.get(key, {}) if said.by_month else {}
    months = _months(held, forecast, monthly)
    arrived = {FinancialYear(year): one.arrived for year, one in monthly.items()} if monthly else None
    now = standing(
        plan,
        forecast,
        waiting,
        start=held.start_date,
        on=on,
        months=months,
        arrived=arrived,
        funding_ends=held.funding_ends,
    )
    link = links.get(key) if links else None
    counts_with = held if link is None else every[link.counts_with]
    ledger = LedgerLine(
        key=key,
        kind=SavingKind(held.kind),
        years=year_splits(plan, now),
        begins=plan.cells[0][0].start_year if plan is not None else None,
        outlook=_outlook(key, said),
        claimed=said.claimed.get(key, _NONE),
        validated=said.validated.get(key, _NONE),
        corrects=held.corrects,
        cover=None if link is None else link.cover,
        workstream=counts_with.workstream_id,
        heading=counts_with.heading,
    )
    return Line(
        held=held,
        plan=plan,
        said=forecast,
        standing=now,
        milestones=tuple(milestones),
        waiting=tuple(waiting),
        months=months,
        arrived=arrived,
        replaced_by=() if link is None else link.replaced_by,
        ledger=ledger,
        counts_in=counts_with.workstream_id,
    )


def profile_of(amounts: Mapping[int, Decimal | None] | None) -> Profile | None:
    """Return amounts by April as a profile; None for none."""
    return Profile.by_april(amounts) if amounts else None


def _months(
    held: Held, forecast: Profile | None, monthly: Mapping[int, SaidYear]
) -> dict[FinancialYear, Months] | None:
    """Return the line's own monthly profile of the years that have one: as forecast by month, else as planned.

    A planned one is at the scale of what is forecast of the year.
    """
    if not held.spreads and not monthly:
        return None
    found = {
        FinancialYear(year): tuple(month or Decimal(0) for month in one.expected_months)
        for year, one in monthly.items()
    }
    for april, cell in held.spreads.items():
        year = FinancialYear(april)
        amount = cell.amount if forecast is None else forecast.amount(year)
        if cell.amount is None or amount is None or year in found:
            continue
        spread = Spread(SpreadKind(cell.spread), cell.from_month, cell.months)
        months = [month or Decimal(0) for month in plan_months(cell.amount, spread, year=year)]
        found[year] = at_scale(months, amount)
    return found
