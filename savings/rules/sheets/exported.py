"""The sheet an export writes, as whoever reads it back needs to know it: its headings, its stamp, what it sent.

A cell sent is kept by a key: a column's role ("ref", "owner_email") or a financial year ("2024/25"). Its value
is the text as the ledger holds it, before `guarding.guarded`; an amount is in pounds, exactly, and a day is in
ISO. A blank is None. An edited copy differs from what was sent only where somebody typed.

Source: docs/method.md, "Spreadsheets out".
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final

from programme.rules.calendar import FinancialYear
from savings.rules.notation import SCALES, UNIT_WORDS, Unit
from savings.rules.sheets.reading import Role

SHEET_NAME: Final = "Savings"
COVER_NAME: Final = "Cover"
LISTS_NAME: Final = "Lists"
SHOWN_ONLY: Final = "shown, not read back"
TOTAL_LABEL: Final = "Total of the lines above"

COLUMNS: Final[tuple[tuple[Role, str], ...]] = (
    (Role.REF, "Ref"),
    (Role.LINE_NO, "Line no."),
    (Role.HEADING, "Heading"),
    (Role.NAME, "Saving"),
    (Role.KIND, "Kind"),
    (Role.WORKSTREAM, "Workstream"),
    (Role.OWNER_EMAIL, "Owner email"),
    (Role.MATURITY, "Maturity"),
    (Role.OUTLOOK, "Outlook"),
    (Role.BUDGET_ROUND, "Budget round"),
    (Role.START, "Start date"),
    (Role.COST_CENTRE, "Cost codes"),
    (Role.MARKING, "Marking"),
    (Role.NOTE, "Note"),
)
"""The columns before the years, in their order. All are read back."""

SHOWN: Final = ("forecast", "claimed", "validated")
PROGRAMME_HEADING: Final = f"Programme ({SHOWN_ONLY})"
STAMP_HEADING: Final = "Export"

_STAMP = re.compile(r"\bEX[0-9A-Z]{14}\b")


def year_heading(year: FinancialYear, unit: Unit) -> str:
    """Return the heading of a year's plan: "2024/25 plan £000 (cumulative)"."""
    return f"{year} plan {UNIT_WORDS[unit]} (cumulative)"


def shown_heading(what: str, year: FinancialYear, unit: Unit) -> str:
    """Return the heading of a figure that stands beside the plan and is not read back."""
    return f"{year} {what} {UNIT_WORDS[unit]} ({SHOWN_ONLY})"


def figure(pounds: Decimal, unit: Unit) -> Decimal:
    """Return an amount in the unit of the sheet, exactly."""
    return pounds / SCALES[unit]


def decimals_needed(pounds: Decimal, unit: Unit, *, printed: int = 0) -> int:
    """Return how many decimals show an amount exactly in a unit; at least those it was printed with."""
    exponent = figure(pounds, unit).normalize().as_tuple().exponent
    return max(printed, -exponent if isinstance(exponent, int) else 0)


def is_shown_only(heading: str) -> bool:
    """Return whether a heading says that its column is not read back."""
    return SHOWN_ONLY in " ".join(heading.lower().split())


def stamp_in(text: str) -> str | None:
    """Return the stamp of an export that a cell carries, or None."""
    found = _STAMP.search(text)
    return found.group() if found else None


def stamp_from(random: bytes) -> str:
    """Return a stamp made of ten random bytes: 16 characters that no program takes for a number or a date."""
    number, letters = int.from_bytes(random[:10], "big"), "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
    return "EX" + "".join(letters[number >> 5 * place & 31] for place in range(14))


@dataclass(frozen=True, slots=True)
class SentLine:
    """One line as an export sent it out: the version it stood at and every cell of it that is read back."""

    version: int
    row: int
    cells: Mapping[str, str | None]


def kept(lines: Iterable[tuple[str, SentLine]]) -> dict[str, Any]:
    """Return what an export keeps, as JSON: by the id of each saving, its version, row and cells."""
    return {key: {"version": s.version, "row": s.row, "cells": dict(s.cells)} for key, s in lines}


def sent(lines: Mapping[str, Any]) -> dict[str, SentLine]:
    """Return what an export kept, by the id of each saving."""
    return {key: SentLine(kept["version"], kept["row"], kept["cells"]) for key, kept in lines.items()}
