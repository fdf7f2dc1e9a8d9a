"""How a message moves from state to state. Every try is a row before anything leaves, and a row when it is known.

Source: docs/method.md, "Delivery".
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

from django.db import IntegrityError, connection, transaction
from django.db.models import Max

from bots import events
from bots.changes.inbox import settle
from bots.models import Attempt, Delivery, Notice
from bots.rules.wishes import UNASKED
from governance import changes as governance
from programme import queries as ground
from programme.changes import Invalid
from programme.outbox.recording import ask_for, record
from programme.rules.access import SET_UP, Actor, Placement, Refused, system

SEND: Final = "bots.send"
OUTGOING: Final = "outgoing"
_MAY_START: Final = frozenset({"gathering", "retrying"})
_NOT_KNOWN: Final = frozenset({"uncertain", "held"})
_NEXT_STATE: Final = {
    "accepted": "sent",
    "refused": "failed",
    "not_sent": "retrying",
    "ambiguous": "uncertain",
}
_TELLS: Final[Mapping[str, type[events.DeliveryMoved]]] = {
    "sent": events.DeliverySent,
    "failed": events.DeliveryFailed,
    "uncertain": events.DeliveryUncertain,
    "held": events.DeliveryHeld,
    "suppressed": events.DeliverySuppressed,
}
_TO_DECIDE: Final = frozenset({"held", "failed"})
_DECIDED: Final = {"arrived": "sent", "again": "retrying", "dropped": "suppressed"}
_SENDER = system("Sender")


class AlreadyMoved(Exception):
    """Somebody else has taken this message further; what this worker was about to do is not done."""


class TooSoon(Exception):
    """Their window is not over: another message that they did not ask for went out in it. `until` is its end."""

    def __init__(self, until: datetime) -> None:
        super().__init__("another message went to them within their batching window")
        self.until = until


class MoreToTell(Exception):
    """A notice has joined this message since it was worked out what it says; nothing is done, work it out again."""


@transaction.atomic
def start_attempt(
    *, delivery_id: UUID, body: Mapping[str, Any], subject: str, address: str, notices: int, at: datetime,
    window_seconds: int = 0,
) -> int:  # fmt: skip
    """Freeze what will be sent and note that a try starts, before anything leaves. Returns the try's number.

    `notices` is how many the message had when its words were worked out; `window_seconds` how long before it its
    reader may have had no other message that they did not ask for. Raises MoreToTell where a notice has joined since,
    TooSoon where they had one, AlreadyMoved where the message is not waiting to be sent.
    """
    row = Delivery.objects.select_for_update().get(pk=delivery_id)
    if row.state not in _MAY_START:
        raise AlreadyMoved(row.state)
    _nothing_joined(row, notices)
    if row.kind in UNASKED and window_seconds and row.person_id is not None:
        _none_in_the_window(row, row.person_id, timedelta(seconds=window_seconds), at)
    number = _attempts(delivery_id) + 1
    row.body, row.subject, row.address = dict(body), subject[:200], address
    row.body_digest = digest_of(body)
    _move(row, "sending")
    try:
        Attempt.objects.create(delivery=row, number=number, outcome="started", recorded_at=at)
    except IntegrityError as problem:
        raise AlreadyMoved(f"attempt {number}") from problem
    return number


@transaction.atomic
def end_attempt(
    *,
    delivery_id: UUID,
    number: int,
    outcome: str,
    at: datetime,
    detail: str = "",
    provider_ref: str = "",
    address: str = "",
    again: bool = False,
    why: str = "",
) -> None:
    """Note what became of a try: accepted, refused, not_sent or ambiguous, and what that makes of the message.

    `again` says that it may be tried once more whatever the outcome: a plainer layout, another medium, an edit.
    Nothing changes where the try has been closed by somebody else, but for a late word that it was accepted:
    that settles what they could only call uncertain.
    """
    row = Delivery.objects.select_for_update().defer("body").get(pk=delivery_id)  # its words stay as they are
    ended = Attempt(
        delivery=row,
        number=number,
        outcome=outcome,
        detail=detail[:300],
        provider_ref=provider_ref,
        recorded_at=at,
    )
    Attempt.objects.bulk_create([ended], ignore_conflicts=True)
    is_first_word = Attempt.objects.filter(pk=ended.pk).exists()
    is_late_yes = outcome == "accepted" and row.state in _NOT_KNOWN and _attempts(row.id) == number
    if not (row.state == "sending" and is_first_word) and not is_late_yes:
        return
    if outcome == "accepted":
        row.provider_ref, row.sent_at = provider_ref, at
        row.address = address or row.address
        _stands_where_it_was_posted(row)
    row.missing_since = None
    state = "retrying" if again and outcome != "accepted" else _NEXT_STATE[outcome]
    _move(row, state, why=why or ("" if outcome == "accepted" else detail), at=at)


@transaction.atomic
def use_plainer_layout(*, delivery_id: UUID, at: datetime) -> None:
    """Go down one layout: each is plainer, the last is the text alone. Where that was refused too, it has failed."""
    row = Delivery.objects.select_for_update().get(pk=delivery_id)
    if row.state != "retrying" or row.body is None:
        return
    rung = int(row.body["rung"]) + 1
    row.body = {**row.body, "rung": rung}
    _move(
        row,
        "retrying" if rung < len(row.body["layouts"]) else "failed",
        why="Slack refused its layout",
        at=at,
    )


@transaction.atomic
def post_afresh(*, delivery_id: UUID) -> None:
    """Have what an edit says go out as a message of its own: Slack lets the one it would change not be changed."""
    row = Delivery.objects.select_for_update().get(pk=delivery_id)
    if row.state == "retrying" and row.body is not None:
        row.body = {**row.body, "afresh": True}
        _move(row, "retrying", why="The message it changes cannot be changed: it is sent anew")


def _stands_where_it_was_posted(edit: Delivery) -> None:
    """Have a message stand where its edit was posted afresh: what follows, a recall above all, goes there."""
    if edit.kind == "edit" and edit.edits_id and (edit.body or {}).get("afresh"):
        Delivery.objects.filter(pk=edit.edits_id).update(provider_ref=edit.provider_ref, address=edit.address)


@transaction.atomic
def queue_answer(*, inbox_id: UUID, person_id: UUID, at: datetime) -> None:
    """Have a question answered to the person who asked it; the same question again makes no second answer."""
    row = Delivery(
        kind="answer",
        medium="slack",
        person_id=person_id,
        inbox_id=inbox_id,
        dedupe_key=f"answer:{inbox_id}",
        created_at=at,
        not_before=at,
    )
    Delivery.objects.bulk_create([row], ignore_conflicts=True)
    if Delivery.objects.filter(pk=row.pk).exists():
        ask_to_send(row.pk)
    settle(inbox_id=inbox_id, outcome="answering", at=at)


def ask_to_send(delivery_id: UUID, *, hold_seconds: float = 0.0) -> None:
    """Ask for a message to be sent, after a while; asked twice, it is still sent once."""
    ask_for(SEND, shard=f"delivery:{delivery_id}", queue=OUTGOING, hold_seconds=hold_seconds)


@transaction.atomic
def adopt(*, delivery_id: UUID, provider_ref: str, address: str, at: datetime) -> None:
    """Note that an uncertain message was found where it was meant to go: it had been sent."""
    row = _uncertain(delivery_id)
    row.provider_ref, row.sent_at, row.address = provider_ref, at, address
    row.missing_since = None
    _stands_where_it_was_posted(row)
    _move(row, "sent", why="", at=at)


@transaction.atomic
def note_missing(*, delivery_id: UUID, at: datetime) -> None:
    """Note that an uncertain message was looked up and not found. The first moment stands."""
    row = _uncertain(delivery_id)
    row.missing_since = row.missing_since or at
    _move(row, "uncertain", why="Not found where it was meant to go; it is looked up once more")


@transaction.atomic
def try_again(*, delivery_id: UUID, why: str) -> None:
    """Let an uncertain message be sent again: it was looked up twice and is surely not there."""
    row = _uncertain(delivery_id)
    row.missing_since = None
    _move(row, "retrying", why=why)


@transaction.atomic
def hold(*, delivery_id: UUID, why: str, at: datetime) -> None:
    """Leave an uncertain message, which cannot be looked up, for a person to decide on."""
    _move(_uncertain(delivery_id), "held", why=why, at=at)


@transaction.atomic
def give_slot(*, delivery_id: UUID, at: datetime) -> None:
    """Note the moment a message was given in the line of its conversation."""
    Delivery.objects.filter(pk=delivery_id, state__in=_MAY_START).update(slot_at=at)


@transaction.atomic
def suppress(*, delivery_id: UUID, why: str, notices: int, at: datetime) -> None:
    """Do not send a message after all, and say why. Nothing changes once it has come to an end.

    `notices` and MoreToTell as in `start_attempt`.
    """
    row = Delivery.objects.select_for_update().get(pk=delivery_id)
    if row.state in _MAY_START:
        _nothing_joined(row, notices)
        _move(row, "suppressed", why=why, at=at)


@transaction.atomic
def put_off(*, delivery_id: UUID, until: datetime, why: str) -> None:
    """Have a message wait: its reader is not to hear now. Until then nothing of it is overdue, and more may join."""
    row = Delivery.objects.select_for_update().get(pk=delivery_id)
    if row.state in _MAY_START and (row.not_before, row.why) != (until, why):
        row.not_before = until
        _move(row, row.state, why=why)


@transaction.atomic
def give_up(*, delivery_id: UUID, why: str, at: datetime) -> None:
    """End a message that could not be sent for too long."""
    row = Delivery.objects.select_for_update().get(pk=delivery_id)
    if row.state in _MAY_START:
        _move(row, "failed", why=why, at=at)


@transaction.atomic
def send_by_email_instead(*, delivery_id: UUID, why: str) -> None:
    """Let a message that Slack will not take for its reader go by email. What had been rendered is rendered anew."""
    row = Delivery.objects.select_for_update().get(pk=delivery_id)
    if row.state in _MAY_START:
        row.medium, row.address, row.body, row.body_digest = "email", "", None, ""
        _move(row, row.state, why=why)


@transaction.atomic
def decide_delivery(*, delivery_id: UUID, decision: str, reason: str, by: Actor, at: datetime) -> None:
    """Decide on a message that is held or has failed: it "arrived", is sent "again", or is "dropped".

    It takes the programme office of every council its reader has a grant in. Raises Refused, Invalid.
    """
    if decision not in _DECIDED:
        raise Invalid({"decision": [f"Choose one of {', '.join(_DECIDED)}"]})
    if not reason.strip():
        raise Invalid({"reason": ["Say why: what was decided keeps its reason"]})
    row = Delivery.objects.select_for_update().get(pk=delivery_id)
    _may_decide(by, row.person_id)
    if row.state not in _TO_DECIDE:
        raise Invalid({"__all__": ["Only a message that is held or has failed is decided on"]})
    if decision == "arrived":
        row.sent_at = at
    _move(row, _DECIDED[decision], why=f"{by.name}: {reason.strip()}", at=at, by=by)
    if decision == "again":
        ask_to_send(row.pk)


def _may_decide(by: Actor, person_id: UUID | None) -> None:
    if by.kind == "system":
        return
    if not by.may_anywhere(SET_UP):
        raise Refused("You may not decide on messages. It takes a grant as programme office.")
    if person_id is None:
        return  # to a channel, whose link the programme office may end as well
    theirs = ground.actors_for([person_id], door=by.door).get(person_id)
    for grant in theirs.grants if theirs else ():
        by.require(SET_UP, Placement(grant.organisation_id), thing="messages to that person")


def digest_of(body: Mapping[str, Any]) -> str:
    """Return the SHA-256 of what will be sent, in hex."""
    return hashlib.sha256(json.dumps(body, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def _uncertain(delivery_id: UUID) -> Delivery:
    row = Delivery.objects.select_for_update().get(pk=delivery_id)
    if row.state != "uncertain":
        raise AlreadyMoved(row.state)
    return row


def _nothing_joined(row: Delivery, notices: int) -> None:
    # Whoever adds a notice holds the message's lock till it commits (see telling), so none is missed here.
    if Notice.objects.filter(delivery=row).count() != notices:
        raise MoreToTell(str(row.id))


def _none_in_the_window(row: Delivery, person_id: UUID, window: timedelta, at: datetime) -> None:
    """Raise TooSoon where another unasked message may have reached the same person within the window.

    Two workers with two messages to one person stand in line here, so that the second sees the first's try. What
    surely did not arrive does not count, nor does the message that this one stands in for.
    """
    with connection.cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"bots.send {person_id}"])
    tries = Attempt.objects.filter(
        outcome="started",
        recorded_at__gt=at - window,
        delivery__person_id=person_id,
        delivery__kind__in=UNASKED,
        delivery__state__in=("sending", "sent", "uncertain", "held"),
    ).exclude(delivery_id__in=[row.pk, row.edits_id or row.pk])
    last = tries.order_by("-recorded_at").values_list("recorded_at", flat=True).first()
    if last is not None:
        raise TooSoon(last + window)


def _attempts(delivery_id: UUID) -> int:
    return int(Attempt.objects.filter(delivery_id=delivery_id).aggregate(n=Max("number"))["n"] or 0)


def _move(
    row: Delivery, state: str, *, why: str = "", at: datetime | None = None, by: Actor = _SENDER
) -> None:
    """Save a message in a state; what people watch for is an event. `at` is needed where there is one."""
    was, row.state, row.why = row.state, state, why[:300]
    row.version += 1
    row.save(force_update=True)
    if state == "sent" and row.kind == "digest" and row.about is not None and row.sent_at is not None:
        governance.note_received(digest_id=row.about, at=row.sent_at)
    tells = _TELLS.get(state)
    if tells is None or state == was or at is None:
        return
    event = tells(
        aggregate_id=row.id,
        version=row.version,
        kind=row.kind,
        medium=row.medium,
        person_id=row.person_id,
        attempts=_attempts(row.id),
        why=row.why,
    )
    record([event], by=by, at=at)
