"""Writing down what happened and what it causes, in the transaction of the change itself."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from contextvars import ContextVar
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import structlog
from django.db import connection
from django.db.models.functions import Now

from programme import events as happenings
from programme.models.many import insert_many
from programme.outbox.models import Event, Work
from programme.outbox.switchboard import EventFacts, handlers, subscriptions
from programme.rules.access import Actor

FEW = 50  # events; more are an import's, and go by COPY

# The work rows written by the handler that is running, so that its worker can go straight on with them.
_caused: ContextVar[list[UUID] | None] = ContextVar("outbox_caused", default=None)
_causation: ContextVar[UUID | None] = ContextVar("outbox_causation", default=None)


class NotInTransaction(Exception):
    """An event is recorded in the same transaction as the change it tells of, or not at all."""


def record(what: Iterable[happenings.Event], *, by: Actor, at: datetime) -> list[Event]:
    """Write events and one work row for each of their subscriptions. Call it inside the change's transaction.

    Always one row per event: rows are coalesced when claimed, since one that is coalesced here could be
    claimed and finished before this transaction commits, and the change would be lost for good.
    Quiet events (history being loaded) are kept but cause no work. Raises NotInTransaction.
    """
    if not connection.in_atomic_block:
        raise NotInTransaction("record() was called outside a transaction")
    places: Counter[tuple[UUID, int]] = Counter()
    rows = []
    for event in what:
        key = (event.aggregate_id, event.version)
        rows.append(_row(event, place=places[key], by=by, at=at))
        places[key] += 1
    if len(rows) > FEW:
        insert_many(rows)
    else:
        Event.objects.bulk_create(rows)
    work = [
        _work(row, line.handler, line.shard(facts), line.queue, line.hold(facts))
        for row in rows
        if not row.quiet
        for facts in [facts_of(row)]
        for line in subscriptions().get(row.type, ())
    ]
    Work.objects.bulk_create(work)
    _remember(w.id for w in work)
    return rows


def ask_for(
    handler: str,
    *,
    shard: str,
    queue: str,
    payload: Mapping[str, Any] | None = None,
    dedupe_key: str | None = None,
    hold_seconds: float = 0.0,
) -> UUID | None:
    """Write a work row that no event stands behind: a message to send, or something whose time has come.

    Returns its id, or None where a row with the same `dedupe_key` was already asked for.
    """
    work = Work(
        handler=handler,
        shard=shard,
        queue=queue,
        payload=dict(payload or {}),
        dedupe_key=dedupe_key,
        max_attempts=handlers()[handler].max_attempts,
        available_at=Now() + timedelta(seconds=hold_seconds),
    )
    if dedupe_key is None:
        work.save(force_insert=True)
    else:
        Work.objects.bulk_create([work], ignore_conflicts=True)
        if not Work.objects.filter(pk=work.pk).exists():
            return None
    _remember([work.id])
    return work.id


def facts_of(row: Event) -> EventFacts:
    """Return a stored event as handlers read it."""
    return EventFacts(
        id=row.id,
        type=row.type,
        aggregate_type=row.aggregate_type,
        aggregate_id=row.aggregate_id,
        aggregate_version=row.aggregate_version,
        payload=row.payload,
        programme_id=row.programme_id,
        closed=row.closed,
        actor_kind=row.actor_kind,
        actor_id=row.actor_id,
        actor_name=row.actor_name,
        occurred_at=row.occurred_at,
    )


class collecting:
    """Collect the ids of work rows written inside, by the handler of the work row named."""

    def __init__(self, causation: UUID) -> None:
        self.ids: list[UUID] = []
        self._causation = causation

    def __enter__(self) -> list[UUID]:
        self._tokens = (_caused.set(self.ids), _causation.set(self._causation))
        return self.ids

    def __exit__(self, *_: object) -> None:
        _caused.reset(self._tokens[0])
        _causation.reset(self._tokens[1])


def _remember(ids: Iterable[UUID]) -> None:
    caused = _caused.get()
    if caused is not None:
        caused.extend(ids)


def _row(event: happenings.Event, *, place: int, by: Actor, at: datetime) -> Event:
    return Event(
        id=uuid4(),
        aggregate_type=event.aggregate_type,
        aggregate_id=event.aggregate_id,
        aggregate_version=event.version,
        place=place,
        type=event.type,
        payload=event.payload(),
        closed=event.closed,
        quiet=event.quiet,
        programme_id=event.programme_id,
        actor_kind=by.kind,
        actor_id=by.person_id,
        actor_name=by.name,
        door=by.door,
        request_id=str(structlog.contextvars.get_contextvars().get("request_id", ""))[:64],
        causation_id=_causation.get(),
        occurred_at=at,
    )


def _work(row: Event, handler: str, shard: str, queue: str, hold_seconds: float) -> Work:
    return Work(
        event=row,
        handler=handler,
        shard=shard,
        queue=queue,
        max_attempts=handlers()[handler].max_attempts,
        available_at=Now() + timedelta(seconds=hold_seconds),
    )
