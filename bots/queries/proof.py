"""The proof that every step of an alert reached whom it should, or why not. Shown to the programme office alone."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from bots.models import Delivery, Notice
from bots.rules.auditing import GRACE, NoticeFacts, StepFacts, StepProof, prove
from programme.outbox.models import Event, Pause, Work

STEPS: Final = tuple(f"governance.alert.{step}" for step in ("opened", "worsened", "improved", "closed"))
LOOKED_BACK: Final = timedelta(days=14)
_TELLING: Final = ("bots.tell", "bots.tell_next")
_WAITING: Final = ("gathering", "sending", "retrying")


def alert_proofs(*, since: datetime, at: datetime) -> list[StepProof]:
    """Return what became of every step recorded since a moment that was not loaded as history, oldest first."""
    events = list(
        Event.objects.filter(type__in=STEPS, quiet=False, occurred_at__gte=since).order_by(
            "occurred_at", "aggregate_id", "aggregate_version"
        )
    )
    done = set(
        Work.objects.filter(
            event__in=events, handler="bots.tell", state__in=["done", "superseded"]
        ).values_list("event_id", flat=True)
    )
    notices = _notices(UUID(e.payload["step_id"]) for e in events)
    return [
        prove(
            StepFacts(
                step_id=(step_id := UUID(e.payload["step_id"])),
                alert_id=e.aggregate_id,
                step=str(e.payload["step"]),
                told_by=e.occurred_at + timedelta(seconds=float(e.payload["hold_seconds"])),
                is_done=e.id in done,
                notices=tuple(notices.get(step_id, ())),
            ),
            at=at,
        )
        for e in events
    ]


def _notices(step_ids: Iterable[UUID]) -> dict[UUID, list[NoticeFacts]]:
    found: dict[UUID, list[NoticeFacts]] = defaultdict(list)
    rows = Notice.objects.filter(step_id__in=list(step_ids), person__isnull=False).select_related("delivery")
    for row in rows.order_by("created_at", "id"):
        message = row.delivery
        if row.person_id is None:
            continue
        facts = NoticeFacts(row.person_id, message.state, message.not_before) if message else None
        found[row.step_id].append(facts or NoticeFacts(row.person_id))
    return found


def not_proven(*, at: datetime) -> int:
    """Return how many messages of alerts are overdue and how many steps wait to be told beyond their hold, together.

    Cheap enough for a health check.
    """
    late = at - GRACE
    messages = Delivery.objects.filter(kind="alert", state__in=_WAITING, not_before__lt=late)
    aside = Q(state__in=["dead", "parked"]) | Q(state__in=["pending", "leased"], available_at__lt=late)
    return messages.count() + Work.objects.filter(aside, handler__in=_TELLING).count()


def unproven_messages(rows: QuerySet[Delivery], *, at: datetime) -> QuerySet[Delivery]:
    """Keep the messages of alerts that are not proven to have reached their reader: overdue, failed or uncertain."""
    overdue = Q(state__in=_WAITING, not_before__lt=at - GRACE)
    return rows.filter(overdue | Q(state__in=["failed", "uncertain", "held"]), kind="alert")


def to_tell_otherwise(*, at: datetime) -> list[UUID]:
    """Return the messages of alerts whose reader is to be told by the other channel, none of them told so yet.

    Those that failed, that nobody knows of, and that the mail server has not taken; Slack's go by email themselves
    after an hour. None while sending is paused.
    """
    if Pause.objects.exists():
        return []
    late = at - GRACE
    lost = Q(state__in=["failed", "held"]) | Q(state="uncertain", not_before__lt=late)
    not_taken = Q(state="retrying", medium="email", not_before__lt=late)
    said = Delivery.objects.filter(kind="alert", edits=OuterRef("pk"))
    rows = Delivery.objects.filter(
        lost | not_taken, kind="alert", edits=None, created_at__gt=at - LOOKED_BACK
    )
    return list(rows.filter(~Exists(said)).order_by("created_at", "id").values_list("pk", flat=True))
