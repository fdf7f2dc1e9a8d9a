"""Boards as they stood at a moment: their parents and particulars from history, their seats from what was told."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from governance.events import MemberAppointed, MemberStoodDown, OversightSet
from governance.models import Board, BoardMember
from governance.models.board import MEMBER_ROLES
from programme import queries as ground
from programme.outbox.models import Event
from programme.queries.then import as_then
from programme.rules.access import system


@dataclass(frozen=True)
class Seat:
    """A seat as it was: whose, in what role, for what term, with the id and version it has or had."""

    id: UUID
    version: int
    person_id: UUID
    name: str
    role: str
    term_from: date | None
    term_to: date | None

    @property
    def role_words(self) -> str:
        """Return the role in words."""
        return str(dict(MEMBER_ROLES)[self.role])


@dataclass(frozen=True)
class Watch:
    """Which board oversaw a workstream and who decided for it; each None where there was none."""

    board_id: UUID | None
    decision_maker_id: UUID | None


def boards_as_then(organisation_id: UUID, at: datetime) -> dict[UUID, Board]:
    """Return the boards of a council as they stood at a moment, by id, each under its name of today."""
    rows = Board.objects.filter(organisation_id=organisation_id).select_related("programme", "organisation")
    return as_then(list(rows), at)


def seats_as_then(
    rows: Iterable[BoardMember], board_ids: Iterable[UUID], at: datetime
) -> dict[UUID, list[Seat]]:
    """Return the seats of boards at a moment, by board: those that stand, unless something was told since.

    `rows` are today's, with their people. Of a seat given up since, or changed, its newest telling by then counts.
    """
    found = {
        (row.board_id, row.person_id): Seat(
            row.pk, row.version, row.person_id, row.person.name, row.role, row.term_from, row.term_to
        )
        for row in rows
    }
    told = _told(board_ids, at)
    gone = {person for _, person in told} - {person for _, person in found}
    names = {key: one.name for key, one in ground.people(reader=system(), ids=gone).items()} if gone else {}
    for key, said in told.items():
        today = found.pop(key, None)
        if said is None or said.type == MemberStoodDown.type:
            continue
        found[key] = _seat(key[1], said, today, names)
    seats: dict[UUID, list[Seat]] = defaultdict(list)
    for (board_id, _), seat in sorted(found.items(), key=lambda pair: (pair[1].role, pair[1].name)):
        seats[board_id].append(seat)
    return seats


def _seat(person_id: UUID, said: Event, today: Seat | None, names: Mapping[UUID, str]) -> Seat:
    terms: dict[str, date | None] = {
        name: date.fromisoformat(said.payload[name]) if said.payload.get(name) else None
        for name in ("term_from", "term_to")
    }
    return Seat(
        id=today.id if today else said.pk,
        version=today.version if today else said.aggregate_version,
        person_id=person_id,
        name=today.name if today else names.get(person_id, ""),
        role=said.payload["role"],
        term_from=terms["term_from"],
        term_to=terms["term_to"],
    )


def _told(board_ids: Iterable[UUID], at: datetime) -> dict[tuple[UUID, UUID], Event | None]:
    """Return the newest telling by a moment of each seat of which something was told later; None for no telling."""
    types = (MemberAppointed.type, MemberStoodDown.type)
    rows = Event.objects.filter(aggregate_id__in=list(board_ids), type__in=types)
    newest: dict[tuple[UUID, UUID], Event | None] = {}
    later = set()
    for row in rows.order_by("occurred_at", "aggregate_version", "place"):
        key = (row.aggregate_id, UUID(row.payload["person_id"]))
        if row.occurred_at > at:
            later.add(key)
        else:
            newest[key] = row
    return {key: newest.get(key) for key in later}


def watches_as_then(at: datetime) -> dict[UUID, Watch | None]:
    """Return who watched each workstream whose oversight was set after a moment, by workstream; None for nobody."""
    rows = Event.objects.filter(type=OversightSet.type)
    later = set(rows.filter(occurred_at__gt=at).values_list("aggregate_id", flat=True))
    found: dict[UUID, Watch | None] = {}
    for row in rows.filter(aggregate_id__in=later).order_by("occurred_at", "aggregate_version", "place"):
        said: dict[str, Any] = row.payload
        workstream_id = UUID(said["workstream_id"])
        if row.occurred_at > at:
            found.setdefault(workstream_id, None)
            continue
        board, maker = said["board_id"], said["decision_maker_id"]
        found[workstream_id] = Watch(UUID(board) if board else None, UUID(maker) if maker else None)
    return found
