"""Somerset's budget monitoring of month 5: the service's lines, the schools grant's blocks, causes and drivers.

The grant prints surplus/(deficit): here as everywhere variance is projection less budget, and the printed cell is
kept beside it. A pressure itemised within a block, and an overspend the paper breaks down, is a cause of its line;
what they leave over is not itemised.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from deploy.examples.folder import Folder
from deploy.examples.structures import (
    NOT_PRINTED,
    BalanceRow,
    CauseRow,
    CostDriverRow,
    DriverReadingRow,
    MonitoringRow,
)
from savings.rules.cells import POUNDS_IN, Cell, read_cell
from savings.rules.notation import PrintedAmount, Unit, print_amount

YEAR, PERIOD = "2023/24", "M5"
SEND_TRANSPORT = ("general", "Inclusion", "SEND Transport")
EXTERNAL_PLACEMENTS = ("general", "Children's Social Care", "External Placements")

CAUSES: Final[Mapping[str, tuple[str, ...]]] = {
    "External Placements": ("2", "7", "12", "14"),
    "SEND Transport": ("17", "18"),
}
"""By line, the numbered statements of the paper that say why it overspends; which line each is of is our reading."""

CAUSE_NAMES: Final[Mapping[str, str]] = {"17": "Demand for SEND transport", "18": "Passenger costs"}
"""Where the area a statement stands under is the line itself."""

_DASH = "Variance printed as a dash"


def read_monitoring(folder: Folder) -> tuple[MonitoringRow, ...]:
    """Return the lines of the general fund, then the blocks of the Dedicated Schools Grant."""
    statements = {row["driver_no"]: row for row in folder.rows("cost_drivers")}
    pressures = folder.rows("dsg_pressures")
    lines = [_line(row, statements) for row in folder.rows("budget_monitoring")]
    return (*lines, *(_block(row, pressures) for row in folder.rows("dsg")))


def read_balances(folder: Folder) -> tuple[BalanceRow, ...]:
    """Return the grant's cumulative deficit. The paper prints it without a sign and without a date."""
    (row,) = [row for row in folder.rows("headlines") if row["item"] == "DSG cumulative deficit"]
    note = f"Printed as a deficit, {row['period']}. {row['note']}."
    return (BalanceRow("dsg", YEAR, "", read_cell(f"-{row['value']}", row["unit"]), row["value"], note),)


def read_cost_drivers(folder: Folder, *, source: str) -> tuple[CostDriverRow, ...]:
    """Return transport as passengers times cost a head, and what the paper prints of unregistered placements."""
    months = list(reversed(folder.rows("send_transport")))
    sen = _transport("SEN transport", "sen", months, source, SEND_TRANSPORT)
    mainstream = _transport("Mainstream transport", "mainstream", months, source, None)
    return (sen, mainstream, *_placements(folder, source))


def _line(row: Mapping[str, str], statements: Mapping[str, Mapping[str, str]]) -> MonitoringRow:
    variance = read_cell(row["month_5_variance_gbp_m"], "£m")
    return MonitoringRow(
        fund="general",
        group=row["service_group"],
        name=row["line"],
        year=YEAR,
        period=PERIOD,
        current_budget=read_cell(row["current_budget_gbp_m"], "£m"),
        projection=read_cell(row["full_year_projection_gbp_m"], "£m"),
        variance=variance,
        movement=read_cell(row["movement_from_month_4_gbp_m"], "£m"),
        a_f_printed=row["a_f"],
        direction_printed=row["direction_from_month_4"],
        note=row["note"],
        variance_printed=_printed(variance),
        causes=tuple(_cause(statements[number]) for number in CAUSES.get(row["line"], ())),
    )


def _cause(row: Mapping[str, str]) -> CauseRow:
    name = CAUSE_NAMES.get(row["driver_no"], row["area"])
    return CauseRow(name, read_cell(row["amount_gbp_m"], "£m"), row["driver_summary"])


def _block(row: Mapping[str, str], pressures: list[dict[str, str]]) -> MonitoringRow:
    printed = read_cell(row["in_year_variance_gbp_m"], "£m")
    return MonitoringRow(
        fund="dsg",
        group="",
        name=row["dsg_block"],
        year=YEAR,
        period=PERIOD,
        current_budget=read_cell(row["funding_available_gbp_m"], "£m"),
        projection=read_cell(row["forecast_month_5_gbp_m"], "£m"),
        variance=_turned(printed),
        movement=Cell("", unit="£m"),
        a_f_printed="",
        direction_printed="",
        variance_printed="-" if row["note"] == _DASH else _printed(printed),
        causes=tuple(
            CauseRow(
                pressure["pressure"],
                read_cell(pressure["amount_gbp_m"], "£m"),
                ". ".join(filter(None, [pressure["cause_summary"], pressure["note"]])),
            )
            for pressure in pressures
            if pressure["dsg_block"] == row["dsg_block"]
        ),
    )


def _transport(
    name: str, pupils: str, months: list[dict[str, str]], source: str, line: tuple[str, str, str] | None
) -> CostDriverRow:
    readings = tuple(
        DriverReadingRow(
            period=row["month_as_published"],
            volume=read_cell(row[f"{pupils}_passengers"], "passengers"),
            unit_cost=read_cell(row[f"{pupils}_cost_per_passenger_gbp"], "£"),
            cost=read_cell(row[f"{pupils}_cost_gbp_m"], "£m"),
            source=source,
            note=row["note"],
        )
        for row in months
    )
    note = "The paper does not say whether a month is a snapshot or a year."
    return CostDriverRow(name, "passengers", readings, line, note)


def _placements(folder: Folder, source: str) -> tuple[CostDriverRow, ...]:
    """Return days and weekly cost apart: the paper prints a volume of the one and a unit cost of the other."""
    statements = {row["driver_no"]: row for row in folder.rows("cost_drivers")}
    days, weekly = statements["3"], statements["5"]
    budgeted = DriverReadingRow(
        f"budget {days['period_as_published']}",
        read_cell(days["metric_value"], "days"),
        NOT_PRINTED,
        NOT_PRINTED,
        source,
        statements["4"]["note"],
    )
    now = DriverReadingRow(
        weekly["period_as_published"],
        NOT_PRINTED,
        read_cell(weekly["metric_value"], "£000"),
        NOT_PRINTED,
        source,
        weekly["note"],
    )
    return (
        CostDriverRow(
            "Unregistered placements, by the day", "placement days", (budgeted,), EXTERNAL_PLACEMENTS
        ),
        CostDriverRow("Unregistered placements, by the week", "placement weeks", (now,), EXTERNAL_PLACEMENTS),
    )


def _turned(cell: Cell) -> Cell:
    """Return a figure with its sign turned, as finely printed."""
    if cell.value is None:
        return cell
    value = -cell.value if cell.value else cell.value
    return Cell(f"{value:f}", value, cell.unit, cell.decimals)


def _printed(cell: Cell) -> str:
    """Return the cell as its paper has it: below nought in brackets."""
    if cell.value is None:
        return cell.text
    return print_amount(PrintedAmount(cell.value * POUNDS_IN[cell.unit], Unit.GBPM, cell.decimals))
