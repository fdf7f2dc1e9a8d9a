"""What is to be sent and to whom, as the sender needs it. Never shown to anybody; rights are asked at sending."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from django.db.models import Exists, OuterRef

from bots.models import Attempt, Delivery, Inbox, Notice
from bots.rules.wording import day


@dataclass(frozen=True)
class DeliveryRow:
    """One message as it stands. `body` is None until it is frozen; `edits_id` is the message an edit changes.

    `about` is the reporting round of a chase, the frozen digest of a digest, None for any other.
    """

    id: UUID
    kind: str
    medium: str
    to_person: UUID | None
    channel_link_id: UUID | None
    address: str
    state: str
    subject: str
    body: dict[str, Any] | None
    provider_ref: str
    edits_id: UUID | None
    inbox_id: UUID | None
    about: UUID | None
    created_at: datetime
    missing_since: datetime | None
    slot_at: datetime | None = None

    @property
    def person_id(self) -> UUID:
        """Return whom the message is to. Raises LookupError for one to a channel."""
        if self.to_person is None:
            raise LookupError(f"message {self.id} is to a channel")
        return self.to_person


@dataclass(frozen=True)
class NoticeRow:
    """One step of an episode that one person is told of."""

    id: UUID
    alert_id: UUID
    step_id: UUID
    person_id: UUID | None
    delivery_id: UUID | None


@dataclass(frozen=True)
class InboxRow:
    """Something that came in."""

    id: UUID
    kind: str
    team_id: str
    user_id: str
    payload: dict[str, Any]
    received_at: datetime
    answered_at: datetime | None
    outcome: str


@dataclass(frozen=True)
class AttemptRow:
    """One try at sending: when it started, and its outcome, blank while nobody knows."""

    number: int
    started_at: datetime
    outcome: str
    detail: str


_LOST: Final = {
    "failed": "could not be sent",
    "held": "may not have arrived: nobody can say",
    "uncertain": "may not have arrived: it is being looked up",
}
_KINDS: Final = {
    "alert": "An alert",
    "edit": "A change of an alert",
    "chase": "A reminder of a return",
    "digest": "A digest",
}
_MEDIA: Final = {"slack": "Slack", "email": "email"}


def undelivered(person_ids: Iterable[UUID]) -> dict[UUID, tuple[tuple[datetime, str], ...]]:
    """Return the messages to each person that did not surely arrive, oldest first: when they were made, in words.

    What they said is not repeated: the reader's page has it, under the rights of now. Answers were waited for. What
    the other channel brought is left out.
    """
    told_otherwise = Delivery.objects.filter(edits=OuterRef("pk"), kind=OuterRef("kind"), state="sent")
    rows = Delivery.objects.filter(
        ~Exists(told_otherwise),
        person_id__in=list(person_ids),
        state__in=list(_LOST),
        kind__in=list(_KINDS),
    )
    found: dict[UUID, list[tuple[datetime, str]]] = {}
    for row in rows.order_by("created_at", "id"):
        words = f"{_KINDS[row.kind]} by {_MEDIA[row.medium]} of {day(row.created_at)} {_LOST[row.state]}"
        if row.person_id is not None:
            found.setdefault(row.person_id, []).append((row.created_at, words))
    return {key: tuple(lost) for key, lost in found.items()}


def delivery(delivery_id: UUID) -> DeliveryRow | None:
    """Return one message, or None."""
    row = Delivery.objects.filter(pk=delivery_id).first()
    return None if row is None else _delivery(row)


def state_of(delivery_id: UUID) -> str:
    """Return the state of one message, blank where it is not there."""
    return Delivery.objects.filter(pk=delivery_id).values_list("state", flat=True).first() or ""


def unfinished_edits(delivery_id: UUID) -> list[DeliveryRow]:
    """Return the edits of a message that have not come to an end, oldest first."""
    rows = Delivery.objects.filter(
        kind="edit", edits_id=delivery_id, state__in=["gathering", "sending", "retrying"]
    )
    return [_delivery(row) for row in rows.order_by("created_at", "id")]


def standing_body(original: DeliveryRow) -> dict[str, Any] | None:
    """Return what a message says by now: what its newest edit that went out put there, or its own words."""
    edits = Delivery.objects.filter(kind="edit", edits_id=original.id, state="sent", body__isnull=False)
    newest = edits.order_by("-sent_at", "-id").values_list("body", flat=True).first()
    return newest if newest is not None else original.body


def notices_of(delivery_id: UUID) -> list[NoticeRow]:
    """Return what a message tells of, oldest first."""
    rows = Notice.objects.filter(delivery_id=delivery_id).order_by("created_at", "alert_id", "id")
    return [_notice(row) for row in rows]


def notice(notice_id: UUID) -> NoticeRow | None:
    """Return one notice, or None."""
    row = Notice.objects.filter(pk=notice_id).first()
    return None if row is None else _notice(row)


def alert_message_of(notice_id: str) -> tuple[str, str] | None:
    """Return where the message of a notice stands, as (conversation, ts); None where it is in no Slack conversation."""
    try:
        row = Notice.objects.select_related("delivery").filter(pk=UUID(notice_id)).first()
    except ValueError:
        return None
    message = row.delivery if row is not None else None
    if message is None or message.medium != "slack" or message.state != "sent" or message.kind != "alert":
        return None
    return message.address, message.provider_ref


def inbox(inbox_id: UUID) -> InboxRow | None:
    """Return one thing that came in, or None."""
    row = Inbox.objects.filter(pk=inbox_id).first()
    if row is None:
        return None
    return InboxRow(
        row.id, row.kind, row.team_id, row.user_id, row.payload, row.received_at, row.answered_at, row.outcome
    )


def attempts_of(delivery_id: UUID) -> list[AttemptRow]:
    """Return the tries at a message, oldest first."""
    started: dict[int, datetime] = {}
    ended: dict[int, tuple[str, str]] = {}
    for row in Attempt.objects.filter(delivery_id=delivery_id).order_by("recorded_at"):
        if row.outcome == "started":
            started[row.number] = row.recorded_at
        else:
            ended[row.number] = (row.outcome, row.detail)
    return [AttemptRow(n, at, *ended.get(n, ("", ""))) for n, at in sorted(started.items())]


def _delivery(row: Delivery) -> DeliveryRow:
    return DeliveryRow(
        id=row.id,
        kind=row.kind,
        medium=row.medium,
        to_person=row.person_id,
        channel_link_id=row.channel_link_id,
        address=row.address,
        state=row.state,
        subject=row.subject,
        body=row.body,
        provider_ref=row.provider_ref,
        edits_id=row.edits_id,
        inbox_id=row.inbox_id,
        about=row.about,
        created_at=row.created_at,
        missing_since=row.missing_since,
        slot_at=row.slot_at,
    )


def _notice(row: Notice) -> NoticeRow:
    return NoticeRow(row.id, row.alert_id, row.step_id, row.person_id, row.delivery_id)
