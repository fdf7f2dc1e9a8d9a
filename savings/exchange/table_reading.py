"""A table of a kind as read from the sheets of a file: what writes it, and what is said of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any, Final

from programme.changes import Invalid
from programme.rules import access
from programme.rules.calendar import FinancialYear
from savings.changes.tables.indicators import load_indicators
from savings.changes.tables.milestones import load_milestones
from savings.changes.tables.monitoring import load_monitoring
from savings.changes.tables.people import load_people
from savings.changes.tables.pressures import load_pressures
from savings.changes.tables.run import CREATED, TableRun, Wrote
from savings.changes.tables.snapshots import store_snapshot
from savings.changes.tables.workstreams import load_workstreams
from savings.rules.casting import STATUS_WORDS, Cast
from savings.rules.notation import UNIT_WORDS, Unit
from savings.rules.sheets.reading import Grid, Problem, Question
from savings.rules.tables import kinds
from savings.rules.tables.casts import cast_totals
from savings.rules.tables.monitoring import read_monitoring, sums_by_fund
from savings.rules.tables.monitoring_columns import MONEY, MONITORING
from savings.rules.tables.period import read_period
from savings.rules.tables.pressures import PressureReading, read_pressures
from savings.rules.tables.reading import Kind, Table, choose_table, read_table
from savings.rules.tables.snapshots import choose_tracker, read_tracker

Loading = Callable[[Table, TableRun], None]
PlainKind = tuple[Kind, Loading]
PLAIN: Final[Mapping[str, PlainKind]] = {
    "milestones": (kinds.MILESTONES, load_milestones),
    "workstreams": (kinds.WORKSTREAMS, load_workstreams),
    "indicators": (kinds.INDICATORS, load_indicators),
    "people": (kinds.PEOPLE, load_people),
}
KINDS: Final = ("monitoring", "milestones", "workstreams", "indicators", "people", "pressures", "snapshot")


@dataclass(frozen=True)
class TableOptions:
    """What the person importing has said, which overrules the sheet. `overspend` is 1 where printed above nought."""

    sheet: str | None = None
    unit: Unit | None = None
    month: int | None = None
    year: FinancialYear | None = None
    overspend: int | None = None
    name: str = ""
    on_date: date | None = None
    definitions: str = ""
    marking: str = access.INTERNAL
    paragraph: int | None = None


@dataclass
class ReadTable:
    """A table as read: what writes its rows, and what is said of it. `more` is what its kind says besides."""

    sheet: str
    load: Callable[[TableRun], None]
    rows_read: int
    readings: Sequence[str]
    columns: Sequence[Mapping[str, Any]]
    problems: tuple[Problem, ...] = ()
    more: dict[str, Any] = field(default_factory=dict)


def read_file(
    kind: str, grids: Sequence[Grid], options: TableOptions, file_name: str,
    more: Mapping[str, PlainKind] | None = None,
) -> ReadTable | list[Question]:  # fmt: skip
    if kind == "snapshot":
        return _snapshot(grids, options, file_name)
    plain = {**PLAIN, **(more or {})}
    if kind in plain:
        of, load = plain[kind]
        grid = choose_table(grids, of, sheet=options.sheet)
        if isinstance(grid, Question):
            return [grid]
        table = read_table(grid, of)
        return ReadTable(
            table.sheet, lambda run: load(table, run), len(table.rows), table.words(), _columns(table)
        )
    return {"pressures": _pressures, "monitoring": _monitoring}[kind](grids, options)


def _pressures(grids: Sequence[Grid], options: TableOptions) -> ReadTable | list[Question]:
    grid = choose_table(grids, kinds.PRESSURES, sheet=options.sheet)
    if isinstance(grid, Question):
        return [grid]
    table = read_table(grid, kinds.PRESSURES)
    found = read_pressures(table, unit=options.unit)
    if found.questions:
        return list(found.questions)
    assert found.unit is not None
    years = {c.year.label: c.year.label for part in table.parts for c in part.having("amount") if c.year}
    casts = [
        cast
        for row, label, covers in found.totals
        for cast in cast_totals(
            table=table.sheet,
            label=label,
            columns=years,
            printed=found.printed[row],
            rows=[found.printed[n] for n in covers],
            unit=found.unit,
        )
    ]
    return ReadTable(
        table.sheet,
        lambda run: load_pressures(table, found, run),
        len(found.lines) + len({problem.row for problem in found.problems}),
        [*table.words(), f"the figures are in {UNIT_WORDS[found.unit]}", *found.assumptions],
        _columns(table),
        found.problems,
        {"unit": found.unit.value, "totals": _sums(found), "casts": [cast_words(cast) for cast in casts]},
    )


def _sums(found: PressureReading) -> dict[str, str]:
    """Return the pounds of each year's column; a blank adds nothing."""
    sums: dict[str, Decimal] = {}
    for line in found.lines:
        for year, cell in line.cells.items():
            sums[year.label] = sums.get(year.label, Decimal(0)) + (cell.pounds or Decimal(0))
    return {label: f"{amount:.2f}" for label, amount in sums.items()}


