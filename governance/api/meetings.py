"""Meetings and the papers they are about."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from governance import queries
from governance.models.meeting import AGENDA_KINDS, ATTENDANCE, MEETING_STATES
from governance.models.paper import DOCUMENT_KINDS, PAPER_STATES
from governance.queries.governed_listing import MEETING_ORDERS, PAPER_ORDERS, meeting_page, paper_page
from programme.api.fields import MarkingField, NamedSerializer, ProgrammeRefSerializer
from programme.api.paging import ListQuery, asked, cut_of, filters_of, listed
from programme.api.problems import not_found
from programme.api.schema import lists, reads
from programme.api.views import ApiView, DetailView
from programme.rules.access import MARKINGS


class MeetingBoardSerializer(NamedSerializer):
    """The board of a thing; null where it has none, or you may not see it."""

    key = "board_id"

    id = serializers.UUIDField(source="board_id")
    name = serializers.CharField(source="board")


class AgendaItemSerializer(serializers.Serializer[Any]):
    """One item, numbered as you see the agenda. `public_excluded` is null while the meeting has not voted."""

    id = serializers.UUIDField()
    number = serializers.IntegerField()
    kind = serializers.ChoiceField(choices=AGENDA_KINDS)
    title = serializers.CharField()
    note = serializers.CharField()
    paper_id = serializers.UUIDField(allow_null=True)
    decision_id = serializers.UUIDField(allow_null=True)
    excludes_public = serializers.BooleanField(help_text="Whether the meeting is asked to exclude the public")
    public_excluded = serializers.BooleanField(allow_null=True)
    marking = serializers.ChoiceField(choices=list(MARKINGS))


class AttendanceSerializer(serializers.Serializer[Any]):
    """How one person attended."""

    person_id = serializers.UUIDField()
    name = serializers.CharField()
    state = serializers.ChoiceField(choices=ATTENDANCE)
    note = serializers.CharField()


class QuorumSerializer(serializers.Serializer[Any]):
    """How a meeting stands to its quorum: `is_met` is null where none is set or nobody is recorded."""

    needed = serializers.IntegerField(allow_null=True)
    present = serializers.IntegerField()
    members = serializers.IntegerField()
    is_met = serializers.BooleanField(allow_null=True)
    words = serializers.CharField()


class MeetingProgrammeSerializer(NamedSerializer):
    """The programme a meeting's board watches; null where it watches over the whole council."""

    key = "programme_id"

    id = serializers.UUIDField(source="programme_id")
    code = serializers.CharField(source="programme_code")
    illustrative = serializers.BooleanField()


class MeetingSerializer(serializers.Serializer[Any]):
    """One sitting of a board, with its agenda and who came."""

    id = serializers.UUIDField()
    version = serializers.IntegerField()
    board = MeetingBoardSerializer(allow_null=True)
    programme = MeetingProgrammeSerializer(allow_null=True)
    title = serializers.CharField()
    starts_at = serializers.DateTimeField()
    ends_at = serializers.DateTimeField(allow_null=True)
    place = serializers.CharField()
    state = serializers.ChoiceField(choices=MEETING_STATES)
    in_public = serializers.BooleanField()
    notes = serializers.CharField()
    quorum = QuorumSerializer()
    exclusions = serializers.ListField(
        child=serializers.CharField(), help_text="Resolutions about the public, in words"
    )
    attendance = AttendanceSerializer(many=True)
    agenda = AgendaItemSerializer(many=True)
    source = serializers.CharField()  # type: ignore[assignment]
    marking = MarkingField()


class MeetingQuery(ListQuery):
    """What the list of meetings may be asked."""

    order = serializers.ChoiceField(choices=list(MEETING_ORDERS), default="starts")
    programme = serializers.SlugField(required=False, help_text="The programme's code")
    board = serializers.SlugField(required=False, help_text="The board's code")
    state = serializers.ChoiceField(required=False, choices=MEETING_STATES)
    since = serializers.DateTimeField(required=False, help_text="Meetings that begin then or later")
    until = serializers.DateTimeField(required=False, help_text="Meetings that begin before then")


class Meetings(ApiView):
    """The meetings you may see."""

    @lists("meetings", MeetingQuery, MeetingSerializer)
    def get(self, request: Request) -> Response:
        wanted = asked(request, MeetingQuery)
        page = meeting_page(reader=self.actor, cut=cut_of(wanted), **filters_of(wanted))
        rows = queries.meetings(reader=self.actor, ids=page.ids)
        shown = MeetingSerializer([rows[i] for i in page.ids if i in rows], many=True).data
        return listed(request, wanted, page, list(shown))


