"""Files as councils send them, and an import of one."""

from __future__ import annotations

import csv
import io
from datetime import UTC, datetime
from typing import Any

import xlsxwriter

from programme import queries
from programme.models import Programme
from programme.rules.access import Actor
from savings.exchange.tables import TableOptions, TableResult, import_table

AT = datetime(2026, 11, 18, 14, 5, tzinfo=UTC)


def as_csv(*rows: Any) -> bytes:
    """Return rows as a CSV file."""
    file = io.StringIO()
    csv.writer(file).writerows(rows)
    return file.getvalue().encode()


def as_xlsx(*rows: Any) -> bytes:
    """Return rows as a workbook of one sheet, days as days and numbers as numbers."""
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"default_date_format": "dd/mm/yyyy"}) as book:
        sheet = book.add_worksheet("Table")
        for number, row in enumerate(rows):
            for place, cell in enumerate(row):
                if cell not in ("", None):
                    sheet.write(number, place, cell)
    return file.getvalue()


def brought(
    kind: str, content: bytes, programme: Programme, by: Actor, *, file: str = "table.csv", at: datetime = AT,
    dry_run: bool = False, partial: bool = False, **options: Any,
) -> TableResult:  # fmt: skip
    """Import a table as somebody."""
    row = queries.programmes(reader=by, ids=[programme.id])[programme.id]
    return import_table(
        kind=kind,
        content=content,
        file_name=file,
        programme=row,
        options=TableOptions(**options),
        by=by,
        at=at,
        dry_run=dry_run,
        partial=partial,
    )


def counts(result: TableResult) -> tuple[int, int, int, int]:
    """Return how many rows were created, updated, unchanged and rejected."""
    document = result.document
    return document["created"], document["updated"], document["unchanged"], len(document["rejected"])
