"""Indicator files as indicators with their readings, the same way for every council."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from deploy.examples.structures import IndicatorRow, ReadingRow
from programme.rules.calendar import ApproxDate, FinancialYear
from savings.rules.cells import read_cell


def read_indicators(
    rows: Sequence[Mapping[str, str]], *, source: str = "", basis: str = "actual"
) -> tuple[IndicatorRow, ...]:
    """Return the indicators in the order they first appear, each with all its readings.

    `source` and `basis` serve the files of a single paper that print neither.
    """
    readings: dict[str, list[ReadingRow]] = {}
    workstreams: dict[str, str | None] = {}
    for row in rows:
        name = row["indicator"]
        workstreams.setdefault(name, row.get("workstream_no") or None)
        readings.setdefault(name, []).append(_reading(row, source, basis))
    return tuple(IndicatorRow(name, tuple(found), workstreams[name]) for name, found in readings.items())


def _reading(row: Mapping[str, str], source: str, basis: str) -> ReadingRow:
    printed_basis = row.get("basis") or basis
    return ReadingRow(
        basis=printed_basis,
        value=read_cell(row["value"], row["unit"]),
        period=row["period_as_published"],
        dated=ApproxDate.parse(row["date"]),
        source=row.get("source_document") or source,
        is_target="target" in printed_basis or "aim" in printed_basis.split(),
        note=row["note"],
        year=_year(row["period_as_published"]),
    )


def _year(period: str) -> str:
    """Return the financial year a period prints, "" for any other period."""
    try:
        return FinancialYear.parse(period).label
    except ValueError:
        return ""
