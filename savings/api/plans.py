"""A saving's plan and the decision that changes a frozen one, its outlook, its budget approvals and its codes."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from rest_framework import serializers
from rest_framework.request import Request

from programme.api.deciding import AuthorityBody, authority_of
from programme.api.fields import BodySerializer, PoundsField
from programme.api.schema import writes
from programme.api.views import ChangeView
from programme.rules.calendar import FinancialYear
from savings import changes
from savings.api.figures import OUTLOOKS, SPREADS, SavingSerializer
from savings.api.savings import SavingView
from savings.api.years import MonthsOfYearField, YearsField, april, keyed, month
from savings.rules.in_budget import Reduction
from savings.rules.series import EVEN, Spread, by_hand, from_month


class SpreadBody(BodySerializer):
    """How a year's plan falls on its months: even, from_month with from_month, by_hand with twelve months."""

    spread = serializers.ChoiceField(choices=SPREADS)
    from_month = serializers.CharField(required=False, help_text="M4 for a plan from July on")
    months = MonthsOfYearField(
        required=False,
        child=PoundsField(),
        help_text='Twelve amounts that sum to the year: {"M1": "9000.00", …}',
    )

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        try:
            attrs["read"] = self._read(attrs)
        except ValueError as problem:
            raise serializers.ValidationError({"spread": [str(problem)]}) from problem
        return attrs

    def _read(self, attrs: Mapping[str, Any]) -> Spread:
        months: Mapping[int, Any] = attrs.get("months", {})
        needs = {"from_month": "from_month", "by_hand": "months"}.get(attrs["spread"])
        if extra := [name for name in ("from_month", "months") if name in attrs and name != needs]:
            raise ValueError(f"{attrs['spread']} has no {extra[0]}: leave it out")
        if needs == "from_month":
            return from_month(month(attrs.get("from_month", "")))
        if needs == "months":
            return by_hand([months[number] for number in sorted(months)])
        return EVEN


class SpreadsField(serializers.DictField):
    """How the plan of each year falls on its months, by financial year."""

    def __init__(self, **options: Any) -> None:
        super().__init__(child=SpreadBody(), **options)

    def to_internal_value(self, data: Any) -> dict[Any, Any]:
        found = keyed(super().to_internal_value(data), april, "year")
        return {year: sent["read"] for year, sent in found.items()}


class PlanBody(BodySerializer):
    """A saving's plan of some financial years. Years left out stay as they are; a frozen plan takes a decision."""

    amounts = YearsField(
        required=False,
        allow_empty=False,
        help_text='Pounds by financial year: {"2024/25": "107000.00"}; null is not known, never nil',
    )
    spreads = SpreadsField(required=False, allow_empty=False)
    reason = serializers.CharField(max_length=1000, required=False, help_text="Why it changes")
    authority = AuthorityBody(required=False, allow_null=True)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        if not {"amounts", "spreads"} & attrs.keys():
            raise serializers.ValidationError(
                {"amounts": ["Give amounts, or spreads, of at least one year."]}
            )
        return attrs


class PlanSaving(SavingView, ChangeView):
    """Change what a saving is planned to bring. Once frozen, a plan changes by decision alone."""

    def change(self, id: UUID, given: Mapping[str, Any], *, version: int, at: datetime) -> None:
        changes.plan_saving(
            saving_id=id,
            version=version,
            amounts=given.get("amounts", {}),
            spreads=given.get("spreads", {}),
            reason=given.get("reason", ""),
            authority=authority_of(given),
            by=self.actor,
            at=at,
        )

    @writes("planSaving", PlanBody, SavingSerializer)
    def post(self, request: Request, id: UUID) -> HttpResponse:
        return self.written(request, id, PlanBody)


