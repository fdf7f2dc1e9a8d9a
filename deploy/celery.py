"""The Celery app: queues, the doorbell, and what a worker does when it starts.

The broker carries the id of a work row and nothing else. Early acknowledgement, no result backend, no ETA, no
retry: all of that lives in the row. A lost ring costs seconds, since the dispatcher does what nobody claimed.
"""

from __future__ import annotations

import os
import threading
import warnings
from typing import Any
from urllib.parse import unquote, urlsplit
from uuid import UUID

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "deploy.settings")
# A pool does not survive the forks of a worker; each of its threads keeps one plain connection.
os.environ.setdefault("DATABASE_POOL", "0")

import django
from celery import Celery
from celery.platforms import SecurityWarning
from celery.signals import setup_logging, worker_ready, worker_shutting_down
from django.apps import apps
from django.conf import settings
from kombu import Queue  # type: ignore[attr-defined]

if not apps.ready:
    django.setup()

HEARTBEAT_SECONDS = 1.0
TASK = "outbox.do_work"

warnings.filterwarnings(
    "ignore", category=SecurityWarning
)  # as root in a container is a choice, not an accident


def broker_url(url: str) -> str:
    """Return a Redis URL as Celery wants it: unix:///PATH becomes redis+socket:///PATH."""
    parts = urlsplit(url)
    return f"redis+socket://{unquote(parts.path)}" if parts.scheme == "unix" else url


app = Celery("tracker")
app.conf.update(
    broker_url=broker_url(settings.REDIS_URL),
    broker_transport_options={
        "max_retries": 0,
        "interval_start": 0,
        "interval_step": 0,
        "socket_connect_timeout": 2,
        "socket_timeout": 5,
        "visibility_timeout": 300,
        "health_check_interval": 25,
        "global_keyprefix": "tracker:",
    },
    broker_connection_retry_on_startup=True,
    broker_connection_max_retries=None,
    accept_content=["json"],
    task_serializer="json",
    task_ignore_result=True,
    task_queues=[
        Queue(name)  # type: ignore[no-untyped-call]
        for name in ("alerts", "recalc", "outgoing")
    ],
    task_default_queue="recalc",
    task_create_missing_queues=False,
    worker_prefetch_multiplier=1,
    worker_max_tasks_per_child=500,
    worker_hijack_root_logger=False,
    imports=["governance.tasks"],
)


def ring(queue: str, work_id: UUID) -> None:
    """Tell a worker that this row is due. Raises what the broker's client raises; nothing is lost by it."""
    app.send_task(TASK, kwargs={"work_id": str(work_id)}, queue=queue, retry=False, ignore_result=True)


@setup_logging.connect  # type: ignore[untyped-decorator]
def _keep_our_logging(**_: Any) -> None:
    """Leave logging to Django's settings."""


@worker_ready.connect  # type: ignore[untyped-decorator]
def _start(**_: Any) -> None:
    from django.db import close_old_connections
    from django.db.utils import Error as DatabaseError

    from programme.outbox.health import beat, free_leases_of

    try:
        free_leases_of(settings.WORKER_NAME)
    except DatabaseError:  # away: the leases run out by themselves, and this worker is alive all the same
        close_old_connections()
    stopping = threading.Event()
    worker_shutting_down.connect(lambda **_: stopping.set(), weak=False)

    def keep_beating() -> None:
        while True:
            try:
                beat(settings.WORKER_NAME)
            except DatabaseError:
                close_old_connections()
            if stopping.wait(HEARTBEAT_SECONDS):
                return

    threading.Thread(target=keep_beating, name="heartbeat", daemon=True).start()
