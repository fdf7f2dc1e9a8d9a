"""What papers print of boards at work, put on record where it is missing and left as people keep it where it stands."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, time
from typing import Any, Final
from uuid import UUID
from zoneinfo import ZoneInfo

from deploy.examples.boardroom import AssessmentRow, ConsultationRow, ReportRow, ReviewRow
from deploy.examples.structures import Example
from governance import changes as governing
from governance.models import Board, Consultation, Paper
from programme import queries
from programme.rules.access import Actor

LONDON: Final = ZoneInfo("Europe/London")
NO_TIME: Final = "The paper prints a day and no time."


def keep_papers(
    example: Example, *, programme_id: UUID, council: str, by: Actor, at: datetime, on_its_day: bool = False
) -> int:
    """Put on record the reports, reviews and consultations an example's papers print. Returns how many were missing.

    `council` is the code that begins those of its boards. `on_its_day` dates a report as of its own day, as into an
    empty programme; what is added later is dated `at`. What people renamed or took off is not missing.
    """
    kept = 0
    for review in example.reviews:
        kept += keep_review(review, programme_id=programme_id, by=by, at=at)
    refs = set(Paper.objects.filter(programme_id=programme_id).values_list("ref", flat=True))
    for report in example.reports:
        if report.ref not in refs:
            day = datetime.combine(report.on, time(12), LONDON) if on_its_day else at
            _keep_report(report, programme_id=programme_id, council=council, by=by, at=day)
            kept += 1
    known = _titles_ever(programme_id)
    for consultation in example.consultations:
        if consultation.title not in known:
            _keep_consultation(consultation, programme_id=programme_id, by=by, at=at)
            kept += 1
    return kept


def keep_review(
    review: ReviewRow,
    *,
    programme_id: UUID,
    by: Actor,
    at: datetime,
    illustrative: bool = False,
    followed: Mapping[int, Mapping[str, Any]] | None = None,
) -> int:
    """Put a review's findings on record, those of them that are missing. Returns how many were.

    `followed` has more of some, by number: whose they are, by when.
    """
    rows = [
        {
            "number": row.number,
            "theme": row.theme,
            "kind": row.kind,
            "summary": row.summary,
            "value": row.value,
            "unit": row.unit,
            "note": row.note,
            "source": review.source,
            "illustrative": illustrative,
            **(followed or {}).get(row.number, {}),
        }
        for row in review.findings
    ]
    return len(governing.add_findings(programme_id=programme_id, review=review.name, rows=rows, by=by, at=at))


def _titles_ever(programme_id: UUID) -> set[str]:
    """Return every title that consultations of a programme have or had."""
    history: Any = Consultation.pgh_event_model  # type: ignore[attr-defined]
    rows = history._default_manager.filter(programme_id=programme_id)
    return set(rows.values_list("title", flat=True))


def _keep_report(row: ReportRow, *, programme_id: UUID, council: str, by: Actor, at: datetime) -> None:
    """Put a report on record with its meeting, what it asks for and what it rests on."""
    board = Board.objects.get(code=f"{council}-{row.board_code}")
    values = {
        "ref": row.ref,
        "subject": row.subject,
        "state": "published",
        "board_id": board.id,
        "decision_maker_as_printed": board.name,
        "decision_date": row.on,
        "key_decision": row.key_decision,
        "source": row.source,
        **row.fields,
    }
    paper = governing.draft_paper(programme_id=programme_id, values=values, by=by, at=at)
    for position, appendix in enumerate(row.appendices, 1):
        attached = {
            "kind": "appendix",
            "number": appendix.number,
            "title": appendix.title,
            "position": position,
            "marking": "exempt" if appendix.paragraph else "open",
            "exempt_paragraph": appendix.paragraph,
            "marking_note": appendix.citation,
        }
        governing.attach_document(thing_kind="paper", thing_id=paper.id, values=attached, by=by, at=at)
    starts = datetime.combine(row.on, time.min, LONDON)
    meeting = governing.plan_meeting(
        board_id=board.id,
        values={
            "starts_at": starts,
            "source": row.source,
            "notes": " ".join(filter(None, [NO_TIME, row.note])),
        },
        by=by,
        at=at,
    )
    decision_id: UUID | None = None
    if row.asks:
        asked = {
            "ref": f"D-{row.ref}",
            "title": row.asks,
            "board_id": board.id,
            "paper_id": paper.id,
            "meeting_id": meeting.id,
            "key_decision": row.key_decision,
            "source": row.source,
        }
        decision = governing.propose_decision(
            programme_id=programme_id, values=asked, by=by, at=at, on=row.on
        )
        decision_id = decision.id
    item = {"kind": "decision", "title": row.subject, "paper_id": paper.id, "decision_id": decision_id}
    governing.add_agenda_item(meeting_id=meeting.id, values=item, by=by, at=at)
    for assessment in row.assessments:
        _keep_assessment(assessment, row, programme_id=programme_id, decision_id=decision_id, by=by, at=at)


def _keep_assessment(
    row: AssessmentRow,
    report: ReportRow,
    *,
    programme_id: UUID,
    decision_id: UUID | None,
    by: Actor,
    at: datetime,
) -> None:
    values = {"kind": row.kind, "subject": row.subject, "decision_id": decision_id, "source": report.source}
    added = governing.add_assessment(programme_id=programme_id, values=values, by=by, at=at)
    governing.screen_assessment(
        assessment_id=added.id,
        version=None,
        full=row.is_required,
        reason=row.reason,
        on=report.on,
        by=by,
        at=at,
    )


def _keep_consultation(row: ConsultationRow, *, programme_id: UUID, by: Actor, at: datetime) -> None:
    tables = queries.published_tables(reader=by, programme_ids=[programme_id]).values()
    values = {
        "title": row.title,
        "opens_on": row.opens_on,
        "closes_on": row.closes_on,
        "responses": row.responses,
        "bases": row.bases,
        "outcome": row.outcome,
        "table_id": next((table.id for table in tables if table.code == row.table), None),
        "source": row.source,
    }
    governing.add_consultation(programme_id=programme_id, values=values, by=by, at=at)
