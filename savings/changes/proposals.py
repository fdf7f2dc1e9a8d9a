"""Changes to proposals: further savings somebody puts forward, with rival forecasts of the same thing beside."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from programme import queries as ground
from programme.changes import Invalid
from programme.changes.saving_rows import amend, locked, save
from programme.rules import access
from savings.models import Proposal, ProposalFigure, Saving

PROPOSED = "Proposal"

Figures = Mapping[str, Mapping[int, Mapping[str, Any]]]


@transaction.atomic
def store_proposal(
    *, programme_id: UUID, number: str, values: Mapping[str, Any], figures: Figures, by: access.Actor,
    at: datetime,
) -> Proposal:  # fmt: skip
    """Keep a proposal under its number, with its figures by series and year; the same again changes nothing.

    The series "Proposal" is its own; any other is a rival forecast of the same thing, with its source. None is
    in a plan or total. Raises Refused, Invalid.
    """
    programme = ground.programmes(reader=by, ids=[programme_id]).get(programme_id)
    if programme is None:
        raise access.Refused("There is no such programme among those you may see.")
    by.require(access.PLAN_MONEY, programme.placement, thing=f"the proposals of {programme.name}")
    held = Proposal.objects.select_for_update().filter(programme_id=programme_id, number=number)
    known: Proposal | None = held.first()
    if known is None:
        proposal = save(Proposal(programme_id=programme_id, number=number, **values), by=by, new=True)
    else:
        proposal = amend(known, values, by=by)
    rows = {(row.series, row.year): row for row in proposal.figures.all()}
    for series, years in figures.items():
        for year, cell in sorted(years.items()):
            row = rows.get((series, year))
            if row is None:
                save(ProposalFigure(proposal=proposal, series=series, year=year, **cell), by=by, new=True)
            else:
                amend(row, cell, by=by)
    return proposal


@transaction.atomic
def revise_proposal(
    *, proposal_id: UUID, version: int | None, values: Mapping[str, Any], by: access.Actor, at: datetime
) -> Proposal:
    """Change what is said of a proposal, or name the line it became. Raises Refused, Stale, Invalid."""
    proposal = locked(Proposal, proposal_id, version=version)
    by.require(access.PLAN_MONEY, proposal.placement(), thing=f"proposal {proposal.number}")
    saving_id = values.get("saving_id")
    if saving_id is not None:
        line = Saving.objects.visible_to(by).filter(pk=saving_id, programme_id=proposal.programme_id).first()
        if line is None:
            raise Invalid({"saving": ["Choose a line of the same programme"]})
    return amend(proposal, values, by=by)
