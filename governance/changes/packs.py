"""Board packs: asked for by whoever sees the board, made in the background, frozen with the file that went out.

A pack is made with the rights of its reader at that moment; the public version sees open rows alone. Nothing of a
frozen pack is ever changed. Source: docs/method.md, "Board packs".
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Final
from uuid import UUID

from django.db import transaction

from governance import events
from governance.models import Board, BoardPack, Meeting
from governance.queries.packs import BOARDS_KEY
from governance.rules.board_view import BoardView, to_json
from programme import changes as ground
from programme.changes import Invalid
from programme.outbox.recording import ask_for, record
from programme.rules import access

HANDLER: Final = "governance.make_pack"
QUEUE: Final = "recalc"
NO_BOARD: Final = "There is no such board among those you may see."
NO_MEETING: Final = "That board has no such meeting among those you may see"
NOT_PUBLIC: Final = "{} is not open, so it has no public version. Make one for yourself."


@transaction.atomic
def ask_pack(
    *, board_id: UUID, by: access.Actor, at: datetime, meeting_id: UUID | None = None, is_public: bool = False
) -> UUID:
    """Ask for a board's pack to be made, and return at once the id of the work. Raises Refused, Invalid.

    Anyone who sees the board may have one under their own rights; the public version takes the right to govern.
    """
    check_pack(board_id=board_id, meeting_id=meeting_id, is_public=is_public, by=by)
    payload = {
        "board": str(board_id),
        "meeting": str(meeting_id) if meeting_id else None,
        "public": is_public,
        "by": str(by.person_id),
    }
    work_id = ask_for(HANDLER, shard=f"pack:{board_id}", queue=QUEUE, payload=payload)
    assert work_id is not None
    return work_id


def check_pack(*, board_id: UUID, meeting_id: UUID | None, is_public: bool, by: access.Actor) -> None:
    """Check that this person may have that pack. Raises Refused, Invalid."""
    board = Board.objects.visible_to(by).select_related("programme").filter(pk=board_id).first()
    if board is None or by.person_id is None:
        raise access.Refused(NO_BOARD)
    if meeting_id is not None:
        held = Meeting.objects.visible_to(by).filter(pk=meeting_id, board_id=board_id)
        if not held.exists():
            raise Invalid({"meeting": [NO_MEETING]})
    if is_public:
        where = access.Placement(board.organisation_id, board.programme_id)
        by.require(access.GOVERN, where, thing=f"the public version of {board.name}'s pack")
        if not Board.objects.visible_to(access.public()).filter(pk=board_id).exists():
            raise Invalid({"is_public": [NOT_PUBLIC.format(board.name)]})


def frozen_before(pack_id: UUID | None) -> BoardPack | None:
    """Return the pack that was frozen under an id already: work done twice draws and keeps nothing anew."""
    return BoardPack.objects.filter(pk=pack_id).first() if pack_id else None


@transaction.atomic
def freeze_pack(
    *, view: BoardView, content: bytes, meeting_id: UUID | None, is_public: bool, boards: Iterable[UUID],
    by: access.Actor, at: datetime, pack_id: UUID | None = None,
) -> BoardPack:  # fmt: skip
    """Keep a pack as it was made: what it shows, and its file. Raises Refused, Invalid.

    `boards` are the other boards that it names; whoever opens it later must see them still.
    """
    check_pack(board_id=view.board.id, meeting_id=meeting_id, is_public=is_public, by=by)
    pack = BoardPack(
        **({"id": pack_id} if pack_id else {}),
        board_id=view.board.id,
        meeting_id=meeting_id,
        is_public=is_public,
        since=view.since,
        as_at=view.as_at,
        body={**to_json(view), BOARDS_KEY: sorted(str(one) for one in boards)},
        file_id=ground.store_file(content=content, at=at),
        made_by_id=by.person_id,
        made_by_name=by.name,
        made_at=at,
    )
    pack.save(force_insert=True)
    event = events.PackFrozen(
        aggregate_id=pack.id,
        version=1,
        programme_id=view.board.programme_id,
        closed=view.board.marking in (access.EXEMPT, access.CONFIDENTIAL),
        board_id=view.board.id,
        meeting_id=meeting_id,
        is_public=is_public,
    )
    record([event], by=by, at=at)
    return pack
