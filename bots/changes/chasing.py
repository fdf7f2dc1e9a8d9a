"""Who has not returned in a reporting round gets one message on a day of chasing, over all that is theirs."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID, uuid4

from django.conf import settings
from django.utils import timezone

from bots.changes.deliveries import ask_to_send
from bots.models import Delivery
from bots.queries.identities import slack_accounts
from programme import queries as ground
from programme.outbox.switchboard import Job
from programme.rules.access import system


def chase(job: Job, at: datetime) -> None:
    """Write the messages of one round on one day; written already, or on a later day, it does nothing.

    The payload names the round and the day. Whose account is closed is left out; what each is told, and
    whether there is still anything to tell, is worked out when it is sent.
    """
    round_id, day = UUID(job.payload["round"]), date.fromisoformat(job.payload["day"])
    if timezone.localdate(at) != day:
        return
    row = ground.rounds(reader=system(), ids=[round_id], on=day).get(round_id)
    if row is None or not row.is_open:
        return
    owners = {m.workstream.owner_id for m in row.missing if m.workstream.owner_id is not None}
    people = sorted(ground.actors_for(owners, door="system"), key=str)
    accounts = slack_accounts(people) if settings.SLACK_BOT_TOKEN else {}
    messages = [
        Delivery(
            id=uuid4(),
            kind="chase",
            medium="slack" if person_id in accounts else "email",
            person_id=person_id,
            about=round_id,
            dedupe_key=f"chase:{round_id}:{day}:{person_id}",
            created_at=at,
            not_before=at,
        )
        for person_id in people
    ]
    Delivery.objects.bulk_create(messages, ignore_conflicts=True)
    written = Delivery.objects.filter(pk__in=[m.pk for m in messages])
    for delivery_id in written.order_by("id").values_list("pk", flat=True):
        ask_to_send(delivery_id)
