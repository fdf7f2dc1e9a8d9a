"""What a board reaches: the workstreams that it and the boards beneath it oversee, and the programmes they are of.

A board that oversees every workstream of a programme that its reader sees, or has none to oversee and stands in the
programme, sees the programme as a whole; else it sees its workstreams one by one. Rights stay the reader's own.
Source: docs/method.md, "What a board sees".
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Q

from governance.models import Board, Oversight
from governance.queries.boards import BoardRow, boards, overseen_by
from governance.rules.audience import most_closed
from governance.rules.board_view import About
from governance.rules.paths import path_of
from programme import queries as ground
from programme.queries import MilestoneRow, ProgrammeRow, WorkstreamRow
from programme.queries.once import once
from programme.queries.then import as_then
from programme.rules.access import Actor


@dataclass(frozen=True)
class Reach:
    """What a board reaches, as its reader sees it. `tree` are the ids of the board and of all boards beneath it."""

    board: BoardRow
    tree: frozenset[UUID]
    children: tuple[str, ...]
    own: frozenset[UUID]  # workstreams that the board itself oversees
    workstreams: dict[UUID, WorkstreamRow]
    milestones: dict[UUID, MilestoneRow]
    programmes: dict[UUID, ProgrammeRow]
    whole: frozenset[UUID]  # programmes seen as a whole

    def holds(self, programme_id: UUID, workstream_id: UUID | None) -> bool:
        """Return whether a thing of this programme, or of this workstream of it, is within reach."""
        return programme_id in self.whole or workstream_id in self.workstreams

    def governed(self) -> Q:
        """Return the governed rows within reach: of these boards, these workstreams, these whole programmes."""
        return (
            Q(board_id__in=self.tree)
            | Q(workstream_id__in=list(self.workstreams))
            | Q(programme_id__in=self.whole, board_id=None)
        )

    def governs(self, row: Any) -> bool:
        """Return whether a governed row is within reach, as `governed` finds them."""
        if row.board_id in self.tree or row.workstream_id in self.workstreams:
            return True
        return row.board_id is None and row.programme_id in self.whole


def reach_of(*, reader: Actor, board_id: UUID, at: datetime | None) -> Reach | None:
    """Return what a board reaches; None where this reader may not see the board."""
    board = _board(reader, board_id, at)
    if board is None:
        return None
    parents = _parents(board.organisation_id, at)
    tree = _tree(board.id, parents)
    beneath = [key for key, parent in parents.items() if parent == board.id]
    children = boards(reader=reader, ids=beneath, at=at) if beneath else {}
    overseen = overseen_by(tree, at)
    homes = Oversight.objects.filter(workstream_id__in=list(overseen))
    own_programme = set() if board.programme_id is None else {board.programme_id}
    every, every_milestone = _delivery(
        reader, own_programme | set(homes.values_list("workstream__programme_id", flat=True)), at
    )
    workstreams = {key: row for key, row in every.items() if key in overseen}
    places = own_programme | {row.programme_id for row in workstreams.values()}
    programmes = ground.programmes(reader=reader, ids=places)
    whole = frozenset(
        key
        for key in programmes
        if all(w.id in workstreams for w in every.values() if w.programme_id == key)
        or (key == board.programme_id and not overseen)
    )
    seen = {
        w.id: w
        for w in every.values()
        if w.programme_id in programmes and (w.id in workstreams or w.programme_id in whole)
    }
    return Reach(
        board=board,
        tree=tree,
        children=tuple(b.name for b in children.values()),
        own=frozenset(key for key, one in overseen.items() if one == board.id) & frozenset(seen),
        workstreams=seen,
        milestones={
            m.id: m for m in every_milestone.values() if m.programme_id in whole or m.workstream_id in seen
        },
        programmes=programmes,
        whole=whole,
    )


def _board(reader: Actor, board_id: UUID, at: datetime | None) -> BoardRow | None:
    """Return a board as it stood, or as it stands: one set up only later is shown as it is today."""
    then = boards(reader=reader, ids=[board_id], at=at).get(board_id)
    return then or boards(reader=reader, ids=[board_id]).get(board_id)


def _parents(organisation_id: UUID, at: datetime | None) -> dict[UUID, UUID | None]:
    rows = Board.objects.filter(organisation_id=organisation_id)
    if at is None:
        return dict(rows.values_list("pk", "parent_id"))
    return {key: row.parent_id for key, row in as_then(list(rows), at).items()}


def _delivery(
    reader: Actor, programme_ids: set[UUID], at: datetime | None
) -> tuple[dict[UUID, WorkstreamRow], dict[UUID, MilestoneRow]]:
    """Return the workstreams and milestones of programmes; asked once for all boards that share them."""
    ids = tuple(sorted(programme_ids))

    def ask() -> tuple[dict[UUID, WorkstreamRow], dict[UUID, MilestoneRow]]:
        return (
            ground.workstreams(reader=reader, programme_ids=ids, at=at),
            ground.milestones(reader=reader, programme_ids=ids, at=at),
        )

    return once(("delivery of boards", reader, ids, at), ask)


def _tree(root: UUID, parents: dict[UUID, UUID | None]) -> frozenset[UUID]:
    """Return a board with all boards beneath it; a circle among them ends where it began."""
    found, edge = {root}, {root}
    while edge:
        edge = {key for key, parent in parents.items() if parent in edge} - found
        found |= edge
    return frozenset(found)


def about_board(board: BoardRow) -> About:
    """Return a board as a row is about it."""
    path = path_of("board", board.id, board.code)
    return About("board", board.id, board.code, board.name, board.programme_id, None, board.marking, path)


def about_programme(row: ProgrammeRow) -> About:
    """Return a programme as a row is about it."""
    return About(
        "programme", row.id, row.code, row.label, row.id, None, row.marking, path_of("programme", row.id, row.code)
    )  # fmt: skip


def about_workstream(row: WorkstreamRow) -> About:
    """Return a workstream as a row is about it."""
    marking = most_closed(row.placement.markings)
    path = path_of("workstream", row.id)
    return About("workstream", row.id, row.ref, row.name, row.programme_id, row.id, marking, path)


def about_milestone(row: MilestoneRow) -> About:
    """Return a milestone as a row is about it."""
    marking = most_closed(row.placement.markings)
    path = path_of("milestone", row.id)
    return About("milestone", row.id, row.ref, row.name, row.programme_id, row.workstream_id, marking, path)
