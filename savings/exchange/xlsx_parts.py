"""What the parsing library leaves out of an XLSX sheet: formula errors, formats, what is hidden, its extent.

The sheet's XML is looked through for these marks alone; values come from the library.
"""

from __future__ import annotations

import html
import re
from dataclasses import dataclass, field

from savings.exchange.archive import Archive
from savings.exchange.limits import Limits, UnreadableFile

NO_STORED_VALUE = "a formula without a stored value"
Place = tuple[int, int]  # row number from 1, column index from 0

_REFERENCE = re.compile(rb"""\br\s*=\s*["']([A-Za-z]+\d+)["']""")
_CELL_SORT = re.compile(rb"""<(?:\w+:)?c\b[^>]*?\bt\s*=\s*["'](\w+)["']""")
_ERROR_CELL = re.compile(
    rb"""<(?:\w+:)?c\b([^>]*?\bt\s*=\s*["']e["'][^>]*)(?<!/)>(.*?)</(?:\w+:)?c>""", re.DOTALL
)
_FORMULA_CELL = re.compile(rb"<(?:\w+:)?c\b([^>]*)(?<!/)>\s*<(?:\w+:)?f\b(.*?)</(?:\w+:)?c>", re.DOTALL)
_FAR_CELL = re.compile(
    rb"""<(?:\w+:)?c\b[^>]*?\br\s*=\s*["']([A-Z]{2,3}\d+|[A-Z]\d{5,})["'][^>]*(?<!/)>\s*<"""
)
_VALUE = re.compile(rb"<(?:\w+:)?v\b[^>]*>([^<]*)</")
_HIDDEN_ROW = re.compile(
    rb"<(?:\w+:)?row\b(?=[^>]*\bhidden\s*=\s*[\"'](?:1|true)[\"'])[^>]*?\br\s*=\s*[\"'](\d+)[\"']"
)
_HIDDEN_COLUMN = re.compile(rb"<(?:\w+:)?col\b(?=[^>]*\bhidden\s*=\s*[\"'](?:1|true)[\"'])[^>]*>")
_MIN_MAX = re.compile(rb"""\b(min|max)\s*=\s*["'](\d+)["']""")
_XF = re.compile(r"<(?:\w+:)?xf\b([^>]*?)/?>")
_CELL_XFS = re.compile(r"<(?:\w+:)?cellXfs\b.*?</(?:\w+:)?cellXfs>", re.DOTALL)
_NUMBER_FORMAT = re.compile(r"<(?:\w+:)?numFmt\b([^>]*?)/?>")
_TELLING = re.compile(
    r"%|£|gbp|[0#?],+(?![0#?,])|\"[^\"]*\b(?:k|m|mn|thousand|million)\b[^\"]*\"|\\[km]\b", re.IGNORECASE
)
_BUILT_IN = {
    5: "£#,##0",
    6: "£#,##0",
    7: "£#,##0.00",
    8: "£#,##0.00",
    9: "0%",
    10: "0.00%",
    42: "£#,##0",
    44: "£#,##0.00",
}
_NEEDED = re.compile(
    r"\[Content_Types\]\.xml|_rels/\.rels|xl/workbook\.xml|xl/_rels/workbook\.xml\.rels|"
    r"xl/sharedStrings\.xml|xl/styles\.xml|xl/worksheets/[^/]+\.xml|xl/worksheets/_rels/[^/]+\.rels|"
    r"(?:.*/)?(?:workbook|sharedStrings|styles|sheet\d*)\.xml|.*/workbook\.xml\.rels",
    re.IGNORECASE,
)


@dataclass(slots=True)
class Marks:
    """What a sheet's XML says beyond its values."""

    faults: dict[Place, str] = field(default_factory=dict)
    formats: dict[Place, str] = field(default_factory=dict)
    hidden_rows: list[int] = field(default_factory=list)
    hidden_columns: list[int] = field(default_factory=list)


def needed_parts(archive: Archive) -> list[str]:
    """Return the parts of an XLSX file that hold values; macros, links, pictures and the like are left out."""
    return [name for name in archive.entries if _NEEDED.fullmatch(name)]


def remarks(archive: Archive) -> list[str]:
    """Return what was left out of a workbook, in words."""
    found = []
    if any(name.casefold().endswith("vbaproject.bin") for name in archive.entries):
        found.append("the macros in this workbook were not read")
    if any("externallinks/" in name.casefold() for name in archive.entries):
        found.append("links to other workbooks were not followed; the values stored here were read")
    return found


def sheet_parts(parts: dict[str, bytes]) -> dict[str, str]:
    """Return the part that holds each sheet, by the sheet's name."""
    workbook = next((name for name in parts if name.endswith("workbook.xml")), None)
    links = next((name for name in parts if name.endswith("workbook.xml.rels")), None)
    if workbook is None or links is None:
        return {}
    targets = {}
    for tag in re.findall(r"<(?:\w+:)?Relationship\b[^>]*>", parts[links].decode("utf-8", "replace")):
        attributes = dict(re.findall(r'\b(Id|Target)\s*=\s*["\']([^"\']*)["\']', tag))
        if len(attributes) == 2:
            targets[attributes["Id"]] = html.unescape(attributes["Target"])
    folder = workbook.rpartition("/")[0]
    found = {}
    for tag in re.findall(r"<(?:\w+:)?sheet\b[^>]*>", parts[workbook].decode("utf-8", "replace")):
        name = re.search(r'\bname\s*=\s*"([^"]*)"|\bname\s*=\s*\'([^\']*)\'', tag)
        link = re.search(r'\b\w+:id\s*=\s*["\']([^"\']*)["\']', tag)
        if name and link and link[1] in targets:
            target = targets[link[1]]
            path = target.lstrip("/") if target.startswith("/") else f"{folder}/{target}"
            found[html.unescape(name[1] or name[2] or "")] = path.replace("/./", "/")
    return found


