"""An exported workbook as its file has it, and an export to look at."""

from __future__ import annotations

import csv
import io
import zipfile
from datetime import UTC, datetime
from pathlib import Path
from xml.etree import ElementTree

from python_calamine import CalamineWorkbook

from programme import queries
from programme.models import Programme
from programme.rules.access import Actor
from savings.exchange.export_sheet import HEADER_ROW
from savings.exchange.exporting import Exported, empty_sheet, export_savings

AT = datetime(2026, 11, 18, 14, 5, tzinfo=UTC)
MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
LOCAL_ONLY = ("Programme (shown, not read back)", "Export")


class Workbook:
    """What stands in an .xlsx, read without any program that would run it."""

    def __init__(self, path: Path) -> None:
        self.zip = zipfile.ZipFile(path)
        self.book = CalamineWorkbook.from_filelike(io.BytesIO(path.read_bytes()))

    def names(self) -> list[str]:
        return list(self.book.sheet_names)

    def rows(self, name: str) -> list[list[object]]:
        return self.book.get_sheet_by_name(name).to_python(skip_empty_area=False)

    def text(self, name: str) -> str:
        """Return every cell of a sheet as one text."""
        return "\n".join(" ".join(str(cell) for cell in row if cell != "") for row in self.rows(name))

    def lines(self) -> list[dict[str, object]]:
        """Return the lines of the savings sheet by heading, the total last."""
        rows = self.rows("Savings")
        return [dict(zip(rows[HEADER_ROW - 1], row, strict=True)) for row in rows[HEADER_ROW:]]

    def xml(self, part: str) -> ElementTree.Element:
        return ElementTree.fromstring(self.zip.read(part))

    def sheet_xml(self, name: str) -> ElementTree.Element:
        return self.xml(f"xl/worksheets/sheet{self.names().index(name) + 1}.xml")

    def formulas(self) -> list[str]:
        """Return every formula of every sheet, and every name that is defined as one."""
        sheets = [part for part in self.zip.namelist() if part.startswith("xl/worksheets/sheet")]
        return [str(f.text) for part in sheets for f in self.xml(part).iter(f"{MAIN}f")]

    def parts(self) -> str:
        """Return the text of every part of the file."""
        return "\n".join(self.zip.read(part).decode() for part in self.zip.namelist())


def exported(programme: Programme, to: Path, reader: Actor, **options: object) -> Exported:
    """Export a programme as a reader."""
    row = queries.programmes(reader=reader, ids=[programme.id])[programme.id]
    return export_savings(programme=row, to=to, reader=reader, at=AT, **options)


def emptied(programme: Programme, to: Path, reader: Actor) -> Exported:
    """Write an empty sheet as a reader."""
    row = queries.programmes(reader=reader, ids=[programme.id])[programme.id]
    return empty_sheet(programme=row, to=to, reader=reader, at=AT)


def csv_lines(path: Path) -> list[dict[str, str]]:
    """Return the lines of an exported CSV by heading, the total last."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))
