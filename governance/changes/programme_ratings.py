"""Rating a whole programme: no greener than its parts without a reason that expires."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Final
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from governance import events
from governance.models import ProgrammeRating
from governance.queries.opinions import rated_parts
from governance.rules.opinions import RatedPart, greenest_allowed
from programme import queries as ground
from programme.changes import Invalid
from programme.changes.saving_rows import is_quiet, said_at
from programme.outbox.recording import record
from programme.rules import access
from programme.rules.rag import Rag, rag_words, severity

LONGEST_REASON_DAYS: Final = 92  # calendar days, a quarter. Source: docs/method.md, "Rating a programme"


@transaction.atomic
def rate_programme(
    *, programme_id: UUID, rating: str, reason: str, by: access.Actor, at: datetime,
    expires_on: date | None = None, definition_set_id: UUID | None = None,
) -> ProgrammeRating:  # fmt: skip
    """Rate a whole programme, with a reason. One greener than its worst part needs the day the reason expires.

    Raises Refused, Invalid, Backdated.
    """
    programme = ground.programmes(reader=by, ids=[programme_id]).get(programme_id)
    if programme is None:
        raise access.Refused("There is no such programme among those you may see.")
    by.require(access.PLAN_DELIVERY, programme.placement, thing=f"the rating of {programme.name}")
    if rating not in set(Rag):
        words = ", ".join(rag_words(r) for r in Rag)
        raise Invalid({"rating": [f"Choose one of {words}"]})
    if not reason.strip():
        raise Invalid({"reason": ["Say why: a rating keeps its reason"]})
    parts = rated_parts(reader=access.system(), programme_ids=[programme_id]).get(programme_id, ())
    expires_on = _expiry(Rag(rating), parts, expires_on, on=timezone.localdate(at))
    rows = ProgrammeRating.objects.filter(programme_id=programme_id)
    newest = rows.order_by("-recorded_at").values_list("recorded_at", flat=True).first()
    row = ProgrammeRating.objects.create(
        programme_id=programme_id,
        rating=rating,
        reason=reason.strip(),
        expires_on=expires_on,
        definition_set_id=definition_set_id,
        rater_id=by.person_id,
        rater_name=by.name,
        recorded_at=said_at(newest, at),
    )
    event = events.ProgrammeRated(
        aggregate_id=row.id,
        version=1,
        programme_id=programme_id,
        closed=programme.placement.is_closed,
        quiet=is_quiet(by),
        rating=rating,
        expires_on=expires_on,
    )
    record([event], by=by, at=at)
    return row


def _expiry(rating: Rag, parts: tuple[RatedPart, ...], expires_on: date | None, *, on: date) -> date | None:
    """Return the day a greener rating lapses, None for one that is not greener. Raises Invalid."""
    worst = greenest_allowed(parts)
    if worst is None or severity(rating) >= severity(worst):
        return None
    part = next(p for p in parts if p.rating is worst)
    if expires_on is None:
        words = (
            f"{rag_words(rating)} is greener than {part.ref} {part.name}, rated {rag_words(worst)}. "
            "Say on which day your reason for it expires"
        )
        raise Invalid({"expires_on": [words]})
    if not on < expires_on <= on + timedelta(days=LONGEST_REASON_DAYS):
        latest = on + timedelta(days=LONGEST_REASON_DAYS)
        raise Invalid({"expires_on": [f"Choose a day after today, up to {latest:%-d %b %Y}"]})
    return expires_on
