"""The tracker's door for a rehearsal, answered in the thread of the test: so all of it is undone with the test."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from queue import Empty, Queue
from typing import Any

from django.test import Client

from tests.fakes.rehearsal import Rehearsal


class Door:
    """What a rehearsal hands over waits here until the test's own thread answers it."""

    def __init__(self, slack: Rehearsal) -> None:
        self.slack = slack
        self.waiting: Queue[tuple[bytes, dict[str, str], Queue[Any]]] = Queue()
        self._client = Client(raise_request_exception=False)

    def during(self, gesture: Callable[..., Any], *given: Any, **named: Any) -> Any:
        """Have somebody do something in Slack, answer whatever comes of it, and return what the gesture gave."""
        done: list[Any] = []
        thread = threading.Thread(target=lambda: done.append(gesture(*given, **named)), daemon=True)
        thread.start()
        while thread.is_alive() or self._is_on_its_way():
            self._answer_next()
        assert done, "the gesture was refused"
        return done[0]

    def _is_on_its_way(self) -> bool:
        status = self.slack.get("/_rehearsal/status").json()
        return not self.waiting.empty() or bool(status["events_on_their_way"])

    def _answer_next(self) -> None:
        try:
            body, headers, given = self.waiting.get(timeout=0.02)
        except Empty:
            return
        kind = headers.pop("Content-Type")
        answer = self._client.post("/slack/events", body, content_type=kind, headers=headers)
        given.put((answer.status_code, dict(answer.headers), answer.content))


@contextmanager
def door_to(slack: Rehearsal) -> Iterator[Door]:
    """Open a door of the tracker to a rehearsal."""
    door = Door(slack)

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            kept = {k: v for k, v in self.headers.items() if k.startswith("X-Slack") or k == "Content-Type"}
            given: Queue[Any] = Queue()
            door.waiting.put((body, kept, given))
            status, headers, content = given.get(timeout=30)
            self.send_response(status)
            for name, value in headers.items():
                if name in ("Content-Type", "X-Slack-No-Retry"):
                    self.send_header(name, value)
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *_: object) -> None:
            """Keep quiet."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    slack.set(events_url=f"http://127.0.0.1:{server.server_port}/slack/events", patience_seconds=30)
    try:
        yield door
    finally:
        server.shutdown()
        server.server_close()
        thread.join(timeout=5)
