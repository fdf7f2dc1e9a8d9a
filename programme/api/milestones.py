"""Milestones, and moving their forecast."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.utils import timezone
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from programme import changes, queries
from programme.api.deciding import AuthorityBody, authority_of
from programme.api.fields import (
    EARLIEST,
    LATEST,
    PRECISIONS,
    ApproxDateSerializer,
    BodySerializer,
    MarkingField,
    OwnerSerializer,
    ProgrammeRefSerializer,
    WorkstreamRefSerializer,
)
from programme.api.paging import ListQuery, asked, cut_of, filters_of, listed
from programme.api.problems import not_found
from programme.api.schema import lists, reads, writes
from programme.api.views import ApiView, ChangeView, DetailView, OneView
from programme.queries.lateness import lateness
from programme.queries.listing import MILESTONE_ORDERS, milestone_page
from programme.rules.calendar import ApproxDate, DatePrecision
from programme.rules.slippage import MilestoneKind

KINDS = [kind.value for kind in MilestoneKind]


class SlipSerializer(serializers.Serializer[Any]):
    """A difference between two dates: above nought is later. `words` print it in the coarser precision."""

    days = serializers.IntegerField()
    words = serializers.CharField()


class LatenessSerializer(serializers.Serializer[Any]):
    """How late a milestone is as seen on a day; null where a date is missing."""

    on = serializers.DateField()
    slip = SlipSerializer(allow_null=True, help_text="Against the current baseline")
    slip_to_original = SlipSerializer(allow_null=True, help_text="Against the first baseline")
    is_overdue = serializers.BooleanField(allow_null=True)
    is_stale = serializers.BooleanField(help_text="Whether its last report is older than the cadence")


class MilestoneSerializer(serializers.Serializer[Any]):
    """A milestone with its four dates, each as exact as it is known, null where not printed."""

    id = serializers.UUIDField()
    version = serializers.IntegerField()
    ref = serializers.CharField()
    name = serializers.CharField()
    kind = serializers.ChoiceField(choices=KINDS)
    programme = ProgrammeRefSerializer()
    workstream = WorkstreamRefSerializer(allow_null=True)
    owner = OwnerSerializer(allow_null=True)
    as_published = serializers.CharField(help_text="The timescale as the paper prints it")
    start_date = serializers.DateField(allow_null=True)
    original_baseline = ApproxDateSerializer(allow_null=True)
    baseline = ApproxDateSerializer(allow_null=True)
    forecast = ApproxDateSerializer(allow_null=True)
    actual = ApproxDateSerializer(allow_null=True)
    reported_at = serializers.DateTimeField(allow_null=True)
    lateness = serializers.SerializerMethodField()
    marking = MarkingField()

    @extend_schema_field(LatenessSerializer)
    def get_lateness(self, row: queries.MilestoneRow) -> Mapping[str, Any]:
        return LatenessSerializer(self.context["lateness"][row.id]).data


class MilestoneQuery(ListQuery):
    """What the list of milestones may be asked."""

    order = serializers.ChoiceField(choices=list(MILESTONE_ORDERS), default="programme")
    programme = serializers.SlugField(required=False, help_text="The programme's code")
    workstream = serializers.UUIDField(required=False, help_text="The workstream's id")
    owner = serializers.UUIDField(required=False, help_text="The owner's id")
    kind = serializers.ChoiceField(required=False, choices=KINDS)
    is_finished = serializers.BooleanField(required=False)
    forecast_from = serializers.DateField(required=False, help_text="The first day, itself included")
    forecast_to = serializers.DateField(
        required=False, help_text="The last day, itself included; a month counts as its first day"
    )


class Milestones(ApiView):
    """The milestones you may see."""

    @lists("milestones", MilestoneQuery, MilestoneSerializer)
    def get(self, request: Request) -> Response:
        wanted = asked(request, MilestoneQuery)
        page = milestone_page(reader=self.actor, cut=cut_of(wanted), **filters_of(wanted))
        rows = queries.milestones(reader=self.actor, ids=page.ids)
        return listed(request, wanted, page, _shown([rows[i] for i in page.ids if i in rows]))


class _Milestone(OneView):
    def find(self, id: UUID) -> queries.MilestoneRow:
        row = queries.milestones(reader=self.actor, ids=[id]).get(id)
        if row is None:
            raise not_found()
        return row

    def shown(self, thing: queries.MilestoneRow) -> Mapping[str, Any]:
        (shown,) = _shown([thing])
        return shown


class OneMilestone(_Milestone, DetailView):
    """One milestone."""

    @reads("Milestone", MilestoneSerializer)
    def get(self, request: Request, id: UUID) -> Response:
        return self.answer(id)


class ReforecastSerializer(BodySerializer):
    """A milestone's new forecast, as exact as it is known, and why it moves."""

    forecast = serializers.DateField(help_text="Any day of the month, quarter, season or year that is meant")
    precision = serializers.ChoiceField(choices=PRECISIONS, default=DatePrecision.DAY.value)
    reason = serializers.CharField(max_length=1000, help_text="Every change of date keeps its reason")

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        _check_year("forecast", attrs)
        return attrs


