"""How savings go out: pounds by year, null for what is not known, each split with its reason where there is none."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from programme.api.fields import (
    MarkingField,
    OwnerSerializer,
    PoundsField,
    ProgrammeRefSerializer,
    WorkstreamRefSerializer,
)
from programme.rules.rag import NOT_PUBLISHED
from savings.models.saving import KIND_WORDS, OUTLOOK_WORDS
from savings.queries import SavingRow
from savings.queries.stated import saving_years

KINDS: Final = list(KIND_WORDS.items())
OUTLOOKS: Final = list(OUTLOOK_WORDS.items())
BASES: Final = [("said", "as its owner said"), ("dates", "by the dates of its milestones"), ("none", "none")]


class OutlookSerializer(serializers.Serializer[Any]):
    """How a saving stands against its plan, as said. At risk names a mitigation, who owns it and by when."""

    outlook = serializers.ChoiceField(choices=OUTLOOKS)
    words = serializers.CharField()
    reason = serializers.CharField()
    mitigation = serializers.CharField()
    mitigation_owner = serializers.CharField()
    mitigation_date = serializers.DateField(allow_null=True)
    recorded_at = serializers.DateTimeField()
    by = serializers.CharField()


class SavingYearSerializer(serializers.Serializer[Any]):
    """One financial year: plan - forecast = shortfall = loss + timing - over_delivery."""

    year = serializers.CharField(help_text="2024/25")
    plan = PoundsField(allow_null=True)
    forecast = PoundsField(allow_null=True, help_text="The one that holds now")
    said = PoundsField(allow_null=True, help_text="The one somebody said last")
    actual = PoundsField(allow_null=True)
    shortfall = PoundsField(allow_null=True)
    loss = PoundsField(allow_null=True)
    timing = PoundsField(allow_null=True)
    over_delivery = PoundsField(allow_null=True)
    not_split = serializers.CharField(help_text="Why loss and timing are not known; blank where they are")
    claimed = PoundsField(allow_null=True, help_text="What its owner says is delivered")
    validated = PoundsField(allow_null=True, help_text="What finance has seen, and stands by")


class DelaySerializer(serializers.Serializer[Any]):
    """Where the lateness of its milestones moves a saving's start, and how that was counted."""

    old_start = serializers.DateField(allow_null=True)
    new_start = serializers.DateField(allow_null=True)
    days_late = serializers.IntegerField()
    basis = serializers.CharField()


class SaidSerializer(serializers.Serializer[Any]):
    """When the forecast was last said, and why."""

    at = serializers.DateTimeField(source="said_at")
    reason = serializers.CharField(source="said_reason")


class SavingSerializer(serializers.Serializer[Any]):
    """A saving. Positive, an adjustment negative; amounts are what holds in each year against the base."""

    id = serializers.UUIDField()
    version = serializers.IntegerField()
    ref = serializers.CharField()
    ref_is_printed = serializers.BooleanField()
    name = serializers.CharField()
    heading = serializers.CharField(help_text="The heading it is printed under")
    kind = serializers.ChoiceField(choices=KINDS)
    kind_words = serializers.CharField()
    maturity = serializers.IntegerField(allow_null=True, help_text="0 to 5; null where not published")
    maturity_words = serializers.CharField()
    outlook = OutlookSerializer(allow_null=True)
    outlook_words = serializers.SerializerMethodField()
    programme = ProgrammeRefSerializer()
    workstream = WorkstreamRefSerializer(allow_null=True)
    owner = OwnerSerializer(allow_null=True)
    start_date = serializers.DateField(allow_null=True)
    forecast_basis = serializers.SerializerMethodField()
    said = serializers.SerializerMethodField()
    days_late = serializers.IntegerField(allow_null=True, help_text="Of the milestones it waits for")
    delay = DelaySerializer(allow_null=True)
    permanent_loss_a_year = PoundsField(
        source="split.permanent_loss_a_year",
        allow_null=True,
        default=None,
        help_text="A rate, of no one year",
    )
    years = serializers.SerializerMethodField()
    milestone_ids = serializers.ListField(child=serializers.UUIDField(), help_text="What it waits for")
    plan_frozen_at = serializers.DateTimeField(allow_null=True)
    form_is_our_reading = serializers.BooleanField(
        help_text="Whether the paper leaves open how it states its years"
    )
    note = serializers.CharField()
    marking = MarkingField()

    def get_outlook_words(self, row: SavingRow) -> str:
        return row.outlook.words if row.outlook else NOT_PUBLISHED

    @extend_schema_field(serializers.ChoiceField(choices=BASES))
    def get_forecast_basis(self, row: SavingRow) -> str:
        return row.forecast_basis or "none"

    @extend_schema_field(SaidSerializer(allow_null=True))
    def get_said(self, row: SavingRow) -> Mapping[str, Any] | None:
        return SaidSerializer(row).data if row.said_at else None

    @extend_schema_field(SavingYearSerializer(many=True))
    def get_years(self, row: SavingRow) -> list[Any]:
        return list(SavingYearSerializer(saving_years(row), many=True).data)
