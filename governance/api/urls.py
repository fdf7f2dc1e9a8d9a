"""Addresses of what watches and judges."""

from __future__ import annotations

from governance.api.alerts import AcknowledgeAlert, Alerts, OneAlert
from governance.api.boards import Boards, OneBoard
from governance.api.closings import ProgrammeClosures
from governance.api.decisions import Decisions, OneDecision
from governance.api.follow_ups import (
    Actions,
    Consultations,
    Findings,
    OneAction,
    OneConsultation,
    OneFinding,
)
from governance.api.meetings import Meetings, OneMeeting, OnePaper, Papers
from governance.api.opinions import ProgrammeRating, Recoveries, WorkstreamOpinions, WorkstreamsOpinions
from governance.api.registers import ImpactAssessments, OneImpactAssessment, OneRegisterRisk, RegisterRisks
from governance.api.risks import DeliveryRisks, MilestoneRisk, SavingRisk, WorkstreamRisk
from programme.api.urls import both

urlpatterns = both(
    ("boards", Boards, "api-boards"),
    ("boards/<uuid:id>", OneBoard, "api-board"),
    ("meetings", Meetings, "api-meetings"),
    ("meetings/<uuid:id>", OneMeeting, "api-meeting"),
    ("papers", Papers, "api-papers"),
    ("papers/<uuid:id>", OnePaper, "api-paper"),
    ("actions", Actions, "api-actions"),
    ("actions/<uuid:id>", OneAction, "api-action"),
    ("findings", Findings, "api-findings"),
    ("findings/<uuid:id>", OneFinding, "api-finding"),
    ("consultations", Consultations, "api-consultations"),
    ("consultations/<uuid:id>", OneConsultation, "api-consultation"),
    ("alerts", Alerts, "api-alerts"),
    ("alerts/<uuid:id>", OneAlert, "api-alert"),
    ("alerts/<uuid:id>/acknowledge", AcknowledgeAlert, "api-acknowledge-alert"),
    ("decisions", Decisions, "api-decisions"),
    ("decisions/<uuid:id>", OneDecision, "api-decision"),
    ("risks", RegisterRisks, "api-risks"),
    ("risks/<uuid:id>", OneRegisterRisk, "api-risk"),
    ("impact-assessments", ImpactAssessments, "api-impact-assessments"),
    ("impact-assessments/<uuid:id>", OneImpactAssessment, "api-impact-assessment"),
    ("opinions", WorkstreamsOpinions, "api-opinions"),
    ("workstreams/<uuid:id>/opinions", WorkstreamOpinions, "api-workstream-opinions"),
    ("programmes/<uuid:id>/rating", ProgrammeRating, "api-programme-rating"),
    ("programmes/<uuid:id>/closures", ProgrammeClosures, "api-programme-closures"),
    ("recoveries", Recoveries, "api-recoveries"),
    ("delivery-risks", DeliveryRisks, "api-delivery-risks"),
    ("workstreams/<uuid:id>/risk", WorkstreamRisk, "api-workstream-risk"),
    ("milestones/<uuid:id>/risk", MilestoneRisk, "api-milestone-risk"),
    ("savings/<uuid:id>/risk", SavingRisk, "api-saving-risk"),
)
