"""Cost codes in one cell: "E10123/4000 60%; E10124/4000 40%", each a cost centre, a subjective code and its share.

Source: docs/method.md, "Spreadsheets out".
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

WHOLE: Final = Decimal(1)
_CODE = re.compile(
    r"(?P<centre>[^/;]+?)\s*(?:/\s*(?P<subjective>[^;]+?))?\s*(?:\s(?P<percent>\d+(?:\.\d+)?)\s*%)?"
)


@dataclass(frozen=True, slots=True)
class Code:
    """A cost centre and a subjective code ("" where none is given) with the share of the saving on them, 0 to 1."""

    cost_centre: str
    subjective: str = ""
    share: Decimal = WHOLE


def codes_words(codes: Iterable[Code]) -> str:
    """Return codes as one cell; a single one that takes all is written without its share."""
    listed = list(codes)
    return "; ".join(_words(code, alone=len(listed) == 1) for code in listed)


def read_codes(text: str) -> tuple[Code, ...]:
    """Return the codes that a cell holds; blank is none. Raises ValueError where a share is missing or they do not
    sum to 100%.
    """
    parts = [part.strip() for part in text.split(";") if part.strip()]
    codes = tuple(_code(part, alone=len(parts) == 1) for part in parts)
    if codes and sum(code.share for code in codes) != WHOLE:
        raise ValueError(f"the shares of {text!r} do not sum to 100%")
    return codes


def _words(code: Code, *, alone: bool) -> str:
    name = f"{code.cost_centre}/{code.subjective}" if code.subjective else code.cost_centre
    return name if alone and code.share == WHOLE else f"{name} {(code.share * 100).normalize():f}%"


def _code(part: str, *, alone: bool) -> Code:
    found = _CODE.fullmatch(part)
    if found is None or (found["percent"] is None and not alone):
        raise ValueError(f"{part!r} is no cost code with its share; write E10123/4000 60%")
    share = WHOLE if found["percent"] is None else Decimal(found["percent"]) / 100
    return Code(found["centre"].strip(), (found["subjective"] or "").strip(), share)
