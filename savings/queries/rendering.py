"""What the papers of a programme print, table by table, as it stands in the database: no figure comes from a file.

Lines of savings, pressures, budgets and monitoring, indicators, workstreams and milestones are rows of the ledger
and are printed from there, each cell in the unit and decimals it was printed in; every other table is kept cell by
cell. A blank stays blank. A cell whose figure was changed since is shown as it now is, in the unit of its table.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any, Final
from uuid import UUID

from django.db.models import QuerySet

from programme import queries as ground
from programme.queries import ProgrammeRow
from programme.rules.access import Actor
from programme.rules.calendar import FinancialMonth, FinancialYear
from savings.models import BudgetFigure, BudgetLine, PlannedAmount, Pressure, PressureAmount, Saving
from savings.queries.rendered import (
    RenderedColumn,
    RenderedTable,
    amount_cell,
    kept_table,
    table_unit,
    without_empty_columns,
    year_columns,
)
from savings.rules.monitoring import DSG, FUND_CONVENTIONS, GENERAL
from savings.rules.notation import UNIT_WORDS, PrintedAmount, Unit, print_amount

MONITORING_CODES: Final = {GENERAL: "budget_monitoring", DSG: "dsg"}


def published(*, reader: Actor, programme_id: UUID) -> list[RenderedTable]:
    """Return the tables of a programme's papers that this reader may see, the ledger's first, then by paper.

    An illustrative copy prints nothing: its figures stand under other years than its paper's.
    """
    programme = ground.programmes(reader=reader, ids=[programme_id]).get(programme_id)
    if programme is None or programme.illustrative:
        return []
    kept = list(ground.published_tables(reader=reader, programme_ids=[programme_id]).values())
    titles = {table.code: table.title for table in kept}
    ledger = [table for table in _ledger(reader, programme, titles) if table.rows]
    held = {table.code for table in ledger}
    return [*ledger, *(kept_table(table) for table in kept if table.code not in held)]


def _ledger(reader: Actor, programme: ProgrammeRow, titles: dict[str, str]) -> Iterable[RenderedTable]:
    source = programme.source.split("; ")[0]
    yield _savings(reader, programme.id, source)
    yield _pressures(reader, programme.id, source)
    yield _budget(reader, programme.id, source)
    yield from _monitoring(reader, programme.id, source, titles)
    yield _indicators(reader, programme.id)
    yield _workstreams(reader, programme.id, source)
    yield _milestones(reader, programme.id, source)


def _savings(reader: Actor, programme_id: UUID, source: str) -> RenderedTable:
    lines = Saving.objects.visible_to(reader).filter(programme_id=programme_id, line_no__gt=0)
    found = list(lines.select_related("workstream").order_by("line_no", "ref"))
    cells = list(PlannedAmount.objects.filter(saving__in=found))
    years = sorted({cell.year for cell in cells})
    amounts = {(cell.saving_id, cell.year): cell for cell in cells}
    unit = table_unit(cells)
    rows = tuple(
        (
            str(line.line_no),
            line.ref if line.ref_is_printed else "",
            line.heading,
            line.workstream.ref.removeprefix("W") if line.workstream else "",
            line.name,
            *(amount_cell(amounts.get((line.id, year)), unit) for year in years),
            line.note,
        )
        for line in found
    )
    columns = (
        RenderedColumn("line_no", "No."),
        RenderedColumn("ref", "Ref"),
        RenderedColumn("group", "Heading"),
        RenderedColumn("workstream", "Workstream"),
        RenderedColumn("description", "Line"),
        *year_columns(years, cells, unit),
        RenderedColumn("note", "Note"),
    )
    return without_empty_columns(RenderedTable("savings", "Savings", source, columns, rows, is_ledger=True))


def _pressures(reader: Actor, programme_id: UUID, source: str) -> RenderedTable:
    lines = Pressure.objects.visible_to(reader).filter(programme_id=programme_id, line_no__gt=0)
    found = list(lines.order_by("line_no", "ref"))
    cells = list(PressureAmount.objects.filter(pressure__in=found))
    years = sorted({cell.year for cell in cells})
    amounts = {(cell.pressure_id, cell.year): cell for cell in cells}
    unit = table_unit(cells)
    rows = tuple(
        (
            str(line.line_no),
            line.printed_ref,
            line.name,
            *(amount_cell(amounts.get((line.id, year)), unit) for year in years),
            line.note,
        )
        for line in found
    )
    columns = (
        RenderedColumn("line_no", "No."),
        RenderedColumn("ref", "Ref"),
        RenderedColumn("description", "Pressure"),
        *year_columns(years, cells, unit),
        RenderedColumn("note", "Note"),
    )
    return without_empty_columns(
        RenderedTable("pressures", "Budget pressures", source, columns, rows, is_ledger=True)
    )


def _budget(reader: Actor, programme_id: UUID, source: str) -> RenderedTable:
    lines = BudgetLine.objects.visible_to(reader).filter(programme_id=programme_id)
    figures = list(_newest(lines, of_years=True))
    unit = table_unit(figures)
    columns = (
        RenderedColumn("area", "Area"),
        RenderedColumn("financial_year", "Year"),
        RenderedColumn("budget", f"Budget ({UNIT_WORDS[unit]})", is_number=True),
    )
    rows = tuple(
        (figure.budget_line.name, FinancialYear(figure.year).label, _amount(figure.current_budget, figure))
        for figure in figures
    )
    title = next((figure.budget_line.group for figure in figures if figure.budget_line.group), "Budget")
    return RenderedTable("budget", title, source, columns, rows, is_ledger=True)


def _monitoring(
    reader: Actor, programme_id: UUID, source: str, titles: dict[str, str]
) -> Iterable[RenderedTable]:
    """Yield a table for each fund and month of which a paper prints something; the newest has the plain code."""
    lines = BudgetLine.objects.visible_to(reader).filter(programme_id=programme_id)
    printed: dict[tuple[str, FinancialMonth], list[BudgetFigure]] = {}
    for figure in _newest(lines, of_years=False):
        month = FinancialMonth(FinancialYear(figure.year), int(figure.period[1:]))
        printed.setdefault((figure.budget_line.fund, month), []).append(figure)
    for fund, code in MONITORING_CODES.items():
        months = sorted(m for f, m in printed if f == fund and _is_printed(printed[f, m]))
        for month in reversed(months):
            own = code if month == months[-1] else f"{code}-{month.year.start_year}-{month.label.lower()}"
            yield _month_table(fund, month, printed[fund, month], own, source, titles.get(own, ""))


def _month_table(
    fund: str, month: FinancialMonth, figures: Sequence[BudgetFigure], code: str, source: str, title: str
) -> RenderedTable:
    convention, unit = FUND_CONVENTIONS[fund], UNIT_WORDS[table_unit(figures)]
    number = month.number
    columns = [
        RenderedColumn("service_group", "Service group"),
        RenderedColumn("line", "Line"),
        RenderedColumn("current_budget", f"{convention.budget_heading} ({unit})", is_number=True),
        RenderedColumn("projection", f"{convention.projection_heading} ({unit})", is_number=True),
        RenderedColumn("variance", f"Month {number} {_lower(convention.variance_heading)} ({unit})", True),
        RenderedColumn("a_f", "A/(F)"),
        RenderedColumn("movement", f"Movement from month {number - 1} ({unit})", is_number=True),
        RenderedColumn("direction", f"Direction from month {number - 1}"),
        RenderedColumn("note", "Note"),
    ]
    rows = tuple(
        (
            figure.budget_line.group,
            figure.budget_line.name,
            _amount(figure.current_budget, figure),
            _amount(figure.projection, figure),
            figure.variance_printed or _variance(fund, figure),
            figure.a_f_printed,
            _amount(figure.movement, figure),
            figure.direction_printed,
            figure.budget_line.note,
        )
        for figure in figures
    )
    title = title or f"Budget monitoring, {_lower(convention.name)}, {month.year} month {number}"
    return without_empty_columns(RenderedTable(code, title, source, tuple(columns), rows, is_ledger=True))


def _indicators(reader: Actor, programme_id: UUID) -> RenderedTable:
    """Return the readings in the order of their papers; what a table of its own prints is left to that table."""
    found = ground.indicators(reader=reader, programme_ids=[programme_id]).values()
    rows = tuple(
        (
            indicator.name,
            reading.basis,
            reading.printed,
            reading.unit,
            reading.period,
            str(reading.on) if reading.on else "",
            reading.source,
            reading.note,
        )
        for indicator in found
        for reading in sorted(indicator.readings, key=lambda reading: reading.position)
        if ": " not in reading.source
    )
    columns = (
        RenderedColumn("indicator", "Indicator"),
        RenderedColumn("basis", "Basis"),
        RenderedColumn("value", "Value", is_number=True),
        RenderedColumn("unit", "Unit"),
        RenderedColumn("period", "Period"),
        RenderedColumn("date", "Date"),
        RenderedColumn("source", "Source"),
        RenderedColumn("note", "Note"),
    )
    source = "The paper each row names"
    return without_empty_columns(
        RenderedTable("indicators", "Indicators", source, columns, rows, is_ledger=True)
    )


def _workstreams(reader: Actor, programme_id: UUID, source: str) -> RenderedTable:
    found = ground.workstreams(reader=reader, programme_ids=[programme_id]).values()
    rows = tuple((row.ref.removeprefix("W"), row.name, row.summary) for row in found)
    columns = (
        RenderedColumn("workstream_no", "No."),
        RenderedColumn("name", "Workstream"),
        RenderedColumn("about", "About"),
    )
    return RenderedTable("workstreams", "Workstreams", source, columns, rows, is_ledger=True)


def _milestones(reader: Actor, programme_id: UUID, source: str) -> RenderedTable:
    found = ground.milestones(reader=reader, programme_ids=[programme_id]).values()
    rows = tuple(
        (row.ref.removeprefix("M"), row.name, row.as_published, (row.workstream_ref or "").removeprefix("W"))
        for row in sorted(found, key=lambda row: (len(row.ref), row.ref))
        if row.as_published
    )
    columns = (
        RenderedColumn("milestone_no", "No."),
        RenderedColumn("milestone", "Milestone"),
        RenderedColumn("when_as_published", "When"),
        RenderedColumn("workstream_no", "Workstream"),
    )
    return without_empty_columns(
        RenderedTable("milestones", "Milestones", source, columns, rows, is_ledger=True)
    )


def _newest(lines: QuerySet[Any], *, of_years: bool) -> Iterable[BudgetFigure]:
    """Yield the newest figures of these lines in their paper's order: those of whole years, or those of months."""
    rows = BudgetFigure.objects.filter(budget_line__in=lines)
    rows = rows.filter(period="") if of_years else rows.exclude(period="")
    rows = rows.order_by("budget_line_id", "year", "period", "-recorded_at")
    newest = rows.distinct("budget_line_id", "year", "period").values("pk")
    ordered = BudgetFigure.objects.filter(pk__in=newest).select_related("budget_line")
    yield from ordered.order_by("budget_line__position", "budget_line__name", "year")


def _is_printed(figures: Iterable[BudgetFigure]) -> bool:
    return any(f.variance_printed or f.a_f_printed or f.direction_printed for f in figures)


def _amount(pounds: Decimal | None, figure: BudgetFigure) -> str:
    if pounds is None:
        return ""
    return print_amount(PrintedAmount(pounds, Unit(figure.unit), figure.decimals))


def _variance(fund: str, figure: BudgetFigure) -> str:
    convention = FUND_CONVENTIONS[fund]
    return convention.printed(figure.variance, unit=Unit(figure.unit), decimals=figure.decimals)


def _lower(words: str) -> str:
    """Return words for the middle of a sentence; names of a fund keep their capitals."""
    return words if words.startswith("Dedicated") else words[:1].lower() + words[1:]