class OneMeeting(DetailView):
    """One meeting."""

    def find(self, id: UUID) -> queries.MeetingRow:
        row = queries.meetings(reader=self.actor, ids=[id]).get(id)
        if row is None:
            raise not_found()
        return row

    def shown(self, thing: queries.MeetingRow) -> Mapping[str, Any]:
        return MeetingSerializer(thing).data

    @reads("Meeting", MeetingSerializer)
    def get(self, request: Request, id: UUID) -> Response:
        return self.answer(id)


class DocumentSerializer(serializers.Serializer[Any]):
    """A document attached. One without a file is only named: it lies elsewhere, or is not published."""

    id = serializers.UUIDField()
    kind = serializers.ChoiceField(choices=DOCUMENT_KINDS)
    number = serializers.CharField()
    title = serializers.CharField()
    has_file = serializers.BooleanField(help_text="Its file is at /documents/ID/, after sign-in")
    file_name = serializers.CharField()
    media_type = serializers.CharField()
    size = serializers.IntegerField(allow_null=True, help_text="Bytes")
    marking = serializers.ChoiceField(choices=list(MARKINGS))
    paragraph = serializers.IntegerField(allow_null=True, help_text="Of Schedule 12A, for an exempt one")
    citation = serializers.CharField(help_text="The council's own rule")


class SectionSerializer(serializers.Serializer[Any]):
    """One section of a paper that says something."""

    name = serializers.CharField()
    heading = serializers.CharField()
    text = serializers.CharField()


class PaperAssessmentSerializer(serializers.Serializer[Any]):
    """An impact assessment a paper rests on."""

    id = serializers.UUIDField()
    ref = serializers.CharField()
    kind = serializers.CharField()
    subject = serializers.CharField()
    state = serializers.CharField()
    state_words = serializers.CharField()
    is_outstanding = serializers.BooleanField()


class PaperSerializer(serializers.Serializer[Any]):
    """A decision report. A section that the paper does not have is left out; `key_decision` null is not stated."""

    id = serializers.UUIDField()
    version = serializers.IntegerField()
    ref = serializers.CharField()
    subject = serializers.CharField()
    programme = ProgrammeRefSerializer()
    state = serializers.ChoiceField(choices=PAPER_STATES)
    decision_maker = serializers.CharField()
    board = MeetingBoardSerializer(allow_null=True)
    decision_date = serializers.DateField(allow_null=True)
    report_of = serializers.CharField()
    contacts = serializers.CharField()
    key_decision = serializers.BooleanField(allow_null=True)
    wards = serializers.CharField()
    sections = serializers.SerializerMethodField()
    documents = DocumentSerializer(many=True)
    assessments = PaperAssessmentSerializer(many=True)
    decision_ids = serializers.ListField(child=serializers.UUIDField())
    source = serializers.CharField()  # type: ignore[assignment]
    marking = MarkingField()

    @extend_schema_field(SectionSerializer(many=True))
    def get_sections(self, row: queries.PaperRow) -> list[dict[str, str]]:
        return [{"name": name, "heading": heading, "text": text} for name, heading, text in row.sections]


class PaperQuery(ListQuery):
    """What the list of papers may be asked."""

    order = serializers.ChoiceField(choices=list(PAPER_ORDERS), default="ref")
    programme = serializers.SlugField(required=False, help_text="The programme's code")
    board = serializers.SlugField(required=False, help_text="The board's code")
    state = serializers.ChoiceField(required=False, choices=PAPER_STATES)
    key_decision = serializers.BooleanField(required=False, allow_null=True, default=None)


class Papers(ApiView):
    """The decision reports you may see; a draft is for officers."""

    @lists("papers", PaperQuery, PaperSerializer)
    def get(self, request: Request) -> Response:
        wanted = asked(request, PaperQuery)
        page = paper_page(reader=self.actor, cut=cut_of(wanted), **filters_of(wanted))
        rows = queries.papers(reader=self.actor, ids=page.ids)
        shown = PaperSerializer([rows[i] for i in page.ids if i in rows], many=True).data
        return listed(request, wanted, page, list(shown))


class OnePaper(DetailView):
    """One decision report."""

    def find(self, id: UUID) -> queries.PaperRow:
        row = queries.papers(reader=self.actor, ids=[id]).get(id)
        if row is None:
            raise not_found()
        return row

    def shown(self, thing: queries.PaperRow) -> Mapping[str, Any]:
        return PaperSerializer(thing).data

    @reads("Paper", PaperSerializer)
    def get(self, request: Request, id: UUID) -> Response:
        return self.answer(id)
