"""Savings, and saying their forecast anew."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from programme.api.fields import EARLIEST, LATEST, BodySerializer, PoundsField
from programme.api.paging import ListQuery, asked, cut_of, filters_of, listed
from programme.api.problems import not_found, told_as
from programme.api.schema import lists, reads, writes
from programme.api.views import ApiView, ChangeView, DetailView, OneView
from programme.rules.calendar import FinancialYear
from savings import changes, queries
from savings.api.figures import KINDS, OUTLOOKS, SavingSerializer
from savings.queries.listing import NOT_PUBLISHED, SAVING_ORDERS, saving_page

told_as(changes.NeedsDecision, "decision")


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


class Savings(ApiView):
    """The savings you may see, with plan, forecast and what lies between, year by year."""

    @lists("savings", SavingQuery, SavingSerializer)
    def get(self, request: Request) -> Response:
        wanted = asked(request, SavingQuery)
        page = saving_page(reader=self.actor, cut=cut_of(wanted), **filters_of(wanted))
        rows = queries.savings(reader=self.actor, ids=page.ids)
        shown = SavingSerializer([rows[i] for i in page.ids if i in rows], many=True).data
        return listed(request, wanted, page, list(shown))


class _Saving(OneView):
    def find(self, id: UUID) -> queries.SavingRow:
        row = queries.savings(reader=self.actor, ids=[id]).get(id)
        if row is None:
            raise not_found()
        return row

    def shown(self, thing: queries.SavingRow) -> Mapping[str, Any]:
        return SavingSerializer(thing).data


class OneSaving(_Saving, DetailView):
    """One saving."""

    @reads("Saving", SavingSerializer)
    def get(self, request: Request, id: UUID) -> Response:
        return self.answer(id)


class ForecastSerializer(BodySerializer):
    """A saving's forecast of some financial years, and why. Years left out stand as they were said before."""

    amounts = serializers.DictField(
        child=PoundsField(allow_null=True),
        allow_empty=False,
        help_text='Pounds by financial year: {"2024/25": "107000.00"}; null is not known, never nil',
    )
    reason = serializers.CharField(max_length=1000, help_text="Every forecast keeps its reason")

    def validate_amounts(self, amounts: dict[str, Decimal | None]) -> dict[int, Decimal | None]:
        """Return the amounts by the April each year starts in."""
        problems: dict[str, list[str]] = {}
        years: dict[int, Decimal | None] = {}
        for label, amount in amounts.items():
            try:
                year = FinancialYear.parse(label).start_year
            except ValueError as problem:
                problems[label] = [str(problem)]
                continue
            if not EARLIEST.year <= year < LATEST.year:
                problems[label] = [f"Give a year from {EARLIEST.year} to {LATEST.year}."]
            elif year in years:
                problems[label] = ["This year is given twice."]
            years[year] = amount
        if problems:
            raise serializers.ValidationError(problems)
        return years


class ForecastSaving(_Saving, ChangeView):
    """Say what a saving will bring. It stands until somebody says otherwise or a milestone it waits for moves."""

    def change(self, id: UUID, given: Mapping[str, Any], *, version: int, at: datetime) -> None:
        changes.forecast_saving(
            saving_id=id,
            version=version,
            amounts=given["amounts"],
            reason=given["reason"],
            by=self.actor,
            at=at,
        )

    @writes("forecastSaving", ForecastSerializer, SavingSerializer)
    def post(self, request: Request, id: UUID) -> HttpResponse:
        return self.written(request, id, ForecastSerializer)
