"""Every write to the money goes through here: keyword-only, atomic, by someone, at a moment, leaving events."""

from savings.changes.accountability import sign_accountability
from savings.changes.backing import record_mitigation, review_evidence, state_cost, withdraw_mitigation
from savings.changes.budget import set_spending_profile, store_budget_line, store_cast_checks
from savings.changes.coding import code_saving
from savings.changes.cost_drivers import record_cost_driver, store_cost_driver
from savings.changes.delivery import claim_saving, report_outlook, undo_validation, validate_saving
from savings.changes.forecasts import forecast_saving
from savings.changes.form_confirming import confirm_form
from savings.changes.freezing import Authority, NeedsDecision
from savings.changes.import_undoing import undo_import
from savings.changes.import_writing import Written, write_import
from savings.changes.importing import answer_import, ask_import, ask_undo, ask_write, drop_import
from savings.changes.in_budget import approve_budget, withdraw_budget_approval
from savings.changes.monitoring import (
    record_budget_figure,
    state_cause,
    state_fund_balance,
    vire,
    withdraw_cause,
)
from savings.changes.periods import close_period, load_actuals, reopen_period
from savings.changes.plan import (
    add_budget_round,
    add_saving,
    plan_saving,
    remove_saving,
    revise_saving,
    state_enabler,
    withdraw_enabler,
)
from savings.changes.pressures import (
    add_pressure,
    price_pressure,
    remove_pressure,
    revise_pressure,
    store_pressure,
)
from savings.changes.replacing import end_replacement, replace_saving
from savings.changes.settling import settle_saving, undo_settlement
from savings.changes.targets import set_target_amount, store_target
from savings.changes.withdrawal import reinstate_saving, withdraw_saving

__all__ = [
    "Authority",
    "NeedsDecision",
    "Written",
    "add_budget_round",
    "add_pressure",
    "add_saving",
    "answer_import",
    "approve_budget",
    "ask_import",
    "ask_undo",
    "ask_write",
    "claim_saving",
    "close_period",
    "code_saving",
    "confirm_form",
    "drop_import",
    "end_replacement",
    "forecast_saving",
    "load_actuals",
    "plan_saving",
    "price_pressure",
    "record_budget_figure",
    "record_cost_driver",
    "record_mitigation",
    "reinstate_saving",
    "remove_pressure",
    "remove_saving",
    "reopen_period",
    "replace_saving",
    "report_outlook",
    "review_evidence",
    "revise_pressure",
    "revise_saving",
    "set_spending_profile",
    "set_target_amount",
    "settle_saving",
    "sign_accountability",
    "state_cause",
    "state_cost",
    "state_enabler",
    "state_fund_balance",
    "store_budget_line",
    "store_cast_checks",
    "store_cost_driver",
    "store_pressure",
    "store_target",
    "undo_import",
    "undo_settlement",
    "undo_validation",
    "validate_saving",
    "vire",
    "withdraw_budget_approval",
    "withdraw_cause",
    "withdraw_enabler",
    "withdraw_mitigation",
    "withdraw_saving",
    "write_import",
]
