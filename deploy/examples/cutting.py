"""A target cut more than one way by its paper: each part a target of its own, never added to another cut's."""

from __future__ import annotations

from collections.abc import Container, Mapping
from datetime import datetime
from uuid import UUID

from deploy.examples.lines import UNITS
from deploy.examples.structures import PartRow
from programme.rules.access import Actor
from programme.rules.calendar import FinancialYear
from savings.changes.targets import store_target
from savings.rules.cells import POUNDS_IN, Cell

PartKey = tuple[str, str, int | None, str, str]


def keep_parts(
    rows: tuple[PartRow, ...],
    *,
    programme_id: UUID,
    workstreams: Mapping[str, UUID],
    by: Actor,
    at: datetime,
    held: Container[PartKey] = (),
) -> None:
    """Keep the parts of each cut in their printed order, but those held; the same again changes nothing.

    A part that is a workstream names it; no other part falls on one until somebody maps it.
    """
    for position, row in enumerate(rows, 1):
        if key_of(row) in held:
            continue
        store_target(
            programme_id=programme_id,
            name=row.target,
            source=row.source,
            year=FinancialYear.parse(row.year).start_year,
            cut=row.cut,
            label=row.label,
            values={
                "position": position,
                "workstream_id": workstreams.get(row.workstream_ref) if row.workstream_ref else None,
                "budget": None if row.budget is None else _pounds(row.budget),
                "note": row.note,
            },
            amount={
                "amount": _pounds(row.amount),
                "printed": row.amount.text,
                "unit": UNITS[row.amount.unit],
                "decimals": row.amount.decimals,
            },
            by=by,
            at=at,
        )


def key_of(row: PartRow) -> PartKey:
    """Return what tells a part from the others: target, source, the April of its year, cut and label."""
    return row.target, row.source, FinancialYear.parse(row.year).start_year, row.cut, row.label


def _pounds(cell: Cell) -> object:
    return None if cell.value is None else cell.value * POUNDS_IN[cell.unit]
