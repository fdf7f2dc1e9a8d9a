"""What Slack told us, kept once."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from bots import events
from bots.changes.unanswered import choice_taken
from bots.models import Inbox
from programme.outbox.recording import record
from programme.rules.access import system

LONGEST_KEY = 200
_SLACK = system("Slack", door="slack")


@transaction.atomic
def receive(
    *, key: str, kind: str, team_id: str, user_id: str, payload: Mapping[str, Any], at: datetime
) -> UUID | None:
    """Keep one thing that came in and have it answered; None where it was known already, and then nothing follows.

    `key` is Slack's own id of it: the event's, the trigger's, or the view's with its hash.
    """
    row = Inbox(
        key=_short(key), kind=kind, team_id=team_id, user_id=user_id, payload=dict(payload), received_at=at
    )
    Inbox.objects.bulk_create([row], ignore_conflicts=True)
    if not Inbox.objects.filter(pk=row.pk).exists():
        return None
    record([events.InboxReceived(aggregate_id=row.id, version=1, kind=kind)], by=_SLACK, at=at)
    return row.id


@transaction.atomic
def note_once(*, key: str, kind: str, team_id: str, user_id: str, at: datetime, outcome: str) -> bool:
    """Keep something that was dealt with on the spot; False where it had been kept before, so is not done again."""
    row = Inbox(
        key=_short(key),
        kind=kind,
        team_id=team_id,
        user_id=user_id,
        payload={},
        received_at=at,
        answered_at=at,
        outcome=outcome,
    )
    Inbox.objects.bulk_create([row], ignore_conflicts=True)
    return Inbox.objects.filter(pk=row.pk).exists()


def keep_reading(*, inbox_id: UUID, options: Sequence[str], asked: str) -> None:
    """Keep what a question was read as, from which its thread reads on, and what it was answered with to choose from.

    Buttons carry a place in the list of options, no words.
    """
    row = Inbox.objects.filter(pk=inbox_id).first()
    if row is None:
        return
    kept = {**row.payload, "options": list(options), "asked": asked[:500]}
    if kept != row.payload:
        row.payload = kept
        row.save(update_fields=["payload"])


@transaction.atomic
def become_question(*, inbox_id: UUID) -> bool:
    """Make a press on one of the readings offered the question it stands for; False where it stands for none now."""
    row = Inbox.objects.select_for_update().get(pk=inbox_id)
    if "text" in row.payload:
        return True
    try:
        asked = Inbox.objects.filter(pk=UUID(row.payload["of"])).first()
        offered = asked.payload.get("options", []) if asked is not None else []
        question = offered[int(row.payload["place"])]
    except (ValueError, IndexError):
        return False
    in_company = asked is not None and (asked.kind == "mention" or bool(asked.payload.get("in_company")))
    row.payload = {**row.payload, "text": question, "in_company": in_company}
    row.save(update_fields=["payload"])
    choice_taken(str(asked.payload.get("unanswered", "")) if asked is not None else "")
    return True


def settle(*, inbox_id: UUID, outcome: str, at: datetime) -> None:
    """Note what became of something that came in. The first word stands."""
    Inbox.objects.filter(pk=inbox_id, answered_at=None).update(answered_at=at, outcome=outcome)


def _short(key: str) -> str:
    return key if len(key) <= LONGEST_KEY else f"sha256:{hashlib.sha256(key.encode()).hexdigest()}"
