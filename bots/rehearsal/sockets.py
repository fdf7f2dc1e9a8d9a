"""Socket Mode: what the app is handed goes over its own connection, is acknowledged there, or is sent again.

While a connection is there nothing goes by HTTP, as at Slack, where an app has the one or the other.
"""

from __future__ import annotations

import asyncio
import json
import uuid
from typing import Any
from urllib.parse import parse_qsl

from aiohttp import web

from bots.rehearsal.replies import Reply

_ENVELOPES = uuid.UUID("5b1c9f0e-3c1d-4c69-8c5b-6f1d2f4c7a10")


class Sockets:
    """The app's open connections, and what was sent over them and is not acknowledged yet."""

    def __init__(self) -> None:
        self.open: list[web.WebSocketResponse] = []
        self.tickets: set[str] = set()
        self._waiting: dict[str, asyncio.Future[dict[str, Any]]] = {}

    @property
    def are_used(self) -> bool:
        """Return whether there is a connection to hand things over."""
        return bool(self.open)

    def ticket(self) -> str:
        """Return a key that opens one connection."""
        made = uuid.uuid4().hex
        self.tickets.add(made)
        return made

    async def send(
        self, body: bytes, content_type: str, retry: int, reason: str, patience_seconds: float
    ) -> Reply:
        """Hand something over and return what it was acknowledged with. The same again is the same envelope."""
        kind, payload = read(body, content_type)
        envelope_id = str(uuid.uuid5(_ENVELOPES, body.hex()))
        envelope = {
            "envelope_id": envelope_id,
            "type": kind,
            "accepts_response_payload": kind != "events_api",
            "payload": payload,
        }
        if kind == "events_api":
            envelope |= {"retry_attempt": retry, "retry_reason": reason}
        answered: asyncio.Future[dict[str, Any]] = asyncio.get_running_loop().create_future()
        self._waiting[envelope_id] = answered
        try:
            await self.open[-1].send_json(envelope)
            said = await asyncio.wait_for(answered, patience_seconds)
        except TimeoutError:
            return Reply(None, "", "", "http_timeout")
        except (ConnectionError, IndexError):
            return Reply(None, "", "", "connection_failed")
        finally:
            self._waiting.pop(envelope_id, None)
        answer = said.get("payload")
        text = json.dumps(answer, ensure_ascii=False) if answer else ""
        return Reply(200, text, "application/json" if answer else "", "")

    def acknowledge(self, said: dict[str, Any]) -> None:
        """Take note of an acknowledgement; one that comes too late, or twice, changes nothing."""
        answered = self._waiting.get(str(said.get("envelope_id")))
        if answered is not None and not answered.done():
            answered.set_result(said)

    async def refresh(self) -> None:
        """Ask the app to connect anew, as Slack does now and then, and close what is open."""
        for connection in list(self.open):
            await connection.send_json({"type": "disconnect", "reason": "refresh_requested"})
            await connection.close()

    async def close(self) -> None:
        for connection in list(self.open):
            await connection.close()


def read(body: bytes, content_type: str) -> tuple[str, dict[str, Any]]:
    """Return what an HTTP body holds, as an envelope has it: its kind and its payload."""
    if content_type == "application/json":
        event: dict[str, Any] = json.loads(body)
        return "events_api", event
    form = dict(parse_qsl(body.decode(), keep_blank_values=True))
    if "payload" in form:
        interaction: dict[str, Any] = json.loads(form["payload"])
        return "interactive", interaction
    return "slash_commands", form
