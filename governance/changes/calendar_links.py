"""Changes to the addresses of personal calendars."""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from governance.models import CalendarLink
from programme.changes.saving_rows import locked, save
from programme.rules import access


@transaction.atomic
def issue_calendar_link(*, name: str, by: access.Actor, at: datetime) -> tuple[CalendarLink, str]:
    """Make a person an address of their calendar. Returns the row and its key, shown once and never stored.

    Raises Refused for whoever is nobody.
    """
    if by.person_id is None:
        raise access.Refused("A calendar belongs to a person: sign in first.")
    key = f"cal_{secrets.token_urlsafe(32)}"
    row = CalendarLink(
        person_id=by.person_id,
        name=name.strip(),
        prefix=key[:11],
        digest=CalendarLink.digest_of(key),
        created_at=at,
    )
    return save(row, by=by, new=True), key


@transaction.atomic
def revoke_calendar_link(*, link_id: UUID, by: access.Actor, at: datetime) -> None:
    """Revoke an address, at once. Raises Refused for anyone else's."""
    row = locked(CalendarLink, link_id, version=None)
    if by.person_id != row.person_id:
        raise access.Refused("A calendar's address is revoked by the person it belongs to.")
    if row.revoked_at is None:
        row.revoked_at = at
        save(row, by=by)


def note_calendar_use(*, link_id: UUID, at: datetime) -> None:
    """Keep when an address was last asked, to the hour: calendar programs ask often."""
    hour_ago = at - timedelta(hours=1)
    CalendarLink.objects.filter(pk=link_id).exclude(last_used_at__gt=hour_ago).update(last_used_at=at)
