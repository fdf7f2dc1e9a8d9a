"""What a document or a comment may be attached to, by the name its row keeps."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from governance.models.action import Action, Consultation, Finding
from governance.models.decision import Decision
from governance.models.impact_assessment import ImpactAssessment
from governance.models.meeting import Meeting
from governance.models.paper import Paper
from governance.models.risk_register import Risk

THINGS: Final[Mapping[str, Any]] = {
    "paper": Paper,
    "decision": Decision,
    "meeting": Meeting,
    "assessment": ImpactAssessment,
    "risk": Risk,
    "finding": Finding,
    "action": Action,
    "consultation": Consultation,
}
