"""What waits, how old, what failed, who is alive; and the switches people have: replay, park, pause."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection, transaction
from django.db.models import Count
from django.db.models.functions import Now

from programme.outbox.models import Pause, Work
from programme.rules.access import Actor


@dataclass(frozen=True)
class Waiting:
    """The outbox at a glance. Ages in seconds by the database's clock; nothing waiting is 0."""

    waiting: int
    held: int
    oldest_seconds: float
    leased: int
    dead: int
    parked: int
    paused: bool
    heartbeats: dict[str, float]


def beat(name: str) -> None:
    """Say that this worker or dispatcher is alive."""
    with connection.cursor() as cursor:
        cursor.execute(
            "insert into outbox_heartbeat (name, at) values (%s, clock_timestamp()) "
            "on conflict (name) do update set at = excluded.at",
            [name],
        )


def free_leases_of(owner: str) -> int:
    """Give back what a predecessor of this name had claimed when it died. Returns how many rows.

    Its token keeps a predecessor that still lives harmless.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "update outbox_work set state = case when attempts >= max_attempts then 'dead' else 'pending' end, "
            "lease_token = null, lease_until = null, rung_at = null, "
            "last_error = case when attempts >= max_attempts "
            "then 'Its worker died on every attempt' else last_error end "
            "where state = 'leased' and lease_owner = %s",
            [owner],
        )
        return int(cursor.rowcount)


def waiting() -> Waiting:
    """Return what waits, how old the oldest due row is, and what was set aside."""
    with connection.cursor() as cursor:
        cursor.execute(
            """select
                count(*) filter (where state = 'pending' and available_at <= clock_timestamp()),
                count(*) filter (where state = 'pending' and available_at > clock_timestamp()),
                coalesce(extract(epoch from max(clock_timestamp() - available_at)
                    filter (where state = 'pending' and available_at <= clock_timestamp())), 0),
                count(*) filter (where state = 'leased'),
                count(*) filter (where state = 'dead'),
                count(*) filter (where state = 'parked'),
                exists (select 1 from outbox_pause)
            from outbox_work where state in ('pending', 'leased', 'dead', 'parked')"""
        )
        due, held, oldest, leased, dead, parked, paused = cursor.fetchone()
        cursor.execute("select name, extract(epoch from clock_timestamp() - at) from outbox_heartbeat")
        beats = {name: float(age) for name, age in cursor.fetchall()}
    return Waiting(due, held, float(oldest), leased, dead, parked, bool(paused), beats)


def set_aside(*, limit: int = 50) -> list[dict[str, Any]]:
    """Return the dead and parked rows, newest first, with what became of them."""
    rows = Work.objects.filter(state__in=["dead", "parked"]).order_by("-created_at")[:limit]
    return [
        {
            "id": str(w.id),
            "state": w.state,
            "handler": w.handler,
            "shard": w.shard,
            "attempts": w.attempts,
            "error": w.last_error,
            "since": w.created_at,
        }
        for w in rows
    ]


def by_handler() -> dict[str, int]:
    """Return how many rows wait, by handler."""
    rows = Work.objects.filter(state="pending").values_list("handler").annotate(n=Count("id"))
    return {handler: n for handler, n in rows}


@transaction.atomic
def replay(*, ids: list[UUID] | None = None, handler: str | None = None, reason: str, by: Actor) -> int:
    """Put dead or parked rows back in line. Deliveries stay once: their keys are unique. Returns how many rows."""
    if not reason.strip():
        raise ValueError("Say why the work is replayed: --reason")
    rows = Work.objects.filter(state__in=["dead", "parked"])
    if ids is not None:
        rows = rows.filter(pk__in=ids)
    if handler is not None:
        rows = rows.filter(handler=handler)
    note = f"Replayed by {by.name}: {reason}"[:500]
    return rows.update(state="pending", attempts=0, rung_at=None, available_at=Now(), last_error=note)


@transaction.atomic
def park(*, ids: list[UUID], reason: str, by: Actor) -> int:
    """Set waiting rows aside until they are replayed. Returns how many rows."""
    if not reason.strip():
        raise ValueError("Say why the work is set aside: --reason")
    note = f"Set aside by {by.name}: {reason}"[:500]
    return Work.objects.filter(pk__in=ids, state="pending").update(state="parked", last_error=note)


@transaction.atomic
def pause(*, reason: str, by: Actor, at: datetime) -> None:
    """Hold all outgoing messages; everything else goes on."""
    Pause.objects.update_or_create(id=1, defaults={"since": at, "by_name": by.name, "reason": reason[:300]})


@transaction.atomic
def resume() -> None:
    """Let outgoing messages go again."""
    Pause.objects.all().delete()
