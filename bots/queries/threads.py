"""What was asked last in a thread, from which a question is read on. Source: docs/method.md, "How questions are read".

It is given restated, and is read with the names of whoever asks next: see `answers.answering.read_on`.
"""

from __future__ import annotations

import hashlib
from datetime import datetime, timedelta
from typing import Final

from django.db.models import Q

from bots.models import Identity, Inbox, ThreadTurn
from bots.queries.deliveries import InboxRow
from programme.rules.access import Actor

LASTS: Final = timedelta(days=1)
QUESTIONS: Final = ("message", "mention", "command", "choice")


def asked_before(asked: InboxRow) -> str:
    """Return what was asked last in the Slack thread of a question, restated; blank where there is nothing to go by.

    The last question counts alone: one that was not answered leaves nothing. In a channel it may be somebody else's,
    whose answer everybody there has read; elsewhere it is one's own. What was asked before an account was linked, or
    by one that is linked no more, does not count.
    """
    thread = str(asked.payload.get("thread_ts") or "")
    if not thread:
        return ""
    rows = Inbox.objects.filter(
        team_id=asked.team_id,
        kind__in=QUESTIONS,
        payload__channel=asked.payload.get("channel"),
        payload__has_key="asked",
        received_at__lt=asked.received_at,
        received_at__gt=asked.received_at - LASTS,
    ).exclude(pk=asked.id)
    if not is_in_company(asked):
        rows = rows.filter(user_id=asked.user_id)
    told = (
        rows.filter(Q(payload__thread_ts=thread) | Q(payload__ts=thread))
        .order_by("-received_at", "-pk")
        .first()
    )
    if told is None or not _is_linked_since(told):
        return ""
    return str(told.payload["asked"])


def is_in_company(asked: InboxRow) -> bool:
    """Return whether others read the answer: a mention's, or that of a choice pressed under one."""
    return asked.kind == "mention" or bool(asked.payload.get("in_company"))


def asked_in_thread(thread: str, *, reader: Actor, at: datetime, programme: str | None) -> str:
    """Return what this reader asked last in a thread of the command line, within a day; blank for nothing."""
    rows = ThreadTurn.objects.filter(key=thread_key(thread, reader, programme), asked_at__gt=at - LASTS)
    return rows.values_list("asked", flat=True).first() or ""


def thread_key(thread: str, reader: Actor, programme: str | None) -> str:
    """Return the key of a thread of the command line for one reader: nobody goes by what another asked."""
    who = str(reader.person_id) if reader.person_id else reader.kind
    return hashlib.sha256("\n".join((who, programme or "", thread)).encode()).hexdigest()


def _is_linked_since(told: Inbox) -> bool:
    rows = Identity.objects.filter(platform="slack", team_id=told.team_id, user_id=told.user_id)
    return rows.filter(unlinked_at=None, barred_at=None, linked_at__lte=told.received_at).exists()
