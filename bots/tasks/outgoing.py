"""A message ready to go, and why there may be none."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import Any

from programme.rules import access


class NothingToSay(Exception):
    """There is nothing (left) to send; the message says why, for the record."""


class NoChannel(NothingToSay):
    """The channel of this message cannot be told; whoever was to hear of it there hears of it themselves."""


class NotYet(Exception):
    """What this message builds on is still on its way."""


class UseEmail(Exception):
    """This message cannot go by Slack any more; its reader has no linked account."""


@dataclass(frozen=True)
class Outgoing:
    """A message ready to go. `says` names what stands in it: while that is the same, frozen words are not redone.

    `body` is what is frozen: for Slack route, channel, thread_ts, ts, text and layouts; for email the whole message.
    """

    medium: str
    address: str
    subject: str
    body: dict[str, Any]

    @property
    def says(self) -> list[list[str]]:
        """Return what stands in it: [alert, step, telling, rights] of each alert, a round, or an answer's rights."""
        return list(self.body["says"])


def rights_of(reader: access.Actor) -> str:
    """Return what tells one set of rights from another, in hex."""
    return hashlib.sha256(repr(sorted(map(repr, reader.grants))).encode()).hexdigest()[:16]
