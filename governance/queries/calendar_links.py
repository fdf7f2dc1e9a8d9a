"""The addresses of a person's own calendars, and who reads by one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from governance.models import CalendarLink
from programme import queries as ground
from programme.rules.access import Actor


@dataclass(frozen=True)
class CalendarLinkRow:
    """An address by the name its owner gave it. It works until it is revoked."""

    id: UUID
    name: str
    prefix: str
    created_at: datetime
    revoked_at: datetime | None
    last_used_at: datetime | None

    @property
    def works(self) -> bool:
        """Return whether it still gives the calendar."""
        return self.revoked_at is None


def calendar_links(*, reader: Actor) -> dict[UUID, CalendarLinkRow]:
    """Return the reader's own addresses, by id, the newest first."""
    if reader.person_id is None:
        return {}
    rows = CalendarLink.objects.filter(person_id=reader.person_id).order_by("-created_at", "name")
    return {
        row.id: CalendarLinkRow(
            row.id, row.name, row.prefix, row.created_at, row.revoked_at, row.last_used_at
        )
        for row in rows
    }


def reader_of_calendar(key: str) -> tuple[UUID, Actor] | None:
    """Return the address that a key opens and who reads by it, with their rights of now; None where it opens none."""
    found = CalendarLink.objects.filter(digest=CalendarLink.digest_of(key), revoked_at=None)
    row = found.values_list("pk", "person_id").first()
    actor = ground.actor_for_person(row[1], door="calendar") if row else None
    return (row[0], actor) if row and actor else None
