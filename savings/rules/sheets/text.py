"""Small print: how cells are written, made plain so that words can be looked for, and column letters."""

from __future__ import annotations

import re
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache

from savings.rules.sheets.reading import CellValue

_DASHES = dict.fromkeys(map(ord, "\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe63\uff0d"), "-")
_QUOTES = dict.fromkeys(map(ord, "\u2018\u2019\u201a\u201b\u02bc\u2032`\u00b4\uff07"), "'")
_SPACES = dict.fromkeys(map(ord, "\u00a0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f"
                                 "\u205f\u3000\t\r\n\v\f"), " ")  # fmt: skip
_UNSEEN = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff\u00ad"))
_MARKS = {ord("\u20a4"): "£", ord("\uffe1"): "£", ord("\uff08"): "(", ord("\uff09"): ")", ord("\uff0c"): ","}
_WRITTEN = _DASHES | _QUOTES | _SPACES | _UNSEEN | _MARKS


@lru_cache(maxsize=1 << 16)
def tidy(text: str) -> str:
    """Return a text with one kind of dash, quote and space, no unseen characters and no spare spaces."""
    return " ".join(text.translate(_WRITTEN).split())


@lru_cache(maxsize=1 << 16)
def plain(text: str) -> str:
    """Return a text tidy and in small letters, for looking words up."""
    return tidy(text).casefold()


def shown(value: CellValue) -> str:
    """Return what a reader sees in a cell, spare spaces left out: text as it is, a number in plain digits."""
    if value is None:
        return ""
    if isinstance(value, str):
        return " ".join(value.replace("\u00a0", " ").split())
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, Decimal):
        return f"{value:f}"
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == value.time().min else value.isoformat(" ")
    return value.isoformat() if isinstance(value, date) else str(value)


def is_blank(value: CellValue) -> bool:
    """Return whether nothing stands in a cell: no value, or spaces and unseen characters alone."""
    return value is None or (isinstance(value, str) and not tidy(value).strip("' "))


def letter(index: int) -> str:
    """Return the letters of a column: 0 is A, 26 is AA."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def column_index(letters: str) -> int | None:
    """Return the index of a column's letters, None where they are none."""
    if not re.fullmatch(r"[A-Za-z]{1,3}", letters.strip()):
        return None
    index = 0
    for char in letters.strip().upper():
        index = index * 26 + ord(char) - ord("A") + 1
    return index - 1


def listed(words: list[str] | tuple[str, ...], joint: str = "and", *, most: int = 8) -> str:
    """Return words as people list them: "B, C and D"; the rest beyond `most` is counted."""
    kept = list(words[:most])
    if len(words) > most:
        kept.append(f"{len(words) - most} more")
    return kept[0] if len(kept) == 1 else f"{', '.join(kept[:-1])} {joint} {kept[-1]}" if kept else ""