def _monitoring(grids: Sequence[Grid], options: TableOptions) -> ReadTable | list[Question]:
    grid = choose_table(grids, MONITORING, sheet=options.sheet)
    if isinstance(grid, Question):
        return [grid]
    table = read_table(grid, MONITORING)
    said = [text for part in table.parts for text in (*part.above, *(c.heading for c in part.columns))]
    period = read_period([*said, table.sheet], month=options.month, year=options.year)
    found = read_monitoring(table, unit=options.unit, overspend=options.overspend)
    questions = [*found.questions, *([period] if isinstance(period, Question) else [])]
    if isinstance(period, Question) or questions:
        return questions
    words = {
        c.name: MONITORING.column(c.name).words
        for part in table.parts
        for c in part.columns
        if c.name in MONEY
    }
    place = {row.row: row.part for row in table.rows}
    casts = [
        cast
        for control in found.controls
        for cast in cast_totals(
            table=f"{table.sheet}, {control.fund}",
            label=control.label,
            columns=words,
            printed=found.printed[control.row],
            rows=[found.printed[n] for n in control.covers],
            unit=found.units[place[control.row]],
        )
    ]
    units = dict.fromkeys(found.units.values())
    return ReadTable(
        table.sheet,
        lambda run: load_monitoring(table, found, period.month, run),
        len(found.lines) + len({problem.row for problem in found.problems}),
        [
            *table.words(),
            period.words,
            *(f"the figures are in {UNIT_WORDS[unit]}" for unit in units),
            *found.assumptions,
        ],
        _columns(table),
        found.problems,
        {
            "period": period.month.label,
            "year": period.month.year.label,
            "unit": next(iter(units)).value if len(units) == 1 else None,
            "totals": {
                fund: {name: f"{amount:.2f}" for name, amount in sums.items()}
                for fund, sums in sums_by_fund(found.lines).items()
            },
            "casts": [cast_words(cast) for cast in casts],
        },
    )


def _snapshot(grids: Sequence[Grid], options: TableOptions, file_name: str) -> ReadTable | list[Question]:
    if not options.name.strip():
        raise Invalid({"name": ["Give the snapshot a name with --name, for example 'Tracker at year end'"]})
    if options.on_date is None:
        raise Invalid({"date": ["Say the day it stood so with --date 2024-03-31"]})
    grid = choose_tracker(grids, sheet=options.sheet)
    if isinstance(grid, Question):
        return [grid]
    tracker, on_date = read_tracker(grid), options.on_date
    title = " · ".join(tracker.above)[:200]

    def load(run: TableRun) -> None:
        kept, is_new = store_snapshot(
            programme_id=run.programme.id,
            name=options.name,
            on_date=on_date,
            tracker=tracker,
            definitions=options.definitions,
            marking=options.marking,
            paragraph=options.paragraph,
            source=f"{file_name}, sheet {tracker.sheet}" + (f": {title}" if title else ""),
            by=run.by,
            at=run.at,
        )
        run.closed.add(kept.marking)
        if is_new:
            after = {"name": kept.name, "on_date": on_date.isoformat(), "rows": len(tracker.rows)}
            run.wrote.append(
                Wrote(tracker.header_row, "snapshot", kept.id, CREATED, None, after, kept.version)
            )
        else:
            run.unchanged += 1

    columns = [
        {
            "letter": c.letter,
            "heading": c.heading,
            "read_as": "rag" if c.is_rag else "ref" if c.is_ref else "text",
            "unit": None,
            "words": f"column {c.letter}, {c.heading!r}: {_tracker_words(c)}",
        }
        for c in tracker.columns
    ]
    return ReadTable(tracker.sheet, load, len(tracker.rows), [str(c["words"]) for c in columns], columns)


def _tracker_words(column: Any) -> str:
    if column.is_rag:
        return "its colours, kept in their own words"
    return "ref, kept as it stands" if column.is_ref else "kept as it stands"


def _columns(table: Table) -> list[dict[str, Any]]:
    return [
        {
            "letter": column.letter,
            "heading": column.heading,
            "read_as": (column.year.label if column.year else column.name) or None,
            "unit": column.unit.value if column.unit else None,
            "words": column.words,
        }
        for part in table.parts
        for column in part.columns
    ]


def cast_words(cast: Cast) -> dict[str, Any]:
    """Return a cast as every command says it."""
    return {
        "table": cast.table,
        "label": cast.label,
        "period": cast.period,
        "printed": _figure(cast.printed),
        "sum": _figure(cast.sum),
        "difference": _figure(cast.difference),
        "unit": cast.unit,
        "status": STATUS_WORDS[cast.status],
        "note": cast.note,
    }


def _figure(amount: Any) -> str | None:
    return None if amount is None else f"{amount:f}"
