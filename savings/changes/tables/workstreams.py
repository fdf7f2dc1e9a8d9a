"""Workstreams from a table. Ratings are not among them: each is reported on its workstream, with its reason."""

from __future__ import annotations

from typing import Any, Final

from programme import changes, queries
from programme.queries import WorkstreamRow
from savings.changes.tables.names import people_names
from savings.changes.tables.run import CREATED, UPDATED, TableRun, Wrote, as_json
from savings.rules.sheets.text import plain
from savings.rules.tables.cells import Row
from savings.rules.tables.reading import Table

FIELDS: Final = {
    "ref": "ref", "name": "name", "owner": "owner", "owner_id": "owner", "summary": "summary",
    "start_date": "start", "cadence_days": "cadence",
}  # fmt: skip


def load_workstreams(table: Table, run: TableRun) -> None:
    """Write every row; a blank says nothing of what is held."""
    found = queries.workstreams(reader=run.by, programme_ids=[run.programme.id]).values()
    held = {plain(w.ref): w for w in found}
    people, seen = people_names(run.by, run.programme), dict[str, int]()
    for place, raw in enumerate(table.rows, start=len(held) + 1):
        row = Row(table, raw)
        ref = plain(row.text("ref"))
        values: dict[str, Any] = {
            "ref": row.text("ref", longest=20, needed=True),
            "name": row.text("name", longest=200, needed=True),
            "summary": row.text("summary"),
            "start_date": row.day("start"),
            "cadence_days": row.whole("cadence", least=1, most=366),
            "owner_id": people.of(
                row, "owner", what="person", next_step="add them first, or give their email as it stands here"
            ),
        }
        if ref in seen:
            row.problem("ref", f"row {seen[ref]} has this ref too", "keep one of the two")
        seen.setdefault(ref, row.number)
        if row.problems:
            run.rejected.extend(row.problems)
            continue
        given = {name: value for name, value in values.items() if value not in (None, "")}
        letters = {name: table.letter(raw, column) for name, column in FIELDS.items()}
        cells = {name: row.text(column) for name, column in FIELDS.items()}
        run.each(
            row.number, _writer(run, row.number, given, held.get(ref), place), letters=letters, values=cells
        )


def _writer(run: TableRun, number: int, given: dict[str, Any], held: WorkstreamRow | None, place: int) -> Any:
    def add() -> list[Wrote]:
        values = {"position": place, **given}
        made = changes.add_workstream(programme_id=run.programme.id, values=values, by=run.by, at=run.at)
        run.closed |= made.placement().markings
        return [Wrote(number, "workstream", made.id, CREATED, None, as_json(values), made.version)]

    def revise() -> list[Wrote]:
        assert held is not None
        values = {name: value for name, value in given.items() if name != "ref"}
        made = changes.revise_workstream(
            workstream_id=held.id,
            version=held.version,
            values=values,
            reason=run.reason,
            by=run.by,
            at=run.at,
        )
        if made.version == held.version:
            return []
        run.closed |= held.placement.markings
        before = {name: getattr(held, name) for name in values}
        return [Wrote(number, "workstream", made.id, UPDATED, as_json(before), as_json(values), made.version)]

    return add if held is None else revise
