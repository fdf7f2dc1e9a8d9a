"""Digests as they were frozen, shown again under the rights of now, and which boards' fall due."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import Q
from django.utils import timezone

from governance.models import Board, BoardMember, Digest, Meeting
from governance.queries.board_view import as_seen_now
from governance.rules.board_summary import changed_rows
from governance.rules.board_view import BoardView, from_json
from governance.rules.digest_calendar import (
    BEFORE_MEETING_WORKING_DAYS,
    is_due_before_meeting,
    meeting_key,
    week_began,
    week_key,
)
from programme.outbox.models import Event
from programme.rules.access import Actor

LAST_DIGEST: Final = "your last digest"
Begin = tuple[datetime | None, str]  # the moment a digest begins, and what happened then
_AHEAD: Final = timedelta(days=21)  # no run of bank holidays makes three working days longer
assert BEFORE_MEETING_WORKING_DAYS < _AHEAD.days


@dataclass(frozen=True)
class DigestRow:
    """One digest of one person. `view` is what its page shows, `message` what messages may say, both as seen now.

    `message` is None where the board itself may not be named in messages. `struck` counts the rows of the view that
    were struck out since, whole or in part, `message_struck` those of the message. `gather_seconds` is the board's
    batching window.
    """

    id: UUID
    board_id: UUID
    person_id: UUID
    period_key: str
    since: datetime
    as_at: datetime
    reserved_at: datetime
    received_at: datetime | None
    view: BoardView
    message: BoardView | None
    struck: int
    message_struck: int
    gather_seconds: int


@dataclass(frozen=True)
class DueDigests:
    """Boards of one council whose digest of a period has fallen due, and the key that makes asking for them once."""

    board_ids: tuple[UUID, ...]
    period_key: str
    dedupe_key: str


def digests(
    *, reader: Actor, ids: Iterable[UUID] | None = None, board_id: UUID | None = None, most: int = 50
) -> dict[UUID, DigestRow]:
    """Return a reader's own digests, newest first, as they may see them now: what was closed since is struck out.

    A digest is its reader's alone; one of a board they may see no more is absent.
    """
    narrowed = Q(person_id=reader.person_id)
    if ids is not None:
        narrowed &= Q(pk__in=list(ids))
    if board_id is not None:
        narrowed &= Q(board_id=board_id)
    if reader.person_id is None:
        return {}
    rows = Digest.objects.filter(narrowed).select_related("board").order_by("-as_at", "id")[:most]
    found = {}
    for row in rows:
        shown = _row(row, reader)
        if shown is not None:
            found[row.pk] = shown
    return found


def sitting(board_id: UUID, *, at: datetime) -> list[UUID]:
    """Return who sits on a board at a moment, within their term; its first and last day count."""
    on = timezone.localdate(at)
    rows = BoardMember.objects.filter(board_id=board_id).exclude(term_from__gt=on).exclude(term_to__lt=on)
    return list(rows.order_by("person_id").values_list("person_id", flat=True))


def digest_begins(board_id: UUID, people: Iterable[UUID]) -> dict[UUID, Begin]:
    """Return where each person's next digest begins: where the last they got ended, else where the first began."""
    rows = Digest.objects.filter(board_id=board_id, person_id__in=list(people))
    first = rows.order_by("person_id", "-as_at").values_list("person_id", "since")
    got = rows.exclude(received_at=None).order_by("person_id", "as_at").values_list("person_id", "as_at")
    begun: dict[UUID, Begin] = {key: (since, "") for key, since in first}
    return begun | {key: (as_at, LAST_DIGEST) for key, as_at in got}


def digests_made(*, since: datetime) -> dict[UUID, datetime]:
    """Return the digests reserved since a moment and when, oldest first. For the system, which proves delivery."""
    rows = Digest.objects.filter(reserved_at__gte=since).order_by("reserved_at", "id")
    return dict(rows.values_list("pk", "reserved_at"))


def newer_digest(digest_id: UUID) -> bool:
    """Return whether the same person has a later digest of the same board: it covers this one. For the sender."""
    row = Digest.objects.filter(pk=digest_id).first()
    return (
        row is not None
        and Digest.objects.filter(
            board_id=row.board_id, person_id=row.person_id, as_at__gt=row.as_at
        ).exists()
    )


def digests_naming(thing_ids: Iterable[UUID]) -> set[UUID]:
    """Return the digests whose frozen copies show or rest on any of these things. For the system, which recalls."""
    keys = [f"%{key}%" for key in thing_ids]
    if not keys:
        return set()
    named = Digest.objects.extra(where=["body::text like any(%s)"], params=[keys])
    return set(named.values_list("pk", flat=True))


def digests_due(at: datetime) -> list[DueDigests]:
    """Return the boards whose digest has fallen due by a moment, by the clock of their council, the meetings' first.

    A board set up this very week waits for the next. A support team is no board. On the day of a meeting's digest
    the week's is not sent besides.
    """
    boards = Board.objects.exclude(kind="support").exclude(members=None).distinct()
    rows = list(boards.select_related("organisation").order_by("code"))
    ahead: dict[UUID, list[Meeting]] = {}
    planned = Meeting.objects.filter(
        state="planned", removed_at=None, starts_at__gt=at, starts_at__lt=at + _AHEAD
    )
    for meeting in planned.order_by("starts_at"):
        ahead.setdefault(meeting.board_id, []).append(meeting)
    made = dict(
        Event.objects.filter(
            aggregate_type="board", aggregate_version=1, aggregate_id__in=[b.pk for b in rows]
        ).values_list("aggregate_id", "recorded_at")
    )
    found: list[DueDigests] = []
    weekly: dict[tuple[UUID, str], list[UUID]] = {}
    for board in rows:
        zone = ZoneInfo(board.organisation.time_zone)
        local = at.astimezone(zone)
        before = [
            m
            for m in ahead.get(board.pk, ())
            if is_due_before_meeting(m.starts_at.astimezone(zone), local=local)
        ]
        for meeting in before:
            key = meeting_key(meeting.pk)
            found.append(DueDigests((board.pk,), key, f"digest:{board.pk}:{key}"))
        monday = week_began(local)
        is_new = board.pk in made and monday and made[board.pk].astimezone(zone).date() >= monday
        if monday is not None and not before and not is_new:
            weekly.setdefault((board.organisation_id, week_key(monday)), []).append(board.pk)
    found += [
        DueDigests(tuple(ids), key, f"digest:{organisation_id}:{key}")
        for (organisation_id, key), ids in weekly.items()
    ]
    return found


def _row(row: Digest, reader: Actor) -> DigestRow | None:
    page, message = _frozen(row.body, "page"), _frozen(row.body, "message")
    said = None if message is None else as_seen_now(reader=reader.without_closed(), view=message)
    # Without a page of its own the message is the page; where its reader was cleared since, that shows no more.
    view = said if page is None else as_seen_now(reader=reader, view=page)
    if view is None:
        return None
    return DigestRow(
        id=row.pk,
        board_id=row.board_id,
        person_id=row.person_id,
        period_key=row.period_key,
        since=row.since,
        as_at=row.as_at,
        reserved_at=row.reserved_at,
        received_at=row.received_at,
        view=view,
        message=said,
        struck=changed_rows(message if page is None else page, view),
        message_struck=changed_rows(message, said),
        gather_seconds=row.board.gather_seconds,
    )


def _frozen(body: Mapping[str, Any], name: str) -> BoardView | None:
    stored = body.get(name)
    return None if stored is None else from_json(stored)
