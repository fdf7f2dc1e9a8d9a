"""What people have chosen to hear."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from bots.models import Preference


def hear_no_alerts(person_ids: Iterable[UUID]) -> frozenset[UUID]:
    """Return those of these people who have switched live alerts off."""
    rows = Preference.objects.filter(person_id__in=list(person_ids), live_alerts=False)
    return frozenset(rows.values_list("person_id", flat=True))
