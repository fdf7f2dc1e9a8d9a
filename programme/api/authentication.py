"""Who calls the API: the holder of a personal token, or somebody signed in with a browser."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, NoReturn

import structlog
from django.utils import timezone
from rest_framework import authentication, exceptions, permissions
from rest_framework.request import Request

from programme import changes, queries
from programme.api.problems import Problem
from programme.models import ApiToken, Person
from programme.rules.access import Actor

if TYPE_CHECKING:  # REST framework reads its settings, and so this module, while it loads its own views
    from rest_framework.views import APIView

DOOR: Final = "api"
_UNKNOWN = "That token is not known, is over, was revoked, or its owner's account is closed."


@dataclass(frozen=True)
class Caller:
    """Who calls, with their grants of this moment, and whether their token lets them write."""

    actor: Actor
    may_write: bool


class TokenAuthentication(authentication.BaseAuthentication):
    """`Authorization: Bearer pt_…`. Only hashes are kept, so an unknown token and a revoked one look alike."""

    def authenticate(self, request: Request) -> tuple[Person, Caller] | None:
        """Return who the token belongs to; None without one. Raises AuthenticationFailed."""
        scheme, _, token = request.headers.get("Authorization", "").partition(" ")
        if scheme.lower() != "bearer":
            return None
        at = timezone.now()
        found = queries.reader_for_token(token.strip(), at=at)
        if found is None:
            raise exceptions.AuthenticationFailed(_UNKNOWN)
        actor, row = found
        changes.note_token_use(token_id=row.id, at=at)
        structlog.contextvars.bind_contextvars(user_id=str(actor.person_id), token=row.prefix)
        return row.person, Caller(actor, may_write=row.scope == ApiToken.WRITE)

    def authenticate_header(self, request: Request) -> str:
        """Return what a 401 says of how to sign in."""
        return 'Bearer realm="Programme Tracker"'


class SessionAuthentication(authentication.SessionAuthentication):
    """Somebody signed in with a browser, as the docs page uses it. Writes need the CSRF token."""

    def authenticate(self, request: Request) -> tuple[Person, Caller] | None:
        """Return who is signed in; None when nobody is."""
        found = super().authenticate(request)
        if found is None:
            return None
        person: Person = found[0]
        actor = queries.actor_for_person(person.pk, door=DOOR)
        return None if actor is None else (person, Caller(actor, may_write=True))

    def enforce_csrf(self, request: Request) -> None:
        """Raise a problem for a write that a page of another site may have sent."""
        try:
            super().enforce_csrf(request)
        except exceptions.PermissionDenied as problem:
            raise Problem(
                "refused",
                "A write from a browser needs its CSRF token as X-CSRFToken. A script uses a token of its own.",
            ) from problem


class IsSomebody(permissions.BasePermission):
    """Somebody known, with a token that may write where the request writes. What they see, grants decide."""

    def has_permission(self, request: Request, view: APIView) -> bool:
        """Return whether somebody calls. Raises the problem of a token that may only read."""
        if not isinstance(request.auth, Caller):
            return False
        if request.method not in permissions.SAFE_METHODS and not request.auth.may_write:
            self._may_only_read()
        return True

    def _may_only_read(self) -> NoReturn:
        header = 'Bearer error="insufficient_scope", scope="write"'
        raise Problem("scope", headers={"WWW-Authenticate": header})
