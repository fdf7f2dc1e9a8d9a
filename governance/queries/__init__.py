"""Every read of what watches and judges. What is shown takes its reader, and can see only what that reader may."""

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
from governance.queries.hearing import (
    Hearing,
    alert_hearers,
    hearers,
    milestone_hearers,
    workstream_hearers,
)
from governance.queries.oversights import OversightRow, oversights
from governance.queries.positions import DeliveryPosition, RagCounts, delivery_positions, rag_counts

__all__ = [
    "AlertRow",
    "AlertStepRow",
    "AssessmentRow",
    "BoardRow",
    "DecisionMakerRow",
    "DeliveryPosition",
    "Hearing",
    "MemberRow",
    "OversightRow",
    "RagCounts",
    "alert_hearers",
    "alert_step",
    "alert_steps",
    "alerts",
    "assessment_history",
    "assessments",
    "boards",
    "decision_makers",
    "delivery_positions",
    "episode_steps",
    "hearers",
    "milestone_hearers",
    "newest_steps",
    "oversights",
    "rag_counts",
    "workstream_hearers",
]
