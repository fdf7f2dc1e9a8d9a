"""What finance does to the months of a programme: actuals loaded, closed under a name, reopened with a reason.

Source: docs/method.md, "Periods".
"""

from __future__ import annotations

from datetime import datetime
from typing import Any, Final
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from programme import queries as ground
from programme.changes import Invalid, hold_still, said_at
from programme.changes.saving_rows import is_quiet, save
from programme.outbox.recording import record
from programme.queries import ProgrammeRow
from programme.rules import access
from programme.rules.calendar import FinancialMonth, FinancialYear
from savings import events
from savings.models import Period, PeriodStep
from savings.queries.closing import figures_as_they_stand
from savings.queries.frozen import freeze, newest_recorded
from savings.queries.periods import periods
from savings.rules.periods import (
    closed_with,
    closes_along,
    period_words,
    why_not_begun,
    why_not_closed,
    why_not_reopened,
)

MOVED: Final = "A figure changed since you opened this. Nothing was closed: look again, then close."


@transaction.atomic
def load_actuals(
    *, programme_id: UUID, year: int, month: int, by: access.Actor, at: datetime, reason: str = ""
) -> PeriodStep:
    """Say that a period's actuals are loaded; said again, the newest moment stands. Finance does, nothing infers it.

    Raises Refused; Invalid for a period that is closed or has not begun.
    """
    programme, period = _period(programme_id, year, month), FinancialMonth(FinancialYear(year), month)
    by.require(access.CLOSE, programme.placement, thing=f"the periods of {programme.name}")
    covering = closed_with(_closed(programme_id), period)
    if covering is not None:
        raise Invalid({"period": [f"{period_words(covering)} is closed: reopen it before actuals change"]})
    _refuse(why_not_begun(period, on=timezone.localdate(at)))
    row = _row(programme_id, period, by=by)
    row.actuals_loaded_at = at
    step = _step(row, "actuals_loaded", by=by, at=at, reason=reason)
    _tell(programme, row, events.ActualsLoaded, by=by, at=at, period=period_words(period))
    return step


@transaction.atomic
def close_period(
    *, programme_id: UUID, year: int, month: int, by: access.Actor, at: datetime, reason: str = "",
    seen: str | None = None,
) -> PeriodStep:  # fmt: skip
    """Close a period under the name of whoever closes it, freezing the position as it stands; finance alone.

    `seen` is the digest of the figures that were looked at. Waits for what is being recorded in the programme,
    and is dated no earlier than it. Raises Refused; Invalid for a period that is closed, lies
    before a closed one or has not begun, and where a figure moved since.
    """
    programme, period = _period(programme_id, year, month), FinancialMonth(FinancialYear(year), month)
    by.require(access.CLOSE, programme.placement, thing=f"the periods of {programme.name}")
    # What was recorded while this waited is frozen too.
    rests_on = (
        newest_recorded(programme_id=programme_id),
        ground.newest_milestone_change(programme_id=programme_id),
    )
    at = max(moment for moment in (at, *rests_on) if moment is not None)
    held = periods(reader=access.system(), programme_ids=[programme_id])[programme_id]
    _refuse(why_not_closed(period, held.closed, on=timezone.localdate(at)))
    if seen is not None:
        figures = figures_as_they_stand(reader=by, programme_id=programme_id, month=period)
        if seen != figures.digest:
            raise Invalid({"figures": [MOVED]})
    along = closes_along(held.closed, period, first_year=held.first_year)
    row = _row(programme_id, period, by=by)
    row.closed_at = at
    frozen = freeze(programme_id=programme_id, at=at)
    step = _step(row, "closed", by=by, at=at, reason=reason, position=frozen)
    _tell(
        programme,
        row,
        events.PeriodClosed,
        by=by,
        at=at,
        period=period_words(period),
        signatory=step.signatory,
        along=tuple(period_words(one) for one in along),
    )
    return step


@transaction.atomic
def reopen_period(
    *, programme_id: UUID, year: int, month: int, reason: str, by: access.Actor, at: datetime
) -> PeriodStep:
    """Reopen the newest closed period, with the reason; its frozen position stays on record. Finance alone.

    Raises Refused; Invalid without a reason, for an open one, or while a later one is closed.
    """
    programme, period = _period(programme_id, year, month), FinancialMonth(FinancialYear(year), month)
    by.require(access.CLOSE, programme.placement, thing=f"the periods of {programme.name}")
    if not reason.strip():
        raise Invalid({"reason": [f"Say why {period_words(period)} is reopened: the reason is kept"]})
    _refuse(why_not_reopened(period, _closed(programme_id)))
    row = _row(programme_id, period, by=by)
    row.closed_at = None
    step = _step(row, "reopened", by=by, at=at, reason=reason)
    _tell(
        programme, row, events.PeriodReopened, by=by, at=at, period=period_words(period), reason=step.reason
    )
    return step


def _period(programme_id: UUID, year: int, month: int) -> ProgrammeRow:
    """Return the programme, its periods held still until this transaction ends. Raises Refused, Invalid."""
    if not 1 <= month <= 12:
        raise Invalid({"period": [f"M{month} is no period: M1 is April, M12 March"]})
    programme = ground.programmes(reader=access.system(), ids=[programme_id]).get(programme_id)
    if programme is None:
        raise access.Refused("There is no such programme.")
    hold_still(programme_id)
    return programme


def _closed(programme_id: UUID) -> frozenset[FinancialMonth]:
    return periods(reader=access.system(), programme_ids=[programme_id])[programme_id].closed


def _refuse(why: str) -> None:
    if why:
        raise Invalid({"period": [why]})


def _row(programme_id: UUID, period: FinancialMonth, *, by: access.Actor) -> Period:
    key = {"programme_id": programme_id, "year": period.year.start_year, "month": period.number}
    return Period.objects.select_for_update().filter(**key).first() or save(Period(**key), by=by, new=True)


def _step(
    row: Period, step: str, *, by: access.Actor, at: datetime, reason: str, position: Any = None
) -> PeriodStep:
    newest = row.steps.order_by("-recorded_at").values_list("recorded_at", flat=True).first()
    said_at(newest, at)
    save(row, by=by, reason=reason)
    return PeriodStep.objects.create(
        period=row,
        step=step,
        reason=reason.strip(),
        signatory=by.name,
        position=position,
        recorded_at=at,
        recorded_by_id=by.person_id,
        recorded_by_name=by.name,
    )


def _tell(
    programme: ProgrammeRow, row: Period, kind: Any, *, by: access.Actor, at: datetime, **facts: Any
) -> None:
    event = kind(
        aggregate_id=row.pk,
        version=row.version,
        programme_id=programme.id,
        closed=programme.placement.is_closed,
        quiet=is_quiet(by),
        **facts,
    )
    record([event], by=by, at=at)
