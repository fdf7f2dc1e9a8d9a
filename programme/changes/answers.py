"""Answers already given to writes of the API, kept so that the same request sent twice acts once."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from django.db import connection

from programme.models import IdempotencyKey
from programme.outbox.switchboard import Job

KEPT_FOR: Final = timedelta(hours=24)


def hold_key(*, person_id: UUID, key: str) -> bool:
    """Hold a person's key until the transaction ends; False where a request with it is being answered now.

    Call it inside the transaction of the change. What held the key has committed its answer, or rolled back,
    before it can be held again.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "select pg_try_advisory_xact_lock(hashtextextended(%s, 0))", [f"idempotency {person_id} {key}"]
        )
        held: bool = cursor.fetchone()[0]
    return held


def keep_answer(
    *,
    person_id: UUID,
    key: str,
    request_digest: str,
    status: int,
    headers: Mapping[str, str],
    body: str,
    at: datetime,
) -> None:
    """Keep the answer to a request, in the transaction of its change. The body is kept to the byte."""
    IdempotencyKey.objects.create(
        person_id=person_id,
        key=key,
        request_digest=request_digest,
        status=status,
        headers=dict(headers),
        body=body,
        created_at=at,
    )


def sweep_answers(job: Job, at: datetime) -> None:
    """Forget the answers given more than a day ago. Nightly work; twice is once."""
    IdempotencyKey.objects.filter(created_at__lt=at - KEPT_FOR).delete()
