"""An example's money into the ledger: savings lines, pressures and budget lines, each cell as printed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from deploy.examples.structures import BudgetRow, MonitoringRow, PressureRow, SavingRow
from programme.rules.access import Actor
from programme.rules.calendar import FinancialYear
from savings import changes as money
from savings.rules.cells import POUNDS_IN, Cell

UNITS = {"£": "gbp", "£000": "gbp000", "£m": "gbpm"}


@dataclass(frozen=True)
class Lines:
    """The ledger of one programme, written by the system as at the day of its paper."""

    programme_id: UUID
    organisation_id: UUID
    by: Actor
    at: datetime

    def budget_round(self, code: str) -> UUID:
        """Keep a budget round of the council and return its id."""
        values = {"code": code, "name": f"Budget round {code}"}
        return money.add_budget_round(
            organisation_id=self.organisation_id, values=values, by=self.by, at=self.at
        ).id

    def saving(self, row: SavingRow, more: Mapping[str, Any]) -> UUID:
        """Add a savings line with its plan; `more` holds what stands beside the printed row."""
        values = {
            "ref": row.ref,
            "ref_is_printed": row.printed_ref is not None,
            "line_no": row.line_no,
            "name": row.name,
            "heading": row.heading,
            "kind": row.kind,
            "kind_note": row.kind_note,
            "form": row.form,
            "form_is_our_reading": row.form_is_our_reading,
            "note": row.note,
            **more,
        }
        return money.add_saving(
            programme_id=self.programme_id,
            values=values,
            plan=_amounts(row.amounts),
            by=self.by,
            at=self.at,
        ).id

    def pressures(self, rows: Sequence[PressureRow]) -> None:
        """Keep the pressures, in their printed order."""
        for row in rows:
            values = {
                "printed_ref": row.printed_ref or "",
                "line_no": row.line_no,
                "name": row.name,
                "note": row.note,
                "deferred_from_ref": row.deferred_from_ref or "",
            }
            money.store_pressure(
                programme_id=self.programme_id,
                ref=row.printed_ref or f"P{row.line_no}",
                values=values,
                amounts=_amounts(row.amounts),
                by=self.by,
                at=self.at,
            )

    def budget(self, rows: Sequence[BudgetRow], monitoring: Sequence[MonitoringRow] = ()) -> None:
        """Keep the budget lines, then those of a monitoring table, each with its figures."""
        for position, row in enumerate(rows, 1):
            line_id = self._budget_line(row.fund, row.group, row.name, position, row.note)
            for year, cell in row.amounts.items():
                values = {"current_budget": _pounds(cell), **_printed_as(cell)}
                self._figure(line_id, year, "", values)
        for position, line in enumerate(monitoring, len(rows) + 1):
            line_id = self._budget_line(line.fund, line.group, line.name, position, line.note)
            values = {
                "current_budget": _pounds(line.current_budget),
                "projection": _pounds(line.projection),
                "variance": _pounds(line.variance),
                "movement": _pounds(line.movement),
                "a_f_printed": line.a_f_printed,
                "direction_printed": line.direction_printed,
                **_printed_as(line.current_budget),
            }
            self._figure(line_id, line.year, line.period, values)

    def _budget_line(self, fund: str, group: str, name: str, position: int, note: str) -> UUID:
        line = money.store_budget_line(
            programme_id=self.programme_id,
            fund=fund,
            group=group,
            name=name,
            values={"position": position, "note": note},
            by=self.by,
            at=self.at,
        )
        return line.id

    def _figure(self, line_id: UUID, year: str, period: str, values: Mapping[str, Any]) -> None:
        stated = {"year": FinancialYear.parse(year).start_year, "period": period, **values}
        money.record_budget_figure(budget_line_id=line_id, values=stated, by=self.by, at=self.at)


def pounds_by_year(row: SavingRow) -> dict[int, Decimal | None]:
    """Return a line's plan in pounds by the April its financial year starts in; a blank stays None."""
    return {FinancialYear.parse(year).start_year: _pounds(cell) for year, cell in row.amounts.items()}


def _amounts(cells: Mapping[str, Cell]) -> dict[int, dict[str, Any]]:
    return {
        FinancialYear.parse(year).start_year: {
            "amount": _pounds(cell),
            "printed": cell.text,
            **_printed_as(cell),
        }
        for year, cell in cells.items()
    }


def _pounds(cell: Cell) -> Decimal | None:
    return None if cell.value is None else cell.value * POUNDS_IN[cell.unit]


def _printed_as(cell: Cell) -> dict[str, Any]:
    return {"unit": UNITS[cell.unit], "decimals": cell.decimals}
