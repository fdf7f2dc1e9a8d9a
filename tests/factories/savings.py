"""Savings to test with, made through changes as the system makes them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from decimal import Decimal
from itertools import count
from typing import Any

from programme.models import Milestone, Programme, Workstream
from savings import changes
from savings.models import Saving, Target
from tests.factories.ground import LOADING, LONG_AGO

_numbers = count(1)
A_YEAR_FROM_APRIL_2026 = {2026: Decimal(120_000), 2027: Decimal(120_000), 2028: Decimal(120_000)}


def a_saving(
    where: Workstream | Programme,
    *,
    plan: Mapping[int, Decimal | None] = A_YEAR_FROM_APRIL_2026,
    waits_for: Iterable[Milestone] = (),
    at: datetime = LONG_AGO,
    **values: Any,
) -> Saving:
    """Make a recurring saving of £120,000 a year from April 2026, waiting for these milestones."""
    n = next(_numbers)
    workstream = where if isinstance(where, Workstream) else None
    programme_id = where.programme_id if isinstance(where, Workstream) else where.id
    saving = changes.add_saving(
        programme_id=programme_id,
        values={
            "ref": f"S{n}",
            "name": f"Saving {n}",
            "workstream_id": workstream.id if workstream else None,
            **values,
        },
        plan={year: {"amount": amount} for year, amount in plan.items()},
        by=LOADING,
        at=at,
    )
    for milestone in waits_for:
        changes.state_enabler(saving_id=saving.id, milestone_id=milestone.id, by=LOADING, at=at)
    saving.refresh_from_db()
    return saving


def a_target(programme: Programme, amount: int, *, name: str = "Target", **values: Any) -> Target:
    """Publish a target of 2026/27, in pounds, that the bridge of that year starts from."""
    given = {"name": name, "year": 2026, "values": {"is_bridge": True, **values}}
    cell = {"amount": Decimal(amount)}
    return changes.store_target(programme_id=programme.id, amount=cell, by=LOADING, at=LONG_AGO, **given)
