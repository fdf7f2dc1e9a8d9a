"""The meetings a page can look back to or ahead to: when each was, and of when what its members saw was."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Q

from governance.models import BoardPack, Meeting
from programme.rules.access import Actor


@dataclass(frozen=True)
class Sitting:
    """A meeting of a board. `as_at` is the moment its reader's newest pack of it was frozen of, else its start."""

    id: UUID
    board_id: UUID
    starts_at: datetime
    title: str
    place: str
    as_at: datetime
    has_pack: bool


def past_sittings(*, reader: Actor, board_id: UUID, before: datetime) -> tuple[Sitting, ...]:
    """Return a board's meetings before a moment that were not called off, newest first."""
    rows = (
        Meeting.objects.visible_to(reader)
        .filter(board_id=board_id, starts_at__lte=before)
        .exclude(state="cancelled")
        .order_by("-starts_at")
    )
    return _sittings(list(rows), reader)


def next_sittings(*, reader: Actor, board_ids: Iterable[UUID], after: datetime) -> dict[UUID, Sitting]:
    """Return the next meeting of each board that has one planned, by board."""
    rows = (
        Meeting.objects.visible_to(reader)
        .filter(board_id__in=list(board_ids), starts_at__gt=after)
        .exclude(state="cancelled")
        .order_by("board_id", "starts_at")
        .distinct("board_id")
    )
    return {one.board_id: one for one in _sittings(list(rows), reader)}


def _sittings(rows: list[Meeting], reader: Actor) -> tuple[Sitting, ...]:
    own = Q(made_by_id=reader.person_id) if reader.person_id else Q(pk=None)
    packs = BoardPack.objects.filter(own, meeting_id__in=[row.id for row in rows], is_public=False)
    frozen = dict(packs.order_by("made_at").values_list("meeting_id", "as_at"))
    return tuple(
        Sitting(
            id=row.id,
            board_id=row.board_id,
            starts_at=row.starts_at,
            title=row.title,
            place=row.place,
            as_at=frozen.get(row.id, row.starts_at),
            has_pack=row.id in frozen,
        )
        for row in rows
    )
