"""What follows what: the shape of the switchboard's lines, and how it is found without importing it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from typing import Any
from uuid import UUID

from django.conf import settings
from django.utils.module_loading import import_string


@dataclass(frozen=True)
class EventFacts:
    """An event as its handlers read it."""

    id: UUID
    type: str
    aggregate_type: str
    aggregate_id: UUID
    aggregate_version: int
    payload: Mapping[str, Any]
    programme_id: UUID | None
    closed: bool
    actor_kind: str
    actor_id: UUID | None
    actor_name: str
    occurred_at: datetime


@dataclass(frozen=True)
class Job:
    """What a handler is given: its shard, what caused it, and the token that proves the work is still ours.

    `events` are those of this row and of every row it covers, oldest first; empty for work that fell due.
    """

    work_id: UUID
    shard: str
    attempt: int
    token: UUID
    payload: Mapping[str, Any] = field(default_factory=dict)
    events: tuple[EventFacts, ...] = ()


@dataclass(frozen=True)
class Handler:
    """How a kind of work is done. `path` is the dotted function `f(job: Job, at: datetime) -> None`.

    An atomic handler's writes and the end of its work row commit together. One that is not (it talks to the
    outside) keeps its own transactions and may be run again after a crash: it must know what it began.
    `lease_seconds` must be longer than the handler ever takes.
    """

    path: str
    atomic: bool = True
    coalesce: bool = True
    lease_seconds: int = 60
    max_attempts: int = 8


@dataclass(frozen=True)
class Subscription:
    """One line of the switchboard: this event causes that work, on this shard and queue, after this hold.

    `shard` makes the shard's name from the event; `hold_seconds` is a number or is read from the event.
    """

    event: str
    handler: str
    shard: Callable[[EventFacts], str]
    queue: str
    hold_seconds: float | Callable[[EventFacts], float] = 0.0

    def hold(self, event: EventFacts) -> float:
        """Return how long the work waits before it is due, in seconds."""
        return self.hold_seconds(event) if callable(self.hold_seconds) else self.hold_seconds


class PermanentFailure(Exception):
    """This work can never succeed; trying again would only repeat it. It is set aside at once and shown."""


class RetryAfter(Exception):
    """The other side asks to be left alone for a while; the work waits that long and costs no attempt."""

    def __init__(self, seconds: float, message: str = "") -> None:
        super().__init__(message or f"asked to wait {seconds:g} s")
        self.seconds = seconds


@cache
def subscriptions() -> Mapping[str, tuple[Subscription, ...]]:
    """Return the switchboard by event type, from the dotted name in settings.SUBSCRIPTIONS."""
    lines: dict[str, list[Subscription]] = {}
    for line in import_string(settings.SUBSCRIPTIONS):
        lines.setdefault(line.event, []).append(line)
    return {event: tuple(group) for event, group in lines.items()}


@cache
def handlers() -> Mapping[str, Handler]:
    """Return the handlers by name, from the dotted name in settings.HANDLERS."""
    found: Mapping[str, Handler] = import_string(settings.HANDLERS)
    return found
