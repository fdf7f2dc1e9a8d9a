"""POST /slack/events: everything Slack sends, once it is known to be a request and not something else."""

from __future__ import annotations

import structlog
from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponseNotFound
from django.views.decorators.csrf import csrf_exempt
from slack_bolt import BoltRequest

from bots.slack.app import bolt
from bots.slack.client import is_configured
from bots.slack.requests import LARGEST_BODY_BYTES, Unacceptable, check_signed, readable

log = structlog.get_logger(__name__)


@csrf_exempt
def events(request: HttpRequest) -> HttpResponse:
    """Hand a request to Bolt; what Slack could not have sent gets 401 or 400, and 404 where none comes this way."""
    if not is_configured() or settings.SLACK_APP_TOKEN:
        return HttpResponseNotFound("No Slack workspace is connected.\n", content_type="text/plain")
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    try:
        text = _accepted(request)
    except Unacceptable as problem:
        log.info("slack.unacceptable", status=problem.status, why=str(problem))
        return HttpResponse(f"{problem}\n", status=problem.status, content_type="text/plain")
    answer = bolt().dispatch(
        BoltRequest(body=text, query=request.META.get("QUERY_STRING", ""), headers=dict(request.headers))
    )
    if answer.status == 401:
        log.info("slack.unacceptable", status=401, why="signature or age")
    response = HttpResponse(answer.body.encode(), status=answer.status)
    for name, value in answer.first_headers_without_set_cookie().items():
        response[name] = value
    return response


def _accepted(request: HttpRequest) -> str:
    check_signed(
        request.headers.get("X-Slack-Request-Timestamp", ""), request.headers.get("X-Slack-Signature", "")
    )
    said = request.headers.get("Content-Length", "")
    if not said.isdecimal() or int(said) > LARGEST_BODY_BYTES:
        raise Unacceptable(400, "too large, or of no stated length")
    return readable(request.body, request.headers.get("Content-Type", ""))
