"""Drive the rehearsal from a test: start one, act as people in it, and read what Slack itself accepted.

    with Rehearsal.in_thread(events_url=live.url + "/slack/events") as slack:
        chair = slack.as_user("U0CHAIR")
        chair.slash("/tracker red")
        alert = chair.wait_for_message("Fostering", channel="D0CHAIR")
        chair.click(alert, "acknowledge")
        assert slack.accepted("chat.update")

Everything goes over HTTP, so the same client works on a rehearsal in this process, in one of its own
(`as_process`), or on one that is running anyway (`Rehearsal(url, secret)`). Waiting polls with a deadline.
"""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import json
import os
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar
from urllib.error import HTTPError
from urllib.parse import urlencode
from urllib.request import ProxyHandler, Request, build_opener

from bots.rehearsal.server import Rehearsal as Server
from bots.rehearsal.settings import Settings

TOKEN = "xoxb-rehearsal-tests"
SECRET = "a-signing-secret-for-tests"
REPOSITORY = Path(__file__).resolve().parents[2]
Thing = TypeVar("Thing")
Row = dict[str, Any]
# No proxy, whatever the environment says: everything is on this machine.
OPENER = build_opener(ProxyHandler({}))


@dataclass(frozen=True)
class HttpReply:
    """An HTTP answer, whatever its status."""

    status: int
    text: str
    headers: dict[str, str]

    def json(self) -> Any:
        return json.loads(self.text)


class Refused(AssertionError):
    """The rehearsal would not do what the test asked for."""


def http(
    method: str,
    url: str,
    body: bytes | None = None,
    headers: dict[str, str] | None = None,
    timeout: float = 30,
) -> HttpReply:
    """Send one request on this machine and return the answer, errors included."""
    request = Request(url, data=body, headers=headers or {}, method=method)
    try:
        with OPENER.open(request, timeout=timeout) as answer:
            return HttpReply(answer.status, answer.read().decode(), dict(answer.headers))
    except HTTPError as error:
        with error:
            return HttpReply(error.code, error.read().decode(), dict(error.headers))


def wait_until(found: Callable[[], Thing | None], what: str, *, within: float = 10.0) -> Thing:
    """Return the first thing `found` returns that is true. Raises AssertionError after `within` seconds."""
    deadline = time.monotonic() + within
    while True:
        thing = found()
        if thing:
            return thing
        if time.monotonic() > deadline:
            raise AssertionError(f"waited {within} s in vain for {what}")
        threading.Event().wait(0.02)


def signed_post(
    url: str,
    body: bytes | str | Row,
    *,
    secret: str = SECRET,
    skew: float = 0,
    timestamp: str | None = None,
    signature: str | None = None,
    content_type: str = "application/json",
    headers: dict[str, str] | None = None,
) -> HttpReply:
    """Post to the app as Slack would. `skew` moves the timestamp by seconds; `timestamp` and `signature`
    replace them outright, for requests that are not well signed. A dict is sent as JSON."""
    raw = (
        json.dumps(body).encode()
        if isinstance(body, dict)
        else body.encode()
        if isinstance(body, str)
        else body
    )
    stamp = timestamp if timestamp is not None else str(int(time.time() + skew))
    base = b"v0:" + stamp.encode() + b":" + raw
    good = "v0=" + hmac.new(secret.encode(), base, hashlib.sha256).hexdigest()
    signed = {
        "Content-Type": content_type,
        "X-Slack-Request-Timestamp": stamp,
        "X-Slack-Signature": good if signature is None else signature,
    }
    return http("POST", url, raw, signed | (headers or {}))


