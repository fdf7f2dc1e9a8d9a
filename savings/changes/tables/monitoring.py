"""A month of budget monitoring from a table: its lines, and their figures as a row of the ledger each."""

from __future__ import annotations

from typing import Any, Final

from programme.rules.calendar import FinancialMonth
from savings import changes
from savings.changes.tables.run import CREATED, UPDATED, TableRun, Wrote, as_json
from savings.queries.budget import BudgetLineRow, budget_lines
from savings.rules.sheets.text import plain
from savings.rules.tables.monitoring import MonitoringLine, MonitoringReading
from savings.rules.tables.reading import Table

COLUMNS: Final = {"variance": "variance", "period": "current_budget", "current_budget": "current_budget",
                  "projection": "projection", "name": "line", "group": "group"}  # fmt: skip


def load_monitoring(table: Table, reading: MonitoringReading, month: FinancialMonth, run: TableRun) -> None:
    """Write every line's figures of a month; a line that is new is added under its group and fund."""
    found = list(budget_lines(reader=run.by, programme_ids=[run.programme.id]).values())
    held = {_key(b.fund, b.group, b.name): b for b in found}
    rows, seen = {row.row: row for row in table.rows}, dict[tuple[str, str, str], int]()
    for place, line in enumerate(reading.lines, start=len(held) + 1):
        key = _key(line.fund, line.group, line.name)
        if key in seen:
            words = f"row {seen[key]} is this line of this group too"
            run.reject(line.row, "", line.name, words, "give each line a name or a group of its own")
            continue
        seen[key] = line.row
        letters = {name: table.letter(rows[line.row], column) for name, column in COLUMNS.items()}
        values = {"variance": line.variance_printed, "name": line.name}
        run.each(line.row, _writer(line, held.get(key), place, month, run), letters=letters, values=values)


def _writer(
    line: MonitoringLine, held: BudgetLineRow | None, place: int, month: FinancialMonth, run: TableRun
) -> Any:
    figures: dict[str, Any] = {
        "year": month.year.start_year,
        "period": month.label,
        **line.figures,
        "unit": line.unit.value,
        "decimals": line.decimals,
        "variance_printed": line.variance_printed,
        "a_f_printed": line.a_f_printed,
        "direction_printed": line.direction_printed,
    }

    def write() -> list[Wrote]:
        wrote = []
        values: dict[str, Any] = {} if held else {"position": place}
        if line.note:
            values["note"] = line.note
        of = changes.store_budget_line(
            programme_id=run.programme.id,
            fund=line.fund,
            group=held.group if held else line.group,
            name=held.name if held else line.name,
            values=values,
            by=run.by,
            at=run.at,
        )
        run.closed.add(of.marking)
        if held is None:
            after = {"fund": line.fund, "group": line.group, "name": line.name}
            wrote.append(Wrote(line.row, "budget_line", of.id, CREATED, None, after, of.version))
        figure = changes.record_budget_figure(budget_line_id=of.id, values=figures, by=run.by, at=run.at)
        if figure.recorded_at == run.at:
            wrote.append(Wrote(line.row, "budget_figure", figure.id, UPDATED, None, as_json(figures), 1))
        return wrote

    return write


def _key(fund: str, group: str, name: str) -> tuple[str, str, str]:
    return fund, plain(group), plain(name)
