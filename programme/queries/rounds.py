"""Reporting rounds: which workstreams have returned and which have not, over those a reader may see."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Q
from django.utils import timezone

from programme.models import ReportingRound, RoundReturn
from programme.queries.delivery import WorkstreamRow, workstreams
from programme.rules.access import Actor, Placement
from programme.rules.calendar import FinancialMonth, FinancialYear
from programme.rules.rounds import chase_days, days_late, is_overdue, next_chase


@dataclass(frozen=True)
class Returned:
    """A workstream that has returned. The first return is what counts as late or not; it may come again."""

    workstream: WorkstreamRow
    first_at: datetime
    last_at: datetime
    by: str
    note: str
    times: int
    days_late: int


@dataclass(frozen=True)
class Missing:
    """A workstream that has not returned, and how many days after the deadline it is by now."""

    workstream: WorkstreamRow
    days_late: int


@dataclass(frozen=True)
class RoundRow:
    """A reporting round. `returned` and `missing` are over the workstreams its reader may see.

    A closed round's missing ones are those that had not returned when it closed. `next_chase` is the day on
    which whoever has not returned is chased next; None for a closed round and once there are no more.
    """

    id: UUID
    version: int
    programme_id: UUID
    programme_code: str
    programme_name: str
    illustrative: bool
    placement: Placement
    name: str
    period: FinancialMonth | None
    opens_on: date
    deadline: date
    closed_at: datetime | None
    is_open: bool
    is_overdue: bool
    next_chase: date | None
    returned: tuple[Returned, ...]
    missing: tuple[Missing, ...]


def rounds(
    *,
    reader: Actor,
    programme_ids: Iterable[UUID] | None = None,
    ids: Iterable[UUID] | None = None,
    on: date | None = None,
) -> dict[UUID, RoundRow]:
    """Return the reporting rounds of the programmes this reader sees anything of, the newest deadline first.

    `on` is the day lateness is judged by (today).
    """
    on = on or timezone.localdate()
    narrowed = Q()
    if programme_ids is not None:
        narrowed &= Q(programme_id__in=list(programme_ids))
    if ids is not None:
        narrowed &= Q(pk__in=list(ids))
    rows = ReportingRound.objects.visible_to(reader).filter(narrowed)
    found = list(rows.select_related("programme").order_by("-deadline", "-opens_on", "name"))
    strands: dict[UUID, list[WorkstreamRow]] = defaultdict(list)
    for w in workstreams(reader=reader, programme_ids={r.programme_id for r in found}).values():
        strands[w.programme_id].append(w)
    said = _returns([r.pk for r in found])
    return {r.pk: _round(r, strands[r.programme_id], said.get(r.pk, {}), on) for r in found}


def rounds_to_chase(on: date) -> list[UUID]:
    """Return the open rounds whose missing workstreams are chased on a day. Asked by the timetable alone."""
    rows = ReportingRound.objects.filter(closed_at=None, deadline__lt=on)
    return [key for key, deadline in rows.values_list("pk", "deadline") if on in chase_days(deadline)]


def _returns(round_ids: list[UUID]) -> dict[UUID, dict[UUID, list[RoundReturn]]]:
    found: dict[UUID, dict[UUID, list[RoundReturn]]] = defaultdict(lambda: defaultdict(list))
    rows = RoundReturn.objects.filter(reporting_round_id__in=round_ids)
    for row in rows.order_by("recorded_at", "id"):
        found[row.reporting_round_id][row.workstream_id].append(row)
    return found


def _round(
    row: ReportingRound, strands: list[WorkstreamRow], said: dict[UUID, list[RoundReturn]], on: date
) -> RoundRow:
    is_open = row.closed_at is None and row.opens_on <= on
    lacking = set(row.missing_at_close)
    ends = on if row.closed_at is None else timezone.localdate(row.closed_at)
    missing = [w for w in strands if (w.id not in said if row.closed_at is None else str(w.id) in lacking)]
    return RoundRow(
        id=row.pk,
        version=row.version,
        programme_id=row.programme_id,
        programme_code=row.programme.code,
        programme_name=row.programme.name,
        illustrative=row.programme.illustrative,
        placement=row.placement(),
        name=row.name,
        period=None if not (row.year and row.month) else FinancialMonth(FinancialYear(row.year), row.month),
        opens_on=row.opens_on,
        deadline=row.deadline,
        closed_at=row.closed_at,
        is_open=is_open,
        is_overdue=row.closed_at is None and is_overdue(row.deadline, on=on),
        next_chase=None if row.closed_at is not None else next_chase(row.deadline, on=on),
        returned=tuple(_returned(w, said[w.id], row.deadline) for w in strands if w.id in said),
        missing=tuple(Missing(w, days_late(row.deadline, ends)) for w in missing),
    )


def _returned(workstream: WorkstreamRow, said: list[RoundReturn], deadline: date) -> Returned:
    first, last = said[0], said[-1]
    return Returned(
        workstream=workstream,
        first_at=first.recorded_at,
        last_at=last.recorded_at,
        by=last.recorded_by_name,
        note=last.note,
        times=len(said),
        days_late=days_late(deadline, timezone.localdate(first.recorded_at)),
    )
