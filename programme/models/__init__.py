"""What is delivered, and when: councils, people and their grants, programmes, workstreams, milestones."""

from programme.models.indicator import Indicator, IndicatorReading
from programme.models.milestone import Dependency, Milestone, MilestoneReport
from programme.models.organisation import Organisation
from programme.models.person import ApiToken, Grant, IdempotencyKey, Person
from programme.models.programme import DefinitionSet, Programme, Workstream
from programme.models.published_table import PublishedTable
from programme.models.reporting import ReportingRound, RoundReturn
from programme.models.status_report import StatusReport
from programme.models.stored_file import StoredFile
from programme.models.withholding import NeedToKnow, Withholding

__all__ = [
    "ApiToken",
    "DefinitionSet",
    "Dependency",
    "Grant",
    "IdempotencyKey",
    "Indicator",
    "IndicatorReading",
    "Milestone",
    "MilestoneReport",
    "NeedToKnow",
    "Organisation",
    "Person",
    "Programme",
    "PublishedTable",
    "ReportingRound",
    "RoundReturn",
    "StatusReport",
    "StoredFile",
    "Withholding",
    "Workstream",
]
