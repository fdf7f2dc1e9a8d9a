"""Is it alive, is it ready, what waits: /livez, /healthz and /metrics."""

from __future__ import annotations

import hmac
from datetime import timedelta
from typing import Any

import redis
from django.conf import settings
from django.db.utils import Error as DatabaseError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseForbidden, JsonResponse
from django.utils import timezone
from django_prometheus.exports import ExportToDjangoView

from bots import queries as messages
from bots.slack.client import token_mark
from bots.slack.socket import NAME as SOCKET
from programme.outbox import health as outbox

WORK_TOO_OLD_SECONDS = 60


def livez(request: HttpRequest) -> HttpResponse:
    """Say that the process answers."""
    return HttpResponse("ok", content_type="text/plain")


def healthz(request: HttpRequest) -> JsonResponse:
    """Say what waits and how old it is.

    503 when the database is away or work is left lying; Redis being away alone is no 503.
    """
    try:
        work = outbox.waiting()
        deliveries = messages.delivery_counts()
        not_proven = messages.not_proven(at=timezone.now())
        slack = messages.slack_health(token_mark())
    except DatabaseError as problem:
        return JsonResponse({"status": "failing", "database": type(problem).__name__}, status=503)
    left_lying = work.oldest_seconds > WORK_TOO_OLD_SECONDS and not work.paused
    body: dict[str, Any] = {
        "status": "failing" if left_lying else "ok",
        "database": "ok",
        "redis": _redis(),
        "dispatcher": {"age_seconds": work.heartbeats.get("dispatcher")},
        "workers": {
            name: {"age_seconds": age}
            for name, age in sorted(work.heartbeats.items())
            if name not in ("dispatcher", SOCKET)
        },
        "work": {
            "waiting": work.waiting,
            "held": work.held,
            "oldest_seconds": work.oldest_seconds,
            "dead": work.dead,
            "parked": work.parked,
        },
        "deliveries": deliveries,
        "alerts": {"not_proven": not_proven},
        "slack": {
            "state": slack.state,
            "channels_in_trouble": len(slack.troubled),
            "accounts_not_served": slack.barred,
            "paused": list(slack.paused),
            **({"socket": {"age_seconds": work.heartbeats.get(SOCKET)}} if settings.SLACK_APP_TOKEN else {}),
        },
        "paused": work.paused,
    }
    return JsonResponse(body, status=503 if left_lying else 200)


def metrics(request: HttpRequest) -> HttpResponse:
    """Give Prometheus its figures; with METRICS_TOKEN set, only to whoever holds it."""
    token = settings.METRICS_TOKEN
    given = request.headers.get("Authorization", "").removeprefix("Bearer ")
    if (token or settings.PRODUCTION) and not (token and hmac.compare_digest(given.encode(), token.encode())):
        return HttpResponseForbidden("Set METRICS_TOKEN and send it as a bearer token.")
    response: HttpResponse = ExportToDjangoView(request)
    return response


def security_txt(request: HttpRequest) -> HttpResponse:
    """Say where to report a weakness (RFC 9116); 404 where no contact is set."""
    if not settings.SECURITY_CONTACT:
        raise Http404
    expires = (timezone.now() + timedelta(days=180)).strftime("%Y-%m-%dT00:00:00Z")
    lines = [f"Contact: {settings.SECURITY_CONTACT}", f"Expires: {expires}", "Preferred-Languages: en"]
    canonical = f"Canonical: {settings.PUBLIC_URL}/.well-known/security.txt"
    return HttpResponse("\n".join([*lines, canonical, ""]), content_type="text/plain; charset=utf-8")


def _redis() -> str:
    try:
        client = redis.Redis.from_url(settings.REDIS_URL, socket_timeout=0.5, socket_connect_timeout=0.5)
        client.ping()
        client.close()
    except (redis.RedisError, OSError):
        return "away"
    return "ok"
