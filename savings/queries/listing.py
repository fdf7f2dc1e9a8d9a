"""Which savings stand on a page of a list: filtered, ordered, visible to its reader.

Only ids come out; the rows themselves are read by `savings`.
"""

from __future__ import annotations

from typing import Final
from uuid import UUID

from django.db.models import OuterRef, Subquery, Value
from django.db.models.functions import Coalesce

from programme.queries.paging import Cut, Page, asked_for, column, orders, page_of
from programme.rules.access import Actor
from savings.models import CodingSplit, OutlookReport, Saving
from savings.queries.in_budget import stands_in_budget

NOT_PUBLISHED: Final = "not_published"
SAVING_ORDERS: Final = orders(
    programme=(column("programme__code"), column("line_no"), column("ref")),
    name=(column("name"),),
)


def saving_page(
    *,
    reader: Actor,
    cut: Cut,
    programme: str | None = None,
    workstream: UUID | None = None,
    owner: UUID | None = None,
    kind: str | None = None,
    maturity: int | None = None,
    outlook: str | None = None,
    in_budget: bool | None = None,
    cost_centre: str | None = None,
) -> Page:
    """Return a page of the savings this reader may see; `programme` is a code, `outlook` may be not_published."""
    narrowed = asked_for(
        programme__code=programme, workstream_id=workstream, owner_id=owner, kind=kind, maturity=maturity
    )
    rows = Saving.objects.visible_to(reader).filter(narrowed)
    if outlook is not None:
        reports = OutlookReport.objects.filter(saving=OuterRef("pk"))
        newest = reports.order_by("-recorded_at", "-saving_version").values("outlook")
        rows = rows.annotate(newest_outlook=Coalesce(Subquery(newest[:1]), Value("")))
        rows = rows.filter(newest_outlook="" if outlook == NOT_PUBLISHED else outlook)
    if in_budget is not None:
        rows = rows.filter(stands_in_budget() if in_budget else ~stands_in_budget())
    if cost_centre is not None:
        rows = rows.filter(pk__in=CodingSplit.objects.filter(cost_centre=cost_centre).values("saving_id"))
    return page_of(rows, order=SAVING_ORDERS[cut.order], cut=cut)
