"""Where the money stands: plan, forecast and what lies between, by programme and by workstream."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from programme.api.fields import PoundsField
from programme.api.paging import ListQuery, asked, cut_of, filters_of, listed
from programme.api.problems import not_found
from programme.api.schema import lists, reads
from programme.api.views import ApiView
from programme.queries.listing import PROGRAMME_ORDERS, programme_page
from savings.api.figures import KINDS
from savings.queries.stated import StatedPosition, programme_positions, workstream_position


class BesideSerializer(serializers.Serializer[Any]):
    """The plan of one kind of saving that stands beside the totals and is in none of them."""

    kind = serializers.ChoiceField(choices=KINDS)
    words = serializers.CharField()
    plan = PoundsField(allow_null=True)
    lines = serializers.IntegerField()
    lines_known = serializers.IntegerField()


class PositionYearSerializer(serializers.Serializer[Any]):
    """One year over cash-releasing savings, income and adjustments.

    plan - loss - timing + over_delivery - shortfall_not_split - plan_not_forecast + forecast_without_plan =
    forecast. Null is not known, never nil; the counts of lines say how much is.
    """

    year = serializers.CharField(help_text="2024/25")
    plan = PoundsField(allow_null=True)
    loss = PoundsField(allow_null=True)
    timing = PoundsField(allow_null=True)
    over_delivery = PoundsField(allow_null=True)
    forecast = PoundsField(allow_null=True)
    shortfall_not_split = PoundsField(help_text="Of lines whose loss and timing are not known")
    plan_not_forecast = PoundsField(help_text="The plan of lines nobody has forecast")
    forecast_without_plan = PoundsField()
    claimed = PoundsField(help_text="What owners say is delivered")
    validated = PoundsField(help_text="What finance stands by")
    lines = serializers.IntegerField(help_text="Adjustments apart")
    lines_with_plan = serializers.IntegerField()
    lines_with_forecast = serializers.IntegerField()
    lines_not_split = serializers.IntegerField()
    beside = BesideSerializer(many=True)


class PositionProgrammeSerializer(serializers.Serializer[Any]):
    """The programme a position is of. An illustrative one holds invented figures."""

    id = serializers.UUIDField()
    code = serializers.CharField()
    label = serializers.CharField()  # type: ignore[assignment]
    illustrative = serializers.BooleanField()


class PositionWorkstreamSerializer(serializers.Serializer[Any]):
    """The workstream a position is of."""

    id = serializers.UUIDField()
    ref = serializers.CharField()
    name = serializers.CharField()


class PositionPartSerializer(serializers.Serializer[Any]):
    """A part of a programme's position: of one workstream, or of the lines that stand in none (null)."""

    workstream = PositionWorkstreamSerializer(allow_null=True)
    lines = serializers.IntegerField()
    years = PositionYearSerializer(many=True)


class PositionSerializer(serializers.Serializer[Any]):
    """Where a programme or a workstream of it stands, over the lines you may see, as seen on a day."""

    programme = PositionProgrammeSerializer()
    workstream = PositionWorkstreamSerializer(allow_null=True)
    over = serializers.CharField(help_text="Over which lines, in the same words whether or not any is hidden")
    on = serializers.DateField()
    lines = serializers.IntegerField()
    years = PositionYearSerializer(many=True)
    parts = PositionPartSerializer(many=True, help_text="With by=workstream; together they are the whole")


class PartsQuery(serializers.Serializer[Any]):
    """Whether a position is wanted by workstream too."""

    by = serializers.ChoiceField(choices=["programme", "workstream"], default="programme")


class PositionQuery(ListQuery, PartsQuery):
    """What the list of positions may be asked."""

    order = serializers.ChoiceField(choices=list(PROGRAMME_ORDERS), default="code")
    programme = serializers.SlugField(required=False, help_text="The programme's code")
    organisation = serializers.SlugField(required=False, help_text="The council's code")


class Positions(ApiView):
    """Where each programme stands that you see anything of."""

    @lists("positions", PositionQuery, PositionSerializer)
    def get(self, request: Request) -> Response:
        wanted = asked(request, PositionQuery)
        filters = filters_of(wanted)
        by_workstream = filters.pop("by") == "workstream"
        filters["code"] = filters.pop("programme", None)
        page = programme_page(reader=self.actor, cut=cut_of(wanted), **filters)
        found = programme_positions(reader=self.actor, programme_ids=page.ids, by_workstream=by_workstream)
        shown = PositionSerializer([found[i] for i in page.ids if i in found], many=True).data
        return listed(request, wanted, page, list(shown))


class ProgrammePosition(ApiView):
    """Where one programme stands."""

    @reads("ProgrammePosition", PositionSerializer, versioned=False, query=PartsQuery)
    def get(self, request: Request, id: UUID) -> Response:
        by_workstream = asked(request, PartsQuery)["by"] == "workstream"
        found = programme_positions(reader=self.actor, programme_ids=[id], by_workstream=by_workstream)
        return Response(_shown(found.get(id)))


class WorkstreamPosition(ApiView):
    """Where one workstream stands."""

    @reads("WorkstreamPosition", PositionSerializer, versioned=False)
    def get(self, request: Request, id: UUID) -> Response:
        return Response(_shown(workstream_position(reader=self.actor, workstream_id=id)))


def _shown(position: StatedPosition | None) -> Mapping[str, Any]:
    if position is None:
        raise not_found()
    return PositionSerializer(position).data
