"""What lines of money are and what was said of them, live or as at a moment, in a query for each kind of row.

Live, a line is read from what people overwrite; as at a moment, from the state kept of it by then. What is only ever
added is read from the same rows either way, those recorded by the moment. Who may see a line is decided as of today.

Source: docs/method.md, "As at".
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Final
from uuid import UUID

from django.db.models import Case, Max, Q, QuerySet, TextField, When
from django.db.models.functions import Cast

from programme.queries.rows import among, tuples
from programme.rules.access import Actor
from savings.models import (
    Claim,
    Enabler,
    OutlookReport,
    PlannedAmount,
    Replacement,
    Saving,
    SavingForecast,
    SavingState,
    Validation,
)
from savings.rules.profile import NIL
from savings.rules.series import SaidCell, SaidYear, said_year
from savings.rules.state import EVEN, PlanCell, SavingFacts

Amounts = dict[int, Decimal | None]  # by the April a financial year starts in

_COLUMNS: Final = (
    "pk",
    "programme_id",
    "workstream_id",
    "ref",
    "ref_is_printed",
    "line_no",
    "name",
    "heading",
    "kind",
    "maturity",
    "owner_id",
    "start_date",
    "funding_ends",
    "corrects_id",
)


@dataclass(frozen=True)
class Scope:
    """Which lines are asked for; what is None narrows nothing.

    With corrections, the lines of a workstream are those that count in it: adjustments with the line they name.
    """

    programme_ids: tuple[UUID, ...] | None = None
    workstream_ids: tuple[UUID, ...] | None = None
    ids: tuple[UUID, ...] | None = None
    with_corrections: bool = False

    @classmethod
    def of(
        cls,
        programme_ids: Iterable[UUID] | None = None,
        workstream_ids: Iterable[UUID] | None = None,
        ids: Iterable[UUID] | None = None,
    ) -> Scope:
        """Return the scope of these ids."""
        programmes, streams, keys = (
            None if one is None else tuple(one) for one in (programme_ids, workstream_ids, ids)
        )
        return cls(programmes, streams, keys)

    @property
    def is_whole(self) -> bool:
        """Whether it is of whole programmes."""
        return self.programme_ids is not None and self.workstream_ids is None and self.ids is None

    def narrowed(self, *, with_workstream: bool = True) -> Q:
        """Return the filter of savings; by today's workstream, unless that is left to what a line then was."""
        found = Q()
        if self.programme_ids is not None:
            found &= Q(programme_id__in=self.programme_ids)
        if self.ids is not None:
            found &= Q(pk__in=among(self.ids))
        if self.workstream_ids is not None:
            stands = Q(workstream_id__in=self.workstream_ids)
            if self.with_corrections:
                stands |= Q(corrects__workstream_id__in=self.workstream_ids)
            found &= stands if with_workstream else Q(programme__workstreams__in=self.workstream_ids)
        return found


@dataclass(slots=True)
class Held:
    """What a line is: live, or as at a moment. `plan` is by the April its financial years start in."""

    id: UUID
    programme_id: UUID
    workstream_id: UUID | None
    ref: str
    ref_is_printed: bool
    line_no: int
    name: str
    heading: str
    kind: str
    maturity: int | None
    owner_id: UUID | None
    start_date: date | None
    funding_ends: date | None
    corrects: UUID | None
    plan: Amounts = field(default_factory=dict)
    spreads: dict[int, PlanCell] = field(default_factory=dict)
    milestones: list[UUID] = field(default_factory=list)
    replaces: UUID | None = None
    replaced_by: list[UUID] = field(default_factory=list)


def held_lines(*, reader: Actor, scope: Scope, at: datetime | None) -> dict[UUID, Held]:
    """Return the lines of a scope that this reader may see, by id, in the order of their paper."""
    return _live(reader, scope) if at is None else _as_at(reader, scope, at)


def _live(reader: Actor, scope: Scope) -> dict[UUID, Held]:
    rows = Saving.objects.visible_to(reader).filter(scope.narrowed())
    listed = tuples(rows.order_by("programme__code", "line_no", "ref").values_list(*_COLUMNS))
    found = {row[0]: Held(*row) for row in listed}
    if not found:
        return found
    of = of_lines(found, scope)
    columns = ("saving_id", "year", "amount", "spread", "from_month", Cast("months", TextField()))
    for key, year, amount, spread, *months in tuples(PlannedAmount.objects.filter(of).values_list(*columns)):
        line = found.get(key)
        if line is None:
            continue
        line.plan[year] = amount
        if spread != EVEN:
            line.spreads[year] = _cell(amount, spread, *months)
    waits = Enabler.objects.filter(of).order_by("milestone__position", "milestone__ref")
    for key, milestone_id in tuples(waits.values_list("saving_id", "milestone_id")):
        if key in found:
            found[key].milestones.append(milestone_id)
    linked = of_lines(found, scope, path="replaced") | of_lines(found, scope, path="replacement")
    links = Replacement.objects.filter(linked).order_by("replacement_id")
    for old, new in tuples(links.values_list("replaced_id", "replacement_id")):
        if new in found:
            found[new].replaces = old
        if old in found:
            found[old].replaced_by.append(new)
    return found


