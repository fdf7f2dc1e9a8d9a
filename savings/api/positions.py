"""Where the money stands: plan, forecast and what lies between, by programme and by workstream."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils import timezone
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from programme import queries as ground
from programme.api.fields import PoundsField
from programme.api.paging import ListQuery, asked, cut_of, filters_of, listed
from programme.api.problems import not_found
from programme.api.schema import lists, reads
from programme.api.views import ApiView
from programme.changes import Invalid
from programme.queries.listing import PROGRAMME_ORDERS, programme_page
from programme.rules.calendar import FinancialYear
from savings.api.figures import KINDS
from savings.queries.stated_positions import (
    StatedPosition,
    closed_position,
    programme_positions,
    workstream_position,
)
from savings.rules.periods import period_words, read_month


class BesideSerializer(serializers.Serializer[Any]):
    """The plan of one kind of saving that stands beside the totals and is in none of them."""

    kind = serializers.ChoiceField(choices=KINDS)
    words = serializers.CharField()
    plan = PoundsField(allow_null=True)
    lines = serializers.IntegerField()
    lines_known = serializers.IntegerField()


class BridgeSerializer(serializers.Serializer[Any]):
    """From the published target to the plan of the kinds its council counted.

    target = delivered + on_track + at_risk + deliverable_later + undeliverable + no_outlook + adjustments +
    unidentified + not_in_our_copy. Without a published target there is no bridge: target, unidentified and
    not_in_our_copy are null, and the buckets still sum to the plan. With one, either of the last two is nil:
    nothing is called unidentified where a plan cell of the year is not known, or the paper lacks rows of its total.
    """

    target = PoundsField(
        allow_null=True, help_text="Null without one, and where it takes in lines outside your view"
    )
    target_note = serializers.CharField(help_text="Says where it takes in lines outside your view")
    target_name = serializers.CharField(help_text="Blank without a published target")
    target_source = serializers.CharField()
    delivered = PoundsField(help_text="Validated so far, at most the plan")
    on_track = PoundsField()
    at_risk = PoundsField()
    deliverable_later = PoundsField()
    undeliverable = PoundsField(help_text="With what nothing covers of replaced lines")
    no_outlook = PoundsField()
    adjustments = PoundsField(help_text="Those that name no line; the others count with the line they name")
    unidentified = PoundsField(allow_null=True, help_text="Below nought where more is planned than asked for")
    not_in_our_copy = PoundsField(allow_null=True)
    plan = PoundsField(allow_null=True, help_text="Null where no line's is known")
    claimed = PoundsField(help_text="What owners say is delivered, beside the bridge")
    replaced = PoundsField(help_text="Plan that other lines stand in for, beside the bridge")
    lines = serializers.IntegerField(help_text="Adjustments apart")
    lines_with_plan = serializers.IntegerField()
    kinds = serializers.ListField(
        child=serializers.ChoiceField(choices=KINDS), help_text="The kinds taken in"
    )
    without = PoundsField(allow_null=True, help_text="The plan without the kinds that stand beside")
    beside = BesideSerializer(many=True)


class PositionYearSerializer(serializers.Serializer[Any]):
    """One year over cash-releasing savings, income and adjustments.

    plan - loss - timing + over_delivery - shortfall_not_split - plan_not_forecast + forecast_without_plan =
    forecast. Null is not known, never nil; the counts of lines say how much is. A replaced line counts with what
    its replacements do not cover, a withdrawn one with what is validated of it.
    """

    year = serializers.CharField(help_text="2024/25")
    bridge = BridgeSerializer()
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


class PositionHeadingSerializer(serializers.Serializer[Any]):
    """A part of a programme's position: the lines printed under one heading, blank for those under none."""

    heading = serializers.CharField()
    lines = serializers.IntegerField()
    years = PositionYearSerializer(many=True)


