"""A provider that does not answer is left alone for a while, so that waiting for it does not use up every worker.

A call into a black hole holds its thread until it times out. Once one did, the others wait in their rows instead, and
one at a time goes to see whether somebody answers by now. Slack asking for patience is something else: see `pacing`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from django.db import transaction

from bots.changes import pacing
from bots.models import Budget
from bots.rules.pace import silence_for

SLACK_LINE: Final = "Slack does not answer"
MAIL_LINE: Final = "The mail server does not answer"
LOOK_SECONDS: Final = 25  # longer than either takes to time out


@dataclass(frozen=True)
class Silence:
    """A provider that does not answer: how many seconds to leave it alone, and since when nobody has answered."""

    seconds: float
    since: datetime


def silence_of(line: str) -> Silence | None:
    """Return how long to leave a provider alone, None where it may be called; whoever goes after a pause goes alone."""
    if not Budget.objects.filter(key=line, paused_until__isnull=False).exists():
        return None
    with transaction.atomic():
        row = Budget.objects.select_for_update().get(key=line)
        now = pacing.clock()
        if row.paused_until is None:
            return None
        if row.paused_until > now:
            return Silence((row.paused_until - now).total_seconds(), row.free_at)
        row.paused_until = now + timedelta(seconds=LOOK_SECONDS)
        row.save(update_fields=["paused_until"])
    return None


@transaction.atomic
def note_silence(line: str) -> None:
    """Note that a call was not answered in its time. The row's `free_at` is when the first one was not."""
    now = pacing.clock()
    Budget.objects.bulk_create([Budget(key=line, free_at=now)], ignore_conflicts=True)
    row = Budget.objects.select_for_update().get(key=line)
    if row.paused_until is None:
        row.free_at = now
    already = max(0.0, (now - row.free_at).total_seconds())
    row.paused_until = now + timedelta(seconds=silence_for(already))
    row.save(update_fields=["free_at", "paused_until"])


def note_answer(line: str) -> None:
    """Note that somebody answers, whatever they said: nothing waits any longer."""
    Budget.objects.filter(key=line, paused_until__isnull=False).update(paused_until=None)
