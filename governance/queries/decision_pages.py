"""Which decisions stand on a page of a list: filtered, ordered, visible to their reader."""

from __future__ import annotations

from typing import Final
from uuid import UUID

from governance.models import Board, Decision
from governance.rules.deciding import ASKED
from programme.queries.paging import Cut, Page, asked_for, column, dates, orders, page_of
from programme.rules.access import Actor

DECISION_ORDERS: Final = orders(
    ref=(column("programme__code"), column("ref")),
    needed_by=(dates("needed_by"), column("ref")),
    effective_on=(dates("effective_on"), column("ref")),
)


def decision_page(
    *,
    reader: Actor,
    cut: Cut,
    programme: str | None = None,
    workstream: UUID | None = None,
    board: str | None = None,
    state: str | None = None,
    kind: str | None = None,
) -> Page:
    """Return a page of the decisions this reader may see; `programme` and `board` are codes, state "asked" is open."""
    narrowed = asked_for(programme__code=programme, workstream_id=workstream, kind=kind)
    rows = Decision.objects.visible_to(reader).filter(narrowed)
    if board is not None:
        rows = rows.filter(board__in=Board.objects.visible_to(reader).filter(code=board))
    if state is not None:
        rows = rows.filter(state__in=ASKED) if state == "asked" else rows.filter(state=state)
    return page_of(rows, order=DECISION_ORDERS[cut.order], cut=cut)
