"""What the list of savings is narrowed by, beside what every list has."""

from __future__ import annotations

from typing import Any

from django.db.models import Q
from django.http import HttpRequest

from programme.admin.acting import required_actor
from programme.admin.columns import ByColumn
from programme.admin.lists import Filter
from savings.models import CodingSplit, Saving
from savings.models.saving import MATURITY_WORDS, OUTLOOK_WORDS
from savings.queries.in_budget import stands_in_budget


class ByHeading(Filter):
    """By the heading it is printed under."""

    title = "heading"
    parameter_name = "heading"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[Any, str]]:
        found = model_admin.get_queryset(request).exclude(heading="").order_by("heading")
        return [(h, h) for h in found.values_list("heading", flat=True).distinct()]

    def narrow(self, request: HttpRequest, rows: Any, value: str) -> Any:
        return rows.filter(heading=value)


class ByMaturity(Filter):
    """By how far the evidence goes."""

    title = "maturity"
    parameter_name = "maturity"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[Any, str]]:
        return [*((str(key), words) for key, words in MATURITY_WORDS.items()), ("none", "Not published")]

    def narrow(self, request: HttpRequest, rows: Any, value: str) -> Any:
        return rows.filter(maturity=None) if value == "none" else rows.filter(maturity=int(value))


class ByOutlook(Filter):
    """By the outlook last said."""

    title = "outlook"
    parameter_name = "outlook"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[Any, str]]:
        return [*OUTLOOK_WORDS.items(), ("none", "Not published")]

    def narrow(self, request: HttpRequest, rows: Any, value: str) -> Any:
        return rows.filter(Q(said=None) | Q(said="")) if value == "none" else rows.filter(said=value)


class BySavingRisk(ByColumn):
    """By the band of its delivery risk."""

    title = "delivery risk"
    parameter_name = "risk"
    thing = "saving"


class ByInBudget(Filter):
    """By whether a budget approval of it stands."""

    title = "in the budget"
    parameter_name = "in_budget"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[Any, str]]:
        return [("yes", "In the budget"), ("no", "Not in the budget")]

    def narrow(self, request: HttpRequest, rows: Any, value: str) -> Any:
        return rows.filter(stands_in_budget()) if value == "yes" else rows.exclude(stands_in_budget())


class ByCostCentre(Filter):
    """By a cost centre it falls on."""

    title = "cost centre"
    parameter_name = "cost_centre"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[Any, str]]:
        seen = Saving.objects.visible_to(required_actor(request)).values("pk")
        found = CodingSplit.objects.filter(saving__in=seen).order_by("cost_centre")
        return [(code, code) for code in found.values_list("cost_centre", flat=True).distinct()]

    def narrow(self, request: HttpRequest, rows: Any, value: str) -> Any:
        return rows.filter(pk__in=CodingSplit.objects.filter(cost_centre=value).values("saving_id"))
