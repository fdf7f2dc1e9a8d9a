"""The one Celery task, and work that takes longer than a page may: making a pack.

The broker carries the id of a work row and nothing else; everything else is in the row.
"""

from __future__ import annotations

from datetime import datetime
from typing import Final
from uuid import UUID

import structlog
from celery import shared_task
from django.conf import settings
from django.db import close_old_connections
from django.db.utils import Error as DatabaseError

from governance.exchange.pack import CannotTypeset
from governance.exchange.packing import freeze
from programme import queries as ground
from programme.changes import Invalid
from programme.outbox.running import run
from programme.outbox.switchboard import Job, PermanentFailure
from programme.rules.access import Refused

NO_LONGER: Final = "Whoever asked for this pack may no longer sign in"

log = structlog.get_logger(__name__)


@shared_task(name="outbox.do_work", ignore_result=True)  # type: ignore[untyped-decorator]
def do_work(*, work_id: str, **_: object) -> None:
    """Do a piece of work and what it causes. Rung twice, late or for nothing, it does no harm.

    A database that is away is logged and left: the row is still there, and so is whoever rings again.
    """
    close_old_connections()
    try:
        run(UUID(work_id), owner=settings.WORKER_NAME)
    except DatabaseError as problem:
        log.warning("worker.database_away", error=type(problem).__name__)
    finally:
        close_old_connections()


def make_pack(job: Job, at: datetime) -> None:
    """Make the pack somebody asked for, with the rights they have now. Made already, it is left as it is."""
    asked = job.payload
    by = ground.actor_for_person(UUID(asked["by"]), door="page")
    if by is None:
        raise PermanentFailure(NO_LONGER)
    meeting = asked.get("meeting")
    try:
        freeze(
            board_id=UUID(asked["board"]),
            meeting_id=UUID(meeting) if meeting else None,
            is_public=bool(asked["public"]),
            pack_id=job.work_id,
            by=by,
            at=at,
        )
    except (Refused, Invalid, CannotTypeset) as refused:
        raise PermanentFailure(str(refused)) from refused
