"""Changes to people, their accounts, grants and API tokens."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.contrib.auth.hashers import make_password
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction

from programme import events
from programme.changes.saving_rows import Invalid, changed_fields, is_quiet, locked, recorded, save
from programme.models import ApiToken, Grant, Person
from programme.outbox.recording import record
from programme.rules import access

LONGEST_TOKEN = timedelta(days=366)


@transaction.atomic
def add_person(
    *, values: Mapping[str, Any], by: access.Actor, at: datetime, password: str | None = None,
    password_hash: str | None = None,
) -> Person:  # fmt: skip
    """Add a person; without a password they exist without an account.

    `password_hash` is that of the password where it was made already: it is slow on purpose, and people who come
    with one password need one. Raises Refused, Invalid.
    """
    _may_set_up_people(by)
    person = Person(**{**values, "email": Person.objects.normalize_email(values["email"]).lower()})
    if password is None:
        person.set_unusable_password()
    else:
        _check_password(password, person)
        person.password = password_hash or make_password(password)
    save(person, by=by, new=True)
    _tell(person, "added", by=by, at=at)
    return person


@transaction.atomic
def revise_person(
    *, person_id: UUID, version: int | None, values: Mapping[str, Any], by: access.Actor, at: datetime
) -> Person:
    """Change a person's name, email or whether their account works. Raises Refused, Stale, Invalid.

    It takes the programme office of every council the person has a grant in.
    """
    person = locked(Person, person_id, version=version)
    _may_set_up_people(by)
    for grant in person.grants.all():
        by.require(
            access.SET_UP, access.Placement(grant.organisation_id), thing=f"the account of {person.name}"
        )
    changed = changed_fields(person, values)
    if not changed:
        return person
    for name in changed:
        setattr(person, name, values[name])
    save(person, by=by)
    _tell(person, "revised", by=by, at=at)
    return person


@transaction.atomic
def set_password(*, person_id: UUID, password: str, by: access.Actor, at: datetime) -> Person:
    """Give a person's account a password. Raises Refused, Invalid where it is too weak."""
    person = locked(Person, person_id, version=None)
    if by.person_id != person.id:
        _may_set_up_people(by)
        for grant in person.grants.all():
            where = access.Placement(grant.organisation_id)
            by.require(access.SET_UP, where, thing=f"the password of {person.name}")
    _check_password(password, person)
    person.set_password(password)
    save(person, by=by)
    _tell(person, "password set", by=by, at=at)
    return person


@transaction.atomic
def give_grant(*, person_id: UUID, values: Mapping[str, Any], by: access.Actor, at: datetime) -> Grant:
    """Give a person a role over a council, programme or workstream; the same again changes nothing.

    An officer's role lets their account into the admin. Raises Refused, Invalid.
    """
    person = locked(Person, person_id, version=None)
    given = {"programme_id": None, "workstream_id": None, "cleared": False, "source": "", **values}
    by.require(access.SET_UP, access.Placement(given["organisation_id"]), thing="grants in that council")
    same = {name: value for name, value in given.items() if name != "cleared"}
    grant = person.grants.filter(**same).first()
    if grant is not None and grant.cleared == given["cleared"]:
        return grant
    if grant is None:
        grant = save(Grant(person=person, **given), by=by, new=True)
    else:
        grant.cleared = given["cleared"]
        save(grant, by=by)
    _admit(person)
    save(person, by=by)
    _tell(person, f"granted {grant.role}", by=by, at=at)
    return grant


@transaction.atomic
def withdraw_grant(*, grant_id: UUID, by: access.Actor, at: datetime, reason: str = "") -> None:
    """Take a grant away; it works from the next request on. Raises Refused."""
    grant = locked(Grant, grant_id, version=None)
    by.require(access.SET_UP, access.Placement(grant.organisation_id), thing="grants in that council")
    person = locked(Person, grant.person_id, version=None)
    with recorded(by, reason=reason):
        grant.delete()
    _admit(person)
    save(person, by=by, reason=reason)
    _tell(person, f"withdrew {grant.role}", by=by, at=at)


@transaction.atomic
def issue_token(
    *, person_id: UUID, name: str, scope: str, expires_at: datetime, by: access.Actor, at: datetime
) -> tuple[ApiToken, str]:
    """Issue a person their own API token. Returns the row and the token, which is shown once and never stored.

    Raises Refused for anyone else's, Invalid for a life beyond a year or already over.
    """
    if by.person_id != person_id:
        raise access.Refused("A token is issued by the person it belongs to, under their own account page.")
    if not at < expires_at <= at + LONGEST_TOKEN:
        raise Invalid({"expires_at": ["Choose a day from tomorrow to a year from now"]})
    token = f"pt_{secrets.token_urlsafe(32)}"
    row = ApiToken(
        person_id=person_id,
        name=name.strip(),
        prefix=token[:10],
        digest=ApiToken.digest_of(token),
        scope=scope,
        expires_at=expires_at,
        created_at=at,
    )
    return save(row, by=by, new=True), token


@transaction.atomic
def revoke_token(*, token_id: UUID, by: access.Actor, at: datetime) -> None:
    """Revoke a token, at once. Raises Refused for anyone else's."""
    token = locked(ApiToken, token_id, version=None)
    if by.person_id != token.person_id:
        raise access.Refused("A token is revoked by the person it belongs to.")
    if token.revoked_at is None:
        token.revoked_at = at
        save(token, by=by)


def note_token_use(*, token_id: UUID, at: datetime) -> None:
    """Keep when a token was last used, to the hour: enough to find the ones nobody uses."""
    hour_ago = at - timedelta(hours=1)
    ApiToken.objects.filter(pk=token_id).exclude(last_used_at__gt=hour_ago).update(last_used_at=at)


def _may_set_up_people(by: access.Actor) -> None:
    if not by.may_anywhere(access.SET_UP):
        raise access.Refused("You may not change people. It takes a grant as programme office.")


def _check_password(password: str, person: Person) -> None:
    try:
        validate_password(password, person)
    except ValidationError as problem:
        raise Invalid({"password": problem.messages}) from problem


def _admit(person: Person) -> None:
    person.is_staff = person.grants.filter(role__in=access.OFFICERS).exists()


def _tell(person: Person, what: str, *, by: access.Actor, at: datetime) -> None:
    event = events.RightsChanged(
        aggregate_id=person.id, version=person.version, what=what, quiet=is_quiet(by)
    )
    record([event], by=by, at=at)
