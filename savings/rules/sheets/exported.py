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
    (Role.NAME, "Name"),
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

_MARK = re.compile(r"\b(EX[0-9A-Z]{14})\b(?:/(\d{1,7})\b)?")


def year_heading(year: FinancialYear, unit: Unit) -> str:
    """Return the heading of a year's plan: "2024/25 plan (£000, cumulative)"."""
    return f"{year} plan ({UNIT_WORDS[unit]}, cumulative)"


def shown_heading(what: str, year: FinancialYear, unit: Unit) -> str:
    """Return the heading of a figure that stands beside the plan and is not read back."""
    return f"{year} {what} {UNIT_WORDS[unit]} ({SHOWN_ONLY})"


def figure(pounds: Decimal, unit: Unit) -> Decimal:
    """Return an amount in the unit of the sheet, exactly."""
    return pounds / SCALES[unit]


def decimals_needed(pounds: Decimal, unit: Unit, *, printed: int = 0) -> int:
    """Return how many decimals show an amount exactly in a unit; at least those it was printed with.

    Pounds have pence and no more: a third decimal would read as a point between thousands.
    """
    exponent = figure(pounds, unit).normalize().as_tuple().exponent
    decimals = max(printed, -exponent if isinstance(exponent, int) else 0)
    return min(decimals, 2) if unit is Unit.GBP else decimals


def is_shown_only(heading: str) -> bool:
    """Return whether a heading says that its column is not read back."""
    return SHOWN_ONLY in " ".join(heading.lower().split())


def mark(stamp: str, row: int) -> str:
    """Return what the last column of a line says: the stamp and the row it was sent out on, "EX4F…/17".

    It stays with its line when rows are sorted, taken out or put in between, and when a ref is changed.
    """
    return f"{stamp}/{row}"


def mark_in(text: str) -> tuple[str, int | None] | None:
    """Return the stamp that a cell carries and the row it was sent out on (None on a cover), or None."""
    found = _MARK.search(text)
    return (found[1], int(found[2]) if found[2] else None) if found else None


def stamp_in(text: str) -> str | None:
    """Return the stamp of an export that a cell carries, or None."""
    found = mark_in(text)
    return found[0] if found else None


def stamp_from(random: bytes) -> str:
    """Return a stamp made of ten random bytes: 16 characters that no program takes for a number or a date."""
    number, letters = int.from_bytes(random[:10], "big"), "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
    return "EX" + "".join(letters[number >> 5 * place & 31] for place in range(14))


@dataclass(frozen=True, slots=True)
class SentLine:
    """One line as an export sent it out: the version it stood at, the row it stood on and every cell that is read
    back. The row is the one its mark names.
    """

    version: int
    row: int
    cells: Mapping[str, str | None]


def kept(lines: Iterable[tuple[str, SentLine]]) -> dict[str, Any]:
    """Return what an export keeps, as JSON: by the id of each saving, its version, row and cells."""
    return {key: {"version": s.version, "row": s.row, "cells": dict(s.cells)} for key, s in lines}


def sent(lines: Mapping[str, Any]) -> dict[str, SentLine]:
    """Return what an export kept, by the id of each saving."""
    return {key: SentLine(kept["version"], kept["row"], kept["cells"]) for key, kept in lines.items()}
