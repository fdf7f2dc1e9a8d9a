"""Workstreams, and reporting their RAG."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from programme import changes, queries
from programme.api.fields import (
    RAG_CHOICES,
    BodySerializer,
    MarkingField,
    OwnerSerializer,
    ProgrammeRefSerializer,
    rag_words,
)
from programme.api.paging import ListQuery, asked, cut_of, filters_of, listed
from programme.api.problems import not_found
from programme.api.schema import lists, reads, writes
from programme.api.views import ApiView, ChangeView, DetailView, OneView
from programme.queries.listing import NOT_PUBLISHED, WORKSTREAM_ORDERS, workstream_page


class StatusReportSerializer(serializers.Serializer[Any]):
    """A rating as said: who, why, when, by which definitions."""

    rating = serializers.ChoiceField(choices=RAG_CHOICES)
    words = serializers.CharField()
    reason = serializers.CharField()
    rater = serializers.CharField()
    recorded_at = serializers.DateTimeField()
    definition_set = serializers.CharField()


class WorkstreamSerializer(serializers.Serializer[Any]):
    """A workstream with its newest reported RAG: null, in words "not published", where none is."""

    id = serializers.UUIDField()
    version = serializers.IntegerField()
    ref = serializers.CharField()
    name = serializers.CharField()
    summary = serializers.CharField()
    programme = ProgrammeRefSerializer()
    owner = OwnerSerializer(allow_null=True)
    start_date = serializers.DateField(allow_null=True)
    cadence_days = serializers.IntegerField(help_text="How often it reports")
    reported_at = serializers.DateTimeField(allow_null=True)
    rag = serializers.SerializerMethodField()
    rag_words = serializers.SerializerMethodField()
    status_report = StatusReportSerializer(source="status", allow_null=True)
    marking = MarkingField()

    @extend_schema_field(serializers.ChoiceField(choices=RAG_CHOICES, allow_null=True))
    def get_rag(self, row: queries.WorkstreamRow) -> str | None:
        return row.status.rating if row.status else None

    def get_rag_words(self, row: queries.WorkstreamRow) -> str:
        return rag_words(row.status.rating if row.status else None)


class WorkstreamQuery(ListQuery):
    """What the list of workstreams may be asked."""

    order = serializers.ChoiceField(choices=list(WORKSTREAM_ORDERS), default="programme")
    programme = serializers.SlugField(required=False, help_text="The programme's code")
    owner = serializers.UUIDField(required=False, help_text="The owner's id")
    rag = serializers.ChoiceField(
        required=False, choices=[*RAG_CHOICES, (NOT_PUBLISHED, "Not published")], help_text="The newest RAG"
    )


class Workstreams(ApiView):
    """The workstreams you may see."""

    @lists("workstreams", WorkstreamQuery, WorkstreamSerializer)
    def get(self, request: Request) -> Response:
        wanted = asked(request, WorkstreamQuery)
        page = workstream_page(reader=self.actor, cut=cut_of(wanted), **filters_of(wanted))
        rows = queries.workstreams(reader=self.actor, ids=page.ids)
        shown = WorkstreamSerializer([rows[i] for i in page.ids if i in rows], many=True).data
        return listed(request, wanted, page, list(shown))


class _Workstream(OneView):
    def find(self, id: UUID) -> queries.WorkstreamRow:
        row = queries.workstreams(reader=self.actor, ids=[id]).get(id)
        if row is None:
            raise not_found()
        return row

    def shown(self, thing: queries.WorkstreamRow) -> Mapping[str, Any]:
        return WorkstreamSerializer(thing).data


class OneWorkstream(_Workstream, DetailView):
    """One workstream."""

    @reads("Workstream", WorkstreamSerializer)
    def get(self, request: Request, id: UUID) -> Response:
        return self.answer(id)


class ReportStatusSerializer(BodySerializer):
    """A new rating of a workstream, and why."""

    rating = serializers.ChoiceField(choices=RAG_CHOICES)
    reason = serializers.CharField(max_length=2000, help_text="Every rating keeps its reason")


class ReportStatus(_Workstream, ChangeView):
    """Report a workstream's RAG. The report stays on the record; an earlier one is never overwritten."""

    def change(self, id: UUID, given: Mapping[str, Any], *, version: int, at: datetime) -> None:
        changes.report_status(
            workstream_id=id,
            version=version,
            rating=given["rating"],
            reason=given["reason"],
            by=self.actor,
            at=at,
        )

    @writes("reportStatus", ReportStatusSerializer, WorkstreamSerializer)
    def post(self, request: Request, id: UUID) -> HttpResponse:
        return self.written(request, id, ReportStatusSerializer)
