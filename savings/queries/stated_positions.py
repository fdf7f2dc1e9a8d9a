"""Positions stated so that nothing not known reads as nil: for API, pages, commands and exports."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from typing import Final
from uuid import UUID

from django.utils import timezone

from programme import queries as ground
from programme.queries import ProgrammeRow, WorkstreamRow
from programme.rules.access import Actor
from programme.rules.calendar import FinancialYear
from savings.models.saving import KIND_WORDS
from savings.queries.frozen import frozen_position
from savings.queries.positions import (
    LevelPosition,
    Position,
    YearPosition,
    level_positions,
    positions,
    workstream_positions,
)
from savings.queries.stated import over_words
from savings.queries.target_sight import WITHHELD_WORDS
from savings.rules.periods import period_words
from savings.rules.totals import SavingKind, Total

LIVE: Final = "live figures"


@dataclass(frozen=True)
class Beside:
    """The plan of one kind of saving that stands beside totals, in pounds."""

    kind: str
    words: str
    plan: Decimal | None
    lines: int
    lines_known: int


@dataclass(frozen=True)
class StatedBridge:
    """Target to plan in one year, in pounds, over the kinds the council counted: the buckets sum to the plan.

    Without a published target, or where this reader does not see every line it takes in (`target_note` says so),
    `target`, `unidentified` and `not_in_our_copy` are None: there is no bridge. With one,
    the last line is either of the two, and the other is nil. `without` is the plan without the kinds that stand
    `beside`, whether or not the target takes them in. `plan` is None where no line's is known.
    """

    target: Decimal | None
    target_note: str
    target_name: str
    target_source: str
    delivered: Decimal
    on_track: Decimal
    at_risk: Decimal
    deliverable_later: Decimal
    undeliverable: Decimal
    no_outlook: Decimal
    adjustments: Decimal
    unidentified: Decimal | None
    not_in_our_copy: Decimal | None
    plan: Decimal | None
    claimed: Decimal
    replaced: Decimal
    lines: int
    lines_with_plan: int
    kinds: tuple[str, ...]
    without: Decimal | None
    beside: tuple[Beside, ...]


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
    bridge: StatedBridge


@dataclass(frozen=True)
class StatedHeading:
    """The part of a position that is printed under one heading; blank for lines under none."""

    heading: str
    lines: int
    years: tuple[PositionYear, ...]


@dataclass(frozen=True)
class StatedPosition:
    """A position with what it is of. `workstream` is None for a whole programme, and for lines that stand in none.

    `over` says over which lines the totals are, in the same words whether or not any line is hidden, and `figures`
    which figures they are: live, as at a moment, or of a closed period. `on` is the day the dates are judged by.
    """

    programme: ProgrammeRow
    workstream: WorkstreamRow | None
    over: str
    figures: str
    at: datetime | None
    period: str
    on: date
    lines: int
    years: tuple[PositionYear, ...]
    parts: tuple[StatedPosition, ...] = ()
    headings: tuple[StatedHeading, ...] = ()

    def year(self, year: FinancialYear) -> PositionYear | None:
        """Return one year, or None outside every line's table."""
        return next((one for one in self.years if one.year == year), None)


@dataclass(frozen=True)
class _Figures:
    """Which figures are stated, and as seen on which day."""

    words: str
    on: date
    at: datetime | None = None
    period: str = ""


def programme_positions(
    *,
    reader: Actor,
    programme_ids: Iterable[UUID],
    levels: bool = False,
    on: date | None = None,
    at: datetime | None = None,
) -> dict[UUID, StatedPosition]:
    """Return where each programme stands that this reader sees anything of, by id; live, or as at a moment.

    With levels its parts are those of each workstream with a line this reader may see, and last, where any stands in
    none, of those lines; and its headings in the order of their lines. Either way together they are the whole.
    """
    figures = _Figures(_as_at_words(at), on or timezone.localdate(at), at)
    programmes = ground.programmes(reader=reader, ids=programme_ids)
    if not levels:
        found = positions(reader=reader, programme_ids=programmes, on=figures.on, at=at)
        return {p.id: _stated(p, None, found[p.id], reader, figures) for p in programmes.values()}
    whole = level_positions(reader=reader, programme_ids=programmes, on=figures.on, at=at)
    workstreams = ground.workstreams(reader=reader, programme_ids=programmes, at=at)
    return {
        p.id: _with_levels(p, whole[p.id], workstreams.values(), reader, figures) for p in programmes.values()
    }


