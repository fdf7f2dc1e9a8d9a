"""How each column was read, in words for people."""

from __future__ import annotations

from collections.abc import Mapping

from savings.rules.notation import UNIT_WORDS, Unit
from savings.rules.sheets.drafts import Draft
from savings.rules.sheets.layout import LONG, SECTIONS, Columns
from savings.rules.sheets.reading import ColumnReading, Role

_WORDS = {
    Role.REF: "reference",
    Role.LINE_NO: "line number",
    Role.NAME: "name of the saving",
    Role.HEADING: "group",
    Role.KIND: "kind of saving",
    Role.MATURITY: "maturity",
    Role.OUTLOOK: "outlook",
    Role.OWNER: "owner",
    Role.OWNER_EMAIL: "owner's email",
    Role.WORKSTREAM: "workstream",
    Role.START: "start",
    Role.NOTE: "note",
    Role.COST_CENTRE: "cost centre",
    Role.SUBJECTIVE: "subjective code",
    Role.BUDGET_ROUND: "budget round",
    Role.MARKING: "marking",
    Role.RAG: "RAG as printed",
    Role.STATUS: "status as printed",
    Role.YEAR: "the year of each row",
    Role.TOTAL: "a total across the years, used to check them",
    Role.PRESSURE: "pressures, not read",
    Role.FORECAST: "forecast, not read as plan",
    Role.ACTUAL: "actual, not read as plan",
    Role.GROSS: "gross, not read as plan",
    Role.COST: "cost, not read as a saving",
    Role.PART: "no amount of a year, not read",
    Role.IGNORED: "not read",
}


def describe(columns: Columns, units: Mapping[int, Unit | None]) -> tuple[ColumnReading, ...]:
    """Return the reading of every column that has a heading or holds anything, from the left."""
    return tuple(
        ColumnReading(
            index,
            column.letter,
            column.heading.text,
            column.role or Role.IGNORED,
            column.year,
            column.month,
            f"{column.place}: {_meaning(columns, column, units.get(index))}",
            units.get(index),
        )
        for index, column in sorted(columns.drafts.items())
    )


def _meaning(columns: Columns, column: Draft, unit: Unit | None) -> str:
    role = column.role or Role.IGNORED
    in_unit = f" in {UNIT_WORDS[unit]}" if unit else ""
    if role is Role.AMOUNT:
        if column.year is not None:
            return f"plan for {column.year}{in_unit}" + (f", but {column.why}" if column.why else "")
        where = {LONG: "the year its row names", SECTIONS: "the year of its section"}.get(columns.layout)
        return f"plan for {where or 'a year not settled yet'}{in_unit}"
    if role is Role.MONTH:
        return f"plan for {column.month}{in_unit}"
    words = _WORDS[role]
    if column.year is not None and role in (Role.FORECAST, Role.ACTUAL, Role.GROSS, Role.COST, Role.PRESSURE):
        words = f"{words.split(',')[0]} for {column.year},{words.split(',', 1)[1]}"
    return f"{words} ({column.why})" if column.why and role in (Role.IGNORED, Role.PART, Role.NOTE) else words
