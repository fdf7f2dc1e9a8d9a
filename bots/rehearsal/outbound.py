"""Hand things to the app: signed, with Slack's three seconds of patience and Slack's retries."""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import json
import time
from collections import OrderedDict
from collections.abc import Callable
from typing import Any

import aiohttp

from bots.rehearsal.record import Record
from bots.rehearsal.replies import Reply
from bots.rehearsal.settings import Settings
from bots.rehearsal.sockets import Sockets

JSON = "application/json"
FORM = "application/x-www-form-urlencoded"
MOST_EVENTS_KEPT = 2_000


def signature(secret: str, timestamp: str, body: bytes) -> str:
    """Return Slack's v0 signature of a request."""
    base = b"v0:" + timestamp.encode() + b":" + body
    return "v0=" + hmac.new(secret.encode(), base, hashlib.sha256).hexdigest()


class Outbound:
    """The way to the app. Events go in the background and are retried; the rest is sent once and awaited."""

    def __init__(self, settings: Settings, record: Record, changed: Callable[[], None]) -> None:
        self.events_url = settings.events_url
        self.retry_delays: tuple[float, ...] = settings.retry_delays
        self.patience_seconds = settings.patience_seconds
        self._secret, self._record, self._changed = settings.signing_secret, record, changed
        self._session: aiohttp.ClientSession | None = None
        self.sockets = Sockets()
        self.holds_events = False
        self._held: list[str] = []
        self._under_way: set[asyncio.Task[None]] = set()
        self._sent: OrderedDict[str, bytes] = OrderedDict()

    @property
    def waiting(self) -> int:
        """Return how many events are still on their way, those waiting for a retry included."""
        return len(self._under_way)

    def event(self, envelope: dict[str, Any]) -> str:
        """Send an event in the background and return its event id."""
        event_id = str(envelope["event_id"])
        self._sent[event_id] = json.dumps(envelope, ensure_ascii=False).encode()
        if len(self._sent) > MOST_EVENTS_KEPT:
            self._sent.popitem(last=False)
        if self.holds_events:
            self._held.append(event_id)
        else:
            self._in_background(self._with_retries(event_id))
        return event_id

    def release(self) -> None:
        """Send what was held back, the newest first: Slack promises no order. Each is tried before the next goes."""
        held, self._held, self.holds_events = self._held[::-1], [], False
        self._in_background(self._one_after_another(held))

    def again(self, event_id: str, times: int, *, retry: int, reason: str) -> bool:
        """Send a past event again, as Slack does when it missed the answer; False if it is not known."""
        if event_id not in self._sent:
            return False
        for _ in range(times):
            self._in_background(self._one(event_id, retry, reason))
        return True

    async def post(self, kind: str, body: bytes, content_type: str, delivery_id: str) -> Reply:
        """Send something once and return the answer."""
        return await self._attempt(kind, delivery_id, body, content_type, retry=0, reason="")

    async def close(self) -> None:
        for task in list(self._under_way):
            task.cancel()
        await asyncio.gather(*self._under_way, return_exceptions=True)
        if self._session:
            await self._session.close()
        await self.sockets.close()

    def _in_background(self, work: Any) -> None:
        task: asyncio.Task[None] = asyncio.get_running_loop().create_task(work)
        self._under_way.add(task)
        task.add_done_callback(self._under_way.discard)

    async def _one(self, event_id: str, retry: int, reason: str) -> None:
        await self._attempt("event", event_id, self._sent[event_id], JSON, retry=retry, reason=reason)

    async def _one_after_another(self, event_ids: list[str]) -> None:
        for event_id in event_ids:
            await self._with_retries(event_id)

    async def _with_retries(self, event_id: str) -> None:
        body, reason = self._sent[event_id], ""
        for retry in range(len(self.retry_delays) + 1):
            if retry:
                await asyncio.sleep(self.retry_delays[retry - 1])
            reply = await self._attempt("event", event_id, body, JSON, retry=retry, reason=reason)
            if not reply.trouble or reply.no_retry:
                return
            reason = reply.trouble

    async def _attempt(
        self, kind: str, delivery_id: str, body: bytes, content_type: str, *, retry: int, reason: str
    ) -> Reply:
        reply = await self._send(body, content_type, retry, reason)
        self._record.deliver(
            kind,
            delivery_id,
            retry=retry,
            status=reply.status,
            trouble=reply.trouble,
            body=body.decode(),
        )
        self._changed()
        return reply

    async def _send(self, body: bytes, content_type: str, retry: int, reason: str) -> Reply:
        if self.sockets.are_used:
            return await self.sockets.send(body, content_type, retry, reason, self.patience_seconds)
        timestamp = str(int(time.time()))
        headers = {
            "Content-Type": content_type,
            "User-Agent": "Slackbot 1.0 (+https://api.slack.com/robots)",
            "X-Slack-Request-Timestamp": timestamp,
            "X-Slack-Signature": signature(self._secret, timestamp, body),
        }
        if retry:
            headers |= {"X-Slack-Retry-Num": str(retry), "X-Slack-Retry-Reason": reason}
        self._session = self._session or aiohttp.ClientSession(
            trust_env=False, connector=aiohttp.TCPConnector(limit=20, force_close=True)
        )
        try:
            async with self._session.post(
                self.events_url,
                data=body,
                headers=headers,
                allow_redirects=False,
                timeout=aiohttp.ClientTimeout(total=self.patience_seconds),
            ) as answer:
                text = await answer.text()
                trouble = "" if answer.status < 300 else "http_error"
                no_retry = answer.headers.get("X-Slack-No-Retry") == "1"
                return Reply(answer.status, text, answer.content_type, trouble, no_retry)
        except TimeoutError:
            return Reply(None, "", "", "http_timeout")
        except (aiohttp.ClientError, UnicodeDecodeError):
            return Reply(None, "", "", "connection_failed")
