"""Recovery records that Red opened, and how whole programmes are rated."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

from django.contrib import admin
from django.http import HttpRequest
from unfold.decorators import display

from governance import changes
from governance.models import ProgrammeRating, RecoveryRecord
from governance.queries import programme_ratings
from programme import queries as ground
from programme.admin.acting import kept, moment_of, required_actor
from programme.admin.base import ThroughChangesAdmin
from programme.admin.lists import ByProgramme, Filter
from programme.admin.words import (
    NOT_GIVEN,
    day_words,
    marking_badge,
    moment_words,
    pill,
    programme_words,
    with_badges,
)
from programme.changes.saving_rows import locked
from programme.rules import access
from programme.rules.rag import Rag, rag_words


class ByWorkstreamsProgramme(ByProgramme):
    """By programme."""

    path = "workstream__programme_id"


class ByRecovery(Filter):
    """By whether the recovery goes on."""

    title = "state"
    parameter_name = "state"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[Any, str]]:
        return [("open", "Open"), ("due", "To be assessed again"), ("closed", "Closed")]

    def narrow(self, request: HttpRequest, rows: Any, value: str) -> Any:
        if value == "due":
            return rows.filter(closed_at=None, reassess_on__lt=moment_of(request).date())
        return rows.filter(closed_at__isnull=value == "open")


@admin.register(RecoveryRecord)
class RecoveryAdmin(ThroughChangesAdmin):
    """Recoveries: who brings a workstream back from Red, which board watches, when it is assessed again.

    A rating of Red opens one. Filling in the outcome closes it.
    """

    list_display = ("called", "programme_name", "owner_name", "board_name", "due", "goes_on", "opened")
    list_display_links = ("called",)
    list_filter = (ByRecovery, ByWorkstreamsProgramme)
    search_fields = ("workstream__name", "workstream__ref", "owner__name")
    list_select_related = ("workstream__programme", "owner", "board")
    ordering = ("-closed_at", "reassess_on")
    fieldsets = (
        (None, {"fields": ("workstream", "opened", ("owner", "board"), "reassess_on", "plan")}),
        ("How it ended", {"fields": ("outcome", "ended")}),
    )
    readonly_fields = ("opened", "ended")

    plans = access.UPDATE_DELIVERY
    fixed_fields = frozenset({"workstream"})
    shown_as: ClassVar[dict[str, str]] = {
        "workstream": "called",
        "owner": "owner_name",
        "board": "board_name",
    }

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        is_open = obj is None or obj.closed_at is None
        return is_open and (
            self.may(request, access.UPDATE_DELIVERY, obj) or self.may(request, access.GOVERN, obj)
        )

    def visible(self, rows: Any, actor: access.Actor) -> Any:
        workstreams = self.model._meta.get_field("workstream").remote_field.model
        return rows.filter(workstream__in=workstreams.objects.seen_by(actor))

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).select_related("workstream__programme", "owner", "board")

    def place_of(self, thing: Any) -> access.Placement:
        found: access.Placement = thing.workstream.placement()
        return found

    def badges(self, thing: Any) -> list[tuple[str, str]]:
        return super().badges(thing.workstream)

    def revise(
        self, request: HttpRequest, thing: Any, form: Any, values: dict[str, Any], **by_at: Any
    ) -> None:
        outcome = values.pop("outcome", "")
        version = self.comparing(request, form)
        if values:
            row = changes.revise_recovery(recovery_id=thing.pk, version=version, values=values, **by_at)
            version = row.version
        if outcome:
            version = version or locked(RecoveryRecord, thing.pk, version=None).version
            changes.close_recovery(recovery_id=thing.pk, version=version, outcome=outcome, **by_at)

    def name_of(self, thing: Any) -> str:
        return f"{thing.workstream.ref} {thing.workstream.name}"

    @display(description="Workstream", ordering="workstream__name")
    def called(self, row: RecoveryRecord) -> Any:
        return with_badges(self.name_of(row), marking_badge(row.workstream))

    @display(description="Programme", ordering="workstream__programme__code")
    def programme_name(self, row: RecoveryRecord) -> Any:
        return programme_words(row.workstream.programme)

    @display(description="Owner", ordering="owner__name")
    def owner_name(self, row: RecoveryRecord) -> Any:
        return row.owner.name if row.owner else NOT_GIVEN

    @display(description="Board", ordering="board__name")
    def board_name(self, row: RecoveryRecord) -> Any:
        return row.board.name if row.board else NOT_GIVEN

    @display(description="Assessed again", ordering="reassess_on")
    def due(self, row: RecoveryRecord) -> str:
        return day_words(row.reassess_on)

    @display(description="State", ordering="closed_at")
    def goes_on(self, row: RecoveryRecord) -> Any:
        return pill("Open", "red") if row.closed_at is None else pill("Closed", "complete")

    @display(description="Red since", ordering="opened_at")
    def opened(self, row: RecoveryRecord) -> str:
        return day_words(row.opened_at)

    @display(description="Closed")
    def ended(self, row: RecoveryRecord) -> str:
        return moment_words(row.closed_at) if row.closed_at else "still open: fill in the outcome to close it"


@admin.register(ProgrammeRating)
class ProgrammeRatingAdmin(ThroughChangesAdmin):
    """Ratings of whole programmes. One greener than its parts needs a day its reason expires."""

    list_display = ("called", "given", "shown", "reason", "expires", "rater_name", "when")
    list_display_links = ("called",)
    list_filter = (ByProgramme,)
    list_select_related = ("programme", "definition_set")
    ordering = ("-recorded_at",)
    fieldsets = (
        (None, {"fields": ("programme", "rating", "reason", "expires_on", "definition_set")}),
        ("How it shows", {"fields": ("shown", "when")}),
    )
    readonly_fields = ("shown", "when")

    plans = access.PLAN_DELIVERY
    shown_as: ClassVar[dict[str, str]] = {
        "programme": "called",
        "rating": "given",
        "expires_on": "expires",
        "definition_set": "",
    }

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def visible(self, rows: Any, actor: access.Actor) -> Any:
        return rows.filter(programme__in=list(ground.programmes(reader=actor)))

    def place_of(self, thing: Any) -> access.Placement:
        found: access.Placement = thing.programme.placement()
        return found

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **options: Any) -> Any:
        if db_field.name == "rating":
            db_field = _with_choices(db_field)
        field = super().formfield_for_dbfield(db_field, request, **options)
        if db_field.name in ("expires_on", "definition_set"):
            field.required = False
        return field

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        found = super().get_fieldsets(request, obj)
        return found[:1] if obj is None else found

    def add_to(self, request: HttpRequest, form: Any, values: dict[str, Any], **by_at: Any) -> Any:
        # A reason typed beside a row is why it was changed; here it is a column of the rating itself.
        return changes.rate_programme(
            programme_id=values.pop("programme_id"), reason=form.why, **values, **by_at
        )

    def prepare(self, request: HttpRequest, rows: Sequence[Any]) -> None:
        found = _shown(request)
        for row in rows:
            row.shown_words = _words(found.get(row.programme_id), row)

    def get_object(self, request: HttpRequest, object_id: str, from_field: Any = None) -> Any:
        found = super().get_object(request, object_id, from_field)
        if found is not None:
            self.prepare(request, [found])
        return found

    def name_of(self, thing: Any) -> str:
        return f"{thing.programme.name}, {day_words(thing.recorded_at)}"

    @display(description="Programme", ordering="programme__code")
    def called(self, row: ProgrammeRating) -> Any:
        return programme_words(row.programme)

    @display(description="Rated", ordering="rating")
    def given(self, row: ProgrammeRating) -> str:
        return rag_words(Rag(row.rating))

    @display(description="Shows today as")
    def shown(self, row: Any) -> str:
        return str(getattr(row, "shown_words", ""))

    @display(description="Reason expires", ordering="expires_on")
    def expires(self, row: ProgrammeRating) -> str:
        return day_words(row.expires_on)

    @display(description="When", ordering="recorded_at")
    def when(self, row: ProgrammeRating) -> str:
        return moment_words(row.recorded_at)


def _with_choices(db_field: Any) -> Any:
    chosen = db_field.clone()
    chosen.set_attributes_from_name(db_field.name)
    chosen.model = db_field.model
    chosen.choices = [(str(rag), rag_words(rag)) for rag in Rag]
    return chosen


def _shown(request: HttpRequest) -> dict[Any, Any]:
    reader = required_actor(request)
    found: dict[Any, Any] = kept(
        request,
        "programme_ratings",
        lambda: programme_ratings(reader=reader, programme_ids=ground.programmes(reader=reader)),
    )
    return found


def _words(rating: Any, row: ProgrammeRating) -> str:
    if rating is None:
        return ""
    if rating.recorded_at != row.recorded_at:
        return "a later one stands"
    return f"{rating.shown}: {rating.note}" if rating.note else str(rating.shown)
