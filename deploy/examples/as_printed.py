"""What is kept as a paper prints it: tables, targets and totals to cast, brought up to date at every loading,
and the boards it names, added where they are missing.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from deploy.examples.structures import BoardRow, Example, PublishedTable, TargetRow
from governance import changes as governing
from governance.models import Board
from programme import changes as ground
from programme import queries
from programme.rules.access import Actor
from savings import changes as money
from savings.rules.casting import check_to_json
from savings.rules.cells import Column

BOARD_KINDS: Final[Mapping[str, str]] = {
    "programme board": "officer",
    "programme governance": "officer",
    "partnership boards": "partnership",
    "statutory forum": "statutory",
    "scrutiny panel": "scrutiny",
    "support team": "support",
    "management oversight": "support",
}
"""By the kind a paper gives a body: ours. Oversight by managers is no board, so it stands with support."""

CADENCE_DAYS: Final[Mapping[str, int]] = {"weekly": 7}


def keep_as_printed(example: Example, programme_id: UUID, *, by: Actor, at: datetime) -> int:
    """Store what an example's papers print whole. Returns how many rows differ from what was stored."""
    changed = _keep_tables(example, programme_id, by=by, at=at)
    checks = [
        {
            "table": check.table,
            "label": check.label,
            "period": check.period,
            "check_data": check_to_json(check),
        }
        for check in example.checks
    ]
    return changed + money.store_cast_checks(programme_id=programme_id, checks=checks, by=by, at=at)


def keep_boards(
    boards: tuple[BoardRow, ...],
    *,
    programme_id: UUID,
    organisation: tuple[UUID, str],
    by: Actor,
    at: datetime,
) -> int:
    """Add the boards a paper names, matched by code; those that stand are left as people keep them.

    `organisation` is the council's id and code; its code begins a board's. Returns how many were added.
    """
    organisation_id, council = organisation
    codes = {f"{council}-{row.code}": row for row in boards}
    held = set(Board.objects.filter(code__in=codes).values_list("code", flat=True))
    missing = {code: row for code, row in codes.items() if code not in held}
    for code, row in missing.items():
        values = {
            "programme_id": programme_id,
            "code": code,
            "name": row.name,
            "kind": BOARD_KINDS[row.kind],
            "remit": row.remit,
            "cadence": row.cadence,
            "cadence_days": CADENCE_DAYS.get(row.cadence),
            "source": row.source,
            "note": " ".join(filter(None, [f"Printed as: {row.kind}.", row.note])),
        }
        governing.add_board(organisation_id=organisation_id, values=values, by=by, at=at)
    return len(missing)


def _keep_tables(example: Example, programme_id: UUID, *, by: Actor, at: datetime) -> int:
    held = {t.code: t for t in queries.published_tables(reader=by, programme_ids=[programme_id]).values()}
    changed = 0
    for position, table in enumerate((*example.tables, *_targets(example.targets)), 1):
        values: dict[str, Any] = {
            "title": table.title,
            "source": table.source,
            "position": position,
            "columns": [asdict(column) for column in table.columns],
            "rows": [list(row) for row in table.rows],
        }
        known = held.get(table.code)
        kept = known and {
            "title": known.title,
            "source": known.source,
            "position": position,
            "columns": list(known.columns),
            "rows": [list(row) for row in known.rows],
        }
        if kept != values:
            ground.store_published_table(
                programme_id=programme_id, code=table.code, values=values, by=by, at=at
            )
            changed += 1
    return changed


def _targets(targets: tuple[TargetRow, ...]) -> tuple[PublishedTable, ...]:
    """Return the targets as a table of their own, each with its unit; none where a paper names none."""
    if not targets:
        return ()
    columns = (
        Column("name", "Target"),
        Column("amount", "Amount", unit_column="unit"),
        Column("unit", "Unit"),
        Column("year", "Year"),
        Column("source", "Source"),
        Column("note", "Note"),
    )
    rows = tuple((t.name, t.amount.text, t.amount.unit, t.year, t.source, t.note) for t in targets)
    return (PublishedTable("targets", "Targets the papers name", "The paper each row names", columns, rows),)
