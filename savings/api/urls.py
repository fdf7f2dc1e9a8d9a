"""Addresses of the money."""

from __future__ import annotations

from programme.api.urls import both
from savings.api.positions import Positions, ProgrammePosition, WorkstreamPosition
from savings.api.savings import ForecastSaving, OneSaving, Savings

urlpatterns = both(
    ("savings", Savings, "api-savings"),
    ("savings/<uuid:id>", OneSaving, "api-saving"),
    ("savings/<uuid:id>/forecasts", ForecastSaving, "api-forecast-saving"),
    ("positions", Positions, "api-positions"),
    ("programmes/<uuid:id>/position", ProgrammePosition, "api-programme-position"),
    ("workstreams/<uuid:id>/position", WorkstreamPosition, "api-workstream-position"),
)
