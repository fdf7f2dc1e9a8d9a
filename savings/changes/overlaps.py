"""Answers to the question whether two lines count the same money. Each is kept; the newest stands."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from programme.changes import Invalid, said_at
from programme.changes.saving_rows import locked
from programme.rules import access
from savings.models import OverlapAnswer, Saving
from savings.queries.overlaps import VERDICT_WORDS


@transaction.atomic
def answer_overlap(
    *, first_id: UUID, second_id: UUID, verdict: str, note: str, by: access.Actor, at: datetime
) -> OverlapAnswer:
    """Keep an answer about two lines, in either order, with why. It changes no figure of either.

    A double count is taken out by an adjustment, which is a line of its own. Raises Refused, Invalid, Backdated.
    """
    if first_id == second_id:
        raise Invalid({"second": ["Choose another line: a line does not overlap with itself"]})
    first, second = (locked(Saving, pk, version=None) for pk in sorted((first_id, second_id)))
    for saving in (first, second):
        by.require(access.PLAN_MONEY, saving.placement(), thing=f"what is said of {saving.ref}")
    if first.programme.organisation_id != second.programme.organisation_id:
        raise Invalid({"second": ["Choose a line of the same council"]})
    if verdict not in VERDICT_WORDS:
        raise Invalid({"verdict": [f"Choose one of {', '.join(VERDICT_WORDS)}"]})
    if not note.strip():
        raise Invalid({"note": ["Say how you know: the answer is kept with its reason"]})
    held = OverlapAnswer.objects.filter(first=first, second=second).order_by("-recorded_at").first()
    said_at(held.recorded_at if held else None, at)
    return OverlapAnswer.objects.create(
        first=first,
        second=second,
        verdict=verdict,
        note=note.strip(),
        recorded_at=at,
        recorded_by_id=by.person_id,
        recorded_by_name=by.name,
    )
