"""Targets: what was asked for, and its amount said anew by a decision."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from programme.api.fields import BodySerializer, PoundsField
from programme.api.problems import not_found
from programme.api.schema import reads, writes
from programme.api.views import ApiView, ChangeView, DetailView
from programme.queries import programmes
from savings import changes
from savings.api.behind import YearField
from savings.queries.targets import TargetRow, targets


class TargetSerializer(serializers.Serializer[Any]):
    """A target by its name, source and year. Two cuts of one target are never added."""

    id = serializers.UUIDField()
    version = serializers.IntegerField()
    programme_id = serializers.UUIDField()
    workstream_id = serializers.UUIDField(allow_null=True, help_text="Null: the whole programme's")
    name = serializers.CharField()
    source = serializers.CharField()  # type: ignore[assignment]
    year = YearField(allow_null=True, help_text="Null where its paper prints none")
    cut = serializers.CharField(help_text="The way of cutting a whole that it is a part of; blank for none")
    label = serializers.CharField(help_text="The part")  # type: ignore[assignment]
    amount = PoundsField(allow_null=True, help_text="Null: no amount is said, which is not nil")
    kinds = serializers.ListField(child=serializers.CharField(), help_text="The kinds its council counted")
    is_bridge = serializers.BooleanField(help_text="The bridge of its year starts from it")
    lacks_rows = serializers.BooleanField(help_text="The paper's own total has rows that our copy lacks")
    decision = serializers.CharField(help_text="The decision of its last change; blank for none")
    reason = serializers.CharField()
    recorded_at = serializers.DateTimeField()


class TargetsSerializer(serializers.Serializer[Any]):
    """The targets of a programme, in the order of its papers."""

    targets = TargetSerializer(many=True)


class ProgrammeTargets(ApiView):
    """The targets of one programme that you may see."""

    @reads("ProgrammeTargets", TargetsSerializer, versioned=False)
    def get(self, request: Request, id: UUID) -> Response:
        if id not in programmes(reader=self.actor, ids=[id]):
            raise not_found()
        rows = targets(reader=self.actor, programme_ids=[id]).values()
        return Response(TargetsSerializer({"targets": list(rows)}).data)


class TargetView(DetailView):
    """One target, under the caller's rights."""

    def find(self, id: UUID) -> TargetRow:
        row = targets(reader=self.actor, ids=[id]).get(id)
        if row is None:
            raise not_found()
        return row

    def shown(self, thing: TargetRow) -> Mapping[str, Any]:
        return TargetSerializer(thing).data


class OneTarget(TargetView):
    """One target."""

    @reads("Target", TargetSerializer)
    def get(self, request: Request, id: UUID) -> Response:
        return self.answer(id)


class TargetAmountBody(BodySerializer):
    """A target's amount, said anew by a decision on the record that has effect."""

    amount = PoundsField(allow_null=True, help_text="Null takes the target back")
    decision = serializers.CharField(max_length=200, help_text="Its reference under decisions")
    reason = serializers.CharField(max_length=500)


class SetTargetAmount(TargetView, ChangeView):
    """Say a target's amount anew; the earlier amounts stay on the record."""

    def change(self, id: UUID, given: Mapping[str, Any], *, version: int, at: datetime) -> None:
        changes.set_target_amount(target_id=id, version=version, by=self.actor, at=at, **given)

    @writes("setTargetAmount", TargetAmountBody, TargetSerializer)
    def post(self, request: Request, id: UUID) -> HttpResponse:
        return self.written(request, id, TargetAmountBody)
