"""One impact assessment: what it is about, what it found, every step of it and who may not sign it."""

from __future__ import annotations

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from governance.pages.asking import reader_of
from governance.pages.tables import NOT_PUBLISHED, Table, day, moment, page_of, table
from governance.queries.impact_assessments import (
    AssessmentStepRow,
    ImpactAssessmentRow,
    assessment_steps,
    impact_assessments,
)


@login_required
@require_GET
def impact_assessment(request: HttpRequest, assessment_id: UUID) -> HttpResponse:
    """Show one impact assessment."""
    reader = reader_of(request)
    row = impact_assessments(reader=reader, ids=[assessment_id]).get(assessment_id)
    if row is None:
        raise Http404
    context = {
        "crumbs": [
            ("Boards", reverse("boards")),
            (row.programme_name, page_of("programme", row.programme_id, row.programme_code)),
            (row.ref, ""),
        ],
        "kicker": f"{row.kind_words} {row.ref}",
        "heading": row.subject,
        "facts": _facts(row),
        "texts": [
            (label, words)
            for label, words in (
                ("Why it was screened so", row.screening_reason),
                ("What it found", row.impact or (NOT_PUBLISHED if row.signed_on else "")),
                ("What is done about it", row.mitigation),
            )
            if words
        ],
        "parts": [("Steps", _steps(assessment_steps([row.id], reader=reader).get(row.id, ())))],
        "illustrative": row.illustrative,
        "source": row.source,
    }
    return render(request, "governance/thing.html", context)


def _facts(row: ImpactAssessmentRow) -> list[tuple[str, str, str]]:
    return [
        ("Stands", row.state_words, ""),
        ("Next", "" if row.is_done else row.next_step, ""),
        ("Screened", _when(day(row.screened_on), row.screened_by), ""),
        ("Signed", _when(day(row.signed_on), row.signed_by), ""),
        ("May not sign", "" if row.is_done else ", ".join(row.may_not_sign), ""),
        ("Decision", row.decision, page_of("decision", row.decision_id) if row.decision_id else ""),
        ("Saving", row.saving, page_of("saving", row.saving_id) if row.saving_id else ""),
        ("Workstream", row.workstream, page_of("workstream", row.workstream_id) if row.workstream_id else ""),
        ("Marking", "" if row.marking == "open" else row.marking.capitalize(), ""),
    ]


def _when(on: str, by: str) -> str:
    return ", ".join(part for part in (on, by) if part)


def _steps(rows: tuple[AssessmentStepRow, ...]) -> Table:
    return table(
        "Steps",
        ("When", "State", "By", "Note"),
        ([moment(one.recorded_at), one.state_words, one.recorded_by, one.note] for one in reversed(rows)),
        nothing="No step is on record.",
    )
