r"""Text in a cell of a spreadsheet: never a formula, never a control character, and the same text when it returns.

A program that opens a sheet may run a text that begins with = + - @ as a formula, and reads control characters
in its own way. `guarded` puts one apostrophe before such a text and writes a control character as `\u0001`;
`unguarded` takes exactly that back, so that what went out comes back to the letter.

Source: docs/method.md, "Spreadsheets out".
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from savings.rules.sheets.reading import CellValue, Grid

APOSTROPHE: Final = "'"
LONGEST_CELL: Final = 32_767
"""Characters of a cell, both formats. Source: Excel specifications and limits, Microsoft Support."""
CUT: Final = "\u2026 (cut)"

# The full-width forms count too: some programs read them as their plain ones.
# Source: OWASP, "CSV Injection"; ASVS 5.0.0-1.2.10.
_STARTS = "=+\\-@\t\n\uff1d\uff0b\uff0d\uff20"
_UNSEEN = "\\s\u00ad\u200b-\u200f\u2060\ufeff"
_DANGEROUS = re.compile(f"'*[{_UNSEEN}]*[{_STARTS}]")
_PROTECTED = re.compile(f"'+[{_UNSEEN}]*[{_STARTS}]")
# A line feed or tab inside a text is harmless. `_x0041_` is how the format itself escapes, so its first
# character is escaped like a control character; so is an escape that somebody typed.
_ESCAPED = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ufffe\uffff]|_(?=x[0-9A-Fa-f]{4}_)|\\(?=u[0-9A-F]{4})")
_ESCAPE = re.compile(r"\\u([0-9A-F]{4})")


def guarded(text: str) -> str:
    """Return the text as it goes into a cell: no control character, and an apostrophe before what could run."""
    escaped = _ESCAPED.sub(lambda found: f"\\u{ord(found.group()):04X}", text)
    return APOSTROPHE + escaped if _DANGEROUS.match(escaped) else escaped


def unguarded(text: str) -> str:
    """Return the text that `guarded` made this of: one apostrophe before what could run is taken away."""
    bare = text[1:] if is_protected(text) else text
    return _ESCAPE.sub(lambda found: chr(int(found.group(1), 16)), bare)


def unguarded_grid(grid: Grid) -> Grid:
    """Return a sheet with every text as it was before it was guarded, by us or by whoever else guards so."""
    return replace(grid, rows=tuple(tuple(map(_plain, row)) for row in grid.rows))


def _plain(value: CellValue) -> CellValue:
    if isinstance(value, str) and (value[:1] == APOSTROPHE or "\\u" in value):
        return unguarded(value)
    return value


def is_protected(text: str) -> bool:
    """Return whether the text begins with an apostrophe that keeps it from running."""
    return _PROTECTED.match(text) is not None


def fitting(text: str) -> str:
    """Return the text cut to what a cell holds, saying that it was cut; one that fits comes back as it is."""
    return text if len(text) <= LONGEST_CELL else text[: LONGEST_CELL - len(CUT)] + CUT
