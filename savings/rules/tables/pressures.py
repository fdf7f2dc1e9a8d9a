"""Budget pressures as a table: a line a pressure, a column a year, totals that are never loaded.

Source: docs/method.md, "Reading a table".
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from programme.rules.calendar import FinancialYear
from savings.rules.notation import Unit
from savings.rules.sheets.amounts import Figure, Sort
from savings.rules.sheets.reading import Problem, Question
from savings.rules.sheets.statements import units_in
from savings.rules.sheets.totalwords import total_words
from savings.rules.tables.casts import nearest
from savings.rules.tables.cells import Row, in_pounds
from savings.rules.tables.reading import Table


@dataclass(frozen=True, slots=True)
class PressureCell:
    """A pressure in one year: pounds, None where it is not known, and the cell as printed."""

    pounds: Decimal | None
    printed: str
    unit: Unit
    decimals: int


@dataclass(frozen=True, slots=True)
class PressureLine:
    """One pressure as read."""

    row: int
    ref: str
    line_no: int | None
    name: str
    note: str
    deferred_from: str
    cells: Mapping[FinancialYear, PressureCell]


@dataclass(frozen=True, slots=True)
class PressureReading:
    """Pressures as read. `totals` are the printed totals by row, with their label and the rows above them."""

    lines: tuple[PressureLine, ...]
    totals: tuple[tuple[int, str, tuple[int, ...]], ...]
    printed: Mapping[int, Mapping[str, Figure]]
    unit: Unit | None
    problems: tuple[Problem, ...]
    questions: tuple[Question, ...]
    assumptions: tuple[str, ...]


def read_pressures(table: Table, *, unit: Unit | None = None) -> PressureReading:
    """Return the pressures of a table, the totals among them set apart. `unit` overrules the sheet."""
    found, questions = unit or unit_of(table), []
    if found is None:
        words = "which unit are the figures in? The sheet names none, or two: say it with --unit gbp, gbp000 or gbpm"
        questions.append(Question("unit", tuple(u.value for u in Unit), "--unit gbp000", words))
    lines, totals, printed, problems, ignored, block = [], [], {}, [], [], []  # type: ignore[var-annotated]
    for raw in table.rows:
        row = Row(table, raw)
        years = [c.year for c in table.parts[raw.part].having("amount") if c.year is not None]
        figures = {year.label: row.figure(year.label) for year in years}
        label = row.text("name")
        if all(figure.sort is Sort.BLANK for figure in figures.values()):
            if label or row.text("ref"):
                ignored.append(
                    f"row {row.number}, {(label or row.text('ref'))[:60]!r}: no figures, taken as a heading"
                )
            continue
        if total_words(label or row.text("ref")).is_total:
            printed[row.number] = figures
            able = [tuple(block), tuple(line.row for line in lines)]
            covers = nearest(printed, row.number, [rows for rows in able if rows])
            totals.append((row.number, label or row.text("ref"), covers))
            if total_words(label).is_sub:
                block = []
            continue
        line = _line(row, years, figures, found or Unit.GBP)
        problems.extend(row.problems)
        printed[row.number] = figures
        block.append(row.number)
        if not row.problems:
            lines.append(line)
    return PressureReading(
        tuple(lines), tuple(totals), printed, found, tuple(problems), tuple(questions), tuple(ignored)
    )


def unit_of(table: Table) -> Unit | None:
    """Return the unit of a table: by its headings, its row of units, what stands above it; None where two or none."""
    for part in table.parts:
        own = {column.unit for column in part.having("amount") if column.unit is not None}
        stated = {unit for text in part.above for unit in units_in(text, in_general=True)}
        for named in (own, part.units, stated):
            if len(named) == 1:
                return next(iter(named))
            if named:
                return None
    return None


def _line(row: Row, years: list[FinancialYear], figures: Mapping[str, Figure], unit: Unit) -> PressureLine:
    cells = {}
    for year in years:
        figure = figures[year.label]
        if figure.sort not in (Sort.AMOUNT, Sort.BLANK, Sort.NOTHING):
            row.problem(year.label, "this is no amount", "write 107, (20) or -20, or leave it blank")
        own = figure.unit or unit
        cells[year] = PressureCell(in_pounds(figure.value, own), figure.printed[:40], own, figure.decimals)
    return PressureLine(
        row=row.number,
        ref=row.text("ref", longest=20),
        line_no=row.whole("line_no", least=1, most=32_767),
        name=row.text("name", longest=300, needed=True),
        note=row.text("note", longest=500),
        deferred_from=row.text("deferred_from", longest=20),
        cells=cells,
    )
