"""Savings, and saying their forecast anew."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any, cast
from uuid import UUID

from django.http import HttpResponse
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from programme.api.fields import BodySerializer
from programme.api.paging import ListQuery, asked, cut_of, filters_of, listed
from programme.api.problems import not_found
from programme.api.schema import lists, reads, writes
from programme.api.views import ApiView, ChangeView, DetailView, OneView
from savings import changes, queries
from savings.api.figures import KINDS, OUTLOOKS, SavingSerializer, shown_savings
from savings.api.years import MonthsField, YearsField
from savings.queries.listing import NOT_PUBLISHED, SAVING_ORDERS, saving_page
from savings.rules.series import ACTUAL, FORECAST


class SavingQuery(ListQuery):
    """What the list of savings may be asked."""

    order = serializers.ChoiceField(choices=list(SAVING_ORDERS), default="programme")
    programme = serializers.SlugField(required=False, help_text="The programme's code")
    workstream = serializers.UUIDField(required=False, help_text="The workstream's id")
    owner = serializers.UUIDField(required=False, help_text="The owner's id")
    kind = serializers.ChoiceField(required=False, choices=KINDS)
    maturity = serializers.IntegerField(required=False, min_value=0, max_value=5)
    outlook = serializers.ChoiceField(
        required=False, choices=[*OUTLOOKS, (NOT_PUBLISHED, "Not published")], help_text="The newest outlook"
    )
    in_budget = serializers.BooleanField(required=False, help_text="Whether a budget approval stands")
    cost_centre = serializers.CharField(required=False, max_length=40, help_text="A cost centre it falls on")


class Savings(ApiView):
    """The savings you may see, with plan, forecast and what lies between, year by year."""

    @lists("savings", SavingQuery, SavingSerializer)
    def get(self, request: Request) -> Response:
        wanted = asked(request, SavingQuery)
        page = saving_page(reader=self.actor, cut=cut_of(wanted), **filters_of(wanted))
        rows = queries.savings(reader=self.actor, ids=page.ids)
        shown = shown_savings([rows[i] for i in page.ids if i in rows], reader=self.actor)
        return listed(request, wanted, page, shown)


class SavingView(OneView):
    """One saving, as every use of one shows it."""

    def find(self, id: UUID) -> queries.SavingRow:
        row = queries.savings(reader=self.actor, ids=[id]).get(id)
        if row is None:
            raise not_found()
        return row

    def shown(self, thing: queries.SavingRow) -> Mapping[str, Any]:
        (shown,) = shown_savings([thing], reader=self.actor)
        return cast("Mapping[str, Any]", shown)


class OneSaving(SavingView, DetailView):
    """One saving."""

    @reads("Saving", SavingSerializer)
    def get(self, request: Request, id: UUID) -> Response:
        return self.answer(id)


class ForecastSerializer(BodySerializer):
    """A saving's forecast, or its actual, of financial years or of months of them, and why.

    What is left out stands as it was said before. Once all twelve months of a year are known it is their sum, a
    month whose actual is known counting with that; an amount of the year that differs is refused.
    """

    series = serializers.ChoiceField(choices=[FORECAST, ACTUAL], default=FORECAST)
    amounts = YearsField(
        required=False,
        allow_empty=False,
        help_text='Pounds by financial year: {"2024/25": "107000.00"}; null is not known, never nil',
    )
    months = MonthsField(
        required=False,
        allow_empty=False,
        help_text='Pounds by month of a year: {"2024/25": {"M1": "9000.00", "M2": null}}; M1 is April',
    )
    corrects_period = serializers.CharField(
        required=False,
        max_length=12,
        help_text="The closed period that a late actual corrects: 2024/25 M5",
    )
    reason = serializers.CharField(max_length=1000, help_text="Every forecast and actual keeps its reason")


class ForecastSaving(SavingView, ChangeView):
    """Say what a saving will bring. It stands until somebody says otherwise or a milestone it waits for moves."""

    def change(self, id: UUID, given: Mapping[str, Any], *, version: int, at: datetime) -> None:
        changes.forecast_saving(
            saving_id=id,
            version=version,
            by=self.actor,
            at=at,
            **given,
        )

    @writes("forecastSaving", ForecastSerializer, SavingSerializer)
    def post(self, request: Request, id: UUID) -> HttpResponse:
        return self.written(request, id, ForecastSerializer)
