"""Southampton's further proposals, and its tables of children as indicators that a saving can name as its driver."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from deploy.examples.folder import Folder, years_of
from deploy.examples.structures import IndicatorRow, ProposalRow, ReadingRow, SeriesRow
from programme.rules.calendar import ApproxDate, FinancialYear
from savings.rules.cells import read_cell

MARCH: Final = "Southampton Children and Learning Service, March 2024"
DEMAND_SOURCE: Final = f"{MARCH}: children entering, leaving and in care"
EXITS_SOURCE: Final = f"{MARCH}: children leaving care"

LOWER_IS_BETTER: Final = frozenset(
    {"Agency staff", "Agency spend", "Looked after children weekly spend", "Children entering care"}
)
"""Where the papers' own targets say which side is good; for the rest they do not."""

INVESTMENT_SOURCES: Final[Mapping[str, str]] = {"1": "Local public health money; grant from the DfE"}
"""By proposal, where its investment text names who pays."""


def read_proposals(folder: Folder, *, source: str) -> tuple[ProposalRow, ...]:
    """Return the five further proposals; the first beside the two forecasts of the same thing."""
    rivals = _rivals(folder, source)
    return tuple(_proposal(row, source, rivals) for row in folder.rows("proposals"))


def _proposal(row: dict[str, str], source: str, rivals: tuple[SeriesRow, ...]) -> ProposalRow:
    number = row["proposal_no"]
    own = {year: read_cell(text, "£m") for year, text in years_of(row, "amount").items()}
    return ProposalRow(
        number=number,
        name=row["proposal"],
        series=(SeriesRow("Proposal", own, source), *(rivals if number == "1" else ())),
        volume_target=row["volume_target"],
        investment=row["investment_needed"],
        investment_source=INVESTMENT_SOURCES.get(number, ""),
        secured=row["timeframe_secured"],
        confidence=row["confidence_level"],
        risk=row["risk_level"],
        risk_summary=row["risk_summary"],
        note=row["note"],
    )


def _rivals(folder: Folder, source: str) -> tuple[SeriesRow, ...]:
    found: dict[str, SeriesRow] = {}
    for row in folder.rows("family_safeguarding_forecasts"):
        name = f"Family Safeguarding forecast {row['forecast_no']}: {row['basis']}"
        year = FinancialYear.parse(row["financial_year"]).label
        held = found.setdefault(name, SeriesRow(name, {}, source, row["note"]))
        amounts = {**held.amounts, year: read_cell(row["cost_avoidance_gbp_m"], "£m")}
        found[name] = replace(held, amounts=amounts)
    return tuple(found.values())


def with_demand(indicators: tuple[IndicatorRow, ...], folder: Folder) -> tuple[IndicatorRow, ...]:
    """Return the indicators with what the tables of children add: by year, and to date with its full-year estimate."""
    found = {one.name: one for one in indicators}
    for name, readings in (*_demand(folder).items(), *_exits(folder).items()):
        held = found.get(name, IndicatorRow(name, ()))
        found[name] = replace(held, readings=(*held.readings, *readings))
    return tuple(
        replace(one, polarity="lower" if one.name in LOWER_IS_BETTER else "none") for one in found.values()
    )


def _demand(folder: Folder) -> dict[str, tuple[ReadingRow, ...]]:
    columns = {
        "Children entering care": ("children_entering_care", "children"),
        "Children leaving care": ("children_exiting_care", "children"),
        "Children in care": ("total_children_in_care", "children"),
        "Rate of children in care": ("rate", "per 10,000"),
    }
    rows = folder.rows("demand")
    return {
        name: tuple(_reading(row["basis"], row[column], unit, row) for row in rows)
        for name, (column, unit) in columns.items()
    }


def _reading(basis: str, text: str, unit: str, row: dict[str, str]) -> ReadingRow:
    return ReadingRow(
        basis=basis,
        value=read_cell(text, unit),
        period=row["financial_year"],
        dated=ApproxDate.parse(""),
        source=DEMAND_SOURCE,
        is_target=False,
        note=row["note"],
        year=FinancialYear.parse(row["financial_year"]).label,
    )


def _exits(folder: Folder) -> dict[str, tuple[ReadingRow, ...]]:
    """Return the leavers to date by route, each beside the full-year estimate that the paper prints."""
    found: dict[str, tuple[ReadingRow, ...]] = {}
    for row in folder.rows("exits"):
        basis = {
            "leavers in the year to date": "year to date",
            "leavers to date": "year to date",
            "full-year estimate": "full-year estimate",
        }.get(row["measure"])
        if basis is None:
            continue
        reading = ReadingRow(
            basis=basis,
            value=read_cell(row["value"], "children"),
            period=row["period_as_published"],
            dated=ApproxDate.parse(""),
            source=EXITS_SOURCE,
            is_target=False,
            note=row["note"],
        )
        name = f"Children leaving care: {row['route']}"
        found[name] = (*found.get(name, ()), reading)
    return found
