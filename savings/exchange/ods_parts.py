"""What the parsing library leaves out of an ODS sheet: formula errors, per cents, merged cells, what is hidden.

Repeated rows and cells are counted, not copied out, and refused where they hold values too far out: a few
bytes of ODS can stand for a thousand million cells.
"""

from __future__ import annotations

import html
import re
from dataclasses import dataclass, field

from savings.exchange.limits import Limits, UnreadableFile
from savings.exchange.xlsx_parts import NO_STORED_VALUE, Place

_TAG = re.compile(
    r"<(?:table:)(?P<tag>table-row|table-column|table-cell|covered-table-cell|table)\b(?P<attributes>[^>]*?)(?P<closed>/?)>|(?P<end></table:table>)"
)
_ATTRIBUTE = re.compile(r'([\w:-]+)\s*=\s*(?:"([^"]*)"|\'([^\']*)\')')
_TEXT = re.compile(r"<text:p\b[^>]*>(.*?)</text:p>", re.DOTALL)
_STERLING = "£0.00"


@dataclass(slots=True)
class OdsMarks:
    """What a sheet's XML says beyond its values."""

    faults: dict[Place, str] = field(default_factory=dict)
    formats: dict[Place, str] = field(default_factory=dict)
    hidden_rows: list[int] = field(default_factory=list)
    hidden_columns: list[int] = field(default_factory=list)
    merges: list[tuple[Place, Place]] = field(default_factory=list)


def marks_by_sheet(xml: bytes, limits: Limits) -> dict[str, OdsMarks]:
    """Return the marks of each sheet. Raises UnreadableFile where values lie too far out."""
    return _Walk(xml.decode("utf-8", "replace"), limits).walk()


class _Walk:
    """Goes through the tags of content.xml with the row and column at hand."""

    def __init__(self, text: str, limits: Limits) -> None:
        self.text, self.limits = text, limits
        self.found: dict[str, OdsMarks] = {}
        self.marks: OdsMarks | None = None
        self.sheet = ""
        self.depth = 0
        self.row = self.row_repeat = self.column = 0
        self.cells = 0
        self.is_hidden_row = False

    def walk(self) -> dict[str, OdsMarks]:
        for match in _TAG.finditer(self.text):
            if match["end"]:
                self.depth -= 1
                self.marks = None if self.depth == 0 else self.marks
                continue
            attributes = {
                name: html.unescape(one or two) for name, one, two in _ATTRIBUTE.findall(match["attributes"])
            }
            if match["tag"] == "table":
                self._open(attributes, bool(match["closed"]))
            elif self.marks is not None and self.depth == 1:
                self._take(match, attributes, self.marks)
        return self.found

    def _open(self, attributes: dict[str, str], is_closed: bool) -> None:
        if self.depth == 0:
            self.sheet = attributes.get("table:name", "")
            self.marks = self.found.setdefault(self.sheet, OdsMarks())
            self.row = self.row_repeat = self.column = self.cells = 0
        self.depth += 0 if is_closed else 1

    def _take(self, match: re.Match[str], attributes: dict[str, str], marks: OdsMarks) -> None:
        if match["tag"] == "table-row":
            self.row += self.row_repeat or 1 if self.row else 1
            self.row_repeat = _repeat(attributes, "table:number-rows-repeated")
            self.column = 0
            if attributes.get("table:visibility") in ("collapse", "filter"):
                marks.hidden_rows.extend(
                    range(self.row, min(self.row + self.row_repeat, self.limits.rows + 1))
                )
        elif match["tag"] == "table-column":
            repeat = _repeat(attributes, "table:number-columns-repeated")
            if attributes.get("table:visibility") in ("collapse", "filter"):
                marks.hidden_columns.extend(
                    range(self.column, min(self.column + repeat, self.limits.columns))
                )
            self.column += repeat
        else:
            repeat = _repeat(attributes, "table:number-columns-repeated")
            is_filled = "office:value-type" in attributes or "table:formula" in attributes
            if is_filled:
                self._check(repeat)
                self._mark(match, attributes, marks)
            self.column += repeat

    def _mark(self, match: re.Match[str], attributes: dict[str, str], marks: OdsMarks) -> None:
        place = (self.row, self.column)
        kind = attributes.get("office:value-type", "")
        if attributes.get("calcext:value-type") == "error" or (
            kind == "string" and "table:formula" in attributes
        ):
            words = "" if match["closed"] else self._words(match.end())
            if attributes.get("calcext:value-type") == "error" or re.match(r"#\w+|Err:\d+", words):
                marks.faults[place] = words or "an error"
        elif "table:formula" in attributes and not kind:
            marks.faults[place] = NO_STORED_VALUE
        if kind == "percentage":
            marks.formats[place] = "0%"
        elif kind == "currency" and attributes.get("office:currency", "GBP") == "GBP":
            marks.formats[place] = _STERLING
        spans = [
            int(attributes.get(f"table:number-{what}-spanned", "1") or 1) for what in ("rows", "columns")
        ]
        if max(spans) > 1:
            last = (
                self.row + min(spans[0], self.limits.rows) - 1,
                self.column + min(spans[1], self.limits.columns) - 1,
            )
            marks.merges.append((place, last))

    def _words(self, start: int) -> str:
        end = self.text.find("</table:table-cell>", start)
        words = " ".join(_TEXT.findall(self.text[start:end])) if end >= 0 else ""
        return html.unescape(re.sub(r"<[^>]*>", "", words))

    def _check(self, repeat: int) -> None:
        """Refuse values beyond the rows, columns and cells that are read."""
        self.cells += repeat * self.row_repeat
        if self.row + self.row_repeat - 1 > self.limits.rows or self.cells > self.limits.cells:
            raise UnreadableFile(
                f"sheet '{self.sheet}' has more than {self.limits.rows:,} rows or {self.limits.cells:,} filled cells",
                "delete what is not part of the table and save the file again",
            )
        if self.column + repeat > self.limits.columns:
            raise UnreadableFile(
                f"sheet '{self.sheet}' has something beyond the {self.limits.columns} columns that are read",
                "delete the columns to the right of the table and save the file again",
            )


def _repeat(attributes: dict[str, str], name: str) -> int:
    text = attributes.get(name, "1")
    return max(1, int(text)) if text.isdigit() and len(text) < 10 else 1
