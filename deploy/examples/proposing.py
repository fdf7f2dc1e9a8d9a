"""Proposals of a paper into the ledger, each beside the forecasts of the same thing that the paper prints."""

from __future__ import annotations

from collections.abc import Container
from datetime import datetime
from typing import Any
from uuid import UUID

from deploy.examples.lines import UNITS
from deploy.examples.structures import ProposalRow, SeriesRow
from programme.rules.access import Actor
from programme.rules.calendar import FinancialYear
from savings.changes.proposals import store_proposal
from savings.rules.cells import POUNDS_IN, Cell


def keep_proposals(
    rows: tuple[ProposalRow, ...],
    *,
    programme_id: UUID,
    by: Actor,
    at: datetime,
    held: Container[str] = (),
) -> None:
    """Keep the proposals under their numbers, but those held; the same again changes nothing."""
    for position, row in enumerate(rows, 1):
        if row.number in held:
            continue
        values = {
            "position": position,
            "name": row.name,
            "volume_target": row.volume_target,
            "investment": row.investment,
            "investment_source": row.investment_source,
            "secured": row.secured,
            "confidence": row.confidence,
            "risk": row.risk,
            "risk_summary": row.risk_summary,
            "note": row.note,
        }
        store_proposal(
            programme_id=programme_id,
            number=row.number,
            values=values,
            figures={series.name: _figures(series) for series in row.series},
            by=by,
            at=at,
        )


def _figures(series: SeriesRow) -> dict[int, dict[str, Any]]:
    return {
        FinancialYear.parse(year).start_year: {
            **_cell(cell),
            "source": series.source,
            "note": series.note,
        }
        for year, cell in series.amounts.items()
    }


def _cell(cell: Cell) -> dict[str, Any]:
    return {
        "amount": None if cell.value is None else cell.value * POUNDS_IN[cell.unit],
        "printed": cell.text,
        "unit": UNITS[cell.unit],
        "decimals": cell.decimals,
    }
