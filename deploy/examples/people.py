"""The nine people of the examples: invented, each with one role in all three councils, never in production."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final
from uuid import UUID

from django.conf import settings
from django.contrib.auth.hashers import make_password

from bots import changes as talking
from programme import changes as ground
from programme import queries
from programme.rules.access import LEAD, Actor, system

TEAM_ID: Final = "T0REHEARSAL"


class NotHere(Exception):
    """Illustrative copies come with example people and their password, who do not exist in production."""

    def __str__(self) -> str:
        return str(self.__doc__)


@dataclass(frozen=True)
class ExamplePerson:
    """An example person: the part of their address before @, their role, and whether they see exempt items."""

    key: str
    name: str
    cleared: bool

    @property
    def email(self) -> str:
        return f"{self.key}@example.test"

    @property
    def slack_user(self) -> str:
        """Return their account in the rehearsal's workspace."""
        return f"U0{self.key.upper()}"


PEOPLE: Final = (
    ExamplePerson("pmo", "Programme office", cleared=True),
    ExamplePerson("manager", "Programme manager", cleared=True),
    ExamplePerson("lead", "Workstream lead", cleared=True),
    ExamplePerson("finance", "Finance partner", cleared=True),
    ExamplePerson("chair", "Board chair", cleared=True),
    ExamplePerson("member", "Board member", cleared=False),
    ExamplePerson("staff", "Staff officer", cleared=False),
    ExamplePerson("scrutiny", "Scrutiny officer", cleared=False),
    ExamplePerson("audit", "Auditor", cleared=True),
)
"""Their key is also their role. The rehearsal's newcomer is left out on purpose: nobody knows them."""
CLEARED: Final = frozenset(person.key for person in PEOPLE if person.cleared)


@dataclass(frozen=True)
class People:
    """The example people as they stand: their ids, and each of them as the one who says something."""

    ids: dict[str, UUID]
    names: dict[str, str]

    def speaker(self, key: str) -> Actor:
        """Return a person as who said a thing in the story. It is loading, so it pages nobody."""
        speaking = system(self.names[key], door="loading")
        return replace(speaking, person_id=self.ids[key], email=f"{key}@example.test")


def refuse_in_production() -> None:
    """Raise NotHere in production."""
    if settings.PRODUCTION:
        raise NotHere


def bring_people(*, password: str | None, at: datetime) -> People:
    """Make the example people who are missing and link their Slack accounts; those there stay as they are.

    Without a password they have no usable one. Raises NotHere in production.
    """
    refuse_in_production()
    by = system(door="loading")
    known = {row.email: row for row in queries.people(reader=by).values()}
    hashed = make_password(password) if password and any(one.email not in known for one in PEOPLE) else None
    ids, names = {}, {}
    for person in PEOPLE:
        row = known.get(person.email)
        ids[person.key] = row.id if row else _add(person, password=password, hashed=hashed, by=by, at=at)
        names[person.key] = row.name if row else person.name
    return People(ids, names)


def give_roles(people: People, *, organisation_id: UUID, at: datetime) -> None:
    """Give everyone their role over a council. A lead's reaches their own workstreams alone: see `give_lead`."""
    by = system(door="loading")
    for person in PEOPLE:
        if person.key != LEAD:
            values = {"role": person.key, "organisation_id": organisation_id, "cleared": person.cleared}
            ground.give_grant(person_id=people.ids[person.key], values=values, by=by, at=at)


def give_lead(
    people: People, *, organisation_id: UUID, programme_id: UUID, workstream_id: UUID, at: datetime
) -> None:
    """Give the workstream lead one workstream of their own."""
    values = {
        "role": LEAD,
        "organisation_id": organisation_id,
        "programme_id": programme_id,
        "workstream_id": workstream_id,
        "cleared": LEAD in CLEARED,
    }
    ground.give_grant(person_id=people.ids[LEAD], values=values, by=system(door="loading"), at=at)


def _add(person: ExamplePerson, *, password: str | None, hashed: str | None, by: Actor, at: datetime) -> UUID:
    values = {"email": person.email, "name": person.name, "illustrative": True}
    added = ground.add_person(values=values, password=password, password_hash=hashed, by=by, at=at)
    talking.link_identity(
        person_id=added.id,
        team_id=TEAM_ID,
        user_id=person.slack_user,
        user_name=person.name,
        by=by,
        at=at,
    )
    return added.id
