"""A message ready to go, and why there may be none."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bots.queries import DeliveryRow
from bots.queries import delivery as delivery_of
from bots.rules.wording import day
from programme.rules import access


class NothingToSay(Exception):
    """There is nothing (left) to send; the message says why, for the record."""


class NoChannel(NothingToSay):
    """The channel of this message cannot be told; whoever was to hear of it there hears of it themselves."""


class NotYet(Exception):
    """What this message builds on is still on its way."""


class UseEmail(Exception):
    """This message cannot go by Slack any more; its reader has no linked account."""


class PutOff(Exception):
    """Its reader hears of it later; `until` is when it may go out, and the message says why."""

    def __init__(self, until: datetime, why: str) -> None:
        super().__init__(why)
        self.until = until


@dataclass(frozen=True)
class Outgoing:
    """A message ready to go. `says` names what stands in it: while that is the same, frozen words are not redone.

    `body` is what is frozen: for Slack route, channel, thread_ts, ts, text and layouts; for email the whole message.
    `window_seconds` is how long before it its reader may have had no other message that they did not ask for.
    """

    medium: str
    address: str
    subject: str
    body: dict[str, Any]
    window_seconds: int = 0

    @property
    def says(self) -> list[list[str]]:
        """Return what stands in it: [alert, step, telling, rights] of each alert, a round, or an answer's rights."""
        return list(self.body["says"])


def otherwise_words(delivery: DeliveryRow) -> str:
    """Return what a message by the other channel says of the one it stands in for; blank for any other."""
    first = delivery_of(delivery.edits_id) if delivery.edits_id else None
    if first is None:
        return ""
    medium = "Slack" if first.medium == "slack" else "email"
    return f"This was to reach you by {medium} on {day(first.created_at)}, and we do not know that it did."


def rights_of(reader: access.Actor) -> str:
    """Return what tells one set of rights from another, in hex."""
    return hashlib.sha256(repr(sorted(map(repr, reader.grants))).encode()).hexdigest()[:16]
