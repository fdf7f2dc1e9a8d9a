"""What waits for the reader themselves: decisions of a post they hold, actions and findings they own."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from governance.pages.tables import Cell, Table, day, days, page_of, table
from governance.queries.actions import actions
from governance.queries.decisions import decisions
from governance.queries.findings import findings
from governance.rules.deciding import ASKED
from programme.rules.access import Actor


def own_work(reader: Actor) -> Table | None:
    """Return what waits for this reader, the soonest due first; None where nothing does."""
    if reader.person_id is None:
        return None
    me = [reader.person_id]
    rows: list[tuple[date | None, list[Cell | str]]] = []
    for d in decisions(reader=reader, holder_ids=me, states=ASKED).values():
        cells: list[Cell | str] = [
            _link("decision", d.id, d.label),
            "Decide",
            d.programme_code,
            _due(d.needed_by),
        ]
        rows.append((d.needed_by, cells))
    for a in actions(reader=reader, owner_ids=me, is_open=True).values():
        by = _due(a.due_on, a.overdue_days)
        rows.append((a.due_on, [_link("action", a.id, f"{a.ref} {a.text}"), "Do", a.programme_code, by]))
    for f in findings(reader=reader, owner_ids=me).values():
        if not f.is_finished and f.state != "done":
            named, by = f"Finding {f.number}: {f.summary}", _due(f.due_on, f.overdue_days)
            rows.append((f.due_on, [_link("finding", f.id, named), "Answer", f.programme_code, by]))
    if not rows:
        return None
    rows.sort(key=lambda row: row[0] or date.max)
    return table("Waiting for you", ("What", "To do", "Programme", "@By"), [cells for _, cells in rows])


def _link(kind: str, key: UUID, name: str) -> Cell:
    return Cell(name, href=page_of(kind, key))


def _due(on: date | None, overdue: int = 0) -> Cell:
    return Cell(
        day(on, otherwise="no date"),
        tone="worse" if overdue else "",
        lines=(f"{days(overdue)} overdue",) if overdue else (),
    )
