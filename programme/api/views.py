"""What every view of the API shares: who calls, what is asked, how one thing is shown and how it is written."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final, cast
from uuid import UUID

import structlog
from django.http import HttpResponse
from django.utils import timezone
from rest_framework import serializers
from rest_framework.exceptions import ParseError
from rest_framework.parsers import JSONParser
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from programme.api.authentication import Caller
from programme.api.conditions import etag, version_seen
from programme.api.idempotency import Answer, once
from programme.api.problems import Problem
from programme.rules import access

LARGEST_BODY_BYTES: Final = 64 * 1024

log = structlog.get_logger(__name__)


class JsonParser(JSONParser):
    """JSON, read only as deep as it can be: what is nested without end is as unreadable as any other noise."""

    def parse(self, stream: Any, media_type: str | None = None, parser_context: Any = None) -> Any:
        try:
            return super().parse(stream, media_type, parser_context)
        except RecursionError as problem:
            raise ParseError("JSON parse error - it is nested too deep") from problem


class ApiView(APIView):
    """A view for somebody. What they may see and do is decided by `actor`, their grants of this moment."""

    metadata_class = None
    parser_classes = (JsonParser,)

    @property
    def actor(self) -> access.Actor:
        """Return who calls."""
        return cast(Caller, self.request.auth).actor

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        """Let in who may come in. What audit reads is logged, by address alone."""
        super().initial(request, *args, **kwargs)
        if int(request.META.get("CONTENT_LENGTH") or 0) > LARGEST_BODY_BYTES:
            raise Problem("too-large", f"A request has {LARGEST_BODY_BYTES // 1024} KiB at most.")
        if self.actor.holds(access.AUDIT):
            log.info("audit.read", person=str(self.actor.person_id), door=self.actor.door, path=request.path)


class OneView(ApiView):
    """One thing by its id: `find` reads it under the caller's rights, `shown` renders it."""

    def find(self, id: UUID) -> Any:
        """Return the thing. Raises the problem of what is hidden or not there."""
        raise NotImplementedError

    def shown(self, thing: Any) -> Mapping[str, Any]:
        """Return the thing as JSON values."""
        raise NotImplementedError


class DetailView(OneView):
    """Read one thing, with the ETag that a write to it names."""

    def answer(self, id: UUID) -> Response:
        """Return the thing with its ETag."""
        thing = self.find(id)
        return Response(self.shown(thing), headers={"ETag": etag(thing.version)})


class ChangeView(OneView):
    """Change one thing: If-Match names the version seen, an Idempotency-Key makes sending twice act once.

    Answers with the thing as it stands after the change, and its new ETag.
    """

    def change(self, id: UUID, given: Mapping[str, Any], *, version: int, at: datetime) -> None:
        """Make the change, by calling one function of `changes`."""
        raise NotImplementedError

    def written(self, request: Request, id: UUID, body: type[serializers.Serializer[Any]]) -> HttpResponse:
        """Check what was sent, make the change once, and return the thing as it then stands."""
        version = version_seen(request)
        sent = body(data=request.data)
        sent.is_valid(raise_exception=True)

        def change() -> Answer:
            self.change(id, sent.validated_data, version=version, at=timezone.now())
            thing = self.find(id)
            return Answer(self.shown(thing), headers={"ETag": etag(thing.version)})

        return once(request, check=lambda: self.find(id), change=change)
