"""What is written whenever a marking changes, by whatever door: who, what it was, and an event others follow.

Source: docs/method.md, "Withholding".
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final
from uuid import UUID

from django.utils import timezone

from programme import events
from programme.models.base import Marked, kind_of
from programme.models.withholding import Withholding
from programme.outbox.recording import record
from programme.rules import access
from programme.rules.withholding import is_more_closed, is_withheld

QUIET_DOOR: Final = "loading"
NOT_YOURS: Final = (
    "What is withheld is opened by the proper officer alone. Propose it on the page of its marking."
)


@dataclass(frozen=True)
class Grounds:
    """Why a marking is settled as it is, beside the local citation that the thing itself keeps."""

    public_interest: str = ""
    review_on: date | None = None


def opens_unduly(thing: Marked, was: str, *, by: access.Actor) -> bool:
    """Return whether this would open, or open further, what the proper officer withholds."""
    return (
        is_withheld(was)
        and is_more_closed(was, thing.marking)
        and not by.may(access.WITHHOLD, thing.placement())
    )


def note_marking(
    thing: Marked, was: str, *, by: access.Actor, at: datetime | None = None, grounds: Grounds = Grounds()
) -> None:
    """Write who gave a thing its marking, and the event; of a new thing nothing was said yet, so it has none.

    A marking given by anyone but the proper officer holds at once and counts as a proposal until it is settled.
    """
    note_markings([(thing, was)], by=by, at=at or timezone.now(), grounds=grounds)


def note_markings(
    changed: Sequence[tuple[Marked, str]], *, by: access.Actor, at: datetime, grounds: Grounds = Grounds()
) -> None:
    """Write who gave several things their markings; see `note_marking`."""
    rows = [_row(thing, was, by=by, at=at, grounds=grounds) for thing, was in changed]
    Withholding.objects.bulk_create(rows)
    told = [
        (thing, row) for (thing, _), row in zip(changed, rows, strict=True) if thing.marked_as is not None
    ]
    record([_settled(thing, row, by) for thing, row in told], by=by, at=at)


def note_those_marked(things: Iterable[Marked], *, by: access.Actor, at: datetime) -> None:
    """Write who gave markings, for changes that save many rows at once. Raises Refused for what was opened unduly."""
    things = list(things)
    found = [(thing, was) for thing in things if (was := marking_before(thing)) is not None]
    for thing, was in found:
        if opens_unduly(thing, was, by=by):
            raise access.Refused(NOT_YOURS)
    note_markings(found, by=by, at=at)
    for thing, _ in found:
        thing.marked_as = (thing.marking, thing.exempt_paragraph)
    note_moved(things, by=by, at=at)


def note_moved(things: Iterable[Marked], *, by: access.Actor, at: datetime) -> None:
    """Write that things were moved to a workstream that is withheld: they are closed with it, whatever their own."""
    found = []
    for thing in things:
        now: tuple[UUID | None] = (getattr(thing, "workstream_id", None),)
        if thing.stood_in not in (None, now) and _is_in_withheld(thing):
            found.append(_inherited(thing, by))
        thing.stood_in = now
    if found:
        record(found, by=by, at=at)


def _is_in_withheld(thing: Marked) -> bool:
    workstream: Any = getattr(thing, "workstream", None)
    return workstream is not None and is_withheld(workstream.marking)


def _inherited(thing: Marked, by: access.Actor) -> events.MarkingInherited:
    return events.MarkingInherited(
        aggregate_id=thing.pk,
        version=getattr(thing, "version", 1),
        programme_id=thing.placement().programme_id,
        closed=True,
        quiet=by.door == QUIET_DOOR,
        thing_kind=kind_of(thing),
    )


def marking_before(thing: Marked, *, new: bool = False) -> str | None:
    """Return the marking a thing had, where it gets another now or is new and withheld; else None.

    `new` says that it was not there before, whatever the thing itself says.
    """
    if new or (thing.marked_as is None and thing._state.adding):
        return access.OPEN if is_withheld(thing.marking) else None
    held = thing.marked_as
    return held[0] if held is not None and held != (thing.marking, thing.exempt_paragraph) else None


def _row(thing: Marked, was: str, *, by: access.Actor, at: datetime, grounds: Grounds) -> Withholding:
    where = thing.placement()
    return Withholding(
        thing_kind=kind_of(thing),
        thing_id=thing.pk,
        programme_id=where.programme_id,
        marking=thing.marking,
        was=was,
        exempt_paragraph=thing.exempt_paragraph,
        citation=thing.marking_note,
        public_interest=grounds.public_interest,
        review_on=grounds.review_on,
        is_proposal=is_withheld(thing.marking) and not by.may(access.WITHHOLD, where),
        by_id=by.person_id,
        by_name=by.name,
        recorded_at=at,
    )


def _settled(thing: Marked, row: Withholding, by: access.Actor) -> events.MarkingSettled:
    return events.MarkingSettled(
        aggregate_id=thing.pk,
        version=getattr(thing, "version", 1),
        programme_id=row.programme_id,
        closed=is_withheld(row.was) or thing.placement().is_closed,
        quiet=by.door == QUIET_DOOR,
        thing_kind=row.thing_kind,
        was=row.was,
        now=row.marking,
        paragraph=row.exempt_paragraph,
        withholding_id=row.pk,
        is_proposal=row.is_proposal,
    )
