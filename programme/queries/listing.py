"""Which programmes, workstreams and milestones stand on a page of a list: filtered, ordered, visible to its reader.

Only ids come out; the rows themselves are read by `programmes`, `workstreams` and `milestones`.
"""

from __future__ import annotations

from datetime import date
from typing import Final
from uuid import UUID

from django.db.models import OuterRef, Subquery

from programme.models import Milestone, Programme, StatusReport, Workstream
from programme.queries.paging import Cut, Page, asked_for, column, dates, orders, page_of, places
from programme.rules.access import Actor

NOT_PUBLISHED: Final = "not_published"

PROGRAMME_ORDERS: Final = orders(code=(column("code"),), name=(column("name"),))
WORKSTREAM_ORDERS: Final = orders(
    programme=(column("programme__code"), column("position"), column("ref")),
    name=(column("name"),),
)
MILESTONE_ORDERS: Final = orders(
    programme=(column("programme__code"), places("workstream__position"), column("position"), column("ref")),
    forecast=(dates("forecast_date"),),
    baseline=(dates("baseline_date"),),
)


def programme_page(
    *,
    reader: Actor,
    cut: Cut,
    code: str | None = None,
    organisation: str | None = None,
    is_illustrative: bool | None = None,
) -> Page:
    """Return a page of the programmes this reader sees anything of; `organisation` is a council's code."""
    narrowed = asked_for(code=code, organisation__code=organisation, illustrative=is_illustrative)
    rows = Programme.objects.visible_to(reader).filter(narrowed)
    return page_of(rows, order=PROGRAMME_ORDERS[cut.order], cut=cut)


def workstream_page(
    *,
    reader: Actor,
    cut: Cut,
    programme: str | None = None,
    owner: UUID | None = None,
    rag: str | None = None,
) -> Page:
    """Return a page of the workstreams this reader may see; `programme` is a code, `rag` may be not_published."""
    rows = Workstream.objects.visible_to(reader).filter(asked_for(programme__code=programme, owner_id=owner))
    if rag is not None:
        reports = StatusReport.objects.filter(workstream=OuterRef("pk"))
        newest = reports.order_by("-recorded_at", "-workstream_version").values("rating")
        rows = rows.annotate(newest_rating=Subquery(newest[:1]))
        rows = rows.filter(newest_rating=None if rag == NOT_PUBLISHED else rag)
    return page_of(rows, order=WORKSTREAM_ORDERS[cut.order], cut=cut)


def milestone_page(
    *,
    reader: Actor,
    cut: Cut,
    programme: str | None = None,
    workstream: UUID | None = None,
    owner: UUID | None = None,
    kind: str | None = None,
    is_finished: bool | None = None,
    forecast_from: date | None = None,
    forecast_to: date | None = None,
) -> Page:
    """Return a page of the milestones this reader may see.

    `forecast_from` and `forecast_to` are inclusive and compared with the first day of a coarser date.
    """
    narrowed = asked_for(
        programme__code=programme,
        workstream_id=workstream,
        owner_id=owner,
        kind=kind,
        forecast_date__gte=forecast_from,
        forecast_date__lte=forecast_to,
        actual_date__isnull=None if is_finished is None else not is_finished,
    )
    rows = Milestone.objects.visible_to(reader).filter(narrowed)
    return page_of(rows, order=MILESTONE_ORDERS[cut.order], cut=cut)
