"""What stands behind a saving's delivery, and the acts on it: claim, validate, take a validation back."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from django.http import HttpResponse
from django.utils import timezone
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from programme.api.fields import BodySerializer, PoundsField
from programme.api.paging import asked
from programme.api.problems import not_found
from programme.api.schema import reads, writes
from programme.api.views import ApiView, ChangeView, DetailView, OneView
from programme.changes import Invalid
from programme.rules.calendar import FinancialYear
from savings import changes
from savings.api.behind import ProgrammeDeliverySerializer, SavingDeliverySerializer, YearField
from savings.queries.delivery import (
    SavingDelivery,
    programme_deliveries,
    saving_delivery,
)
from savings.rules.pressures import CHOICE_WORDS
from savings.rules.validation import WAITING_WORDS

CHOICES: Final = [(choice.value, words) for choice, words in CHOICE_WORDS.items()]
WAITINGS: Final = [(waiting.value, words) for waiting, words in WAITING_WORDS.items()]


class _Delivery(OneView):
    def find(self, id: UUID) -> SavingDelivery:
        row = saving_delivery(reader=self.actor, saving_id=id)
        if row is None:
            raise not_found()
        return row

    def shown(self, thing: SavingDelivery) -> Mapping[str, Any]:
        return SavingDeliverySerializer(thing).data


class OneSavingDelivery(_Delivery, DetailView):
    """What stands behind one saving: claims, validations, evidence, cover, one-off money, net, settlements."""

    @reads("SavingDelivery", SavingDeliverySerializer)
    def get(self, request: Request, id: UUID) -> Response:
        return self.answer(id)


class ClaimBody(BodySerializer):
    """What is delivered of a year, in the owner's words. It stands in place of the year's last claim."""

    year = YearField()
    amount = PoundsField()
    reason = serializers.CharField(max_length=1000, help_text="What shows that it is delivered")
    corrects_period = serializers.CharField(
        max_length=12,
        required=False,
        allow_blank=True,
        default="",
        help_text="2024/25 M12, once that is closed",
    )


class ClaimSaving(_Delivery, ChangeView):
    """Claim an amount of a year as delivered. It is a claim until finance validates it."""

    def change(self, id: UUID, given: Mapping[str, Any], *, version: int, at: datetime) -> None:
        changes.claim_saving(
            saving_id=id,
            version=version,
            by=self.actor,
            at=at,
            **{**given, "year": given["year"].start_year},
        )

    @writes("claimSaving", ClaimBody, SavingDeliverySerializer)
    def post(self, request: Request, id: UUID) -> HttpResponse:
        return self.written(request, id, ClaimBody)


class ValidationBody(BodySerializer):
    """An amount of a year, or of months of it, that finance has seen in the budget and in the spend."""

    year = YearField()
    amount = PoundsField()
    period = serializers.CharField(
        max_length=20,
        required=False,
        allow_blank=True,
        default="",
        help_text="M1-M5; left out: the whole year",
    )
    base_budget_reduced = serializers.BooleanField(help_text="One fact alone is not delivered")
    spend_followed = serializers.BooleanField(help_text="Spend or income follows the reduced budget")
    budget_evidence = serializers.CharField(max_length=500, help_text="What shows the reduced budget")
    spend_evidence = serializers.CharField(max_length=500, help_text="What shows the spend or income")
    why_beyond_claim = serializers.CharField(
        max_length=500, required=False, allow_blank=True, default="",
        help_text="Why more than the owner claims, where it is more",
    )  # fmt: skip
    corrects_period = serializers.CharField(
        max_length=12,
        required=False,
        allow_blank=True,
        default="",
        help_text="2024/25 M12, once that is closed",
    )


class ValidateSaving(_Delivery, ChangeView):
    """Validate an amount, on both facts. Finance does, and never the line's owner."""

    def change(self, id: UUID, given: Mapping[str, Any], *, version: int, at: datetime) -> None:
        changes.validate_saving(
            saving_id=id,
            version=version,
            by=self.actor,
            at=at,
            **{**given, "year": given["year"].start_year},
        )

    @writes("validateSaving", ValidationBody, SavingDeliverySerializer)
    def post(self, request: Request, id: UUID) -> HttpResponse:
        return self.written(request, id, ValidationBody)


class TakeBackBody(BodySerializer):
    """Which validation is taken back, and why."""

    validation = serializers.UUIDField(help_text="The id of a validation of this saving that stands")
    reason = serializers.CharField(max_length=1000)
    corrects_period = serializers.CharField(
        max_length=12,
        required=False,
        allow_blank=True,
        default="",
        help_text="2024/25 M12, once that is closed",
    )


class TakeBackValidation(_Delivery, ChangeView):
    """Take a validation back. Both stay on record; claim, outlook and maturity stay as they were said."""

    def change(self, id: UUID, given: Mapping[str, Any], *, version: int, at: datetime) -> None:
        known = {row.id for row in self.find(id).validations}
        if given["validation"] not in known:
            raise Invalid({"validation": ["This saving has no such validation."]})
        changes.undo_validation(
            validation_id=given["validation"],
            reason=given["reason"],
            corrects_period=given["corrects_period"],
            version=version,
            by=self.actor,
            at=at,
        )

    @writes("takeBackValidation", TakeBackBody, SavingDeliverySerializer)
    def post(self, request: Request, id: UUID) -> HttpResponse:
        return self.written(request, id, TakeBackBody)


class OfYear(serializers.Serializer[Any]):
    """Which financial year is asked about."""

    year = YearField(required=False, help_text="2024/25; today's where left out")


class OneProgrammeDelivery(ApiView):
    """What stands behind a programme's delivery: evidence by value, what waits for finance, gaps, net."""

    @reads(
        "ProgrammeDelivery", ProgrammeDeliverySerializer, versioned=False, query=OfYear, refusals=(400, 404)
    )
    def get(self, request: Request, id: UUID) -> Response:
        year = asked(request, OfYear).get("year") or FinancialYear.containing(timezone.localdate())
        found = programme_deliveries(reader=self.actor, programme_ids=[id], year=year).get(id)
        if found is None:
            raise not_found()
        return Response(ProgrammeDeliverySerializer(found).data)