class OutlookBody(BodySerializer):
    """How a saving stands against its plan, and why. Withdrawn, and coming back from it, take a decision."""

    outlook = serializers.ChoiceField(choices=OUTLOOKS)
    reason = serializers.CharField(max_length=1000, help_text="Every outlook keeps its reason")
    mitigation = serializers.CharField(max_length=1000, required=False, help_text="At risk takes all three")
    mitigation_owner = serializers.CharField(max_length=150, required=False)
    mitigation_date = serializers.DateField(required=False)
    authority = AuthorityBody(required=False, allow_null=True)


class ReportOutlook(SavingView, ChangeView):
    """Report how a saving stands against its plan. Earlier reports stay on the record."""

    def change(self, id: UUID, given: Mapping[str, Any], *, version: int, at: datetime) -> None:
        said = {name: value for name, value in given.items() if name != "authority"}
        changes.report_outlook(
            saving_id=id, version=version, authority=authority_of(given), by=self.actor, at=at, **said
        )

    @writes("reportOutlook", OutlookBody, SavingSerializer)
    def post(self, request: Request, id: UUID) -> HttpResponse:
        return self.written(request, id, OutlookBody)


class ReductionBody(BodySerializer):
    """So much taken out of one year's budget, in pounds; the codes may be left out."""

    year = serializers.CharField(help_text="2024/25")
    amount = PoundsField()
    cost_centre = serializers.CharField(max_length=40, required=False, allow_blank=True)
    subjective = serializers.CharField(max_length=40, required=False, allow_blank=True)

    def validate_year(self, label: str) -> FinancialYear:
        """Return the year as it is written."""
        try:
            return FinancialYear(april(label))
        except ValueError as problem:
            raise serializers.ValidationError([str(problem)]) from problem


class BudgetApprovalBody(BodySerializer):
    """The Council approved a budget with this saving in it. It approves no implementation, and freezes the plan."""

    council_date = serializers.DateField()
    decision = serializers.CharField(max_length=200, help_text="Council's decision, as it is on the record")
    reductions = ReductionBody(many=True, allow_empty=False)
    note = serializers.CharField(max_length=500, required=False, allow_blank=True)


class ApproveBudget(SavingView, ChangeView):
    """Record that the Council put a saving in its budget, by year and code. The plan need not be the same."""

    def change(self, id: UUID, given: Mapping[str, Any], *, version: int, at: datetime) -> None:
        changes.approve_budget(
            saving_id=id,
            version=version,
            council_date=given["council_date"],
            decision=given["decision"],
            reductions=[Reduction(**one) for one in given["reductions"]],
            note=given.get("note", ""),
            by=self.actor,
            at=at,
        )

    @writes("approveBudget", BudgetApprovalBody, SavingSerializer)
    def post(self, request: Request, id: UUID) -> HttpResponse:
        return self.written(request, id, BudgetApprovalBody)


class CodeBody(BodySerializer):
    """A code and its share of 1."""

    cost_centre = serializers.CharField(max_length=40)
    subjective = serializers.CharField(max_length=40, required=False, allow_blank=True, default="")
    share = serializers.DecimalField(max_digits=7, decimal_places=6)


class CodesBody(BodySerializer):
    """Every code a saving falls on. The shares sum to 1 exactly; an empty list leaves it without codes."""

    codes = CodeBody(many=True)
    reason = serializers.CharField(max_length=1000, required=False, allow_blank=True)


class CodeSaving(SavingView, ChangeView):
    """Say on which cost centres and subjective codes a saving falls, all of them at once."""

    def change(self, id: UUID, given: Mapping[str, Any], *, version: int, at: datetime) -> None:
        splits = [(one["cost_centre"], one["subjective"], one["share"]) for one in given["codes"]]
        changes.code_saving(
            saving_id=id,
            version=version,
            splits=splits,
            reason=given.get("reason", ""),
            by=self.actor,
            at=at,
        )

    @writes("codeSaving", CodesBody, SavingSerializer)
    def post(self, request: Request, id: UUID) -> HttpResponse:
        return self.written(request, id, CodesBody)
