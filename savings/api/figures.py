"""How savings go out: pounds by year, null for what is not known, each split with its reason where there is none."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from django.utils import timezone
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from programme.api.fields import (
    MarkingField,
    OwnerSerializer,
    PoundsField,
    ProgrammeRefSerializer,
    WorkstreamRefSerializer,
)
from programme.rules.access import Actor
from programme.rules.calendar import FinancialYear
from programme.rules.rag import NOT_PUBLISHED
from savings.models.saving import KIND_WORDS, OUTLOOK_WORDS
from savings.models.saving import SPREADS as SPREAD_WORDS
from savings.queries import SavingRow
from savings.queries.beside import Beside, beside
from savings.queries.delivery import outlook_words
from savings.queries.stated import SavingYear, saving_years
from savings.rules.in_budget import InBudget
from savings.rules.series import YearSeries

KINDS: Final = list(KIND_WORDS.items())
OUTLOOKS: Final = list(OUTLOOK_WORDS.items())
SPREADS: Final = list(SPREAD_WORDS.items())
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


class MonthSerializer(serializers.Serializer[Any]):
    """One month of a year: each series of the month, and what it comes to by then. A blank month is not nil."""

    month = serializers.CharField(source="month.label", help_text="M1 is April, M12 March")
    plan = PoundsField(allow_null=True)
    forecast = PoundsField(allow_null=True)
    actual = PoundsField(allow_null=True)
    plan_to_date = PoundsField(source="to_date.plan", allow_null=True)
    forecast_to_date = PoundsField(source="to_date.forecast", allow_null=True)
    actual_to_date = PoundsField(source="to_date.actual", allow_null=True)
    actuals_loaded = serializers.BooleanField(
        source="is_loaded", help_text="Whether finance has said that the month's actuals are loaded"
    )


class ReductionSerializer(serializers.Serializer[Any]):
    """So much taken out of one year's budget; the codes are blank where none is named."""

    year = serializers.CharField()
    amount = PoundsField()
    cost_centre = serializers.CharField()
    subjective = serializers.CharField()


class InBudgetSerializer(serializers.Serializer[Any]):
    """What the Council approved in its budget. It approves no implementation, and is beside maturity and outlook."""

    council_date = serializers.DateField(help_text="Of the newest approval that stands")
    decision = serializers.CharField()
    amounts = serializers.SerializerMethodField(help_text="Pounds by financial year")
    reductions = ReductionSerializer(many=True)

    @extend_schema_field({"type": "object", "additionalProperties": {"type": "string"}})
    def get_amounts(self, stands: InBudget) -> Mapping[str, str]:
        return {year.label: f"{amount:.2f}" for year, amount in stands.amounts.items()}


class CodeSerializer(serializers.Serializer[Any]):
    """A cost centre and subjective code a saving falls on, with its share of 1."""

    cost_centre = serializers.CharField()
    subjective = serializers.CharField()
    share = serializers.DecimalField(max_digits=7, decimal_places=6)


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
    in_budget = serializers.SerializerMethodField()
    spread = serializers.SerializerMethodField()
    from_month = serializers.SerializerMethodField()
    months = serializers.SerializerMethodField()

    def _series(self, row: SavingYear) -> YearSeries:
        found: YearSeries = self.context["beside"].years.get(row.year, YearSeries(row.year, None))
        return found

    @extend_schema_field(
        PoundsField(allow_null=True, help_text="In the budget; beside the plan, and not the plan")
    )
    def get_in_budget(self, row: SavingYear) -> str | None:
        stands = self.context["beside"].in_budget
        amount = stands.amounts.get(row.year) if stands is not None else None
        return None if amount is None else f"{amount:.2f}"

    @extend_schema_field(
        serializers.ChoiceField(choices=SPREADS, help_text="How the plan falls on its months")
    )
    def get_spread(self, row: SavingYear) -> str:
        return self._series(row).spread.kind.value

    @extend_schema_field(serializers.CharField(allow_null=True, help_text="M4 for a plan from July on"))
    def get_from_month(self, row: SavingYear) -> str | None:
        number = self._series(row).spread.from_month
        return None if number is None else f"M{number}"

    @extend_schema_field(
        MonthSerializer(
            many=True,
            allow_null=True,
            help_text="Null where nothing is said of its months and the plan is even",
        )
    )
    def get_months(self, row: SavingYear) -> list[Any] | None:
        series = self._series(row)
        return list(MonthSerializer(series.lines(), many=True).data) if series.is_monthly else None


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
    funding_ends = serializers.DateField(allow_null=True, help_text="What would land later is not forecast")
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
    in_budget = serializers.SerializerMethodField()
    codes = serializers.SerializerMethodField()
    plan_frozen_at = serializers.DateTimeField(
        allow_null=True, help_text="From here the plan changes by decision only"
    )
    form_is_our_reading = serializers.BooleanField(
        help_text="Whether the paper leaves open how it states its years"
    )
    note = serializers.CharField()
    marking = MarkingField()

    def get_outlook_words(self, row: SavingRow) -> str:
        return outlook_words(row, FinancialYear.containing(timezone.localdate())) or NOT_PUBLISHED

    @extend_schema_field(serializers.ChoiceField(choices=BASES))
    def get_forecast_basis(self, row: SavingRow) -> str:
        return row.forecast_basis or "none"

    @extend_schema_field(SaidSerializer(allow_null=True))
    def get_said(self, row: SavingRow) -> Mapping[str, Any] | None:
        return SaidSerializer(row).data if row.said_at else None

    def _beside(self, row: SavingRow) -> Beside:
        found: Beside = self.context["beside"].get(row.id, Beside())
        return found

    @extend_schema_field(InBudgetSerializer(allow_null=True))
    def get_in_budget(self, row: SavingRow) -> Mapping[str, Any] | None:
        stands = self._beside(row).in_budget
        return None if stands is None else InBudgetSerializer(stands).data

    @extend_schema_field(CodeSerializer(many=True))
    def get_codes(self, row: SavingRow) -> list[Any]:
        return list(CodeSerializer(self._beside(row).codes, many=True).data)

    @extend_schema_field(SavingYearSerializer(many=True))
    def get_years(self, row: SavingRow) -> list[Any]:
        stands = self._beside(row)
        years = saving_years(
            row, more=[*stands.years, *(stands.in_budget.amounts if stands.in_budget else ())]
        )
        return list(SavingYearSerializer(years, many=True, context={"beside": stands}).data)


def shown_savings(rows: Sequence[SavingRow], *, reader: Actor) -> list[Any]:
    """Return savings as JSON values, with what stands beside their figures."""
    found = beside(rows, reader=reader)
    return list(SavingSerializer(rows, many=True, context={"beside": found}).data)
