"""What a programme's papers print: their tables, and every printed total beside the sum of its rows."""

from __future__ import annotations

from typing import Any, Final

from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from programme.api.paging import asked
from programme.api.schema import reads
from programme.api.views import ApiView
from savings.api.positions import PositionProgrammeSerializer
from savings.api.programmes import programme_of
from savings.queries import casts
from savings.queries.rendering import published
from savings.rules.casting import STATUS_WORDS, Cast

STATUSES: Final = list(STATUS_WORDS.items())


class CastQuery(serializers.Serializer[Any]):
    """Which casts are wanted: all of them unless a status or a table is named."""

    status = serializers.ChoiceField(choices=STATUSES, required=False)
    table = serializers.SlugField(required=False)


class CastSerializer(serializers.Serializer[Any]):
    """A printed total against its rows, in the unit printed. `difference` is sum less printed, exact."""

    table = serializers.CharField()
    label = serializers.CharField()  # type: ignore[assignment]
    period = serializers.CharField()
    printed = serializers.CharField(allow_null=True)
    sum = serializers.CharField(allow_null=True)
    difference = serializers.CharField(allow_null=True)
    unit = serializers.CharField()
    status = serializers.ChoiceField(choices=STATUSES)
    status_words = serializers.CharField()
    not_itemised = serializers.CharField(allow_null=True, help_text="The rest the paper gives no items for")
    note = serializers.CharField()


class CastsSerializer(serializers.Serializer[Any]):
    """The casts of a programme; a table holding a row you may not see is left out whole."""

    programme = PositionProgrammeSerializer()
    casts = CastSerializer(many=True)


class ColumnSerializer(serializers.Serializer[Any]):
    """A column of a table, its unit in the heading."""

    name = serializers.CharField()
    heading = serializers.CharField()
    is_number = serializers.BooleanField()


class PrintedTableSerializer(serializers.Serializer[Any]):
    """A table as printed: cells are text, a blank is blank and not nil."""

    code = serializers.CharField()
    title = serializers.CharField()
    source = serializers.CharField()  # type: ignore[assignment]
    is_ledger = serializers.BooleanField(help_text="Whether its rows are those of the ledger")
    columns = ColumnSerializer(many=True)
    rows = serializers.ListField(child=serializers.ListField(child=serializers.CharField(allow_blank=True)))


class PrintedTablesSerializer(serializers.Serializer[Any]):
    """The tables of a programme's papers. An illustrative copy prints none."""

    programme = PositionProgrammeSerializer()
    tables = PrintedTableSerializer(many=True)


class TableQuery(serializers.Serializer[Any]):
    """Which table is wanted: all of them unless one is named."""

    code = serializers.CharField(required=False, max_length=80)


class ProgrammeCasts(ApiView):
    """Every printed total of a programme, cast now. The programme is named by its id or its code."""

    @reads("ProgrammeCasts", CastsSerializer, versioned=False, query=CastQuery)
    def get(self, request: Request, id: str) -> Response:
        programme = programme_of(self.actor, id)
        wanted = asked(request, CastQuery)
        found = [
            cast
            for cast in casts(reader=self.actor, programme_id=programme.id)
            if wanted.get("status", cast.status) == cast.status
            and wanted.get("table", cast.table) == cast.table
        ]
        shown = {"programme": programme, "casts": [_shown(cast) for cast in found]}
        return Response(CastsSerializer(shown).data)


class ProgrammeTables(ApiView):
    """The tables of a programme's papers. The programme is named by its id or its code."""

    @reads("ProgrammeTables", PrintedTablesSerializer, versioned=False, query=TableQuery)
    def get(self, request: Request, id: str) -> Response:
        programme = programme_of(self.actor, id)
        code = asked(request, TableQuery).get("code")
        found = published(reader=self.actor, programme_id=programme.id)
        shown = {
            "programme": programme,
            "tables": [table for table in found if code in (None, table.code)],
        }
        return Response(PrintedTablesSerializer(shown).data)


def _shown(cast: Cast) -> dict[str, Any]:
    figures = {
        name: None if (figure := getattr(cast, name)) is None else f"{figure:f}"
        for name in ("printed", "sum", "difference", "not_itemised")
    }
    return {
        "table": cast.table,
        "label": cast.label,
        "period": cast.period,
        "unit": cast.unit,
        "status": cast.status,
        "status_words": STATUS_WORDS[cast.status],
        "note": cast.note,
        **figures,
    }
