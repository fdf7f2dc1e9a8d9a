"""Indicators and their readings from a table. Readings stand beside earlier ones; the same one again is one."""

from __future__ import annotations

from typing import Any, Final

from programme import changes, queries
from programme.queries import IndicatorRow
from programme.rules.calendar import MONTHS_IN_YEAR, ApproxDate, DatePrecision
from programme.rules.indicators import read_band
from savings.changes.tables.names import workstream_names
from savings.changes.tables.run import CREATED, UPDATED, TableRun, Wrote, as_json
from savings.rules.sheets.text import plain
from savings.rules.tables.cells import Row, plain_number
from savings.rules.tables.kinds import POLARITIES
from savings.rules.tables.reading import Table

BASES: Final = ("actual", "target", "forecast")
"""Columns that hold a reading of that basis, beside the column of values."""
SAME: Final = ("basis", "printed", "unit", "period", "source")
"""What makes a reading the same reading."""


def load_indicators(table: Table, run: TableRun) -> None:
    """Write every row: its indicator, where it is new, and each reading that is not held yet."""
    _Indicators(table, run).load()


class _Indicators:
    def __init__(self, table: Table, run: TableRun) -> None:
        self.table, self.run = table, run
        found = queries.indicators(reader=run.by, programme_ids=[run.programme.id]).values()
        self.held: dict[str, IndicatorRow] = {plain(i.name): i for i in found}
        self.said = {(plain(i.name), *(getattr(r, name) for name in SAME)) for i in found for r in i.readings}
        self.added: dict[str, Any] = {}
        self.strands = workstream_names(run.by, run.programme)

    def load(self) -> None:
        for raw in self.table.rows:
            row = Row(self.table, raw)
            name = row.text("name", longest=200, needed=True)
            particulars = {
                "polarity": row.choice(
                    "polarity", POLARITIES, what="no direction", example="write lower, higher or none"
                ),
                "workstream_id": self.strands.of(
                    row, "workstream", what="workstream", next_step="add it first, or give its ref"
                ),
            }
            readings = self.readings(row)
            if row.problems:
                self.run.rejected.extend(row.problems)
                continue
            given = {key: value for key, value in particulars.items() if value is not None}
            was = dict(self.added), set(self.said)  # a row that is refused leaves nothing behind
            if not self.run.each(row.number, self.writer(row.number, name, given, readings)):
                self.added, self.said = was

    def readings(self, row: Row) -> list[dict[str, Any]]:
        """Return the readings of a row: its value under its basis, and one for each column that is a basis."""
        shared = self.shared(row)
        said = [(row.text("basis", longest=80) or "actual", "value"), *((basis, basis) for basis in BASES)]
        return [
            {"basis": basis, "printed": printed, **_value(printed), **shared}
            for basis, column in said
            if (printed := row.text(column, longest=200))
        ]

    def shared(self, row: Row) -> dict[str, Any]:
        """Return what a row says of all its readings."""
        on, year = row.when("date") or ApproxDate(None, DatePrecision.NONE), row.year("year")
        return {
            "unit": row.text("unit", longest=60),
            "period": row.text("period", longest=120),
            "source": row.text("source", longest=200),
            "note": row.text("note", longest=500),
            "year": year.start_year if year else None,
            "months_covered": row.whole("months", least=1, most=MONTHS_IN_YEAR),
            "on_date": on.value,
            "on_precision": on.precision.value,
        }

    def writer(
        self, number: int, name: str, particulars: dict[str, Any], readings: list[dict[str, Any]]
    ) -> Any:
        def write() -> list[Wrote]:
            wrote = self.indicator(number, name, particulars)
            key = plain(name)
            indicator_id = self.added.get(key) or self.held[key].id
            fresh = [r for r in readings if (key, *(r[field] for field in SAME)) not in self.said]
            for reading in fresh:
                made = changes.record_reading(
                    indicator_id=indicator_id, values=reading, by=self.run.by, at=self.run.at
                )
                wrote.append(Wrote(number, "reading", made.id, UPDATED, None, as_json(reading), 1))
            self.said |= {(key, *(r[field] for field in SAME)) for r in fresh}
            return wrote

        return write

    def indicator(self, number: int, name: str, particulars: dict[str, Any]) -> list[Wrote]:
        """Add an indicator that is new, or revise what differs of one that is not."""
        run, held = self.run, self.held.get(plain(name))
        if held is not None:
            values = {key: value for key, value in particulars.items() if getattr(held, key) != value}
            if not values:
                return []
            made = changes.revise_indicator(
                indicator_id=held.id, version=None, values=values, by=run.by, at=run.at
            )
            run.closed.add(held.marking)
            before = {key: getattr(held, key) for key in values}
            return [
                Wrote(number, "indicator", made.id, UPDATED, as_json(before), as_json(values), made.version)
            ]
        if plain(name) in self.added:
            return []
        values = {"name": name, "position": len(self.held) + len(self.added) + 1, **particulars}
        made = changes.add_indicator(programme_id=run.programme.id, values=values, by=run.by, at=run.at)
        self.added[plain(name)] = made.id
        return [Wrote(number, "indicator", made.id, CREATED, None, as_json(values), made.version)]


def _value(printed: str) -> dict[str, Any]:
    band = read_band(printed)
    return (
        {"value": band[0], "value_to": band[1]}
        if band
        else {"value": plain_number(printed), "value_to": None}
    )
