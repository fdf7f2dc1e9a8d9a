"""Every read of what watches and judges. What is shown takes its reader, and can see only what that reader may."""

from governance.queries.actions import ActionRow, actions
from governance.queries.agenda import Suggestion, agenda_suggestions
from governance.queries.alerts import (
    AlertRow,
    AlertStepRow,
    alert_step,
    alert_steps,
    alerts,
    alerts_seen,
    episode_steps,
    newest_steps,
)
from governance.queries.assessments import AssessmentRow, assessment_history, assessments
from governance.queries.board_checks import board_findings
from governance.queries.board_view import as_seen_now, board_view
from governance.queries.boards import BoardRow, DecisionMakerRow, MemberRow, boards, decision_makers
from governance.queries.calendar_links import CalendarLinkRow, calendar_links, reader_of_calendar
from governance.queries.closing import (
    ClosureRow,
    FinalYear,
    HandoverRow,
    closures,
    left_behind,
    position_to_sign,
    unsettled_decisions,
)
from governance.queries.comments import CommentRow, comments
from governance.queries.consultations import ConsultationRow, consultations
from governance.queries.decisions import (
    DecisionRow,
    Standing,
    decisions,
    decisions_asked,
    held_back_by,
    standing,
)
from governance.queries.digests import (
    DigestRow,
    DueDigests,
    digest_begins,
    digests,
    digests_due,
    digests_made,
    digests_naming,
    newer_digest,
    sitting,
)
from governance.queries.documents import DocumentRow, document, document_content, documents
from governance.queries.effects import EffectRow
from governance.queries.escalations import AcknowledgementRow, RungRow, acknowledgements, rungs
from governance.queries.findings import FindingRow, FindingStepRow, finding_counts, findings
from governance.queries.gates import OutstandingAssessment, outstanding_assessments
from governance.queries.hearing import Hearing, alert_hearers
from governance.queries.hierarchy import hierarchy_chart
from governance.queries.impact_assessments import (
    AssessmentStepRow,
    ImpactAssessmentRow,
    assessment_steps,
    impact_assessments,
)
from governance.queries.matrices import MatrixRow, matrices_of, risk_matrices
from governance.queries.meetings import AgendaRow, AttendanceRow, MeetingRow, meetings, next_and_last
from governance.queries.opinions import ProgrammeRatingRow, opinions, programme_ratings
from governance.queries.oversights import OversightRow, oversights
from governance.queries.papers import PaperAssessmentRow, PaperRow, papers, word_templates
from governance.queries.positions import DeliveryPosition, RagCounts, delivery_positions, rag_counts
from governance.queries.recording import steps_to_record
from governance.queries.risks import RiskReviewRow, RiskRow, risk_reviews, risks
from governance.queries.tellings import alerts_telling_of
from governance.queries.tolerances import ToleranceRow, tolerances
from governance.queries.waits import MilestoneWaits, WaitRow, decision_awaited, milestone_waits, waits
from governance.queries.would_hear import hearers, milestone_hearers, saving_hearers, workstream_hearers

__all__ = [
    "AcknowledgementRow",
    "ActionRow",
    "AgendaRow",
    "AlertRow",
    "AlertStepRow",
    "AssessmentRow",
    "AssessmentStepRow",
    "AttendanceRow",
    "BoardRow",
    "CalendarLinkRow",
    "ClosureRow",
    "CommentRow",
    "ConsultationRow",
    "DecisionMakerRow",
    "DecisionRow",
    "DeliveryPosition",
    "DigestRow",
    "DocumentRow",
    "DueDigests",
    "EffectRow",
    "FinalYear",
    "FindingRow",
    "FindingStepRow",
    "HandoverRow",
    "Hearing",
    "ImpactAssessmentRow",
    "MatrixRow",
    "MeetingRow",
    "MemberRow",
    "MilestoneWaits",
    "OutstandingAssessment",
    "OversightRow",
    "PaperAssessmentRow",
    "PaperRow",
    "ProgrammeRatingRow",
    "RagCounts",
    "RiskReviewRow",
    "RiskRow",
    "RungRow",
    "Standing",
    "Suggestion",
    "ToleranceRow",
    "WaitRow",
    "acknowledgements",
    "actions",
    "agenda_suggestions",
    "alert_hearers",
    "alert_step",
    "alert_steps",
    "alerts",
    "alerts_seen",
    "alerts_telling_of",
    "as_seen_now",
    "assessment_history",
    "assessment_steps",
    "assessments",
    "board_findings",
    "board_view",
    "boards",
    "calendar_links",
    "closures",
    "comments",
    "consultations",
    "decision_awaited",
    "decision_makers",
    "decisions",
    "decisions_asked",
    "delivery_positions",
    "digest_begins",
    "digests",
    "digests_due",
    "digests_made",
    "digests_naming",
    "document",
    "document_content",
    "documents",
    "episode_steps",
    "finding_counts",
    "findings",
    "hearers",
    "held_back_by",
    "hierarchy_chart",
    "impact_assessments",
    "left_behind",
    "matrices_of",
    "meetings",
    "milestone_hearers",
    "milestone_waits",
    "newer_digest",
    "newest_steps",
    "next_and_last",
    "opinions",
    "outstanding_assessments",
    "oversights",
    "papers",
    "position_to_sign",
    "programme_ratings",
    "rag_counts",
    "reader_of_calendar",
    "risk_matrices",
    "risk_reviews",
    "risks",
    "rungs",
    "saving_hearers",
    "sitting",
    "standing",
    "steps_to_record",
    "tolerances",
    "unsettled_decisions",
    "waits",
    "word_templates",
    "workstream_hearers",
]
