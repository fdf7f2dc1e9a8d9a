"""Alerts: episodes of something being wrong with one thing, as they stand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from django.http import HttpResponse
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from governance import changes, queries
from governance.models.alert import ALERT_KINDS, STEPS
from governance.queries.listing import ALERT_ORDERS, alert_page
from governance.rules.telling import MONEY_WORDS, AlertFacts
from programme.api.fields import BodySerializer, MarkingField, NamedSerializer, OwnerSerializer, PoundsField
from programme.api.paging import ListQuery, asked, cut_of, filters_of, listed
from programme.api.problems import not_found
from programme.api.schema import lists, reads, writes
from programme.api.views import ApiView, ChangeView, DetailView, OneView
from programme.rules.access import Actor
from savings.queries.stated import over_words

KINDS: Final = list(ALERT_KINDS.items())
STEP_CHOICES: Final = list(STEPS)
SUBJECTS: Final = ["milestone", "workstream", "saving", "programme"]


class SubjectSerializer(serializers.Serializer[Any]):
    """The thing an alert is about."""

    kind = serializers.ChoiceField(choices=SUBJECTS, source="subject_kind")
    id = serializers.UUIDField(source="subject_id")
    ref = serializers.CharField()
    name = serializers.CharField()


class AlertProgrammeSerializer(serializers.Serializer[Any]):
    """The programme an alert belongs to. An illustrative one holds invented figures."""

    id = serializers.UUIDField(source="programme_id")
    code = serializers.CharField(source="programme_code")
    name = serializers.CharField(source="programme")
    illustrative = serializers.BooleanField()


class AlertWorkstreamSerializer(NamedSerializer):
    """The workstream an alert belongs to."""

    key = "workstream_id"

    id = serializers.UUIDField(source="workstream_id")
    ref = serializers.CharField(source="workstream_ref")
    name = serializers.CharField(source="workstream")


class YearMoneySerializer(serializers.Serializer[Any]):
    """One financial year's effect: timing and loss apart, above nought for less money, null for not known."""

    year = serializers.CharField(help_text="2024/25")
    timing = PoundsField(allow_null=True)
    loss = PoundsField(allow_null=True)
    not_known = serializers.CharField(help_text="What is not known of it, and why")


class AlertFactsSerializer(serializers.Serializer[Any]):
    """What an alert says at its newest step, as it was then; money over the lines you may see."""

    subject = SubjectSerializer(source="*")
    programme = AlertProgrammeSerializer(source="*")
    workstream = AlertWorkstreamSerializer(allow_null=True)
    was = serializers.CharField()
    now = serializers.CharField()
    sentence = serializers.CharField()
    on = serializers.DateField(help_text="The day the figures are as at")
    baseline = serializers.CharField()
    forecast_was = serializers.CharField()
    forecast = serializers.CharField()
    days_late = serializers.IntegerField(allow_null=True)
    days_moved = serializers.IntegerField(allow_null=True)
    owner = OwnerSerializer(allow_null=True)
    reason = serializers.CharField(help_text="The newest one given")
    reason_by = serializers.CharField()
    reason_at = serializers.DateTimeField(allow_null=True)
    reasons = serializers.ListField(child=serializers.CharField(), help_text="Of the band of risk")
    money_of = serializers.ChoiceField(choices=list(MONEY_WORDS.items()))
    money = serializers.SerializerMethodField()
    money_beside = serializers.SerializerMethodField(help_text="Of kinds that stand beside totals")
    over = serializers.SerializerMethodField(help_text="Over which lines the money is")
    marking = MarkingField()

    @extend_schema_field(YearMoneySerializer(many=True))
    def get_money(self, facts: AlertFacts) -> list[Any]:
        return list(YearMoneySerializer(facts.money(self.context["reader"]), many=True).data)

    @extend_schema_field(YearMoneySerializer(many=True))
    def get_money_beside(self, facts: AlertFacts) -> list[Any]:
        return list(YearMoneySerializer(facts.money_beside(self.context["reader"]), many=True).data)

    def get_over(self, facts: AlertFacts) -> str:
        return over_words(
            self.context["reader"],
            organisation_id=facts.placement.organisation_id,
            programme_id=facts.programme_id,
        )


class RungSerializer(serializers.Serializer[Any]):
    """One rung an alert climbed: to a board by a breach, or to a person because nobody took it in hand."""

    number = serializers.IntegerField()
    cause = serializers.ChoiceField(choices=["breach", "unacknowledged"])
    board = serializers.CharField(help_text="Blank for none")
    person = serializers.CharField(help_text="Blank for none")
    due_by = serializers.DateTimeField(allow_null=True, help_text="When it goes on, unless acknowledged")
    recorded_at = serializers.DateTimeField()


