"""Where a board stands among the others of its council: as a list that says what the picture shows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from governance.queries.boards import BoardRow


@dataclass(frozen=True)
class Hierarchy:
    """A board with those below it, in the order of their names."""

    board: BoardRow
    is_this: bool
    below: tuple[Hierarchy, ...]


def hierarchy(board: BoardRow, seen: Mapping[UUID, BoardRow]) -> tuple[Hierarchy, ...]:
    """Return the tree this board stands in, from its topmost board down. A circle is cut where it closes."""
    top, passed = board, {board.id}
    while top.parent_id is not None and top.parent_id in seen and top.parent_id not in passed:
        top = seen[top.parent_id]
        passed.add(top.id)
    return (_tree(top, board, seen, frozenset()),)


def _tree(top: BoardRow, this: BoardRow, seen: Mapping[UUID, BoardRow], above: frozenset[UUID]) -> Hierarchy:
    above |= {top.id}
    below = [b for b in seen.values() if b.parent_id == top.id and b.id not in above]
    return Hierarchy(top, top.id == this.id, tuple(_tree(b, this, seen, above) for b in below))
