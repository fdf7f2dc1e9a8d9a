"""A table as a paper prints it: columns with their units, cells as text, blanks blank."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from programme.queries import PublishedTableRow
from programme.rules.calendar import FinancialYear
from savings.models import BudgetFigure, PlannedAmount, PressureAmount
from savings.rules.notation import SCALES, UNIT_WORDS, PrintedAmount, Unit, print_amount


@dataclass(frozen=True)
class RenderedColumn:
    """A column: its name, its heading in words (with its unit), whether it holds figures."""

    name: str
    heading: str
    is_number: bool = False


@dataclass(frozen=True)
class RenderedTable:
    """A table as printed. `code` is what checks call it; `is_ledger` says that its rows are the ledger's."""

    code: str
    title: str
    source: str
    columns: tuple[RenderedColumn, ...]
    rows: tuple[tuple[str, ...], ...]
    is_ledger: bool

    def column(self, name: str) -> tuple[str, ...]:
        """Return the cells of one column. Raises ValueError where there is no such column."""
        place = [column.name for column in self.columns].index(name)
        return tuple(row[place] for row in self.rows)


def kept_table(table: PublishedTableRow) -> RenderedTable:
    """Return a table that is kept cell by cell."""
    columns = tuple(
        RenderedColumn(c["name"], c.get("heading") or c["name"], bool(c.get("unit") or c.get("unit_column")))
        for c in table.columns
    )
    rows = tuple(tuple("" if cell is None else str(cell) for cell in row) for row in table.rows)
    return RenderedTable(table.code, table.title, table.source, columns, rows, is_ledger=False)


def year_columns(
    years: Iterable[int], cells: Sequence[PlannedAmount | PressureAmount], unit: Unit
) -> tuple[RenderedColumn, ...]:
    """Return a column for each year, with the table's unit unless its cells say their own."""
    texts = [cell.printed for cell in cells if cell.printed]
    says_unit = bool(texts) and all("£" in text for text in texts)
    tail = "" if says_unit else f" ({UNIT_WORDS[unit]})"
    return tuple(
        RenderedColumn(label, f"{label}{tail}", is_number=True)
        for label in (FinancialYear(year).label for year in years)
    )


def table_unit(cells: Iterable[PlannedAmount | PressureAmount | BudgetFigure]) -> Unit:
    """Return the unit most cells are printed in: pounds where there are none."""
    counted = Counter(cell.unit for cell in cells)
    return Unit(counted.most_common(1)[0][0]) if counted else Unit.GBP


def amount_cell(cell: PlannedAmount | PressureAmount | None, unit: Unit) -> str:
    """Return an amount as printed; one that was changed since in the unit of its table, with all its digits."""
    if cell is None or cell.amount is None:
        return cell.printed if cell is not None else ""
    if cell.printed:
        return str(cell.printed)
    exponent = (cell.amount / SCALES[unit]).normalize().as_tuple().exponent
    decimals = max(0, -exponent) if isinstance(exponent, int) else 0
    return print_amount(PrintedAmount(cell.amount, unit, decimals))


def without_empty_columns(table: RenderedTable) -> RenderedTable:
    """Return the table without the columns that hold nothing in any row."""
    kept = [place for place in range(len(table.columns)) if any(row[place] for row in table.rows)]
    return replace(
        table,
        columns=tuple(table.columns[place] for place in kept),
        rows=tuple(tuple(row[place] for place in kept) for row in table.rows),
    )