@dataclass
class Person:
    """Somebody in the workspace. Each method does what that person would do in Slack."""

    slack: Rehearsal
    id: str

    @property
    def im(self) -> str:
        """Return the id of this person's direct message with the app."""
        return f"D0{self.id.removeprefix('U0')}"

    def say(self, text: str, channel: str | None = None, *, thread_ts: str | None = None) -> Row:
        """Post a message, to the app directly unless a channel is given; @tracker mentions it."""
        given: Row = {"channel": channel or self.im, "text": text, "thread_ts": thread_ts}
        return self._act("say", given)

    def slash(self, line: str, channel: str | None = None) -> Row:
        """Give a command and return the app's own answer: status, body, content_type, trouble."""
        reply: Row = self._act("slash", {"channel": channel or self.im, "line": line})["reply"]
        return reply

    def click(self, message: Row, action_id: str, value: Any = None, *, block_id: str | None = None) -> Row:
        """Press a button of a message, or choose a value in one of its menus."""
        given = {"channel": message["channel"], "ts": message["ts"], "action_id": action_id}
        reply: Row = self._act("use", given | {"value": value, "block_id": block_id})["reply"]
        return reply

    def click_in_view(
        self, view: Row, action_id: str, value: Any = None, *, block_id: str | None = None
    ) -> Row:
        """Press a button, or choose a value, in a modal or on the Home tab."""
        given = {"view_id": view["id"], "action_id": action_id, "value": value, "block_id": block_id}
        reply: Row = self._act("use", given)["reply"]
        return reply

    def submit(self, view: Row, values: dict[str, Any]) -> Row | None:
        """Submit a modal and return the one that shows then, None when all are closed.

        `values` are by action id ({"reason": "Late"}) or by block and action id.
        """
        nested = {key: value for key, value in values.items() if isinstance(value, dict)}
        for block in view["blocks"]:
            for element in [block.get("element"), block.get("accessory"), *block.get("elements", [])]:
                if element and element.get("action_id") in values:
                    nested.setdefault(block["block_id"], {})[element["action_id"]] = values[
                        element["action_id"]
                    ]
        shown: Row | None = self._act("submit", {"view_id": view["id"], "values": nested})["view"]
        return shown

    def close(self, view: Row, *, all_of_them: bool = False) -> Row | None:
        """Dismiss a modal and return the one below it."""
        shown: Row | None = self._act("close", {"view_id": view["id"], "all": all_of_them})["view"]
        return shown

    def open_home(self, tab: str = "home") -> str:
        """Open the Home (or "messages") tab and return the id of the event the app gets."""
        return str(self._act("home", {"tab": tab})["event_id"])

    def suggest(self, view: Row, action_id: str, typed: str = "") -> list[Row]:
        """Type into a menu whose options the app gives and return them."""
        given = {"view_id": view["id"], "action_id": action_id, "value": typed}
        options: list[Row] = self._act("suggest", given)["options"]
        return options

    def shortcut(self, callback_id: str, message: Row | None = None) -> Row:
        """Use a shortcut, on a message where one is given, and return the app's own answer."""
        where = {"channel": message["channel"], "ts": message["ts"]} if message else {}
        reply: Row = self._act("shortcut", {"callback_id": callback_id, **where})["reply"]
        return reply

    def seen(self) -> Row:
        """Return everything this person sees: messages, channels, view (their modal) and home."""
        row: Row = self.slack.get(f"/as/{self.id}/seen").json()
        return row

    def messages(self, channel: str | None = None) -> list[Row]:
        """Return the messages this person sees, oldest first, ephemeral ones included."""
        return [m for m in self.seen()["messages"] if channel in (None, m["channel"])]

    def wait_for_message(
        self, containing: str = "", channel: str | None = None, *, within: float = 10.0
    ) -> Row:
        """Return the newest message this person sees with a text (in its text or its blocks)."""

        def newest() -> Row | None:
            return next((m for m in reversed(self.messages(channel)) if holds(m, containing)), None)

        return wait_until(
            newest, f"{self.id} to see {containing!r} in {channel or 'any conversation'}", within=within
        )

    def wait_for_view(self, containing: str = "", *, within: float = 10.0) -> Row:
        """Return this person's open modal once it holds a text."""

        def shown() -> Row | None:
            view: Row | None = self.seen()["view"]
            return view if view and containing in json.dumps(view, ensure_ascii=False) else None

        return wait_until(shown, f"a modal with {containing!r} for {self.id}", within=within)

    def wait_for_home(self, containing: str = "", *, within: float = 10.0) -> Row:
        """Return this person's Home tab once it holds a text."""

        def shown() -> Row | None:
            home: Row | None = self.seen()["home"]
            return home if home and containing in json.dumps(home, ensure_ascii=False) else None

        return wait_until(shown, f"a Home tab with {containing!r} for {self.id}", within=within)

    def _act(self, gesture: str, given: Row) -> Row:
        row: Row = self.slack.post(f"/as/{self.id}/{gesture}", given).json()
        return row


def holds(message: Row, text: str) -> bool:
    """Return whether a message says something, in its text or its blocks."""
    return text in message["text"] or text in json.dumps(message["blocks"], ensure_ascii=False)


