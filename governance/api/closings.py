"""How programmes were closed: what was handed to whom, the final position as it was signed, lessons, review."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from governance import queries
from governance.queries import ClosureRow
from governance.rules.closing import KIND_WORDS
from programme import queries as ground
from programme.api.fields import PoundsField
from programme.api.problems import not_found
from programme.api.schema import reads
from programme.api.views import ApiView
from savings.api.behind import YearField


class HandedOverSerializer(serializers.Serializer[Any]):
    """One thing that was outstanding, and with whom it is. Its label is as it was called then."""

    kind = serializers.ChoiceField(choices=list(KIND_WORDS.items()))
    thing_id = serializers.UUIDField()
    label = serializers.CharField()  # type: ignore[assignment]
    person_id = serializers.UUIDField()
    person = serializers.CharField()
    note = serializers.CharField()


class FinalYearSerializer(serializers.Serializer[Any]):
    """One year of the final position, over the lines you may see."""

    year = YearField()
    plan = PoundsField(allow_null=True)
    forecast = PoundsField(allow_null=True, help_text="Null: not known, which is not nil")
    forecast_words = serializers.CharField(help_text="How many lines are forecast; blank where all are")
    claimed = PoundsField()
    validated = PoundsField()


class ClosureSerializer(serializers.Serializer[Any]):
    """One closing of a programme. `reopened_at` is null while it stands."""

    id = serializers.UUIDField()
    signed_by = serializers.CharField()
    closed_at = serializers.DateTimeField()
    years = serializers.SerializerMethodField()
    handovers = HandedOverSerializer(many=True)
    lessons = serializers.CharField()
    review_on = serializers.DateField()
    reopened_at = serializers.DateTimeField(allow_null=True)
    reopened_why = serializers.CharField()

    @extend_schema_field(FinalYearSerializer(many=True))
    def get_years(self, row: ClosureRow) -> list[Any]:
        return list(FinalYearSerializer(row.final_years, many=True).data)


class ClosuresSerializer(serializers.Serializer[Any]):
    """The closings of a programme, the newest first."""

    closures = ClosureSerializer(many=True)


class ProgrammeClosures(ApiView):
    """How one programme was closed."""

    @reads("ProgrammeClosures", ClosuresSerializer, versioned=False)
    def get(self, request: Request, id: UUID) -> Response:
        if id not in ground.programmes(reader=self.actor, ids=[id]):
            raise not_found()
        rows = queries.closures(reader=self.actor, programme_ids=[id]).get(id, ())
        return Response(ClosuresSerializer({"closures": list(rows)}).data)
