"""The child process that opens an uploaded file: bytes in on standard input, cells out on standard output.

It bounds its own memory and processor time before it looks at the file, and imports no Django. A refusal comes
back as words; a crash or a kill is the parent's to explain.
"""

from __future__ import annotations

import io
import json
import resource
import sys
from datetime import date, datetime
from typing import Any

from savings.exchange import delimited, ods_parts, sniffing, xlsx_parts
from savings.exchange.archive import DAMAGED, Archive
from savings.exchange.limits import Limits, UnreadableFile


def main(arguments: list[str]) -> int:
    """Read one file. Arguments: its name, and the limits as JSON."""
    name, limits = arguments[0], Limits(**json.loads(arguments[1]))
    resource.setrlimit(resource.RLIMIT_AS, (limits.memory, limits.memory))
    resource.setrlimit(resource.RLIMIT_CPU, (limits.seconds, limits.seconds + 1))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    answer: dict[str, Any]
    try:
        answer = {"sheets": read(sys.stdin.buffer.read(), name, limits)}
    except UnreadableFile as refusal:
        answer = {"what": refusal.what, "next_step": refusal.next_step}
    except MemoryError:
        answer = {"is_too_big": True}
    sys.stdout.buffer.write(
        json.dumps(answer, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")
    )
    sys.stdout.flush()
    return 0


def read(content: bytes, name: str, limits: Limits) -> list[dict[str, Any]]:
    """Return the sheets of a file, each as plain values. Raises UnreadableFile."""
    sniffing.check_size(content, limits)
    if sniffing.check_start(content, name) == sniffing.CSV:
        rows, delimiter = delimited.rows_of(content, limits)
        one = _sheet(name, [[f"s{cell}" if cell else None for cell in row] for row in rows], limits)
        return [one | {"delimiter": delimiter}]
    archive = Archive(content, limits)
    if sniffing.check_archive(archive, name) == sniffing.ODS:
        return _ods(archive, limits)
    return _xlsx(archive, limits)


def _xlsx(archive: Archive, limits: Limits) -> list[dict[str, Any]]:
    packed, parts = archive.repacked(xlsx_parts.needed_parts(archive))
    where, formats = xlsx_parts.sheet_parts(parts), xlsx_parts.telling_formats(parts)
    is_uncalculated = xlsx_parts.recalculates(parts)
    marks = {
        sheet: xlsx_parts.marks_of(
            parts[part], formats, is_uncalculated=is_uncalculated, limits=limits, sheet=sheet
        )
        for sheet, part in where.items()
        if part in parts
    }
    remarks = xlsx_parts.remarks(archive)
    del parts
    return _sheets(packed, marks, remarks, limits)


def _ods(archive: Archive, limits: Limits) -> list[dict[str, Any]]:
    packed, parts = archive.repacked(
        ["mimetype", "META-INF/manifest.xml", "content.xml", "styles.xml", "settings.xml", "meta.xml"]
    )
    if "content.xml" not in parts:
        raise UnreadableFile(DAMAGED, "save it again and upload the new copy")
    marks = ods_parts.marks_by_sheet(parts["content.xml"], limits)
    del parts
    return _sheets(packed, marks, [], limits)


def _sheets(packed: bytes, marks: Any, remarks: list[str], limits: Limits) -> list[dict[str, Any]]:
    """Return every worksheet as the library reads it, with its marks."""
    from python_calamine import CalamineError, SheetTypeEnum, SheetVisibleEnum, load_workbook

    try:
        workbook = load_workbook(io.BytesIO(packed))
        sheets = []
        for metadata in workbook.sheets_metadata:
            if metadata.typ is not SheetTypeEnum.WorkSheet:
                continue
            table = workbook.get_sheet_by_name(metadata.name)
            values = table.to_python(skip_empty_area=False, nrows=limits.rows + 1)
            rows = [[_cell(value) for value in row] for row in values]
            one = _sheet(metadata.name, rows, limits)
            one["hidden"] = metadata.visible is not SheetVisibleEnum.Visible
            _add_marks(one, marks.get(metadata.name), table.merged_cell_ranges)
            sheets.append(one)
    except (CalamineError, ValueError, OverflowError) as problem:
        if isinstance(problem, UnreadableFile):
            raise
        raise UnreadableFile(
            DAMAGED, "open it in a spreadsheet program, save it again and upload the new copy"
        ) from problem
    hidden = [sheet["name"] for sheet in sheets if sheet["hidden"]]
    for sheet in sheets:
        sheet["remarks"] = [
            *remarks,
            *(f"the hidden sheet '{name}' was not read" for name in hidden if name != sheet["name"]),
        ]
    if not sheets:
        raise UnreadableFile("the workbook has no worksheet", "check the file and upload it again")
    return sheets


def _add_marks(
    sheet: dict[str, Any], marks: Any, merges: list[tuple[tuple[int, int], tuple[int, int]]] | None
) -> None:
    sheet["merges"] = [[first[0] + 1, first[1], last[0] + 1, last[1]] for first, last in merges or []]
    if marks is None:
        return
    sheet["faults"] = [[row, index, text] for (row, index), text in marks.faults.items()]
    sheet["formats"] = [[row, index, text] for (row, index), text in marks.formats.items()]
    sheet["hidden_rows"], sheet["hidden_columns"] = marks.hidden_rows, marks.hidden_columns
    sheet["merges"] += [[*first, *last] for first, last in getattr(marks, "merges", [])]


def _sheet(name: str, rows: list[list[str | None]], limits: Limits) -> dict[str, Any]:
    """Return a sheet without its empty end. Raises UnreadableFile where it is too long, too wide or too full."""
    filled = 0
    for row in rows:
        while row and row[-1] in (None, "s"):
            row.pop()
        filled += sum(cell is not None for cell in row)
    while rows and not rows[-1]:
        rows.pop()
    width = max((len(row) for row in rows), default=0)
    if len(rows) > limits.rows or width > limits.columns or filled > limits.cells:
        most = f"{limits.rows:,} rows, {limits.columns} columns or {limits.cells:,} filled cells"
        raise UnreadableFile(
            f"sheet '{name}' is larger than {most}",
            "keep the table of savings alone and save the file again",
        )
    long = next(
        (cell for row in rows for cell in row if cell is not None and len(cell) > limits.text + 1), None
    )
    if long is not None:
        raise UnreadableFile(
            f"sheet '{name}' has a cell of more than {limits.text:,} characters",
            "shorten the text and save the file again",
        )
    return {"name": name, "rows": rows}


def _cell(value: object) -> str | None:
    """Return a value as text behind a letter for its sort; None for a blank."""
    if isinstance(value, str):
        return f"s{value}" if value else None
    if isinstance(value, bool):
        return f"b{int(value)}"
    if isinstance(value, float | int):
        return f"n{value:.15g}"
    if isinstance(value, datetime):
        return f"t{value.isoformat()}"
    if isinstance(value, date):
        return f"d{value.isoformat()}"
    return f"s{value}"
