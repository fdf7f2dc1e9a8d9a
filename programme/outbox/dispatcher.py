"""Asking what is due and ringing the doorbell; doing by itself what nobody came for.

Steps of one round, four times a second:
1. Leases that ran out go back to waiting, or are set aside when their attempts are spent.
2. What is due is rung, one row of a handler and shard at a time: its id goes to the bell thread, `rung_at`
   to the row.
3. What was rung five seconds ago and is still unclaimed, this process runs itself: a dead, flushed, black-holed
   or frozen broker or worker costs seconds, never work. A bell known to be broken is not waited for.
4. Every half minute the timetable's rows that have fallen due are written (unique by period, so twice is once).
"""

from __future__ import annotations

import queue
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from uuid import UUID

import structlog
from django.conf import settings
from django.db import close_old_connections, connection
from django.db.utils import Error as DatabaseError
from django.utils import timezone
from django.utils.module_loading import import_string

from programme.outbox.health import beat, free_leases_of
from programme.outbox.running import PAUSED_QUEUE, run

log = structlog.get_logger(__name__)

POLL_SECONDS = 0.25
UNCLAIMED_SECONDS = 5
BROKEN_BELL_SECONDS = 5.0
TIMETABLE_SECONDS = 30.0
HEARTBEAT_SECONDS = 1.0
BATCH = 200

_FREE = """
    update outbox_work set state = case when attempts >= max_attempts then 'dead' else 'pending' end,
        last_error = case when attempts >= max_attempts
                          then 'Its worker died or ran out of time on every attempt' else last_error end,
        lease_token = null, lease_until = null, rung_at = null
    where id in (select id from outbox_work where state = 'leased' and lease_until < clock_timestamp()
                 limit 200 for update skip locked)
    returning id, state
"""
# One row of a handler and shard at a time: several rung together could be claimed together, before either covers
# the other, and one change would be worked out twice.
_RING = """
    update outbox_work set rung_at = clock_timestamp()
    where state = 'pending' and rung_at is null and id in (
        select id from (
            select distinct on (handler, shard) id, available_at from outbox_work due
            where state = 'pending' and available_at <= clock_timestamp() and rung_at is null
              and not (queue = %(paused_queue)s and exists (select 1 from outbox_pause))
              and not exists (
                  select 1 from outbox_work other
                  where other.handler = due.handler and other.shard = due.shard
                    and (other.state = 'leased' or other.state = 'pending' and other.rung_at is not null))
            order by handler, shard, available_at) first
        order by available_at limit %(batch)s)
    returning id, queue
"""
_UNCLAIMED = """
    select id from outbox_work
    where state = 'pending' and available_at <= clock_timestamp()
      and rung_at < clock_timestamp() - make_interval(secs => %(seconds)s)
      and not (queue = %(paused_queue)s and exists (select 1 from outbox_pause))
    order by available_at limit 50
"""


class Bell:
    """Rings from a thread of its own, so that a broker which hangs never holds up the round."""

    def __init__(self, ring: Callable[[str, UUID], None]) -> None:
        self._ring = ring
        self._waiting: queue.Queue[tuple[str, UUID]] = queue.Queue()
        self._broken_until = 0.0
        self._began: float | None = None
        threading.Thread(target=self._loop, name="bell", daemon=True).start()

    @property
    def is_broken(self) -> bool:
        """Return whether the broker refused a moment ago, or has not answered for a second."""
        began = self._began
        return time.monotonic() < self._broken_until or (began is not None and time.monotonic() - began > 1)

    def ring(self, queue_name: str, work_id: UUID) -> None:
        """Ask for one ring; it may never happen, and then the dispatcher does the work itself."""
        self._waiting.put((queue_name, work_id))

    def _loop(self) -> None:
        while True:
            queue_name, work_id = self._waiting.get()
            if time.monotonic() < self._broken_until:
                continue
            self._began = time.monotonic()
            try:
                self._ring(queue_name, work_id)
            except Exception as problem:  # noqa: BLE001 - whatever the broker's client raises, the work is safe in its row
                self._broken_until = time.monotonic() + BROKEN_BELL_SECONDS
                log.warning("bell.broken", error=type(problem).__name__)
            finally:
                self._began = None


class Dispatcher:
    """The loop. `stop` ends it after the round it is in."""

    def __init__(self, *, name: str = "dispatcher") -> None:
        self.name = name
        self._stopping = threading.Event()
        self._bell = Bell(import_string(settings.BELL))
        self._pool = ThreadPoolExecutor(max_workers=4, thread_name_prefix="dispatcher")
        self._running: set[UUID] = set()
        self._timetable_at = self._heartbeat_at = 0.0

    def stop(self) -> None:
        """End the loop; rows being worked on are finished."""
        self._stopping.set()

    def loop(self) -> None:
        """Go round until stopped. A database that is away is waited for.

        What a predecessor of this name was doing when it died goes back in line; its token keeps one that
        still lives harmless.
        """
        free = True
        while not self._stopping.wait(POLL_SECONDS):
            try:
                if free:
                    free_leases_of(self.name)
                    free = False
                self.round()
            except DatabaseError as problem:
                log.warning("dispatcher.database_away", error=type(problem).__name__)
                connection.close()
                self._stopping.wait(1.0)
        self._pool.shutdown(wait=True)

    def round(self) -> None:
        """Do one round; see the module's own words for its steps."""
        now = time.monotonic()
        if now - self._heartbeat_at >= HEARTBEAT_SECONDS:
            beat(self.name)
            self._heartbeat_at = now
        if now - self._timetable_at >= TIMETABLE_SECONDS:
            self._timetable_at = now
            try:
                import_string(settings.TIMETABLE)(timezone.now())
            except DatabaseError:
                raise
            except Exception:  # a timetable that fails must not keep what is due from being rung
                log.exception("timetable.failed")
        with connection.cursor() as cursor:
            cursor.execute(_FREE)
            for work_id, state in cursor.fetchall():
                log.warning("outbox.lease_ran_out", work=str(work_id), state=state)
            cursor.execute(_RING, {"batch": BATCH, "paused_queue": PAUSED_QUEUE})
            due = cursor.fetchall()
            cursor.execute(_UNCLAIMED, {"seconds": UNCLAIMED_SECONDS, "paused_queue": PAUSED_QUEUE})
            unclaimed = [row[0] for row in cursor.fetchall()]
        for work_id, queue_name in due:
            if self._bell.is_broken:
                unclaimed.append(work_id)
            else:
                self._bell.ring(queue_name, work_id)
        for work_id in unclaimed:
            self._do_it_ourselves(work_id)

    def _do_it_ourselves(self, work_id: UUID) -> None:
        if work_id in self._running:
            return
        self._running.add(work_id)
        self._pool.submit(self._run, work_id)

    def _run(self, work_id: UUID) -> None:
        try:
            run(work_id, owner=self.name)
        except DatabaseError as problem:
            log.warning("dispatcher.database_away", error=type(problem).__name__)
        except Exception:  # nobody reads the future of this thread; the row keeps its lease until it runs out
            log.exception("dispatcher.failed", work=str(work_id))
        finally:
            close_old_connections()
            self._running.discard(work_id)
