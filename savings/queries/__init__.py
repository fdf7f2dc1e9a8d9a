"""Every read of the money. What is shown takes its reader, and can see only what that reader may."""

from savings.queries.accountability import Statement, Statements, accountability
from savings.queries.budget import BudgetLineRow, budget_lines
from savings.queries.casts import casts
from savings.queries.drivers import DriverRow, drivers
from savings.queries.in_budget import approvals_of, budgeted, coding
from savings.queries.names import SavingName, SavingTies, saving_names, saving_places, saving_ties
from savings.queries.overlaps import OverlapRow, overlaps
from savings.queries.periods import ClosedPeriod, ProgrammePeriods, figures_words, last_closed, periods
from savings.queries.positions import Position, YearPosition, positions, workstream_positions
from savings.queries.pressures import PressureRow, pressures
from savings.queries.proposed import ProposalRow, SettlementRow, pressure_proposals, settlements
from savings.queries.savings import OutlookRow, SavingRow, savings
from savings.queries.series import series_of, series_of_row

__all__ = [
    "BudgetLineRow",
    "ClosedPeriod",
    "DriverRow",
    "OutlookRow",
    "OverlapRow",
    "Position",
    "PressureRow",
    "ProgrammePeriods",
    "ProposalRow",
    "SavingName",
    "SavingRow",
    "SavingTies",
    "SettlementRow",
    "Statement",
    "Statements",
    "YearPosition",
    "accountability",
    "approvals_of",
    "budget_lines",
    "budgeted",
    "casts",
    "coding",
    "drivers",
    "figures_words",
    "last_closed",
    "overlaps",
    "periods",
    "positions",
    "pressure_proposals",
    "pressures",
    "saving_names",
    "saving_places",
    "saving_ties",
    "savings",
    "series_of",
    "series_of_row",
    "settlements",
    "workstream_positions",
]
