"""Budget pressures from a table, with their amounts as printed."""

from __future__ import annotations

from typing import Any, Final

from savings import changes
from savings.changes.pressures import next_ref
from savings.changes.tables.run import CREATED, UPDATED, TableRun, Wrote, as_json
from savings.queries.pressures import PressureRow, pressures
from savings.rules.sheets.text import plain
from savings.rules.tables.pressures import PressureLine, PressureReading
from savings.rules.tables.reading import Table

FIELDS: Final = {
    "name": "name",
    "ref": "ref",
    "note": "note",
    "line_no": "line_no",
    "deferred_from_ref": "deferred_from",
}


def load_pressures(table: Table, reading: PressureReading, run: TableRun) -> None:
    """Write every pressure under its ref; one without a ref is known by its name, and gets the next P number."""
    held = list(pressures(reader=run.by, programme_ids=[run.programme.id]).values())
    by_ref, by_name = {plain(p.ref): p for p in held}, {plain(p.name): p for p in held}
    seen = dict[str, int]()
    rows = {row.row: row for row in table.rows}
    for line in reading.lines:
        known = by_ref.get(plain(line.ref)) if line.ref else by_name.get(plain(line.name))
        ref = known.ref if known else line.ref
        key = plain(ref) or plain(line.name)
        if key in seen:
            words = f"row {seen[key]} is this pressure too"
            run.reject(line.row, "", line.ref or line.name, words, "keep one, or give each its own ref")
            continue
        seen[key] = line.row
        letters = {name: table.letter(rows[line.row], column) for name, column in FIELDS.items()}
        run.each(line.row, _writer(line, ref, known, run), letters=letters, values={"name": line.name})


def _writer(line: PressureLine, ref: str, known: PressureRow | None, run: TableRun) -> Any:
    values: dict[str, Any] = {"name": line.name}
    if line.note:
        values["note"] = line.note
    if line.line_no:
        values["line_no"] = line.line_no
    if line.deferred_from:
        values["deferred_from_ref"] = line.deferred_from
    if line.ref:
        values["printed_ref"] = line.ref
    amounts = {
        year.start_year: {
            "amount": cell.pounds, "printed": cell.printed, "unit": cell.unit.value, "decimals": cell.decimals
        }
        for year, cell in line.cells.items()
    }  # fmt: skip
    plan = {year.label: cell.pounds for year, cell in line.cells.items()}

    def write() -> list[Wrote]:
        if known is not None and _is_same(known, values, line):
            return []
        made = changes.store_pressure(
            programme_id=run.programme.id,
            ref=ref or next_ref(run.programme.id),
            values=values,
            amounts=amounts,
            by=run.by,
            at=run.at,
        )
        before = None
        if known is not None:
            run.closed.add(known.marking)
            before = as_json(
                {
                    **{n: getattr(known, n) for n in values},
                    "amounts": {y.label: a for y, a in known.amounts.items()},
                }
            )
        after = as_json({"ref": made.ref, **values, "amounts": plan})
        action = CREATED if known is None else UPDATED
        return [Wrote(line.row, "pressure", made.id, action, before, after, made.version)]

    return write


def _is_same(known: PressureRow, values: dict[str, Any], line: PressureLine) -> bool:
    alike = all(getattr(known, name) == value for name, value in values.items())
    return alike and all(
        year in known.amounts and known.amounts[year] == cell.pounds for year, cell in line.cells.items()
    )
