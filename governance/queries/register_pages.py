"""Which risks and impact assessments stand on a page of a list: filtered, ordered, visible to their reader."""

from __future__ import annotations

from typing import Final
from uuid import UUID

from governance.models import Board, ImpactAssessment, Risk
from governance.rules.assessing import HOLDING
from programme.queries.paging import Cut, Page, asked_for, column, dates, orders, page_of
from programme.rules.access import Actor

RISK_ORDERS: Final = orders(
    ref=(column("programme__code"), column("ref")),
    review_on=(dates("review_on"), column("ref")),
)
IMPACT_ORDERS: Final = orders(ref=(column("programme__code"), column("ref")))


def risk_page(
    *,
    reader: Actor,
    cut: Cut,
    programme: str | None = None,
    workstream: UUID | None = None,
    board: str | None = None,
    state: str | None = None,
) -> Page:
    """Return a page of the risks this reader may see; `programme` and `board` are codes."""
    narrowed = asked_for(programme__code=programme, workstream_id=workstream, state=state)
    rows = Risk.objects.visible_to(reader).filter(narrowed)
    if board is not None:
        rows = rows.filter(board__in=Board.objects.visible_to(reader).filter(code=board))
    return page_of(rows, order=RISK_ORDERS[cut.order], cut=cut)


def impact_page(
    *,
    reader: Actor,
    cut: Cut,
    programme: str | None = None,
    workstream: UUID | None = None,
    kind: str | None = None,
    state: str | None = None,
) -> Page:
    """Return a page of the impact assessments this reader may see; state "holding" is what holds decisions back."""
    narrowed = asked_for(programme__code=programme, workstream_id=workstream, kind=kind)
    rows = ImpactAssessment.objects.visible_to(reader).filter(narrowed)
    if state is not None:
        rows = rows.filter(state__in=HOLDING) if state == "holding" else rows.filter(state=state)
    return page_of(rows, order=IMPACT_ORDERS[cut.order], cut=cut)
