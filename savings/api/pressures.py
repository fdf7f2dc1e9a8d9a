"""Budget pressures, and what shortfalls propose for a coming budget."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.utils import timezone
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from programme.api.fields import MarkingField, PoundsField, ProgrammeRefSerializer
from programme.api.paging import ListQuery, asked, cut_of, filters_of, listed
from programme.api.problems import not_found
from programme.api.schema import lists, reads
from programme.api.views import ApiView, DetailView
from programme.queries import programmes
from programme.rules.calendar import FinancialYear
from savings.api.behind import SettlementSerializer, YearField
from savings.queries import PressureRow, pressure_proposals, pressures, settlements
from savings.queries.pressures import PRESSURE_ORDERS, pressure_page


class PressureYearSerializer(serializers.Serializer[Any]):
    """What a pressure asks for in a year; null where it is not known, never nil."""

    year = YearField()
    amount = PoundsField(allow_null=True)


class PressureSerializer(serializers.Serializer[Any]):
    """Growth put in a budget. `deferred` says which earlier saving it is the shortfall of, blank for none."""

    id = serializers.UUIDField()
    version = serializers.IntegerField()
    ref = serializers.CharField()
    printed_ref = serializers.CharField(help_text="As the paper prints it; blank where it prints none")
    name = serializers.CharField()
    note = serializers.CharField()
    programme = ProgrammeRefSerializer()
    deferred = serializers.CharField(
        help_text="Deferred from 22S1, budget round 22S (not held in this ledger)"
    )
    deferred_from_id = serializers.UUIDField(allow_null=True, help_text="The saving, where it is held")
    deferred_from_ref = serializers.CharField()
    deferred_from_round = serializers.CharField()
    years = serializers.SerializerMethodField()
    marking = MarkingField()

    @extend_schema_field(PressureYearSerializer(many=True))
    def get_years(self, row: PressureRow) -> list[Any]:
        listed_years = [{"year": year, "amount": amount} for year, amount in sorted(row.amounts.items())]
        return list(PressureYearSerializer(listed_years, many=True).data)


class PressureQuery(ListQuery):
    """What the list of pressures may be asked."""

    order = serializers.ChoiceField(choices=list(PRESSURE_ORDERS), default="programme")
    programme = serializers.SlugField(required=False, help_text="The programme's code")


class Pressures(ApiView):
    """The budget pressures you may see, in the order of their papers."""

    @lists("pressures", PressureQuery, PressureSerializer)
    def get(self, request: Request) -> Response:
        wanted = asked(request, PressureQuery)
        page = pressure_page(reader=self.actor, cut=cut_of(wanted), **filters_of(wanted))
        rows = pressures(reader=self.actor, ids=page.ids)
        shown = PressureSerializer([rows[i] for i in page.ids if i in rows], many=True).data
        return listed(request, wanted, page, list(shown))


class OnePressure(DetailView):
    """One budget pressure."""

    def find(self, id: UUID) -> PressureRow:
        row = pressures(reader=self.actor, ids=[id]).get(id)
        if row is None:
            raise not_found()
        return row

    def shown(self, thing: PressureRow) -> Any:
        return PressureSerializer(thing).data

    @reads("Pressure", PressureSerializer)
    def get(self, request: Request, id: UUID) -> Response:
        return self.answer(id)


class ProposedYearSerializer(serializers.Serializer[Any]):
    """One year of a proposal: plan - forecast - cover = pressure, never below nought."""

    year = YearField()
    plan = PoundsField()
    forecast = PoundsField()
    permanent = PoundsField(allow_null=True)
    timing = PoundsField(allow_null=True)
    cover = PoundsField(help_text="What replacements that go on cover")
    pressure = PoundsField()
    plan_after = PoundsField(help_text="The plan, were the pressure written out of it")


class ProposalSerializer(serializers.Serializer[Any]):
    """The pressure a saving's shortfall proposes, with later years of the same line."""

    saving_id = serializers.UUIDField(source="saving.id")
    ref = serializers.CharField(source="saving.ref")
    name = serializers.CharField(source="saving.name")
    amount = PoundsField(source="proposal.amount")
    years = ProposedYearSerializer(source="proposal.years", many=True)
    replacements = serializers.ListField(child=serializers.CharField())
    linked = serializers.CharField(help_text="A pressure of that year that already names the saving")
    mitigated = PoundsField(help_text="One-off money of the year before, which lowers nothing here")


class ProposalsSerializer(serializers.Serializer[Any]):
    """What a programme's shortfalls propose for the budget of a year, and what finance settled of it."""

    year = YearField()
    proposals = ProposalSerializer(many=True)
    settlements = SettlementSerializer(many=True)


class BudgetYear(serializers.Serializer[Any]):
    """The budget year asked about."""

    year = YearField(required=False, help_text="2025/26; the year after today's where left out")


class PressureProposals(ApiView):
    """The pressures that a programme's shortfalls propose for the budget of a year."""

    @reads("PressureProposals", ProposalsSerializer, versioned=False, query=BudgetYear)
    def get(self, request: Request, id: UUID) -> Response:
        if id not in programmes(reader=self.actor, ids=[id]):
            raise not_found()
        year = asked(request, BudgetYear).get("year") or FinancialYear.containing(timezone.localdate()).next()
        found = pressure_proposals(reader=self.actor, programme_ids=[id], year=year)
        settled = settlements(reader=self.actor, programme_ids=[id], year=year)
        shown = {"year": year, "proposals": list(found.values()), "settlements": settled}
        return Response(ProposalsSerializer(shown).data)
