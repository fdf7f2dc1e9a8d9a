"""A worker in the test's own thread: it does what waits when it is told to, as if its time had come.

Stories of weeks give it a clock: `at(moment)` is what the product reads as now.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from unittest import mock
from uuid import UUID

from django.db.models.functions import Now

from bots.models import Budget
from programme.outbox.models import Work
from programme.outbox.running import run


def work_off(*handlers: str, most: int = 200) -> int:
    """Do what waits, the soonest due first, as if its time had come, until nothing does. Returns how many."""
    done = 0
    while done < most:
        work_id = next_due(handlers)
        if work_id is None:
            return done
        done += run(work_id, owner="test")
    raise AssertionError(f"still not done after {most} pieces of work: {waiting()}")


@contextmanager
def at(moment: datetime) -> Iterator[datetime]:
    """Have the product read this moment as now. Leases and what is due by the database's clock stay as they are."""
    with mock.patch("django.utils.timezone.now", return_value=moment):
        yield moment


def work_through(*handlers: str) -> None:
    """Do what waits and what that causes, each piece once: what asks to be done later is left for later."""
    done: set[UUID] = set()
    while True:
        rows = Work.objects.filter(state="pending").exclude(pk__in=done)
        if handlers:
            rows = rows.filter(handler__in=handlers)
        ids = list(rows.order_by("available_at", "created_at").values_list("pk", flat=True))
        if not ids:
            return
        Work.objects.filter(pk__in=ids).update(available_at=Now())
        for work_id in ids:
            done.add(work_id)
            Budget.objects.all().delete()  # as if the second had passed that Slack asks for between two messages
            run(work_id, owner="test")


def work_once(handler: str) -> None:
    """Do what waits for one handler now, once each, however it ends."""
    ids = list(Work.objects.filter(handler=handler, state="pending").values_list("pk", flat=True))
    Work.objects.filter(pk__in=ids).update(available_at=Now())
    for work_id in ids:
        Budget.objects.all().delete()
        run(work_id, owner="test")


def next_due(handlers: tuple[str, ...]) -> UUID | None:
    rows = Work.objects.filter(state="pending").order_by("available_at", "created_at")
    if handlers:
        rows = rows.filter(handler__in=handlers)
    found = rows.values_list("pk", flat=True).first()
    if found is not None:
        Work.objects.filter(pk=found).update(available_at=Now())
        Budget.objects.all().delete()  # and Slack's pace lets it through
    return found


def waiting() -> list[tuple[str, str]]:
    """Return what still waits: handler and last error."""
    return list(Work.objects.filter(state__in=["pending", "dead"]).values_list("handler", "last_error"))
