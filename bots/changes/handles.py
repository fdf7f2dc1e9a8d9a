"""Keys for buttons and menus: made when they are first shown to somebody."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from bots.models import Handle
from bots.queries.handles import handles


def hand_out(*, person_id: UUID, kind: str, ids: Iterable[UUID], at: datetime) -> dict[UUID, UUID]:
    """Return this person's keys for these things, by thing; the same thing keeps its key."""
    wanted = list(dict.fromkeys(ids))
    known = handles(person_id=person_id, kind=kind, ids=wanted)
    new = [
        Handle(person_id=person_id, kind=kind, thing_id=one, created_at=at)
        for one in wanted
        if one not in known
    ]
    if new:
        Handle.objects.bulk_create(new, ignore_conflicts=True)
        known = handles(person_id=person_id, kind=kind, ids=wanted)
    return known
