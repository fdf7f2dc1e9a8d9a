"""An example's money into the ledger: savings lines, pressures and budget lines, each cell as printed."""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from deploy.examples.structures import (
    BalanceRow,
    BudgetRow,
    CostDriverRow,
    DriverReadingRow,
    MonitoringRow,
    PressureRow,
    SavingRow,
)
from programme.rules.access import Actor
from programme.rules.calendar import FinancialYear
from savings import changes as money
from savings.rules.cells import POUNDS_IN, Cell

UNITS = {"£": "gbp", "£000": "gbp000", "£m": "gbpm"}


@dataclass(frozen=True)
class Lines:
    """The ledger of one programme, written by the system as at the day of its paper.

    `line_ids` grows with the budget lines kept: by fund, group and name.
    """

    programme_id: UUID
    organisation_id: UUID
    by: Actor
    at: datetime
    line_ids: dict[tuple[str, str, str], UUID] = field(default_factory=dict)

    def budget_round(self, code: str) -> UUID:
        """Keep a budget round of the council and return its id."""
        values = {"code": code, "name": f"Budget round {code}"}
        return money.add_budget_round(
            organisation_id=self.organisation_id, values=values, by=self.by, at=self.at
        ).id

    def saving(
        self,
        row: SavingRow,
        more: Mapping[str, Any],
        spreads: Mapping[int, Mapping[str, Any]] | None = None,
    ) -> UUID:
        """Add a savings line with its plan; `more` holds what stands beside the printed row.

        `spreads` say how a year falls on its months, by its April; evenly where they do not.
        """
        plan = {
            year: {**cell, **(spreads or {}).get(year, {})} for year, cell in _amounts(row.amounts).items()
        }
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
            plan=plan,
            by=self.by,
            at=self.at,
        ).id

    def pressures(self, rows: Sequence[PressureRow]) -> None:
        """Keep the pressures, in their printed order."""
        for row in rows:
            values: dict[str, Any] = {
                "printed_ref": row.printed_ref or "",
                "line_no": row.line_no,
                "name": row.name,
                "note": row.note,
                "deferred_from_ref": row.deferred_from_ref or "",
            }
            if row.deferred_from_round:
                values["deferred_from_round_id"] = self.budget_round(row.deferred_from_round)
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
            self.budgeted(row, position)
        for position, line in enumerate(monitoring, len(rows) + 1):
            self.monitored_line(line, position)

    def budgeted(self, row: BudgetRow, position: int) -> None:
        """Keep a budget line with its amounts by year."""
        line_id = self._budget_line(row.fund, row.group, row.name, position, row.note)
        for year, cell in row.amounts.items():
            values = {"current_budget": _pounds(cell), **_printed_as(cell)}
            self._figure(line_id, year, "", values)

    def monitored_line(self, line: MonitoringRow, position: int) -> None:
        """Keep a line of a monitoring table with its figures."""
        line_id = self._budget_line(line.fund, line.group, line.name, position, line.note)
        self.monitored(line_id, line)

    def monitored(self, line_id: UUID, line: MonitoringRow) -> None:
        """Record what a monitoring table says of a budget line, and the causes given of its variance."""
        values = {
            "original_budget": _pounds(line.original_budget),
            "current_budget": _pounds(line.current_budget),
            "projection": _pounds(line.projection),
            "variance": _pounds(line.variance),
            "movement": _pounds(line.movement),
            "spend_to_date": _pounds(line.spend_to_date),
            "a_f_printed": line.a_f_printed,
            "direction_printed": line.direction_printed,
            "variance_printed": line.variance_printed,
            **_printed_as(line.current_budget),
        }
        self._figure(line_id, line.year, line.period, values)
        self.causes(line_id, line)

    def causes(self, line_id: UUID, line: MonitoringRow) -> None:
        """State the causes a paper gives of a line's variance."""
        for position, cause in enumerate(line.causes, 1):
            shown = {"position": position, "printed": cause.amount.text, "note": cause.note}
            money.state_cause(
                budget_line_id=line_id,
                year=FinancialYear.parse(line.year).start_year,
                period=line.period,
                name=cause.name,
                amount=_pounds(cause.amount),
                values=shown | _printed_as(cause.amount),
                by=self.by,
                at=self.at,
            )

    def balances(self, rows: Sequence[BalanceRow]) -> None:
        """State the cumulative balances of ring-fenced funds."""
        for row in rows:
            money.state_fund_balance(
                programme_id=self.programme_id,
                fund=row.fund,
                year=FinancialYear.parse(row.year).start_year,
                period=row.period,
                balance=_pounds(row.balance),
                values={"printed": row.printed, "note": row.note, **_printed_as(row.balance)},
                by=self.by,
                at=self.at,
            )

    def cost_drivers(self, rows: Sequence[CostDriverRow], held: Container[str] = ()) -> None:
        """Keep the cost drivers with their readings, oldest first, but those held."""
        for position, row in enumerate(rows, 1):
            if row.name in held:
                continue
            line_id = self.line_ids.get(row.line) if row.line else None
            values = {
                "budget_line_id": line_id,
                "position": position,
                "volume_unit": row.volume_unit,
                "note": row.note,
            }
            driver = money.store_cost_driver(
                programme_id=self.programme_id, name=row.name, values=values, by=self.by, at=self.at
            )
            for place, reading in enumerate(row.readings, 1):
                money.record_cost_driver(
                    driver_id=driver.id,
                    period=reading.period,
                    values={"position": place, **_driver_values(reading)},
                    by=self.by,
                    at=self.at,
                )

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
        self.line_ids[fund, group, name] = line.id
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
    """Return the unit and decimals of a cell; a blank one has neither, and is kept in pounds."""
    return {"unit": UNITS.get(cell.unit, "gbp"), "decimals": cell.decimals}


def _driver_values(reading: DriverReadingRow) -> dict[str, Any]:
    return {
        "volume": reading.volume.value,
        "unit_cost": _pounds(reading.unit_cost),
        "cost": _pounds(reading.cost),
        "cost_unit": UNITS.get(reading.cost.unit, "gbp"),
        "cost_decimals": reading.cost.decimals,
        "unit_cost_decimals": reading.unit_cost.decimals,
        "source": reading.source,
        "note": reading.note,
    }
