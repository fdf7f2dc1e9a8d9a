"""A switchboard of its own for the outbox's tests: handlers that note what they were given, or misbehave."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from programme.models import Milestone
from programme.outbox.switchboard import Handler, Job, PermanentFailure, RetryAfter, Subscription


@dataclass
class Noted:
    """What the handlers saw, in order."""

    jobs: ClassVar[list[Job]] = []
    forecasts: ClassVar[list[str]] = []
    rung: ClassVar[list[tuple[str, str]]] = []


def note(job: Job, at: datetime) -> None:
    """Note the job and the newest forecast in the database, as a recalculation would read it."""
    Noted.jobs.append(job)
    Noted.forecasts.extend(str(d) for d in Milestone.objects.values_list("forecast_date", flat=True))


def fail(job: Job, at: datetime) -> None:
    """Fail as code fails when nobody foresaw it."""
    Noted.jobs.append(job)
    raise ZeroDivisionError("nobody foresaw this")


def never(job: Job, at: datetime) -> None:
    """Fail in a way that no retry can mend."""
    raise PermanentFailure("the board no longer exists")


def later(job: Job, at: datetime) -> None:
    """Ask to be left alone for a while."""
    raise RetryAfter(30)


def ring(queue: str, work_id: object) -> None:
    """Be a bell that only notes who was rung."""
    Noted.rung.append((queue, str(work_id)))


def broken_ring(queue: str, work_id: object) -> None:
    """Be a bell whose broker is away."""
    raise ConnectionRefusedError


HANDLERS = {
    "test.note": Handler("tests.fakes.work.note"),
    "test.fail": Handler("tests.fakes.work.fail", max_attempts=3),
    "test.never": Handler("tests.fakes.work.never"),
    "test.later": Handler("tests.fakes.work.later"),
    "test.send": Handler("tests.fakes.work.note", atomic=False, coalesce=False),
}
SUBSCRIPTIONS = (
    Subscription(
        "programme.milestone.reforecast", "test.note", lambda e: f"programme:{e.programme_id}", "recalc", 0.0
    ),
)


def nothing_falls_due(at: datetime) -> None:
    """Be a timetable with no rows."""
