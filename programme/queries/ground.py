"""Councils, programmes, people, indicators, published tables and recent events, as they are shown."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db.models import Q

from programme.models import (
    DefinitionSet,
    Indicator,
    IndicatorReading,
    Organisation,
    Person,
    Programme,
    PublishedTable,
)
from programme.outbox.models import Event
from programme.rules.access import MARKINGS, Actor, Placement
from programme.rules.calendar import ApproxDate, DatePrecision, FinancialYear
from programme.rules.indicators import Conflict, Target, conflicts, is_target


@dataclass(frozen=True)
class OrganisationRow:
    """A council."""

    id: UUID
    version: int
    code: str
    name: str
    time_zone: str


@dataclass(frozen=True)
class ProgrammeRow:
    """A programme. `label` is its name with *Illustrative* where it holds invented figures."""

    id: UUID
    version: int
    code: str
    name: str
    organisation_id: UUID
    organisation_code: str
    organisation: str
    illustrative: bool
    first_year: int | None
    published_first_year: int | None
    definition_set: str
    source: str
    marking: str
    placement: Placement

    @property
    def label(self) -> str:
        """Return the name people read."""
        return f"{self.name} (Illustrative)" if self.illustrative else self.name


@dataclass(frozen=True)
class DefinitionSetRow:
    """What a set of definitions of RAG means by its colours, in its council's words, by rating; blanks left out."""

    id: UUID
    code: str
    name: str
    meanings: dict[str, str]
    scale: str = "three"


@dataclass(frozen=True)
class PersonRow:
    """A person by name and email."""

    id: UUID
    email: str
    name: str
    has_account: bool


@dataclass(frozen=True)
class ReadingRow:
    """A reading of an indicator, as printed. `value_to` is the upper end of a band.

    `year` is the financial year it is about, where known; `months_covered` says it is a year to date. `position`
    is its place in the paper, `on` its date as far as that is printed.
    """

    basis: str
    printed: str
    value: str | None
    unit: str
    period: str
    source: str
    note: str
    value_to: str | None = None
    year: FinancialYear | None = None
    months_covered: int | None = None
    recorded_at: datetime | None = None
    position: int = 0
    on: ApproxDate | None = None


@dataclass(frozen=True)
class IndicatorRow:
    """An indicator with its readings, in the order they were published. `marking` is the most closed it inherits.

    `conflicts` are the periods for which documents print different targets.
    """

    id: UUID
    name: str
    polarity: str
    programme_id: UUID
    workstream_id: UUID | None
    readings: tuple[ReadingRow, ...]
    marking: str = "open"
    conflicts: tuple[Conflict, ...] = ()


@dataclass(frozen=True)
class PublishedTableRow:
    """A published table, cell by cell."""

    id: UUID
    programme_id: UUID
    code: str
    title: str
    source: str
    columns: tuple[dict[str, Any], ...]
    rows: tuple[tuple[Any, ...], ...]


@dataclass(frozen=True)
class EventRow:
    """Something that happened, for a list of recent events."""

    id: UUID
    type: str
    aggregate_type: str
    aggregate_id: UUID
    payload: dict[str, Any]
    by: str
    door: str
    occurred_at: datetime
    recorded_at: datetime


def organisations(*, reader: Actor) -> dict[UUID, OrganisationRow]:
    """Return the councils this reader sees anything of, by id."""
    rows = Organisation.objects.visible_to(reader).order_by("name")
    return {o.id: OrganisationRow(o.id, o.version, o.code, o.name, o.time_zone) for o in rows}


def programmes(
    *, reader: Actor, code: str | None = None, ids: Iterable[UUID] | None = None
) -> dict[UUID, ProgrammeRow]:
    """Return the programmes this reader sees anything of, by id, in the order of their codes."""
    narrowed = Q()
    if code is not None:
        narrowed &= Q(code=code)
    if ids is not None:
        narrowed &= Q(pk__in=list(ids))
    rows = Programme.objects.visible_to(reader).filter(narrowed)
    rows = rows.select_related("organisation", "definition_set").order_by("code")
    return {
        p.id: ProgrammeRow(
            id=p.id,
            version=p.version,
            code=p.code,
            name=p.name,
            organisation_id=p.organisation_id,
            organisation_code=p.organisation.code,
            organisation=p.organisation.name,
            illustrative=p.illustrative,
            first_year=p.first_year,
            published_first_year=p.published_first_year,
            definition_set=p.definition_set.name if p.definition_set else "",
            source=p.source,
            marking=p.marking,
            placement=p.placement(),
        )
        for p in rows
    }


def definition_sets(*, codes: Iterable[str] | None = None) -> dict[UUID, DefinitionSetRow]:
    """Return the sets of definitions of RAG, by id. They are every council's to read."""
    rows = DefinitionSet.objects.order_by("code")
    if codes is not None:
        rows = rows.filter(code__in=list(codes))
    colours = ("green", "amber_green", "amber", "amber_red", "red", "complete")
    return {
        d.id: DefinitionSetRow(
            d.id, d.code, d.name, {c: getattr(d, c) for c in colours if getattr(d, c)}, d.scale
        )
        for d in rows
    }


