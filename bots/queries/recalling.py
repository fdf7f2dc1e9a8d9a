"""What was said of things that have been closed since, and could not be taken back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from django.db.models import Q

from bots.models import Delivery, Recall
from programme import queries as ground
from programme.rules.access import Actor

ON_ITS_WAY: Final = ("gathering", "sending", "retrying", "uncertain")
FAILED: Final = ("failed", "held")
MEDIUM_WORDS: Final[Mapping[str, str]] = {"slack": "Slack", "email": "Email"}


@dataclass(frozen=True)
class Unrecalled:
    """One message that still says something of a thing closed since: to whom, when, by what, and why it stands."""

    delivery_id: UUID
    thing_kind: str
    thing_id: UUID
    thing: str
    person_id: UUID | None
    person: str
    medium: str
    sent_at: datetime | None
    closed_at: datetime
    why: str


def could_not_be_recalled() -> Q:
    """Return the condition that keeps the recalls that did not come off: no edit, or one that failed."""
    return Q(edit=None) | Q(edit__state__in=FAILED)


def unrecalled(*, reader: Actor, rows: Any = None) -> tuple[Unrecalled, ...]:
    """Return what could not be taken back of things this reader may see, the newest closing first."""
    held = Recall.objects.filter(could_not_be_recalled()) if rows is None else rows
    found = list(
        held.select_related("delivery__person", "delivery__channel_link", "edit").order_by(
            "-recorded_at", "delivery_id"
        )
    )
    ids: dict[str, set[UUID]] = {}
    for row in found:
        ids.setdefault(row.thing_kind, set()).add(row.thing_id)
    things = ground.marked_things(reader=reader, ids=ids)
    return tuple(
        Unrecalled(
            delivery_id=row.delivery_id,
            thing_kind=row.thing_kind,
            thing_id=row.thing_id,
            thing=things[row.thing_id].label,
            person_id=row.delivery.person_id,
            person=told_to(row.delivery),
            medium=MEDIUM_WORDS[row.delivery.medium],
            sent_at=row.delivery.sent_at,
            closed_at=row.recorded_at,
            why=row.why or f"Slack did not change it: {row.edit.why}",
        )
        for row in found
        if row.thing_id in things
    )


def hides_words(*, reader: Actor, delivery_ids: Iterable[UUID]) -> frozenset[UUID]:
    """Return which of these messages told of something that is closed to this reader by now."""
    rows = list(
        Recall.objects.filter(Q(delivery_id__in=list(delivery_ids)) | Q(edit_id__in=list(delivery_ids)))
    )
    ids: dict[str, set[UUID]] = {}
    for row in rows:
        ids.setdefault(row.thing_kind, set()).add(row.thing_id)
    things = ground.marked_things(reader=reader, ids=ids)
    return frozenset(row.delivery_id for row in rows if row.thing_id not in things)


def told_to(message: Delivery) -> str:
    """Return whom a message was to: a person by name, or a linked channel."""
    if message.person is not None:
        return str(message.person.name)
    return f"#{message.channel_link.channel_name}" if message.channel_link else ""
