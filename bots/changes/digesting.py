"""A board's digest of a period: reserved for each member, and one message each to carry it."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID, uuid4

from django.conf import settings

from bots.changes.deliveries import ask_to_send
from bots.models import Delivery
from bots.queries.deliveries import undelivered
from bots.queries.identities import slack_accounts
from governance import changes as governance
from governance import queries
from programme.outbox.switchboard import Job
from programme.rules.access import system


def digest(job: Job, at: datetime) -> None:
    """Reserve the digests of one board and period and write their messages; done already, it does nothing.

    The payload names the board and the period. What each message says was frozen with its digest; whether there is
    anything left to tell is asked again when it is sent.
    """
    board_id, period = UUID(job.payload["board"]), str(job.payload["period"])
    reserved = governance.reserve_digests(
        board_id=board_id,
        period_key=period,
        undelivered=undelivered(queries.sitting(board_id, at=at)),
        by=system("Timetable"),
        at=at,
    )
    accounts = slack_accounts(reserved) if settings.SLACK_BOT_TOKEN else {}
    messages = [
        Delivery(
            id=uuid4(),
            kind="digest",
            medium="slack" if person_id in accounts else "email",
            person_id=person_id,
            about=digest_id,
            dedupe_key=f"digest:{digest_id}",
            created_at=at,
            not_before=at,
        )
        for person_id, digest_id in sorted(reserved.items(), key=str)
    ]
    Delivery.objects.bulk_create(messages, ignore_conflicts=True)
    for delivery_id in Delivery.objects.filter(pk__in=[m.pk for m in messages]).values_list("pk", flat=True):
        ask_to_send(delivery_id)
