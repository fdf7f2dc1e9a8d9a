"""Addresses of what watches and judges."""

from __future__ import annotations

from governance.api.alerts import Alerts, OneAlert
from governance.api.boards import Boards, OneBoard
from governance.api.risks import DeliveryRisks, MilestoneRisk, SavingRisk, WorkstreamRisk
from programme.api.urls import both

urlpatterns = both(
    ("boards", Boards, "api-boards"),
    ("boards/<uuid:id>", OneBoard, "api-board"),
    ("alerts", Alerts, "api-alerts"),
    ("alerts/<uuid:id>", OneAlert, "api-alert"),
    ("delivery-risks", DeliveryRisks, "api-delivery-risks"),
    ("workstreams/<uuid:id>/risk", WorkstreamRisk, "api-workstream-risk"),
    ("milestones/<uuid:id>/risk", MilestoneRisk, "api-milestone-risk"),
    ("savings/<uuid:id>/risk", SavingRisk, "api-saving-risk"),
)
