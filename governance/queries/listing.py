"""Which boards and alerts stand on a page of a list: filtered, ordered, visible to their reader."""

from __future__ import annotations

from dataclasses import replace
from typing import Final
from uuid import UUID

from governance.models import Alert, Board
from governance.queries.alerts import AlertRow, alerts
from programme import queries as ground
from programme.queries.paging import Cut, Page, Place, asked_for, column, orders, page_of
from programme.rules.access import Actor

BOARD_ORDERS: Final = orders(name=(column("name"), column("code")), code=(column("code"),))
ALERT_ORDERS: Final = orders(opened=(column("opened_at"),))


def board_page(
    *,
    reader: Actor,
    cut: Cut,
    programme: str | None = None,
    organisation: str | None = None,
    kind: str | None = None,
) -> Page:
    """Return a page of the boards this reader may see; `programme` and `organisation` are codes."""
    narrowed = asked_for(programme__code=programme, organisation__code=organisation, kind=kind)
    rows = Board.objects.visible_to(reader).filter(narrowed)
    return page_of(rows, order=BOARD_ORDERS[cut.order], cut=cut)


def alert_page(
    *,
    reader: Actor,
    cut: Cut,
    programme: str | None = None,
    workstream: UUID | None = None,
    kind: str | None = None,
    is_open: bool | None = None,
) -> tuple[Page, dict[UUID, AlertRow]]:
    """Return a page of the alerts on things this reader may see, and the alerts; `programme` is a code.

    An alert is seen by whoever sees its thing, which only `alerts` knows: so a page is filled from those of the
    programmes the reader sees, a stretch at a time.
    """
    programmes = ground.programmes(reader=reader, code=programme)
    narrowed = asked_for(
        workstream_id=workstream, kind=kind, closed_at__isnull=is_open, programme_id__in=list(programmes)
    )
    rows = Alert.objects.filter(narrowed)
    kept: list[Place] = []
    found: dict[UUID, AlertRow] = {}
    began, stretch = None, replace(cut, limit=cut.limit + 1)
    while True:
        page = page_of(rows, order=ALERT_ORDERS[cut.order], cut=stretch)
        began = page.began if stretch.after == cut.after else began
        found |= alerts(reader=reader, ids=page.ids, is_open=None)
        kept += [place for place in page.places if place.id in found]
        if len(kept) > cut.limit or page.ended is None:
            return Page(tuple(kept[: cut.limit]), began, has_more=len(kept) > cut.limit), found
        stretch = replace(stretch, after=page.ended.id)