def _cell(amount: Decimal | None, spread: str, from_month: int | None, months: str | None) -> PlanCell:
    by_hand = None if months is None else tuple(Decimal(month) for month in json.loads(months) or ())
    return PlanCell(amount, spread, from_month, by_hand)


def _as_at(reader: Actor, scope: Scope, at: datetime) -> dict[UUID, Held]:
    rows = Saving.objects.seen_by(reader).filter(scope.narrowed(with_workstream=False)).distinct()
    seen = {
        key: (programme_id, code)
        for key, programme_id, code in rows.values_list("pk", "programme_id", "programme__code")
    }
    states = SavingState.objects.filter(saving_id__in=list(seen), recorded_at__lte=at)
    states = states.order_by("saving_id", "-recorded_at", "-saving_version").distinct("saving_id")
    found = [
        (seen[key][1], then_held(key, seen[key][0], facts))
        for key, kept in states.values_list("saving_id", "facts")
        for facts in [SavingFacts.from_json(kept)]
        if not facts.removed
    ]
    found.sort(key=lambda one: (one[0], one[1].line_no, one[1].ref))
    every = {line.id: line for _, line in found}
    return {key: line for key, line in every.items() if _stands_in(scope, line, every)}


def _stands_in(scope: Scope, line: Held, every: Mapping[UUID, Held]) -> bool:
    if scope.workstream_ids is None or line.workstream_id in scope.workstream_ids:
        return True
    named = every.get(line.corrects) if scope.with_corrections and line.corrects else None
    return named is not None and named.workstream_id in scope.workstream_ids


def then_held(key: UUID, programme_id: UUID, facts: SavingFacts) -> Held:
    """Return what a line of a programme was, as a state of it keeps it."""
    return Held(
        id=key,
        programme_id=programme_id,
        workstream_id=facts.workstream_id,
        ref=facts.ref,
        ref_is_printed=facts.ref_is_printed,
        line_no=facts.line_no,
        name=facts.name,
        heading=facts.heading,
        kind=facts.kind,
        maturity=facts.maturity,
        owner_id=facts.owner_id,
        start_date=facts.start_date,
        funding_ends=facts.funding_ends,
        corrects=facts.corrects,
        plan={year: cell.amount for year, cell in facts.plan.items()},
        spreads={year: cell for year, cell in facts.plan.items() if cell.spread != EVEN},
        milestones=list(facts.milestones),
        replaces=facts.replaces,
        replaced_by=list(facts.replaced_by),
    )


def of_lines(found: Iterable[UUID], scope: Scope, *, path: str = "saving") -> Q:
    """Return the filter of rows that hang on these lines: by programme where that says it all, else by id."""
    if scope.is_whole:
        return Q(**{f"{path}__programme_id__in": scope.programme_ids})
    return Q(**{f"{path}_id__in": among(found)})


