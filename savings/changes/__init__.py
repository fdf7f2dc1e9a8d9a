"""Every write to the money goes through here: keyword-only, atomic, by someone, at a moment, leaving events."""

from savings.changes.budget import (
    record_budget_figure,
    store_budget_line,
    store_cast_checks,
)
from savings.changes.delivery import claim_saving, report_outlook, undo_validation, validate_saving
from savings.changes.forecasts import forecast_saving
from savings.changes.freezing import Authority, NeedsDecision
from savings.changes.plan import (
    add_budget_round,
    add_saving,
    plan_saving,
    remove_saving,
    revise_saving,
    state_enabler,
    withdraw_enabler,
)
from savings.changes.pressures import store_pressure

__all__ = [
    "Authority",
    "NeedsDecision",
    "add_budget_round",
    "add_saving",
    "claim_saving",
    "forecast_saving",
    "plan_saving",
    "record_budget_figure",
    "remove_saving",
    "report_outlook",
    "revise_saving",
    "state_enabler",
    "store_budget_line",
    "store_cast_checks",
    "store_pressure",
    "undo_validation",
    "validate_saving",
    "withdraw_enabler",
]
