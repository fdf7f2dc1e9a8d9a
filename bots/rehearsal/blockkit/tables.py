"""`table` and `data_table`: rows of cells. One bad cell loses the whole message, so every cell is checked."""

from __future__ import annotations

from typing import Any

from bots.rehearsal.blockkit.findings import Findings

CELLS = ("raw_text", "raw_number", "rich_text")
MOST_ROWS, MOST_COLUMNS = 100, 20
# Sources disagree on a data table's rows (101 or 201 with its header); the lower is what is safe to send.
MOST_DATA_ROWS = 101
MOST_CHARACTERS = 20_000


def check_table(findings: Findings, block: dict[str, Any], pointer: str) -> None:
    findings.keys(block, pointer, ("type", "block_id", "rows", "column_settings"))
    rows = findings.items(block, "rows", pointer, most=MOST_ROWS)
    check_rows(findings, rows, pointer, header_takes=CELLS)
    findings.items(block, "column_settings", pointer, most=MOST_COLUMNS, required=False)


def check_data_table(findings: Findings, block: dict[str, Any], pointer: str) -> None:
    findings.keys(
        block, pointer, ("type", "block_id", "rows", "caption", "page_size", "row_header_column_index")
    )
    findings.string(block, "caption", pointer, most=3000, required=True)
    rows = findings.items(block, "rows", pointer, most=MOST_DATA_ROWS, least=2)
    check_rows(findings, rows, pointer, header_takes=("raw_text", "raw_number"))
    size = block.get("page_size", 5)
    if not isinstance(size, int) or not 1 <= size <= 100:
        findings.add(f"{pointer}/page_size", "must be a number from 1 to 100")
    index = block.get("row_header_column_index", 0)
    columns = len(rows[0]) if rows and isinstance(rows[0], list) else 0
    if not isinstance(index, int) or not 0 <= index < max(columns, 1):
        findings.add(f"{pointer}/row_header_column_index", "must be the index of a column")
    if sum(
        len(str(c.get("text", ""))) for r in rows if isinstance(r, list) for c in r if isinstance(c, dict)
    ) > (MOST_CHARACTERS):
        findings.add(f"{pointer}/rows", f"must be less than {MOST_CHARACTERS + 1} characters")


def check_rows(findings: Findings, rows: list[Any], pointer: str, *, header_takes: tuple[str, ...]) -> None:
    widths = {len(row) for row in rows if isinstance(row, list)}
    if len(widths) > 1:
        findings.add(f"{pointer}/rows", "all rows must have the same number of cells")
    for place, row in enumerate(rows):
        where = f"{pointer}/rows/{place}"
        if not isinstance(row, list):
            findings.add(where, "must provide an array")
        elif not 1 <= len(row) <= MOST_COLUMNS:
            findings.add(where, f"must have between 1 and {MOST_COLUMNS} cells")
        else:
            for column, cell in enumerate(row):
                check_cell(findings, cell, f"{where}/{column}", header_takes if place == 0 else CELLS)


def check_cell(findings: Findings, cell: object, pointer: str, kinds: tuple[str, ...]) -> None:
    if not isinstance(cell, dict):
        findings.add(pointer, "must provide an object")
        return
    if cell.get("type") not in kinds:
        findings.add(f"{pointer}/type", f"must be one of {', '.join(kinds)}")
    elif cell["type"] == "rich_text":
        check_rich_text(findings, cell, pointer)
    else:
        own = ("value",) if cell["type"] == "raw_number" else ()
        findings.keys(cell, pointer, ("type", "text", *own))
        findings.string(cell, "text", pointer, most=3000, required=True)
        if own and (not isinstance(cell.get("value"), int | float) or isinstance(cell.get("value"), bool)):
            findings.add(f"{pointer}/value", "must provide a number")


def check_rich_text(findings: Findings, block: dict[str, Any], pointer: str) -> None:
    """Report the outer shape of rich text: sections of elements, none of them an empty text."""
    findings.keys(block, pointer, ("type", "block_id", "elements"))
    for place, section in enumerate(findings.items(block, "elements", pointer, most=100)):
        where = f"{pointer}/elements/{place}"
        if not findings.is_object(section, where):
            continue
        for inner, element in enumerate(findings.items(section, "elements", where, most=1000)):
            at = f"{where}/elements/{inner}"
            if findings.is_object(element, at) and element.get("type") == "text":
                findings.string(element, "text", at, most=3000, required=True)