class AcknowledgementSerializer(serializers.Serializer[Any]):
    """Who took an alert in hand, and the newest step they had before them."""

    name = serializers.CharField()
    step_number = serializers.IntegerField()
    note = serializers.CharField()
    recorded_at = serializers.DateTimeField()


class AlertSerializer(serializers.Serializer[Any]):
    """An episode: when it opened, how it stands, where it went, who has it in hand, and what is said of it."""

    id = serializers.UUIDField()
    version = serializers.IntegerField()
    kind = serializers.ChoiceField(choices=KINDS)
    kind_words = serializers.CharField()
    episode = serializers.IntegerField(help_text="Which of this kind, for this thing")
    is_open = serializers.BooleanField()
    opened_at = serializers.DateTimeField()
    closed_at = serializers.DateTimeField(allow_null=True)
    step = serializers.ChoiceField(choices=STEP_CHOICES, source="step.step", help_text="The newest")
    step_number = serializers.IntegerField(source="step.number")
    step_at = serializers.DateTimeField(source="step.recorded_at")
    tolerance = serializers.CharField(
        source="step.facts.tolerance", help_text="Whose is exceeded, and where that goes; blank for none"
    )
    rungs = serializers.SerializerMethodField(help_text="Where it went, the lowest first")
    acknowledged = serializers.SerializerMethodField(help_text="Who took it in hand, oldest first")
    facts = AlertFactsSerializer(source="step.facts")

    @extend_schema_field(RungSerializer(many=True))
    def get_rungs(self, row: queries.AlertRow) -> list[Any]:
        return list(RungSerializer(self.context["rungs"].get(row.id, ()), many=True).data)

    @extend_schema_field(AcknowledgementSerializer(many=True))
    def get_acknowledged(self, row: queries.AlertRow) -> list[Any]:
        return list(AcknowledgementSerializer(self.context["taken"].get(row.id, ()), many=True).data)


class AlertQuery(ListQuery):
    """What the list of alerts may be asked. Open ones are listed unless asked otherwise."""

    order = serializers.ChoiceField(choices=list(ALERT_ORDERS), default="-opened")
    programme = serializers.SlugField(required=False, help_text="The programme's code")
    workstream = serializers.UUIDField(required=False, help_text="The workstream's id")
    kind = serializers.ChoiceField(required=False, choices=KINDS)
    state = serializers.ChoiceField(choices=["open", "closed", "all"], default="open")


class Alerts(ApiView):
    """The alerts on things you may see, the newest episode first."""

    @lists("alerts", AlertQuery, AlertSerializer)
    def get(self, request: Request) -> Response:
        wanted = asked(request, AlertQuery)
        filters = filters_of(wanted)
        is_open = {"open": True, "closed": False, "all": None}[filters.pop("state")]
        page, rows = alert_page(reader=self.actor, cut=cut_of(wanted), is_open=is_open, **filters)
        context = _context(self.actor, page.ids)
        shown = AlertSerializer([rows[i] for i in page.ids], many=True, context=context).data
        return listed(request, wanted, page, list(shown))


def _context(reader: Actor, ids: Sequence[UUID]) -> dict[str, Any]:
    return {
        "reader": reader,
        "rungs": queries.rungs(ids),
        "taken": queries.acknowledgements(ids),
    }


class AlertView(OneView):
    """One alert."""

    def find(self, id: UUID) -> queries.AlertRow:
        row = queries.alerts(reader=self.actor, ids=[id], is_open=None).get(id)
        if row is None:
            raise not_found()
        return row

    def shown(self, thing: queries.AlertRow) -> Mapping[str, Any]:
        return AlertSerializer(thing, context=_context(self.actor, [thing.id])).data


class OneAlert(AlertView, DetailView):
    """One alert."""

    @reads("Alert", AlertSerializer)
    def get(self, request: Request, id: UUID) -> Response:
        return self.answer(id)


class AcknowledgeSerializer(BodySerializer):
    """Words on what you will do about it."""

    note = serializers.CharField(max_length=500, required=False, allow_blank=True, default="")


class AcknowledgeAlert(AlertView, ChangeView):
    """Take an alert in hand: it goes on to nobody else until it worsens."""

    def change(self, id: UUID, given: Mapping[str, Any], *, version: int, at: datetime) -> None:
        changes.acknowledge(alert_id=id, version=version, by=self.actor, at=at, **given)

    @writes("acknowledgeAlert", AcknowledgeSerializer, AlertSerializer)
    def post(self, request: Request, id: UUID) -> HttpResponse:
        return self.written(request, id, AcknowledgeSerializer)
