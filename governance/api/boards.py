"""Boards."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final
from uuid import UUID

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from governance import queries
from governance.models.board import BOARD_KINDS, MEMBER_ROLES
from governance.models.tolerance import LEVELS, TOLERANCE_KINDS
from governance.queries.listing import BOARD_ORDERS, board_page
from governance.rules.board_checks import CODES
from programme.api.fields import NamedSerializer
from programme.api.paging import ListQuery, asked, cut_of, filters_of, listed
from programme.api.problems import not_found
from programme.api.schema import lists, reads
from programme.api.views import ApiView, DetailView
from programme.rules.access import MARKINGS

KINDS: Final = BOARD_KINDS
SEATS: Final = MEMBER_ROLES
CHECKS: Final = list(CODES.items())


class MemberSerializer(serializers.Serializer[Any]):
    """A seat on a board. Both days of the term belong to it; null is open."""

    person_id = serializers.UUIDField()
    name = serializers.CharField()
    role = serializers.ChoiceField(choices=SEATS)
    role_words = serializers.CharField()
    term_from = serializers.DateField(allow_null=True)
    term_to = serializers.DateField(allow_null=True)


class BoardProgrammeSerializer(NamedSerializer):
    """The programme a board watches; null where it watches over the whole council."""

    key = "programme_id"

    id = serializers.UUIDField(source="programme_id")
    code = serializers.CharField(source="programme_code")


class BoardParentSerializer(NamedSerializer):
    """The board a board reports to."""

    key = "parent_id"

    id = serializers.UUIDField(source="parent_id")
    name = serializers.CharField(source="parent")


class BoardCouncilSerializer(NamedSerializer):
    """The council a board belongs to."""

    key = "organisation_id"

    id = serializers.UUIDField(source="organisation_id")
    name = serializers.CharField(source="organisation")


class ToleranceSerializer(serializers.Serializer[Any]):
    """How far something may go wrong before the parent board hears: pounds of shortfall this year, or days of slip."""

    kind = serializers.ChoiceField(choices=TOLERANCE_KINDS)
    level = serializers.ChoiceField(choices=LEVELS)
    limit = serializers.DecimalField(max_digits=14, decimal_places=2, help_text="Pounds, or days")


class BoardSerializer(serializers.Serializer[Any]):
    """A board: what it may do, who sits on it, which workstreams it oversees. Scrutiny and support decide nothing."""

    id = serializers.UUIDField()
    version = serializers.IntegerField()
    code = serializers.CharField()
    name = serializers.CharField()
    kind = serializers.ChoiceField(choices=KINDS)
    kind_words = serializers.CharField()
    organisation = BoardCouncilSerializer()
    programme = BoardProgrammeSerializer(allow_null=True)
    parent = BoardParentSerializer(allow_null=True)
    remit = serializers.CharField()
    cadence = serializers.CharField(help_text="How often it meets, in words")
    cadence_days = serializers.IntegerField(allow_null=True)
    quorum = serializers.IntegerField(allow_null=True)
    live_alerts = serializers.BooleanField(help_text="Whether its members hear of alerts as they happen")
    members = MemberSerializer(many=True)
    oversees = serializers.ListField(
        child=serializers.UUIDField(), help_text="Workstreams you may see, by id"
    )
    tolerances = ToleranceSerializer(many=True)
    source = serializers.CharField()  # type: ignore[assignment]
    illustrative = serializers.BooleanField()
    marking = serializers.ChoiceField(choices=list(MARKINGS))


class BoardFindingSerializer(serializers.Serializer[Any]):
    """One thing that is not in order with a board or what it oversees, and what to do next."""

    code = serializers.ChoiceField(choices=CHECKS)
    what = serializers.CharField()
    who = serializers.CharField()
    where = serializers.CharField()
    next = serializers.CharField(source="next_step")


class OneBoardSerializer(BoardSerializer):
    """A board, with what is not in order with it and what it oversees, found anew for each request."""

    checks = serializers.SerializerMethodField()

    @extend_schema_field(BoardFindingSerializer(many=True))
    def get_checks(self, row: queries.BoardRow) -> Any:
        found = queries.board_findings(reader=self.context["reader"], board_id=row.id)
        return BoardFindingSerializer(found, many=True).data


class BoardQuery(ListQuery):
    """What the list of boards may be asked."""

    order = serializers.ChoiceField(choices=list(BOARD_ORDERS), default="name")
    programme = serializers.SlugField(required=False, help_text="The programme's code")
    organisation = serializers.SlugField(required=False, help_text="The council's code")
    kind = serializers.ChoiceField(required=False, choices=KINDS)


class Boards(ApiView):
    """The boards you may see."""

    @lists("boards", BoardQuery, BoardSerializer)
    def get(self, request: Request) -> Response:
        wanted = asked(request, BoardQuery)
        page = board_page(reader=self.actor, cut=cut_of(wanted), **filters_of(wanted))
        rows = queries.boards(reader=self.actor, ids=page.ids)
        shown = BoardSerializer([rows[i] for i in page.ids if i in rows], many=True).data
        return listed(request, wanted, page, list(shown))


class OneBoard(DetailView):
    """One board."""

    def find(self, id: UUID) -> queries.BoardRow:
        row = queries.boards(reader=self.actor, ids=[id]).get(id)
        if row is None:
            raise not_found()
        return row

    def shown(self, thing: queries.BoardRow) -> Mapping[str, Any]:
        return OneBoardSerializer(thing, context={"reader": self.actor}).data

    @reads("Board", OneBoardSerializer)
    def get(self, request: Request, id: UUID) -> Response:
        return self.answer(id)
