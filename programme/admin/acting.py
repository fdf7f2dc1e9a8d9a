"""Who works in the admin, and the moment of what they do: asked once a request."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, cast

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.utils import timezone

from programme.models import Person
from programme.queries.access import actor_of as actor_of_person
from programme.rules.access import Actor


def actor_of(request: HttpRequest) -> Actor | None:
    """Return who this request acts as, with the grants of this moment; None when nobody is signed in."""
    if not hasattr(request, "tracker_actor"):
        person = request.user if isinstance(request.user, Person) else None
        found = actor_of_person(person, door="admin") if person else None
        request.tracker_actor = found  # type: ignore[attr-defined]
    return cast("Actor | None", request.tracker_actor)  # type: ignore[attr-defined]


def required_actor(request: HttpRequest) -> Actor:
    """Return who this request acts as. Raises PermissionDenied when that is nobody."""
    actor = actor_of(request)
    if actor is None:
        raise PermissionDenied("Sign in first.")
    return actor


def moment_of(request: HttpRequest) -> datetime:
    """Return the one moment that everything this request saves is dated with."""
    return cast(datetime, kept(request, "moment", timezone.now))


def today() -> date:
    """Return today's date in the council's time zone."""
    return timezone.localdate()


def kept(request: HttpRequest, name: str, make: Any) -> Any:
    """Return what was made under this name earlier in the request, or make it now."""
    store = request.__dict__.setdefault("tracker_kept", {})
    if name not in store:
        store[name] = make()
    return store[name]
