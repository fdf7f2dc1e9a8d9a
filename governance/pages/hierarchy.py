"""Where a board stands among the others of its council: as a picture, and as a list that says the same."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from governance.pages.tables import page_of
from governance.queries.boards import BoardRow, boards
from governance.queries.hierarchy import hierarchy_chart
from governance.rules.hierarchy import Chart, Item, drawn, listed
from programme.rules.access import Actor


@dataclass(frozen=True)
class Branch:
    """One part of the list, with what hangs from it; `href` where it is a board with a page."""

    words: str
    href: str
    is_this: bool
    below: tuple[Branch, ...]


@dataclass(frozen=True)
class Hierarchy:
    """The picture as SVG, and the list."""

    svg: str
    branches: tuple[Branch, ...]


def hierarchy(board: BoardRow, *, reader: Actor, at: datetime | None = None) -> Hierarchy:
    """Return the hierarchy a board stands in, or stood in: those of its programme and those over the whole council."""
    within = None if board.programme_id is None else [board.programme_id]
    chart = hierarchy_chart(reader=reader, organisation_id=board.organisation_id, programme_ids=within, at=at)
    seen = boards(reader=reader, organisation_ids=[board.organisation_id])
    return _shown(chart, seen.values(), title=f"The boards around {board.name}", key="boards", this=board.id)


def council_hierarchy(rows: Sequence[BoardRow], *, reader: Actor) -> Hierarchy:
    """Return the hierarchy of a whole council, given all of its boards that this reader may see."""
    council = rows[0].organisation_id
    chart = hierarchy_chart(reader=reader, organisation_id=council)
    return _shown(chart, rows, title=f"The boards of {rows[0].organisation}", key=f"boards-{council.hex[:8]}")


def _shown(
    chart: Chart, rows: Iterable[BoardRow], *, title: str, key: str, this: UUID | None = None
) -> Hierarchy:
    paths = {row.id: page_of("board", row.id, row.code) for row in rows}

    def branches(items: Iterable[Item]) -> tuple[Branch, ...]:
        return tuple(
            Branch(one.words, paths.get(one.part.id, ""), one.part.id == this, branches(one.below))
            for one in items
        )

    return Hierarchy(drawn(chart, title=title, key=key, this=this), branches(listed(chart)))
