"""Which meetings, papers, actions, findings and consultations stand on a page of a list, visible to their reader."""

from __future__ import annotations

from datetime import date, datetime
from typing import Final
from uuid import UUID

from django.db.models import Q

from governance.models import Action, Consultation, Finding, Meeting
from governance.queries.paper_sight import seen_papers
from governance.rules.finding import FINISHED, NEEDS_RESPONSE
from programme.queries.paging import Cut, Page, asked_for, column, dates, orders, page_of
from programme.rules.access import Actor

MEETING_ORDERS: Final = orders(starts=(column("starts_at"),))
PAPER_ORDERS: Final = orders(
    ref=(column("programme__code"), column("ref")), decision=(dates("decision_date"), column("ref"))
)
ACTION_ORDERS: Final = orders(
    due=(dates("due_on"), column("ref")), ref=(column("programme__code"), column("ref"))
)
FINDING_ORDERS: Final = orders(review=(column("programme__code"), column("review"), column("number")))
CONSULTATION_ORDERS: Final = orders(opens=(dates("opens_on"), column("title")))


def meeting_page(
    *,
    reader: Actor,
    cut: Cut,
    programme: str | None = None,
    board: str | None = None,
    state: str | None = None,
    since: datetime | None = None,
    until: datetime | None = None,
) -> Page:
    """Return a page of the meetings this reader may see; `programme` and `board` are codes."""
    narrowed = asked_for(
        board__programme__code=programme,
        board__code=board,
        state=state,
        starts_at__gte=since,
        starts_at__lt=until,
    )
    rows = Meeting.objects.visible_to(reader).filter(narrowed)
    return page_of(rows, order=MEETING_ORDERS[cut.order], cut=cut)


def paper_page(
    *,
    reader: Actor,
    cut: Cut,
    programme: str | None = None,
    board: str | None = None,
    state: str | None = None,
    key_decision: bool | None = None,
) -> Page:
    """Return a page of the papers this reader may see; `programme` and `board` are codes."""
    narrowed = asked_for(programme__code=programme, board__code=board, state=state, key_decision=key_decision)
    rows = seen_papers(reader).filter(narrowed)
    return page_of(rows, order=PAPER_ORDERS[cut.order], cut=cut)


def action_page(
    *,
    reader: Actor,
    cut: Cut,
    programme: str | None = None,
    board: str | None = None,
    owner: UUID | None = None,
    is_open: bool | None = None,
    due_before: date | None = None,
) -> Page:
    """Return a page of the actions this reader may see; `programme` and `board` are codes."""
    narrowed = asked_for(
        programme__code=programme,
        board__code=board,
        owner_id=owner,
        done_on__isnull=is_open,
        due_on__lt=due_before,
    )
    rows = Action.objects.visible_to(reader).filter(narrowed)
    return page_of(rows, order=ACTION_ORDERS[cut.order], cut=cut)


def finding_page(
    *,
    reader: Actor,
    cut: Cut,
    programme: str | None = None,
    board: str | None = None,
    kind: str | None = None,
    state: str | None = None,
    theme: str | None = None,
    is_waiting: bool | None = None,
) -> Page:
    """Return a page of the findings this reader may see; `is_waiting` keeps those that still need something."""
    narrowed = asked_for(programme__code=programme, board__code=board, kind=kind, state=state, theme=theme)
    rows = Finding.objects.visible_to(reader).filter(narrowed)
    if is_waiting is not None:
        waits = Q(kind__in=NEEDS_RESPONSE) & ~Q(state__in=FINISHED)
        rows = rows.filter(waits if is_waiting else ~waits)
    return page_of(rows, order=FINDING_ORDERS[cut.order], cut=cut)


def consultation_page(*, reader: Actor, cut: Cut, programme: str | None = None) -> Page:
    """Return a page of the consultations this reader may see; `programme` is a code."""
    rows = Consultation.objects.visible_to(reader).filter(asked_for(programme__code=programme))
    return page_of(rows, order=CONSULTATION_ORDERS[cut.order], cut=cut)
