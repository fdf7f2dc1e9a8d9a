"""Work on money that takes longer than a page may: the steps of an import."""

from __future__ import annotations

import ctypes
from datetime import datetime
from typing import Final
from uuid import UUID

import structlog
from django.db import OperationalError
from psycopg import errors

from programme import queries as ground
from programme.changes import Backdated, Invalid
from programme.outbox.switchboard import Job, RetryAfter
from programme.rules import access
from savings.changes.import_undoing import undo_import
from savings.changes.import_writing import write_import
from savings.changes.importing import READ, UNDO, WRITE, fail_import, show_progress
from savings.exchange.importing import read_import

log = structlog.get_logger(__name__)

# The handler's max_attempts is one more: the last claim only says that the others brought the worker down.
TRIES: Final = 2
BUSY_SECONDS: Final = 3
NO_LONGER: Final = "Whoever asked for it may no longer sign in. Somebody else has to ask for it."
BROKE_DOWN: Final = (
    "This could not be done, and trying again did not help. Nothing was half done. The file is kept with this import: "
    "ask whoever looks after the tracker, and name the import."
)
_BUSY: Final = (errors.LockNotAvailable, errors.DeadlockDetected, errors.SerializationFailure)


def import_sheet(job: Job, at: datetime) -> None:
    """Carry out one step of an import: read it, write it, or take it back.

    Each step is one transaction of its own, so a crash leaves nothing half done and the next run begins it again.
    A step that breaks every time ends as failed, in words, on the import itself.
    """
    import_id, step = UUID(job.payload["import"]), str(job.payload["step"])
    by = _actor(str(job.payload.get("by", "")))
    if by is None or job.attempt > TRIES:
        words = NO_LONGER if by is None else BROKE_DOWN
        fail_import(import_id=import_id, words=words, by=access.system(), at=at)
        return
    try:
        _do(step, import_id, job, by=by, at=at)
    except (Invalid, Backdated, access.Refused) as refused:
        fail_import(import_id=import_id, words=str(refused), by=by, at=at)
    except OperationalError as problem:
        if not isinstance(problem.__cause__, _BUSY):
            raise
        raise RetryAfter(BUSY_SECONDS, "somebody is saving these savings") from problem
    except Exception:
        if job.attempt < TRIES:
            raise
        log.exception("import.failed", sheet_import=str(import_id), step=step)
        fail_import(import_id=import_id, words=BROKE_DOWN, by=by, at=at)
    finally:
        give_memory_back()


def _do(step: str, import_id: UUID, job: Job, *, by: access.Actor, at: datetime) -> None:
    def progress(done: int, of: int) -> None:
        show_progress(import_id, done, of)

    if step == READ:
        read_import(import_id=import_id, by=by, at=at)
    elif step == WRITE:
        partial = bool(job.payload.get("partial"))
        write_import(import_id=import_id, by=by, at=at, partial=partial, progress=progress)
    elif step == UNDO:
        undo_import(import_id=import_id, reason=str(job.payload["reason"]), by=by, at=at, progress=progress)


def _actor(person_id: str) -> access.Actor | None:
    """Return who asked, with the rights of this moment."""
    return ground.actor_for_person(UUID(person_id), door="import") if person_id else None


def give_memory_back() -> None:
    """Return to the system what a large file took: the allocator would keep it for as long as the worker lives."""
    trim = getattr(ctypes.CDLL(None), "malloc_trim", None)  # glibc alone has it
    if trim is not None:
        trim(0)
