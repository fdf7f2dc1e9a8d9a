"""One programme: what is delivered, what it is worth, what is decided about it, and its papers as printed."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET

from governance.pages import sections
from governance.pages.asking import reader_of
from governance.pages.budget import budget
from governance.pages.decisions import decisions_table
from governance.pages.governed import closing_parts, consultations_table, rating_facts
from governance.pages.meetings import actions_table
from governance.pages.papers import papers_table
from governance.pages.registers import impacts_table, printed_tables
from governance.pages.risks import risks_table
from governance.pages.tables import Table, page_of
from governance.pages.things import milestones_table, savings_table
from governance.queries.actions import actions
from governance.queries.boards import boards
from governance.queries.budget_calendars import budget_dates
from governance.queries.decisions import decisions
from governance.queries.findings import findings
from governance.queries.impact_assessments import impact_assessments
from governance.queries.papers import papers
from governance.queries.risks import risks
from governance.queries.standings import Standing, programme_standing
from programme.rules.access import Actor


@login_required
@require_GET
def programme(request: HttpRequest, code: str) -> HttpResponse:
    """Show a programme: workstreams with three opinions, boards, milestones, savings, what is decided and risked,
    and the tables of its papers as printed.
    """
    reader = reader_of(request)
    found = programme_standing(reader=reader, code=code, now=timezone.now())
    if found is None:
        raise Http404
    row = found.programme
    closing_words, closing_tables = closing_parts(reader, row.id)
    context = {
        "crumbs": [("Boards", reverse("boards")), (row.name, "")],
        "kicker": row.organisation,
        "heading": row.name,
        "boards": [
            (one.name, page_of("board", one.id, one.code), one.kind_words)
            for one in boards(reader=reader, programme_ids=[row.id]).values()
        ],
        "findings": f"{reverse('findings')}?programme={row.code}"
        if findings(reader=reader, programme_ids=[row.id])
        else "",
        "facts": rating_facts(reader, row.id),
        "texts": closing_words,
        "parts": [*closing_tables, *_parts(found, reader)],
        "printed": printed_tables(reader, row.id),
        "has_contents": True,
        "budget": budget(budget_dates(reader=reader, programme_id=row.id, on=timezone.localdate())),
        "illustrative": row.illustrative,
        "source": row.source,
    }
    return render(request, "governance/thing.html", context)


def _parts(found: Standing, reader: Actor) -> list[tuple[str, Table]]:
    of: dict[str, Any] = {"reader": reader, "programme_ids": [found.programme.id]}
    agreed = actions(**of, is_open=True)
    return [
        ("Workstreams: three opinions", sections.ratings(found.opinions)),
        ("Milestones", milestones_table(found.milestones.values())),
        ("Savings", savings_table(found.savings.values())),
        ("Decisions", decisions_table(decisions(**of).values())),
        ("Papers", papers_table(papers(**of).values())),
        (
            "Open actions",
            actions_table(agreed.values(), caption="Open actions", nothing="No action is open."),
        ),
        ("Risks", risks_table(risks(**of).values())),
        ("Impact assessments", impacts_table(impact_assessments(**of).values())),
        ("Consultations", consultations_table(reader, found.programme.id)),
    ]
