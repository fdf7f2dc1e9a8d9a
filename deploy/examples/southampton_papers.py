"""Southampton's boards at work: the scrutiny panel's report of 25 January 2024, and the findings of the review."""

from __future__ import annotations

import re
from datetime import date

from deploy.examples.boardroom import AppendixRow, AssessmentRow, FindingRow, ReportRow, ReviewRow
from deploy.examples.folder import Folder

ASSESSED = {
    True: "The report says that one is required. None is attached to it.",
    False: "The report says that none is required.",
}


def read_report(folder: Folder, *, board_codes: dict[str, str]) -> ReportRow:
    """Return the panel's report. Its appendix is named and exempt; what it holds is not published."""
    (row,) = folder.rows("decisions")
    appendix = _appendix(row["confidential_appendix"])
    return ReportRow(
        ref="P1",
        subject=row["subject"],
        board_code=board_codes[row["decision_maker"]],
        on=date.fromisoformat(row["decision_date"]),
        source=row["source_document"],
        key_decision=row["key_decision"] == "Yes",
        fields={
            "report_of": row["report_of"],
            "confidentiality": f"Appendix {appendix.number} is confidential: {appendix.citation}.",
            "recommendations": row["recommendation_summary"],
            "reasons": row["reason_summary"],
            "alternatives": row["alternatives"],
            "detail": _priorities(folder),
            "resource_revenue": row["financial_implications"],
            "resource_property": row["property_implications"],
            "statutory_power": row["legal_power"],
            "risk_management": _risk(folder, row["source_document"]),
            "policy_framework": row["policy_framework"],
            "wards": row["wards"],
            "outcome": row["outcome"],
        },
        asks=row["recommendation_summary"],
        appendices=(appendix,),
        assessments=(
            _assessment("equality", row["subject"], row["esia_required"]),
            _assessment("data_protection", row["subject"], row["dpia_required"]),
        ),
        note=f"{row['note']}.",
    )


def read_review(folder: Folder, *, name: str) -> ReviewRow:
    """Return the review with a finding for each bullet of it."""
    return ReviewRow(
        name=name,
        source=name,
        findings=tuple(
            FindingRow(
                number=int(row["finding_no"]),
                theme=row["theme"],
                kind=row["kind"],
                summary=row["summary"],
                value=row["value"],
                unit=row["unit"],
                note=row["note"],
            )
            for row in folder.rows("review_findings")
        ),
    )


def _appendix(printed: str) -> AppendixRow:
    """Return "Appendix 1 (Category 3 of …)" read: a category is the paragraph of Schedule 12A of that number."""
    found = re.fullmatch(r"Appendix (\d+) \((Category (\d+) of .+)\)", printed)
    if found is None:
        raise ValueError(f"“{printed}” names no appendix with its category")
    return AppendixRow(found[1], f"Appendix {found[1]}: budget presentation", int(found[3]), found[2])


def _assessment(kind: str, subject: str, required: str) -> AssessmentRow:
    return AssessmentRow(kind, subject, required == "Yes", ASSESSED[required == "Yes"])


def _priorities(folder: Folder) -> str:
    rows = folder.rows("priorities")
    listed = [f"- {row['priority_no']}. {row['priority_summary']}" for row in rows]
    notes = [f"Of priority {row['priority_no']}: {row['note']}." for row in rows if row["note"]]
    return "\n".join(["The report names four programme priorities:", *listed, *notes])


def _risk(folder: Folder, source: str) -> str:
    """Return who governs risk: the bodies the report names besides its own panel."""
    rows = [row for row in folder.rows("boards") if row["source_document"] == source]
    return "\n".join(
        f"{row['name']}: {row['role_summary']}" for row in rows if row["kind"] != "scrutiny panel"
    )
