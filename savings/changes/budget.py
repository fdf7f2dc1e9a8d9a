"""Changes to budget lines, how their year is spent, and the totals a paper prints."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from programme.changes import Invalid
from programme.changes.saving_rows import M, changed_fields, locked, save
from programme.rules import access
from savings.changes.monitoring import require_money
from savings.models import BudgetLine, CastCheck
from savings.rules.monitoring_spending import NotAProfile, read_profile


@transaction.atomic
def store_budget_line(
    *, programme_id: UUID, fund: str, group: str, name: str, values: Mapping[str, Any], by: access.Actor,
    at: datetime,
) -> BudgetLine:  # fmt: skip
    """Keep a budget line under its fund, group and name; the same again changes nothing. Raises Refused."""
    require_money(programme_id, by)
    key = {"programme_id": programme_id, "fund": fund, "group": group, "name": name}
    known = BudgetLine.objects.select_for_update().filter(**key).first()
    return (
        save(BudgetLine(**key, **values), by=by, new=True) if known is None else _amend(known, values, by=by)
    )


@transaction.atomic
def set_spending_profile(
    *, budget_line_id: UUID, version: int | None, name: str, shares: Sequence[str] | None, by: access.Actor,
    at: datetime,
) -> BudgetLine:  # fmt: skip
    """Set how a line's year is spent: twelve shares, April first, written 0.1 or 31/366, that sum to exactly 1.

    None goes back to the straight line. Raises Refused, Stale, Invalid.
    """
    line = locked(BudgetLine, budget_line_id, version=version)
    require_money(line.programme_id, by, markings=[line.marking])
    if shares is not None and not name.strip():
        raise Invalid(
            {"profile_name": ["Name the profile: placement days, school terms, September places …"]}
        )
    try:
        told = None if shares is None else read_profile(name.strip(), list(shares) or ["none"])
    except NotAProfile as problem:
        raise Invalid({"profile": [str(problem)]}) from problem
    values = {
        "profile_name": "" if told is None else told.name,
        "profile": None if told is None else told.as_text(),
    }
    return _amend(line, values, by=by)


@transaction.atomic
def store_cast_checks(
    *, programme_id: UUID, checks: Sequence[Mapping[str, Any]], by: access.Actor, at: datetime
) -> int:
    """Keep the totals a paper prints, in their order; the same again changes nothing. Returns how many changed."""
    require_money(programme_id, by)
    held = {row.position: row for row in CastCheck.objects.filter(programme_id=programme_id)}
    changed = 0
    for position, check in enumerate(checks, start=1):
        row = held.get(position)
        if row is None:
            save(CastCheck(programme_id=programme_id, position=position, **check), by=by, new=True)
            changed += 1
        elif changed_fields(row, check):
            _amend(row, check, by=by)
            changed += 1
    return changed


def _amend(thing: M, values: Mapping[str, Any], *, by: access.Actor) -> M:
    changed = changed_fields(thing, values)
    for name in changed:
        setattr(thing, name, values[name])
    return save(thing, by=by) if changed else thing
