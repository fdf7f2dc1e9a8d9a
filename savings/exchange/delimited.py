"""Tables in text form: the encoding, the delimiter, and the rows."""

from __future__ import annotations

import codecs
import csv
import io
from collections import Counter

from savings.exchange.limits import Limits, UnreadableFile

DELIMITERS = ",;\t|"
_SAMPLE_ROWS = 400
_ALLOWED = {"\t", "\n", "\r", "\x0b", "\x0c", "\x1a"}
NOT_TEXT = "the file is not a table in text form"
_SAVE_AS = "save the sheet as .xlsx, or as .csv in UTF-8"


def decoded(content: bytes) -> str:
    """Return a text: UTF-8 or UTF-16 by its mark or its pattern, else Windows-1252. Raises UnreadableFile."""
    for mark, encoding in (
        (codecs.BOM_UTF8, "utf-8-sig"),
        (codecs.BOM_UTF16_LE, "utf-16"),
        (codecs.BOM_UTF16_BE, "utf-16"),
    ):
        if content.startswith(mark):
            return _checked(_decode(content, encoding))
    head = content[:2000]
    if head[1::2].count(0) > 0.3 * len(head) / 2 and len(content) % 2 == 0:
        return _checked(_decode(content, "utf-16-le"))
    if head[0::2].count(0) > 0.3 * len(head) / 2 and len(content) % 2 == 0:
        return _checked(_decode(content, "utf-16-be"))
    try:
        return _checked(content.decode("utf-8"))
    except UnicodeDecodeError:
        return _checked(_decode(content, "cp1252"))


def _decode(content: bytes, encoding: str) -> str:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as problem:
        raise UnreadableFile(NOT_TEXT, _SAVE_AS) from problem


def _checked(text: str) -> str:
    """Refuse characters that no table holds."""
    text = text.rstrip("\x00\x1a")
    unseen = {char for char in set(text) if ord(char) < 32 and char not in _ALLOWED}
    if unseen or "\ufffe" in text:
        raise UnreadableFile(NOT_TEXT, _SAVE_AS)
    return text


def rows_of(content: bytes, limits: Limits) -> tuple[list[list[str]], str]:
    """Return the rows of a table in text form, and what parts their cells. Raises UnreadableFile."""
    text = decoded(content)
    if not text.strip():
        raise UnreadableFile("the file is empty", "check the file and upload it again")
    first, _, rest = text.partition("\n")
    if first.strip().strip('"').lower().startswith("sep=") and len(first.strip().strip('"')) == 5:
        delimiter, text = first.strip().strip('"')[4], "\n" + rest
    else:
        delimiter = delimiter_of(text)
    csv.field_size_limit(limits.text * 4)
    rows: list[list[str]] = []
    cells = 0
    try:
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter):
            rows.append(row)
            cells += len(row)
            if len(rows) > limits.rows or len(row) > limits.columns or cells > limits.cells * 4:
                break
    except csv.Error as problem:
        raise UnreadableFile(
            f"the file cannot be read as a table near row {len(rows) + 1}", _SAVE_AS
        ) from problem
    return rows, delimiter


def delimiter_of(text: str) -> str:
    """Return the character that parts the cells: the one that gives most rows the same number of cells, above one."""
    best, best_score = ",", 0.0
    sample = text[:200_000]
    for delimiter in DELIMITERS:
        widths: Counter[int] = Counter()
        reader = csv.reader(io.StringIO(sample, newline=""), delimiter=delimiter)
        try:
            for number, row in enumerate(reader):
                if any(cell.strip() for cell in row):
                    widths[len(row)] += 1
                if number >= _SAMPLE_ROWS:
                    break
        except csv.Error:
            continue
        wide = {width: count for width, count in widths.items() if width > 1}
        if wide:
            width, count = max(wide.items(), key=lambda item: (item[1], item[0]))
            score = count / sum(widths.values()) + 0.001 * min(width, 50)
            if score > best_score:
                best, best_score = delimiter, score
    return best
