"""Workstreams: the list people open first, and the form with milestones and, beside it, what follows from them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

from django import forms
from django.contrib import admin
from django.db.models import Case, IntegerField, OuterRef, Subquery, Value, When
from django.http import HttpRequest
from django.utils.html import escape
from unfold.decorators import display
from unfold.widgets import UnfoldAdminSelectWidget, UnfoldAdminTextareaWidget

from programme import changes, queries
from programme.admin.acting import required_actor, today
from programme.admin.base import ThroughChangesAdmin, particulars_first
from programme.admin.columns import ByColumn, cell_words, load_cells
from programme.admin.forms import ThroughChangesForm
from programme.admin.lists import ByCouncil, ByMarking, ByOwner, ByProgramme, Filter, keep_where
from programme.admin.milestones import MilestoneInline
from programme.admin.words import (
    NOT_GIVEN,
    badge,
    day_words,
    link,
    marking_badge,
    nowrap,
    programme_words,
    rag_pill,
    with_badges,
)
from programme.models import StatusReport, Workstream
from programme.models.status_report import RATING_CHOICES, RATING_WORDS, RATINGS
from programme.queries.standing import MilestoneCounts, milestone_counts
from programme.rules import access
from programme.rules.rag import POINTS, Rag, Scale, severity
from programme.rules.slippage import is_stale

WHY = "Say why: every change of RAG keeps its reason."


class WorkstreamForm(ThroughChangesForm):
    """A workstream, with its RAG as it was last reported. A new RAG is a report of its own and takes a reason."""

    rating = forms.ChoiceField(
        label="RAG", required=False, choices=(), widget=UnfoldAdminSelectWidget(), show_hidden_initial=True
    )
    reason = forms.CharField(
        label="Why",
        required=False,
        max_length=1000,
        widget=UnfoldAdminTextareaWidget(attrs={"rows": 2}),
        help_text="Needed when the RAG changes. To report the same RAG again, write what is new.",
    )

    class Meta:
        model = Workstream
        fields: ClassVar[list[str]] = []

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "rating" not in self.fields:
            return
        standing = getattr(self.instance, "rating", None)
        definitions = None if self.is_new else self.instance.programme.definition_set
        self.initial["rating"] = standing or ""
        self.fields["rating"].choices = _choices(definitions, standing)
        # unfold prints help texts as markup, and these are words that somebody typed.
        self.fields["rating"].help_text = escape(_meanings(definitions))

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if "rating" in self.changed_data and not self.why:
            self.add_error("reason", WHY)
        return cleaned

    @property
    def reports(self) -> bool:
        """Return whether a RAG is reported: a new one, or the standing one again with what is new about it."""
        rating = self.cleaned_data.get("rating")
        return bool(rating) and ("rating" in self.changed_data or bool(self.why and not self.values()))


def _choices(definitions: Any, standing: str | None) -> list[tuple[str, str]]:
    allowed = {str(r) for r in POINTS[Scale(definitions.scale)]} if definitions else set(RATINGS)
    if standing:
        allowed.add(standing)
    if definitions is None or definitions.has_complete:
        allowed.add("complete")
    blank = [] if standing else [("", "Not published")]
    return [*blank, *(choice for choice in RATING_CHOICES if choice[0] in allowed)]


def _meanings(definitions: Any) -> str:
    if definitions is None:
        return "This programme has no definitions of its own."
    said = [f"{RATING_WORDS[r]}: {getattr(definitions, r)}" for r in RATINGS if getattr(definitions, r)]
    return f"{definitions.name}. {' · '.join(said)}"


class ByRating(Filter):
    """By the RAG last reported."""

    title = "RAG"
    parameter_name = "rag"
    NONE = "none"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[Any, str]]:
        return [*RATING_CHOICES, (self.NONE, "Not published")]

    def narrow(self, request: HttpRequest, rows: Any, value: str) -> Any:
        return rows.filter(rating=None) if value == self.NONE else rows.filter(rating=value)


class ByStaleness(Filter):
    """By whether anything was reported within its cadence."""

    title = "reported"
    parameter_name = "reported"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[Any, str]]:
        return [("stale", "Overdue for a report"), ("fresh", "Within its cadence"), ("never", "Never")]

    def narrow(self, request: HttpRequest, rows: Any, value: str) -> Any:
        if value == "never":
            return rows.filter(reported_at=None)
        return keep_where(rows, lambda w: stale(w) == (value == "stale"))


class ByMilestones(Filter):
    """By whether any milestone is overdue, slipped or due."""

    title = "milestones"
    parameter_name = "milestones"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[Any, str]]:
        return [("overdue", "Some overdue"), ("slipped", "Some slipped"), ("due_soon", "Some due in 30 days")]

    def narrow(self, request: HttpRequest, rows: Any, value: str) -> Any:
        ids = list(rows.order_by().values_list("pk", flat=True))
        counts = _counts(request, ids)
        return rows.filter(pk__in=[key for key in ids if getattr(counts.get(key), value, 0)])


class ByRisk(ByColumn):
    """By the band of its delivery risk."""

    title = "delivery risk"
    parameter_name = "risk"
    thing = "workstream"


@admin.register(Workstream)
class WorkstreamAdmin(ThroughChangesAdmin):
    """Workstreams, with what of each needs attention."""

    form = WorkstreamForm
    list_display = (
        "called", "programme_name", "rag", "owned_by", "due", "overdue", "slipped", "risk", "last_reported",
    )  # fmt: skip
    list_display_links = ("called",)
    list_filter = (ByCouncil, ByProgramme, ByRating, ByOwner, ByStaleness, ByRisk, ByMilestones, ByMarking)
    search_fields = ("ref", "name", "owner__name", "programme__name", "programme__code")
    search_help_text = "Ref, name, owner or programme"
    list_select_related = ("programme", "owner")
    ordering = ("programme__code", "position", "ref")
    inlines = (MilestoneInline,)
    fieldsets = (
        ("Where it stands", {"fields": ("rating", "reason", "last_said")}),
        (
            "What it is",
            {
                "classes": ("collapse",),
                "fields": (
                    "programme", ("ref", "position"), "name", "owner", ("start_date", "cadence_days"), "summary",
                ),
            },
        ),
        ("Marking", {"fields": (("marking", "exempt_paragraph"), "marking_note"), "classes": ("collapse",)}),
    )  # fmt: skip
    readonly_fields = ("last_said",)

    thing = "workstream"
    plans = access.PLAN_DELIVERY
    updates = access.UPDATE_DELIVERY
    update_fields = frozenset({"rating", "reason", "summary"})
    fixed_fields = frozenset({"programme"})
    shown_as: ClassVar[dict[str, str]] = {
        "rating": "rag",
        "reason": "",
        "programme": "programme_name",
        "owner": "owned_by",
    }
    removable = True

    def get_queryset(self, request: HttpRequest) -> Any:
        newest = StatusReport.objects.filter(workstream=OuterRef("pk")).order_by(
            "-recorded_at", "-workstream_version"
        )
        rows = super().get_queryset(request).annotate(rating=Subquery(newest.values("rating")[:1]))
        best_first = [When(rating=str(rag), then=Value(severity(rag))) for rag in Rag]
        return rows.annotate(severity=Case(*best_first, output_field=IntegerField()))

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        found = super().get_fieldsets(request, obj)
        return found if obj is not None else particulars_first(found[1:])

    def get_inlines(self, request: HttpRequest, obj: Any) -> Any:
        return self.inlines if obj is not None else ()

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **options: Any) -> Any:
        field = super().formfield_for_dbfield(db_field, request, **options)
        if db_field.name == "summary":
            field.widget.attrs["rows"] = 3
        return field

    def add_to(self, request: HttpRequest, form: Any, values: dict[str, Any], **by_at: Any) -> Any:
        return changes.add_workstream(programme_id=values.pop("programme_id"), values=values, **by_at)

    def revise(
        self, request: HttpRequest, thing: Any, form: Any, values: dict[str, Any], **by_at: Any
    ) -> None:
        if values:
            changes.revise_workstream(
                workstream_id=thing.pk,
                version=self.comparing(request, form),
                values=values,
                reason=form.why,
                **by_at,
            )
        if form.reports:
            changes.report_status(
                workstream_id=thing.pk,
                version=self.comparing(request, form),
                rating=form.cleaned_data["rating"],
                reason=form.why,
                **by_at,
            )

    def remove(self, thing: Any, *, version: int | None, reason: str, **by_at: Any) -> None:
        changes.remove_workstream(workstream_id=thing.pk, version=version, reason=reason, **by_at)

    def prepare(self, request: HttpRequest, rows: Sequence[Any]) -> None:
        counts = _counts(request, [row.pk for row in rows])
        for row in rows:
            row.counts = counts.get(row.pk, MilestoneCounts())
        load_cells(request, "workstream", ("risk",), rows)

    @display(description="Programme", ordering="programme__name")
    def programme_name(self, workstream: Workstream) -> Any:
        return programme_words(workstream.programme)

    @display(description="Workstream", ordering="name")
    def called(self, workstream: Workstream) -> Any:
        return with_badges(f"{workstream.ref} {workstream.name}", marking_badge(workstream))

    @display(description="RAG", ordering="severity")
    def rag(self, workstream: Any) -> Any:
        return rag_pill(workstream.rating)

    @display(description="Owner", ordering="owner__name")
    def owned_by(self, workstream: Workstream) -> Any:
        return workstream.owner.name if workstream.owner else NOT_GIVEN

    @display(description="Due in 30 days")
    def due(self, workstream: Any) -> Any:
        return _number(workstream, workstream.counts.due_soon, "due30")

    @display(description="Overdue")
    def overdue(self, workstream: Any) -> Any:
        return _number(workstream, workstream.counts.overdue, "overdue")

    @display(description="Slipped")
    def slipped(self, workstream: Any) -> Any:
        return _number(workstream, workstream.counts.slipped, "slipped")

    @display(description="Delivery risk")
    def risk(self, workstream: Any) -> Any:
        return cell_words(workstream, "risk")

    @display(description="Last reported", ordering="reported_at")
    def last_reported(self, workstream: Workstream) -> Any:
        if workstream.reported_at is None:
            return NOT_GIVEN
        late = badge("Stale", "warning") if stale(workstream) else ""
        return with_badges(nowrap(day_words(workstream.reported_at)), *([late] if late else []))

    @display(description="Last said")
    def last_said(self, workstream: Workstream) -> Any:
        said = queries.latest_status([workstream.pk]).get(workstream.pk)
        if said is None:
            return NOT_GIVEN
        return f"“{said.reason}” {said.rater}, {day_words(said.recorded_at)}"


def stale(workstream: Workstream) -> bool:
    """Return whether it has been silent for longer than its cadence."""
    last = workstream.reported_at
    return is_stale(last.date() if last else None, on=today(), cadence_days=workstream.cadence_days)


def _counts(request: HttpRequest, ids: Sequence[Any]) -> dict[Any, MilestoneCounts]:
    rows = queries.milestones(reader=required_actor(request), workstream_ids=ids) if ids else {}
    return milestone_counts(rows.values(), on=today())


def _number(workstream: Workstream, number: int, stands: str) -> Any:
    """Return a number that leads to the milestones it counts; a nil stays quiet."""
    if not number:
        return "0"
    return link(f"../milestone/?stands={stands}&workstream={workstream.pk}", number)
