"""Savings out as the same sheet again: XLSX or CSV, formula-safe, with the stamp by which an edited copy is merged."""

from __future__ import annotations

import gc
import os
import secrets
import tempfile
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Final
from uuid import UUID

from django.utils import timezone

from programme.queries import ProgrammeRow
from programme.rules.access import Actor
from savings.changes.exporting import keep_export
from savings.exchange.export_csv import write_csv
from savings.exchange.export_sheet import Sheet
from savings.exchange.export_xlsx import write_xlsx
from savings.queries.exporting import SheetFacts, sheet_facts
from savings.rules.sheets.exported import kept, stamp_from

ENDINGS: Final = ("xlsx", "csv")
TYPES: Final = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv; charset=utf-8",
}


class WrongEnding(ValueError):
    """An export is an .xlsx or a .csv file: give it one of these endings."""


@dataclass(frozen=True)
class Exported:
    """What went out."""

    stamp: str
    lines: int
    years: tuple[str, ...]
    unit: str
    over: str
    marked: str
    """What the sheet says of what not everybody may see, "" where it holds nothing of the sort."""
    closed: tuple[str, ...]
    illustrative: bool


def export_savings(
    *,
    programme: ProgrammeRow,
    to: Path,
    reader: Actor,
    at: datetime,
    ids: Collection[UUID] | None = None,
    narrowed: str = "",
) -> Exported:
    """Write the savings of a programme that this reader may see to a file, and keep what was sent.

    `ids` leaves out all other lines, and `narrowed` says on the sheet how they were chosen. The file appears
    whole or not at all. Raises WrongEnding, OSError.
    """
    _ending(to)
    stamp = stamp_from(secrets.token_bytes(10))
    with _nothing_collected():
        facts = sheet_facts(reader=reader, programme=programme, ids=ids, on=timezone.localdate(at))
        sheet = Sheet(facts, reader=_name(reader), at=at, stamp=stamp, narrowed=narrowed)
        _write(sheet, to)
        lines = ((str(line.id), line.sent(row)) for row, line in sheet.numbered())
        keep_export(programme_id=programme.id, stamp=stamp, lines=kept(lines), by=reader, at=at)
    return _exported(sheet)


def empty_sheet(*, programme: ProgrammeRow, to: Path, reader: Actor, at: datetime) -> Exported:
    """Write a sheet with the same headings and lists and no line, to start from. Raises WrongEnding, OSError."""
    _ending(to)
    facts = sheet_facts(reader=reader, programme=programme, ids=[], on=timezone.localdate(at))
    sheet = Sheet(facts, reader=_name(reader), at=at, stamp="", narrowed="")
    _write(sheet, to)
    return _exported(sheet)


def file_name(programme: ProgrammeRow, *, ending: str, at: datetime, empty: bool = False) -> str:
    """Return what a download is called: southampton-cl-savings-2026-11-18.xlsx."""
    what = "savings-empty" if empty else f"savings-{timezone.localdate(at).isoformat()}"
    return f"{programme.code}-{what}.{ending}"


def _name(reader: Actor) -> str:
    return "anybody" if reader.kind == "public" else reader.name


@contextmanager
def _nothing_collected() -> Iterator[None]:
    """Leave garbage alone meanwhile: the cells of a sheet all live to its end, and looking among them for what
    does not takes a third of the time.
    """
    collects = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collects:
            gc.enable()


def _exported(sheet: Sheet) -> Exported:
    facts: SheetFacts = sheet.facts
    return Exported(
        stamp=sheet.stamp,
        lines=len(facts.lines),
        years=tuple(year.label for year in facts.years),
        unit=facts.unit.value,
        over=sheet.over,
        marked=f"{sheet.closed_title}. {sheet.closed_words}" if sheet.closed_title else "",
        closed=facts.closed,
        illustrative=facts.programme.illustrative,
    )


def _ending(to: Path) -> str:
    ending = to.suffix.lower().removeprefix(".")
    if ending not in ENDINGS:
        raise WrongEnding(f"{to.name!r} ends in neither .xlsx nor .csv: an export is one or the other.")
    return ending


def _write(sheet: Sheet, to: Path) -> None:
    write: Any = {"xlsx": write_xlsx, "csv": write_csv}[_ending(to)]
    handle, draft = tempfile.mkstemp(dir=to.parent, prefix=f".{to.stem}-", suffix=to.suffix)
    os.close(handle)
    try:
        write(sheet, Path(draft))
        os.chmod(draft, 0o640)
        os.replace(draft, to)
    except BaseException:
        Path(draft).unlink(missing_ok=True)
        raise
