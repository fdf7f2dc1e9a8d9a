"""Spreadsheets to import, and the steps of an import one after another, as its command takes them."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from django.core.management import call_command

from programme.models import Programme
from programme.rules.access import Actor
from savings import changes
from savings.exchange.importing import read_import
from savings.models import Saving, SheetImport

NOW = datetime(2026, 11, 20, 10, tzinfo=UTC)
LATER = datetime(2026, 11, 20, 11, tzinfo=UTC)
HEAD = ("Ref", "Saving", "2026/27", "2027/28", "2028/29")
ROWS = (
    ("26S1", "Fostering recruitment", "100", "200", "200"),
    ("26S2", "Residential review", "1,050", "2,000", "2,000"),
    ("26S3", "Home to school transport", "-", "40", "80"),
)
SAID = "Savings in £000, cumulative; a saving is positive"


def a_sheet(rows: Sequence[Sequence[str]] = ROWS, *, head: Sequence[str] = HEAD, said: str = SAID) -> bytes:
    """Return a CSV file as a council might publish it."""
    out = io.StringIO()
    written = csv.writer(out)
    written.writerows([[said], [], head, *rows])
    return out.getvalue().encode()


def read(
    programme: Programme, by: Actor, content: bytes, *, name: str = "savings.csv", at: datetime = NOW,
    **options: Any,
) -> SheetImport:  # fmt: skip
    """Ask for an import and read it, here and now."""
    row = changes.ask_import(
        programme_id=programme.id,
        file_name=name,
        content=content,
        options=options,
        by=by,
        at=at,
        in_background=False,
    )
    found = read_import(import_id=row.id, by=by, at=at)
    assert found is not None
    return found


def write(row: SheetImport, by: Actor, *, at: datetime = NOW, partial: bool = False) -> changes.Written:
    """Write what was previewed, here and now."""
    changes.ask_write(
        import_id=row.id, version=row.version, by=by, at=at, partial=partial, in_background=False
    )
    return changes.write_import(import_id=row.id, by=by, at=at, partial=partial)


def imported(programme: Programme, by: Actor, content: bytes, **more: Any) -> SheetImport:
    """Read a file and write it, here and now."""
    at = more.get("at", NOW)
    row = read(programme, by, content, **more)
    write(row, by, at=at)
    row.refresh_from_db()
    return row


def answered(row: SheetImport, by: Actor, *, at: datetime = LATER, **answers: Any) -> SheetImport:
    """Answer what an import asks and read it again, here and now."""
    changes.answer_import(import_id=row.id, version=row.version, by=by, at=at, in_background=False, **answers)
    found = read_import(import_id=row.id, by=by, at=at)
    assert found is not None
    return found


def undone(row: SheetImport, by: Actor, *, at: datetime = LATER, reason: str = "Wrong file") -> SheetImport:
    """Take an import back, here and now."""
    changes.ask_undo(import_id=row.id, version=row.version, reason=reason, by=by, at=at, in_background=False)
    return changes.undo_import(import_id=row.id, reason=reason, by=by, at=at)


def plan_of(ref: str) -> dict[int, Any]:
    """Return a saving's plan by April, in pounds."""
    saving = Saving.objects.get(ref=ref, removed_at=None)
    return {cell.year: cell.amount for cell in saving.planned_amounts.order_by("year")}


def kept(folder: Path, content: bytes, name: str = "savings.csv") -> str:
    """Write a file into a folder and return its path."""
    path = folder / name
    path.write_bytes(content)
    return str(path)


def command(*arguments: str) -> tuple[int, dict[str, Any]]:
    """Run import_savings with --json; return its exit status and its one document."""
    out = io.StringIO()
    try:
        call_command("import_savings", *arguments, "--json", stdout=out)
    except SystemExit as end:
        return int(str(end.code)), json.loads(out.getvalue())
    return 0, json.loads(out.getvalue())
