"""How the API is described: the parameters, headers and refusals of each use, and the words at its front.

Problem documents are declared with every use, so that what a caller may meet is in the document it is built from.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Final, TypeVar

from django.conf import settings
from drf_spectacular.extensions import OpenApiAuthenticationExtension
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse, extend_schema, inline_serializer
from rest_framework import serializers

from programme.api.problems import CONTENT_TYPE, KINDS

F = TypeVar("F", bound=Callable[..., Any])

DESCRIPTION: Final = """
What a council's transformation programme delivers, when, and what it is worth: the same figures as the pages,
the admin and the bot.

**Who you are.** Send a token of your own as `Authorization: Bearer pt_…`. Make one under `/account/tokens/`; it
reads, or reads and writes, until the day you choose. You see what your grants let you see, and nothing else: what
is hidden is told as what is not there. Exempt items are shown to those cleared for them.

**Values.** Money is a string in pounds (`"107000.00"`), a saving positive, an adjustment negative. `null` is not
known, never nil. A date that is not known to the day has its `precision`. A RAG is a word; where none is published
it is `null`, and never green.

**Lists** come in pages: follow `next` until it is `null`. A parameter the list does not have is refused.

**Writes** name the version you saw: send the `ETag` you read as `If-Match` (428 without, 412 when someone saved
since). With an `Idempotency-Key`, the same request sent again within a day is answered the same again and acts
once; a key belongs to one request. Without one, `If-Match` still lets a repeated write act only once. Only what was
done is kept: after a refusal the same key may be used again.

**Refusals** are problem documents (RFC 9457, `application/problem+json`): `type`, `title`, `status`, `detail`,
`errors` by field, `request_id`. Each `type` leads to what to do about it.
""".strip()


class ProblemErrorSerializer(serializers.Serializer[Any]):
    """What is wrong with one field."""

    field = serializers.CharField()
    problem = serializers.CharField()


class ProblemSerializer(serializers.Serializer[Any]):
    """Why a request was refused, and what to do (RFC 9457)."""

    type = serializers.URLField()
    title = serializers.CharField()
    status = serializers.IntegerField()
    detail = serializers.CharField()
    instance = serializers.CharField()
    request_id = serializers.CharField()
    errors = ProblemErrorSerializer(many=True)  # type: ignore[assignment]
    saw = serializers.IntegerField(required=False, help_text="On 412: the version the request named")
    now = serializers.IntegerField(required=False, help_text="On 412: the newest version")


_ETAG: Final = OpenApiParameter(
    "ETag", str, OpenApiParameter.HEADER, response=[200], description="The version, to be sent as If-Match"
)
_IF_MATCH: Final = OpenApiParameter(
    "If-Match", str, OpenApiParameter.HEADER, required=True, description='The ETag you read: `"7"`'
)
_KEY: Final = OpenApiParameter(
    "Idempotency-Key",
    {"type": "string", "minLength": 1, "maxLength": 200},
    OpenApiParameter.HEADER,
    description="A new UUID for every new request; the same again is answered the same again",
)
_ALWAYS: Final = (401, 406, 429, 500, 503)


def lists(
    name: str, query: type[serializers.Serializer[Any]], row: type[serializers.Serializer[Any]]
) -> Callable[[F], F]:
    """Describe a list: its query, a page of its rows."""
    page = inline_serializer(
        name=f"{name[0].upper()}{name[1:]}Page",
        fields={
            "as_at": serializers.DateTimeField(help_text="When the figures were read"),
            "next": serializers.URLField(allow_null=True, help_text="The next page; null on the last"),
            "results": row(many=True),
        },
    )
    return extend_schema(
        operation_id=f"list{name[0].upper()}{name[1:]}",
        parameters=[query],
        responses={200: page, **_refusals(400)},
    )


def reads(
    name: str,
    row: type[serializers.Serializer[Any]],
    *,
    versioned: bool = True,
    query: type[serializers.Serializer[Any]] | None = None,
    refusals: Sequence[int] = (404,),
) -> Callable[[F], F]:
    """Describe reading one thing: whether it has a version, and what may be asked of it."""
    return extend_schema(
        operation_id=f"read{name}",
        parameters=[*([_ETAG] if versioned else []), *([query] if query else [])],
        responses={200: row, **_refusals(*refusals, *((400,) if query else ()))},
    )


def writes(
    name: str, body: type[serializers.Serializer[Any]], row: type[serializers.Serializer[Any]]
) -> Callable[[F], F]:
    """Describe changing one thing: what is sent, and the thing as it then stands."""
    return extend_schema(
        operation_id=name,
        parameters=[_IF_MATCH, _KEY, _ETAG],
        request=body,
        responses={200: row, **_refusals(400, 403, 404, 409, 412, 413, 415, 422, 428)},
    )


def _refusals(*statuses: int) -> dict[tuple[int, str], OpenApiResponse]:
    titles = {
        status: "; ".join(kind.title for kind in KINDS.values() if kind.status == status)
        for status in sorted({*statuses, *_ALWAYS})
    }
    return {
        (status, CONTENT_TYPE): OpenApiResponse(ProblemSerializer, description=title)
        for status, title in titles.items()
    }


def canonical(endpoints: Sequence[tuple[str, Any, Any, Any]]) -> list[tuple[str, Any, Any, Any]]:
    """Keep one address of each pair that differ by a slash at the end."""
    return [endpoint for endpoint in endpoints if not endpoint[0].endswith("/")]


def introduce(result: dict[str, Any], **_: Any) -> dict[str, Any]:
    """Put the words at the front of the description."""
    return {**result, "info": {**result["info"], "description": DESCRIPTION}}


class TokenScheme(OpenApiAuthenticationExtension):  # type: ignore[no-untyped-call]
    """A personal token."""

    target_class = "programme.api.authentication.TokenAuthentication"
    name = "token"

    def get_security_definition(self, auto_schema: Any) -> dict[str, Any]:
        return {"type": "http", "scheme": "bearer", "description": "A token from /account/tokens/"}


class SessionScheme(OpenApiAuthenticationExtension):  # type: ignore[no-untyped-call]
    """A browser that is signed in."""

    target_class = "programme.api.authentication.SessionAuthentication"
    name = "session"

    def get_security_definition(self, auto_schema: Any) -> dict[str, Any]:
        return {"type": "apiKey", "in": "cookie", "name": settings.SESSION_COOKIE_NAME}
