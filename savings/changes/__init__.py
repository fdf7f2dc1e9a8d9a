"""Every write to the money goes through here: keyword-only, atomic, by someone, at a moment, leaving events."""

from savings.changes.budget import set_spending_profile, store_budget_line, store_cast_checks
from savings.changes.cost_drivers import record_cost_driver, store_cost_driver
from savings.changes.delivery import claim_saving, report_outlook, undo_validation, validate_saving
from savings.changes.forecasts import forecast_saving
from savings.changes.freezing import Authority, NeedsDecision
from savings.changes.monitoring import record_budget_figure, state_cause, state_fund_balance, vire
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
    "record_cost_driver",
    "remove_saving",
    "report_outlook",
    "revise_saving",
    "set_spending_profile",
    "state_cause",
    "state_enabler",
    "state_fund_balance",
    "store_budget_line",
    "store_cast_checks",
    "store_cost_driver",
    "store_pressure",
    "undo_validation",
    "validate_saving",
    "vire",
    "withdraw_enabler",
]
