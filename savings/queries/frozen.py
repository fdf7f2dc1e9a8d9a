"""Positions as finance closed them: frozen line by line, added up over what a reader may see today."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Max, Model
from django.db.models.functions import Now
from django.utils import timezone

from programme import queries as ground
from programme.rules.access import Actor, system
from programme.rules.calendar import FinancialMonth, FinancialYear
from savings.models import (
    Claim,
    OutlookReport,
    PeriodStep,
    Saving,
    SavingForecast,
    SavingState,
    Target,
    TargetAmount,
    Validation,
)
from savings.queries.lines import Line, Lines, read_lines
from savings.queries.positions import LevelPosition, levels_of
from savings.queries.reading import Amounts, Scope
from savings.queries.target_sight import withheld
from savings.queries.targets import bridge_targets
from savings.rules.frozen import FrozenLine, FrozenPosition, FrozenWait


@dataclass(frozen=True)
class ClosedPosition:
    """A programme's position as a period was closed with it: who signed, when, and both bridges by level."""

    month: FinancialMonth
    signatory: str
    closed_at: datetime
    levels: LevelPosition


def freeze(*, programme_id: UUID, at: datetime) -> dict[str, Any]:
    """Return every line's figures of a programme by year, as had been recorded by a moment, to be kept as JSON.

    Under whole sight: shown to nobody as it is, only through `frozen_position`.
    """
    day = timezone.localdate(at)
    scope = Scope(programme_ids=(programme_id,))
    lines = read_lines(reader=system(), scope=scope, on=day, at=at)
    elsewhere = {one for line in lines.found.values() for one in line.held.replaced_by} - set(lines.found)
    beside = (
        read_lines(reader=system(), scope=Scope(ids=tuple(elsewhere)), on=day, at=at) if elsewhere else None
    )
    frozen = _frozen_lines(lines)
    if beside is not None:
        frozen += _frozen_lines(beside, beside=True)
    targets = bridge_targets(reader=system(), programme_ids=[programme_id], at=at)
    return FrozenPosition(
        on=day,
        lines=tuple(frozen),
        targets=tuple(targets.get(programme_id, ())),
    ).to_json()


def newest_recorded(*, programme_id: UUID) -> datetime | None:
    """Return the moment of the newest row that a frozen position rests on, none of the future; None for no row."""
    own: dict[type[Model], str] = dict.fromkeys(
        (SavingState, SavingForecast, OutlookReport, Claim, Validation), "saving__programme_id"
    )
    newest = [
        model._default_manager.filter(**{place: programme_id}, recorded_at__lte=Now()).aggregate(
            newest=Max("recorded_at")
        )["newest"]
        for model, place in (own | {TargetAmount: "target__programme_id"}).items()
    ]
    return max((moment for moment in newest if moment is not None), default=None)


def frozen_position(*, reader: Actor, programme_id: UUID, year: int, month: int) -> ClosedPosition | None:
    """Return the position a month was closed with, over the lines this reader may see today; None while it is open.

    A month before a closed one was closed with it. What was signed stays as it was: lines removed since are in
    it, and later corrections are not. Source: docs/method.md, "As at".
    """
    step = _closing(programme_id, FinancialMonth(FinancialYear(year), month))
    if step is None or step.position is None:
        return None
    return ClosedPosition(
        month=FinancialMonth(FinancialYear(step.period.year), step.period.month),
        signatory=step.signatory,
        closed_at=step.recorded_at,
        levels=frozen_levels(
            reader=reader, programme_id=programme_id, position=step.position, at=step.recorded_at
        ),
    )


def frozen_levels(
    *, reader: Actor, programme_id: UUID, position: dict[str, Any], at: datetime
) -> LevelPosition:
    """Return a position that `freeze` froze at a moment, added up over the lines this reader may see today."""
    frozen = FrozenPosition.from_json(position)
    lines = _seen(reader, [line.id for line in frozen.lines])
    milestones = ground.milestone_dates(
        reader=reader,
        ids={wait.milestone_id for line in frozen.lines for wait in line.waits},
        at=at,
    )
    targets = set(
        Target.objects.visible_to(reader)
        .filter(pk__in=[one.id for one in frozen.targets])
        .values_list("pk", flat=True)
    )
    return levels_of(
        frozen.ledger_lines(lines, set(milestones)),
        withheld(
            [one for one in frozen.targets if one.id in targets],
            {line.id: line for line in frozen.lines if not line.beside},
            seen=lines,
        ),
        seen=ground.workstreams(reader=reader, programme_ids=[programme_id], at=at),
    )


def _closing(programme_id: UUID, month: FinancialMonth) -> PeriodStep | None:
    """Return the step that closed a month: its own, or that of the first closed month after it."""
    closed = PeriodStep.objects.filter(
        period__programme_id=programme_id, period__closed_at__isnull=False, step="closed"
    ).select_related("period")
    later = [
        step
        for step in closed.defer("position").order_by("period__year", "period__month", "-recorded_at")
        if (step.period.year, step.period.month) >= (month.year.start_year, month.number)
    ]
    return PeriodStep.objects.select_related("period").get(pk=later[0].pk) if later else None


def _seen(reader: Actor, ids: list[UUID]) -> set[UUID]:
    return set(Saving.objects.seen_by(reader).filter(pk__in=ids).values_list("pk", flat=True))


def _frozen_lines(lines: Lines, *, beside: bool = False) -> list[FrozenLine]:
    actual = lines.told().actual
    return [_frozen(line, actual.get(key, {}), beside=beside) for key, line in lines.found.items()]


def _frozen(line: Line, actual: Amounts, *, beside: bool) -> FrozenLine:
    held = line.held
    return FrozenLine(
        id=held.id,
        ref=held.ref,
        name=held.name,
        kind=line.ledger.kind,
        heading=held.heading,
        workstream_id=held.workstream_id,
        owner_id=held.owner_id,
        outlook=line.ledger.outlook,
        corrects=held.corrects,
        replaced_by=tuple(held.replaced_by),
        start=held.start_date,
        funding_ends=held.funding_ends,
        plan=line.plan,
        said=line.said,
        months=line.months,
        arrived=line.arrived,
        waits=tuple(
            FrozenWait(key, waiting) for key, waiting in zip(line.milestones, line.waiting, strict=True)
        ),
        years=line.ledger.years,
        actual=actual,
        claimed=line.ledger.claimed,
        validated=line.ledger.validated,
        beside=beside,
    )
