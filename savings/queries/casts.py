"""Every printed total beside the sum of its rows, worked out from what is loaded."""

from __future__ import annotations

from decimal import Decimal
from uuid import UUID

from programme import queries as ground
from programme.rules.access import Actor, system
from programme.rules.calendar import FinancialYear
from savings.models import BudgetLine, CastCheck, PlannedAmount, Pressure, PressureAmount, Saving
from savings.queries.budget import budget_lines
from savings.queries.imported_casts import imported_casts
from savings.queries.pressures import pressures
from savings.rules.casting import Cast, cast_all, check_from_json
from savings.rules.cells import POUNDS_IN, Cell, Column, Row, Tables, read_cell, read_rows
from savings.rules.expressions import tables_in

UNIT_WORDS = {"gbp": "£", "gbp000": "£000", "gbpm": "£m"}
MONITORED = {"general": "budget_monitoring", "dsg": "dsg_monitoring"}
"""A table for each fund: no total ever adds the Dedicated Schools Grant to the general fund."""


def casts(*, reader: Actor, programme_id: UUID) -> list[Cast]:
    """Return the verdict on every total the programme's papers print, in their order.

    Totals of imported sheets follow those of papers. A table holding a row this reader may not see would cast
    wrongly and is left out whole. Raises CheckError where a check names what is not loaded.
    """
    rows = CastCheck.objects.filter(programme_id=programme_id).order_by("position")
    checks = [check_from_json(row.check_data) for row in rows]
    if not checks:
        return imported_casts(reader=reader, programme_id=programme_id)
    tables = named_tables(reader=reader, programme_id=programme_id)
    whole = _whole_tables(tables, reader, programme_id)
    printed = [c for c in checks if (tables_in(c.printed) | tables_in(c.sum)) <= whole]
    return [*cast_all(printed, tables), *imported_casts(reader=reader, programme_id=programme_id)]


def named_tables(*, reader: Actor, programme_id: UUID) -> Tables:
    """Return what is loaded as the named tables that checks refer to (deploy/examples/named_tables.py has the list)."""
    return {
        "savings": _savings(reader, programme_id),
        "pressures": _pressures(reader, programme_id),
        **_budget(reader, programme_id),
        "indicators": _indicators(reader, programme_id),
        **{
            table.code: read_rows([Column(**c) for c in table.columns], table.rows)
            for table in ground.published_tables(reader=reader, programme_ids=[programme_id]).values()
        },
    }


def _whole_tables(tables: Tables, reader: Actor, programme_id: UUID) -> set[str]:
    """Return the tables this reader sees every row of; a part of one would tell the size of the rest."""
    whole = set(tables)
    for model, names in (
        (Saving, {"savings"}),
        (Pressure, {"pressures"}),
        (BudgetLine, {"budget", "budget_monitoring", "dsg_monitoring"}),
    ):
        standing = model.objects.visible_to(system()).filter(programme_id=programme_id).count()
        if model.objects.visible_to(reader).filter(programme_id=programme_id).count() != standing:
            whole -= names
    standing = len(ground.indicators(reader=system(), programme_ids=[programme_id]))
    if len(ground.indicators(reader=reader, programme_ids=[programme_id])) != standing:
        whole.discard("indicators")
    return whole


def _savings(reader: Actor, programme_id: UUID) -> tuple[Row, ...]:
    lines = Saving.objects.visible_to(reader).filter(programme_id=programme_id).select_related("workstream")
    found = list(lines.order_by("line_no", "ref"))
    cells: dict[UUID, dict[str, Cell]] = {line.id: {} for line in found}
    for amount in PlannedAmount.objects.filter(saving__in=found):
        cells[amount.saving_id][FinancialYear(amount.year).label] = _printed(amount)
    return tuple(
        _words(
            line_no=str(line.line_no),
            ref=line.ref if line.ref_is_printed else "",
            heading=line.heading,
            workstream=line.workstream.ref if line.workstream else "",
        )
        | cells[line.id]
        for line in found
    )


def _pressures(reader: Actor, programme_id: UUID) -> tuple[Row, ...]:
    found = list(pressures(reader=reader, programme_ids=[programme_id]).values())
    cells: dict[UUID, dict[str, Cell]] = {p.id: {} for p in found}
    for amount in PressureAmount.objects.filter(pressure_id__in=list(cells)).select_related("pressure"):
        cells[amount.pressure_id][FinancialYear(amount.year).label] = _printed(amount)
    return tuple(
        _words(line_no=str(number), ref=p.printed_ref, heading=p.note) | cells[p.id]
        for number, p in enumerate(found, start=1)
    )


def _budget(reader: Actor, programme_id: UUID) -> dict[str, tuple[Row, ...]]:
    lines = budget_lines(reader=reader, programme_ids=[programme_id]).values()
    budget: list[Row] = []
    monitoring: dict[str, list[Row]] = {fund: [] for fund in MONITORED}
    for line in lines:
        words = _words(fund=line.fund, group=line.group, name=line.name)
        years: dict[str, Cell] = {}
        for f in line.figures:
            if not f.period:
                years[f.year.label] = _cell(f.current_budget, f.unit, f.decimals)
                continue
            monitoring[line.fund].append(
                words
                | _words(year=f.year.label, period=f.period)
                | {
                    name: _cell(getattr(f, name), f.unit, f.decimals)
                    for name in ("current_budget", "projection", "variance", "movement")
                }
            )
        if years:
            budget.append(words | years)
    funds = {table: tuple(monitoring[fund]) for fund, table in MONITORED.items()}
    return {"budget": tuple(budget), **funds}


def _indicators(reader: Actor, programme_id: UUID) -> tuple[Row, ...]:
    return tuple(
        _words(indicator=indicator.name, basis=reading.basis, period=reading.period, source=reading.source)
        | {"value": read_cell(reading.printed, reading.unit)}
        for indicator in ground.indicators(reader=reader, programme_ids=[programme_id]).values()
        for reading in indicator.readings
    )


def _printed(amount: PlannedAmount | PressureAmount) -> Cell:
    if amount.printed:
        return Cell(
            amount.printed, _in_unit(amount.amount, amount.unit), UNIT_WORDS[amount.unit], amount.decimals
        )
    return _cell(amount.amount, amount.unit, amount.decimals)


def _cell(pounds: Decimal | None, unit: str, decimals: int) -> Cell:
    value = _in_unit(pounds, unit)
    text = "" if value is None else f"{value:.{decimals}f}"
    return Cell(text, value, UNIT_WORDS[unit], decimals)


def _in_unit(pounds: Decimal | None, unit: str) -> Decimal | None:
    return None if pounds is None else pounds / POUNDS_IN[UNIT_WORDS[unit]]


def _words(**texts: str) -> dict[str, Cell]:
    return {name: Cell(text) for name, text in texts.items()}
