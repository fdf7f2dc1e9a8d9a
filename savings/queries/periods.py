"""The months finance has closed or loaded actuals for: what members are shown figures of, and what is open."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from django.db.models import Min
from django.utils import timezone

from programme import queries as ground
from programme.rules.access import Actor
from programme.rules.calendar import FinancialMonth, FinancialYear
from savings.models import Period, PeriodStep, PlannedAmount
from savings.models.period import STEPS
from savings.rules.periods import closed_with, oldest_open, period_words

LIVE: Final = "live figures: no period is closed yet"


@dataclass(frozen=True)
class PeriodStepRow:
    """One thing finance did to a period: when, under whose name, and why."""

    id: UUID
    step: str
    words: str
    reason: str
    signatory: str
    recorded_at: datetime


@dataclass(frozen=True)
class ClosedPeriod:
    """A closed period: who signed, when, and the step that holds its frozen position."""

    programme_id: UUID
    month: FinancialMonth
    signatory: str
    closed_at: datetime
    step_id: UUID

    @property
    def words(self) -> str:
        """Return what figures of it are labelled with."""
        day = timezone.localdate(self.closed_at)
        return f"figures of {period_words(self.month)}, closed by {self.signatory} on {day.day} {day:%b %Y}"


@dataclass(frozen=True)
class PeriodRow:
    """One month of a programme, as finance sees it. `closed_with` is the month it closed with; None while open.

    `steps` are what finance did to it, newest first. `id` is None where finance has never acted on it.
    """

    id: UUID | None
    programme_id: UUID
    month: FinancialMonth
    actuals_loaded_at: datetime | None
    closed_at: datetime | None
    closed_with: FinancialMonth | None
    steps: tuple[PeriodStepRow, ...]

    @property
    def closing(self) -> PeriodStepRow | None:
        """Return the newest closing of its own, whether or not it was reopened since."""
        return next((step for step in self.steps if step.step == "closed"), None)


@dataclass(frozen=True)
class ProgrammePeriods:
    """The periods of a programme: those finance has acted on, by month, and where closing goes on."""

    programme_id: UUID
    first_year: FinancialYear
    rows: dict[FinancialMonth, PeriodRow]
    oldest_open: FinancialMonth
    last_closed: ClosedPeriod | None

    @property
    def closed(self) -> frozenset[FinancialMonth]:
        """Return the months that are closed under a name of their own."""
        return frozenset(month for month, row in self.rows.items() if row.closed_at is not None)

    def row(self, month: FinancialMonth) -> PeriodRow:
        """Return one month, whether or not finance has acted on it."""
        covering = closed_with(self.closed, month)
        return self.rows.get(month) or PeriodRow(None, self.programme_id, month, None, None, covering, ())

    def year(self, year: FinancialYear) -> tuple[PeriodRow, ...]:
        """Return the twelve months of a year, April first."""
        return tuple(self.row(month) for month in year.months())


def periods(*, reader: Actor, programme_ids: Iterable[UUID]) -> dict[UUID, ProgrammePeriods]:
    """Return the periods of the programmes this reader sees anything of, by programme."""
    programmes = ground.programmes(reader=reader, ids=programme_ids)
    rows: dict[UUID, list[Period]] = defaultdict(list)
    for row in Period.objects.filter(programme_id__in=list(programmes)).order_by("year", "month"):
        rows[row.programme_id].append(row)
    steps = _steps([row.pk for group in rows.values() for row in group])
    unsaid = [p.id for p in programmes.values() if p.first_year is None]
    planned = _earliest_planned(unsaid) if unsaid else {}
    today = FinancialYear.containing(timezone.localdate()).start_year
    return {
        p.id: _of_programme(p.id, p.first_year or planned.get(p.id, today), rows[p.id], steps)
        for p in programmes.values()
    }


def last_closed(*, reader: Actor, programme_ids: Iterable[UUID]) -> dict[UUID, ClosedPeriod]:
    """Return the newest closed period of each programme this reader sees; one with none closed is absent."""
    found = periods(reader=reader, programme_ids=programme_ids)
    return {key: one.last_closed for key, one in found.items() if one.last_closed is not None}


def figures_words(closed: ClosedPeriod | None) -> str:
    """Say which figures are shown: those of a closed period, signed, or live ones."""
    return LIVE if closed is None else closed.words


def _of_programme(
    programme_id: UUID, first_year: int, rows: list[Period], steps: dict[UUID, list[PeriodStepRow]]
) -> ProgrammePeriods:
    months = {row.pk: FinancialMonth(FinancialYear(row.year), row.month) for row in rows}
    closed = {months[row.pk] for row in rows if row.closed_at is not None}
    found = {
        months[row.pk]: PeriodRow(
            id=row.pk,
            programme_id=programme_id,
            month=months[row.pk],
            actuals_loaded_at=row.actuals_loaded_at,
            closed_at=row.closed_at,
            closed_with=closed_with(closed, months[row.pk]),
            steps=tuple(steps.get(row.pk, ())),
        )
        for row in rows
    }
    year = FinancialYear(first_year)
    newest = found[max(closed)] if closed else None
    return ProgrammePeriods(
        programme_id=programme_id,
        first_year=year,
        rows=found,
        oldest_open=oldest_open(closed, first_year=year),
        last_closed=None if newest is None else _closed(newest),
    )


def _closed(row: PeriodRow) -> ClosedPeriod | None:
    signed = row.closing
    if signed is None:
        return None
    return ClosedPeriod(row.programme_id, row.month, signed.signatory, signed.recorded_at, signed.id)


def _steps(period_ids: list[UUID]) -> dict[UUID, list[PeriodStepRow]]:
    found: dict[UUID, list[PeriodStepRow]] = defaultdict(list)
    rows = PeriodStep.objects.filter(period_id__in=period_ids).defer("position")
    for row in rows.order_by("-recorded_at", "-id"):
        found[row.period_id].append(
            PeriodStepRow(row.pk, row.step, STEPS[row.step], row.reason, row.signatory, row.recorded_at)
        )
    return found


def _earliest_planned(programme_ids: list[UUID]) -> dict[UUID, int]:
    """Return the first year any line of a programme has a plan for: a bare year says nothing of a line."""
    rows = PlannedAmount.objects.filter(saving__programme_id__in=programme_ids)
    return dict(rows.values_list("saving__programme_id").annotate(first=Min("year")).order_by())
