"""Words for budgets, indicators, and what papers print."""

from __future__ import annotations

from typing import Final

HELD_WORDS: Final[dict[str, str]] = {
    "budget": "funding available|available funding|funding is available|"
    "total budget|total budgets|budget|budgets|current budget|revenue budget|"
    "controllable budget|the budget|budget for",
    "gross_budget": ""
    "gross budget|gross|gross expenditure|gross expenditure budget|gross spend|expenditure budget",
    "budget_basis": "budget gross or net|the budget gross or net|current budget gross or net|gross or net|"
    "net or gross|gross or is it net|net or is it gross|gross or net budget|"
    "gross or is that net|net or is that gross",
    "net_budget": "after income|is that after income|is it after income|after its income|net of income|"
    "net budget|net|net revenue budget|net expenditure|net expenditure budget",
    "income_budget": "income budget|budgeted income|income budgets",
    "projection": "projection|projections|projected|outturn|projected outturn|full year projection|"
    "forecast spend|projected spend|projected to spend|projected to cost|forecast to spend|forecast to cost|"
    "expected to spend|expected to cost|likely to spend|heading for|"
    "projection for the year|projected for the year|outturn for the year|spend for the year|"
    "year end position|year end projection|spend forecast",
    "variance": "how bad is|how bad are|the damage on|what is the damage on|whats the damage on|"
    "variance|variances|in year variance|variance in year|over or under|budget variance|"
    "over or under budget|overspend or underspend|underspend or overspend|overspent or underspent|"
    "overspending or underspending|adverse or favourable|favourable or adverse|over and underspends|"
    "overspends and underspends",
    "overspend": "overspend|overspending|overspent|over spend|over spent|overspends|over budget|how far over|"
    "how far over is|how far over are|how much over|how much over is|how far over budget|"
    "how far over budget is|over spending|deficit|deficits|in year deficit|deficit in year|"
    "in year overspend|overspend in year|adverse|adverse variance|adverse variances|in deficit|"
    "forecast overspend|projected overspend",
    "within_budget": "within budget|inside budget|within its budget|within their budget|within our budget",
    "on_budget": "on budget|break even|breaking even|in line with budget|exactly on budget",
    "underspend": "underspend|underspending|underspent|under spend|under spent|underspends|under budget|"
    "how far under|how far under is|how much under|how far under budget|under spending|in year underspend|"
    "underspend in year|favourable|favourable variance|favourable variances|in year surplus|"
    "surplus in year|in surplus|forecast underspend|projected underspend",
    "movement": "from last month|since last month|from last period|since last period|on last month|"
    "on last period|"
    "from the last period|since the last period|from the previous period|from the month before|movement|"
    "movements|moved by|movement since last month|movement from last month|"
    "moved since last month|"
    "change from last month|change since last month|movement from last period|"
    "movement since last period|moved from last month|"
    "movement from month 4",
    "spend": "spend to date|spent to date|actual spend|actual spend to date|spending to date|"
    "spent so far|spend so far|expenditure to date",
    "balance": "cumulative balance|cumulative deficit|cumulative surplus|accumulated deficit|"
    "accumulated balance",
    "driver_volume": "passengers|passenger numbers|number of passengers",
    "driver_days": "placement days|how many days|number of days|budgeted days|days in the budget",
    "driver_weeks": "placement weeks|how many weeks|number of weeks",
    "driver_per_day": "cost per day|daily cost|cost a day|average daily cost|cost of a day",
    "driver_per_week": "cost per week|weekly cost|cost a week|average weekly cost|average cost per week|"
    "weekly spend per placement|cost of a week",
    "driver_unit_cost": "cost per passenger|costs per passenger|cost of each passenger|"
    "average cost per passenger",
    "driver_cost": "cost|costs|total cost|total costs",
    "direction": "direction|direction of travel|trend|trending|which way|arrow|improving|getting worse|"
    "worsening|getting better|deteriorating",
    "causes": "cause|causes|caused|behind|reasons behind|reason behind|the reasons behind|whats behind|"
    "what is behind|what lies behind|what caused|what has caused|caused by|causing|whats causing|"
    "what is causing|whats driving|what is driving|"
    "drivers|cost drivers|driver|driving|"
    "adding to the overspend|adding to the deficit|contributing to the overspend|"
    "contributing to the deficit|adds to the overspend|adds to the deficit|add to the overspend|"
    "contribute to the overspend|contributes to the overspend|"
    "reasons for the overspend|made up of|what makes up|main causes",
    "not_itemised": "not itemised|unitemised|not itemized|unexplained|not explained|not accounted for|"
    "unaccounted for|"
    "not broken down|isnt itemised|not been itemised|left unexplained|isnt explained|is not explained|"
    "isnt explained by the listed pressures|isnt explained by the listed causes|"
    "not explained by the listed pressures|not explained by the listed causes|isnt explained by the causes|"
    "not explained by the causes|isnt explained by the pressures|no cause explains|has no stated cause",
    "budget_line": "monitoring table|budget monitoring table|budget monitoring|monitoring report|"
    "budget line|budget lines|cost centre|cost centres",
    "indicator": "indicator|indicators|kpi|kpis|performance|performance indicator|performance indicators|"
    "measure|measures|metrics|metric|pi|pis",
    "indicator_peak": "peak|peaks|peaked|at its peak|at their peak|highest ever|the peak|at its highest|"
    "at their highest|record high|high point|peak number of|peak figure",
    "indicator_target": "target average|average target|target rate|"
    "indicators against target|indicator against target|kpis against target|"
    "performance against target|"
    "hitting target|meeting target|missing target|on target|off target|"
    "target for the indicator|below target|above target",
    "casts": "add up to the printed total|adds up to the printed total|sum up to the printed total|"
    "come to the printed total|comes to the printed total|agree to the printed total|"
    "agree with the printed total|equal the printed total|match the printed total|matches the printed total|"
    "agree with its lines|agree with the lines|agrees with its lines|agree to its lines|"
    "match the sum|match the lines|agree with its rows|match its lines|equal the sum of its lines|"
    "agree with the rows|cast|casts|casting|add up|adds up|adding up|reconcile|reconciles|"
    "reconciled|sum correctly|"
    "tally|tallies|balance|balances|"
    "tie up|ties up|ties back|tie back|foot|foots|agree to the total|agrees to the total|"
    "sum to the total|match the total|matches the total|"
    "total add up|arithmetic|maths|sums right|match its rows|adds to the total|"
    "sum to the printed total",
    "blank_cells": "cells are blank|blank cells|cells blank|cells are unreadable|unreadable cells|"
    "cells we cant read|cells cant be read|cells cannot be read|cells are missing|missing cells|"
    "cells are empty|empty cells|cells left blank|cells are left blank|cells that are blank|"
    "figures cant be read|figures we cant read|figures are unreadable|figures cannot be read|"
    "figures are blank|figures that cant be read",
    "unreadable": "cant we read|we cant read|cant be read|cannot be read|can we not read|cant read|"
    "cannot read|not readable|isnt readable|is not readable|is unreadable|missing from our copy|"
    "not in our copy|lost in our copy|unreadable in our copy|not in our rows",
    "readable": "readable rows|against readable rows|against its readable rows|against the readable rows|"
    "against the rows we can read|readable|fully readable|all readable|readable in full|legible|"
    "fully legible|complete in our copy|rows we can read|can we read|do we have all of|in our rows|"
    "against its rows|against the rows",
    "printed_total": "printed target|"
    "does the sheet give|sheet give|sheet gives|sheet show|sheet shows|does the sheet show|"
    "does the spreadsheet give|does the spreadsheet show|paper print|paper prints|the paper print|"
    "the paper prints|paper says|print|printed total|total printed|published total|total published|"
    "stated total|total stated|"
    "total in the paper|papers total|"
    "total row|printed totals|total as printed|total as published|published figure|"
    "printed figure|reported total|"
    "total line|headline total|quoted total|total quoted|total given|total shown|"
    "total per the paper|sheet total|"
    "total in the sheet|total on the sheet|total according to the paper",
    "sources": "two forecasts agree|papers two forecasts agree|two forecasts disagree|two forecasts|"
    "forecasts agree|forecasts disagree|papers agree|papers disagree|do the papers agree|sources agree|"
    "two sources agree|figures agree|two figures agree|figures disagree|which is right|"
    "which one is right|which figure is right|which is correct|which figure is correct|"
    "which number is right|which one is correct|by workstream and by budget area|"
    "by workstream and budget area|sources disagree|disagree|conflict|conflicts|conflicting|inconsistent|"
    "inconsistency|"
    "inconsistencies|discrepancy|"
    "discrepancies|two sources|rival forecasts|different figures|contradict|contradicts|"
    "differing|contradictory|mismatch",
    "printed_figure": "still to deliver|left to deliver|savings still to deliver|still to be delivered|"
    "yet to deliver|yet to be delivered|as printed in the paper|figure as printed",
    "proposals": "further proposals|further proposal|proposals|proposal|additional proposals|new proposals",
    "source": "source|which paper|what paper|which document|what document|where does it come from|"
    "where is this from|source document|"
    "where did this come from|provenance|which report",
    "changes": "changed|changes|change|whats changed|what has changed|what changed|whats new|what is new|"
    "different|happened|"
    "has happened|whats happened|altered|whats different|been updated|anything new",
}
