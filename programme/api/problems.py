"""Every refusal as an RFC 9457 problem document: what is wrong, with which field, and what to do next.

A thing that is hidden and one that is not there are told in the same words.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import structlog
from django.conf import settings
from django.core.exceptions import ObjectDoesNotExist
from django.core.exceptions import PermissionDenied as DjangoPermissionDenied
from django.core.signals import got_request_exception
from django.db.utils import OperationalError
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from rest_framework import exceptions

from programme.changes import Backdated, Invalid, Stale
from programme.rules.access import Refused

CONTENT_TYPE: Final = "application/problem+json"
NOT_FOUND: Final = "There is no such thing among those you may see. Check the address."
RETRY_SECONDS: Final = 2


@dataclass(frozen=True)
class Kind:
    """One kind of problem: its status, its title, and what a caller does about it."""

    status: int
    title: str
    advice: str


KINDS: Final[Mapping[str, Kind]] = {
    "malformed": Kind(400, "The request cannot be read", "Send one JSON object, in UTF-8."),
    "parameter": Kind(
        400, "A parameter or header is not right", "errors names each and says what it takes."
    ),
    "cursor": Kind(
        400, "This page cannot be continued", "Start again from the first page, without cursor."
    ),
    "sign-in": Kind(
        401, "Sign in first", "Send a token as Authorization: Bearer pt_…; make one under /account/tokens/."
    ),
    "scope": Kind(403, "This token may only read", "Make a token that may read and write."),
    "refused": Kind(403, "You may not do this", "detail says which grant it takes; ask the programme office."),
    "not-found": Kind(404, "Not found", "Check the address. What you may not see is told as what is not there."),
    "method": Kind(405, "This address does not take that method", "Allow lists the methods it takes."),
    "not-acceptable": Kind(406, "Only JSON is given here", "Ask for application/json."),
    "decision": Kind(409, "This takes a decision", "Have it decided first; detail says what it takes."),
    "conflict": Kind(409, "This does not fit what is on record", "Read it again, then decide."),
    "in-progress": Kind(
        409, "The same request is still being answered", "Send it again in a moment, with the same key."
    ),
    "stale": Kind(
        412,
        "Someone saved this after you read it",
        "saw is the version you named, now the newest: read it again, compare, and send that ETag.",
    ),
    "too-large": Kind(413, "The request is too large", "Send less in one request."),
    "media-type": Kind(415, "Only JSON is read here", "Send Content-Type: application/json."),
    "invalid": Kind(422, "What was sent cannot be stored", "errors names each field. Nothing was saved."),
    "key-reused": Kind(
        422, "This Idempotency-Key belongs to another request", "Make a new key for every new request."
    ),
    "precondition": Kind(
        428, "Say which version you saw", "Send the ETag you read as If-Match."
    ),
    "throttled": Kind(429, "Too many requests", "Wait as long as Retry-After says, in seconds."),
    "failed": Kind(500, "Something went wrong on our side", "Quote request_id to whoever runs the tracker."),
    "busy": Kind(503, "The database is busy", "Nothing was saved. Send it again after Retry-After seconds."),
}  # fmt: skip


@dataclass(frozen=True)
class FieldError:
    """What is wrong with one field. A field inside another is written with dots: amounts.2024/25."""

    field: str
    problem: str


# Exceptions told by their own words; a higher app adds its own with `told_as`.
_TOLD: dict[type[Exception], str] = {
    Refused: "refused",
    DjangoPermissionDenied: "refused",
    Backdated: "conflict",
}


class Problem(Exception):
    """A foreseen refusal of the API, by the name of its kind."""

    def __init__(
        self,
        kind: str,
        detail: str = "",
        *,
        errors: Sequence[FieldError] = (),
        headers: Mapping[str, str] | None = None,
        facts: Mapping[str, Any] | None = None,
    ) -> None:
        super().__init__(detail or KINDS[kind].advice)
        self.kind = kind
        self.detail = detail or KINDS[kind].advice
        self.errors = tuple(errors)
        self.headers = dict(headers or {})
        self.facts = dict(facts or {})


def told_as(exception: type[Exception], kind: str) -> None:
    """Have an exception of a higher app told as this kind of problem, in its own words."""
    _TOLD[exception] = kind


def not_found() -> Problem:
    """Return the one problem for what is hidden and for what is not there."""
    return Problem("not-found", NOT_FOUND)


def problem_response(exc: Exception, context: Mapping[str, Any]) -> HttpResponse:
    """Answer any exception of a view with its problem document. REST framework calls this."""
    request: HttpRequest = context["request"]
    problem = problem_of(exc)
    if problem.kind == "failed":
        # As Django does for its own views: whoever listens writes the traceback to the log.
        plain = getattr(request, "_request", request)
        got_request_exception.send(sender=type(context.get("view")), request=plain)
    return response_of(problem, request)


def response_of(problem: Problem, request: HttpRequest) -> HttpResponse:
    """Return the problem document, whatever the request asked to be given."""
    kind = KINDS[problem.kind]
    body: dict[str, Any] = {
        "type": f"{settings.PUBLIC_URL}/api/problems/#{problem.kind}",
        "title": kind.title,
        "status": kind.status,
        "detail": problem.detail,
        "instance": request.path,
        "request_id": str(structlog.contextvars.get_contextvars().get("request_id", "")),
        "errors": [{"field": e.field, "problem": e.problem} for e in problem.errors],
        **problem.facts,
    }
    return JsonResponse(body, status=kind.status, content_type=CONTENT_TYPE, headers=problem.headers)


def problem_of(exc: Exception) -> Problem:
    """Return the problem an exception is told as; whatever is not foreseen is told as "failed"."""
    if isinstance(exc, Problem):
        return exc
    if isinstance(exc, exceptions.APIException):
        return _of_framework(exc)
    if isinstance(exc, Stale):
        return Problem(
            "stale",
            str(Stale.__doc__),
            facts={"saw": exc.saw, "now": exc.now},
            headers={"ETag": f'"{exc.now}"'},
        )
    if isinstance(exc, Invalid):
        return Problem("invalid", errors=list(flat(exc.problems)))
    if isinstance(exc, Http404 | ObjectDoesNotExist):
        return not_found()
    if isinstance(exc, OperationalError):
        return Problem("busy", headers={"Retry-After": str(RETRY_SECONDS)})
    kind = next((kind for known, kind in _TOLD.items() if isinstance(exc, known)), "")
    return Problem(kind, str(exc)) if kind else Problem("failed")


def _of_framework(exc: exceptions.APIException) -> Problem:
    headers = {}
    if exc.status_code == 401:
        headers["WWW-Authenticate"] = getattr(exc, "auth_header", "") or "Bearer"
        detail = str(exc.detail) if isinstance(exc, exceptions.AuthenticationFailed) else ""
        return Problem("sign-in", detail, headers=headers)
    if isinstance(exc, exceptions.ValidationError):
        return Problem("invalid", errors=list(flat(exc.detail)))
    if isinstance(exc, exceptions.Throttled):
        wait = math.ceil(getattr(exc, "wait", None) or 1)
        return Problem("throttled", f"Wait {wait} s, then go on.", headers={"Retry-After": str(wait)})
    if isinstance(exc, exceptions.NotFound):
        return not_found()
    named: dict[int, str] = {
        400: "malformed", 403: "refused", 405: "method", 406: "not-acceptable", 415: "media-type",
    }  # fmt: skip
    kind = named.get(exc.status_code, "failed")
    return Problem(kind, str(exc.detail) if kind != "failed" else "", headers=headers)


def flat(problems: Any, field: str = "") -> Iterator[FieldError]:
    """Yield each message with the path of its field; what is wrong with the whole is under the field ""."""
    if isinstance(problems, Mapping):
        for name, inner in problems.items():
            own = "" if name in ("__all__", "non_field_errors") else str(name)
            yield from flat(inner, f"{field}.{own}".strip(".") if own else field)
    elif isinstance(problems, list | tuple):
        for place, inner in enumerate(problems):
            yield from flat(inner, field if isinstance(inner, str) else f"{field}.{place}".strip("."))
    else:
        yield FieldError(field, str(problems))
