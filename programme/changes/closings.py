"""What a programme's closed periods rest on holds still while they are closed, and is dated after them.

Closing a period freezes a position over lines and milestones at once, so changes of both hold the same lock:
any number of changes at once, a closing alone. Which closings there are is asked of the storey above, by name.
Source: docs/method.md, "Periods".
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.db import connection
from django.utils import timezone
from django.utils.module_loading import import_string

from programme.changes.saving_rows import Backdated
from programme.models import Programme
from programme.rules.access import Refused, closed_words


def hold_open(programme_id: UUID, *, at: datetime | None = None) -> None:
    """Keep a programme's periods from being closed until this transaction ends. Any number may do so at once.

    Asked again in one transaction it is granted at once. Whoever changes many rows asks before locking them.
    `at` is the moment the change is dated. Raises Backdated where a closing froze the record at a later one.
    """
    _hold("pg_advisory_xact_lock_shared", programme_id)
    refuse_where_closed(programme_id)  # asked after the wait: one that was being closed is closed by now
    if at is None:
        return
    newest = _newest_closing(programme_id)  # asked after the wait: a closing that went first is among them
    if newest is not None and at < newest:
        raise Backdated(
            f"This is dated {_words(at)}, before a period was closed ({_words(newest)}): what finance signed stands. "
            "Say it again as of now"
        )


def refuse_where_closed(programme_id: UUID) -> None:
    """Raise Refused where a programme is closed, whoever asks: nothing of it changes until it is reopened."""
    programme = Programme.objects.filter(pk=programme_id, closed_at__isnull=False).first()
    if programme is not None and programme.closed_on is not None:
        raise Refused(closed_words(programme.name, programme.closed_on))


def hold_still(programme_id: UUID) -> None:
    """Wait for whatever is being recorded in a programme, and let nothing else begin until this transaction ends.

    Closing a period calls it first, so that nothing commits behind the position it freezes.
    """
    _hold("pg_advisory_xact_lock", programme_id)


def _newest_closing(programme_id: UUID) -> datetime | None:
    find: Callable[[UUID], datetime | None] = import_string(settings.NEWEST_CLOSING)
    return find(programme_id)


def _words(moment: datetime) -> str:
    return f"{timezone.localtime(moment):%d %b %Y %H:%M}"


def _hold(lock: str, programme_id: UUID) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"select {lock}(hashtextextended(%s, 0))", [f"periods {programme_id}"])
