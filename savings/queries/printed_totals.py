"""Totals of a monitoring table as a paper prints them, found by way of the checks that cast them.

A check whose sum adds a whole column of a fund's lines, of a group or of all, has beside it the figure printed
for that total; where that stands in a table of totals, its row also has the A/(F) and the direction printed.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Final

from programme.rules.calendar import FinancialMonth
from savings.rules.casting import Check
from savings.rules.cells import POUNDS_IN, Cell, Row, Tables, read_cell
from savings.rules.expressions import At, Expression, Figure, Total
from savings.rules.monitoring import DSG, GENERAL
from savings.rules.notation import UNIT_WORDS, PrintedAmount, Unit, print_amount

FIGURES: Final = ("current_budget", "projection", "variance", "movement")

# By the table a check adds up: the fund its rows are of, and for the beginning of a column's name the figure it
# is. A fund that prints deficits below nought has its variance turned.
_COLUMNS: Final[Mapping[str, tuple[str, Mapping[str, tuple[str, int]]]]] = {
    "budget_monitoring": (GENERAL, {name: (name, 1) for name in FIGURES}),
    "dsg": (
        DSG,
        {
            "funding_available": ("current_budget", 1),
            "forecast": ("projection", 1),
            "in_year_variance": ("variance", -1),
        },
    ),
}
_UNITS: Final = {words: unit for unit, words in UNIT_WORDS.items()}


@dataclass(frozen=True)
class PrintedTotal:
    """A total as printed: by figure the text ("81.8", "(15.6)") and the pounds, an overspend above nought."""

    texts: Mapping[str, str] = field(default_factory=dict)
    pounds: Mapping[str, Decimal] = field(default_factory=dict)
    a_f: str = ""
    direction: str = ""
    label: str = ""


def printed_totals(
    checks: Iterable[Check], tables: Tables, *, month: FinancialMonth
) -> dict[tuple[str, str], PrintedTotal]:
    """Return the totals printed for a month, by fund and group; "" is the whole fund."""
    period = f"{month.year}, month {month.number}"
    found: dict[tuple[str, str], PrintedTotal] = {}
    for check in checks:
        if check.period != period or not isinstance(check.sum, Total) or check.sum.unless:
            continue
        place = _place(check.sum)
        cell = _printed(check.printed, tables)
        if place is None or cell is None or cell.value is None:
            continue
        fund, group, name, sign = place
        row = _row(check.printed, tables)
        before = found.get((fund, group), PrintedTotal())
        if name in before.texts:
            continue
        found[fund, group] = replace(
            before,
            texts={**before.texts, name: _text(cell)},
            pounds={**before.pounds, name: cell.value * POUNDS_IN[cell.unit] * sign},
            a_f=before.a_f or _word(row, "a_f"),
            direction=before.direction or _word(row, "direction"),
            label=before.label or check.label.partition(":")[0],
        )
    return found


def _place(total: Total) -> tuple[str, str, str, int] | None:
    """Return the fund, group, figure and sign that a sum adds up; None for one of something else."""
    fund, columns = _COLUMNS.get(total.table, ("", {}))
    name = next((n for n in sorted(columns, key=len, reverse=True) if total.column.startswith(n)), None)
    where = {column: texts for column, texts in total.where if column not in ("year", "period", "fund")}
    groups = where.pop("group", ("",))
    if name is None or where or len(groups) != 1:
        return None
    return fund, groups[0], *columns[name]


def _printed(expression: Expression, tables: Tables) -> Cell | None:
    if isinstance(expression, Figure):
        return read_cell(expression.text, expression.unit)
    row = _row(expression, tables)
    return row.get(expression.column) if row is not None and isinstance(expression, At) else None


def _row(expression: Expression, tables: Tables) -> Row | None:
    """Return the row of a table that holds the printed figure; None for a figure printed elsewhere."""
    if not isinstance(expression, At):
        return None
    rows = [
        row
        for row in tables.get(expression.table, ())
        if all(row.get(column, Cell("")).text in texts for column, texts in expression.where)
    ]
    return rows[0] if len(rows) == 1 else None


def _word(row: Row | None, name: str) -> str:
    return next((cell.text for column, cell in (row or {}).items() if column.startswith(name)), "")


def _text(cell: Cell) -> str:
    """Return the figure as a paper prints it: one below nought stands in brackets."""
    if cell.value is None or cell.unit not in _UNITS:
        return cell.text
    unit = Unit(_UNITS[cell.unit])
    return print_amount(PrintedAmount(cell.value * POUNDS_IN[cell.unit], unit, cell.decimals))
