"""Who is who in Slack. Asked by the doors, before there is a reader; what they show is a person's own."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from bots.models import Identity, Inbox, LinkRequest


@dataclass(frozen=True)
class IdentityRow:
    """A person's linked Slack account."""

    id: UUID
    person_id: UUID
    team_id: str
    user_id: str
    user_name: str
    linked_at: datetime


@dataclass(frozen=True)
class LinkRow:
    """A Slack account that asked to be linked, and until when its key works."""

    team_id: str
    user_id: str
    user_name: str
    expires_at: datetime


def person_behind(*, team_id: str, user_id: str) -> UUID | None:
    """Return whose Slack account this is, or None where nobody has linked it, or it is not served."""
    rows = Identity.objects.filter(
        platform="slack", team_id=team_id, user_id=user_id, unlinked_at=None, barred_at=None
    )
    return rows.values_list("person_id", flat=True).first()


def slack_accounts(person_ids: Iterable[UUID]) -> dict[UUID, IdentityRow]:
    """Return the linked Slack account of each of these people that has one that is served, the newest of several."""
    rows = Identity.objects.filter(
        platform="slack", person_id__in=list(person_ids), unlinked_at=None, barred_at=None
    )
    return {
        i.person_id: IdentityRow(i.id, i.person_id, i.team_id, i.user_id, i.user_name, i.linked_at)
        for i in rows.order_by("linked_at")
    }


def open_link(token: str, *, at: datetime) -> LinkRow | None:
    """Return the Slack account a key would link, or None where the key is unknown, used or over."""
    row = LinkRequest.objects.filter(
        digest=LinkRequest.digest_of(token), used_at=None, expires_at__gt=at
    ).first()
    return LinkRow(row.team_id, row.user_id, row.user_name, row.expires_at) if row else None


def has_opened_home(*, team_id: str, user_id: str) -> bool:
    """Return whether this account has ever opened its Home: nobody else's is written."""
    return Inbox.objects.filter(kind="home", team_id=team_id, user_id=user_id).exists()


def barred_accounts() -> int:
    """Return how many linked accounts are not served: guests by now, or switched off."""
    return Identity.objects.filter(unlinked_at=None, barred_at__isnull=False).count()
