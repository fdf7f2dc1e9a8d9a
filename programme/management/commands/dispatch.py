"""`dispatch`: the process that asks what is due and rings the workers."""

from __future__ import annotations

import signal
from typing import Any

from django.core.management.base import BaseCommand

from programme.outbox.dispatcher import Dispatcher


class Command(BaseCommand):
    help = (
        "Rings the workers for what is due, four times a second, and does what none of them comes for. "
        "Runs until SIGTERM or Ctrl-C and then finishes what it has begun. Example: manage.py dispatch"
    )

    def handle(self, *args: Any, **options: Any) -> None:
        dispatcher = Dispatcher()
        for one in (signal.SIGTERM, signal.SIGINT):
            signal.signal(one, lambda *_: dispatcher.stop())
        dispatcher.loop()
