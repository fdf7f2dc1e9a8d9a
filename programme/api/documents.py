"""The description of the API, the page to try it on, and the page of problem types. Open to everybody."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from drf_spectacular.views import SpectacularAPIView, SpectacularSwaggerSplitView
from rest_framework.request import Request

from programme.api.problems import KINDS, not_found, response_of


class Schema(SpectacularAPIView):
    """The OpenAPI document."""

    authentication_classes = ()
    metadata_class = None


class Docs(SpectacularSwaggerSplitView):
    """A page to read and try the API on. Its script and styles come from here, under the strict policy."""

    authentication_classes = ()
    metadata_class = None
    template_name = "programme/api/docs.html"


def problem_types(request: HttpRequest) -> HttpResponse:
    """List the kinds of problem: where the `type` of a problem document leads."""
    return render(request, "programme/api/problems.html", {"kinds": KINDS})


def nowhere(request: HttpRequest | Request, **_: Any) -> HttpResponse:
    """Answer an address of the API that is none with a problem document."""
    return response_of(not_found(), request)
