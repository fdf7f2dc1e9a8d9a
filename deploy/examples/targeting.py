"""The targets a paper names, each a target of its own; those that bridges start from with the kinds counted."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from deploy.examples.lines import UNITS
from deploy.examples.structures import TargetRow
from programme.rules.access import Actor
from programme.rules.calendar import FinancialYear
from savings.changes.targets import store_target
from savings.queries.targets import targets
from savings.rules.cells import POUNDS_IN


def keep_targets(rows: Sequence[TargetRow], *, programme_id: UUID, by: Actor, at: datetime) -> int:
    """Add the targets that are missing, in their printed order; those that stand are left as people keep them.

    Returns how many were added.
    """
    held = {
        (row.name, row.source, row.year)
        for row in targets(reader=by, programme_ids=[programme_id]).values()
        if not row.cut
    }
    added = 0
    for position, row in enumerate(rows, 1):
        year = FinancialYear.parse(row.year) if row.year else None
        if (row.name, row.source, year) in held:
            continue
        value = row.amount.value
        store_target(
            programme_id=programme_id,
            name=row.name,
            source=row.source,
            year=None if year is None else year.start_year,
            values={
                "position": position,
                "is_bridge": row.is_bridge,
                "kinds": list(row.kinds),
                "note": row.note,
            },
            amount={
                "amount": None if value is None else value * POUNDS_IN[row.amount.unit],
                "printed": row.amount.text,
                "unit": UNITS[row.amount.unit],
                "decimals": row.amount.decimals,
            },
            lacks_rows=row.lacks_rows,
            by=by,
            at=at,
        )
        added += 1
    return added
