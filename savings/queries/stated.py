"""Savings and positions year by year, stated so that nothing not known reads as nil: for API, pages and exports."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final
from uuid import UUID

from django.utils import timezone

from programme import queries as ground
from programme.queries import ProgrammeRow, WorkstreamRow
from programme.rules.access import Actor
from programme.rules.calendar import FinancialYear
from savings.models.saving import KIND_WORDS
from savings.queries.positions import Position, YearPosition, position_of, year_split
from savings.queries.savings import SavingRow, savings
from savings.rules.profile import Profile

WITHOUT_EXEMPT: Final = "over the lines you may see, without exempt items"
WITH_EXEMPT: Final = "over the lines you may see, exempt items among them"


@dataclass(frozen=True)
class SavingYear:
    """One year of one saving, in pounds; None is not known. `not_split` says why the parts are not known."""

    year: FinancialYear
    plan: Decimal | None
    forecast: Decimal | None
    said: Decimal | None
    actual: Decimal | None
    shortfall: Decimal | None
    loss: Decimal | None
    timing: Decimal | None
    over_delivery: Decimal | None
    not_split: str
    claimed: Decimal | None
    validated: Decimal | None


@dataclass(frozen=True)
class Beside:
    """The plan of one kind of saving that stands beside totals, in pounds."""

    kind: str
    words: str
    plan: Decimal | None
    lines: int
    lines_known: int


@dataclass(frozen=True)
class PositionYear:
    """One year over some lines, in pounds: plan - loss - timing + over-delivery and what stands apart = forecast.

    Loss, timing and over-delivery are None where no line can be split. Counts are of lines, adjustments apart.
    """

    year: FinancialYear
    plan: Decimal | None
    loss: Decimal | None
    timing: Decimal | None
    over_delivery: Decimal | None
    forecast: Decimal | None
    shortfall_not_split: Decimal
    plan_not_forecast: Decimal
    forecast_without_plan: Decimal
    claimed: Decimal
    validated: Decimal
    lines: int
    lines_with_plan: int
    lines_with_forecast: int
    lines_not_split: int
    beside: tuple[Beside, ...]


@dataclass(frozen=True)
class StatedPosition:
    """A position with what it is of. `workstream` is None for a whole programme, and for lines that stand in none.

    `over` says over which lines the totals are, in the same words whether or not any line is hidden. `on` is the
    day the dates are judged by.
    """

    programme: ProgrammeRow
    workstream: WorkstreamRow | None
    over: str
    on: date
    lines: int
    years: tuple[PositionYear, ...]
    parts: tuple[StatedPosition, ...] = ()


def over_words(
    reader: Actor, *, organisation_id: UUID, programme_id: UUID, workstream_id: UUID | None = None
) -> str:
    """Say over which lines a reader's totals are: from their grants alone, never from what is there."""
    cleared = [
        g
        for g in reader.grants
        if g.cleared
        and g.organisation_id == organisation_id
        and g.programme_id in (None, programme_id)
        and (workstream_id is None or g.workstream_id in (None, workstream_id))
    ]
    return WITH_EXEMPT if cleared or reader.kind == "system" else WITHOUT_EXEMPT


def saving_years(row: SavingRow, *, more: Iterable[FinancialYear] = ()) -> tuple[SavingYear, ...]:
    """Return every year a saving has a figure in, earliest first; `more` are years to show besides."""
    profiles = [p for p in (row.plan, row.forecast, row.said) if p is not None]
    years = {*more, *(year for profile in profiles for year in profile.years)}
    return tuple(_saving_year(row, y) for y in sorted({*years, *row.actual, *row.claimed, *row.validated}))


