"""Who watches, and how delivery is judged: boards, meetings, decisions, risks, delivery risk, alerts, digests."""

from governance.models.action import Action, Consultation, Finding, FindingStep
from governance.models.alert import Alert, AlertStep
from governance.models.assessment import Assessment
from governance.models.board import Board, BoardMember, DecisionMaker, DelegationLimit, Oversight
from governance.models.calendar_link import CalendarLink
from governance.models.closure import Handover, ProgrammeClosure
from governance.models.decision import Decision, DecisionEffect, DecisionStep, Wait
from governance.models.digest import BoardPack, Digest
from governance.models.impact_assessment import AssessmentStep, ImpactAssessment
from governance.models.meeting import AgendaItem, Attendance, Meeting
from governance.models.paper import Comment, Document, Paper
from governance.models.risk_register import Risk, RiskMatrix, RiskReview
from governance.models.tolerance import (
    Acknowledgement,
    Escalation,
    GovernanceSettings,
    ProgrammeRating,
    RecoveryRecord,
    Tolerance,
)

__all__ = [
    "Acknowledgement",
    "Action",
    "AgendaItem",
    "Alert",
    "AlertStep",
    "Assessment",
    "AssessmentStep",
    "Attendance",
    "Board",
    "BoardMember",
    "BoardPack",
    "CalendarLink",
    "Comment",
    "Consultation",
    "Decision",
    "DecisionEffect",
    "DecisionMaker",
    "DecisionStep",
    "DelegationLimit",
    "Digest",
    "Document",
    "Escalation",
    "Finding",
    "FindingStep",
    "GovernanceSettings",
    "Handover",
    "ImpactAssessment",
    "Meeting",
    "Oversight",
    "Paper",
    "ProgrammeClosure",
    "ProgrammeRating",
    "RecoveryRecord",
    "Risk",
    "RiskMatrix",
    "RiskReview",
    "Tolerance",
    "Wait",
]
