"""Text made fit to be printed with the pack's own fonts: whatever it holds, it is shown, or what is missing is seen.

A character that no font of ours has is never dropped: a symbol is named in brackets ("[party popper]"), a letter
becomes a box. Long words may break. Source: docs/method.md, "Board packs".
"""

from __future__ import annotations

import re
import struct
import unicodedata
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Any, Final

FONTS: Final = Path(__file__).parent / "fonts"
FAMILIES: Final = ("Liberation Sans", "DejaVu Sans")  # in the order they are looked in
_FILES: Final = ("LiberationSans-Regular.ttf", "DejaVuSans.ttf")
MISSING: Final = "\u25a1"  # a white square
MINUS: Final = "\u2212"
BREAK: Final = "\u200b"  # a place where a line may end, without a hyphen
LONGEST_WORD: Final = 18  # characters; beyond it a word may break anywhere that a column asks
_PIECE: Final = 8
_NOT_TEXT: Final = frozenset({"kind", "svg", "fill", "ink"})  # keys whose values nobody reads
_LINES: Final = re.compile(r"\r\n|[\r\v\f\x85\u2028\u2029]")
# What turns the direction of everything after it, or is never seen: left out, since each would change other words.
_UNSEEN: Final = re.compile(
    "[\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff\U000e0000-\U000e0fff]"
)
_CLUSTER: Final = re.compile(
    r".[\u0300-\u036f\u0483-\u0489\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670]*", re.DOTALL
)
_BELOW: Final = re.compile(r"(?<!\w)-(?=£\d)")  # an amount below nought, which takes a minus in print
_WORD: Final = re.compile(rf"\S{{{LONGEST_WORD + 1},}}")


def printable(text: str, *, only_plain: bool = False) -> str:
    """Return the text as our fonts can show it; lines stay lines.

    With `only_plain`, letters of the first font's Latin, Greek and Cyrillic alone: the last resort for a text that
    our fonts have, yet cannot set together.
    """
    lines = _LINES.sub("\n", _BELOW.sub(MINUS, text)).replace("\t", " ")
    lines = _UNSEEN.sub("", unicodedata.normalize("NFC", lines))
    shown = "".join(_shown(cluster, only_plain) for cluster in _CLUSTER.findall(lines))
    return _WORD.sub(_breakable, shown)


def all_printable(value: Any, *, only_plain: bool = False) -> Any:
    """Return JSON values with every text in them made printable; keys and what is no text stay."""
    if isinstance(value, str):
        return printable(value, only_plain=only_plain)
    if isinstance(value, list | tuple):
        return [all_printable(one, only_plain=only_plain) for one in value]
    if isinstance(value, dict):
        return {
            key: one if key in _NOT_TEXT else all_printable(one, only_plain=only_plain)
            for key, one in value.items()
        }
    return value


def _shown(cluster: str, only_plain: bool) -> str:
    """Return one letter with its marks as it can be shown: all of it by one font, else piece by piece."""
    if cluster == "\n" or (" " <= cluster <= "~" and len(cluster) == 1):
        return cluster
    fonts = [covered(name) for name in _FILES]
    codes = [ord(mark) for mark in cluster]
    if only_plain:
        return (
            cluster if len(codes) == 1 and codes[0] < 0x500 and codes[0] in fonts[0] else _instead(cluster[0])
        )
    if any(all(code in font for code in codes) for font in fonts):
        return cluster
    first = cluster[0] if any(codes[0] in font for font in fonts) and not _combines(cluster[0]) else ""
    rest = cluster[1:] if first else cluster
    return first + "".join(_instead(mark) for mark in rest)


def _combines(mark: str) -> bool:
    return unicodedata.category(mark).startswith("M")


def _instead(mark: str) -> str:
    """Return what stands for a character no font of ours has: its name for a symbol, a box for anything else."""
    if unicodedata.category(mark) in ("So", "Sk", "Sm", "Sc", "Po", "No"):
        name = unicodedata.name(mark, "").lower()
        return f"[{name}]" if name else MISSING
    return MISSING


def _breakable(word: re.Match[str]) -> str:
    letters = list(_CLUSTER.findall(word[0]))
    return BREAK.join("".join(letters[n : n + _PIECE]) for n in range(0, len(letters), _PIECE))


@cache
def covered(file_name: str) -> frozenset[int]:
    """Return the characters that one of our fonts has, by their code points."""
    font = (FONTS / file_name).read_bytes()
    (tables,) = struct.unpack_from(">H", font, 4)
    heads = (struct.unpack_from(">4sIII", font, 12 + 16 * n) for n in range(tables))
    start = next(offset for tag, _, offset, _ in heads if tag == b"cmap")
    (count,) = struct.unpack_from(">H", font, start + 2)
    maps = {
        (platform, encoding): start + offset
        for platform, encoding, offset in (
            struct.unpack_from(">HHI", font, start + 4 + 8 * n) for n in range(count)
        )
    }
    found = _few(font, maps[3, 1])
    if (3, 10) in maps:
        found = _many(font, maps[3, 10])
    return frozenset(code for code in found if code >= 0x20)


def _few(font: bytes, at: int) -> Iterator[int]:
    """Read a map of format 4: runs of 16-bit codes. A run's glyph of nought is none."""
    (double,) = struct.unpack_from(">H", font, at + 6)
    ends = struct.unpack_from(f">{double // 2}H", font, at + 14)
    starts = struct.unpack_from(f">{double // 2}H", font, at + 16 + double)
    deltas = struct.unpack_from(f">{double // 2}H", font, at + 16 + 2 * double)
    places = at + 16 + 3 * double
    for n, (first, last, delta) in enumerate(zip(starts, ends, deltas, strict=True)):
        (offset,) = struct.unpack_from(">H", font, places + 2 * n)
        for code in range(first, min(last, 0xFFFE) + 1):
            glyph = code
            if offset:
                (glyph,) = struct.unpack_from(">H", font, places + 2 * n + offset + 2 * (code - first))
                if not glyph:
                    continue
            if (glyph + delta) & 0xFFFF:
                yield code


def _many(font: bytes, at: int) -> Iterator[int]:
    """Read a map of format 12: runs of 32-bit codes."""
    (groups,) = struct.unpack_from(">I", font, at + 12)
    for n in range(groups):
        first, last, _ = struct.unpack_from(">III", font, at + 16 + 12 * n)
        yield from range(first, last + 1)


def coverage() -> Iterable[int]:
    """Return every character that can be shown as it is."""
    return covered(_FILES[0]) | covered(_FILES[1])
