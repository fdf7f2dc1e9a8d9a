"""Budgets of Slack's methods and conversations: asked before a call, paused one by one where Slack says so.

Rows are locked for the blink of an eye. Times are the database's. Source: docs/method.md, "Slack's pace".
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

from django.db import connection, transaction

from bots.models import Budget
from bots.rules.pace import Pace, Standing, end_of_line, free_from, used, wait_for


def database_time() -> datetime:
    """Return the moment by the database's clock."""
    with connection.cursor() as cursor:
        cursor.execute("select clock_timestamp()")
        moment: datetime = cursor.fetchone()[0]
    return moment


clock: Callable[[], datetime] = database_time


@transaction.atomic
def take_turn(paces: Sequence[Pace], *, urgent: bool, in_line: bool = False) -> float:
    """Use these keys now and return 0; else use none of them and return the seconds to wait.

    `urgent` is what somebody waits for: the others stand back until it has gone. `in_line` says that this one was
    given its moment before, and does not go to the end of the line again.
    """
    if not paces:
        return 0.0
    now = clock()
    rows = _locked(paces, now)
    waits = {
        pace: wait_for(pace, _standing(rows[pace.key]), urgent=urgent, in_line=in_line, now=now)
        for pace in paces
    }
    if any(waits.values()):
        for pace in paces:
            if waits[pace]:
                _note_wait(rows[pace.key], pace, urgent=urgent, in_line=in_line)
        return max(waits.values())
    for pace in paces:
        row = rows[pace.key]
        row.free_at = used(pace, _standing(row), now)
        row.save(update_fields=["free_at"])
    return 0.0


@transaction.atomic
def join_line(paces: Sequence[Pace]) -> float:
    """Return 0 where what is not urgent might go now; else give it the next moment in the line: seconds from now."""
    now = clock()
    rows = _locked(paces, now)
    waits = {p: wait_for(p, _standing(rows[p.key]), urgent=False, in_line=False, now=now) for p in paces}
    for pace, seconds in waits.items():
        if seconds:
            _note_wait(rows[pace.key], pace, urgent=False, in_line=False)
    return max(waits.values(), default=0.0)


@transaction.atomic
def settle_turn(paces: Sequence[Pace], *, was_taken: bool) -> None:
    """Count the pace of a conversation from when its message was taken; where it surely was not, give the turn back.

    A call takes its time on the way: counted from its start, two could arrive closer than they left.
    """
    now = clock()
    strict = [pace for pace in paces if not pace.burst]
    for pace, row in ((p, r) for p in strict for r in _locked([p], now).values()):
        until = now + timedelta(seconds=pace.seconds)
        if was_taken and row.free_at < until:
            row.free_at = until
        elif not was_taken:
            row.free_at = now
        row.save(update_fields=["free_at"])


@transaction.atomic
def pause(paces: Sequence[Pace], *, seconds: float) -> None:
    """Leave these keys alone for so long: Slack asked for it. No other key waits."""
    now = clock()
    for row in _locked(paces, now).values():
        until = now + timedelta(seconds=seconds)
        if row.paused_until is None or row.paused_until < until:
            row.paused_until = until
            row.save(update_fields=["paused_until"])


def _locked(paces: Sequence[Pace], now: datetime) -> dict[str, Budget]:
    keys = [pace.key for pace in paces]
    Budget.objects.bulk_create([Budget(key=key, free_at=now) for key in keys], ignore_conflicts=True)
    rows = Budget.objects.select_for_update().filter(key__in=keys).order_by("key")
    return {row.key: row for row in rows}


def _note_wait(row: Budget, pace: Pace, *, urgent: bool, in_line: bool) -> None:
    standing = _standing(row)
    earliest = free_from(pace, standing)
    if urgent:
        back = earliest + timedelta(seconds=pace.seconds)
        row.urgent_at = max(row.urgent_at, back) if row.urgent_at else back
    elif not in_line:
        begins = max(earliest, standing.urgent_at) if standing.urgent_at else earliest
        row.tail_at = end_of_line(pace, standing, begins)
    row.save(update_fields=["urgent_at", "tail_at"])


def _standing(row: Budget) -> Standing:
    return Standing(row.free_at, row.tail_at, row.urgent_at, row.paused_until)
