"""A board's digest of a period: reserved for each member, and one message each to carry it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import UUID, uuid4

from django.conf import settings

from bots.changes.deliveries import ask_to_send
from bots.models import Delivery
from bots.queries.deliveries import undelivered
from bots.queries.identities import slack_accounts
from governance import changes as governance
from governance import queries
from programme.outbox.recording import ask_for
from programme.outbox.switchboard import Job
from programme.rules.access import system


def digest(job: Job, at: datetime) -> None:
    """Reserve the digests of boards of one council for a period and write their messages; done already, nothing.

    The payload names the boards and the period. What each message says was frozen with its digest; whether there is
    anything left to tell is asked again when it is sent. Boards that failed together are tried one by one.
    """
    boards, period = [UUID(key) for key in job.payload["boards"]], str(job.payload["period"])
    if job.attempt > 1 and len(boards) > 1:
        for board_id in boards:
            ask_for_digests([board_id], period=period)
        return
    with governance.sharing_reads() as sharing:
        for board_id in boards:
            reserved = governance.reserve_digests(
                board_id=board_id,
                period_key=period,
                undelivered=undelivered(queries.sitting(board_id, at=at)),
                sharing=sharing,
                by=system("Timetable"),
                at=at,
            )
            _write_messages(reserved, at)


def ask_for_digests(board_ids: Sequence[UUID], *, period: str, dedupe_key: str | None = None) -> None:
    """Ask for the digests of boards of one council for a period; asked twice, each member still has one."""
    ask_for(
        "bots.digest",
        shard=f"board:{board_ids[0]}",
        queue="recalc",
        payload={"boards": [str(key) for key in board_ids], "period": period},
        dedupe_key=dedupe_key,
    )


def _write_messages(reserved: Mapping[UUID, UUID], at: datetime) -> None:
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
