"""Doing the work: claim with a lease and a token, cover what waits beside it, run, finish or step back.

The steps of `run`, in order:
1. Claim, in autocommit: the attempt is counted before anything happens, so a crash costs one.
2. Cover every other *committed* pending row of the same handler and shard; state is read after this.
3. Run the handler. An atomic one shares its transaction with step 4, behind a lock on handler and shard; any
   other steps back while another row of its shard is claimed.
4. Finish, if the token is still ours. A worker that outlived its lease finds it is not and rolls back.
"""

from __future__ import annotations

import random
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

import structlog
from django.db import connection, transaction
from django.db.models.functions import Now
from django.utils import timezone
from django.utils.module_loading import import_string

from programme.outbox.models import Event, Work
from programme.outbox.recording import collecting, facts_of
from programme.outbox.switchboard import Handler, Job, PermanentFailure, RetryAfter, handlers

log = structlog.get_logger(__name__)

BACK_OFF_CAP_SECONDS = 3600
BESIDE_SECONDS = 1
PAUSED_QUEUE = "outgoing"

_CLAIM = """
    update outbox_work set state = 'leased', lease_token = %(token)s, lease_owner = %(owner)s,
        attempts = attempts + 1, lease_until = clock_timestamp() + make_interval(secs => %(lease)s)
    where id = (
        select id from outbox_work
        where id = %(id)s and attempts < max_attempts
          and (state = 'pending' and available_at <= clock_timestamp()
               or state = 'leased' and lease_until < clock_timestamp())
          and not (queue = %(paused_queue)s and exists (select 1 from outbox_pause))
        for update skip locked)
    returning handler, shard, payload, attempts
"""
_COVER = """
    with covered as (
        select id from outbox_work
        where handler = %(handler)s and shard = %(shard)s and state = 'pending' and id <> %(id)s
        for update skip locked)
    update outbox_work set state = 'superseded', superseded_by = %(id)s
    where id in (select id from covered) or superseded_by in (select id from covered)
"""
_FINISH = """
    update outbox_work set state = 'done', done_at = clock_timestamp(), last_error = '',
        lease_token = null, lease_until = null
    where id = %(id)s and lease_token = %(token)s
"""
_STEP_BACK = """
    update outbox_work set
        state = case when %(dead)s or attempts >= max_attempts and not %(free)s then 'dead' else 'pending' end,
        attempts = case when %(free)s then attempts - 1 else attempts end,
        available_at = clock_timestamp() + make_interval(secs => %(wait)s),
        rung_at = null, lease_token = null, lease_until = null, last_error = %(error)s
    where id = %(id)s and lease_token = %(token)s
"""


class LostLease(Exception):
    """Another worker has taken this work over; what this one did is rolled back."""


def run(work_id: UUID, *, owner: str) -> int:
    """Do one piece of work and, straight after, the work it causes that is already due. Returns how many ran.

    Nothing happens where the row is done, held, claimed by another, or paused. Foreseen and unforeseen failures
    end in the row (`last_error`, back-off, dead) and in the log, never in the caller.
    """
    done, todo = 0, [work_id]
    while todo:
        following = _run_one(todo.pop(0), owner=owner)
        if following is not None:
            done += 1
            todo.extend(following)
    return done


def holds_token(job: Job) -> bool:
    """Return whether the work is still this worker's; ask before a step that cannot be taken back."""
    return Work.objects.filter(pk=job.work_id, lease_token=job.token).exists()


def _run_one(work_id: UUID, *, owner: str) -> list[UUID] | None:
    known = Work.objects.filter(pk=work_id).values_list("handler", flat=True).first()
    if known is None:
        return None
    handler = handlers().get(known)
    if handler is None:
        Work.objects.filter(pk=work_id, state="pending").update(
            state="parked", last_error=f"No handler is called {known}; it waits for a version that has it"
        )
        log.error("outbox.parked", work=str(work_id), handler=known)
        return None
    job = _claim(work_id, handler, owner=owner)
    if job is None:
        return None
    structlog.contextvars.bind_contextvars(work_id=str(work_id), handler=known)
    try:
        with collecting(work_id) as caused:
            _do(job, known, handler)
    except LostLease:
        log.warning("outbox.lost_lease")
    except RetryAfter as pause:
        _step_back(job, error=str(pause), wait=pause.seconds, free=True)
    except PermanentFailure as failure:
        log.error("outbox.dead", error=str(failure))
        _step_back(job, error=str(failure), dead=True)
    except Exception as failure:
        log.exception("outbox.failed", attempt=job.attempt)
        wait = random.uniform(0, min(BACK_OFF_CAP_SECONDS, 2**job.attempt))
        _step_back(job, error=f"{type(failure).__name__}: {failure}", wait=wait)
    else:
        log.info("outbox.done", events=[str(e.id) for e in job.events], attempt=job.attempt)
        return caused
    finally:
        structlog.contextvars.unbind_contextvars("work_id", "handler")
    return []


def _claim(work_id: UUID, handler: Handler, *, owner: str) -> Job | None:
    token = uuid4()
    with connection.cursor() as cursor:
        cursor.execute(
            _CLAIM,
            {
                "id": work_id,
                "token": token,
                "owner": owner,
                "lease": handler.lease_seconds,
                "paused_queue": PAUSED_QUEUE,
            },
        )
        claimed = cursor.fetchone()
        if claimed is None:
            return None
        name, shard, _, attempt = claimed
        if handler.coalesce:
            cursor.execute(_COVER, {"handler": name, "shard": shard, "id": work_id})
    row = Work.objects.select_related("event").get(pk=work_id)
    return Job(
        work_id=work_id,
        shard=shard,
        attempt=attempt,
        token=token,
        payload=row.payload,
        events=tuple(facts_of(e) for e in _events(row)),
    )


def _events(row: Work) -> list[Event]:
    found = {w.event_id: w.event for w in Work.objects.filter(superseded_by=row.id).select_related("event")}
    found[row.event_id] = row.event
    return sorted((e for e in found.values() if e is not None), key=lambda e: (e.recorded_at, e.place))


def _do(job: Job, name: str, handler: Handler) -> None:
    call: Any = import_string(handler.path)
    at: datetime = timezone.now()
    if not handler.atomic:
        if _is_done_beside(job, name):
            raise RetryAfter(BESIDE_SECONDS, "another row of its shard is being done")
        call(job, at)
        _finish(job)
        return
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("select pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"{name} {job.shard}"])
        call(job, at)
        _finish(job)


def _is_done_beside(job: Job, name: str) -> bool:
    """Return whether another row of the shard is claimed. Each asks after its own claim, so never do both go on."""
    return (
        Work.objects.filter(handler=name, shard=job.shard, state="leased", lease_until__gt=Now())
        .exclude(pk=job.work_id)
        .exists()
    )


def _finish(job: Job) -> None:
    with connection.cursor() as cursor:
        cursor.execute(_FINISH, {"id": job.work_id, "token": job.token})
        if cursor.rowcount != 1:
            raise LostLease(str(job.work_id))


def _step_back(job: Job, *, error: str, wait: float = 0.0, dead: bool = False, free: bool = False) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            _STEP_BACK,
            {
                "id": job.work_id,
                "token": job.token,
                "error": error[:500],
                "wait": wait,
                "dead": dead,
                "free": free,
            },
        )
