"""Readings of sheets to test with, as the reader would give them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from programme.rules.calendar import FinancialYear
from savings.rules.notation import SCALES, Unit
from savings.rules.profile import ProfileForm
from savings.rules.sheets.reading import CellRead, ColumnReading, LineRead, Role, SheetReading

YEARS = tuple(FinancialYear(start) for start in (2024, 2025, 2026))
FIRST_ROW = 5


def a_cell(row: int, column: str, value: str | None, unit: Unit = Unit.GBP000) -> CellRead:
    """Return an amount cell, in thousands unless said otherwise."""
    amount = None if value is None else Decimal(value)
    pounds = None if amount is None else amount * SCALES[unit]
    return CellRead(row, column, value or "", amount, pounds, 0, unit)


def a_line(
    row: int = FIRST_ROW,
    ref: str = "24S1",
    name: str = "Fostering",
    amounts: Sequence[str | None] = ("100", "200", "200"),
    *,
    kind: str | None = None,
    values: Mapping[Role, str | date] | None = None,
    **more: Any,
) -> LineRead:
    """Return a line with an amount for each of the three years, in thousands."""
    cells = {y: a_cell(row, "CDE"[n], v) for n, (y, v) in enumerate(zip(YEARS, amounts, strict=True))}
    return LineRead(row, ref, None, name, more.pop("heading", ""), kind, cells, values or {}, **more)


def a_reading(*lines: LineRead, roles: Sequence[Role] = (), **more: Any) -> SheetReading:
    """Return a settled reading of these lines: ref, name, three years, and a column for each further role."""
    columns = [ColumnReading(0, "A", "Ref", Role.REF), ColumnReading(1, "B", "Name", Role.NAME)]
    columns += [ColumnReading(2 + n, "CDE"[n], str(y), Role.AMOUNT, y) for n, y in enumerate(YEARS)]
    columns += [ColumnReading(5 + n, "FGHIJKLMN"[n], role.value, role) for n, role in enumerate(roles)]
    given = {"unit": Unit.GBP000, "form": ProfileForm.CUMULATIVE, "form_from": "option", "years": YEARS}
    return SheetReading("Savings", columns=tuple(columns), lines=lines, **{**given, **more})
