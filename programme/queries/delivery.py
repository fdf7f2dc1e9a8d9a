"""Workstreams, milestones and ratings as they are shown, or as they had been recorded by a moment."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Max, Q, QuerySet
from django.db.models.functions import Now

from programme.models import Milestone, MilestoneReport, StatusReport, Workstream
from programme.models.status_report import RATING_WORDS
from programme.queries.rows import among, tuples
from programme.queries.then import as_then
from programme.rules.access import Actor, Placement
from programme.rules.calendar import ApproxDate, DatePrecision


@dataclass(frozen=True)
class StatusRow:
    """A rating as said: the word, who, why, when, by which definitions."""

    workstream_id: UUID
    rating: str
    words: str
    reason: str
    rater: str
    recorded_at: datetime
    definition_set: str


@dataclass(frozen=True)
class WorkstreamRow:
    """A workstream. `status` is None where no rating is published."""

    id: UUID
    version: int
    ref: str
    name: str
    position: int
    summary: str
    programme_id: UUID
    programme_code: str
    programme_name: str
    illustrative: bool
    owner_id: UUID | None
    owner: str
    start_date: date | None
    cadence_days: int
    reported_at: datetime | None
    marking: str
    placement: Placement
    status: StatusRow | None


@dataclass(frozen=True)
class MilestoneRow:
    """A milestone with its four dates, each None where not printed or not known."""

    id: UUID
    version: int
    ref: str
    name: str
    kind: str
    programme_id: UUID
    programme_code: str
    illustrative: bool
    workstream_id: UUID | None
    workstream_ref: str
    workstream_name: str
    owner_id: UUID | None
    owner: str
    as_published: str
    start_date: date | None
    original_baseline: ApproxDate | None
    baseline: ApproxDate | None
    forecast: ApproxDate | None
    actual: ApproxDate | None
    reported_at: datetime | None
    cadence_days: int
    marking: str
    placement: Placement


def workstreams(
    *,
    reader: Actor,
    programme_ids: Iterable[UUID] | None = None,
    ids: Iterable[UUID] | None = None,
    at: datetime | None = None,
) -> dict[UUID, WorkstreamRow]:
    """Return the workstreams this reader may see, by id, in the order of their programme.

    With `at` they are those on record by that moment, those removed since among them, with the rating that
    held and the owner they had; names and markings are today's.
    """
    if at is None:
        seen = Workstream.objects.visible_to(reader)
    else:
        seen = Workstream.objects.seen_by(reader).filter(Q(removed_at=None) | Q(removed_at__gt=at))
    rows = _narrow(seen, programme_ids, ids)
    rows = rows.select_related("programme", "owner").order_by("programme__code", "position", "ref")
    found = list(rows) if at is None else _workstreams_then(list(rows), at)
    statuses = latest_status([w.id for w in found], at=at)
    return {
        w.id: WorkstreamRow(
            id=w.id,
            version=w.version,
            ref=w.ref,
            name=w.name,
            position=w.position,
            summary=w.summary,
            programme_id=w.programme_id,
            programme_code=w.programme.code,
            programme_name=w.programme.name,
            illustrative=w.programme.illustrative,
            owner_id=w.owner_id,
            owner=w.owner.name if w.owner else "",
            start_date=w.start_date,
            cadence_days=w.cadence_days,
            reported_at=w.reported_at,
            marking=w.marking,
            placement=w.placement(),
            status=statuses.get(w.id),
        )
        for w in found
    }


def _workstreams_then(rows: list[Workstream], at: datetime) -> list[Workstream]:
    """Return workstreams as they stood at a moment, without those that were added later, in their order of then."""
    found = as_then(rows, at).values()
    return sorted(found, key=lambda w: (w.programme.code, w.position, w.ref))


def milestones(
    *,
    reader: Actor,
    programme_ids: Iterable[UUID] | None = None,
    workstream_ids: Iterable[UUID] | None = None,
    ids: Iterable[UUID] | None = None,
    at: datetime | None = None,
) -> dict[UUID, MilestoneRow]:
    """Return the milestones this reader may see, by id, in the order of their programme.

    With `at` they are those on record by that moment, with the dates that had been reported by then and what
    had been removed since; names, owners and places are today's.
    """
    rows = _narrow(_milestones_by(reader, at), programme_ids, ids)
    if workstream_ids is not None:
        rows = rows.filter(workstream_id__in=list(workstream_ids))
    rows = rows.select_related("programme", "workstream", "owner").order_by(
        "programme__code", "workstream__position", "position", "ref"
    )
    found = {m.id: _milestone(m) for m in rows}
    return found if at is None else _as_reported(found, at)


def milestone_dates(
    *, reader: Actor, ids: Iterable[UUID], at: datetime | None = None
) -> dict[UUID, tuple[ApproxDate | None, ApproxDate | None, ApproxDate | None]]:
    """Return baseline, forecast and actual date of the milestones this reader may see, by id, in their order.

    `at` as in `milestones`. For sums over many lines, which need no more.
    """
    rows = _milestones_by(reader, at).filter(pk__in=among(ids)).order_by("position", "ref")
    if at is not None:
        seen = list(rows.values_list("pk", flat=True))
        newest = _reports_by(seen, at)
        return {
            key: (newest[key].baseline, newest[key].forecast, newest[key].actual)
            for key in seen
            if key in newest
        }
    fields = [
        f"{name}_{part}" for name in ("baseline", "forecast", "actual") for part in ("date", "precision")
    ]
    return {
        key: (approx(b, b_exact), approx(f, f_exact), approx(a, a_exact))
        for key, b, b_exact, f, f_exact, a, a_exact in tuples(rows.values_list("pk", *fields))
    }


def workstreams_seen(*, reader: Actor, ids: Iterable[UUID]) -> set[UUID]:
    """Return those of these workstreams that this reader may see today, those taken away since among them."""
    return set(Workstream.objects.seen_by(reader).filter(pk__in=list(ids)).values_list("pk", flat=True))


def milestones_seen(*, reader: Actor, ids: Iterable[UUID]) -> set[UUID]:
    """Return those of these milestones that this reader may see today, those taken away since among them."""
    return set(Milestone.objects.seen_by(reader).filter(pk__in=list(ids)).values_list("pk", flat=True))


def latest_status(workstream_ids: Iterable[UUID], *, at: datetime | None = None) -> dict[UUID, StatusRow]:
    """Return each workstream's newest rating, or its newest by a moment. One with none is absent.

    Asked for ids alone, by callers that have already narrowed them to what their reader may see.
    """
    rows = StatusReport.objects.filter(workstream_id__in=list(workstream_ids))
    if at is not None:
        rows = rows.filter(recorded_at__lte=at)
    rows = rows.select_related("definition_set").order_by(
        "workstream_id", "-recorded_at", "-workstream_version"
    )
    return {r.workstream_id: _status(r) for r in rows.distinct("workstream_id")}


def status_history(workstream_ids: Iterable[UUID]) -> dict[UUID, list[StatusRow]]:
    """Return each workstream's ratings, newest first. Ids as in `latest_status`."""
    history: dict[UUID, list[StatusRow]] = defaultdict(list)
    rows = StatusReport.objects.filter(workstream_id__in=list(workstream_ids)).select_related(
        "definition_set"
    )
    for row in rows.order_by("-recorded_at", "-workstream_version"):
        history[row.workstream_id].append(_status(row))
    return dict(history)


