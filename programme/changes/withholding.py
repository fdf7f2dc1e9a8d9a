"""Changes to who may see a thing: its marking, settled with its reasons, and the list of those who need to know."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from programme import events
from programme.changes.marking_rows import Grounds, note_marking
from programme.changes.saving_rows import Invalid, is_quiet, locked, save
from programme.models import NeedToKnow, Person, Withholding
from programme.models.base import called, marked_models
from programme.outbox.recording import record
from programme.queries.access import actors_for
from programme.rules import access
from programme.rules.withholding import is_withheld, problems

PROPOSES = (access.SET_UP, access.PLAN_DELIVERY, access.PLAN_MONEY, access.GOVERN, access.WITHHOLD)


@transaction.atomic
def settle_marking(
    *, kind: str, thing_id: UUID, version: int | None, marking: str, by: access.Actor, at: datetime,
    paragraph: int | None = None, citation: str = "", public_interest: str = "", review_on: date | None = None,
) -> Any:  # fmt: skip
    """Settle a thing's marking, with paragraph, local citation, the public interest and when it is looked at again.

    It takes the proper officer. The same marking again is a review: it is kept with its new date. What is no longer
    withheld loses its need-to-know list. Raises Refused, Stale, Invalid.
    """
    thing = _thing(kind, thing_id, version, by)
    words = f"the marking of {called(thing)}"
    by.require(access.WITHHOLD, thing.placement(), thing=words)
    _check(marking, paragraph, citation, public_interest, review_on, at)
    was = thing.marking
    thing.marking, thing.exempt_paragraph, thing.marking_note = marking, paragraph, citation.strip()
    by.require(access.WITHHOLD, thing.placement(), thing=words)
    thing.marked_as = None  # noted here, with its reasons
    save(thing, by=by, reason=public_interest.strip()[:1000])
    note_marking(thing, was, by=by, at=at, grounds=Grounds(public_interest.strip(), review_on))
    if not is_withheld(marking):
        _end_list(thing_id, at)
    return thing


@transaction.atomic
def propose_marking(
    *, kind: str, thing_id: UUID, marking: str, by: access.Actor, at: datetime,
    paragraph: int | None = None, citation: str = "", public_interest: str = "", review_on: date | None = None,
) -> Withholding:  # fmt: skip
    """Ask the proper officer for a marking; the thing keeps the one it has. It takes the right to plan the thing.

    Raises Refused, Invalid.
    """
    thing = _thing(kind, thing_id, None, by)
    where = thing.placement()
    if not any(by.may(capability, where) for capability in PROPOSES):
        by.require(access.SET_UP, where, thing=f"the marking of {called(thing)}")
    _check(marking, paragraph, citation, public_interest, review_on, at)
    save(thing, by=by)
    row = Withholding.objects.create(
        thing_kind=kind,
        thing_id=thing_id,
        programme_id=where.programme_id,
        marking=marking,
        was=thing.marking,
        exempt_paragraph=paragraph,
        citation=citation.strip(),
        public_interest=public_interest.strip(),
        review_on=review_on,
        is_proposal=True,
        by_id=by.person_id,
        by_name=by.name,
        recorded_at=at,
    )
    event = events.MarkingProposed(
        aggregate_id=thing_id,
        version=thing.version,
        programme_id=where.programme_id,
        closed=where.is_closed or is_withheld(marking),
        quiet=is_quiet(by),
        thing_kind=kind,
        now=marking,
        paragraph=paragraph,
    )
    record([event], by=by, at=at)
    return row


@transaction.atomic
def add_to_list(
    *, kind: str, thing_id: UUID, person_ids: Iterable[UUID], by: access.Actor, at: datetime
) -> None:
    """Put people on the need-to-know list of an exempt or confidential thing; its maker is on it from the start.

    Whoever is not on it stops seeing the thing at once, whatever their grants. Raises Refused, Invalid for a thing
    that is open, and for somebody whose grants do not show it: the list only narrows.
    """
    thing = _thing(kind, thing_id, None, by)
    _may_list(thing, by)
    if not is_withheld(thing.marking):
        raise Invalid(
            {"people": ["Only an exempt or confidential item has a need-to-know list: mark it first"]}
        )
    held = _on(thing_id)
    wanted = dict.fromkeys([*([by.person_id] if by.person_id and not held else []), *person_ids])
    new = [one for one in wanted if one not in held]
    _check_cleared(thing, new)
    where = thing.placement()
    NeedToKnow.objects.bulk_create(
        NeedToKnow(
            thing_kind=kind,
            thing_id=thing_id,
            organisation_id=where.organisation_id,
            person_id=one,
            added_at=at,
            added_by=by.name,
        )
        for one in new
    )
    if new:
        _tell_list(thing, kind, added=tuple(new), removed=(), by=by, at=at)


@transaction.atomic
def take_off_list(*, kind: str, thing_id: UUID, person_id: UUID, by: access.Actor, at: datetime) -> None:
    """Take somebody off a need-to-know list; they no longer see the thing from now on.

    The last name stays: without it everyone cleared would see the thing. `end_list` says so. Raises Refused, Invalid.
    """
    thing = _thing(kind, thing_id, None, by)
    _may_list(thing, by)
    held = _on(thing_id)
    if person_id not in held:
        return
    if len(held) == 1:
        raise Invalid(
            {"people": ["Somebody has to know: end the list to show it to everyone who is cleared"]}
        )
    NeedToKnow.objects.filter(thing_id=thing_id, person_id=person_id, removed_at=None).update(removed_at=at)
    _tell_list(thing, kind, added=(), removed=(person_id,), by=by, at=at)


@transaction.atomic
def end_list(*, kind: str, thing_id: UUID, by: access.Actor, at: datetime) -> None:
    """End a need-to-know list: the marking and the grants decide again. It takes the proper officer.

    Raises Refused.
    """
    thing = _thing(kind, thing_id, None, by)
    by.require(access.WITHHOLD, thing.placement(), thing=f"the need-to-know list of {called(thing)}")
    held = _on(thing_id)
    if held:
        _end_list(thing_id, at)
        _tell_list(thing, kind, added=(), removed=tuple(held), by=by, at=at)


def _thing(kind: str, thing_id: UUID, version: int | None, by: access.Actor) -> Any:
    model: Any = marked_models().get(kind)
    if model is None:
        raise Invalid({"kind": [f"{kind!r} is no kind of thing that carries a marking"]})
    if not model._default_manager.seen_by(by).filter(pk=thing_id).exists():
        raise access.Refused(f"There is no such {kind.replace('_', ' ')} among those you may see.")
    return locked(model, thing_id, version=version)


def _check(
    marking: str,
    paragraph: int | None,
    citation: str,
    public_interest: str,
    review_on: date | None,
    at: datetime,
) -> None:
    found = problems(
        marking=marking,
        paragraph=paragraph,
        citation=citation,
        public_interest=public_interest,
        review_on=review_on,
        on=timezone.localdate(at),
    )
    if found:
        raise Invalid(found)


def _may_list(thing: Any, by: access.Actor) -> None:
    where = thing.placement()
    if not by.may(access.SET_UP, where):
        by.require(access.WITHHOLD, where, thing=f"the need-to-know list of {called(thing)}")


def _on(thing_id: UUID) -> set[UUID]:
    rows = NeedToKnow.objects.filter(thing_id=thing_id, removed_at=None)
    return set(rows.values_list("person_id", flat=True))


def _check_cleared(thing: Any, person_ids: list[UUID]) -> None:
    where = thing.placement()
    known = actors_for(person_ids, door="admin")
    blind = [one for one in person_ids if one not in known or not _would_see(known[one], where, thing.pk)]
    if blind:
        names = Person.objects.filter(pk__in=blind).values_list("name", flat=True)
        raise Invalid({"people": [f"{', '.join(names)}: no grant shows them this; clear them for it first"]})


def _would_see(actor: access.Actor, where: access.Placement, thing_id: UUID) -> bool:
    return replace(actor, hidden=actor.hidden - {thing_id}).sees(where)


def _end_list(thing_id: UUID, at: datetime) -> None:
    NeedToKnow.objects.filter(thing_id=thing_id, removed_at=None).update(removed_at=at)


def _tell_list(
    thing: Any,
    kind: str,
    *,
    added: tuple[UUID, ...],
    removed: tuple[UUID, ...],
    by: access.Actor,
    at: datetime,
) -> None:
    save(thing, by=by)
    event = events.NeedToKnowChanged(
        aggregate_id=thing.pk,
        version=thing.version,
        programme_id=thing.placement().programme_id,
        closed=True,
        quiet=is_quiet(by),
        thing_kind=kind,
        added=added,
        removed=removed,
    )
    record([event], by=by, at=at)
