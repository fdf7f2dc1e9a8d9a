"""The risk register and the matrices it is read with. A score changes by a review, which keeps its reason."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

from django.contrib import admin
from django.http import HttpRequest
from unfold.decorators import display

from governance import changes, queries
from governance.admin.boards import ByOwnCouncil
from governance.admin.risk_forms import MatrixForm, RiskForm
from governance.models import Risk, RiskMatrix, RiskReview
from governance.rules.risk_matrix import NHS, NOT_SCORED, PRESETS, bands_as_json
from programme.admin.acting import required_actor, today
from programme.admin.base import ThroughChangesAdmin, particulars_first
from programme.admin.inlines import LedgerInline
from programme.admin.lists import ByCouncil, ByMarking, ByOwner, ByProgramme, ByWorkstream, by_column
from programme.admin.words import (
    NOT_GIVEN,
    badge,
    day_words,
    marking_badge,
    moment_words,
    pill,
    programme_words,
    under,
    with_badges,
)
from programme.rules import access

TONES = ("green", "amber", "amber-red", "red")


class ReviewRows(LedgerInline):
    """Every review of a risk, newest first."""

    model = RiskReview
    verbose_name_plural = "reviews, newest first"
    fields = ("when", "score", "band_words", "state", "reason", "recorded_by")

    @display(description="When")
    def when(self, row: RiskReview) -> str:
        return moment_words(row.recorded_at)

    @display(description="Score")
    def score(self, row: RiskReview) -> str:
        if row.likelihood is None or row.impact is None:
            return ""
        return f"{row.likelihood} × {row.impact} = {row.likelihood * row.impact}"

    @display(description="Band")
    def band_words(self, row: RiskReview) -> str:
        if not row.band:
            return NOT_SCORED
        return f"{row.band}, set by hand" if row.is_override else row.band


@admin.register(Risk)
class RiskAdmin(ThroughChangesAdmin):
    """The risk register. A risk may be unscored; what happened or is over is closed, never deleted."""

    form = RiskForm
    list_display = ("called", "programme_name", "workstream_name", "stands", "owned", "next_review")
    list_display_links = ("called",)
    list_filter = (
        by_column("state", "state"),
        ByCouncil,
        ByProgramme,
        ByWorkstream,
        ByOwner,
        by_column("response", "response"),
        ByMarking,
    )
    search_fields = ("ref", "title", "mitigation", "owner__name")
    search_help_text = "Ref, words, mitigation or owner"
    list_select_related = ("programme", "workstream", "owner")
    ordering = ("programme__code", "ref")
    inlines = (ReviewRows,)
    fieldsets = (
        (
            "Score",
            {"fields": (("likelihood", "impact"), ("band_override", "override_reason"), "state", "reason")},
        ),
        (
            "What it is",
            {"fields": ("programme", ("ref", "workstream"), "title", "cause", "effect", "workstreams_named")},
        ),
        ("What is done", {"fields": (("owner", "board"), ("response", "review_on"), "mitigation", "source")}),
        ("Marking", {"fields": (("marking", "exempt_paragraph"), "marking_note"), "classes": ("collapse",)}),
    )

    thing = "risk"
    plans = access.UPDATE_DELIVERY
    removable = True
    fixed_fields = frozenset({"programme", "ref"})
    shown_as: ClassVar[dict[str, str]] = {
        "programme": "programme_name", "workstream": "workstream_name", "owner": "owned", "reason": "",
    }  # fmt: skip

    def get_inlines(self, request: HttpRequest, obj: Any) -> Any:
        return self.inlines if obj is not None else ()

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        found = super().get_fieldsets(request, obj)
        return found if obj is not None else particulars_first(found)

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **options: Any) -> Any:
        field = super().formfield_for_dbfield(db_field, request, **options)
        if db_field.name == "ref" and field is not None:
            field.required, field.help_text = False, "Blank takes the next R number"
        return field

    def add_to(self, request: HttpRequest, form: Any, values: dict[str, Any], **by_at: Any) -> Any:
        state = values.pop("state", "open")
        risk = changes.add_risk(
            programme_id=values.pop("programme_id"), values=values, reason=form.why, **by_at
        )
        if state != "open":
            risk = changes.end_risk(risk_id=risk.pk, version=None, state=state, reason=form.why, **by_at)
        return risk

    def revise(
        self, request: HttpRequest, thing: Any, form: Any, values: dict[str, Any], **by_at: Any
    ) -> None:
        if not values and form.why:
            scored = ("likelihood", "impact", "band_override", "override_reason")
            values = {name: getattr(thing, name) for name in scored}  # looked at again, and it stands
        changes.put_risk(
            risk_id=thing.pk, version=self.comparing(request, form), values=values, reason=form.why, **by_at
        )

    def remove(self, thing: Any, *, version: int | None, reason: str, **by_at: Any) -> None:
        changes.remove_risk(risk_id=thing.pk, version=version, reason=reason, **by_at)

    def prepare(self, request: HttpRequest, rows: Sequence[Any]) -> None:
        ids = [row.pk for row in rows]
        found = queries.risks(reader=required_actor(request), ids=ids) if ids else {}
        for row in rows:
            row.shown = found.get(row.pk)

    def name_of(self, thing: Any) -> str:
        return f"{thing.ref} {thing.title}"

    def badges(self, thing: Any) -> list[tuple[str, str]]:
        found = super().badges(thing)
        is_told = any(words == "Illustrative" for words, _ in found)
        return found if is_told or not thing.illustrative else [("Illustrative", "info"), *found]

    @display(description="Risk", ordering="title")
    def called(self, row: Risk) -> Any:
        illustrative = [badge("Illustrative")] if row.illustrative and not row.programme.illustrative else []
        return with_badges(self.name_of(row), *illustrative, marking_badge(row))

    @display(description="Programme", ordering="programme__code")
    def programme_name(self, row: Risk) -> Any:
        return programme_words(row.programme)

    @display(description="Workstream", ordering="workstream__position")
    def workstream_name(self, row: Risk) -> str:
        if row.workstream is not None:
            return f"{row.workstream.ref} {row.workstream.name}"
        return f"names {row.workstreams_named}" if row.workstreams_named else "the whole programme"

    @display(description="Stands", ordering="likelihood")
    def stands(self, row: Any) -> Any:
        shown: queries.RiskRow | None = getattr(row, "shown", None)
        if shown is None:
            return ""
        if shown.state != "open":
            return pill(shown.state_words, "grey")
        if not shown.band:
            return NOT_SCORED
        return under(pill(shown.band_words, TONES[min(shown.rank, len(TONES) - 1)]), shown.score_words)

    @display(description="Owner", ordering="owner__name")
    def owned(self, row: Risk) -> str:
        return row.owner.name if row.owner else NOT_GIVEN

    @display(description="Next review", ordering="review_on")
    def next_review(self, row: Risk) -> str:
        words = day_words(row.review_on)
        late = row.review_on is not None and row.review_on < today() and row.state == "open"
        return f"{words}, overdue" if late else words


@admin.register(RiskMatrix)
class MatrixAdmin(ThroughChangesAdmin):
    """How councils score risks. A programme chooses one under How it is governed; without one, the NHS 5 by 5."""

    form = MatrixForm
    list_display = ("name", "council", "size", "band_names", "used_by")
    list_display_links = ("name",)
    list_filter = (ByOwnCouncil,)
    search_fields = ("name",)
    list_select_related = ("organisation",)
    ordering = ("organisation__name", "name")
    fieldsets = ((None, {"fields": ("organisation", "name", "likelihoods", "impacts", "bands", "source")}),)

    plans = access.GOVERN
    fixed_fields = frozenset({"organisation"})
    shown_as: ClassVar[dict[str, str]] = {"organisation": "council"}

    def visible(self, rows: Any, actor: access.Actor) -> Any:
        councils = self.model._meta.get_field("organisation").remote_field.model
        return rows.filter(organisation__in=councils.objects.visible_to(actor))

    def place_of(self, thing: Any) -> access.Placement:
        return access.Placement(thing.organisation_id)

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        preset = PRESETS.get(request.GET.get("preset", ""), NHS)
        return {
            "name": preset.name,
            "likelihoods": list(preset.likelihoods),
            "impacts": list(preset.impacts),
            "bands": bands_as_json(preset.bands),
            "source": preset.source,
        }

    def add_to(self, request: HttpRequest, form: Any, values: dict[str, Any], **by_at: Any) -> Any:
        return changes.add_matrix(organisation_id=values.pop("organisation_id"), values=values, **by_at)

    def revise(
        self, request: HttpRequest, thing: Any, form: Any, values: dict[str, Any], **by_at: Any
    ) -> None:
        changes.revise_matrix(
            matrix_id=thing.pk, version=self.comparing(request, form), values=values, **by_at
        )

    def prepare(self, request: HttpRequest, rows: Sequence[Any]) -> None:
        found = queries.risk_matrices(reader=required_actor(request))
        for row in rows:
            row.shown = found.get(row.pk)

    def name_of(self, thing: Any) -> str:
        return str(thing.name)

    @display(description="Council", ordering="organisation__name")
    def council(self, row: RiskMatrix) -> str:
        return row.organisation.name

    @display(description="Size")
    def size(self, row: Any) -> str:
        return row.shown.matrix.size if row.shown else ""

    @display(description="Bands")
    def band_names(self, row: Any) -> str:
        if row.shown is None:
            return ""
        return ", ".join(f"{b.name} {b.lowest}-{b.highest}" for b in row.shown.matrix.bands)

    @display(description="Reads the risks of")
    def used_by(self, row: Any) -> str:
        return ", ".join(row.shown.used_by) if row.shown else ""
