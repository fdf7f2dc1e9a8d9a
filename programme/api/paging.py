"""Pages of a list: what the query string may ask for, and the cursor that leads to the next page.

A cursor holds the id a page ended with and a seal over what it was ordered by; no fact of a row is in it, since
addresses end up in logs. A list ordered by what has since moved is refused and never silently mended.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final
from uuid import UUID

from django.core import signing
from django.utils import timezone
from django.utils.crypto import constant_time_compare, salted_hmac
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from programme.api.problems import FieldError, Problem, flat
from programme.queries.paging import Cut, Page, Place

LARGEST_PAGE: Final = 200
USUAL_PAGE: Final = 50
_SALT: Final = "programme.api.paging"
_MOVED: Final = "The row that page ended with has moved since."


class ListQuery(serializers.Serializer[Any]):
    """What every list may be asked: how many rows, from where. Each list adds its filters and orders."""

    page_size = serializers.IntegerField(
        required=False,
        min_value=1,
        max_value=LARGEST_PAGE,
        default=USUAL_PAGE,
        help_text=f"How many rows a page has: {USUAL_PAGE} unless asked, {LARGEST_PAGE} at most",
    )
    cursor = serializers.CharField(
        required=False, max_length=300, help_text="Where the page before ended, as its `next` gives it"
    )


def asked(request: Request, query: type[serializers.Serializer[Any]]) -> dict[str, Any]:
    """Return what the query string asks for. Raises Problem for unknown, repeated and unreadable parameters."""
    given = request.query_params
    serializer = query(data=given.dict())
    errors = [
        FieldError(
            name, f"There is no such parameter here; there are {', '.join(sorted(serializer.fields))}."
        )
        for name in given
        if name not in serializer.fields
    ]
    errors += [FieldError(name, "Give it once.") for name in given if len(given.getlist(name)) > 1]
    if not serializer.is_valid():
        errors += {e.field: e for e in flat(serializer.errors)}.values()
    if errors:
        raise Problem("parameter", errors=errors)
    return dict(serializer.validated_data)


def cut_of(wanted: Mapping[str, Any]) -> Cut:
    """Return which page is asked for. Raises Problem for a cursor that is not one of ours."""
    return Cut(
        order=wanted["order"],
        limit=wanted["page_size"],
        after=_read(wanted["cursor"], wanted["order"])[0] if "cursor" in wanted else None,
    )


def filters_of(wanted: Mapping[str, Any]) -> dict[str, Any]:
    """Return what is asked for besides the page itself."""
    return {name: value for name, value in wanted.items() if name not in ("page_size", "cursor", "order")}


def listed(request: Request, wanted: Mapping[str, Any], page: Page, results: list[Any]) -> Response:
    """Return a page's envelope. Raises Problem where the row it was to start after has moved."""
    if "cursor" in wanted:
        _, seal = _read(wanted["cursor"], wanted["order"])
        if page.began is None or not constant_time_compare(seal, _seal(page.began)):
            raise Problem("cursor", _MOVED)
    following = None if page.ended is None else _next(request, wanted["order"], page.ended)
    headers = {"Link": f'<{following}>; rel="next"'} if following else None
    return Response({"as_at": timezone.localtime(), "next": following, "results": results}, headers=headers)


def _next(request: Request, order: str, place: Place) -> str:
    query = request.query_params.copy()
    query["cursor"] = signing.dumps([place.id.hex, order, _seal(place)], salt=_SALT)
    return f"{request.build_absolute_uri(request.path)}?{query.urlencode()}"


def _read(cursor: str, order: str) -> tuple[UUID, str]:
    try:
        row, ordered_by, seal = signing.loads(cursor, salt=_SALT)
    except (signing.BadSignature, ValueError) as problem:
        raise Problem("cursor", "That is no cursor of this list.") from problem
    if ordered_by != order:
        raise Problem("cursor", f"That cursor is of the list ordered by {ordered_by}.")
    return UUID(row), str(seal)


def _seal(place: Place) -> str:
    return salted_hmac(_SALT, repr((place.id.hex, place.key)), algorithm="sha256").hexdigest()[:16]
