"""A person's own API tokens, as their account page shows them: never the token itself, which is not kept."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from programme.models import ApiToken
from programme.rules.access import Actor


@dataclass(frozen=True)
class TokenRow:
    """A token by the name its owner gave it. It works until `expires_at`, unless it was revoked."""

    id: UUID
    name: str
    prefix: str
    scope: str
    scope_words: str
    created_at: datetime
    expires_at: datetime
    revoked_at: datetime | None
    last_used_at: datetime | None

    def works(self, at: datetime) -> bool:
        """Return whether it lets its owner in at a moment."""
        return self.revoked_at is None and at < self.expires_at


def tokens(*, reader: Actor) -> dict[UUID, TokenRow]:
    """Return the reader's own tokens, by id, the newest first."""
    if reader.person_id is None:
        return {}
    rows = ApiToken.objects.filter(person_id=reader.person_id).order_by("-created_at", "name")
    return {
        t.id: TokenRow(
            id=t.id,
            name=t.name,
            prefix=t.prefix,
            scope=t.scope,
            scope_words=t.get_scope_display(),
            created_at=t.created_at,
            expires_at=t.expires_at,
            revoked_at=t.revoked_at,
            last_used_at=t.last_used_at,
        )
        for t in rows
    }