class ReforecastMilestone(_Milestone, ChangeView):
    """Move a milestone's forecast. Money, risk and alerts follow it; the date it was stays on the record."""

    def change(self, id: UUID, given: Mapping[str, Any], *, version: int, at: datetime) -> None:
        forecast = ApproxDate(given["forecast"], DatePrecision(given["precision"]))
        changes.reforecast_milestone(
            milestone_id=id,
            version=version,
            forecast=forecast.value,
            precision=forecast.precision.value,
            reason=given["reason"],
            by=self.actor,
            at=at,
        )

    @writes("reforecastMilestone", ReforecastSerializer, MilestoneSerializer)
    def post(self, request: Request, id: UUID) -> HttpResponse:
        return self.written(request, id, ReforecastSerializer)


class RebaselineSerializer(BodySerializer):
    """A milestone's new baseline, as exact as it is known, why, and the decision it rests on."""

    baseline = serializers.DateField(help_text="Any day of the month, quarter, season or year that is meant")
    precision = serializers.ChoiceField(choices=PRECISIONS, default=DatePrecision.DAY.value)
    reason = serializers.CharField(max_length=1000, help_text="Every change of date keeps its reason")
    authority = AuthorityBody(
        required=False, allow_null=True, help_text="Needed unless it is the first baseline"
    )

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        _check_year("baseline", attrs)
        return attrs


class RebaselineMilestone(_Milestone, ChangeView):
    """Hold a milestone to another date, by a decision. The original baseline stays on record beside it."""

    def change(self, id: UUID, given: Mapping[str, Any], *, version: int, at: datetime) -> None:
        baseline = ApproxDate(given["baseline"], DatePrecision(given["precision"]))
        changes.revise_milestone(
            milestone_id=id,
            version=version,
            values={"baseline_date": baseline.value, "baseline_precision": baseline.precision.value},
            reason=given["reason"],
            authority=authority_of(given),
            by=self.actor,
            at=at,
        )

    @writes("rebaselineMilestone", RebaselineSerializer, MilestoneSerializer)
    def post(self, request: Request, id: UUID) -> HttpResponse:
        return self.written(request, id, RebaselineSerializer)


def _check_year(name: str, attrs: Mapping[str, Any]) -> None:
    if not EARLIEST <= attrs[name] <= LATEST:
        raise serializers.ValidationError({name: [f"Give a day from {EARLIEST.year} to {LATEST.year}."]})


def _shown(rows: list[queries.MilestoneRow]) -> list[Mapping[str, Any]]:
    late = lateness(rows, on=timezone.localdate())
    return list(MilestoneSerializer(rows, many=True, context={"lateness": late}).data)
