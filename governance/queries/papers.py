"""Decision reports with what is attached to them and the impact assessments they rest on, as they are shown."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Q

from governance.models import Board, Decision, GovernanceSettings, ImpactAssessment, Paper
from governance.queries.documents import DocumentRow, documents
from governance.queries.paper_sight import seen_papers
from programme import queries as ground
from programme.rules.access import Actor, Placement

# The sections of a council's decision report, in its order: the paper's field and its heading.
SECTIONS = (
    ("confidentiality", "Statement of confidentiality"),
    ("brief_summary", "Brief summary"),
    ("recommendations", "Recommendations"),
    ("reasons", "Reasons for the recommendations"),
    ("alternatives", "Alternatives considered and rejected"),
    ("detail", "Detail, with the consultation carried out"),
    ("resource_capital", "Resources: capital"),
    ("resource_revenue", "Resources: revenue"),
    ("resource_property", "Resources: property"),
    ("resource_other", "Resources: other"),
    ("statutory_power", "Statutory power"),
    ("other_legal", "Other legal implications"),
    ("risk_management", "Risk management"),
    ("policy_framework", "Policy framework"),
    ("background_papers", "Background papers"),
    ("outcome", "Outcome"),
)


@dataclass(frozen=True)
class PaperAssessmentRow:
    """An impact assessment that a paper rests on, and how it stands."""

    id: UUID
    ref: str
    kind: str
    kind_words: str
    subject: str
    state: str
    state_words: str
    is_outstanding: bool


@dataclass(frozen=True)
class PaperRow:
    """A decision report. `sections` are those that say something: (field, heading, text), in the report's order.

    `key_decision` is None where the paper does not say. Links are blank where their reader may not see them.
    """

    id: UUID
    version: int
    ref: str
    subject: str
    programme_id: UUID
    programme_code: str
    programme_name: str
    organisation: str
    illustrative: bool
    workstream_id: UUID | None
    workstream: str
    state: str
    state_words: str
    decision_maker_id: UUID | None
    decision_maker: str
    board_id: UUID | None
    board: str
    decision_date: date | None
    report_of: str
    contacts: str
    key_decision: bool | None
    wards: str
    sections: tuple[tuple[str, str, str], ...]
    source: str
    marking: str
    paragraph: int | None
    citation: str
    placement: Placement
    documents: tuple[DocumentRow, ...]
    assessments: tuple[PaperAssessmentRow, ...]
    decision_ids: tuple[UUID, ...]

    @property
    def key_words(self) -> str:
        """Return whether it is a key decision, in a word."""
        return {True: "Yes", False: "No", None: "not stated"}[self.key_decision]

    def section(self, field: str) -> str:
        """Return the text of one section; "" where the paper has none."""
        return next((text for name, _, text in self.sections if name == field), "")


def papers(
    *,
    reader: Actor,
    ids: Iterable[UUID] | None = None,
    programme_ids: Iterable[UUID] | None = None,
    board_ids: Iterable[UUID] | None = None,
) -> dict[UUID, PaperRow]:
    """Return the papers this reader may see, by id, the newest decision first; drafts to officers alone."""
    narrowed = Q()
    for field, wanted in (("pk__in", ids), ("programme_id__in", programme_ids), ("board_id__in", board_ids)):
        if wanted is not None:
            narrowed &= Q(**{field: list(wanted)})
    rows: list[Paper] = list(
        seen_papers(reader)
        .filter(narrowed)
        .select_related("programme__organisation", "workstream", "decision_maker", "board__programme")
        .order_by("-decision_date", "ref")
    )
    attached = documents(reader=reader, thing_ids=[p.id for p in rows])
    boards = set(
        Board.objects.visible_to(reader)
        .filter(pk__in={p.board_id for p in rows})
        .values_list("pk", flat=True)
    )
    decided = _decisions([p.id for p in rows], reader)
    assessed = _assessments(decided, attached, reader)
    return {
        p.id: _paper(p, boards, attached.get(p.id, ()), decided.get(p.id, ()), assessed.get(p.id, ()), reader)
        for p in rows
    }


def word_templates(programme_ids: Iterable[UUID]) -> dict[UUID, bytes]:
    """Return the Word file whose styles a programme's reports take, by programme; nothing for those with none."""
    rows = GovernanceSettings.objects.filter(programme_id__in=list(programme_ids)).exclude(word_template=None)
    kept = rows.values_list("programme_id", "word_template_id")
    return {programme: ground.file_content(file_id) for programme, file_id in kept if file_id}


def _decisions(paper_ids: list[UUID], reader: Actor) -> dict[UUID, tuple[UUID, ...]]:
    rows = Decision.objects.visible_to(reader).filter(paper_id__in=paper_ids).order_by("ref")
    found: dict[UUID, tuple[UUID, ...]] = {}
    for paper_id, decision_id in rows.values_list("paper_id", "pk"):
        found[paper_id] = (*found.get(paper_id, ()), decision_id)
    return found


def _assessments(
    decided: dict[UUID, tuple[UUID, ...]], attached: dict[UUID, tuple[DocumentRow, ...]], reader: Actor
) -> dict[UUID, tuple[PaperAssessmentRow, ...]]:
    """Return the assessments of the decisions that papers ask for, and those attached to a paper as documents."""
    paper_of = {decision: paper for paper, ids in decided.items() for decision in ids}
    rows = ImpactAssessment.objects.visible_to(reader).filter(decision_id__in=paper_of).order_by("ref")
    found: dict[UUID, tuple[PaperAssessmentRow, ...]] = {}
    for row in rows:
        paper = paper_of[row.decision_id]
        found[paper] = (*found.get(paper, ()), _assessment(row))
    return found


def _assessment(row: ImpactAssessment) -> PaperAssessmentRow:
    return PaperAssessmentRow(
        id=row.id,
        ref=row.ref,
        kind=row.kind,
        kind_words=row.get_kind_display(),
        subject=row.subject,
        state=row.state,
        state_words=row.get_state_display(),
        is_outstanding=row.state not in ("signed", "screened_out"),
    )


def _paper(
    row: Paper,
    boards: set[UUID],
    attached: tuple[DocumentRow, ...],
    decision_ids: tuple[UUID, ...],
    assessed: tuple[PaperAssessmentRow, ...],
    reader: Actor,
) -> PaperRow:
    said = ((name, heading, str(getattr(row, name)).strip()) for name, heading in SECTIONS)
    board = row.board if row.board_id in boards else None
    return PaperRow(
        id=row.id,
        version=row.version,
        ref=row.ref,
        subject=row.subject,
        programme_id=row.programme_id,
        programme_code=row.programme.code,
        programme_name=row.programme.name,
        organisation=row.programme.organisation.name,
        illustrative=row.illustrative or row.programme.illustrative,
        workstream_id=row.workstream_id,
        workstream=f"{row.workstream.ref} {row.workstream.name}" if row.workstream else "",
        state=row.state,
        state_words=row.get_state_display(),
        decision_maker_id=row.decision_maker_id,
        decision_maker=row.decision_maker_as_printed
        or (row.decision_maker.name if row.decision_maker else ""),
        board_id=board.id if board else None,
        board=board.name if board else "",
        decision_date=row.decision_date,
        report_of=row.report_of,
        contacts=row.contacts if reader.kind != "public" else "",
        key_decision=row.key_decision,
        wards=row.wards,
        sections=tuple(part for part in said if part[2]),
        source=row.source,
        marking=row.marking,
        paragraph=row.exempt_paragraph,
        citation=row.marking_note,
        placement=row.placement(),
        documents=attached,
        assessments=assessed,
        decision_ids=decision_ids,
    )