@dataclass(frozen=True)
class TrendPoint:
    """What was said of a milestone's dates at one moment."""

    recorded_at: datetime
    baseline: ApproxDate | None
    forecast: ApproxDate | None
    actual: ApproxDate | None
    reason: str
    by: str
    by_person: bool


def milestone_trends(
    milestone_ids: Iterable[UUID], *, at: datetime | None = None
) -> dict[UUID, list[TrendPoint]]:
    """Return each milestone's reports, oldest first. Ids as in `latest_status`."""
    trends: dict[UUID, list[TrendPoint]] = defaultdict(list)
    rows = MilestoneReport.objects.filter(milestone_id__in=list(milestone_ids))
    if at is not None:
        rows = rows.filter(recorded_at__lte=at)
    for r in rows.order_by("recorded_at", "milestone_version"):
        trends[r.milestone_id].append(_point(r))
    return dict(trends)


def _point(r: MilestoneReport) -> TrendPoint:
    return TrendPoint(
        recorded_at=r.recorded_at,
        baseline=approx(r.baseline_date, r.baseline_precision),
        forecast=approx(r.forecast_date, r.forecast_precision),
        actual=approx(r.actual_date, r.actual_precision),
        reason=r.reason,
        by=r.reported_by_name,
        by_person=r.reported_by_id is not None,
    )


def _milestones_by(reader: Actor, at: datetime | None) -> QuerySet[Any]:
    """Return the milestones this reader may see now, or those of them that had not been removed by a moment."""
    if at is None:
        return Milestone.objects.visible_to(reader)
    standing = Q(removed_at=None) | Q(removed_at__gt=at)
    return Milestone.objects.seen_by(reader).filter(standing)


