"""What people have chosen to hear."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from bots.models import Preference
from bots.rules.wishes import Wishes


def hear_no_alerts(person_ids: Iterable[UUID]) -> frozenset[UUID]:
    """Return those of these people who have switched live alerts off."""
    rows = Preference.objects.filter(person_id__in=list(person_ids), live_alerts=False)
    return frozenset(rows.values_list("person_id", flat=True))


def wishes(person_ids: Iterable[UUID]) -> dict[UUID, Wishes]:
    """Return what each of these people chose, by person; who chose nothing hears everything as it happens."""
    ids = list(person_ids)
    rows = Preference.objects.filter(person_id__in=ids)
    chosen = {
        row.person_id: Wishes(
            live_alerts=row.live_alerts,
            wants=row.wants,
            quiet_from=row.quiet_from,
            quiet_to=row.quiet_to,
            turned_down=frozenset(row.turned_down),
        )
        for row in rows
    }
    return {key: chosen.get(key, Wishes()) for key in ids}
