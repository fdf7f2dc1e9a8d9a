"""Savings as they are shown: plan, the forecast that holds, what is claimed and what finance has validated."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Final, TypeVar
from uuid import UUID

from django.utils import timezone

from programme import queries as ground
from programme.queries.once import once
from programme.queries.rows import among, tuples
from programme.rules.access import Actor, Placement, system
from programme.rules.calendar import FinancialYear
from savings.models import Saving
from savings.models.saving import KIND_WORDS, MATURITY_WORDS, OUTLOOK_WORDS
from savings.queries.lines import Line, Lines, read_lines
from savings.queries.reading import SaidOutlook, Scope
from savings.rules.delay import DelayEffect
from savings.rules.ledger import LedgerLine
from savings.rules.profile import Profile
from savings.rules.shortfall import Split

NOT_PUBLISHED = "not published"


@dataclass(frozen=True)
class OutlookRow:
    """How a saving stands against its plan, as said."""

    outlook: str
    words: str
    reason: str
    mitigation: str
    mitigation_owner: str
    mitigation_date: date | None
    recorded_at: datetime
    by: str


@dataclass(frozen=True)
class SavingRow:
    """A saving. Amounts in pounds by financial year; None is not known, and never nil.

    `forecast` is the one that holds now (`forecast_basis` says by what), `said` the last that somebody said.
    As at a moment its particulars, figures and links are those of then; version, marking, note and the names of
    people are today's. `ledger` is what both bridges ask of it.
    """

    id: UUID
    version: int
    ref: str
    ref_is_printed: bool
    line_no: int
    name: str
    heading: str
    kind: str
    kind_words: str
    maturity: int | None
    maturity_words: str
    outlook: OutlookRow | None
    owner_id: UUID | None
    owner: str
    start_date: date | None
    programme_id: UUID
    programme_code: str
    programme_name: str
    illustrative: bool
    workstream_id: UUID | None
    workstream_ref: str
    workstream_name: str
    plan: Profile | None
    said: Profile | None
    said_at: datetime | None
    said_reason: str
    forecast: Profile | None
    forecast_basis: str
    split: Split | None
    days_late: int | None
    delay: DelayEffect | None
    actual: dict[FinancialYear, Decimal | None]
    claimed: dict[FinancialYear, Decimal]
    validated: dict[FinancialYear, Decimal]
    milestone_ids: tuple[UUID, ...]
    plan_frozen_at: datetime | None
    form_is_our_reading: bool
    marking: str
    placement: Placement
    note: str
    ledger: LedgerLine = field(repr=False)
    corrects_id: UUID | None = None
    replaces_id: UUID | None = None
    replaced_by_ids: tuple[UUID, ...] = ()
    funding_ends: date | None = None

    @property
    def label(self) -> str:
        """Return how the line is called: its ref where one is printed, and its name."""
        return f"{self.ref} {self.name}" if self.ref_is_printed else self.name


def savings(
    *,
    reader: Actor,
    programme_ids: Iterable[UUID] | None = None,
    workstream_ids: Iterable[UUID] | None = None,
    ids: Iterable[UUID] | None = None,
    on: date | None = None,
    at: datetime | None = None,
) -> dict[UUID, SavingRow]:
    """Return the savings this reader may see, by id, in the order of their paper.

    Dates are judged as seen on `on` (today, or the local day of `at`); a milestone this reader may not see moves
    none of their figures. With `at` they are as had been recorded by that moment, under the reader's rights of
    today: later corrections do not count, and a line removed since is among them.
    Source: docs/method.md, "As at".
    """
    day, scope = on or timezone.localdate(at), Scope.of(programme_ids, workstream_ids, ids)
    return dict(once(("savings", reader, scope, day, at), lambda: _savings(reader, scope, day, at)))


def _savings(reader: Actor, scope: Scope, day: date, at: datetime | None) -> dict[UUID, SavingRow]:
    lines = read_lines(reader=reader, scope=scope, on=day, at=at)
    shown = _Shown(lines, reader)
    return {key: shown.row(line, at) for key, line in lines.found.items()}


_NOW: Final = (
    "pk",
    "version",
    "marking",
    "note",
    "plan_frozen_at",
    "form_is_our_reading",
    "owner_id",
    "owner__name",
    "workstream_id",
    "workstream__ref",
    "workstream__name",
    "workstream__marking",
    "programme_id",
    "programme__code",
    "programme__name",
    "programme__illustrative",
    "programme__marking",
    "programme__closed_at",
    "programme__organisation_id",
)


class _Shown:
    """What stands beside the figures of lines: names, places and markings of today."""

    def __init__(self, lines: Lines, reader: Actor) -> None:
        self.said, self.told = lines.said, lines.told()
        rows = Saving.objects.filter(pk__in=among(lines.found)).values_list(*_NOW)
        self.savings = {row[0]: dict(zip(_NOW, row, strict=True)) for row in tuples(rows)}
        self.owners, self.workstreams = self._moved(lines, reader)

    def _moved(self, lines: Lines, reader: Actor) -> tuple[dict[UUID, str], dict[UUID, tuple[str, str]]]:
        """Return the owners, and the workstreams this reader sees, that lines had as at a moment and have no longer."""
        owners, places = set(), set()
        for key, line in lines.found.items():
            now = self.savings[key]
            if line.held.owner_id not in (None, now["owner_id"]):
                owners.add(line.held.owner_id)
            if line.held.workstream_id not in (None, now["workstream_id"]):
                places.add(line.held.workstream_id)
        people = ground.people(reader=system(), ids=owners) if owners else {}
        streams = ground.workstreams(reader=reader, ids=places) if places else {}
        return {key: one.name for key, one in people.items()}, {
            key: (one.ref, one.name) for key, one in streams.items()
        }

    def row(self, line: Line, at: datetime | None) -> SavingRow:
        """Return one line as it is shown."""
        held, now, stands = line.held, self.savings[line.held.id], line.standing
        frozen = now["plan_frozen_at"]
        ref, name = self._workstream(line, now)
        said_at, said_reason = self.told.forecast.get(held.id, (None, ""))
        return SavingRow(
            id=held.id,
            version=now["version"],
            ref=held.ref,
            ref_is_printed=held.ref_is_printed,
            line_no=held.line_no,
            name=held.name,
            heading=held.heading,
            kind=held.kind,
            kind_words=KIND_WORDS[held.kind],
            maturity=held.maturity,
            maturity_words=NOT_PUBLISHED if held.maturity is None else MATURITY_WORDS[held.maturity],
            outlook=_outlook(self.told.outlooks.get(held.id)),
            owner_id=held.owner_id,
            owner=self._owner(line, now),
            start_date=held.start_date,
            programme_id=held.programme_id,
            programme_code=now["programme__code"],
            programme_name=now["programme__name"],
            illustrative=now["programme__illustrative"],
            workstream_id=held.workstream_id,
            workstream_ref=ref,
            workstream_name=name,
            plan=line.plan,
            said=line.said,
            said_at=said_at,
            said_reason=said_reason,
            forecast=stands.forecast,
            forecast_basis=stands.basis,
            split=stands.split,
            days_late=stands.days_late,
            delay=stands.effect,
            actual=_by_year(self.told.actual.get(held.id, {})),
            claimed=_by_year(self.said.claimed.get(held.id, {})),
            validated=_by_year(self.said.validated.get(held.id, {})),
            milestone_ids=line.milestones,
            plan_frozen_at=frozen if frozen is None or at is None or frozen <= at else None,
            form_is_our_reading=now["form_is_our_reading"],
            marking=now["marking"],
            placement=_placement(now),
            note=now["note"],
            ledger=line.ledger,
            corrects_id=held.corrects,
            replaces_id=held.replaces,
            replaced_by_ids=line.replaced_by,
            funding_ends=held.funding_ends,
        )

    def _owner(self, line: Line, now: Mapping[str, Any]) -> str:
        if line.held.owner_id == now["owner_id"]:
            return now["owner__name"] or ""
        return self.owners.get(line.held.owner_id, "") if line.held.owner_id else ""

    def _workstream(self, line: Line, now: Mapping[str, Any]) -> tuple[str, str]:
        if line.held.workstream_id == now["workstream_id"]:
            return now["workstream__ref"] or "", now["workstream__name"] or ""
        return (
            self.workstreams.get(line.held.workstream_id, ("", "")) if line.held.workstream_id else ("", "")
        )


Amount = TypeVar("Amount")


def _by_year(amounts: Mapping[int, Amount]) -> dict[FinancialYear, Amount]:
    return {FinancialYear(year): amount for year, amount in amounts.items()}


def _placement(now: Mapping[str, Any]) -> Placement:
    """Return where a saving stands today, with every marking it inherits: rights are those of today."""
    markings = {now["marking"], now["programme__marking"]}
    if now["workstream_id"] is not None:
        markings.add(now["workstream__marking"])
    closed_at = now["programme__closed_at"]
    return Placement(
        now["programme__organisation_id"],
        now["programme_id"],
        now["workstream_id"],
        frozenset(markings),
        frozenset({now["pk"]}),
        timezone.localdate(closed_at) if closed_at else None,
    )


def _outlook(said: SaidOutlook | None) -> OutlookRow | None:
    if said is None or not said.outlook:
        return None
    return OutlookRow(
        outlook=said.outlook,
        words=OUTLOOK_WORDS[said.outlook],
        reason=said.reason,
        mitigation=said.mitigation,
        mitigation_owner=said.mitigation_owner,
        mitigation_date=said.mitigation_date,
        recorded_at=said.recorded_at,
        by=said.by,
    )