def workstream_position(
    *, reader: Actor, workstream_id: UUID, on: date | None = None, at: datetime | None = None
) -> StatedPosition | None:
    """Return where one workstream stands; None where this reader may not see it."""
    figures = _Figures(_as_at_words(at), on or timezone.localdate(at), at)
    workstream = ground.workstreams(reader=reader, ids=[workstream_id], at=at).get(workstream_id)
    if workstream is None:
        return None
    programme = ground.programmes(reader=reader, ids=[workstream.programme_id])[workstream.programme_id]
    found = workstream_positions(reader=reader, workstream_ids=[workstream_id], on=figures.on, at=at)
    return _stated(programme, workstream, found[workstream_id], reader, figures)


def closed_position(*, reader: Actor, programme_id: UUID, year: int, month: int) -> StatedPosition | None:
    """Return where a programme stood when a period was closed, with its levels; None while the period is open."""
    programme = ground.programmes(reader=reader, ids=[programme_id]).get(programme_id)
    closed = frozen_position(reader=reader, programme_id=programme_id, year=year, month=month)
    if programme is None or closed is None:
        return None
    period, day = period_words(closed.month), timezone.localdate(closed.closed_at)
    words = f"figures of {period}, closed by {closed.signatory} on {day.day} {day:%b %Y}"
    workstreams = ground.workstreams(reader=reader, programme_ids=[programme_id], at=closed.closed_at)
    return _with_levels(
        programme, closed.levels, workstreams.values(), reader, _Figures(words, day, closed.closed_at, period)
    )


def _as_at_words(at: datetime | None) -> str:
    if at is None:
        return LIVE
    local = timezone.localtime(at)
    return f"as had been recorded by {local.day} {local:%b %Y, %H:%M}"


def _with_levels(
    programme: ProgrammeRow,
    found: LevelPosition,
    workstreams: Iterable[WorkstreamRow],
    reader: Actor,
    figures: _Figures,
) -> StatedPosition:
    places: list[WorkstreamRow | None] = [w for w in workstreams if w.id in found.workstreams]
    if None in found.workstreams:
        places.append(None)
    parts = tuple(
        _stated(programme, w, found.workstreams[w.id if w else None], reader, figures) for w in places
    )
    headings = tuple(
        StatedHeading(name, part.lines, tuple(_position_year(year) for year in part.years.values()))
        for name, part in found.headings.items()
    )
    return replace(_stated(programme, None, found.whole, reader, figures), parts=parts, headings=headings)


def _stated(
    programme: ProgrammeRow,
    workstream: WorkstreamRow | None,
    position: Position,
    reader: Actor,
    figures: _Figures,
) -> StatedPosition:
    return StatedPosition(
        programme=programme,
        workstream=workstream,
        over=over_words(
            reader,
            organisation_id=programme.organisation_id,
            programme_id=programme.id,
            workstream_id=workstream.id if workstream else None,
        ),
        figures=figures.words,
        at=figures.at,
        period=figures.period,
        on=figures.on,
        lines=position.lines,
        years=tuple(_position_year(year) for year in position.years.values()),
    )


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
        beside=_beside(at.beside),
        bridge=_stated_bridge(at),
    )


def _stated_bridge(at: YearPosition) -> StatedBridge:
    bridge = at.bridge
    return StatedBridge(
        target=bridge.target,
        target_note=WITHHELD_WORDS if at.is_withheld else "",
        target_name=at.target.name if at.target else "",
        target_source=at.target.source if at.target else "",
        delivered=bridge.delivered,
        on_track=bridge.on_track,
        at_risk=bridge.at_risk,
        deliverable_later=bridge.deliverable_later,
        undeliverable=bridge.undeliverable,
        no_outlook=bridge.no_outlook,
        adjustments=bridge.adjustments,
        unidentified=bridge.unidentified,
        not_in_our_copy=bridge.not_in_our_copy,
        plan=bridge.plan.amount,
        claimed=bridge.claimed,
        replaced=bridge.replaced,
        lines=bridge.plan.of,
        lines_with_plan=bridge.plan.known,
        kinds=tuple(kind.value for kind in SavingKind if kind in bridge.kinds),
        without=bridge.without.amount,
        beside=_beside({kind.value: total for kind, total in bridge.beside.items()}),
    )


def _beside(totals: Mapping[str, Total]) -> tuple[Beside, ...]:
    return tuple(
        Beside(kind, KIND_WORDS[kind], total.amount, total.of, total.known) for kind, total in totals.items()
    )
