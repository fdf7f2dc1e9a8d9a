"""Listen to Slack over Socket Mode, in the place of requests from Slack."""

from __future__ import annotations

import signal
import threading
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from bots.slack.socket import listen


class Command(BaseCommand):
    """`manage.py run_socket`: a process of its own, where Slack cannot reach /slack/events."""

    help = (
        "Listens to Slack over a connection made from here (Socket Mode), where Slack cannot reach the tracker. "
        "It takes the place of /slack/events, which is not there while SLACK_APP_TOKEN is set. Example: "
        "SLACK_APP_TOKEN=xapp-… manage.py run_socket"
    )

    def handle(self, *args: Any, **options: Any) -> None:
        """Run until SIGTERM or SIGINT. Exits 1 where it may not."""
        if not settings.SLACK_APP_TOKEN:
            raise CommandError(
                "SLACK_APP_TOKEN is not set. Make an app-level token with connections:write in the app's settings."
            )
        if not settings.SLACK_BOT_TOKEN:
            raise CommandError("SLACK_BOT_TOKEN is not set: Socket Mode listens, the bot token answers.")
        if settings.SLACK_SIGNING_SECRET:
            raise CommandError(
                "SLACK_SIGNING_SECRET is set too: it is for requests from Slack, and Socket Mode takes their place. "
                "Leave one of the two out."
            )
        stop = threading.Event()
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: stop.set())
        listen(stop)
