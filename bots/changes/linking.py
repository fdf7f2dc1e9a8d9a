"""Who is who in Slack: a link is made from inside the tracker by somebody signed in, never from an email match."""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from django.db import transaction

from bots import events
from bots.models import Identity, LinkRequest
from programme import queries as ground
from programme.changes import Invalid
from programme.changes.saving_rows import is_quiet, locked, save
from programme.outbox.recording import record
from programme.rules import access

LINK_LIFE: Final = timedelta(minutes=15)


class LinkOver(Exception):
    """This link is over: it works once, for fifteen minutes. Send `/tracker` in Slack to get a new one."""

    def __str__(self) -> str:
        return str(self.__doc__)


@transaction.atomic
def offer_link(*, team_id: str, user_id: str, user_name: str, at: datetime) -> str:
    """Make a key for a Slack account nobody has linked, and return it: only its digest is kept.

    An earlier key of the same account stops working.
    """
    LinkRequest.objects.filter(team_id=team_id, user_id=user_id, used_at=None, expires_at__gt=at).update(
        expires_at=at
    )
    token = secrets.token_urlsafe(32)
    LinkRequest.objects.create(
        digest=LinkRequest.digest_of(token),
        team_id=team_id,
        user_id=user_id,
        user_name=user_name[:100],
        created_at=at,
        expires_at=at + LINK_LIFE,
    )
    return token


@transaction.atomic
def take_link(*, token: str, by: access.Actor, at: datetime) -> Identity:
    """Use a key while signed in: links its Slack account to whoever opened it. Raises LinkOver, Invalid, Refused."""
    request = LinkRequest.objects.select_for_update().filter(digest=LinkRequest.digest_of(token)).first()
    if request is None or request.used_at is not None or request.expires_at <= at:
        raise LinkOver
    if by.person_id is None:
        raise access.Refused("Sign in to link a Slack account.")
    request.used_at = at
    request.save(update_fields=["used_at"])
    return link_identity(
        person_id=by.person_id,
        team_id=request.team_id,
        user_id=request.user_id,
        user_name=request.user_name,
        by=by,
        at=at,
    )


@transaction.atomic
def link_identity(
    *, person_id: UUID, team_id: str, user_id: str, by: access.Actor, at: datetime, user_name: str = ""
) -> Identity:
    """Link a Slack account to a person; the same again changes nothing.

    Raises Refused unless the person does it (or the system, for example people), and Invalid where the account
    is somebody else's or the person has another one in that workspace.
    """
    if by.kind != "system" and by.person_id != person_id:
        raise access.Refused("A Slack account is linked by the person it belongs to, signed in.")
    standing = Identity.objects.select_for_update().filter(
        platform="slack", team_id=team_id, unlinked_at=None
    )
    known = standing.filter(user_id=user_id).first()
    if known is not None:
        if known.person_id == person_id:
            return known
        raise Invalid(
            {
                "__all__": [
                    "This Slack account is linked to somebody else. They can unlink it on their own page"
                ]
            }
        )
    if standing.filter(person_id=person_id).exists():
        raise Invalid({"__all__": ["You have linked another Slack account here. Unlink it first"]})
    identity = Identity(
        team_id=team_id, user_id=user_id, user_name=user_name[:100], person_id=person_id, linked_at=at
    )
    save(identity, by=by, new=True)
    event = events.IdentityLinked(
        aggregate_id=identity.id,
        version=identity.version,
        quiet=is_quiet(by),
        person_id=person_id,
        team_id=team_id,
        user_id=user_id,
    )
    record([event], by=by, at=at)
    return identity


@transaction.atomic
def unlink_identity(*, identity_id: UUID, by: access.Actor, at: datetime) -> None:
    """Unlink a Slack account, at once; done already is done. Raises Refused.

    It takes the person themselves, or the programme office of every council they have a grant in.
    """
    identity = locked(Identity, identity_id, version=None)
    _may_unlink(by, identity)
    if identity.unlinked_at is not None:
        return
    identity.unlinked_at = at
    save(identity, by=by)
    event = events.IdentityUnlinked(
        aggregate_id=identity.id,
        version=identity.version,
        quiet=is_quiet(by),
        person_id=identity.person_id,
        team_id=identity.team_id,
        user_id=identity.user_id,
    )
    record([event], by=by, at=at)


def _may_unlink(by: access.Actor, identity: Identity) -> None:
    if by.kind == "system" or by.person_id == identity.person_id:
        return
    if not by.may_anywhere(access.SET_UP):
        raise access.Refused("You may not unlink somebody else's Slack account.")
    theirs = ground.actor_for_person(identity.person_id, door=by.door)
    for grant in theirs.grants if theirs else ():
        by.require(
            access.SET_UP, access.Placement(grant.organisation_id), thing="that person's Slack account"
        )
