"""Number formats of a spreadsheet, as far as they change what a reader sees of a stored number."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from savings.rules.notation import Unit

_LITERAL = re.compile(r'"([^"]*)"|\\(.)|_.|\*.|\[\$([^\]-]*)[^\]]*\]|\[[^\]]*\]')
_SCALED = re.compile(r"[0#?](,+)(?![0#?,])")
_SUFFIX = re.compile(r"\s*(k|thousand|m|mn|million)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Shown:
    """What a format does: times a thousand left out, a unit printed after the number, a pound sign, per cent."""

    is_percent: bool = False
    thousands: int = 0
    unit: Unit | None = None
    has_pound: bool = False


@lru_cache(maxsize=1024)
def read_format(code: str) -> Shown:
    """Return what a number format shows; only its first section, which is for positive numbers, is read.

    "#,##0," prints 1,821,000 as 1,821 and '£#,##0.0,,"m"' prints it as £1.8m.
    """
    section = _first_section(code)
    literal = "".join(a or b or c or "" for a, b, c in _LITERAL.findall(section))
    bare = _LITERAL.sub(lambda found: " " if found[1] is None and found[2] is None else "\x00", section)
    scaled = _SCALED.search(bare)
    has_pound = "£" in literal or "£" in bare
    suffix = _SUFFIX.search(literal.replace("£", " "))
    unit = None
    if suffix:
        unit = Unit.GBP000 if suffix[1].casefold() in ("k", "thousand") else Unit.GBPM
    return Shown("%" in bare, len(scaled[1]) if scaled else 0, unit, has_pound)


def _first_section(code: str) -> str:
    """Return the part before the first semicolon that stands outside quotes."""
    quoted = False
    for place, char in enumerate(code):
        if char == '"':
            quoted = not quoted
        elif char == ";" and not quoted:
            return code[:place]
    return code
