"""Frozen packs: which there are, and whether this reader may still open one.

That a pack was made is no secret to whoever sees its board. What is in it is shown only to those who may still see
all of it; nothing is taken out of a file that was frozen. Source: docs/method.md, "Board packs".
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from django.db.models import Q
from django.utils import timezone

from governance.models import BoardPack, Meeting
from governance.queries.board_view import as_seen_now
from governance.queries.boards import boards
from governance.rules.board_view import BoardView, from_json
from programme.outbox.models import Work
from programme.queries.files import file_content
from programme.rules.access import Actor, Refused

BOARDS_KEY: Final = "boards"  # in a pack's body, beside its view: the other boards it names
MAKING: Final = "governance.make_pack"
NO_PACK: Final = "There is no such pack among those of boards you may see."
CLOSED_SINCE: Final = (
    "This pack holds something that you may not see, or not any more. "
    "Make a new pack: it shows what you may see today."
)
_WAITING: Final = ("pending", "leased")
_FAILED: Final = ("dead", "parked")


@dataclass(frozen=True)
class PackRow:
    """A pack, without what is in it. `meeting_id` is None where it was for none."""

    id: UUID
    board_id: UUID
    board: str
    meeting_id: UUID | None
    is_public: bool
    since: datetime
    as_at: datetime
    made_by_id: UUID | None
    made_by_name: str
    made_at: datetime
    file_id: UUID | None
    words: str  # "Public version" or "Made for Cyd Chair"


@dataclass(frozen=True)
class PackFile:
    """A pack as it is downloaded."""

    name: str
    content: bytes
    media_type: str = "application/pdf"


@dataclass(frozen=True)
class Making:
    """A pack that was asked for and is not there yet; `failed` says that it will not come by itself."""

    board_id: UUID
    meeting_id: UUID | None
    is_public: bool
    asked_at: datetime
    failed: bool
    words: str


def packs(
    *,
    reader: Actor,
    ids: Iterable[UUID] | None = None,
    board_ids: Iterable[UUID] | None = None,
    meeting_ids: Iterable[UUID] | None = None,
) -> dict[UUID, PackRow]:
    """Return the packs of boards this reader may see, by id, the newest first. Whether they open is asked of each."""
    seen = boards(reader=reader, ids=board_ids)
    narrowed = Q(board_id__in=list(seen))
    if ids is not None:
        narrowed &= Q(pk__in=list(ids))
    if meeting_ids is not None:
        narrowed &= Q(meeting_id__in=list(meeting_ids))
    rows = BoardPack.objects.filter(narrowed).defer("body").order_by("-made_at")
    held = list(rows)
    meetings = {row.meeting_id for row in held if row.meeting_id}
    shown = set(Meeting.objects.visible_to(reader).filter(pk__in=meetings).values_list("pk", flat=True))
    return {
        row.id: PackRow(
            id=row.id,
            board_id=row.board_id,
            board=seen[row.board_id].name,
            meeting_id=row.meeting_id,
            is_public=row.is_public,
            since=row.since,
            as_at=row.as_at,
            made_by_id=row.made_by_id,
            made_by_name=row.made_by_name,
            made_at=row.made_at,
            file_id=row.file_id,
            words="Public version" if row.is_public else f"Made for {row.made_by_name}",
        )
        for row in held
        if row.meeting_id is None or row.meeting_id in shown
    }


def pack_view(*, reader: Actor, pack_id: UUID) -> BoardView:
    """Return what a pack froze, where this reader may still see all of it. Raises Refused, saying what to do."""
    if pack_id not in packs(reader=reader, ids=[pack_id]):
        raise Refused(NO_PACK)
    body: dict[str, Any] = BoardPack.objects.values_list("body", flat=True).get(pk=pack_id)
    view = from_json(body)
    named = {UUID(one) for one in body.get(BOARDS_KEY, ())}
    if named - set(boards(reader=reader, ids=named)) or as_seen_now(reader=reader, view=view) != view:
        raise Refused(CLOSED_SINCE)
    return view


def may_open(*, reader: Actor, pack_id: UUID) -> bool:
    """Return whether this reader may open a pack now."""
    try:
        pack_view(reader=reader, pack_id=pack_id)
    except Refused:
        return False
    return True


def pack_file(*, reader: Actor, pack_id: UUID) -> PackFile:
    """Return a pack's file after its reader's rights were checked again. Raises Refused, saying what to do."""
    view = pack_view(reader=reader, pack_id=pack_id)
    row = packs(reader=reader, ids=[pack_id])[pack_id]
    if row.file_id is None:
        raise Refused(CLOSED_SINCE)
    kind = "-public" if row.is_public else ""
    day = timezone.localdate(row.as_at)
    return PackFile(f"{view.board.ref}-pack-{day:%Y-%m-%d}{kind}.pdf", file_content(row.file_id))


def packs_being_made(*, reader: Actor, board_ids: Iterable[UUID]) -> tuple[Making, ...]:
    """Return the packs that this reader asked for and that are not there yet, the newest first."""
    asked = Work.objects.filter(
        handler=MAKING,
        state__in=(*_WAITING, *_FAILED),
        payload__by=str(reader.person_id),
        payload__board__in=[str(one) for one in board_ids],
    )
    return tuple(_making(row) for row in asked.order_by("-created_at"))


def _making(row: Work) -> Making:
    failed = row.state in _FAILED
    meeting = row.payload.get("meeting")
    return Making(
        board_id=UUID(row.payload["board"]),
        meeting_id=UUID(meeting) if meeting else None,
        is_public=bool(row.payload["public"]),
        asked_at=row.created_at,
        failed=failed,
        words="It could not be made. Ask for it again." if failed else "Being made.",
    )
