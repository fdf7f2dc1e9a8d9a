"""A small council to test with, made through changes as the system makes it."""

from __future__ import annotations

from datetime import UTC, date, datetime
from itertools import count
from typing import Any

from programme import changes
from programme.models import Milestone, Organisation, Person, Programme, Workstream
from programme.queries import actor_for_person
from programme.rules.access import Actor, system

LONG_AGO = datetime(2026, 4, 1, 9, tzinfo=UTC)
LOADING = system(door="loading")
_numbers = count(1)


def a_council(**values: Any) -> Organisation:
    """Make a council."""
    n = next(_numbers)
    return changes.add_organisation(
        values={"code": f"council-{n}", "name": f"Council {n}", **values}, by=LOADING, at=LONG_AGO
    )


def a_programme(council: Organisation | None = None, **values: Any) -> Programme:
    """Make a programme, in a council of its own unless one is given."""
    n = next(_numbers)
    return changes.add_programme(
        organisation_id=(council or a_council()).id,
        values={"code": f"programme-{n}", "name": f"Programme {n}", **values},
        by=LOADING,
        at=LONG_AGO,
    )


def a_workstream(programme: Programme | None = None, **values: Any) -> Workstream:
    """Make a workstream."""
    n = next(_numbers)
    return changes.add_workstream(
        programme_id=(programme or a_programme()).id,
        values={"ref": f"WS{n}", "name": f"Workstream {n}", **values},
        by=LOADING,
        at=LONG_AGO,
    )


def a_milestone(workstream: Workstream | None = None, **values: Any) -> Milestone:
    """Make a milestone planned for 31 March 2027, to the day."""
    n = next(_numbers)
    workstream = workstream or a_workstream()
    given = {
        "ref": f"M{n}",
        "name": f"Milestone {n}",
        "workstream_id": workstream.id,
        "baseline_date": date(2027, 3, 31),
        "baseline_precision": "day",
        **values,
    }
    return changes.add_milestone(programme_id=workstream.programme_id, values=given, by=LOADING, at=LONG_AGO)


def a_person(**values: Any) -> Person:
    """Make a person with an account; the password is theirs alone and nobody signs in with it in tests."""
    n = next(_numbers)
    given = {"email": f"person-{n}@example.test", "name": f"Person {n}", **values}
    return changes.add_person(values=given, by=LOADING, at=LONG_AGO, password="a long enough phrase 7")


def grant(
    person: Person, role: str, where: Organisation | Programme | Workstream, *, cleared: bool = False
) -> Actor:
    """Give a person a role over a council, programme or workstream; return them as they now act in the admin."""
    values: dict[str, Any] = {"role": role, "cleared": cleared}
    if isinstance(where, Organisation):
        values["organisation_id"] = where.id
    elif isinstance(where, Programme):
        values |= {"organisation_id": where.organisation_id, "programme_id": where.id}
    else:
        values |= {
            "organisation_id": where.programme.organisation_id,
            "programme_id": where.programme_id,
            "workstream_id": where.id,
        }
    changes.give_grant(person_id=person.id, values=values, by=LOADING, at=LONG_AGO)
    actor = actor_for_person(person.id, door="admin")
    assert actor is not None
    return actor


def someone(role: str, where: Organisation | Programme | Workstream, *, cleared: bool = False) -> Actor:
    """Make a person with one role and return them as an actor."""
    return grant(a_person(), role, where, cleared=cleared)
