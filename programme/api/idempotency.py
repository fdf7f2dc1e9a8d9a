"""The same write sent twice acts once: the answer is kept under its Idempotency-Key, with the change.

Key row and change commit together, so there is no moment in which one stands without the other. Only what was
done is kept: a refusal changed nothing, and the same request may be tried again.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from django.db import transaction
from django.http import HttpResponse
from django.utils import timezone
from rest_framework.renderers import JSONRenderer
from rest_framework.request import Request

from programme.api.authentication import Caller
from programme.api.problems import FieldError, Problem
from programme.changes import answers
from programme.queries.answers import kept_answer

_KEY: Final = re.compile(r"[\x21-\x7e]{1,200}")


@dataclass(frozen=True)
class Answer:
    """What a write is answered with."""

    data: Mapping[str, Any]
    headers: Mapping[str, str] = field(default_factory=dict)
    status: int = 200


def once(request: Request, *, check: Callable[[], object], change: Callable[[], Answer]) -> HttpResponse:
    """Answer a write in one transaction; a key already used for the same request is answered the same again.

    `check` raises where the caller may not see the thing, and is asked before a kept answer is shown again.
    Raises Problem for a key that is being answered, or belongs to another request.
    """
    key = _key(request)
    caller: Caller = request.auth  # type: ignore[assignment]
    person_id = caller.actor.person_id
    assert person_id is not None
    with transaction.atomic():
        if key and not answers.hold_key(person_id=person_id, key=key):
            raise Problem("in-progress", headers={"Retry-After": "1"})
        check()
        kept = kept_answer(person_id=person_id, key=key) if key else None
        digest = _digest(request)
        if kept is not None:
            if kept.request_digest != digest:
                raise Problem("key-reused")
            return _response(kept.body, kept.status, {**kept.headers, "Idempotency-Replayed": "true"})
        answer = change()
        body = JSONRenderer().render(answer.data).decode()
        if key:
            answers.keep_answer(
                person_id=person_id,
                key=key,
                request_digest=digest,
                status=answer.status,
                headers=answer.headers,
                body=body,
                at=timezone.now(),
            )
        return _response(body, answer.status, answer.headers)


def _response(body: str, status: int, headers: Mapping[str, str]) -> HttpResponse:
    return HttpResponse(body, status=status, headers=dict(headers), content_type="application/json")


def _key(request: Request) -> str:
    given = request.headers.get("Idempotency-Key")
    if given is None:
        return ""
    if not _KEY.fullmatch(given):
        raise Problem(
            "parameter",
            errors=[FieldError("Idempotency-Key", "Send 1 to 200 printable characters, such as a new UUID.")],
        )
    return given


def _digest(request: Request) -> str:
    same = [request.method, request.path, request.headers.get("If-Match", "").strip(), request.data]
    return hashlib.sha256(json.dumps(same, sort_keys=True).encode()).hexdigest()
