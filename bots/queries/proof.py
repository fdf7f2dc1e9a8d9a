"""The proof that every step of an alert, and every digest, reached whom it should, or why not.

Shown to the programme office alone. Source: docs/method.md, "Proof of delivery".
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from django.db.models import Exists, F, OuterRef, Q, QuerySet, TextField, Value
from django.db.models.functions import Cast, Concat

from bots.models import Delivery, Notice
from bots.rules.auditing import (
    GRACE,
    DigestProof,
    NoticeFacts,
    StepFacts,
    StepProof,
    prove,
    prove_digest,
)
from governance.queries import digests_made
from programme.outbox.models import Event, Pause, Work

STEPS: Final = tuple(f"governance.alert.{step}" for step in ("opened", "worsened", "improved", "closed"))
LOOKED_BACK: Final = timedelta(days=14)
TOLD_OTHERWISE: Final = ("alert", "digest")  # what is told by the other channel when one lost it
_TELLING: Final = ("bots.tell", "bots.tell_next", "bots.digest")
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


def digest_proofs(*, since: datetime, at: datetime) -> list[DigestProof]:
    """Return what became of every digest reserved since a moment, oldest first."""
    made = digests_made(since=since)
    messages: dict[UUID, list[NoticeFacts]] = defaultdict(list)
    for row in Delivery.objects.filter(kind="digest", about__in=list(made)).order_by("created_at", "id"):
        if row.about is not None and row.person_id is not None:
            messages[row.about].append(NoticeFacts(row.person_id, row.state, row.not_before))
    return [prove_digest(key, reserved_at, messages[key], at=at) for key, reserved_at in made.items()]


def not_proven(*, at: datetime) -> int:
    """Return how many alerts and digests are overdue and how many steps wait to be told beyond their hold, together.

    Cheap enough for a health check.
    """
    late = at - GRACE
    messages = Delivery.objects.filter(kind__in=TOLD_OTHERWISE, state__in=_WAITING, not_before__lt=late)
    aside = Q(state__in=["dead", "parked"]) | Q(state__in=["pending", "leased"], available_at__lt=late)
    return messages.count() + Work.objects.filter(aside, handler__in=_TELLING).count()


def unproven_messages(rows: QuerySet[Delivery], *, at: datetime) -> QuerySet[Delivery]:
    """Keep the alerts and digests that are not proven to have reached their reader: overdue, failed or uncertain."""
    overdue = Q(state__in=_WAITING, not_before__lt=at - GRACE)
    return rows.filter(overdue | Q(state__in=["failed", "uncertain", "held"]), kind__in=TOLD_OTHERWISE)


def to_tell_otherwise(*, at: datetime) -> list[UUID]:
    """Return the alerts and digests whose reader is to be told by the other channel, none of them told so yet.

    Those that failed, that nobody knows of, that the mail server has not taken, and whose sending was set aside;
    what Slack has not taken goes by email itself after an hour. None while sending is paused.
    """
    if Pause.objects.exists():
        return []
    late = at - GRACE
    lost = Q(state__in=["failed", "held"]) | Q(state="uncertain", not_before__lt=late)
    not_taken = Q(state="retrying", medium="email", not_before__lt=late)
    said = Delivery.objects.filter(kind=OuterRef("kind"), edits=OuterRef("pk"))
    aside = Work.objects.filter(handler="bots.send", shard=OuterRef("work"), state__in=["dead", "parked"])
    stuck = Q(Exists(aside), state__in=_WAITING, not_before__lt=late)
    rows = Delivery.objects.annotate(work=Concat(Value("delivery:"), Cast(F("pk"), TextField()))).filter(
        lost | not_taken | stuck, kind__in=TOLD_OTHERWISE, edits=None, created_at__gt=at - LOOKED_BACK
    )
    return list(rows.filter(~Exists(said)).order_by("created_at", "id").values_list("pk", flat=True))
