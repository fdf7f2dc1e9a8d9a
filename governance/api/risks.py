"""Delivery risk of workstreams, milestones and savings, as it was last stored."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from governance import queries
from governance.rules.risk import BAND_WORDS
from programme import queries as ground
from programme.api.fields import MarkingField, ProgrammeRefSerializer
from programme.api.paging import ListQuery, asked, cut_of, listed
from programme.api.problems import not_found
from programme.api.schema import lists, reads
from programme.api.views import ApiView
from programme.queries.listing import milestone_page, workstream_page
from programme.queries.paging import Cut, Page
from programme.rules.access import MARKINGS, Actor
from savings import queries as money
from savings.queries.listing import saving_page

KINDS: Final = ["workstream", "milestone", "saving"]
BAND_CHOICES: Final = list(BAND_WORDS.items())

Thing = ground.WorkstreamRow | ground.MilestoneRow | money.SavingRow


@dataclass(frozen=True)
class Judged:
    """A thing its reader may see, with its newest risk; None where it was never assessed."""

    kind: str
    thing: Thing
    risk: queries.AssessmentRow | None


class ReasonSerializer(serializers.Serializer[Any]):
    """One reason for a band. `weight` is the band it alone would give, 0 low to 3 very high; null is not counted."""

    code = serializers.CharField()
    words = serializers.CharField()
    weight = serializers.IntegerField(allow_null=True)
    ref = serializers.CharField(help_text="What it is about; blank for the thing itself")


class RiskSerializer(serializers.Serializer[Any]):
    """The newest risk of one thing: a band, its reasons, and what has to be said beside it."""

    band = serializers.ChoiceField(choices=BAND_CHOICES)
    band_words = serializers.CharField()
    chance = serializers.FloatField(allow_null=True, min_value=0, max_value=1, help_text="A share, 0 to 1")
    reasons = ReasonSerializer(many=True)
    caveat = serializers.CharField()
    method_version = serializers.CharField()
    recorded_at = serializers.DateTimeField(help_text="When it last changed")


class DeliveryRiskSerializer(serializers.Serializer[Any]):
    """The delivery risk of a workstream, milestone or saving; null where it was never assessed."""

    kind = serializers.ChoiceField(choices=KINDS)
    id = serializers.UUIDField(source="thing.id")
    ref = serializers.CharField(source="thing.ref")
    name = serializers.CharField(source="thing.name")
    programme = serializers.SerializerMethodField()
    risk = RiskSerializer(allow_null=True)
    marking = serializers.SerializerMethodField()

    @extend_schema_field(ProgrammeRefSerializer())
    def get_programme(self, judged: Judged) -> Mapping[str, Any]:
        return ProgrammeRefSerializer(judged.thing).data

    @extend_schema_field(serializers.ChoiceField(choices=list(MARKINGS)))
    def get_marking(self, judged: Judged) -> str:
        return MarkingField().to_representation(judged.thing.placement)


class DeliveryRiskQuery(ListQuery):
    """What the list of delivery risks may be asked."""

    order = serializers.ChoiceField(choices=["programme", "-programme"], default="programme")
    kind = serializers.ChoiceField(choices=KINDS, default="workstream")
    programme = serializers.SlugField(required=False, help_text="The programme's code")


class DeliveryRisks(ApiView):
    """The delivery risk of the workstreams, milestones or savings you may see, in the order of their programme."""

    @lists("deliveryRisks", DeliveryRiskQuery, DeliveryRiskSerializer)
    def get(self, request: Request) -> Response:
        wanted = asked(request, DeliveryRiskQuery)
        kind = wanted["kind"]
        page = _page(kind, reader=self.actor, cut=cut_of(wanted), programme=wanted.get("programme"))
        found = judged(kind, page.ids, reader=self.actor)
        shown = DeliveryRiskSerializer([found[i] for i in page.ids if i in found], many=True).data
        return listed(request, wanted, page, list(shown))


class OneDeliveryRisk(ApiView):
    """The delivery risk of one thing."""

    kind = ""

    def answer(self, id: UUID) -> Response:
        """Return the risk of the thing. Raises the problem of what is hidden or not there."""
        found = judged(self.kind, [id], reader=self.actor)
        if id not in found:
            raise not_found()
        return Response(DeliveryRiskSerializer(found[id]).data)


class WorkstreamRisk(OneDeliveryRisk):
    """The delivery risk of one workstream."""

    kind = "workstream"

    @reads("WorkstreamRisk", DeliveryRiskSerializer, versioned=False)
    def get(self, request: Request, id: UUID) -> Response:
        return self.answer(id)


class MilestoneRisk(OneDeliveryRisk):
    """The delivery risk of one milestone."""

    kind = "milestone"

    @reads("MilestoneRisk", DeliveryRiskSerializer, versioned=False)
    def get(self, request: Request, id: UUID) -> Response:
        return self.answer(id)


class SavingRisk(OneDeliveryRisk):
    """The delivery risk of one saving."""

    kind = "saving"

    @reads("SavingRisk", DeliveryRiskSerializer, versioned=False)
    def get(self, request: Request, id: UUID) -> Response:
        return self.answer(id)


def judged(kind: str, ids: Iterable[UUID], *, reader: Actor) -> dict[UUID, Judged]:
    """Return the things of one kind that this reader may see, with their newest risk, by id."""
    things: Mapping[UUID, Thing]
    if kind == "workstream":
        things = ground.workstreams(reader=reader, ids=ids)
    elif kind == "milestone":
        things = ground.milestones(reader=reader, ids=ids)
    else:
        things = money.savings(reader=reader, ids=ids)
    risks = queries.assessments(things)
    return {key: Judged(kind, thing, risks.get(key)) for key, thing in things.items()}


def _page(kind: str, *, reader: Actor, cut: Cut, programme: str | None) -> Page:
    pages: dict[str, Callable[..., Page]] = {
        "workstream": workstream_page,
        "milestone": milestone_page,
        "saving": saving_page,
    }
    return pages[kind](reader=reader, cut=cut, programme=programme)
