"""Closing a programme, and opening it again. Source: docs/method.md, "Closing a programme"."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from governance.models import Handover, ProgrammeClosure
from governance.queries.closing import left_behind, open_round_of, unsettled_decisions
from governance.rules.closing import Handed, Left, why_not_closed
from programme import changes as ground_changes
from programme import queries as ground
from programme.changes import Invalid, hold_still
from programme.changes.saving_rows import save
from programme.rules import access
from savings.queries.frozen import freeze, newest_recorded

NOBODY_ON_IT = "Something on a need-to-know list has no owner: ask the proper officer"


@transaction.atomic
def close_programme(
    *, programme_id: UUID, version: int | None, handed: Iterable[Handed], lessons: str, review_on: date | None,
    by: access.Actor, at: datetime,
) -> ProgrammeClosure:  # fmt: skip
    """Close a programme: hand over what is outstanding, freeze and sign its final position, then let nothing change.

    It takes finance, cleared for all of it: they sign for every line. Waits for what is being recorded, and is dated
    no earlier than it. Raises Refused, Stale; Invalid with what stands in the way.
    """
    programme = ground.programmes(reader=by, ids=[programme_id]).get(programme_id)
    if programme is None:
        raise access.Refused("There is no such programme among those you may see.")
    everything = frozenset(access.MARKINGS)
    by.require(
        access.CLOSE,
        replace(programme.placement, markings=everything),
        thing=f"{programme.name}: whoever closes it signs for every line, exempt and confidential ones among them",
    )
    hold_still(programme_id)
    at = max(m for m in (at, newest_recorded(programme_id=programme_id)) if m is not None)
    left, given = left_behind(reader=by, programme_id=programme_id), {one.thing_id: one for one in handed}
    _check(programme_id, left, given, lessons, review_on, by=by, at=at)
    assert review_on is not None  # asked above
    takes = [_taken(one, given.get(one.id)) for one in left]
    closure = ProgrammeClosure(
        programme_id=programme_id,
        position=freeze(programme_id=programme_id, at=at),
        signed_by_id=by.person_id,
        signed_by_name=by.name,
        lessons=lessons.strip(),
        review_on=review_on,
        closed_at=at,
    )
    ground_changes.close_programme(programme_id=programme_id, version=version, by=by, at=at)
    save(closure, by=by, new=True)
    Handover.objects.bulk_create(
        Handover(
            closure=closure,
            thing_kind=one.kind,
            thing_id=one.thing_id,
            label=label[:300],
            person_id=one.person_id,
            note=one.note.strip()[:500],
            recorded_at=at,
        )
        for label, one in takes
    )
    return closure


@transaction.atomic
def reopen_programme(
    *, programme_id: UUID, version: int | None, reason: str, by: access.Actor, at: datetime
) -> None:
    """Open a closed programme again, with the reason; how it was closed stays on the record. The programme office does.

    Raises Refused, Stale, Invalid.
    """
    programme = ground.programmes(reader=by, ids=[programme_id]).get(programme_id)
    if programme is None:
        raise access.Refused("There is no such programme among those you may see.")
    ground_changes.reopen_programme(programme_id=programme_id, version=version, reason=reason, by=by, at=at)
    for row in ProgrammeClosure.objects.select_for_update().filter(
        programme_id=programme_id, reopened_at=None
    ):
        row.reopened_at, row.reopened_why = at, reason.strip()[:500]
        save(row, by=by, reason=reason)


def _check(
    programme_id: UUID,
    left: Iterable[Left],
    given: dict[UUID, Handed],
    lessons: str,
    review_on: date | None,
    *,
    by: access.Actor,
    at: datetime,
) -> None:
    on = timezone.localdate(at)
    actors = ground.actors_for({one.person_id for one in given.values()}, door="admin")
    problems = why_not_closed(
        left,
        given.values(),
        people={key: actor.name for key, actor in actors.items()},
        open_round=open_round_of(programme_id, on=on),
        unsettled=unsettled_decisions(reader=by, programme_id=programme_id),
        lessons=lessons,
        review_on=review_on,
        on=on,
    )
    if problems:
        raise Invalid(problems)


def _taken(left: Left, handed: Handed | None) -> tuple[str, Handed]:
    if handed is not None:
        return left.label, handed
    if left.owner_id is None:
        raise Invalid({"__all__": [NOBODY_ON_IT]})
    return left.label, Handed(left.kind, left.id, left.owner_id)
