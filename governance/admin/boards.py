"""Boards with their members, decision-makers with their limits, and who oversees which workstream."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any, ClassVar

from django import forms
from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.urls import path
from unfold.decorators import display
from unfold.widgets import UnfoldAdminSelectWidget

from governance import changes
from governance.admin.board_checks import checks_page
from governance.admin.tolerances import ToleranceInline
from governance.models import Board, BoardMember, DecisionMaker, DelegationLimit, Oversight
from governance.queries import board_findings
from programme.admin.acting import required_actor
from programme.admin.base import ThroughChangesAdmin
from programme.admin.forms import ThroughChangesForm
from programme.admin.inlines import ThroughChangesInline
from programme.admin.lists import ByCouncil, ByMarking, ByProgramme, Filter, by_column
from programme.admin.words import (
    NONE_YET,
    NOT_GIVEN,
    badge,
    marking_badge,
    pounds_words,
    programme_words,
    with_badges,
)
from programme.changes import Invalid
from programme.changes.saving_rows import locked
from programme.rules import access
from savings.admin.fields import PoundsField

CLEARED = [("", "Leave as it is"), ("yes", "May see exempt items"), ("no", "May not")]


class ByOwnCouncil(ByCouncil):
    """By council."""

    path = "organisation__code"


class SeatForm(ThroughChangesForm):
    """A seat on a board; the grant that goes with it is written along with it."""

    cleared = forms.ChoiceField(
        label="Exempt items",
        required=False,
        choices=CLEARED,
        widget=UnfoldAdminSelectWidget(),
        show_hidden_initial=True,
    )

    class Meta:
        model = BoardMember
        fields: ClassVar[list[str]] = []

    @property
    def clearance(self) -> bool | None:
        """Return what is asked for: yes, no, or None to leave it."""
        return {"yes": True, "no": False}.get(self.cleaned_data.get("cleared", ""))


class SeatInline(ThroughChangesInline):
    """Who sits on the board. Appointing writes the grant of the seat; standing down takes it away."""

    model = BoardMember
    form = SeatForm
    verbose_name = "member"
    verbose_name_plural = "members: each seat carries its grant"
    fields = ("person", "role", "term_from", "term_to", "cleared")
    ordering = ("role", "person__name")

    plans = access.GOVERN
    shown_as: ClassVar[dict[str, str]] = {"cleared": ""}

    def visible(self, rows: Any, actor: access.Actor) -> Any:
        return rows.select_related("person")

    def place_of(self, thing: Any) -> access.Placement:
        return place_of_board(thing)

    def name_of(self, row: Any) -> str:
        return str(row.person.name)

    def add_row(
        self, request: HttpRequest, parent: Any, form: Any, values: dict[str, Any], **by_at: Any
    ) -> None:
        changes.appoint_member(board_id=parent.pk, cleared=form.clearance, **values, **by_at)

    def revise_row(
        self, request: HttpRequest, row: Any, form: Any, values: dict[str, Any], **by_at: Any
    ) -> None:
        seat = locked(BoardMember, row.pk, version=form.seen_version)
        given = {"role": seat.role, "term_from": seat.term_from, "term_to": seat.term_to, **values}
        if given.pop("person_id", seat.person_id) != seat.person_id:
            raise Invalid({"person": ["A seat stays its holder's: stand them down and appoint another"]})
        changes.appoint_member(
            board_id=seat.board_id, person_id=seat.person_id, cleared=form.clearance, **given, **by_at
        )

    def remove_row(self, request: HttpRequest, row: Any, form: Any, **by_at: Any) -> None:
        changes.stand_down(board_id=row.board_id, person_id=row.person_id, **by_at)


@admin.register(Board)
class BoardAdmin(ThroughChangesAdmin):
    """Boards: what they watch, how often they meet, and when their members hear of alerts."""

    list_before_template = "admin/governance/to_checks.html"
    list_display = (
        "called",
        "council",
        "programme_name",
        "kind",
        "parent_name",
        "cadence",
        "alerts",
        "seats",
    )
    list_display_links = ("called",)
    list_filter = (ByOwnCouncil, ByProgramme, by_column("kind", "kind"), ByMarking)
    search_fields = ("name", "code")
    list_select_related = ("organisation", "programme", "parent")
    ordering = ("organisation__name", "name")
    inlines = (SeatInline, ToleranceInline)
    fieldsets = (
        (
            "What it is",
            {"fields": ("organisation", "programme", ("code", "kind"), "name", "parent", "remit")},
        ),
        ("Meetings", {"fields": (("cadence", "cadence_days"), "quorum", "source", "note")}),
        (
            "Alerts",
            {"fields": (("live_alerts", "working_days_only"), ("alert_hold_seconds", "gather_seconds"))},
        ),
        ("Marking", {"fields": (("marking", "exempt_paragraph"), "marking_note"), "classes": ("collapse",)}),
    )

    plans = access.GOVERN
    fixed_fields = frozenset({"organisation", "code"})
    shown_as: ClassVar[dict[str, str]] = {
        "organisation": "council",
        "programme": "programme_name",
        "parent": "parent_name",
    }

    def place_of(self, thing: Any) -> access.Placement:
        return place_of_board(thing)

    def get_inlines(self, request: HttpRequest, obj: Any) -> Any:
        return self.inlines if obj is not None else ()

    def get_urls(self) -> list[Any]:
        wrap = self.admin_site.admin_view
        own = path("checks/", wrap(partial(checks_page, self)), name="governance_board_checks")
        return [own, *super().get_urls()]

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        findings = board_findings(reader=required_actor(request))
        return super().changelist_view(request, {"findings": findings, **(extra_context or {})})

    def badges(self, thing: Any) -> list[tuple[str, str]]:
        found = super().badges(thing)
        is_told = any(words == "Illustrative" for words, _ in found)
        return found if is_told or not thing.illustrative else [("Illustrative", "info"), *found]

    def add_to(self, request: HttpRequest, form: Any, values: dict[str, Any], **by_at: Any) -> Any:
        return changes.add_board(organisation_id=values.pop("organisation_id"), values=values, **by_at)

    def revise(
        self, request: HttpRequest, thing: Any, form: Any, values: dict[str, Any], **by_at: Any
    ) -> None:
        changes.revise_board(board_id=thing.pk, version=self.comparing(request, form), values=values, **by_at)

    def prepare(self, request: HttpRequest, rows: Sequence[Any]) -> None:
        names: dict[Any, list[str]] = {}
        seats = BoardMember.objects.filter(board__in=[row.pk for row in rows]).order_by(
            "role", "person__name"
        )
        for board_id, name in seats.values_list("board_id", "person__name"):
            names.setdefault(board_id, []).append(name)
        for row in rows:
            row.names = names.get(row.pk, [])

    def name_of(self, thing: Any) -> str:
        return str(thing.name)

    @display(description="Board", ordering="name")
    def called(self, board: Board) -> Any:
        found = [badge("Illustrative")] if board.illustrative else []
        return with_badges(board.name, *found, marking_badge(board))

    @display(description="Council", ordering="organisation__name")
    def council(self, board: Board) -> str:
        return board.organisation.name

    @display(description="Programme", ordering="programme__code")
    def programme_name(self, board: Board) -> Any:
        return programme_words(board.programme) if board.programme else "the whole council"

    @display(description="Parent", ordering="parent__name")
    def parent_name(self, board: Board) -> str:
        return board.parent.name if board.parent else ""

    @display(description="Live alerts", ordering="live_alerts", boolean=True)
    def alerts(self, board: Board) -> bool:
        return board.live_alerts

    @display(description="Members")
    def seats(self, board: Any) -> Any:
        return ", ".join(board.names) or NONE_YET


class LimitForm(ThroughChangesForm):
    """How much may be decided, in pounds, inclusive."""

    limit = PoundsField(label="Limit", required=True)

    class Meta:
        model = DelegationLimit
        fields: ClassVar[list[str]] = []


class LimitInline(ThroughChangesInline):
    """Delegation limits. A kind without a row is unset: neither nil nor unlimited."""

    model = DelegationLimit
    form = LimitForm
    verbose_name = "limit"
    verbose_name_plural = "limits, in pounds, inclusive; a kind without one is unset"
    fields = ("kind", "limit")
    ordering = ("kind",)

    plans = access.GOVERN

    def visible(self, rows: Any, actor: access.Actor) -> Any:
        return rows

    def place_of(self, thing: Any) -> access.Placement:
        return access.Placement(thing.organisation_id)

    def name_of(self, row: Any) -> str:
        return str(row.get_kind_display())

    def add_row(
        self, request: HttpRequest, parent: Any, form: Any, values: dict[str, Any], **by_at: Any
    ) -> None:
        changes.set_limit(decision_maker_id=parent.pk, **values, **by_at)

    def revise_row(
        self, request: HttpRequest, row: Any, form: Any, values: dict[str, Any], **by_at: Any
    ) -> None:
        held = locked(DelegationLimit, row.pk, version=form.seen_version)
        if values.pop("kind", held.kind) != held.kind:
            raise Invalid({"kind": ["A limit stays of its kind: unset it and set another"]})
        if values:
            changes.set_limit(decision_maker_id=held.decision_maker_id, kind=held.kind, **values, **by_at)

    def remove_row(self, request: HttpRequest, row: Any, form: Any, **by_at: Any) -> None:
        changes.set_limit(decision_maker_id=row.decision_maker_id, kind=row.kind, limit=None, **by_at)


@admin.register(DecisionMaker)
class DecisionMakerAdmin(ThroughChangesAdmin):
    """Who decides: Council, the executive, a committee, or a post under delegation."""

    list_display = ("name", "council", "kind", "holder_name", "limits")
    list_filter = (ByOwnCouncil, by_column("kind", "kind"))
    search_fields = ("name", "holder__name")
    list_select_related = ("organisation", "holder")
    ordering = ("organisation__name", "name")
    inlines = (LimitInline,)
    fieldsets = ((None, {"fields": ("organisation", "name", "kind", "holder", "note")}),)

    plans = access.GOVERN
    fixed_fields = frozenset({"organisation"})
    shown_as: ClassVar[dict[str, str]] = {"organisation": "council", "holder": "holder_name"}

    def visible(self, rows: Any, actor: access.Actor) -> Any:
        councils = self.model._meta.get_field("organisation").remote_field.model
        return rows.filter(organisation__in=councils.objects.visible_to(actor))

    def place_of(self, thing: Any) -> access.Placement:
        return access.Placement(thing.organisation_id)

    def get_inlines(self, request: HttpRequest, obj: Any) -> Any:
        return self.inlines if obj is not None else ()

    def add_to(self, request: HttpRequest, form: Any, values: dict[str, Any], **by_at: Any) -> Any:
        return changes.add_decision_maker(
            organisation_id=values.pop("organisation_id"), values=values, **by_at
        )

    def revise(
        self, request: HttpRequest, thing: Any, form: Any, values: dict[str, Any], **by_at: Any
    ) -> None:
        changes.revise_decision_maker(
            decision_maker_id=thing.pk, version=self.comparing(request, form), values=values, **by_at
        )

    def prepare(self, request: HttpRequest, rows: Sequence[Any]) -> None:
        held: dict[Any, list[str]] = {}
        found = DelegationLimit.objects.filter(decision_maker__in=[row.pk for row in rows]).order_by("kind")
        for limit in found:
            words = f"{limit.get_kind_display()}: {pounds_words(limit.limit)}"
            held.setdefault(limit.decision_maker_id, []).append(words)
        for row in rows:
            row.limit_words = held.get(row.pk, [])

    def name_of(self, thing: Any) -> str:
        return str(thing.name)

    @display(description="Council", ordering="organisation__name")
    def council(self, row: DecisionMaker) -> str:
        return row.organisation.name

    @display(description="Holder", ordering="holder__name")
    def holder_name(self, row: DecisionMaker) -> Any:
        return row.holder.name if row.holder else NOT_GIVEN

    @display(description="Limits")
    def limits(self, row: Any) -> str:
        return ", ".join(row.limit_words) or "unset"


class ByGap(Filter):
    """By what is missing."""

    title = "missing"
    parameter_name = "missing"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[Any, str]]:
        return [("board", "No board"), ("decision_maker", "No decision-maker")]

    def narrow(self, request: HttpRequest, rows: Any, value: str) -> Any:
        return rows.filter(**{value: None})


class ByWorkstreamsProgramme(ByProgramme):
    """By programme."""

    path = "workstream__programme_id"


@admin.register(Oversight)
class OversightAdmin(ThroughChangesAdmin):
    """Which board oversees each workstream, and who decides for it: exactly one of each."""

    list_display = ("called", "programme_name", "board_name", "decides")
    list_display_links = ("called",)
    list_filter = (ByWorkstreamsProgramme, ByGap)
    search_fields = ("workstream__name", "workstream__ref", "board__name", "decision_maker__name")
    list_select_related = ("workstream__programme", "board", "decision_maker")
    ordering = ("workstream__programme__code", "workstream__position", "workstream__ref")
    fieldsets = ((None, {"fields": ("workstream", "board", "decision_maker")}),)

    plans = access.GOVERN
    fixed_fields = frozenset({"workstream"})
    shown_as: ClassVar[dict[str, str]] = {
        "workstream": "called",
        "board": "board_name",
        "decision_maker": "decides",
    }

    def visible(self, rows: Any, actor: access.Actor) -> Any:
        workstreams = self.model._meta.get_field("workstream").remote_field.model
        return rows.filter(workstream__in=workstreams.objects.visible_to(actor))

    def get_queryset(self, request: HttpRequest) -> Any:
        return (
            super().get_queryset(request).select_related("workstream__programme", "board", "decision_maker")
        )

    def place_of(self, thing: Any) -> access.Placement:
        found: access.Placement = thing.workstream.placement()
        return found

    def badges(self, thing: Any) -> list[tuple[str, str]]:
        return super().badges(thing.workstream)

    def add_to(self, request: HttpRequest, form: Any, values: dict[str, Any], **by_at: Any) -> Any:
        return changes.set_oversight(**values, **by_at)

    def revise(
        self, request: HttpRequest, thing: Any, form: Any, values: dict[str, Any], **by_at: Any
    ) -> None:
        held = {"board_id": thing.board_id, "decision_maker_id": thing.decision_maker_id}
        changes.set_oversight(
            workstream_id=thing.workstream_id,
            version=self.comparing(request, form),
            **{**held, **values},
            **by_at,
        )

    def name_of(self, thing: Any) -> str:
        return f"{thing.workstream.ref} {thing.workstream.name}"

    @display(description="Workstream", ordering="workstream__name")
    def called(self, row: Oversight) -> Any:
        return with_badges(self.name_of(row), marking_badge(row.workstream))

    @display(description="Programme", ordering="workstream__programme__code")
    def programme_name(self, row: Oversight) -> Any:
        return programme_words(row.workstream.programme)

    @display(description="Overseeing board", ordering="board__name")
    def board_name(self, row: Oversight) -> Any:
        return row.board.name if row.board else NOT_GIVEN

    @display(description="Decides", ordering="decision_maker__name")
    def decides(self, row: Oversight) -> Any:
        return row.decision_maker.name if row.decision_maker else NOT_GIVEN


def place_of_board(board: Board) -> access.Placement:
    """Return where a board stands: its council or programme, with both markings."""
    return board.placement()
