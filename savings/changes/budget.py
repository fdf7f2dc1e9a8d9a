"""Changes to budget lines and their figures, and the totals a paper prints."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from programme import queries as ground
from programme.changes.saving_rows import changed_fields, locked, said_at, save
from programme.rules import access
from savings.models import BudgetFigure, BudgetLine, CastCheck


@transaction.atomic
def store_budget_line(
    *, programme_id: UUID, fund: str, group: str, name: str, values: Mapping[str, Any], by: access.Actor,
    at: datetime,
) -> BudgetLine:  # fmt: skip
    """Keep a budget line under its fund, group and name; the same again changes nothing. Raises Refused."""
    _require(programme_id, by)
    key = {"programme_id": programme_id, "fund": fund, "group": group, "name": name}
    known = BudgetLine.objects.select_for_update().filter(**key).first()
    return (
        save(BudgetLine(**key, **values), by=by, new=True) if known is None else _amend(known, values, by=by)
    )


@transaction.atomic
def record_budget_figure(
    *, budget_line_id: UUID, values: Mapping[str, Any], by: access.Actor, at: datetime
) -> BudgetFigure:
    """Record a budget line's figures for a year or a period; the newest row as recorded is kept once.

    Raises Refused, Backdated.
    """
    line = locked(BudgetLine, budget_line_id, version=None)
    _require(line.programme_id, by)
    newest = (
        line.figures.filter(year=values["year"], period=values.get("period", ""))
        .order_by("-recorded_at")
        .first()
    )
    if newest is not None and not changed_fields(newest, values):
        return newest
    said_at(newest.recorded_at if newest else None, at)
    figure = BudgetFigure(budget_line=line, recorded_at=at, recorded_by_name=by.name, **values)
    figure.save(force_insert=True)
    return figure


@transaction.atomic
def store_cast_checks(
    *, programme_id: UUID, checks: Sequence[Mapping[str, Any]], by: access.Actor, at: datetime
) -> int:
    """Keep the totals a paper prints, in their order; the same again changes nothing. Returns how many changed."""
    _require(programme_id, by)
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


def _require(programme_id: UUID, by: access.Actor) -> None:
    programme = ground.programmes(reader=by, ids=[programme_id]).get(programme_id)
    if programme is None:
        raise access.Refused("There is no such programme among those you may see.")
    by.require(access.PLAN_MONEY, programme.placement, thing=f"the money of {programme.name}")


def _amend(thing: Any, values: Mapping[str, Any], *, by: access.Actor) -> Any:
    changed = changed_fields(thing, values)
    for name in changed:
        setattr(thing, name, values[name])
    return save(thing, by=by) if changed else thing
