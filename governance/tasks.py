"""The one Celery task. The broker carries the id of a work row and nothing else; everything else is in the row."""

from __future__ import annotations

from uuid import UUID

import structlog
from celery import shared_task
from django.conf import settings
from django.db import close_old_connections
from django.db.utils import Error as DatabaseError

from programme.outbox.running import run

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
