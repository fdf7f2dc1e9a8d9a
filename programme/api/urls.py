"""Addresses of the ground. Each is found with and without a slash at its end; the one without is the one given."""

from __future__ import annotations

from collections.abc import Sequence

from django.urls import URLPattern, path
from rest_framework.views import APIView

from programme.api.milestones import Milestones, OneMilestone, RebaselineMilestone, ReforecastMilestone
from programme.api.programmes import Me, OneProgramme, Programmes
from programme.api.workstreams import OneWorkstream, ReportStatus, Workstreams


def both(*places: tuple[str, type[APIView], str]) -> Sequence[URLPattern]:
    """Return the addresses, each a second time with a slash at its end."""
    return [
        pattern
        for address, view, name in places
        for pattern in (path(address, view.as_view(), name=name), path(f"{address}/", view.as_view()))
    ]


urlpatterns = both(
    ("me", Me, "api-me"),
    ("programmes", Programmes, "api-programmes"),
    ("programmes/<uuid:id>", OneProgramme, "api-programme"),
    ("workstreams", Workstreams, "api-workstreams"),
    ("workstreams/<uuid:id>", OneWorkstream, "api-workstream"),
    ("workstreams/<uuid:id>/status-reports", ReportStatus, "api-report-status"),
    ("milestones", Milestones, "api-milestones"),
    ("milestones/<uuid:id>", OneMilestone, "api-milestone"),
    ("milestones/<uuid:id>/reforecast", ReforecastMilestone, "api-reforecast"),
    ("milestones/<uuid:id>/rebaseline", RebaselineMilestone, "api-rebaseline"),
)
