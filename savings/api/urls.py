"""Addresses of the money."""

from __future__ import annotations

from programme.api.urls import both
from savings.api.delivery import (
    ClaimSaving,
    OneProgrammeDelivery,
    OneSavingDelivery,
    TakeBackValidation,
    ValidateSaving,
)
from savings.api.monitoring import ProgrammeBudgetBridge, ProgrammeCostDrivers, ProgrammeMonitoring
from savings.api.papers import ProgrammeCasts, ProgrammeTables
from savings.api.plans import ApproveBudget, CodeSaving, PlanSaving, ReportOutlook
from savings.api.positions import Positions, ProgrammePosition, WorkstreamPosition
from savings.api.pressures import OnePressure, PressureProposals, Pressures
from savings.api.savings import ForecastSaving, OneSaving, Savings
from savings.api.targets import OneTarget, ProgrammeTargets, SetTargetAmount

urlpatterns = both(
    ("savings", Savings, "api-savings"),
    ("savings/<uuid:id>", OneSaving, "api-saving"),
    ("savings/<uuid:id>/forecasts", ForecastSaving, "api-forecast-saving"),
    ("savings/<uuid:id>/plan", PlanSaving, "api-plan-saving"),
    ("savings/<uuid:id>/outlooks", ReportOutlook, "api-report-outlook"),
    ("savings/<uuid:id>/budget-approvals", ApproveBudget, "api-approve-budget"),
    ("savings/<uuid:id>/codes", CodeSaving, "api-code-saving"),
    ("savings/<uuid:id>/delivery", OneSavingDelivery, "api-saving-delivery"),
    ("savings/<uuid:id>/claims", ClaimSaving, "api-claim-saving"),
    ("savings/<uuid:id>/validations", ValidateSaving, "api-validate-saving"),
    ("savings/<uuid:id>/validations-taken-back", TakeBackValidation, "api-take-back-validation"),
    ("pressures", Pressures, "api-pressures"),
    ("pressures/<uuid:id>", OnePressure, "api-pressure"),
    ("programmes/<uuid:id>/delivery", OneProgrammeDelivery, "api-programme-delivery"),
    ("programmes/<uuid:id>/pressure-proposals", PressureProposals, "api-pressure-proposals"),
    ("programmes/<str:id>/monitoring", ProgrammeMonitoring, "api-programme-monitoring"),
    ("programmes/<str:id>/cost-drivers", ProgrammeCostDrivers, "api-programme-cost-drivers"),
    ("programmes/<str:id>/budget-bridge", ProgrammeBudgetBridge, "api-programme-budget-bridge"),
    ("programmes/<str:id>/casts", ProgrammeCasts, "api-programme-casts"),
    ("programmes/<str:id>/tables", ProgrammeTables, "api-programme-tables"),
    ("programmes/<uuid:id>/targets", ProgrammeTargets, "api-programme-targets"),
    ("targets/<uuid:id>", OneTarget, "api-target"),
    ("targets/<uuid:id>/amounts", SetTargetAmount, "api-set-target-amount"),
    ("positions", Positions, "api-positions"),
    ("programmes/<uuid:id>/position", ProgrammePosition, "api-programme-position"),
    ("workstreams/<uuid:id>/position", WorkstreamPosition, "api-workstream-position"),
)