class PositionSerializer(serializers.Serializer[Any]):
    """Where a programme or a workstream of it stands, over the lines you may see, as seen on a day."""

    programme = PositionProgrammeSerializer()
    workstream = PositionWorkstreamSerializer(allow_null=True)
    over = serializers.CharField(help_text="Over which lines, in the same words whether or not any is hidden")
    figures = serializers.CharField(help_text="Which figures: live, as at a moment, or of a closed period")
    at = serializers.DateTimeField(allow_null=True, help_text="The moment; null for live figures")
    period = serializers.CharField(help_text="The closed period, 2024/25 M5; blank where none is asked for")
    on = serializers.DateField()
    lines = serializers.IntegerField()
    years = PositionYearSerializer(many=True)
    parts = PositionPartSerializer(many=True, help_text="With by=workstream; together they are the whole")
    headings = PositionHeadingSerializer(
        many=True, help_text="With by=workstream; together they are the whole"
    )


class MomentQuery(serializers.Serializer[Any]):
    """As at which moment a position is wanted."""

    at = serializers.DateTimeField(
        required=False,
        help_text="As had been recorded by then, under your rights of today; without a zone, London",
    )

    def validate_at(self, at: datetime) -> datetime:
        """Refuse a moment that lies ahead."""
        if at > timezone.now():
            raise serializers.ValidationError("This lies ahead: leave it out for the position as it stands.")
        return at


class PartsQuery(MomentQuery):
    """Whether a position is wanted by workstream and heading too."""

    by = serializers.ChoiceField(choices=["programme", "workstream"], default="programme")


class PeriodQuery(PartsQuery):
    """Whether a position is wanted as a period was closed with it."""

    period = serializers.CharField(
        required=False, help_text="M5, with the year it is of: the position as closed"
    )
    year = serializers.CharField(required=False, help_text="2024/25, of the period")

    def validate(self, asked_for: dict[str, Any]) -> dict[str, Any]:
        """Read the period; it stands for itself, without `at`."""
        period, year = asked_for.pop("period", None), asked_for.pop("year", None)
        if period is None and year is None:
            return asked_for
        if period is None or year is None:
            name = "period" if period is None else "year"
            raise serializers.ValidationError(
                {name: "A closed period is named by both: period=M5, year=2024/25."}
            )
        if "at" in asked_for:
            raise serializers.ValidationError(
                {"at": "Ask for a moment or for a closed period, not for both."}
            )
        try:
            return {**asked_for, "month": read_month(period, FinancialYear.parse(year))}
        except ValueError as problem:
            raise serializers.ValidationError({"period": str(problem)}) from problem


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
        levels, at = filters.pop("by") == "workstream", filters.pop("at", None)
        filters["code"] = filters.pop("programme", None)
        page = programme_page(reader=self.actor, cut=cut_of(wanted), **filters)
        found = programme_positions(reader=self.actor, programme_ids=page.ids, levels=levels, at=at)
        shown = PositionSerializer([found[i] for i in page.ids if i in found], many=True).data
        return listed(request, wanted, page, list(shown))


class ProgrammePosition(ApiView):
    """Where one programme stands, live, as at a moment, or as a period was closed with it."""

    @reads("ProgrammePosition", PositionSerializer, versioned=False, query=PeriodQuery)
    def get(self, request: Request, id: UUID) -> Response:
        wanted = asked(request, PeriodQuery)
        month = wanted.get("month")
        if month is None:
            found = programme_positions(
                reader=self.actor,
                programme_ids=[id],
                levels=wanted["by"] == "workstream",
                at=wanted.get("at"),
            )
            return Response(_shown(found.get(id)))
        closed = closed_position(
            reader=self.actor, programme_id=id, year=month.year.start_year, month=month.number
        )
        if closed is None and id in ground.programmes(reader=self.actor, ids=[id]):
            raise Invalid({"period": [f"{period_words(month)} is open: it has no position of its own yet"]})
        return Response(_shown(closed))


class WorkstreamPosition(ApiView):
    """Where one workstream stands, live or as at a moment."""

    @reads("WorkstreamPosition", PositionSerializer, versioned=False, query=MomentQuery)
    def get(self, request: Request, id: UUID) -> Response:
        at = asked(request, MomentQuery).get("at")
        return Response(_shown(workstream_position(reader=self.actor, workstream_id=id, at=at)))


def _shown(position: StatedPosition | None) -> Mapping[str, Any]:
    if position is None:
        raise not_found()
    return PositionSerializer(position).data
