"""Response addresses: five answers to an interaction within thirty minutes."""

from __future__ import annotations

import secrets
from dataclasses import asdict, dataclass

from bots.rehearsal.clock import Clock
from bots.rehearsal.journal import Journal

MOST_USES = 5
LIFE_SECONDS = 30 * 60.0


class SpentAddress(Exception):
    """A response address is unknown, too old or used up; the message is Slack's word for it."""


@dataclass
class ResponseAddress:
    """Where one interaction may be answered: the person, the conversation and the message it came from."""

    id: str
    user: str
    channel: str
    issued_at: float
    message_ts: str | None = None
    thread_ts: str | None = None
    uses: int = 0


class ResponseAddresses:
    """Every response address handed out, kept in the journal."""

    def __init__(self, journal: Journal, clock: Clock) -> None:
        self._journal, self._clock = journal, clock
        self._addresses = {key: ResponseAddress(**row) for key, row in journal.rows("response").items()}

    def issue(
        self, user: str, channel: str, *, message_ts: str | None = None, thread_ts: str | None = None
    ) -> ResponseAddress:
        address = ResponseAddress(
            secrets.token_urlsafe(18), user, channel, self._clock.now(), message_ts, thread_ts
        )
        self._addresses[address.id] = address
        self._journal.put("response", address.id, asdict(address))
        return address

    def valid(self, address_id: str) -> ResponseAddress:
        """Return an address that may still be used. Raises SpentAddress."""
        address = self._addresses.get(address_id)
        if address is None:
            raise SpentAddress("no_such_url")
        if self._clock.now() - address.issued_at > LIFE_SECONDS:
            raise SpentAddress("expired_url")
        if address.uses >= MOST_USES:
            raise SpentAddress("used_url")
        return address

    def use(self, address: ResponseAddress) -> None:
        address.uses += 1
        self._journal.put("response", address.id, asdict(address))
