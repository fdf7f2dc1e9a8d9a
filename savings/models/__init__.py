"""What it is worth: savings with plan, forecast and actual, claims and validations, pressures, budgets."""

from savings.models.budget import BudgetFigure, BudgetLine, CastCheck, Pressure, PressureAmount
from savings.models.delivery import (
    BudgetApproval,
    BudgetReduction,
    CodingSplit,
    Driver,
    DriverPoint,
    EvidenceReview,
    Mitigation,
    OverlapAnswer,
    Replacement,
    SavingCost,
)
from savings.models.monitoring import CostDriver, CostDriverReading, FundBalance, VarianceCause, Virement
from savings.models.period import Accountability, Period, PeriodStep, Settlement, YearRoll
from savings.models.saving import (
    BudgetRound,
    Claim,
    Enabler,
    OutlookReport,
    PlannedAmount,
    Saving,
    SavingForecast,
    Validation,
)
from savings.models.sheet_import import ImportedRow, SheetExport, SheetImport, Snapshot, SnapshotRow
from savings.models.state import SavingState
from savings.models.target import Proposal, ProposalFigure, Target, TargetAmount, TargetMapping

__all__ = [
    "Accountability",
    "BudgetApproval",
    "BudgetFigure",
    "BudgetLine",
    "BudgetReduction",
    "BudgetRound",
    "CastCheck",
    "Claim",
    "CodingSplit",
    "CostDriver",
    "CostDriverReading",
    "Driver",
    "DriverPoint",
    "Enabler",
    "EvidenceReview",
    "FundBalance",
    "ImportedRow",
    "Mitigation",
    "OutlookReport",
    "OverlapAnswer",
    "Period",
    "PeriodStep",
    "PlannedAmount",
    "Pressure",
    "PressureAmount",
    "Proposal",
    "ProposalFigure",
    "Replacement",
    "Saving",
    "SavingCost",
    "SavingForecast",
    "SavingState",
    "Settlement",
    "SheetExport",
    "SheetImport",
    "Snapshot",
    "SnapshotRow",
    "Target",
    "TargetAmount",
    "TargetMapping",
    "Validation",
    "VarianceCause",
    "Virement",
    "YearRoll",
]
