"""What moved in the delivery of programmes between two moments: milestones and ratings, with who and why."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Q

from programme.models import Milestone, StatusReport, Workstream
from programme.models.status_report import RATING_WORDS
from programme.outbox.models import Event
from programme.queries.delivery import TrendPoint, milestone_trends
from programme.rules.access import Actor
from programme.rules.calendar import ApproxDate, DatePrecision
from programme.rules.rag import NOT_PUBLISHED
from programme.rules.slippage import difference, pushes

PUSH_TOLERANCE_DAYS = 0  # any move later is one: tolerances are the boards'
NO_DATE = "no date"


@dataclass(frozen=True)
class Move:
    """One thing that changed at a moment: what it was and is now, who said so and why.

    `days` is how far a date moved, later above nought; `push` says that a forecast moved later for the n-th time.
    `was` and `now` are ISO dates where the date is known to the day or month, else words. `workstream_id` is where
    the thing stands today.
    """

    at: datetime
    by: str
    reason: str
    what: str
    thing: str
    id: UUID
    ref: str
    name: str
    workstream_id: UUID | None
    was: str = ""
    now: str = ""
    days: int | None = None
    push: int | None = None
    programme_id: UUID | None = None


def delivery_moves(
    *, reader: Actor, programme_ids: Iterable[UUID], since: datetime, until: datetime
) -> list[Move]:
    """Return what moved after `since` and by `until`, oldest first, of what this reader may see today."""
    ids = list(programme_ids)
    found = [
        *_milestone_moves(reader, ids, since, until),
        *_ratings(reader, ids, since, until),
    ]
    return sorted(found, key=lambda move: move.at)


def reasons(
    *, reader: Actor, aggregate_ids: Iterable[UUID], since: datetime, until: datetime
) -> dict[tuple[UUID, int], tuple[str, str]]:
    """Return who made each version of some things and the reason they gave, by id and version.

    The caller has narrowed the ids to what its reader may see. What was said of a thing while it was closed goes to
    those alone who may see closed things.
    """
    rows = Event.objects.filter(
        aggregate_id__in=list(aggregate_ids), occurred_at__gt=since, occurred_at__lte=until
    )
    if reader.kind == "public" or (reader.kind == "person" and not any(g.cleared for g in reader.grants)):
        rows = rows.filter(closed=False)
    found: dict[tuple[UUID, int], tuple[str, str]] = {}
    for row in rows.order_by("recorded_at", "place"):
        key = (row.aggregate_id, row.aggregate_version)
        said = str(row.payload.get("reason", "")) or found.get(key, ("", ""))[1]
        found[key] = (row.actor_name, said)
    return found


def as_written(day: ApproxDate | None) -> str:
    """Return a date for a machine: ISO 8601 to the day, month or year, else as people write it."""
    if day is None or day.value is None:
        return NO_DATE
    parts = {DatePrecision.DAY: 3, DatePrecision.MONTH: 2, DatePrecision.YEAR: 1}.get(day.precision)
    return str(day) if parts is None else "-".join(day.value.isoformat().split("-")[:parts])


def _milestone_moves(
    reader: Actor, programme_ids: list[UUID], since: datetime, until: datetime
) -> list[Move]:
    standing = Q(removed_at=None) | Q(removed_at__gt=since)
    rows = Milestone.objects.seen_by(reader).filter(standing, programme_id__in=programme_ids)
    seen = {m.id: m for m in rows}
    told = reasons(reader=reader, aggregate_ids=seen, since=since, until=until)
    moves = []
    for key, points in milestone_trends(seen, at=until).items():
        for place, point in enumerate(points):
            if point.recorded_at > since:
                moves += _of_report(seen[key], points[: place + 1])
    for m in seen.values():
        if m.removed_at is not None and m.removed_at <= until:
            by, reason = told.get((m.id, m.version), ("", ""))
            moves.append(_move(m, m.removed_at, by, reason, "removed"))
    return moves


def _of_report(m: Milestone, points: list[TrendPoint]) -> list[Move]:
    """Return what the last of these reports changed against the one before it."""
    now = points[-1]
    if len(points) == 1:
        return [_move(m, now.recorded_at, now.by, now.reason, "added", now=as_written(now.forecast))]
    before = points[-2]
    moves = []
    for what, then, is_now in (
        ("rebaselined", before.baseline, now.baseline),
        ("moved", before.forecast, now.forecast),
        ("finished", before.actual, now.actual),
    ):
        if then == is_now:
            continue
        slip = difference(is_now, now.baseline if what == "finished" else then)
        push = None
        if what == "moved" and slip is not None and slip.days > PUSH_TOLERANCE_DAYS:
            push = pushes((point.forecast for point in points), tolerance_days=PUSH_TOLERANCE_DAYS)
        moves.append(
            _move(
                m,
                now.recorded_at,
                now.by,
                now.reason,
                "reopened" if what == "finished" and is_now is None else what,
                was=as_written(then),
                now=as_written(is_now),
                days=None if slip is None else slip.days,
                push=push,
            )
        )
    return moves


def _move(m: Milestone, at: datetime, by: str, reason: str, what: str, **more: object) -> Move:
    return Move(
        at=at,
        by=by,
        reason=reason,
        what=what,
        thing="milestone",
        id=m.id,
        ref=m.ref,
        name=m.name,
        workstream_id=m.workstream_id,
        programme_id=m.programme_id,
        **more,  # type: ignore[arg-type]
    )


def _ratings(reader: Actor, programme_ids: list[UUID], since: datetime, until: datetime) -> list[Move]:
    seen: Mapping[UUID, Workstream] = {
        w.id: w for w in Workstream.objects.seen_by(reader).filter(programme_id__in=programme_ids)
    }
    reports = StatusReport.objects.filter(workstream_id__in=list(seen), recorded_at__lte=until)
    last: dict[UUID, str] = {}
    moves = []
    for report in reports.order_by("recorded_at", "workstream_version"):
        was = last.get(report.workstream_id)
        last[report.workstream_id] = report.rating
        if report.recorded_at <= since:
            continue
        stream = seen[report.workstream_id]
        moves.append(
            Move(
                at=report.recorded_at,
                by=report.rater_name,
                reason=report.reason,
                what="rated",
                thing="workstream",
                id=stream.id,
                ref=stream.ref,
                name=stream.name,
                workstream_id=stream.id,
                programme_id=stream.programme_id,
                was=RATING_WORDS[was] if was else NOT_PUBLISHED,
                now=RATING_WORDS[report.rating],
            )
        )
    return moves
