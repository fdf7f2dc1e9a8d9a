"""A rehearsal per test, and an app for it to talk to that answers what the test says."""

from __future__ import annotations

import json
import threading
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs

import pytest

from tests.fakes.rehearsal import Rehearsal, wait_until


@dataclass
class Request:
    """One request the app got."""

    headers: dict[str, str]
    raw: bytes

    @property
    def json(self) -> dict[str, Any]:
        value: dict[str, Any] = json.loads(self.raw)
        return value

    @property
    def form(self) -> dict[str, str]:
        return {key: values[0] for key, values in parse_qs(self.raw.decode()).items()}

    @property
    def payload(self) -> dict[str, Any]:
        value: dict[str, Any] = json.loads(self.form["payload"])
        return value


@dataclass
class AppUnderTest:
    """Takes what the rehearsal sends. Answers are used up in order; without any left it says 200."""

    url: str
    requests: list[Request] = field(default_factory=list)
    answers: deque[tuple[int, str, str]] = field(default_factory=deque)
    hold: threading.Event = field(default_factory=threading.Event)

    def will_answer(self, body: Any = "", status: int = 200) -> None:
        is_json = not isinstance(body, str)
        kind = "application/json" if is_json else "text/plain"
        self.answers.append((status, kind, json.dumps(body) if is_json else body))

    def wait_for(self, count: int) -> list[Request]:
        wait_until(lambda: len(self.requests) >= count, f"{count} requests")
        return self.requests


@pytest.fixture
def app() -> Iterator[AppUnderTest]:
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            raw = self.rfile.read(int(self.headers["Content-Length"]))
            under_test.requests.append(Request(dict(self.headers), raw))
            under_test.hold.wait(timeout=10)
            status, kind, text = (
                under_test.answers.popleft() if under_test.answers else (200, "text/plain", "")
            )
            self.send_response(status)
            self.send_header("Content-Type", kind)
            self.end_headers()
            try:
                self.wfile.write(text.encode())
            except OSError:
                return  # the rehearsal gave up waiting, as a test asked it to

        def log_message(self, *_: object) -> None:
            return

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    under_test = AppUnderTest(f"http://127.0.0.1:{server.server_address[1]}/slack/events")
    under_test.hold.set()
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    yield under_test
    under_test.hold.set()
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def slack(app: AppUnderTest) -> Iterator[Rehearsal]:
    with Rehearsal.in_thread(app.url) as rehearsal:
        yield rehearsal


def button(action_id: str = "go", text: str = "Go", **more: Any) -> dict[str, Any]:
    return {"type": "button", "text": plain(text), "action_id": action_id, **more}


def plain(text: str) -> dict[str, Any]:
    return {"type": "plain_text", "text": text}


def modal(*blocks: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {
        "type": "modal",
        "title": plain("Reforecast"),
        "submit": plain("Save"),
        "blocks": list(blocks),
        **more,
    }


def reason_input(**more: Any) -> dict[str, Any]:
    element = {"type": "plain_text_input", "action_id": "reason"}
    return {"type": "input", "block_id": "why", "label": plain("Reason"), "element": element, **more}