@dataclass
class Rehearsal:
    """A rehearsal that is running at `url`."""

    url: str
    signing_secret: str = SECRET
    bot_token: str = TOKEN
    smtp_port: int = 0
    stage: Any = field(default=None, repr=False)

    @property
    def api_url(self) -> str:
        """Return what SLACK_API_URL has to be."""
        return f"{self.url}/api/"

    @property
    def environment(self) -> dict[str, str]:
        """Return the variables that point the app at this rehearsal."""
        return {
            "SLACK_API_URL": self.api_url,
            "SLACK_BOT_TOKEN": self.bot_token,
            "SLACK_SIGNING_SECRET": self.signing_secret,
            "EMAIL_URL": f"smtp://127.0.0.1:{self.smtp_port}",
        }

    @classmethod
    @contextmanager
    def in_thread(
        cls, events_url: str = "http://127.0.0.1:9/", state: Path | None = None
    ) -> Iterator[Rehearsal]:
        """Run a rehearsal in a thread of this process, with retries after milliseconds."""
        settings = Settings(events_url, SECRET, TOKEN, state_folder=state, retry_delays=(0.0, 0.01, 0.02))
        loop = asyncio.new_event_loop()
        thread = threading.Thread(target=loop.run_forever, name="rehearsal", daemon=True)
        thread.start()
        server = asyncio.run_coroutine_threadsafe(made(settings), loop).result(timeout=10)
        try:
            yield cls(server.stage.base_url, smtp_port=server.smtp_port, stage=server.stage)
        finally:
            asyncio.run_coroutine_threadsafe(ended(server), loop).result(timeout=10)
            loop.call_soon_threadsafe(loop.stop)
            thread.join(timeout=10)
            loop.close()

    @classmethod
    @contextmanager
    def as_process(cls, events_url: str, state: Path, **environ: str) -> Iterator[Rehearsal]:
        """Run `python -m bots.rehearsal` with handed-over sockets, as the launcher does."""
        with socket.create_server(("127.0.0.1", 0)) as pages, socket.create_server(("127.0.0.1", 0)) as mail:
            settings = {
                "REHEARSAL_FD": str(pages.fileno()),
                "REHEARSAL_SMTP_FD": str(mail.fileno()),
                "REHEARSAL_EVENTS_URL": events_url,
                "REHEARSAL_STATE": str(state),
                "SLACK_SIGNING_SECRET": SECRET,
                "SLACK_BOT_TOKEN": TOKEN,
            }
            process = subprocess.Popen(
                [sys.executable, "-m", "bots.rehearsal"],
                cwd=REPOSITORY,
                env={"PATH": os.environ.get("PATH", "")} | settings | environ,
                pass_fds=[pages.fileno(), mail.fileno()],
                stdout=subprocess.DEVNULL,
            )
            url = f"http://127.0.0.1:{pages.getsockname()[1]}"
            slack = cls(url, smtp_port=mail.getsockname()[1])
            try:
                # The listening socket is ours already, so this waits in its queue until the process answers.
                assert http("GET", f"{url}/livez").status == 200
                yield slack
            finally:
                process.terminate()
                process.wait(timeout=10)

    def as_user(self, user_id: str) -> Person:
        return Person(self, user_id)

    def messages_seen_by(self, user_id: str, channel: str | None = None) -> list[Row]:
        """Return every message one person sees, ephemeral ones included."""
        return self.as_user(user_id).messages(channel)

    def wait_for_message(
        self, containing: str = "", *, channel: str | None = None, to: str = "U0CHAIR", within: float = 10.0
    ) -> Row:
        """Return the newest message that `to` sees with a text."""
        return self.as_user(to).wait_for_message(containing, channel, within=within)

    def accepted(self, method: str | None = None, *, since: int = 0) -> list[Row]:
        """Return the calls Slack accepted, in order: n, at, method, arguments, answer."""
        return self._lines("log", since=since, method=method)

    def refused(self, method: str | None = None, *, since: int = 0) -> list[Row]:
        """Return the calls Slack refused, in order, with their error."""
        return self._lines("refused", since=since, method=method)

    def deliveries(self, *, since: int = 0) -> list[Row]:
        """Return each attempt to hand the app something: kind, id, retry, status, trouble, body."""
        return self._lines("deliveries", since=since)

    def mails(self, to: str | None = None, *, since: int = 0) -> list[Row]:
        """Return the mails taken in: sender, recipients, subject, text, html, raw."""
        return self._lines("mails", since=since, to=to)

    def wait_for_accepted(self, method: str, count: int = 1, *, within: float = 10.0) -> list[Row]:
        """Return the accepted calls of a method once there are `count`."""

        def enough() -> list[Row] | None:
            rows = self.accepted(method)
            return rows if len(rows) >= count else None

        return wait_until(enough, f"{count} accepted {method}", within=within)

    def wait_for_mail(self, to: str, containing: str = "", *, within: float = 10.0) -> Row:
        """Return the newest mail to an address with a text in its subject or plain part."""

        def newest() -> Row | None:
            found = [m for m in self.mails(to) if containing in m["subject"] or containing in m["text"]]
            return found[-1] if found else None

        return wait_until(newest, f"a mail to {to} with {containing!r}", within=within)

    def wait_until_delivered(self, *, within: float = 10.0) -> None:
        """Wait until no event is on its way to the app, those waiting for a retry included."""
        wait_until(
            lambda: self.get("/_rehearsal/status").json()["events_on_their_way"] == 0,
            "all events",
            within=within,
        )

    def fail(self, method: str, kind: str, *, times: int = 1, seconds: float = 1.0, code: str = "") -> None:
        """Make the next calls of a method ("smtp", "response_url" and "*" too) go wrong; see faults.py."""
        order = {"method": method, "kind": kind, "times": times, "seconds": seconds, "code": code}
        self.post("/_rehearsal/faults", order)

    def clear_faults(self) -> None:
        self.post("/_rehearsal/faults", {"clear": True})

    def set(self, **settings: Any) -> None:
        """Change events_url, retry_delays, patience_seconds, scopes, events, rate_limits or hold_events."""
        self.post("/_rehearsal/settings", settings)

    def advance(self, seconds: float) -> None:
        """Make trigger ids and response addresses older."""
        self.post("/_rehearsal/clock", {"advance": seconds})

    def stop_clock(self) -> float:
        """Let time pass only where it is put forward, and return what time it is."""
        return float(self.post("/_rehearsal/clock", {"stop": True}).json()["now"])

    def channel(self, channel_id: str, **properties: Any) -> Row:
        """Add a channel or change one: name, members, is_private, is_archived."""
        row: Row = self.post("/_rehearsal/channels", {"id": channel_id} | properties).json()
        return row

    def befall(self, what: str, **about: Any) -> None:
        """Have something befall the workspace: archive, shared, left, deleted, guest, uninstalled; see lifecycle.py."""
        self.post("/_rehearsal/befall", {"what": what, **about})

    def redeliver(
        self, event_id: str, *, times: int = 1, retry: int = 1, reason: str = "http_timeout"
    ) -> None:
        """Send a past event again, as Slack does when the first answer got lost."""
        self.post(
            "/_rehearsal/redeliver", {"event_id": event_id, "times": times, "retry": retry, "reason": reason}
        )

    def api(self, method: str, *, token: str | None = None, form: bool = False, **arguments: Any) -> Row:
        """Call the Web API without an SDK and return its answer."""
        kind = "application/x-www-form-urlencoded" if form else "application/json; charset=utf-8"
        body = urlencode(arguments) if form else json.dumps(arguments)
        headers = {"Content-Type": kind}
        if token != "":
            headers["Authorization"] = f"Bearer {self.bot_token if token is None else token}"
        row: Row = http("POST", f"{self.api_url}{method}", body.encode(), headers).json()
        return row

    def signed_post(self, url: str, body: bytes | str | Row, **options: Any) -> HttpReply:
        """Post to the app as this Slack would; see `signed_post`."""
        return signed_post(url, body, **({"secret": self.signing_secret} | options))

    def get(self, path: str) -> HttpReply:
        return must(http("GET", self.url + path))

    def post(self, path: str, body: Row) -> HttpReply:
        return must(
            http("POST", self.url + path, json.dumps(body).encode(), {"Content-Type": "application/json"})
        )

    def _lines(self, name: str, **query: Any) -> list[Row]:
        asked = urlencode({key: value for key, value in query.items() if value is not None})
        return [json.loads(line) for line in self.get(f"/_rehearsal/{name}.jsonl?{asked}").text.splitlines()]


def must(reply: HttpReply) -> HttpReply:
    if reply.status != 200:
        raise Refused(f"{reply.status}: {reply.text}")
    return reply


async def made(settings: Settings) -> Server:
    server = Server(settings)
    await server.start()
    return server


async def ended(server: Server) -> None:
    """Stop a rehearsal and whatever still talks to it, such as an SMTP session that was left open."""
    await server.stop()
    left = asyncio.all_tasks() - {asyncio.current_task()}
    for task in left:
        task.cancel()
    await asyncio.gather(*left, return_exceptions=True)
