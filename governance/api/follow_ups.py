"""What boards follow up: actions, the findings of a review, consultations."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from governance import queries
from governance.api.meetings import MeetingBoardSerializer
from governance.models.action import FINDING_KINDS, FINDING_STATES
from governance.queries.governed_listing import (
    ACTION_ORDERS,
    CONSULTATION_ORDERS,
    FINDING_ORDERS,
    action_page,
    consultation_page,
    finding_page,
)
from programme.api.fields import (
    MarkingField,
    OwnerSerializer,
    ProgrammeRefSerializer,
    WorkstreamRefSerializer,
)
from programme.api.paging import ListQuery, asked, cut_of, filters_of, listed
from programme.api.problems import not_found
from programme.api.schema import lists, reads
from programme.api.views import ApiView, DetailView


class ActionSerializer(serializers.Serializer[Any]):
    """An action. `overdue_days` are calendar days past its date today, nought while in time or done."""

    id = serializers.UUIDField()
    version = serializers.IntegerField()
    ref = serializers.CharField()
    text = serializers.CharField()
    programme = ProgrammeRefSerializer()
    workstream = WorkstreamRefSerializer(allow_null=True)
    board = MeetingBoardSerializer(allow_null=True)
    owner = OwnerSerializer(allow_null=True)
    meeting_id = serializers.UUIDField(allow_null=True)
    decision_id = serializers.UUIDField(allow_null=True)
    finding_id = serializers.UUIDField(allow_null=True)
    due_on = serializers.DateField(allow_null=True)
    done_on = serializers.DateField(allow_null=True)
    overdue_days = serializers.IntegerField()
    state_words = serializers.CharField()
    outcome = serializers.CharField()
    marking = MarkingField()


class ActionQuery(ListQuery):
    """What the list of actions may be asked."""

    order = serializers.ChoiceField(choices=list(ACTION_ORDERS), default="due")
    programme = serializers.SlugField(required=False, help_text="The programme's code")
    board = serializers.SlugField(required=False, help_text="The board's code")
    owner = serializers.UUIDField(required=False)
    is_open = serializers.BooleanField(required=False, allow_null=True, default=None)
    due_before = serializers.DateField(required=False)


class Actions(ApiView):
    """The actions you may see."""

    @lists("actions", ActionQuery, ActionSerializer)
    def get(self, request: Request) -> Response:
        wanted = asked(request, ActionQuery)
        page = action_page(reader=self.actor, cut=cut_of(wanted), **filters_of(wanted))
        rows = queries.actions(reader=self.actor, ids=page.ids)
        shown = ActionSerializer([rows[i] for i in page.ids if i in rows], many=True).data
        return listed(request, wanted, page, list(shown))


class OneAction(DetailView):
    """One action."""

    def find(self, id: UUID) -> queries.ActionRow:
        row = queries.actions(reader=self.actor, ids=[id]).get(id)
        if row is None:
            raise not_found()
        return row

    def shown(self, thing: queries.ActionRow) -> Mapping[str, Any]:
        return ActionSerializer(thing).data

    @reads("Action", ActionSerializer)
    def get(self, request: Request, id: UUID) -> Response:
        return self.answer(id)


class FindingStepSerializer(serializers.Serializer[Any]):
    """One step of a finding towards closure."""

    state = serializers.ChoiceField(choices=FINDING_STATES)
    note = serializers.CharField()
    recorded_by = serializers.CharField()
    recorded_at = serializers.DateTimeField()


class FindingSerializer(serializers.Serializer[Any]):
    """A finding of a review. A strength and context need no response: their state says nothing."""

    id = serializers.UUIDField()
    version = serializers.IntegerField()
    review = serializers.CharField()
    number = serializers.IntegerField()
    theme = serializers.CharField()
    kind = serializers.ChoiceField(choices=FINDING_KINDS)
    summary = serializers.CharField()
    value = serializers.CharField(help_text="A figure it names, as printed")
    unit = serializers.CharField()
    needs_response = serializers.BooleanField()
    state = serializers.ChoiceField(choices=FINDING_STATES)
    programme = ProgrammeRefSerializer()
    board = MeetingBoardSerializer(allow_null=True)
    owner = OwnerSerializer(allow_null=True)
    due_on = serializers.DateField(allow_null=True)
    overdue_days = serializers.IntegerField()
    response = serializers.CharField()
    note = serializers.CharField()
    steps = FindingStepSerializer(many=True)
    source = serializers.CharField()  # type: ignore[assignment]
    marking = MarkingField()


class FindingQuery(ListQuery):
    """What the list of findings may be asked."""

    order = serializers.ChoiceField(choices=list(FINDING_ORDERS), default="review")
    programme = serializers.SlugField(required=False, help_text="The programme's code")
    board = serializers.SlugField(required=False, help_text="The board's code")
    kind = serializers.ChoiceField(required=False, choices=FINDING_KINDS)
    state = serializers.ChoiceField(required=False, choices=FINDING_STATES)
    theme = serializers.CharField(required=False, max_length=120)
    is_waiting = serializers.BooleanField(
        required=False, allow_null=True, default=None, help_text="Those that still need something done"
    )


class Findings(ApiView):
    """The findings of reviews you may see."""

    @lists("findings", FindingQuery, FindingSerializer)
    def get(self, request: Request) -> Response:
        wanted = asked(request, FindingQuery)
        page = finding_page(reader=self.actor, cut=cut_of(wanted), **filters_of(wanted))
        rows = queries.findings(reader=self.actor, ids=page.ids)
        shown = FindingSerializer([rows[i] for i in page.ids if i in rows], many=True).data
        return listed(request, wanted, page, list(shown))


class OneFinding(DetailView):
    """One finding."""

    def find(self, id: UUID) -> queries.FindingRow:
        row = queries.findings(reader=self.actor, ids=[id]).get(id)
        if row is None:
            raise not_found()
        return row

    def shown(self, thing: queries.FindingRow) -> Mapping[str, Any]:
        return FindingSerializer(thing).data

    @reads("Finding", FindingSerializer)
    def get(self, request: Request, id: UUID) -> Response:
        return self.answer(id)


class ConsultationSerializer(serializers.Serializer[Any]):
    """A consultation. Both days belong to it; null and blank were not printed."""

    id = serializers.UUIDField()
    version = serializers.IntegerField()
    title = serializers.CharField()
    programme = ProgrammeRefSerializer()
    opens_on = serializers.DateField(allow_null=True)
    closes_on = serializers.DateField(allow_null=True)
    days = serializers.IntegerField(allow_null=True)
    responses = serializers.IntegerField(allow_null=True)
    bases = serializers.CharField(help_text="Who answered, and how many of each")
    outcome = serializers.CharField()
    decision_id = serializers.UUIDField(allow_null=True)
    table_id = serializers.UUIDField(allow_null=True, help_text="The published table with its figures")
    source = serializers.CharField()  # type: ignore[assignment]
    marking = MarkingField()


class ConsultationQuery(ListQuery):
    """What the list of consultations may be asked."""

    order = serializers.ChoiceField(choices=list(CONSULTATION_ORDERS), default="opens")
    programme = serializers.SlugField(required=False, help_text="The programme's code")


class Consultations(ApiView):
    """The consultations you may see."""

    @lists("consultations", ConsultationQuery, ConsultationSerializer)
    def get(self, request: Request) -> Response:
        wanted = asked(request, ConsultationQuery)
        page = consultation_page(reader=self.actor, cut=cut_of(wanted), **filters_of(wanted))
        rows = queries.consultations(reader=self.actor, ids=page.ids)
        shown = ConsultationSerializer([rows[i] for i in page.ids if i in rows], many=True).data
        return listed(request, wanted, page, list(shown))


class OneConsultation(DetailView):
    """One consultation."""

    def find(self, id: UUID) -> queries.ConsultationRow:
        row = queries.consultations(reader=self.actor, ids=[id]).get(id)
        if row is None:
            raise not_found()
        return row

    def shown(self, thing: queries.ConsultationRow) -> Mapping[str, Any]:
        return ConsultationSerializer(thing).data

    @reads("Consultation", ConsultationSerializer)
    def get(self, request: Request, id: UUID) -> Response:
        return self.answer(id)