def people(
    *, reader: Actor, ids: Iterable[UUID] | None = None, organisation_id: UUID | None = None
) -> dict[UUID, PersonRow]:
    """Return people by id: those with a grant in a council where this reader has one; the public sees none.

    `organisation_id` keeps those with a grant in that council.
    """
    rows = Person.objects.all()
    if reader.kind == "public":
        rows = rows.none()
    elif reader.kind == "person":
        councils = {g.organisation_id for g in reader.grants}
        rows = rows.filter(Q(pk=reader.person_id) | Q(grants__organisation_id__in=councils)).distinct()
    if ids is not None:
        rows = rows.filter(pk__in=list(ids))
    if organisation_id is not None:
        rows = rows.filter(grants__organisation_id=organisation_id).distinct()
    return {p.id: PersonRow(p.id, p.email, p.name, p.has_account) for p in rows.order_by("email")}


def indicators(
    *, reader: Actor, programme_ids: Iterable[UUID], at: datetime | None = None
) -> dict[UUID, IndicatorRow]:
    """Return the indicators this reader may see, with the readings recorded by a moment."""
    rows = Indicator.objects.visible_to(reader).filter(programme_id__in=list(programme_ids))
    rows = rows.select_related("programme", "workstream")
    found = list(rows.order_by("programme_id", "position", "name"))
    readings: dict[UUID, list[ReadingRow]] = {i.id: [] for i in found}
    recorded = IndicatorReading.objects.filter(indicator_id__in=list(readings))
    if at is not None:
        recorded = recorded.filter(recorded_at__lte=at)
    for r in recorded.order_by("recorded_at", "position"):
        readings[r.indicator_id].append(
            ReadingRow(
                r.basis,
                r.printed,
                _plain(r.value),
                r.unit,
                r.period,
                r.source,
                r.note,
                value_to=_plain(r.value_to),
                year=None if r.year is None else FinancialYear(r.year),
                months_covered=r.months_covered,
                recorded_at=r.recorded_at,
                position=r.position,
                on=ApproxDate(r.on_date, DatePrecision(r.on_precision)) if r.on_date else None,
            )
        )
    return {
        i.id: IndicatorRow(
            i.id,
            i.name,
            i.polarity,
            i.programme_id,
            i.workstream_id,
            tuple(readings[i.id]),
            marking=_most_closed(i),
            conflicts=conflicts(_targets(readings[i.id])),
        )
        for i in found
    }


def _plain(value: Decimal | None) -> str | None:
    return None if value is None else f"{value.normalize():f}"


def _most_closed(indicator: Indicator) -> str:
    own = [indicator.marking, indicator.programme.marking]
    if indicator.workstream is not None:
        own.append(indicator.workstream.marking)
    return max(own, key=MARKINGS.index)


def _targets(readings: Iterable[ReadingRow]) -> list[Target]:
    return [
        Target(
            r.printed,
            None if r.value is None else Decimal(r.value),
            r.unit,
            r.period,
            r.source,
            r.basis,
            None if r.value_to is None else Decimal(r.value_to),
        )
        for r in readings
        if is_target(r.basis)
    ]


def published_tables(
    *, reader: Actor, programme_ids: Iterable[UUID], code: str | None = None
) -> dict[UUID, PublishedTableRow]:
    """Return the published tables this reader may see, in the order of their papers."""
    rows = PublishedTable.objects.visible_to(reader).filter(programme_id__in=list(programme_ids))
    if code is not None:
        rows = rows.filter(code=code)
    return {
        t.id: PublishedTableRow(
            t.id, t.programme_id, t.code, t.title, t.source, tuple(t.columns), tuple(tuple(r) for r in t.rows)
        )
        for t in rows.order_by("programme_id", "position", "code")
    }


def recent_events(*, reader: Actor, aggregate_ids: Iterable[UUID], limit: int = 20) -> list[EventRow]:
    """Return what happened to these things, newest first; what is closed only to whoever may see closed things.

    The caller has already narrowed the ids to what its reader may see.
    """
    rows = Event.objects.filter(aggregate_id__in=list(aggregate_ids))
    if reader.kind == "public" or (reader.kind == "person" and not any(g.cleared for g in reader.grants)):
        rows = rows.filter(closed=False)
    return [
        EventRow(
            id=e.id,
            type=e.type,
            aggregate_type=e.aggregate_type,
            aggregate_id=e.aggregate_id,
            payload=e.payload,
            by=e.actor_name,
            door=e.door,
            occurred_at=e.occurred_at,
            recorded_at=e.recorded_at,
        )
        for e in rows.order_by("-recorded_at", "-place")[:limit]
    ]
