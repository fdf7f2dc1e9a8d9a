"""Two content-security policies, and no copies of signed-in pages in anyone's cache."""

from __future__ import annotations

from collections.abc import Callable

from csp.middleware import CSPMiddleware
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase


class ContentSecurityPolicy(CSPMiddleware):
    """The strict policy everywhere, the relaxed one under the admin alone."""

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        if request.path.startswith("/admin/"):
            response._csp_config = settings.ADMIN_CONTENT_SECURITY_POLICY  # type: ignore[attr-defined]
        return super().process_response(request, response)


class NoStore:
    """Pages shown to somebody are kept by no cache: rights may change before they are seen again."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if "Cache-Control" not in response and not request.path.startswith("/static/"):
            response["Cache-Control"] = "no-store"
        return response
