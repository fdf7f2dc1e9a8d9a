"""What a person wants to hear."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from bots import events
from bots.models import Preference
from programme.changes.saving_rows import save
from programme.outbox.recording import record
from programme.rules import access


@transaction.atomic
def choose_hearing(*, live_alerts: bool, by: access.Actor, at: datetime) -> None:
    """Switch one's own live alerts on or off; as it is already, nothing changes. Raises Refused.

    Off means that no alert is sent: they are still in the tracker.
    """
    if by.person_id is None:
        raise access.Refused("Sign in to choose what you hear.")
    Preference.objects.bulk_create([Preference(person_id=by.person_id)], ignore_conflicts=True)
    row = Preference.objects.select_for_update().get(person_id=by.person_id)
    if row.live_alerts == live_alerts:
        return
    row.live_alerts = live_alerts
    save(row, by=by)
    event = events.HearingChosen(
        aggregate_id=row.id, version=row.version, person_id=by.person_id, live_alerts=live_alerts
    )
    record([event], by=by, at=at)