class Said:
    """What figures rest on: the newest word on each cell, outlook and claim, and what stands validated.

    `said_at` is when the forecast was last said, of the lines that wait for something. By moment where one is given.
    """

    def __init__(self, found: Mapping[UUID, Held], scope: Scope, at: datetime | None) -> None:
        self.forecast: dict[UUID, Amounts] = defaultdict(dict)
        self.said_at: dict[UUID, datetime] = {}
        self.by_month: dict[UUID, dict[int, SaidYear]] = defaultdict(dict)  # years forecast by month alone
        self.claimed: dict[UUID, dict[int, Decimal]] = defaultdict(dict)
        self.validated: dict[UUID, dict[int, Decimal]] = defaultdict(dict)
        self.outlooks: dict[UUID, str] = {}
        self.in_full: dict[UUID, SaidOutlook] | None = None  # those outlooks with their words, of few lines
        if not found:
            return  # to be filled by who has read the rows
        by = said_by(found, scope, at)
        self._forecasts(SavingForecast.objects.filter(by))
        self._moments([key for key, held in found.items() if held.milestones and key in self.forecast], at)
        if scope.is_whole:
            self.outlooks = dict(tuples(_outlooks(by).values_list("saving_id", "outlook")))
        else:
            self.in_full = _in_full(by)
            self.outlooks = {key: one.outlook for key, one in self.in_full.items()}
        claims = Claim.objects.filter(by).order_by("saving_id", "year", "-recorded_at", "-saving_version")
        latest = claims.distinct("saving_id", "year").values_list("saving_id", "year", "amount")
        for key, year, amount in tuples(latest):
            if amount is not None:  # none is a claim that was taken back
                self.claimed[key][year] = amount
        undone = Q(undone_by__isnull=False) if at is None else Q(undone_by__recorded_at__lte=at)
        standing = Validation.objects.filter(by, undoes=None).exclude(undone)
        for key, year, amount in tuples(standing.values_list("saving_id", "year", "amount")):
            years = self.validated[key]
            years[year] = years.get(year, NIL) + amount

    def _moments(self, waiting: list[UUID], at: datetime | None) -> None:
        """Keep when the forecasts of these lines were last said. By id alone: a join would be read line by line."""
        if not waiting:
            return
        rows = SavingForecast.objects.filter(saving_id__in=among(waiting), series="forecast")
        by = rows if at is None else rows.filter(recorded_at__lte=at)
        newest = by.order_by().values("saving_id").annotate(at=Max("recorded_at"))
        self.said_at = dict(tuples(newest.values_list("saving_id", "at")))

    def _forecasts(self, rows: QuerySet[SavingForecast]) -> None:
        """Keep the newest word on each year. One said by month is worked out from its months, actual ones first."""
        of_year = rows.filter(series="forecast", month=None) | rows.exclude(month=None)
        cells = of_year.annotate(is_month=Q(month__isnull=False))
        newest = cells.order_by("saving_id", "year", "is_month", "-recorded_at", "-saving_version")
        said = newest.distinct("saving_id", "year", "is_month")
        monthly = set()
        for key, year, amount, is_month in tuples(
            said.values_list("saving_id", "year", "amount", "is_month")
        ):
            if is_month:
                monthly.add((key, year))
            else:
                self.forecast[key][year] = amount
        if monthly:
            self._by_month(rows, monthly)

    def _by_month(self, rows: QuerySet[SavingForecast], monthly: set[tuple[UUID, int]]) -> None:
        cells: dict[tuple[UUID, int], list[SaidCell]] = defaultdict(list)
        of = rows.filter(saving_id__in={key for key, _ in monthly}).order_by("recorded_at", "saving_version")
        columns = ("saving_id", "year", "series", "month", "amount", "said_together")
        for key, year, series, month, amount, together in of.values_list(*columns):
            if (key, year) in monthly:
                cells[key, year].append(SaidCell(series, month, amount, together))
        for (key, year), listed in cells.items():
            self.keep_months(key, year, listed)

    def keep_months(self, key: UUID, year: int, cells: list[SaidCell]) -> None:
        """Keep a year of which a month was said, from all that was said of it; after the newest word on each year."""
        stands = said_year(cells)
        if stands.is_forecast_by_month or year in self.forecast.get(key, {}):
            self.forecast[key][year] = stands.expected
        if stands.is_forecast_by_month:
            self.by_month[key][year] = stands


@dataclass(frozen=True, slots=True)
class SaidOutlook:
    """How a line stands against its plan, as said."""

    outlook: str
    reason: str
    mitigation: str
    mitigation_owner: str
    mitigation_date: date | None
    recorded_at: datetime
    by: str


class Told:
    """What is shown of what was said, beside the figures: actuals, outlooks in full, the forecast's newest word."""

    def __init__(self, found: Mapping[UUID, Held], scope: Scope, at: datetime | None, said: Said) -> None:
        self.actual: dict[UUID, Amounts] = defaultdict(dict)
        self.forecast: dict[UUID, tuple[datetime, str]] = {}
        self.outlooks: dict[UUID, SaidOutlook] = {}
        if not found:
            return
        by = said_by(found, scope, at)
        rows = SavingForecast.objects.filter(by)
        of_series = rows.filter(series="actual", month=None) | rows.filter(series="forecast")
        of_year = of_series.annotate(of=Case(When(series="actual", then="year"), default=0))
        newest = of_year.order_by("saving_id", "of", "-recorded_at", "-saving_version")
        columns = ("saving_id", "of", "amount", "recorded_at", "reason")
        for key, year, amount, moment, reason in tuples(
            newest.distinct("saving_id", "of").values_list(*columns)
        ):
            if year:
                self.actual[key][year] = amount
            else:
                self.forecast[key] = (moment, reason)
        self.outlooks = _in_full(by) if said.in_full is None else said.in_full


def _outlooks(by: Q) -> QuerySet[OutlookReport]:
    """Return the outlook last said of each line."""
    newest = OutlookReport.objects.filter(by).order_by("saving_id", "-recorded_at", "-saving_version")
    return newest.distinct("saving_id")


def _in_full(by: Q) -> dict[UUID, SaidOutlook]:
    columns = ("outlook", "reason", "mitigation", "mitigation_owner", "mitigation_date", "recorded_at")
    rows = tuples(_outlooks(by).values_list("saving_id", *columns, "recorded_by_name"))
    return {key: SaidOutlook(*words) for key, *words in rows}


def said_by(found: Iterable[UUID], scope: Scope, at: datetime | None) -> Q:
    """Return the filter of what was said of these lines, by a moment where one is given."""
    of = of_lines(found, scope)
    return of if at is None else of & Q(recorded_at__lte=at)
