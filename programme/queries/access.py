"""Who someone is: their grants, loaded into an Actor."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from programme.models import ApiToken, Grant, Person
from programme.rules.access import Actor


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
    return {p.id: _actor(p, door) for p in people}


def actor_for_person(person_id: UUID, *, door: str) -> Actor | None:
    """Return one active person as an actor, or None."""
    return actors_for([person_id], door=door).get(person_id)


def actor_of(person: Person, *, door: str) -> Actor | None:
    """Return a person whose row is at hand as an actor, with their grants of this moment; None once inactive."""
    return _actor(person, door) if person.is_active else None


def actor_for_email(email: str, *, door: str) -> Actor | None:
    """Return the active person of this email as an actor, or None."""
    person = (
        Person.objects.filter(email__iexact=email.strip(), is_active=True).prefetch_related("grants").first()
    )
    return _actor(person, door) if person else None


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


def _actor(person: Person, door: str) -> Actor:
    return Actor(
        kind="person",
        name=person.name,
        person_id=person.id,
        email=person.email,
        door=door,
        grants=tuple(g.fact() for g in person.grants.all()),
    )
