"""What each board tolerates, and the chains of boards that a breach climbs."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Final
from uuid import UUID

from governance.models import Board, Tolerance
from governance.rules.escalating import Level, Rank, ToleranceKind

# Parents that nothing is escalated to: scrutiny reviews, a support team is no board.
PASSED_OVER: Final = frozenset({"scrutiny", "support"})


@dataclass(frozen=True)
class ToleranceRow:
    """One tolerance of a board: pounds of shortfall in a year, or days of slip."""

    id: UUID
    version: int
    board_id: UUID
    kind: str
    kind_words: str
    level: str
    level_words: str
    limit: Decimal


def tolerances(board_ids: Iterable[UUID]) -> dict[UUID, tuple[ToleranceRow, ...]]:
    """Return the tolerances of each board that has any, by board.

    Asked for ids alone, by callers that have already narrowed them to what their reader may see.
    """
    found: dict[UUID, tuple[ToleranceRow, ...]] = {}
    for row in Tolerance.objects.filter(board_id__in=list(board_ids)).order_by("board_id", "kind", "level"):
        found[row.board_id] = (*found.get(row.board_id, ()), _tolerance(row))
    return found


@dataclass(frozen=True)
class BoardTies:
    """A board as escalation reads it."""

    id: UUID
    code: str
    name: str
    kind: str
    programme_id: UUID | None
    parent_id: UUID | None
    live_alerts: bool
    hold_seconds: int
    gather_seconds: int


class Hierarchy:
    """The boards of one council with what they tolerate, read once."""

    def __init__(self, organisation_id: UUID) -> None:
        rows = Board.objects.filter(organisation_id=organisation_id)
        self.boards = {b.id: _ties(b) for b in rows}
        held = Tolerance.objects.filter(board__organisation_id=organisation_id)
        self._limits = {(t.board_id, t.kind, t.level): t.limit for t in held}

    @property
    def tolerates_anything(self) -> bool:
        """Return whether any board of the council has a tolerance at all."""
        return bool(self._limits)

    def above(self, board_id: UUID | None) -> tuple[BoardTies, ...]:
        """Return a board and those above it, the lowest first; boards nothing is escalated to are passed over."""
        found: list[BoardTies] = []
        passed: set[UUID] = set()
        while board_id is not None and board_id in self.boards and board_id not in passed:
            passed.add(board_id)
            board = self.boards[board_id]
            if not found or board.kind not in PASSED_OVER:
                found.append(board)
            board_id = board.parent_id
        return tuple(found)

    def chain(self, board_id: UUID | None, kind: ToleranceKind, level: Level) -> tuple[Rank, ...]:
        """Return a board and those above it with their tolerances of one kind and level."""
        return tuple(Rank(b.id, b.name, self._limits.get((b.id, kind, level))) for b in self.above(board_id))

    def lowest(self, kind: ToleranceKind, level: Level, *, among: Iterable[UUID]) -> UUID | None:
        """Return the board that a breach of something no single board oversees starts from.

        Among these boards and those above them it is one with a tolerance of that kind and level and none below
        it that has one; of several the one that tolerates least.
        """
        reached = {b.id for start in among for b in self.above(start)}
        holders = [b for b in reached if (b, kind, level) in self._limits]
        higher = {b.id for start in holders for b in self.above(start)[1:]}
        lowest = [b for b in holders if b not in higher] or holders
        return min(lowest, key=lambda b: (self._limits[b, kind, level], self.boards[b].code), default=None)


def _ties(row: Board) -> BoardTies:
    return BoardTies(
        row.id,
        row.code,
        row.name,
        row.kind,
        row.programme_id,
        row.parent_id,
        row.live_alerts,
        row.alert_hold_seconds,
        row.gather_seconds,
    )


def _tolerance(row: Tolerance) -> ToleranceRow:
    return ToleranceRow(
        id=row.id,
        version=row.version,
        board_id=row.board_id,
        kind=row.kind,
        kind_words=row.get_kind_display(),
        level=row.level,
        level_words=row.get_level_display(),
        limit=row.limit,
    )