def telling_formats(parts: dict[str, bytes]) -> dict[int, str]:
    """Return the number formats that change what a reader sees, by cell style."""
    styles = next((name for name in parts if name.endswith("styles.xml")), None)
    if styles is None:
        return {}
    text = parts[styles].decode("utf-8", "replace")
    codes = dict(_BUILT_IN)
    for tag in _NUMBER_FORMAT.findall(text):
        number = re.search(r'\bnumFmtId\s*=\s*"(\d+)"', tag)
        code = re.search(r'\bformatCode\s*=\s*"([^"]*)"', tag)
        if number and code:
            codes[int(number[1])] = html.unescape(code[1])
    table = _CELL_XFS.search(text)
    found = {}
    for style, tag in enumerate(_XF.findall(table[0] if table else "")):
        number = re.search(r'\bnumFmtId\s*=\s*"(\d+)"', tag)
        code_text = codes.get(int(number[1]), "") if number else ""
        if code_text and _TELLING.search(code_text):
            found[style] = code_text
    return found


def recalculates(parts: dict[str, bytes]) -> bool:
    """Return whether a workbook was written by a program that left its formulas for a spreadsheet to work out."""
    workbook = next((name for name in parts if name.endswith("workbook.xml")), None)
    return (
        workbook is not None
        and re.search(rb'\bfullCalcOnLoad\s*=\s*["\'](?:1|true)', parts[workbook]) is not None
    )


def marks_of(
    xml: bytes, formats: dict[int, str], *, is_uncalculated: bool, limits: Limits, sheet: str
) -> Marks:
    """Return what a sheet's XML says beyond its values. Raises UnreadableFile where cells lie too far out."""
    _check_extent(xml, limits, sheet)
    found = Marks()
    found.hidden_rows = [int(row) for row in _HIDDEN_ROW.findall(xml)][: limits.rows]
    for tag in _HIDDEN_COLUMN.findall(xml):
        bounds = {name: int(number) for name, number in _MIN_MAX.findall(tag)}
        first, last = bounds.get(b"min", 1), bounds.get(b"max", 0)
        found.hidden_columns.extend(range(first - 1, min(last, limits.columns)))
    if b"e" in set(_CELL_SORT.findall(xml)):
        for match in _ERROR_CELL.finditer(xml):
            _add(found.faults, match[1], _error_of(match[2]))
    for match in _FORMULA_CELL.finditer(xml):
        if _lacks_value(match[1], match[2], is_uncalculated):
            _add(found.faults, match[1], NO_STORED_VALUE)
    if formats:
        styles = b"|".join(str(style).encode() for style in formats)
        styled = re.compile(rb"<(?:\w+:)?c\b([^>]*?\bs\s*=\s*[\"'](" + styles + rb")[\"'][^>]*)(?<!/)>")
        for match in styled.finditer(xml):
            _add(found.formats, match[1], formats[int(match[2])])
    return found


def _add(found: dict[Place, str], attributes: bytes, text: str) -> None:
    """Keep what was found by its place; the first finding stands. A cell that gives no place is passed over."""
    reference = _REFERENCE.search(attributes)
    place = _place(reference[1]) if reference else None
    if place is not None:
        found.setdefault(place, text)


def _error_of(content: bytes) -> str:
    value = _VALUE.search(content)
    return html.unescape(value[1].decode("utf-8", "replace")) if value else "#N/A"


def _lacks_value(attributes: bytes, content: bytes, is_uncalculated: bool) -> bool:
    """Return whether a formula has no stored value, or a nought that no spreadsheet has worked out yet."""
    sort = next(iter(_CELL_SORT.findall(b"<c" + attributes + b">")), b"n")
    value = _VALUE.search(content)
    if value is None or not value[1].strip():
        return sort not in (b"str", b"inlineStr", b"e")
    return is_uncalculated and value[1].strip() == b"0" and sort == b"n"


def _check_extent(xml: bytes, limits: Limits, sheet: str) -> None:
    """Refuse a sheet with values beyond the rows and columns that are read."""
    for match in _FAR_CELL.finditer(xml):
        place = _place(match[1])
        if place is None:
            continue
        row, index = place
        if row > limits.rows:
            raise UnreadableFile(
                f"sheet '{sheet}' has something in row {row:,}, beyond the {limits.rows:,} rows that are read",
                "delete the rows below the table and save the file again",
            )
        if index >= limits.columns:
            column = f"column {index + 1:,}, beyond the {limits.columns} columns"
            raise UnreadableFile(
                f"sheet '{sheet}' has something in {column} that are read",
                "delete the columns to the right of the table and save the file again",
            )


def _place(reference: bytes) -> Place | None:
    """Return where "B12" stands, None where it is no reference."""
    letters = reference.rstrip(b"0123456789")
    row = reference[len(letters) :]
    if not row or not letters.isalpha() or len(letters) > 3:
        return None
    index = 0
    for char in letters.upper():
        index = index * 26 + char - 64
    return int(row), index - 1
