"""Who someone is: their grants, loaded into an Actor."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Q

from programme.models import ApiToken, Grant, NeedToKnow, Person
from programme.models.base import NAMES, marked_models
from programme.rules.access import AUDIT, CONFIDENTIAL, EXEMPT, Actor, GrantFact


@dataclass(frozen=True)
class GrantRow:
    """A grant as it was given, and what gave it."""

    id: UUID
    person_id: UUID
    role: str
    organisation_id: UUID
    programme_id: UUID | None
    workstream_id: UUID | None
    cleared: bool
    source: str


def grants_from(sources: Iterable[str]) -> dict[UUID, GrantRow]:
    """Return the grants these sources gave ("board:CODE"), by id. For changes, which show them to nobody."""
    rows = Grant.objects.filter(source__in=list(sources)).exclude(source="")
    return {
        g.id: GrantRow(
            g.id, g.person_id, g.role, g.organisation_id, g.programme_id, g.workstream_id, g.cleared, g.source
        )
        for g in rows
    }


def holders(role: str, *, organisation_ids: Iterable[UUID]) -> dict[UUID, tuple[GrantRow, ...]]:
    """Return the grants of one role that active people hold in these councils, by council.

    Asked by what decides who hears, which shows them to nobody.
    """
    found: dict[UUID, tuple[GrantRow, ...]] = {}
    rows = Grant.objects.filter(role=role, organisation_id__in=list(organisation_ids), person__is_active=True)
    for g in rows.order_by("person_id", "id"):
        row = GrantRow(
            g.id, g.person_id, g.role, g.organisation_id, g.programme_id, g.workstream_id, g.cleared, g.source
        )
        found[g.organisation_id] = (*found.get(g.organisation_id, ()), row)
    return found


def actors_for(person_ids: Iterable[UUID], *, door: str) -> dict[UUID, Actor]:
    """Return the active people among these as actors, with their grants of this moment, by id."""
    people = Person.objects.filter(pk__in=list(person_ids), is_active=True).prefetch_related("grants")
    lists = need_to_know() if people else {}
    return {p.id: _actor(p, door, lists) for p in people}


def actor_for_person(person_id: UUID, *, door: str) -> Actor | None:
    """Return one active person as an actor, or None."""
    return actors_for([person_id], door=door).get(person_id)


def actor_of(person: Person, *, door: str) -> Actor | None:
    """Return a person whose row is at hand as an actor, with their grants of this moment; None once inactive."""
    return _actor(person, door, need_to_know()) if person.is_active else None


def actor_for_email(email: str, *, door: str) -> Actor | None:
    """Return the active person of this email as an actor, or None."""
    person = (
        Person.objects.filter(email__iexact=email.strip(), is_active=True).prefetch_related("grants").first()
    )
    return _actor(person, door, need_to_know()) if person else None


def reader_for_token(token: str, *, at: datetime) -> tuple[Actor, ApiToken] | None:
    """Return who an API token belongs to, or None where it is unknown, over, revoked or theirs no longer."""
    row = (
        ApiToken.objects.filter(digest=ApiToken.digest_of(token), revoked_at=None, expires_at__gt=at)
        .filter(person__is_active=True)
        .first()
    )
    if row is None:
        return None
    actor = actor_for_person(row.person_id, door="api")
    return (actor, row) if actor else None


@dataclass(frozen=True)
class NeedList:
    """Who alone sees a thing, and the council it is of."""

    organisation_id: UUID
    person_ids: frozenset[UUID]


def need_to_know() -> dict[UUID, NeedList]:
    """Return every need-to-know list that stands, by the thing it is of. For deciding rights; shows nothing."""
    names: dict[UUID, set[UUID]] = defaultdict(set)
    councils: dict[UUID, UUID] = {}
    rows = NeedToKnow.objects.filter(removed_at=None).values_list("thing_id", "organisation_id", "person_id")
    for thing_id, organisation_id, person_id in rows:
        names[thing_id].add(person_id)
        councils[thing_id] = organisation_id
    return {key: NeedList(councils[key], frozenset(people)) for key, people in names.items()}


def listed_things() -> frozenset[UUID]:
    """Return the things that have a need-to-know list."""
    return frozenset(NeedToKnow.objects.filter(removed_at=None).values_list("thing_id", flat=True).distinct())


def hidden_things(reader: Actor) -> frozenset[UUID]:
    """Return every thing that a list hides from this reader, those that belong to a hidden one among them.

    For rows that point at things of any kind; what has a place of its own is narrowed by `visible_to`.
    """
    if not reader.hidden:
        return reader.hidden
    found = set(reader.hidden)
    for model in marked_models().values():
        rows: Any = model._default_manager.all()
        paths = rows.thing_paths()
        hit = Q(pk__in=[])
        for path in paths:
            hit |= Q(**{f"{path}__in": reader.hidden})
        found |= set(rows.filter(hit).values_list("pk", flat=True))
    return frozenset(found)


def withheld_from(reader: Actor) -> frozenset[UUID]:
    """Return every withheld thing that this reader does not see, whatever closes it: for rows that only name an id."""
    if reader.kind == "system":
        return frozenset()
    found = set(hidden_things(reader))
    closed = [EXEMPT, CONFIDENTIAL]
    for model in marked_models().values():
        rows: Any = model._default_manager.all()
        withheld = Q(pk__in=[])
        for path in rows.marking_paths:
            withheld |= Q(**{f"{path}__in": closed})
        unseen = rows.filter(withheld).exclude(pk__in=rows.seen_by(reader).values("pk"))
        found |= set(unseen.values_list("pk", flat=True))
    return frozenset(found)


def things_within(thing_ids: Iterable[UUID]) -> dict[UUID, frozenset[str]]:
    """Return these things and whatever belongs to them, each with the words people call it by. Shows nothing.

    For taking back what was said of them: a closed workstream closes its lines.
    """
    keys = list(thing_ids)
    found = {}
    for model in marked_models().values():
        rows: Any = model._default_manager.all()
        hit = Q(pk__in=[])
        for path in rows.thing_paths():
            hit |= Q(**{f"{path}__in": keys})
        here = list(rows.filter(hit))
        before = _names_before(model, [row.pk for row in here])
        for row in here:
            found[row.pk] = frozenset({*_words(row), *before.get(row.pk, ())})
    return found


def _words(row: Any) -> list[str]:
    return [words for name in NAMES if (words := str(getattr(row, name, "") or ""))]


def _names_before(model: Any, keys: list[UUID]) -> dict[UUID, set[str]]:
    """Return what things were called at any time, by id."""
    found: dict[UUID, set[str]] = defaultdict(set)
    history = getattr(model, "pgh_event_model", None)
    if history is not None and keys:
        for row in history.objects.filter(pgh_obj_id__in=keys):
            found[row.pgh_obj_id].update(_words(row))
    return found


def _hidden(person_id: UUID, grants: Iterable[GrantFact], lists: Mapping[UUID, NeedList]) -> frozenset[UUID]:
    """Return the listed things that this person is not on the list of. Audit of a whole council sees all of it."""
    audited = {g.organisation_id for g in grants if g.role == AUDIT and g.cleared and g.programme_id is None}
    return frozenset(
        key
        for key, one in lists.items()
        if person_id not in one.person_ids and one.organisation_id not in audited
    )


def _actor(person: Person, door: str, lists: Mapping[UUID, NeedList]) -> Actor:
    grants = tuple(g.fact() for g in person.grants.all())
    return Actor(
        kind="person",
        name=person.name,
        person_id=person.id,
        email=person.email,
        door=door,
        grants=grants,
        hidden=_hidden(person.id, grants, lists),
    )
