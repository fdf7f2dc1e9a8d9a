"""Budget monitoring and cost drivers of a programme, and the bridge between its budgets."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from programme.api.fields import PoundsField
from programme.api.paging import asked
from programme.api.schema import reads
from programme.api.views import ApiView
from programme.rules.calendar import FinancialYear
from savings.api.monitoring_figures import CostDriversSerializer, MonitoringSerializer
from savings.api.monitoring_shown import shown_driver, shown_monitoring
from savings.api.positions import PositionProgrammeSerializer
from savings.api.programmes import programme_of
from savings.queries.budget_bridge import budget_bridge
from savings.queries.cost_drivers import cost_drivers
from savings.queries.monitoring import monitoring

PERIODS: Final = [f"M{number}" for number in range(1, 13)]
_NOTHING: Final[Mapping[str, Any]] = {"year": None, "period": None, "over": "", "periods": [], "funds": []}


class MonitoringQuery(serializers.Serializer[Any]):
    """Which period is asked for; the newest with figures where none is named, and as at which moment."""

    year = serializers.CharField(required=False, help_text="2024/25")
    period = serializers.ChoiceField(choices=PERIODS, required=False, help_text="M5; M1 is April")
    at = serializers.DateTimeField(required=False, help_text="As recorded by then; now where left out")

    def validate_year(self, text: str) -> FinancialYear:
        """Return the financial year."""
        try:
            return FinancialYear.parse(text)
        except ValueError as problem:
            raise serializers.ValidationError(str(problem)) from problem


class BridgeStepSerializer(serializers.Serializer[Any]):
    """opening + pressures - savings = computed, beside the budget printed for that year. Null is not known."""

    year = serializers.CharField()
    opening = PoundsField(allow_null=True)
    pressures = PoundsField(source="pressures.amount", allow_null=True, help_text="What this year adds")
    savings = PoundsField(source="savings.amount", allow_null=True, help_text="What this year adds")
    computed = PoundsField(allow_null=True)
    printed = PoundsField(allow_null=True)
    difference = PoundsField(allow_null=True, help_text="Computed less printed")
    verdict = serializers.CharField(
        help_text="reconciles, reconciles within rounding, does not reconcile, not known"
    )


class BudgetBridgeSerializer(serializers.Serializer[Any]):
    """A budget over several years; without two years that follow each other it has no steps."""

    programme = PositionProgrammeSerializer()
    steps = BridgeStepSerializer(many=True)
    words = serializers.ListField(child=serializers.CharField(), help_text="Each step in words, in £m")
    rests_on = serializers.ListField(child=serializers.CharField(), help_text="What the amounts are")


class ProgrammeMonitoring(ApiView):
    """Where a programme's budget stands at a period. The programme is named by its id or its code."""

    @reads("ProgrammeMonitoring", MonitoringSerializer, versioned=False, query=MonitoringQuery)
    def get(self, request: Request, id: str) -> Response:
        programme = programme_of(self.actor, id)
        wanted = asked(request, MonitoringQuery)
        at = wanted.get("at")
        found = monitoring(
            reader=self.actor,
            programme_ids=[programme.id],
            year=wanted.get("year"),
            period=wanted.get("period", ""),
            at=at,
        ).get(programme.id)
        shown = shown_monitoring(found) if found else {"programme": programme, "at": at, **_NOTHING}
        return Response(MonitoringSerializer(shown).data)


class ProgrammeCostDrivers(ApiView):
    """What a programme's costs are made of. The programme is named by its id or its code."""

    @reads("ProgrammeCostDrivers", CostDriversSerializer, versioned=False)
    def get(self, request: Request, id: str) -> Response:
        programme = programme_of(self.actor, id)
        rows = cost_drivers(reader=self.actor, programme_ids=[programme.id]).values()
        shown = {"programme": programme, "cost_drivers": [shown_driver(row) for row in rows]}
        return Response(CostDriversSerializer(shown).data)


class ProgrammeBudgetBridge(ApiView):
    """Whether each year's budget leads to the next. The programme is named by its id or its code."""

    @reads("ProgrammeBudgetBridge", BudgetBridgeSerializer, versioned=False)
    def get(self, request: Request, id: str) -> Response:
        programme = programme_of(self.actor, id)
        found = budget_bridge(reader=self.actor, programme_id=programme.id)
        shown = found or {"programme": programme, "steps": [], "words": [], "rests_on": []}
        return Response(BudgetBridgeSerializer(shown).data)
