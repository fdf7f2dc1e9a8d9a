"""Taking back what was already said of a thing that has been closed.

What `recall` does, in order:
1. Ask which things are closed now: the thing itself and whatever belongs to it, with the words they go by.
2. Find the messages that told of them: alerts by what their steps rest on, digests by their frozen figures,
   answers and chases by their words.
3. One that is still to be sent is worked out anew. One that Slack lets us change is edited; the edit is a message
   of its own, with its tries. An email, and an answer that Slack showed to its reader alone, cannot be: that is
   kept, with why, and listed.

Source: docs/method.md, "Taking back".
"""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any, Final
from uuid import UUID, uuid4

from django.db.models import Q, TextField
from django.db.models.functions import Cast

from bots.changes.deliveries import ask_to_send
from bots.models import Delivery, Notice, Recall
from bots.rules.markup import escaped
from governance import queries as governance
from programme import queries as ground
from programme.outbox.switchboard import EventFacts, Job
from programme.rules.withholding import is_more_closed, is_withheld

NO_EMAIL: Final = "An email cannot be taken back"
ITS_READER_ALONE: Final = "Slack showed it to its reader alone, and cannot change it"
NOT_KNOWN: Final = "Nobody knows whether it arrived"
SHORTEST: Final = 6  # characters: a shorter name would be found in messages about anything
_TO_SEND: Final = ("gathering", "retrying")
_SENT: Final = ("sending", "sent", "uncertain")


def recall(job: Job, at: datetime) -> None:
    """Take back what was said of the things these events closed. Run again, it does nothing more."""
    for event in job.events:
        if _closes(event):
            _take_back(event, at)


def _closes(event: EventFacts) -> bool:
    if event.type in ("programme.marking.need_to_know_changed", "programme.marking.inherited"):
        return True
    now, was = str(event.payload["now"]), str(event.payload["was"])
    return is_withheld(now) and is_more_closed(now, was)


def _take_back(event: EventFacts, at: datetime) -> None:
    things = ground.things_within([event.aggregate_id])
    words = {one for names in things.values() for one in names if len(one) >= SHORTEST}
    for message in _telling_of(set(things), words):
        if message.state in _TO_SEND:
            message.body, message.body_digest, message.subject = None, "", ""
            message.save(update_fields=["body", "body_digest", "subject"])
            continue
        _note(message, event, at)


def _telling_of(ids: set[UUID], words: set[str]) -> list[Delivery]:
    """Return the messages written so far that told of these things, locked, oldest first."""
    by_words = Q(pk__in=[])
    for one in {form for said in [*map(str, ids), *words] for form in _as_written(said)}:
        by_words |= Q(said__contains=one)
    alerts = Notice.objects.filter(alert_id__in=governance.alerts_telling_of(ids, words))
    told = (
        Q(kind__in=["alert", "reply"], pk__in=alerts.values("delivery_id"))
        | Q(kind="digest", about__in=governance.digests_naming(ids))
        | (Q(kind__in=["answer", "chase", "alert", "reply", "saved"]) & by_words)
    )
    rows = Delivery.objects.filter(body__isnull=False, state__in=[*_TO_SEND, *_SENT, "held"])
    found = rows.annotate(said=Cast("body", TextField())).filter(told).values_list("pk", flat=True)
    return list(Delivery.objects.select_for_update().filter(pk__in=list(found)).order_by("created_at", "pk"))


def _as_written(words: str) -> set[str]:
    """Return how words stand in a stored message: as they are, and as Slack's notation and JSON write them."""
    return {json.dumps(form, ensure_ascii=False)[1:-1] for form in (words, escaped(words))}


def _note(message: Delivery, event: EventFacts, at: datetime) -> None:
    why = _cannot(message)
    key = f"recall:{message.id}:{event.aggregate_id}:{event.aggregate_version}"
    if Recall.objects.filter(
        delivery=message, thing_id=event.aggregate_id, thing_version=event.aggregate_version
    ).exists():
        return
    edit = None if why else _edit(message, key, at)
    Recall.objects.create(
        delivery=message,
        thing_kind=event.payload["thing_kind"],
        thing_id=event.aggregate_id,
        thing_version=event.aggregate_version,
        programme_id=event.programme_id,
        edit=edit,
        why=why,
        recorded_at=at,
    )


def _cannot(message: Delivery) -> str:
    """Return why a message cannot be taken back; empty where it can."""
    if message.medium == "email":
        return NO_EMAIL
    if message.state == "held":
        return NOT_KNOWN
    body: dict[str, Any] = message.body or {}
    return ITS_READER_ALONE if body.get("route") in ("respond", "one") else ""


def _edit(message: Delivery, key: str, at: datetime) -> Delivery:
    edit = Delivery.objects.create(
        id=uuid4(),
        kind="edit",
        medium=message.medium,
        person_id=message.person_id,
        channel_link_id=message.channel_link_id,
        edits=message,
        dedupe_key=key,
        created_at=at,
        not_before=at,
    )
    ask_to_send(edit.id)
    return edit
