"""Who may talk to the rehearsal: this machine, under its own name, and no other web site's page."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from urllib.parse import urlsplit

from aiohttp import web

from bots.rehearsal.keys import STAGE

HOSTS = ("127.0.0.1", "localhost", "[::1]")
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; "
    "frame-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


@web.middleware
async def guard(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Refuse a foreign Host (against DNS rebinding) and a change asked for by another site's page."""
    host = request.headers.get("Host", "")
    if host.rpartition(":")[0] not in HOSTS and host not in HOSTS:
        return web.Response(status=421, text="The rehearsal answers to 127.0.0.1 and localhost only.\n")
    if request.method not in ("GET", "HEAD") and is_from_elsewhere(request, host):
        return web.Response(status=403, text="Another site may not act in the rehearsal.\n")
    return await handler(request)


def is_from_elsewhere(request: web.Request, host: str) -> bool:
    """Return whether a browser says that a page of another origin sent this. No Origin: not a browser."""
    if request.headers.get("Sec-Fetch-Site", "same-origin") not in ("same-origin", "none"):
        return True
    origin = request.headers.get("Origin")
    return origin is not None and urlsplit(origin).netloc != host


async def add_headers(request: web.Request, response: web.StreamResponse) -> None:
    """Add the headers every answer carries; a page that needs another policy sets its own first.

    Pictures may come from the rehearsal itself and from the tracker, which is on this machine too.
    """
    tracker = request.app[STAGE].settings.tracker_url.rstrip("/")
    response.headers.setdefault("Content-Security-Policy", f"{POLICY}; img-src 'self' {tracker}")
    response.headers.setdefault("X-Content-Type-Options", "nosniff")
    response.headers.setdefault("Referrer-Policy", "no-referrer")
    response.headers.setdefault("Cache-Control", "no-store")
    response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
