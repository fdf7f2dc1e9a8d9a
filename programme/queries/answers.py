"""Answers already given to writes of the API."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from programme.models import IdempotencyKey


@dataclass(frozen=True)
class KeptAnswer:
    """An answer as it was given, and the digest of the request it was given to."""

    request_digest: str
    status: int
    headers: dict[str, str]
    body: str


def kept_answer(*, person_id: UUID, key: str) -> KeptAnswer | None:
    """Return what a person's request with this key was answered; None where nothing is kept of it."""
    row = IdempotencyKey.objects.filter(person_id=person_id, key=key).first()
    if row is None or row.status is None:
        return None
    return KeptAnswer(row.request_digest, row.status, row.headers, str(row.body))
