"""Meetings with who came and what is on their agenda; held, called off, and filled from what needs deciding."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar
from uuid import UUID

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import path, reverse
from unfold.decorators import display

from governance import changes, queries
from governance.admin.packs import MakesPacks, pack_links
from governance.models import AgendaItem, Attendance, Decision, Meeting
from governance.queries.paper_sight import seen_papers
from programme.admin.acting import moment_of, required_actor
from programme.admin.base import ThroughChangesAdmin, without_fields
from programme.admin.forms import ThroughChangesForm
from programme.admin.inlines import ThroughChangesInline
from programme.admin.lists import ByMarking, ByProgramme, by_column
from programme.admin.pages import ask, page, tried, words_given
from programme.admin.words import badge, marking_badge, moment_words, pill, programme_words, with_badges
from programme.changes import Invalid
from programme.rules import access

TONES = {"planned": "info", "held": "green", "cancelled": "grey"}


class ByBoardsProgramme(ByProgramme):
    """By programme."""

    path = "board__programme_id"


class AttendanceInline(ThroughChangesInline):
    """Who came. The quorum is counted from the chair and members of that day."""

    model = Attendance
    verbose_name = "person"
    verbose_name_plural = "attendance"
    fields = ("person", "state", "note")
    ordering = ("person__name",)

    plans = access.GOVERN

    def visible(self, rows: Any, actor: access.Actor) -> Any:
        return rows.select_related("person")

    def name_of(self, row: Any) -> str:
        return str(row.person.name)

    def add_row(
        self, request: HttpRequest, parent: Any, form: Any, values: dict[str, Any], **by_at: Any
    ) -> None:
        changes.record_attendance(meeting_id=parent.pk, **values, **by_at)

    def revise_row(
        self, request: HttpRequest, row: Any, form: Any, values: dict[str, Any], **by_at: Any
    ) -> None:
        held = Attendance.objects.get(pk=row.pk)
        given = {"state": held.state, "note": held.note, **values}
        if given.pop("person_id", held.person_id) != held.person_id:
            raise Invalid({"person": ["An entry stays its person's: take it off and add another"]})
        changes.record_attendance(
            meeting_id=held.meeting_id, person_id=held.person_id, version=form.seen_version, **given, **by_at
        )

    def remove_row(self, request: HttpRequest, row: Any, form: Any, **by_at: Any) -> None:
        changes.strike_attendance(meeting_id=row.meeting_id, person_id=row.person_id, **by_at)


class AgendaForm(ThroughChangesForm):
    """One item of an agenda."""

    class Meta:
        model = AgendaItem
        fields: ClassVar[list[str]] = []


class AgendaInline(ThroughChangesInline):
    """What the meeting deals with, in order. An item about something exempt is shown to those who may see that."""

    model = AgendaItem
    form = AgendaForm
    verbose_name = "item"
    verbose_name_plural = (
        "agenda: a title is read by everybody who sees the meeting, so it names nothing exempt"
    )
    fields = ("position", "kind", "title", "paper", "decision", "excludes_public", "note")
    ordering = ("position", "pk")

    plans = access.GOVERN

    def visible(self, rows: Any, actor: access.Actor) -> Any:
        decisions = Decision.objects.visible_to(actor)
        seen = Q(paper=None) | Q(paper__in=seen_papers(actor))
        return rows.filter(seen, Q(decision=None) | Q(decision__in=decisions), removed_at=None)

    def name_of(self, row: Any) -> str:
        return str(row.title)

    def add_row(
        self, request: HttpRequest, parent: Any, form: Any, values: dict[str, Any], **by_at: Any
    ) -> None:
        given = {name: value for name, value in values.items() if name != "position" or value is not None}
        changes.add_agenda_item(meeting_id=parent.pk, values=given, **by_at)

    def revise_row(
        self, request: HttpRequest, row: Any, form: Any, values: dict[str, Any], **by_at: Any
    ) -> None:
        changes.revise_agenda_item(item_id=row.pk, version=form.seen_version, values=values, **by_at)

    def remove_row(self, request: HttpRequest, row: Any, form: Any, **by_at: Any) -> None:
        changes.remove_agenda_item(item_id=row.pk, version=form.seen_version, **by_at)


@admin.register(Meeting)
class MeetingAdmin(MakesPacks, ThroughChangesAdmin):
    """Sittings of boards, the newest first."""

    change_form_outer_before_template = "admin/governance/meeting.html"
    list_display = ("called", "programme_name", "when", "place", "state_words", "quorum")
    list_display_links = ("called",)
    list_filter = (ByBoardsProgramme, by_column("state", "state"), ByMarking)
    search_fields = ("board__name", "title", "place")
    list_select_related = ("board__programme",)
    ordering = ("-starts_at", "board__name")
    inlines = (AgendaInline, AttendanceInline)
    fieldsets = (
        (
            "What it is",
            {"fields": ("board", "title", "starts_at", "ends_at", "place", "in_public", "notes", "source")},
        ),
        ("Marking", {"fields": (("marking", "exempt_paragraph"), "marking_note"), "classes": ("collapse",)}),
    )

    thing = "meeting"
    plans = access.GOVERN
    fixed_fields = frozenset({"board"})
    shown_as: ClassVar[dict[str, str]] = {"board": "board_name"}

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).select_related("board__programme", "board__organisation")

    def get_inlines(self, request: HttpRequest, obj: Any) -> Any:
        return self.inlines if obj is not None else ()

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        found = super().get_fieldsets(request, obj)
        return found if obj is not None else without_fields(found, {"notes"})

    def badges(self, thing: Any) -> list[tuple[str, str]]:
        found = super().badges(thing)
        is_told = any(words == "Illustrative" for words, _ in found)
        invented = thing.illustrative or thing.board.illustrative
        return [("Illustrative", "info"), *found] if invented and not is_told else found

    def add_to(self, request: HttpRequest, form: Any, values: dict[str, Any], **by_at: Any) -> Any:
        return changes.plan_meeting(board_id=values.pop("board_id"), values=values, **by_at)

    def revise(
        self, request: HttpRequest, thing: Any, form: Any, values: dict[str, Any], **by_at: Any
    ) -> None:
        changes.revise_meeting(
            meeting_id=thing.pk, version=self.comparing(request, form), values=values, **by_at
        )

    def prepare(self, request: HttpRequest, rows: Sequence[Any]) -> None:
        found = queries.meetings(reader=required_actor(request), ids=[row.pk for row in rows]) if rows else {}
        for row in rows:
            row.facts = found.get(row.pk)

    def name_of(self, thing: Any) -> str:
        return str(thing.name)

    def render_change_form(self, request: HttpRequest, context: Any, **options: Any) -> Any:
        obj = options.get("obj")
        if obj is not None:
            context["meeting"] = self._shown(request, obj.pk)
        return super().render_change_form(request, context, **options)

    # What is done to a meeting ------------------------------------------------------------------------

    def get_urls(self) -> list[Any]:
        view = self.admin_site.admin_view
        own = [
            path("<uuid:meeting_id>/hold/", view(self.hold_view), name="governance_meeting_hold"),
            path("<uuid:meeting_id>/cancel/", view(self.cancel_view), name="governance_meeting_cancel"),
            path("<uuid:meeting_id>/agenda/", view(self.agenda_view), name="governance_meeting_agenda"),
            path(
                "<uuid:meeting_id>/public/<uuid:item_id>/",
                view(self.public_view),
                name="governance_meeting_public",
            ),
        ]
        return [*own, *super().get_urls()]

    def hold_view(self, request: HttpRequest, meeting_id: UUID) -> HttpResponse:
        """Ask for the notes, then say that the meeting was held."""
        row = self._row(request, meeting_id)
        problems: list[str] = []
        if request.method == "POST":
            notes = words_given(request)
            problems = tried(
                request, changes.hold_meeting, meeting_id=meeting_id, version=None, notes=notes or None
            )
            if not problems:
                messages.success(request, f"{row.name} was held.")
                return HttpResponseRedirect(_address(meeting_id))
        return ask(
            self,
            request,
            title=f"{row.name}: it was held",
            intro=["Its day stays on the record from now on.", f"{row.quorum_words}."],
            button="It was held",
            back=_address(meeting_id),
            problems=problems,
            label="Notes, where there are any",
        )

    def cancel_view(self, request: HttpRequest, meeting_id: UUID) -> HttpResponse:
        """Ask why, then call the meeting off."""
        row = self._row(request, meeting_id)
        problems: list[str] = []
        if request.method == "POST":
            reason = words_given(request)
            problems = tried(
                request, changes.cancel_meeting, meeting_id=meeting_id, version=None, reason=reason
            )
            if not problems:
                messages.success(request, f"{row.name} is called off.")
                return HttpResponseRedirect(_address(meeting_id))
        return ask(
            self,
            request,
            title=f"Call off {row.name}",
            intro=[
                "It stays on the record, with the reason. What was on its agenda is suggested for the next one."
            ],
            button="Call it off",
            back=_address(meeting_id),
            problems=problems,
            label="Why",
            required=True,
            is_danger=True,
        )

    def agenda_view(self, request: HttpRequest, meeting_id: UUID) -> HttpResponse:
        """Show what needs deciding; what is ticked goes on the agenda, in this order."""
        row = self._row(request, meeting_id)
        problems: list[str] = []
        if request.method == "POST":
            keys = request.POST.getlist("keys")
            problems = tried(request, changes.accept_suggestions, meeting_id=meeting_id, keys=keys)
            if not problems:
                messages.success(request, f"{len(keys)} on the agenda." if keys else "Nothing was ticked.")
                return HttpResponseRedirect(_address(meeting_id))
        found = queries.agenda_suggestions(
            reader=required_actor(request), meeting_id=meeting_id, at=moment_of(request)
        )
        return page(
            self,
            request,
            "admin/governance/agenda.html",
            title=f"What needs {row.board}, {moment_words(row.starts_at)}",
            suggestions=found,
            problems=problems,
            back=_address(meeting_id),
        )

    def public_view(self, request: HttpRequest, meeting_id: UUID, item_id: UUID) -> HttpResponse:
        """Record how the meeting resolved about the public for one item."""
        row = self._row(request, meeting_id)
        item = next((one for one in row.agenda if one.id == item_id), None)
        if item is None or not item.excludes_public:
            raise Http404
        problems: list[str] = []
        if request.method == "POST":
            excluded = "refused" not in request.POST
            problems = tried(
                request, changes.resolve_public, item_id=item_id, version=None, excluded=excluded
            )
            if not problems:
                messages.success(request, "The resolution is on the record.")
                return HttpResponseRedirect(_address(meeting_id))
        return page(
            self,
            request,
            "admin/governance/public.html",
            title=f"Item {item.number}: the public",
            item=item,
            asked=row.exclusions,
            problems=problems,
            back=_address(meeting_id),
        )

    def _row(self, request: HttpRequest, meeting_id: UUID) -> queries.MeetingRow:
        actor = required_actor(request)
        row = queries.meetings(reader=actor, ids=[meeting_id]).get(meeting_id)
        if row is None or not self.has_view_permission(request):
            raise Http404
        if not actor.may(access.GOVERN, row.placement):
            raise PermissionDenied
        return row

    def _shown(self, request: HttpRequest, meeting_id: UUID) -> dict[str, Any]:
        actor = required_actor(request)
        row = queries.meetings(reader=actor, ids=[meeting_id])[meeting_id]
        return {
            "row": row,
            "state": state_pill(row.state, row.state_words),
            "may": actor.may(access.GOVERN, row.placement),
            "pack_links": pack_links(meeting_id, may_publish=actor.may(access.GOVERN, row.placement)),
            "has_begun": row.starts_at <= moment_of(request),
            "to_resolve": [item for item in row.agenda if item.excludes_public],
        }

    # Columns and read-only fields -----------------------------------------------------------------------

    @display(description="Meeting", ordering="board__name")
    def called(self, row: Meeting) -> Any:
        found = [badge("Illustrative")] if row.illustrative or row.board.illustrative else []
        return with_badges(
            f"{row.board.name}{f': {row.title}' if row.title else ''}", *found, marking_badge(row)
        )

    @display(description="Board")
    def board_name(self, row: Meeting) -> str:
        return row.board.name

    @display(description="Programme", ordering="board__programme__code")
    def programme_name(self, row: Meeting) -> Any:
        return programme_words(row.board.programme) if row.board.programme else "the whole council"

    @display(description="When", ordering="starts_at")
    def when(self, row: Meeting) -> str:
        return moment_words(row.starts_at)

    @display(description="State", ordering="state")
    def state_words(self, row: Meeting) -> Any:
        words = row.facts.state_words if getattr(row, "facts", None) else row.get_state_display()
        return state_pill(row.state, words)

    @display(description="Quorum")
    def quorum(self, row: Any) -> str:
        return row.facts.quorum_words if row.facts and row.state == "held" else ""


def state_pill(state: str, words: str) -> Any:
    """Return in a word how a meeting stands."""
    return pill(words, TONES[state])


def _address(meeting_id: UUID) -> str:
    return reverse("admin:governance_meeting_change", args=[meeting_id])