def newest_milestone_change(*, programme_id: UUID) -> datetime | None:
    """Return the moment of the newest report or removal of a programme's milestones, none of the future."""
    reports = MilestoneReport.objects.filter(milestone__programme_id=programme_id, recorded_at__lte=Now())
    removals = Milestone.objects.filter(programme_id=programme_id, removed_at__lte=Now())
    newest = (
        reports.aggregate(newest=Max("recorded_at"))["newest"],
        removals.aggregate(newest=Max("removed_at"))["newest"],
    )
    return max((moment for moment in newest if moment is not None), default=None)


def _reports_by(ids: Iterable[UUID], at: datetime) -> dict[UUID, TrendPoint]:
    """Return each milestone's newest report by a moment; one that was not on record yet is absent."""
    rows = MilestoneReport.objects.filter(milestone_id__in=list(ids), recorded_at__lte=at)
    rows = rows.order_by("milestone_id", "-recorded_at", "-milestone_version")
    return {r.milestone_id: _point(r) for r in rows.distinct("milestone_id")}


def _as_reported(rows: dict[UUID, MilestoneRow], at: datetime) -> dict[UUID, MilestoneRow]:
    newest = _reports_by(rows, at)
    return {
        key: replace(
            row,
            baseline=newest[key].baseline,
            forecast=newest[key].forecast,
            actual=newest[key].actual,
            reported_at=newest[key].recorded_at,
        )
        for key, row in rows.items()
        if key in newest
    }


def milestone_landings(
    milestone_ids: Iterable[UUID], *, at: datetime | None = None
) -> dict[UUID, list[tuple[datetime, ApproxDate | None]]]:
    """Return when each report had its milestone land: actual date, else forecast. Order and ids as in trends."""
    rows = MilestoneReport.objects.filter(milestone_id__in=among(milestone_ids))
    if at is not None:
        rows = rows.filter(recorded_at__lte=at)
    columns = ("forecast_date", "forecast_precision", "actual_date", "actual_precision")
    listed = rows.order_by("recorded_at", "milestone_version").values_list(
        "milestone_id", "recorded_at", *columns
    )
    found: dict[UUID, list[tuple[datetime, ApproxDate | None]]] = defaultdict(list)
    for key, recorded_at, forecast, forecast_exact, actual, actual_exact in tuples(listed):
        lands = approx(forecast, forecast_exact) if actual is None else approx(actual, actual_exact)
        found[key].append((recorded_at, lands))
    return found


def approx(value: date | None, precision: str) -> ApproxDate | None:
    """Return a stored date with its precision, or None where there is none."""
    return None if value is None else ApproxDate(value, DatePrecision(precision))


def _narrow(
    rows: QuerySet[Any], programme_ids: Iterable[UUID] | None, ids: Iterable[UUID] | None
) -> QuerySet[Any]:
    narrowed = Q()
    if programme_ids is not None:
        narrowed &= Q(programme_id__in=list(programme_ids))
    if ids is not None:
        narrowed &= Q(pk__in=list(ids))
    return rows.filter(narrowed)


def _status(row: StatusReport) -> StatusRow:
    return StatusRow(
        workstream_id=row.workstream_id,
        rating=row.rating,
        words=RATING_WORDS[row.rating],
        reason=row.reason,
        rater=row.rater_name,
        recorded_at=row.recorded_at,
        definition_set=row.definition_set.name if row.definition_set else "",
    )


def _milestone(m: Milestone) -> MilestoneRow:
    return MilestoneRow(
        id=m.id,
        version=m.version,
        ref=m.ref,
        name=m.name,
        kind=m.kind,
        programme_id=m.programme_id,
        programme_code=m.programme.code,
        illustrative=m.programme.illustrative,
        workstream_id=m.workstream_id,
        workstream_ref=m.workstream.ref if m.workstream else "",
        workstream_name=m.workstream.name if m.workstream else "",
        owner_id=m.owner_id,
        owner=m.owner.name if m.owner else "",
        as_published=m.as_published,
        start_date=m.start_date,
        original_baseline=approx(m.original_baseline_date, m.original_baseline_precision),
        baseline=approx(m.baseline_date, m.baseline_precision),
        forecast=approx(m.forecast_date, m.forecast_precision),
        actual=approx(m.actual_date, m.actual_precision),
        reported_at=m.reported_at,
        cadence_days=m.workstream.cadence_days if m.workstream else 31,
        marking=m.marking,
        placement=m.placement(),
    )
