"""Decisions: what is asked of whom, the path, what it changes, what waits for it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final
from uuid import UUID

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from governance import queries
from governance.models.decision import DECISION_KINDS, DECISION_STATES, EFFECT_KINDS
from governance.queries.decision_pages import DECISION_ORDERS, decision_page
from programme.api.fields import (
    MarkingField,
    NamedSerializer,
    PoundsField,
    ProgrammeRefSerializer,
    WorkstreamRefSerializer,
)
from programme.api.paging import ListQuery, asked, cut_of, filters_of, listed
from programme.api.problems import not_found
from programme.api.schema import lists, reads
from programme.api.views import ApiView, DetailView

KINDS: Final = DECISION_KINDS
STATES: Final = DECISION_STATES
EFFECTS: Final = EFFECT_KINDS
SUBJECTS: Final = ["saving", "milestone"]


class DecidesSerializer(NamedSerializer):
    """Who decides."""

    key = "decision_maker_id"

    id = serializers.UUIDField(source="decision_maker_id")
    name = serializers.CharField(source="decision_maker")


class DecisionBoardSerializer(NamedSerializer):
    """The board that is asked, or recommends."""

    key = "board_id"

    id = serializers.UUIDField(source="board_id")
    name = serializers.CharField(source="board")


class DecisionStepSerializer(serializers.Serializer[Any]):
    """One step on a decision's path, on its day."""

    step = serializers.ChoiceField(choices=STATES)
    words = serializers.CharField()
    on = serializers.DateField()
    note = serializers.CharField()
    recorded_at = serializers.DateTimeField()


class DecisionEffectSerializer(serializers.Serializer[Any]):
    """One plan a decision changes, once it has effect. `refused` says why it could not be changed."""

    kind = serializers.ChoiceField(choices=EFFECTS)
    kind_words = serializers.CharField()
    subject_kind = serializers.ChoiceField(choices=SUBJECTS)
    subject_id = serializers.UUIDField()
    subject = serializers.CharField()
    words = serializers.CharField(help_text="What it is changed to, in words")
    applied_at = serializers.DateTimeField(allow_null=True)
    refused = serializers.CharField()


class DecisionWaitSerializer(serializers.Serializer[Any]):
    """A milestone that waits for the decision, or did. Days are calendar days, to today while it waits."""

    milestone_id = serializers.UUIDField()
    milestone_ref = serializers.CharField()
    milestone_name = serializers.CharField()
    since = serializers.DateField()
    until = serializers.DateField(allow_null=True)
    days = serializers.IntegerField()


class DecisionSerializer(serializers.Serializer[Any]):
    """A decision: what is asked of whom, its path, what it changes and what waits for it, of what you may see."""

    id = serializers.UUIDField()
    version = serializers.IntegerField()
    ref = serializers.CharField()
    title = serializers.CharField()
    text = serializers.CharField()
    programme = ProgrammeRefSerializer()
    workstream = WorkstreamRefSerializer(allow_null=True)
    kind = serializers.ChoiceField(choices=KINDS)
    kind_words = serializers.CharField()
    amount = PoundsField(allow_null=True, help_text="What it commits or changes; null is not known")
    decision_maker = DecidesSerializer(allow_null=True)
    board = DecisionBoardSerializer(allow_null=True)
    paper_id = serializers.UUIDField(allow_null=True)
    meeting_id = serializers.UUIDField(allow_null=True)
    state = serializers.ChoiceField(choices=STATES)
    state_words = serializers.CharField()
    needed_by = serializers.DateField(allow_null=True)
    key_decision = serializers.BooleanField(allow_null=True)
    notice_given_on = serializers.DateField(allow_null=True)
    urgency = serializers.CharField()
    made_on = serializers.DateField(allow_null=True)
    effective_on = serializers.DateField(allow_null=True, help_text="Null while that is not settled")
    reasons = serializers.CharField()
    path = DecisionStepSerializer(many=True)
    effects = DecisionEffectSerializer(many=True)
    waits = DecisionWaitSerializer(many=True)
    waiting_days = serializers.IntegerField(allow_null=True)
    source = serializers.CharField()  # type: ignore[assignment]
    marking = MarkingField()


class StandingSerializer(serializers.Serializer[Any]):
    """Who may decide, why the one named may not, what comes first and what to mind, all in words."""

    refusal = serializers.CharField(help_text="Blank where its decision-maker may decide, or it is decided")
    able = serializers.ListField(child=serializers.CharField(), help_text="Who may decide it")
    outstanding = serializers.ListField(
        child=serializers.CharField(), help_text="Impact assessments that come first"
    )
    suggested_key = serializers.SerializerMethodField(help_text="Null where the rule cannot say")
    suggested_why = serializers.SerializerMethodField()
    warnings = serializers.ListField(child=serializers.CharField())

    @extend_schema_field(serializers.BooleanField(allow_null=True))
    def get_suggested_key(self, standing: queries.Standing) -> bool | None:
        return standing.suggested[0] if standing.suggested else None

    def get_suggested_why(self, standing: queries.Standing) -> str:
        return standing.suggested[1] if standing.suggested else ""


class OneDecisionSerializer(DecisionSerializer):
    """A decision, with how it stands with who may decide it."""

    standing = serializers.SerializerMethodField()

    @extend_schema_field(StandingSerializer())
    def get_standing(self, row: queries.DecisionRow) -> Any:
        found = queries.standing(reader=self.context["reader"], decision_id=row.id)
        return None if found is None else StandingSerializer(found).data


class DecisionQuery(ListQuery):
    """What the list of decisions may be asked."""

    order = serializers.ChoiceField(choices=list(DECISION_ORDERS), default="ref")
    programme = serializers.SlugField(required=False, help_text="The programme's code")
    workstream = serializers.UUIDField(required=False, help_text="The workstream's id")
    board = serializers.SlugField(required=False, help_text="The code of the board that is asked")
    state = serializers.ChoiceField(required=False, choices=[*STATES, ("asked", "Still asked for")])
    kind = serializers.ChoiceField(required=False, choices=KINDS)


class Decisions(ApiView):
    """The decisions you may see."""

    @lists("decisions", DecisionQuery, DecisionSerializer)
    def get(self, request: Request) -> Response:
        wanted = asked(request, DecisionQuery)
        page = decision_page(reader=self.actor, cut=cut_of(wanted), **filters_of(wanted))
        rows = queries.decisions(reader=self.actor, ids=page.ids)
        shown = DecisionSerializer([rows[i] for i in page.ids if i in rows], many=True).data
        return listed(request, wanted, page, list(shown))


class OneDecision(DetailView):
    """One decision."""

    def find(self, id: UUID) -> queries.DecisionRow:
        row = queries.decisions(reader=self.actor, ids=[id]).get(id)
        if row is None:
            raise not_found()
        return row

    def shown(self, thing: queries.DecisionRow) -> Mapping[str, Any]:
        return OneDecisionSerializer(thing, context={"reader": self.actor}).data

    @reads("Decision", OneDecisionSerializer)
    def get(self, request: Request, id: UUID) -> Response:
        return self.answer(id)
