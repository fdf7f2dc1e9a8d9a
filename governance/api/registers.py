"""The risk register with its reviews, the matrices it is read with, and impact assessments with their steps."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final
from uuid import UUID

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from governance import queries
from governance.models.impact_assessment import ASSESSMENT_KINDS, ASSESSMENT_STATES
from governance.models.risk_register import RESPONSES, RISK_STATES
from governance.queries.register_pages import IMPACT_ORDERS, RISK_ORDERS, impact_page, risk_page
from programme.api.fields import (
    MarkingField,
    NamedSerializer,
    OwnerSerializer,
    ProgrammeRefSerializer,
    WorkstreamRefSerializer,
)
from programme.api.paging import ListQuery, asked, cut_of, filters_of, listed
from programme.api.problems import not_found
from programme.api.schema import lists, reads
from programme.api.views import ApiView, DetailView

STATES: Final = RISK_STATES
RESPONSE_CHOICES: Final = RESPONSES
ASSESSED: Final = ASSESSMENT_KINDS
ASSESSED_STATES: Final = ASSESSMENT_STATES


class RiskBoardSerializer(NamedSerializer):
    """The board that keeps a risk."""

    key = "board_id"

    id = serializers.UUIDField(source="board_id")
    name = serializers.CharField(source="board")


class RiskReviewSerializer(serializers.Serializer[Any]):
    """One review of a risk: what it was scored, and why."""

    score = serializers.CharField(source="score_words", help_text="4 × 5 = 20; blank where not scored")
    band = serializers.CharField()
    is_override = serializers.BooleanField()
    state = serializers.ChoiceField(choices=STATES)
    reason = serializers.CharField()
    recorded_at = serializers.DateTimeField()


class RegisterRiskSerializer(serializers.Serializer[Any]):
    """A risk of the register, as it stands. Unscored, its steps and score are null and its band is blank."""

    id = serializers.UUIDField()
    version = serializers.IntegerField()
    ref = serializers.CharField()
    title = serializers.CharField()
    cause = serializers.CharField()
    effect = serializers.CharField()
    programme = ProgrammeRefSerializer()
    workstream = WorkstreamRefSerializer(allow_null=True)
    workstreams_named = serializers.CharField(help_text="As its paper names them")
    board = RiskBoardSerializer(allow_null=True)
    owner = OwnerSerializer(allow_null=True)
    matrix = serializers.CharField(help_text="The matrix it is read with")
    likelihood = serializers.IntegerField(allow_null=True)
    likelihood_words = serializers.CharField()
    impact = serializers.IntegerField(allow_null=True)
    impact_words = serializers.CharField()
    score = serializers.IntegerField(allow_null=True)
    band = serializers.CharField()
    band_words = serializers.CharField(
        help_text="The band, that it was set by hand, or that it is not scored"
    )
    by_score = serializers.CharField(help_text="The band of the score alone")
    override_reason = serializers.CharField()
    response = serializers.ChoiceField(choices=RESPONSE_CHOICES, allow_blank=True)
    mitigation = serializers.CharField()
    review_on = serializers.DateField(allow_null=True, help_text="When it is next reviewed")
    state = serializers.ChoiceField(choices=STATES)
    reviewed_at = serializers.DateTimeField(allow_null=True)
    reason = serializers.CharField(help_text="What its newest review found")
    source = serializers.CharField()  # type: ignore[assignment]
    marking = MarkingField()


class OneRegisterRiskSerializer(RegisterRiskSerializer):
    """A risk of the register with every review of it, the oldest first."""

    reviews = serializers.SerializerMethodField()

    @extend_schema_field(RiskReviewSerializer(many=True))
    def get_reviews(self, row: queries.RiskRow) -> list[dict[str, Any]]:
        found = queries.risk_reviews([row.id], reader=self.context["reader"]).get(row.id, ())
        return list(RiskReviewSerializer(found, many=True).data)


class RegisterQuery(ListQuery):
    """What the list of risks may be asked."""

    order = serializers.ChoiceField(choices=list(RISK_ORDERS), default="ref")
    programme = serializers.SlugField(required=False, help_text="The programme's code")
    workstream = serializers.UUIDField(required=False, help_text="The workstream's id")
    board = serializers.SlugField(required=False, help_text="The code of the board that keeps it")
    state = serializers.ChoiceField(required=False, choices=STATES)


class RegisterRisks(ApiView):
    """The risks you may see."""

    @lists("risks", RegisterQuery, RegisterRiskSerializer)
    def get(self, request: Request) -> Response:
        wanted = asked(request, RegisterQuery)
        page = risk_page(reader=self.actor, cut=cut_of(wanted), **filters_of(wanted))
        rows = queries.risks(reader=self.actor, ids=page.ids)
        shown = RegisterRiskSerializer([rows[i] for i in page.ids if i in rows], many=True).data
        return listed(request, wanted, page, list(shown))


class OneRegisterRisk(DetailView):
    """One risk."""

    def find(self, id: UUID) -> queries.RiskRow:
        row = queries.risks(reader=self.actor, ids=[id]).get(id)
        if row is None:
            raise not_found()
        return row

    def shown(self, thing: queries.RiskRow) -> Mapping[str, Any]:
        return OneRegisterRiskSerializer(thing, context={"reader": self.actor}).data

    @reads("Risk", OneRegisterRiskSerializer)
    def get(self, request: Request, id: UUID) -> Response:
        return self.answer(id)


class AssessmentStepSerializer(serializers.Serializer[Any]):
    """One step of an impact assessment."""

    state = serializers.ChoiceField(choices=ASSESSED_STATES)
    state_words = serializers.CharField()
    note = serializers.CharField()
    recorded_at = serializers.DateTimeField()


class ImpactAssessmentSerializer(serializers.Serializer[Any]):
    """An impact assessment: where it stands, what comes next, and who may not sign it."""

    id = serializers.UUIDField()
    version = serializers.IntegerField()
    ref = serializers.CharField()
    kind = serializers.ChoiceField(choices=ASSESSED)
    subject = serializers.CharField()
    programme = ProgrammeRefSerializer()
    workstream = WorkstreamRefSerializer(allow_null=True)
    saving_id = serializers.UUIDField(allow_null=True)
    decision_id = serializers.UUIDField(allow_null=True)
    state = serializers.ChoiceField(choices=ASSESSED_STATES)
    state_words = serializers.CharField()
    is_done = serializers.BooleanField(help_text="Whether it holds no decision back")
    next_step = serializers.CharField()
    may_not_sign = serializers.ListField(child=serializers.CharField())
    screened_on = serializers.DateField(allow_null=True)
    screening_reason = serializers.CharField()
    impact = serializers.CharField()
    mitigation = serializers.CharField()
    signed_on = serializers.DateField(allow_null=True)
    signed_by = serializers.CharField()
    source = serializers.CharField()  # type: ignore[assignment]
    marking = MarkingField()


class OneImpactAssessmentSerializer(ImpactAssessmentSerializer):
    """An impact assessment with every step of it, the oldest first."""

    steps = serializers.SerializerMethodField()

    @extend_schema_field(AssessmentStepSerializer(many=True))
    def get_steps(self, row: queries.ImpactAssessmentRow) -> list[dict[str, Any]]:
        found = queries.assessment_steps([row.id], reader=self.context["reader"]).get(row.id, ())
        return list(AssessmentStepSerializer(found, many=True).data)


class ImpactQuery(ListQuery):
    """What the list of impact assessments may be asked."""

    order = serializers.ChoiceField(choices=list(IMPACT_ORDERS), default="ref")
    programme = serializers.SlugField(required=False, help_text="The programme's code")
    workstream = serializers.UUIDField(required=False, help_text="The workstream's id")
    kind = serializers.ChoiceField(required=False, choices=ASSESSED)
    state = serializers.ChoiceField(
        required=False, choices=[*ASSESSED_STATES, ("holding", "Holds decisions back")]
    )


class ImpactAssessments(ApiView):
    """The impact assessments you may see."""

    @lists("impactAssessments", ImpactQuery, ImpactAssessmentSerializer)
    def get(self, request: Request) -> Response:
        wanted = asked(request, ImpactQuery)
        page = impact_page(reader=self.actor, cut=cut_of(wanted), **filters_of(wanted))
        rows = queries.impact_assessments(reader=self.actor, ids=page.ids)
        shown = ImpactAssessmentSerializer([rows[i] for i in page.ids if i in rows], many=True).data
        return listed(request, wanted, page, list(shown))


class OneImpactAssessment(DetailView):
    """One impact assessment."""

    def find(self, id: UUID) -> queries.ImpactAssessmentRow:
        row = queries.impact_assessments(reader=self.actor, ids=[id]).get(id)
        if row is None:
            raise not_found()
        return row

    def shown(self, thing: queries.ImpactAssessmentRow) -> Mapping[str, Any]:
        return OneImpactAssessmentSerializer(thing, context={"reader": self.actor}).data

    @reads("ImpactAssessment", OneImpactAssessmentSerializer)
    def get(self, request: Request, id: UUID) -> Response:
        return self.answer(id)
