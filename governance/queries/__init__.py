"""Every read of what watches and judges. What is shown takes its reader, and can see only what that reader may."""

from governance.queries.actions import ActionRow, actions
from governance.queries.agenda import Suggestion, agenda_suggestions
from governance.queries.alerts import (
    AlertRow,
    AlertStepRow,
    alert_step,
    alert_steps,
    alerts,
    episode_steps,
    newest_steps,
)
from governance.queries.assessments import AssessmentRow, assessment_history, assessments
from governance.queries.boards import BoardRow, DecisionMakerRow, MemberRow, boards, decision_makers
from governance.queries.calendar_links import CalendarLinkRow, calendar_links, reader_of_calendar
from governance.queries.consultations import ConsultationRow, consultations
from governance.queries.documents import DocumentRow, document, document_content, documents
from governance.queries.findings import FindingRow, FindingStepRow, finding_counts, findings
from governance.queries.hearing import (
    Hearing,
    alert_hearers,
    hearers,
    milestone_hearers,
    workstream_hearers,
)
from governance.queries.meetings import AgendaRow, AttendanceRow, MeetingRow, meetings, next_and_last
from governance.queries.oversights import OversightRow, oversights
from governance.queries.papers import PaperAssessmentRow, PaperRow, papers, word_templates
from governance.queries.positions import DeliveryPosition, RagCounts, delivery_positions, rag_counts

__all__ = [
    "ActionRow",
    "AgendaRow",
    "AlertRow",
    "AlertStepRow",
    "AssessmentRow",
    "AttendanceRow",
    "BoardRow",
    "CalendarLinkRow",
    "ConsultationRow",
    "DecisionMakerRow",
    "DeliveryPosition",
    "DocumentRow",
    "FindingRow",
    "FindingStepRow",
    "Hearing",
    "MeetingRow",
    "MemberRow",
    "OversightRow",
    "PaperAssessmentRow",
    "PaperRow",
    "RagCounts",
    "Suggestion",
    "actions",
    "agenda_suggestions",
    "alert_hearers",
    "alert_step",
    "alert_steps",
    "alerts",
    "assessment_history",
    "assessments",
    "boards",
    "calendar_links",
    "consultations",
    "decision_makers",
    "delivery_positions",
    "document",
    "document_content",
    "documents",
    "episode_steps",
    "finding_counts",
    "findings",
    "hearers",
    "meetings",
    "milestone_hearers",
    "newest_steps",
    "next_and_last",
    "oversights",
    "papers",
    "rag_counts",
    "reader_of_calendar",
    "word_templates",
    "workstream_hearers",
]
