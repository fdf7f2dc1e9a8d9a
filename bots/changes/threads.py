"""Keeping what was asked last in a thread of the command line."""

from __future__ import annotations

from datetime import datetime

from bots.models import ThreadTurn
from bots.queries.threads import thread_key
from programme.rules.access import Actor


def keep_turn(*, thread: str, asked: str, reader: Actor, at: datetime, programme: str | None) -> None:
    """Keep what a thread reads on from, restated; blank where it was not answered, and then the thread forgets."""
    key = thread_key(thread, reader, programme)
    if not asked:
        ThreadTurn.objects.filter(key=key).delete()
        return
    ThreadTurn.objects.update_or_create(key=key, defaults={"asked": asked[:500], "asked_at": at})
