"""The sheet as CSV: UTF-8 with its mark, so that Excel reads £ and names as they are written."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path

from savings.exchange.export_sheet import Cell, Figure, Sheet


def write_csv(sheet: Sheet, path: Path) -> None:
    """Write the headings, the lines and the control total. An amount is a bare number and a day is in ISO."""
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(sheet.headings)
        writer.writerows([_text(cell) for cell in row] for row in sheet.rows())
        if sheet.facts.lines:
            writer.writerow([_text(cell) for cell in sheet.total_row()])


def _text(cell: Cell) -> str:
    if cell is None:
        return ""
    if isinstance(cell, Figure):
        return cell.text
    return cell.isoformat() if isinstance(cell, date) else str(cell)
