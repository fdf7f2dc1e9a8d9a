"""One decision report with what is attached to it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from governance.pages.asking import reader_of
from governance.pages.tables import NOT_PUBLISHED, Cell, Table, day, long_day, page_of, table
from governance.queries.documents import DocumentRow
from governance.queries.papers import PaperRow, papers


@login_required
@require_GET
def paper(request: HttpRequest, paper_id: UUID) -> HttpResponse:
    """Show one decision report, in the order of the council's form."""
    row = papers(reader=reader_of(request), ids=[paper_id]).get(paper_id)
    if row is None:
        raise Http404
    context: dict[str, Any] = {
        "crumbs": [("Boards", reverse("boards")), (f"{row.ref} {row.subject}", "")],
        "paper": row,
        "facts": _facts(row),
        "documents": documents_table(row.documents) if row.documents else None,
        "assessments": _assessments(row) if row.assessments else None,
        "decisions": [page_of("decision", one) for one in row.decision_ids],
        "illustrative": row.illustrative,
    }
    return render(request, "governance/paper.html", context)


def papers_table(rows: Iterable[PaperRow]) -> Table:
    """Return decision reports: to whom, when, and how far each has come."""
    return table(
        "Papers",
        ("Paper", "Decision-maker", "@Date", "State"),
        (
            [
                Cell(f"{p.ref} {p.subject}", href=page_of("paper", p.id)),
                p.decision_maker or NOT_PUBLISHED,
                day(p.decision_date, otherwise=NOT_PUBLISHED),
                p.state_words,
            ]
            for p in rows
        ),
        nothing="No paper is on record.",
    )


def documents_table(rows: tuple[DocumentRow, ...]) -> Table:
    """Return what is attached, with its marking; a name without a file says where it is not."""
    return table(
        "Appendices and documents",
        ("Document", "Kind", "Marking", "File"),
        (
            [
                f"{d.number} {d.title}".strip(),
                d.kind_words,
                d.marking_words or "Open",
                Cell(d.file_name, href=reverse("document", args=[d.id])) if d.has_file else "not in our copy",
            ]
            for d in rows
        ),
    )


def _facts(row: PaperRow) -> list[tuple[str, str]]:
    found = [
        ("Decision-maker", row.decision_maker or NOT_PUBLISHED),
        ("Date of decision", long_day(row.decision_date) if row.decision_date else NOT_PUBLISHED),
        ("Report of", row.report_of or NOT_PUBLISHED),
        ("Contacts", row.contacts or NOT_PUBLISHED),
        ("Key decision", row.key_words),
        ("Wards", row.wards or NOT_PUBLISHED),
        ("Board", row.board),
        ("Workstream", row.workstream),
        ("Marking", _marking(row)),
        ("Source", row.source),
    ]
    return [(label, words) for label, words in found if words]


def _marking(row: PaperRow) -> str:
    if row.marking == "exempt":
        local = f" ({row.citation})" if row.citation else ""
        return f"Exempt, paragraph {row.paragraph} of Schedule 12A{local}"
    return row.marking.capitalize()


def _assessments(row: PaperRow) -> Table:
    return table(
        "Impact assessments",
        ("Assessment", "Kind", "State"),
        (
            [
                Cell(f"{a.ref} {a.subject}", href=page_of("impact_assessment", a.id)),
                a.kind_words,
                Cell(
                    a.state_words,
                    tone="worse" if a.is_outstanding else "",
                    lines=("outstanding",) if a.is_outstanding else (),
                ),
            ]
            for a in row.assessments
        ),
    )