def programme_positions(
    *, reader: Actor, programme_ids: Iterable[UUID], by_workstream: bool = False, on: date | None = None
) -> dict[UUID, StatedPosition]:
    """Return where each programme stands that this reader sees anything of, by id.

    By workstream its parts are those of each workstream with a line this reader may see, and last, where any
    stands in none, of those lines; together they are the whole.
    """
    on = on or timezone.localdate()
    programmes = ground.programmes(reader=reader, ids=programme_ids)
    lines = list(savings(reader=reader, programme_ids=programmes, on=on).values())
    workstreams = ground.workstreams(reader=reader, programme_ids=programmes) if by_workstream else {}
    found = {}
    for programme in programmes.values():
        own = [row for row in lines if row.programme_id == programme.id]
        parts = _parts(programme, own, workstreams, reader, on) if by_workstream else ()
        found[programme.id] = _stated(programme, None, own, reader, on, parts=parts)
    return found


def workstream_position(
    *, reader: Actor, workstream_id: UUID, on: date | None = None
) -> StatedPosition | None:
    """Return where one workstream stands; None where this reader may not see it."""
    on = on or timezone.localdate()
    workstream = ground.workstreams(reader=reader, ids=[workstream_id]).get(workstream_id)
    if workstream is None:
        return None
    programme = ground.programmes(reader=reader, ids=[workstream.programme_id])[workstream.programme_id]
    lines = list(savings(reader=reader, workstream_ids=[workstream_id], on=on).values())
    return _stated(programme, workstream, lines, reader, on)


def _parts(
    programme: ProgrammeRow,
    lines: list[SavingRow],
    workstreams: dict[UUID, WorkstreamRow],
    reader: Actor,
    on: date,
) -> tuple[StatedPosition, ...]:
    held = {row.workstream_id for row in lines}
    places = [w for w in workstreams.values() if w.id in held]
    groups = [(w, [row for row in lines if row.workstream_id == w.id]) for w in places]
    seen = {w.id for w in places}
    rest = [row for row in lines if row.workstream_id not in seen]
    parts = [_stated(programme, w, own, reader, on) for w, own in groups]
    return (*parts, _stated(programme, None, rest, reader, on)) if rest else tuple(parts)


def _stated(
    programme: ProgrammeRow,
    workstream: WorkstreamRow | None,
    lines: list[SavingRow],
    reader: Actor,
    on: date,
    *,
    parts: tuple[StatedPosition, ...] = (),
) -> StatedPosition:
    position: Position = position_of(lines)
    return StatedPosition(
        programme=programme,
        workstream=workstream,
        over=over_words(
            reader,
            organisation_id=programme.organisation_id,
            programme_id=programme.id,
            workstream_id=workstream.id if workstream else None,
        ),
        on=on,
        lines=position.lines,
        years=tuple(_position_year(year) for year in position.years.values()),
        parts=parts,
    )


def _saving_year(row: SavingRow, year: FinancialYear) -> SavingYear:
    split = year_split(row, year)
    return SavingYear(
        year=year,
        plan=split.plan,
        forecast=split.forecast,
        said=_amount(row.said, year),
        actual=row.actual.get(year),
        shortfall=split.shortfall,
        loss=split.loss,
        timing=split.timing,
        over_delivery=split.over_delivery,
        not_split="" if split.is_split else split.reason,
        claimed=row.claimed.get(year),
        validated=row.validated.get(year),
    )


def _amount(profile: Profile | None, year: FinancialYear) -> Decimal | None:
    return None if profile is None else profile.amount(year)


def _position_year(at: YearPosition) -> PositionYear:
    ledger = at.ledger
    is_split = ledger.lines_not_split < ledger.plan.of or not ledger.plan.of
    return PositionYear(
        year=at.year,
        plan=ledger.plan.amount,
        loss=ledger.loss if is_split else None,
        timing=ledger.timing if is_split else None,
        over_delivery=ledger.over_delivery if is_split else None,
        forecast=ledger.forecast.amount,
        shortfall_not_split=ledger.not_split,
        plan_not_forecast=ledger.plan_without_forecast,
        forecast_without_plan=ledger.forecast_without_plan,
        claimed=at.claimed,
        validated=at.validated,
        lines=ledger.plan.of,
        lines_with_plan=ledger.plan.known,
        lines_with_forecast=ledger.forecast.known,
        lines_not_split=ledger.lines_not_split,
        beside=tuple(
            Beside(kind, KIND_WORDS[kind], total.amount, total.of, total.known)
            for kind, total in at.beside.items()
        ),
    )
