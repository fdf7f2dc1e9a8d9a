"""What one channel did not bring is told by the other, once."""

from __future__ import annotations

from datetime import datetime
from typing import Final
from uuid import UUID

from django.conf import settings
from django.utils import timezone

from bots.changes.deliveries import ask_to_send
from bots.models import Delivery
from bots.queries.hearing import wishes
from bots.queries.identities import slack_accounts
from bots.queries.proof import TOLD_OTHERWISE
from bots.rules.wishes import goes_out_at
from programme.outbox.switchboard import Job

_LOST: Final = ("failed", "held", "uncertain", "retrying", "gathering", "sending")


def tell_otherwise(job: Job, at: datetime) -> None:
    """Tell the reader of a message that may not have reached them, by the other channel. Source: deploy/timetable.py.

    Nothing where it has been settled meanwhile, where they were told so already, or where they have no other channel:
    the list of messages shows it.
    """
    row = Delivery.objects.select_for_update().get(pk=UUID(job.payload["delivery"]))
    if (
        row.state not in _LOST
        or row.kind not in TOLD_OTHERWISE
        or row.edits_id is not None
        or row.person_id is None
    ):
        return
    medium = _other_medium(row)
    if medium is None:
        return
    due_at = goes_out_at(timezone.localtime(at), wishes([row.person_id])[row.person_id])
    made = Delivery(
        kind=row.kind,
        medium=medium,
        person_id=row.person_id,
        about=row.about,
        edits=row,
        dedupe_key=f"otherwise:{row.pk}",
        created_at=at,
        not_before=due_at,
    )
    Delivery.objects.bulk_create([made], ignore_conflicts=True)
    if Delivery.objects.filter(pk=made.pk).exists():
        ask_to_send(made.pk, hold_seconds=max(0.0, (due_at - at).total_seconds()))


def _other_medium(row: Delivery) -> str | None:
    if row.medium == "slack":
        return "email"
    has_slack = bool(settings.SLACK_BOT_TOKEN) and bool(row.person_id and slack_accounts([row.person_id]))
    return "slack" if has_slack else None
