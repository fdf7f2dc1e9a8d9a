"""A budget holder signs, once a year or again when figures have changed, for the lines they answer for.

Source: docs/method.md, "Accountability".
"""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from programme import queries as ground
from programme.changes import Invalid, said_at
from programme.changes.saving_rows import is_quiet
from programme.outbox.recording import record
from programme.rules import access
from programme.rules.calendar import FinancialYear
from savings import events
from savings.models import Accountability
from savings.queries.accountability import accountability
from savings.rules.accountability import digest


@transaction.atomic
def sign_accountability(
    *, programme_id: UUID, year: int, by: access.Actor, at: datetime, seen: str | None = None
) -> Accountability:
    """Sign for the lines one answers for in a year, as they stand; the holder does, and nobody for them.

    `seen` is the digest of the lines that were looked at. Raises Refused; Invalid where nothing is theirs,
    a figure changed since they looked, or nothing did since they signed.
    """
    programme = ground.programmes(reader=by, ids=[programme_id]).get(programme_id)
    if programme is None:
        raise access.Refused("There is no such programme among those you may see.")
    access.require_open(programme.placement, thing=f"who answers for the lines of {programme.name}")
    if by.person_id is None:
        raise access.Refused("A statement of accountability is signed by its holder, and nobody else.")
    found = accountability(reader=by, programme_id=programme_id, year=FinancialYear(year))
    own = found.by_holder.get(by.person_id)
    if own is None or not own.lines:
        raise access.Refused(f"No line of {programme.name} is yours: there is nothing for you to sign.")
    if seen is not None and seen != digest(own.lines):
        raise Invalid({"lines": ["A figure changed since you opened this: look again, then sign"]})
    if own.signature is not None and not own.has_changed:
        raise Invalid({"lines": ["You have signed these figures already, and nothing has changed since"]})
    said_at(own.signature.signed_at if own.signature else None, at)
    row = Accountability.objects.create(
        programme_id=programme_id,
        holder_id=by.person_id,
        year=year,
        lines=[line.to_json() for line in own.lines],
        signed=True,
        recorded_at=at,
        recorded_by_id=by.person_id,
        recorded_by_name=by.name,
    )
    event = events.AccountabilitySigned(
        aggregate_id=row.pk,
        version=1,
        programme_id=programme_id,
        closed=programme.placement.is_closed,
        quiet=is_quiet(by),
        year=year,
        lines=len(own.lines),
    )
    record([event], by=by, at=at)
    return row
