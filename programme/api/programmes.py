"""Programmes, and who the caller is."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from programme import queries
from programme.api.authentication import Caller
from programme.api.fields import MarkingField
from programme.api.paging import ListQuery, asked, cut_of, filters_of, listed
from programme.api.problems import not_found
from programme.api.schema import lists, reads
from programme.api.views import ApiView, DetailView
from programme.queries.listing import PROGRAMME_ORDERS, programme_page
from programme.rules import access


class OrganisationRefSerializer(serializers.Serializer[Any]):
    """The council a programme belongs to."""

    id = serializers.UUIDField(source="organisation_id")
    code = serializers.CharField(source="organisation_code")
    name = serializers.CharField(source="organisation")


class ProgrammeSerializer(serializers.Serializer[Any]):
    """A programme. An illustrative one holds invented figures, and its label says so."""

    id = serializers.UUIDField()
    version = serializers.IntegerField()
    code = serializers.CharField()
    name = serializers.CharField()
    label = serializers.CharField(help_text="The name people read")  # type: ignore[assignment]
    illustrative = serializers.BooleanField()
    organisation = OrganisationRefSerializer(source="*")
    first_year = serializers.IntegerField(
        allow_null=True, help_text="The April its first financial year starts in: 2024 is 2024/25"
    )
    published_first_year = serializers.IntegerField(
        allow_null=True, help_text="In an illustrative copy: that of the published table"
    )
    definition_set = serializers.CharField(
        help_text="What its ratings mean, by name; blank where none is kept"
    )
    source = serializers.CharField(  # type: ignore[assignment]
        help_text="The published paper its figures come from"
    )
    marking = MarkingField()


class ProgrammeQuery(ListQuery):
    """What the list of programmes may be asked."""

    order = serializers.ChoiceField(choices=list(PROGRAMME_ORDERS), default="code")
    code = serializers.SlugField(required=False)
    organisation = serializers.SlugField(required=False, help_text="The council's code")
    is_illustrative = serializers.BooleanField(required=False)


class Programmes(ApiView):
    """The programmes you see anything of."""

    @lists("programmes", ProgrammeQuery, ProgrammeSerializer)
    def get(self, request: Request) -> Response:
        wanted = asked(request, ProgrammeQuery)
        page = programme_page(reader=self.actor, cut=cut_of(wanted), **filters_of(wanted))
        rows = queries.programmes(reader=self.actor, ids=page.ids)
        shown = ProgrammeSerializer([rows[i] for i in page.ids if i in rows], many=True).data
        return listed(request, wanted, page, list(shown))


class OneProgramme(DetailView):
    """One programme."""

    def find(self, id: UUID) -> queries.ProgrammeRow:
        row = queries.programmes(reader=self.actor, ids=[id]).get(id)
        if row is None:
            raise not_found()
        return row

    def shown(self, thing: queries.ProgrammeRow) -> Mapping[str, Any]:
        return ProgrammeSerializer(thing).data

    @reads("Programme", ProgrammeSerializer)
    def get(self, request: Request, id: UUID) -> Response:
        return self.answer(id)


class GrantSerializer(serializers.Serializer[Any]):
    """A role over a council, one of its programmes, or a workstream of that; null reaches all of them."""

    role = serializers.ChoiceField(choices=list(access.ROLE_WORDS.items()))
    organisation_id = serializers.UUIDField()
    programme_id = serializers.UUIDField(allow_null=True)
    workstream_id = serializers.UUIDField(allow_null=True)
    cleared = serializers.BooleanField(help_text="Whether it shows exempt items")


class MeSerializer(serializers.Serializer[Any]):
    """Who the caller is, and what their grants are."""

    id = serializers.UUIDField(source="actor.person_id")
    name = serializers.CharField(source="actor.name")
    email = serializers.EmailField(source="actor.email")
    may_write = serializers.BooleanField(help_text="Whether the token in use may write")
    grants = GrantSerializer(source="actor.grants", many=True)


class Me(ApiView):
    """Who you are to this API: a first request to try a token with."""

    @reads("Me", MeSerializer, versioned=False, refusals=())
    def get(self, request: Request) -> Response:
        caller: Caller = request.auth  # type: ignore[assignment]
        return Response(MeSerializer(caller).data)
