"""Making a pack: read for its reader as at a moment, typeset, and frozen with its file."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final
from uuid import UUID

from governance.changes import packs as kept
from governance.exchange.pack import board_pack
from governance.models import BoardPack
from governance.queries.board_view import board_view
from governance.queries.boards import boards
from governance.queries.hierarchy import hierarchy_chart
from governance.queries.meetings import meetings
from governance.rules.board_view import BoardView, Meets
from governance.rules.hierarchy import DECISION_MAKER, REPORTS, Chart
from programme.rules.access import Actor, Refused, public

DECIDES: Final = "decides under"


@dataclass(frozen=True)
class Packed:
    """A pack that was made and not yet kept. `boards` are those it names."""

    view: BoardView
    content: bytes
    boards: frozenset[UUID]


def make_pack(
    *,
    board_id: UUID,
    by: Actor,
    at: datetime,
    is_public: bool = False,
    meeting: Meets | None = None,
    since: datetime | None = None,
) -> Packed:
    """Make a board's pack as at a moment, by the last closed period, under `by`'s rights or the public's.

    The public version is read by a reader that sees open rows alone; nothing is taken out afterwards.
    Raises Refused where that reader may not see the board, CannotTypeset.
    """
    reader = public(door=by.door) if is_public or by.kind == "public" else by
    view = board_view(reader=reader, board_id=board_id, at=at, since=since, closed_periods=True)
    if view is None:
        raise Refused(kept.NO_BOARD)
    chart = _hierarchy(reader, view)
    return Packed(
        view=view,
        content=board_pack(view, is_public=reader.kind == "public", meeting=meeting, hierarchy=chart),
        boards=frozenset(part.id for part in chart.parts if part.kind != DECISION_MAKER),
    )


def freeze(
    *,
    board_id: UUID,
    by: Actor,
    at: datetime,
    is_public: bool = False,
    meeting_id: UUID | None = None,
    pack_id: UUID | None = None,
) -> BoardPack:
    """Make a board's pack and keep it; made again under the same id, it is the one there is.

    For a meeting that has begun it is as had been recorded when that began: what its members could have had.
    Raises Refused, Invalid, CannotTypeset.
    """
    kept.check_pack(board_id=board_id, meeting_id=meeting_id, is_public=is_public, by=by)
    made = kept.frozen_before(pack_id)
    if made is not None:
        return made
    meeting = _meets(by, meeting_id) if meeting_id else None
    as_at = min(at, meeting.starts_at) if meeting is not None else at
    packed = make_pack(board_id=board_id, by=by, at=as_at, is_public=is_public, meeting=meeting)
    return kept.freeze_pack(
        view=packed.view,
        content=packed.content,
        meeting_id=meeting_id,
        is_public=is_public,
        boards=packed.boards,
        by=by,
        at=at,
        pack_id=pack_id,
    )


def _meets(reader: Actor, meeting_id: UUID) -> Meets:
    row = meetings(reader=reader, ids=[meeting_id])[meeting_id]
    return Meets(row.id, row.starts_at, row.place, row.title, "planned")


def _hierarchy(reader: Actor, view: BoardView) -> Chart:
    """Return the boards around this one as its reader sees them; lines name no workstream, for a pack is kept."""
    (board,) = boards(reader=reader, ids=[view.board.id]).values()
    programmes = {one.programme.programme_id for one in view.bridges} | {board.programme_id}
    chart = hierarchy_chart(
        reader=reader,
        organisation_id=board.organisation_id,
        programme_ids=[one for one in programmes if one is not None],
        at=view.as_at,
    )
    plain = (tie if tie.words == REPORTS else replace(tie, words=DECIDES) for tie in chart.ties)
    return Chart(chart.parts, tuple(plain))
