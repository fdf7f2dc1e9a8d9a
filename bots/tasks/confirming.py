"""What was saved from Slack is confirmed to its person, with the way to take it back while there is one."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Final

from bots import queries
from bots.queries import DeliveryRow
from bots.rules.forms import Saved
from bots.slack import blocks
from bots.tasks.outgoing import NothingToSay, Outgoing, rights_of
from programme import queries as ground
from programme.rules.access import Actor

NOT_SHOWN: Final = "What was saved is not shown here any more: open the tracker."


def compose(delivery: DeliveryRow, at: datetime) -> Outgoing:
    """Return the confirmation of a form: in the thread of the alert it came from, else in its person's own messages.

    Raises NothingToSay.
    """
    saved, reader = _saved(delivery)
    asked = queries.inbox(delivery.inbox_id) if delivery.inbox_id else None
    if saved is None or asked is None:
        raise NothingToSay("What was saved may not be shown to them any more")
    text, layouts = blocks.confirmation(saved, form=str(asked.id), may_undo=saved.may_undo(at))
    alert = queries.alert_message_of(str(asked.payload.get("notice", "")))
    channel, thread = alert or (asked.user_id, "")
    body: dict[str, Any] = {"route": "post", "channel": channel, "thread_ts": thread, "text": text}
    body |= {"layouts": layouts, "rung": 0, "says": _says(saved, reader, at)}
    return Outgoing("slack", channel, "", body)


def compose_edit(original: DeliveryRow, at: datetime) -> Outgoing:
    """Return the confirmation as it stands by now: taken back, or with the time for that over. Raises NothingToSay."""
    saved, reader = _saved(original)
    if saved is None:
        says: list[list[str]] = [["gone"]]
        text, layouts = blocks.answer(NOT_SHOWN)
    else:
        says = _says(saved, reader, at)
        form = str(original.inbox_id)
        text, layouts = blocks.confirmation(saved, form=form, may_undo=saved.may_undo(at))
    stands = queries.standing_body(original)
    if stands is not None and stands["says"] == says:
        raise NothingToSay("The message says so already")
    where = {"channel": original.address, "ts": original.provider_ref}
    body = {"route": "update", **where, "text": text, "layouts": layouts, "rung": 0, "says": says}
    return Outgoing("slack", original.address, "", body)


def _saved(delivery: DeliveryRow) -> tuple[Saved | None, Actor]:
    actor = ground.actor_for_person(delivery.person_id, door="slack")
    if actor is None:
        raise NothingToSay("Their account is closed")
    reader = actor.without_closed()
    return (queries.saved_form(delivery.inbox_id, reader=reader) if delivery.inbox_id else None), reader


def _says(saved: Saved, reader: Actor, at: datetime) -> list[list[str]]:
    return [["saved", str(saved.may_undo(at)), str(saved.undone_at), rights_of(reader)]]
