"""A decision report as a Word file, for committee systems: what its reader may see, or what the public would."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Final
from uuid import UUID

from governance import queries
from governance.exchange.word import Report
from programme.rules import access

ILLUSTRATIVE: Final = "Illustrative: invented, to show how it works."
PUBLIC: Final = "Public version."
READERS: Final = "This copy holds what {name} may see. It is not for publication."
NOT_STATED: Final = "Not stated"


def decision_report(
    *, reader: access.Actor, paper_id: UUID, at: datetime, is_public: bool = False
) -> bytes | None:
    """Return a paper as a Word file, or None where its reader may not see it.

    The public version is made from what nobody signed in would see, and only for whoever may see the paper.
    Source: docs/method.md, "Papers and documents".
    """
    if paper_id not in queries.papers(reader=reader, ids=[paper_id]):
        return None
    shown_to = access.public() if is_public else reader
    paper = queries.papers(reader=shown_to, ids=[paper_id]).get(paper_id)
    if paper is None:
        return None
    template = queries.word_templates([paper.programme_id]).get(paper.programme_id)
    report = Report(
        title=paper.subject, author=paper.report_of or paper.organisation, at=at, template=template
    )
    if paper.illustrative:
        report.text(ILLUSTRATIVE)
    report.text(PUBLIC if is_public else READERS.format(name=reader.name))
    report.table(
        ["About this report", ""], _facts(paper), caption="What this report is about and who decides"
    )
    for _, heading, text in paper.sections:
        report.heading(heading)
        report.text(text)
    _impact(report, paper)
    _documents(report, paper)
    return report.content()


def file_name(paper: queries.PaperRow, *, is_public: bool) -> str:
    """Return the name of the file: the programme, the paper's ref, and that it is public; nothing of its subject."""
    public = "-public" if is_public else ""
    return f"{paper.programme_code}-{paper.ref}{public}.docx".lower()


def _facts(paper: queries.PaperRow) -> list[Sequence[str]]:
    marking = f"Exempt, paragraph {paper.paragraph}" if paper.paragraph else paper.marking.capitalize()
    rows = [
        ("Decision-maker", paper.decision_maker),
        ("Subject", paper.subject),
        ("Date of decision", _day(paper.decision_date)),
        ("Report of", paper.report_of),
        ("Contacts", paper.contacts),
        ("Programme", paper.programme_name),
        ("Board", paper.board),
        ("Key decision", paper.key_words.capitalize()),
        ("Wards", paper.wards),
        ("Marking", f"{marking} ({paper.citation})" if paper.citation else marking),
    ]
    return [(head, words or NOT_STATED) for head, words in rows]


def _impact(report: Report, paper: queries.PaperRow) -> None:
    if not paper.assessments:
        return
    report.heading("Impact assessments")
    rows = [(a.ref, a.kind_words, a.subject, a.state_words) for a in paper.assessments]
    report.table(
        ["Ref", "Kind", "About", "How it stands"], rows, caption="Impact assessments and how they stand"
    )


def _documents(report: Report, paper: queries.PaperRow) -> None:
    if not paper.documents:
        return
    report.heading("Appendices and other documents")
    rows = [
        (
            d.number or "",
            d.title,
            d.kind_words,
            d.marking_words or "Open",
            "Attached" if d.has_file else "Not attached",
        )
        for d in paper.documents
    ]
    heads = ["No.", "Document", "Kind", "Marking", "File"]
    report.table(heads, rows, caption="Documents that go with this report, with their marking")


def _day(day: date | None) -> str:
    return f"{day.day} {day:%B %Y}" if day else ""
