"""When governed things were put on record, by the event that tells of it: for reads as at a past moment."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db.models import Max

from programme.outbox.models import Event


def added_later(ids: Iterable[UUID], event_types: Iterable[str], at: datetime) -> set[UUID]:
    """Return which of these things are told of by one of these events, and by none up to a moment."""
    wanted = list(ids)
    rows = Event.objects.filter(aggregate_id__in=wanted, type__in=list(event_types))
    later = set(rows.filter(occurred_at__gt=at).values_list("aggregate_id", flat=True))
    return later - set(rows.filter(occurred_at__lte=at).values_list("aggregate_id", flat=True))


def newest_of(ids: Iterable[UUID], event_types: Iterable[str], at: datetime) -> dict[UUID, str]:
    """Return the type of the newest of these events of each thing up to a moment; nothing where there is none."""
    rows = Event.objects.filter(
        aggregate_id__in=list(ids), type__in=list(event_types), occurred_at__lte=at
    ).order_by("occurred_at", "aggregate_version")
    return dict(rows.values_list("aggregate_id", "type"))


def last_told(ids: Iterable[UUID]) -> dict[UUID, datetime]:
    """Return when anything was last put on record of each of these things; nothing where nothing was told."""
    rows = Event.objects.filter(aggregate_id__in=list(ids)).values("aggregate_id")
    return dict(rows.annotate(newest=Max("recorded_at")).values_list("aggregate_id", "newest"))


def told_between(ids: Iterable[UUID], event_type: str, since: datetime, until: datetime) -> set[UUID]:
    """Return which of these things an event of this type tells of after one moment and up to another."""
    rows = Event.objects.filter(aggregate_id__in=list(ids), type=event_type)
    rows = rows.filter(occurred_at__gt=since, occurred_at__lte=until)
    return set(rows.values_list("aggregate_id", flat=True))
