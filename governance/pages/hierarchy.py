"""Where a board stands among the others of its council: as a picture, and as a list that says the same."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from governance.pages.tables import page_of
from governance.queries.boards import BoardRow, boards
from governance.queries.hierarchy import hierarchy_chart
from governance.rules.hierarchy import Item, drawn, listed
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
    paths = {key: page_of("board", key, row.code) for key, row in seen.items()}
    svg = drawn(chart, title=f"The boards around {board.name}", key="boards", this=board.id)

    def branches(items: Iterable[Item]) -> tuple[Branch, ...]:
        return tuple(
            Branch(one.words, paths.get(one.part.id, ""), one.part.id == board.id, branches(one.below))
            for one in items
        )

    return Hierarchy(svg, branches(listed(chart)))
