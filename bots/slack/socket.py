"""Socket Mode: the same app over a connection of our own making, where Slack cannot reach the tracker.

In the place of requests from Slack, never beside them: with an app-level token set, /slack/events is not there.
"""

from __future__ import annotations

import threading
from typing import Any, Final
from urllib.error import URLError

import structlog
from django.conf import settings
from django.db import close_old_connections, connections
from django.db.utils import Error as DatabaseError
from slack_bolt.adapter.socket_mode import SocketModeHandler
from slack_sdk.errors import SlackApiError, SlackClientError
from slack_sdk.socket_mode.builtin import SocketModeClient
from slack_sdk.socket_mode.request import SocketModeRequest

from bots.slack import client
from bots.slack.app import bolt
from bots.slack.requests import is_well_formed
from programme.outbox.health import beat

log = structlog.get_logger(__name__)

NAME: Final = "socket"  # of its heartbeat
BEAT_SECONDS: Final = 2.0
LONGEST_WAIT_SECONDS: Final = 60.0


class Listener(SocketModeHandler):
    """What comes in over the connection: what Slack could not have sent is dropped, what fails is sent again."""

    def handle(self, client: SocketModeClient, req: SocketModeRequest) -> None:  # type: ignore[override]
        """Hand one envelope to Bolt; acknowledged only where it was kept, so that Slack sends the others again."""
        if not is_well_formed(req.payload):
            log.info("slack.unacceptable", status=400, why="not of a form that Slack sends")
            return
        close_old_connections()
        try:
            super().handle(client, req)
        finally:
            close_old_connections()


def listener(**options: Any) -> Listener:
    """Return a listener for the workspace in the settings; `options` go to Slack's own client."""
    made = Listener(bolt(), settings.SLACK_APP_TOKEN, web_client=client.web_client(), **options)
    if client.is_this_machine(settings.SLACK_API_URL):
        made.client.proxy = None  # the environment's is for addresses elsewhere
    return made


def listen(stop: threading.Event) -> None:
    """Listen until told to stop; the connection is made anew whenever it is lost, and a heartbeat says it is there."""
    handler = listener()
    try:
        _connect(handler, stop)
        while not stop.wait(BEAT_SECONDS):
            if handler.client.is_connected():
                _beat()
    finally:
        handler.close()  # type: ignore[no-untyped-call]
        connections.close_all()


def _connect(handler: Listener, stop: threading.Event) -> None:
    """Make the first connection, after longer and longer waits; later ones are Slack's own client's to make."""
    wait = 1.0
    while not stop.is_set():
        try:
            handler.connect()  # type: ignore[no-untyped-call]
        except SlackApiError as problem:
            log.warning("slack.socket_not_connected", why=str(problem.response.get("error")))
        except (SlackClientError, URLError, OSError) as problem:
            log.warning("slack.socket_not_connected", why=type(problem).__name__)
        else:
            log.info("slack.socket_connected")
            _beat()
            return
        stop.wait(wait)
        wait = min(LONGEST_WAIT_SECONDS, 2 * wait)


def _beat() -> None:
    try:
        beat(NAME)
    except DatabaseError:  # away: what comes in meanwhile is not acknowledged, so Slack sends it again
        close_old_connections()
