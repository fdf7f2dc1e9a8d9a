"""Three opinions of each workstream, how whole programmes are rated, and what Red opened."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from governance import queries
from governance.queries.recoveries import RECOVERY_ORDERS, recoveries, recovery_page
from programme.api.fields import (
    MarkingField,
    OwnerSerializer,
    ProgrammeRefSerializer,
    WorkstreamRefSerializer,
)
from programme.api.paging import ListQuery, asked, cut_of, filters_of, listed
from programme.api.problems import not_found
from programme.api.schema import lists, reads
from programme.api.views import ApiView
from programme.queries.listing import workstream_page


class AboutWorkstreamSerializer(serializers.Serializer[Any]):
    """The workstream the opinions are of."""

    id = serializers.UUIDField()
    ref = serializers.CharField()
    name = serializers.CharField()


class OpinionsSerializer(serializers.Serializer[Any]):
    """Three opinions side by side, in words: as reported, by a rule over the facts, by chance. Never merged."""

    workstream = AboutWorkstreamSerializer(source="about")
    owner = serializers.CharField()
    decision_maker = serializers.CharField()
    reported = serializers.CharField()
    reported_on = serializers.DateField(allow_null=True)
    definition_set = serializers.CharField()
    by_rule = serializers.CharField()
    rule_reasons = serializers.ListField(child=serializers.CharField())
    chance = serializers.CharField()
    chance_reasons = serializers.ListField(child=serializers.CharField())
    disagreement = serializers.CharField(help_text="Blank where they agree")
    staleness = serializers.CharField(help_text="Blank while reports are in time")
    milestones_late = serializers.IntegerField()
    next_milestone = serializers.CharField()


class OpinionsQuery(ListQuery):
    """What the list of opinions may be asked."""

    order = serializers.ChoiceField(choices=["programme", "-programme"], default="programme")
    programme = serializers.SlugField(required=False, help_text="The programme's code")


class WorkstreamsOpinions(ApiView):
    """The three opinions of the workstreams you may see."""

    @lists("opinions", OpinionsQuery, OpinionsSerializer)
    def get(self, request: Request) -> Response:
        wanted = asked(request, OpinionsQuery)
        page = workstream_page(reader=self.actor, cut=cut_of(wanted), **filters_of(wanted))
        rows = queries.opinions(reader=self.actor, workstream_ids=page.ids)
        shown = OpinionsSerializer([rows[i] for i in page.ids if i in rows], many=True).data
        return listed(request, wanted, page, list(shown))


class WorkstreamOpinions(ApiView):
    """The three opinions of one workstream."""

    @reads("WorkstreamOpinions", OpinionsSerializer, versioned=False)
    def get(self, request: Request, id: UUID) -> Response:
        row = queries.opinions(reader=self.actor, workstream_ids=[id]).get(id)
        if row is None:
            raise not_found()
        return Response(OpinionsSerializer(row).data)


class ProgrammeRatingSerializer(serializers.Serializer[Any]):
    """How a whole programme is rated: no greener than its worst part without a reason that expires."""

    programme_id = serializers.UUIDField()
    shown = serializers.CharField(help_text="As it shows today, in words")
    given = serializers.CharField(help_text="As somebody rated it last")
    note = serializers.CharField(help_text="Why it shows otherwise, or is greener than its parts; else blank")
    lapsed = serializers.BooleanField()
    reason = serializers.CharField()
    rater = serializers.CharField()
    recorded_at = serializers.DateTimeField(allow_null=True)
    expires_on = serializers.DateField(allow_null=True)
    definition_set = serializers.CharField()


class ProgrammeRating(ApiView):
    """How one programme is rated as a whole."""

    @reads("ProgrammeRating", ProgrammeRatingSerializer, versioned=False)
    def get(self, request: Request, id: UUID) -> Response:
        row = queries.programme_ratings(reader=self.actor, programme_ids=[id]).get(id)
        if row is None:
            raise not_found()
        return Response(ProgrammeRatingSerializer(row).data)


class RecoverySerializer(serializers.Serializer[Any]):
    """What Red opened: who brings the workstream back, which board watches, when it is assessed again."""

    id = serializers.UUIDField()
    version = serializers.IntegerField()
    programme = ProgrammeRefSerializer()
    workstream = WorkstreamRefSerializer()
    owner = OwnerSerializer(allow_null=True)
    board = serializers.CharField(help_text="Blank for none")
    opened_at = serializers.DateTimeField()
    plan = serializers.CharField()
    reassess_on = serializers.DateField(allow_null=True)
    closed_at = serializers.DateTimeField(allow_null=True)
    outcome = serializers.CharField()
    marking = MarkingField()


class RecoveryQuery(ListQuery):
    """What the list of recoveries may be asked. Open ones are listed unless asked otherwise."""

    order = serializers.ChoiceField(choices=list(RECOVERY_ORDERS), default="-opened")
    programme = serializers.SlugField(required=False, help_text="The programme's code")
    state = serializers.ChoiceField(choices=["open", "closed", "all"], default="open")


class Recoveries(ApiView):
    """The recovery records of the workstreams you may see."""

    @lists("recoveries", RecoveryQuery, RecoverySerializer)
    def get(self, request: Request) -> Response:
        wanted = asked(request, RecoveryQuery)
        filters = filters_of(wanted)
        is_open = {"open": True, "closed": False, "all": None}[filters.pop("state")]
        page = recovery_page(reader=self.actor, cut=cut_of(wanted), is_open=is_open, **filters)
        rows = recoveries(reader=self.actor, ids=page.ids)
        shown = RecoverySerializer([rows[i] for i in page.ids if i in rows], many=True).data
        return listed(request, wanted, page, list(shown))
