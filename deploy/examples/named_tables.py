"""An example's figures as the named tables that checks refer to; the ledger gives the same names and columns.

savings             line_no, ref, heading, and a column a year (2024/25)
pressures           line_no, ref, and a column a year
budget              fund, group, name, and a column a year
budget_monitoring   fund, group, name, year, period, current_budget, projection, variance, movement
dsg_monitoring      the same of the Dedicated Schools Grant, which no total adds to the general fund
indicators          indicator, basis, period, source, value
everything else     a published table, by its code, with the columns of its file
"""

from __future__ import annotations

from collections.abc import Mapping

from deploy.examples.structures import Example
from savings.rules.cells import Cell, Row, Tables, read_rows


def named_tables(example: Example) -> Tables:
    """Return every table of an example by name."""
    ledgers: dict[str, tuple[Row, ...]] = {
        "savings": tuple(
            _words(line_no=str(line.line_no), ref=line.printed_ref or "", heading=line.heading)
            | dict(line.amounts)
            for line in example.savings
        ),
        "pressures": tuple(
            _words(line_no=str(line.line_no), ref=line.printed_ref or "") | dict(line.amounts)
            for line in example.pressures
        ),
        "budget": tuple(
            _words(fund=line.fund, group=line.group, name=line.name) | dict(line.amounts)
            for line in example.budget
        ),
        "budget_monitoring": _monitoring(example, "general"),
        "dsg_monitoring": _monitoring(example, "dsg"),
        "indicators": tuple(
            _words(
                indicator=indicator.name, basis=reading.basis, period=reading.period, source=reading.source
            )
            | {"value": reading.value}
            for indicator in example.indicators
            for reading in indicator.readings
        ),
    }
    published: Mapping[str, tuple[Row, ...]] = {
        table.code: read_rows(table.columns, table.rows) for table in example.tables
    }
    return ledgers | dict(published)


def _monitoring(example: Example, fund: str) -> tuple[Row, ...]:
    return tuple(
        _words(fund=line.fund, group=line.group, name=line.name, year=line.year, period=line.period)
        | {
            "current_budget": line.current_budget,
            "projection": line.projection,
            "variance": line.variance,
            "movement": line.movement,
        }
        for line in example.monitoring
        if line.fund == fund
    )


def _words(**texts: str) -> dict[str, Cell]:
    return {name: Cell(text) for name, text in texts.items()}
