"""What it is worth: savings with plan, forecast and actual, claims and validations, pressures, budgets."""

from savings.models.budget import BudgetFigure, BudgetLine, CastCheck, Pressure, PressureAmount
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

__all__ = [
    "BudgetFigure",
    "BudgetLine",
    "BudgetRound",
    "CastCheck",
    "Claim",
    "Enabler",
    "OutlookReport",
    "PlannedAmount",
    "Pressure",
    "PressureAmount",
    "Saving",
    "SavingForecast",
    "Validation",
]
