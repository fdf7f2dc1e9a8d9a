"""Milestones from a table: their dates as exact as they are given, every change of date with its reason."""

from __future__ import annotations

from typing import Any, Final
from uuid import UUID

from programme import changes, queries
from programme.queries import MilestoneRow
from programme.rules.calendar import ApproxDate, DatePrecision
from savings.changes.tables.names import people_names, workstream_names
from savings.changes.tables.run import CREATED, UPDATED, TableRun, Wrote, as_json
from savings.rules.sheets.text import plain
from savings.rules.tables.cells import Row
from savings.rules.tables.kinds import MILESTONE_KINDS
from savings.rules.tables.reading import Table

DATES: Final = ("baseline", "forecast", "actual")
FIELDS: Final = {
    "ref": "ref", "name": "name", "kind": "kind", "owner_id": "owner", "workstream_id": "workstream", "owner": "owner",
    "workstream": "workstream", "start_date": "start", "as_published": "as_published", "reason": "reason",
    "decision": "decision",
    **{f"{name}_{part}": name for name in DATES for part in ("date", "precision")},
}  # fmt: skip
KINDS: Final = ", ".join(sorted(set(MILESTONE_KINDS.values())))


def load_milestones(table: Table, run: TableRun) -> None:
    """Write every row; a blank says nothing of what is held, and no word for "no date yet" takes a date away."""
    _Milestones(table, run).load()


class _Milestones:
    def __init__(self, table: Table, run: TableRun) -> None:
        self.table, self.run = table, run
        held = list(queries.milestones(reader=run.by, programme_ids=[run.programme.id]).values())
        self.by_ref = {plain(m.ref): m for m in held}
        self.by_name: dict[str, list[MilestoneRow]] = {}
        for m in held:
            self.by_name.setdefault(plain(m.name), []).append(m)
        self.people = people_names(run.by, run.programme)
        self.strands = workstream_names(run.by, run.programme)
        self.refs = set(self.by_ref)
        self.seen: dict[UUID | str, int] = {}

    def load(self) -> None:
        for raw in self.table.rows:
            row = Row(self.table, raw)
            values = self.values(row)
            held = self.held(row)
            self.check_once(row, held)
            if row.problems:
                self.run.rejected.extend(row.problems)
                continue
            letters = {name: self.table.letter(raw, column) for name, column in FIELDS.items()}
            cells = {name: row.text(column) for name, column in FIELDS.items()}
            self.run.each(row.number, self.writer(row, values, held), letters=letters, values=cells)

    def values(self, row: Row) -> dict[str, Any]:
        """Return what a row says, by the names of the model; what is blank is left out."""
        found: dict[str, Any] = {
            "ref": row.text("ref", longest=20),
            "name": row.text("name", longest=300, needed=True),
            "as_published": row.text("as_published", longest=200),
            "kind": row.choice(
                "kind", MILESTONE_KINDS, what="no kind of milestone", example=f"write {KINDS}"
            ),
            "start_date": row.day("start"),
            "owner_id": self.people.of(
                row, "owner", what="person", next_step="add them first, or give their email as it stands here"
            ),
            "workstream_id": self.strands.of(
                row, "workstream", what="workstream", next_step="add it first, or give its ref"
            ),
        }
        found = {name: value for name, value in found.items() if value not in (None, "")}
        for name in DATES:
            given = row.when(name)
            if given is not None and given.precision is not DatePrecision.NONE:
                found |= {f"{name}_date": given.value, f"{name}_precision": given.precision.value}
        return found

    def held(self, row: Row) -> MilestoneRow | None:
        """Return the milestone a row is: by its ref, else by its name where it has no ref."""
        ref = plain(row.text("ref"))
        if ref:
            return self.by_ref.get(ref)
        named = self.by_name.get(plain(row.text("name")), [])
        if len(named) > 1:
            refs = ", ".join(m.ref for m in named)
            row.problem("name", f"several milestones are called this ({refs})", "give its ref")
        return named[0] if len(named) == 1 else None

    def check_once(self, row: Row, held: MilestoneRow | None) -> None:
        key: UUID | str = held.id if held else plain(row.text("ref") or row.text("name"))
        if key in self.seen:
            row.problem(
                "ref" if row.text("ref") else "name",
                f"row {self.seen[key]} is this milestone too",
                "keep one",
            )
        self.seen.setdefault(key, row.number)

    def writer(self, row: Row, values: dict[str, Any], held: MilestoneRow | None) -> Any:
        run, reason = self.run, row.text("reason", longest=1000) or self.run.reason
        decision = row.text("decision", longest=200)

        def add() -> list[Wrote]:
            given = {"kind": "complete", **values, "ref": values.get("ref") or self.next_ref()}
            made = changes.add_milestone(
                programme_id=run.programme.id, values=given, reason=reason, by=run.by, at=run.at
            )
            self.refs.add(plain(made.ref))
            run.closed |= made.placement().markings
            return [Wrote(row.number, "milestone", made.id, CREATED, None, as_json(given), made.version)]

        def revise() -> list[Wrote]:
            assert held is not None
            given = {name: value for name, value in values.items() if name != "ref"}
            made = changes.revise_milestone(
                milestone_id=held.id, version=held.version, values=given, reason=reason, by=run.by, at=run.at,
                authority=changes.Named(decision) if decision else None,
            )  # fmt: skip
            if made.version == held.version:
                return []
            before = {name: value for name, value in _before(held).items() if name in given}
            run.closed |= held.placement.markings
            return [
                Wrote(
                    row.number, "milestone", made.id, UPDATED, as_json(before), as_json(given), made.version
                )
            ]

        return add if held is None else revise

    def next_ref(self) -> str:
        """Return the first free M number."""
        number = len(self.refs) + 1
        while f"m{number}" in self.refs:
            number += 1
        return f"M{number}"


def _before(m: MilestoneRow) -> dict[str, Any]:
    found: dict[str, Any] = {
        "name": m.name, "kind": m.kind, "owner_id": m.owner_id, "workstream_id": m.workstream_id,
        "as_published": m.as_published, "start_date": m.start_date,
    }  # fmt: skip
    for name in DATES:
        date: ApproxDate | None = getattr(m, name)
        found[f"{name}_date"] = date.value if date else None
        found[f"{name}_precision"] = date.precision.value if date else DatePrecision.NONE.value
    return found
