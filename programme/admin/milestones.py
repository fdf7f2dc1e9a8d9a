"""Milestones: their list, their form with the history of what was said, and their rows on a workstream's form."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any, ClassVar

from django.contrib import admin
from django.http import HttpRequest
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from unfold.decorators import display
from unfold.widgets import UnfoldAdminTextInputWidget

from programme import changes, queries
from programme.admin.acting import required_actor, today
from programme.admin.base import ThroughChangesAdmin, particulars_first, without_fields
from programme.admin.columns import ByColumn, cell_words, load_cells
from programme.admin.deciding import DecidedForm, Decides
from programme.admin.fields import ApproxDateField, approx
from programme.admin.forms import WithReason
from programme.admin.inlines import LedgerInline, ThroughChangesInline
from programme.admin.lists import ByCouncil, ByMarking, ByOwner, ByProgramme, ByWorkstream, Filter, keep_where
from programme.admin.words import (
    NOT_GIVEN,
    approx_words,
    link,
    marking_badge,
    moment_words,
    nowrap,
    pill,
    programme_words,
    stack,
    under,
    with_badges,
)
from programme.changes.deciding import DECISION
from programme.models import Dependency, Milestone, MilestoneReport
from programme.queries.standing import MilestoneStanding, standing_of
from programme.rules import access
from programme.rules.slippage import MilestoneDates, difference, slip_words

DATES = ("baseline_date", "forecast_date", "actual_date")
SHOWN_AS = {
    "baseline_date": "baseline",
    "forecast_date": "forecast",
    "actual_date": "actual",
    "owner": "owned_by",
    "reason": "",
}
ITS_OWN_PAGE = "Open {ref} and name the decision there."
WHEN_AHEAD = "This lies ahead: give the actual date once it has happened."


class MilestoneForm(WithReason):
    """A milestone's dates as words; every change of one asks why."""

    baseline_date = ApproxDateField(label="Baseline")
    forecast_date = ApproxDateField(label="Forecast")
    actual_date = ApproxDateField(label="Actual", help_text="The day it happened; blank until then")

    reason_for = frozenset(DATES)
    reason_message = "Say why it moves: every change of date keeps its reason."

    class Meta:
        model = Milestone
        fields: ClassVar[list[str]] = []

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        actual = cleaned.get("actual_date")
        if actual is not None and actual.first_day is not None and actual.first_day > today():
            self.add_error("actual_date", WHEN_AHEAD)
        if not self.is_new and self.why and not self.touched and "DELETE" not in self.changed_data:
            self.add_error("reason", "A reason, but nothing moved: change a date, or clear the reason.")
        return cleaned


class StandingMilestoneForm(MilestoneForm, DecidedForm):
    """A milestone on its own page, where a new baseline names the decision it rests on."""

    class Meta:
        model = Milestone
        fields: ClassVar[list[str]] = []


class MilestoneRowForm(MilestoneForm):
    """The same in a row, where boxes are small."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in DATES:
            if name in self.fields:
                self.fields[name].widget.attrs["placeholder"] = "20 Nov 2026"


def new_values(values: dict[str, Any], *, programme_id: Any) -> dict[str, Any]:
    """Return what a new milestone is added with: blank dates left out, and the next free ref where none is given."""
    given = dict(values)
    for name in DATES:
        if given.get(name) is None:
            given.pop(name, None)
            given.pop(name.replace("_date", "_precision"), None)
    if not given.get("ref"):
        given["ref"] = _next_ref(programme_id)
    return given


def _next_ref(programme_id: Any) -> str:
    refs = Milestone.objects.filter(programme_id=programme_id).values_list("ref", flat=True)
    numbers = [int(found[1]) for found in (re.fullmatch(r"M(\d+)", ref) for ref in refs) if found]
    return f"M{max(numbers, default=0) + 1}"


def standing(milestone: Milestone) -> MilestoneStanding:
    """Return how a milestone stands today."""
    dates = [
        approx(getattr(milestone, f"{name}_date"), getattr(milestone, f"{name}_precision"))
        for name in ("baseline", "forecast", "actual", "original_baseline")
    ]
    return standing_of(MilestoneDates(*dates), on=today())


def standing_pill(milestone: Milestone) -> SafeString:
    """Return in a word or two how a milestone stands: done, overdue, 23 days later, on time, no date."""
    now = standing(milestone)
    if now.is_finished:
        return pill("Done" if not now.is_slipped else f"Done, {slip_words(now.slip)}", "complete")
    if now.is_overdue:
        return pill("Overdue", "red")
    if now.is_slipped:
        return pill(slip_words(now.slip), "amber")
    return pill("On time", "green") if now.slip is not None else NOT_GIVEN


class MilestoneWords:
    """How a milestone reads, in its list, on its form and in a row."""

    @display(description="Baseline", ordering="baseline_date")
    def baseline(self, milestone: Milestone) -> Any:
        return nowrap(approx_words(milestone.baseline_date, milestone.baseline_precision) or NOT_GIVEN)

    @display(description="Forecast", ordering="forecast_date")
    def forecast(self, milestone: Milestone) -> Any:
        return nowrap(approx_words(milestone.forecast_date, milestone.forecast_precision) or NOT_GIVEN)

    @display(description="Actual", ordering="actual_date")
    def actual(self, milestone: Milestone) -> Any:
        return nowrap(approx_words(milestone.actual_date, milestone.actual_precision))

    @display(description="Owner", ordering="owner__name")
    def owned_by(self, milestone: Milestone) -> Any:
        return milestone.owner.name if milestone.owner else NOT_GIVEN

    @display(description="Stands")
    def stands(self, milestone: Milestone) -> Any:
        return NOT_GIVEN if milestone._state.adding else standing_pill(milestone)


class MilestoneInline(MilestoneWords, ThroughChangesInline):
    """A workstream's milestones, each a row that is saved only when it was touched."""

    model = Milestone
    form = MilestoneRowForm
    fk_name = "workstream"
    verbose_name_plural = "milestones"
    fields = ("page", "name", "kind", "owner", "baseline_date", "forecast_date", "actual_date")
    readonly_fields = ("page",)
    ordering = ("position", "ref")
    can_delete = False  # taking one away is a decision of its own, on its own page, with a reason

    plans = access.PLAN_DELIVERY
    updates = access.UPDATE_DELIVERY
    update_fields = frozenset({"forecast_date", "actual_date", "reason"})
    shown_as = SHOWN_AS

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).select_related("programme", "workstream")

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **options: Any) -> Any:
        field = super().formfield_for_dbfield(db_field, request, **options)
        if db_field.name == "name":
            field.widget = UnfoldAdminTextInputWidget(attrs={"class": "tracker-wide"})
        return field

    def add_row(
        self, request: HttpRequest, parent: Any, form: Any, values: dict[str, Any], **by_at: Any
    ) -> None:
        given = new_values(values, programme_id=parent.programme_id)
        changes.add_milestone(
            programme_id=parent.programme_id,
            values={**given, "workstream_id": parent.pk},
            reason=form.why,
            **by_at,
        )

    def revise_row(
        self, request: HttpRequest, row: Any, form: Any, values: dict[str, Any], **by_at: Any
    ) -> None:
        try:
            changes.revise_milestone(
                milestone_id=row.pk, version=form.seen_version, values=values, reason=form.why, **by_at
            )
        except changes.NeedsDecision as problem:
            words = f"{problem} {ITS_OWN_PAGE.format(ref=row.ref)}"
            raise changes.Invalid({"baseline_date": [words]}) from problem

    @display(description="Milestone")
    def page(self, milestone: Milestone) -> Any:
        if milestone._state.adding:
            return mark_safe('<span class="tracker-quiet">new</span>')
        url = reverse("admin:programme_milestone_change", args=[milestone.pk])
        marks = [mark for mark in (standing_pill(milestone), marking_badge(milestone)) if mark]
        return stack(link(url, milestone.ref), *marks)


class ReportInline(LedgerInline):
    """What was said of a milestone's dates, newest first: the rows behind its trend."""

    model = MilestoneReport
    verbose_name_plural = "what was said, newest first"
    fields = ("when", "baseline", "forecast", "slip", "actual", "reason", "reported_by_name")
    ordering = ("-recorded_at", "-milestone_version")

    @display(description="Said on")
    def when(self, report: MilestoneReport) -> str:
        return moment_words(report.recorded_at)

    @display(description="Baseline")
    def baseline(self, report: MilestoneReport) -> Any:
        return approx_words(report.baseline_date, report.baseline_precision) or NOT_GIVEN

    @display(description="Forecast")
    def forecast(self, report: MilestoneReport) -> Any:
        return approx_words(report.forecast_date, report.forecast_precision) or NOT_GIVEN

    @display(description="To baseline")
    def slip(self, report: MilestoneReport) -> str:
        landed = approx(report.actual_date, report.actual_precision)
        expected = approx(report.forecast_date, report.forecast_precision)
        baseline = approx(report.baseline_date, report.baseline_precision)
        return slip_words(difference(landed if landed.value else expected, baseline))

    @display(description="Actual")
    def actual(self, report: MilestoneReport) -> Any:
        return approx_words(report.actual_date, report.actual_precision) or NOT_GIVEN


class WaitsForInline(ThroughChangesInline):
    """The milestones that this one waits for. A link is stated or withdrawn, never edited."""

    model = Dependency
    fk_name = "after"
    verbose_name = "milestone it waits for"
    verbose_name_plural = "waits for"
    fields = ("before", "note")

    plans = access.PLAN_DELIVERY

    def visible(self, rows: Any, actor: access.Actor) -> Any:
        return rows.filter(before__in=Milestone.objects.visible_to(actor))

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **options: Any) -> Any:
        field = super().formfield_for_dbfield(db_field, request, **options)
        if db_field.name == "before":
            field.label = "Milestone"
        return field

    def add_row(
        self, request: HttpRequest, parent: Any, form: Any, values: dict[str, Any], **by_at: Any
    ) -> None:
        changes.state_dependency(
            before_id=values["before_id"], after_id=parent.pk, note=values.get("note", ""), **by_at
        )

    def remove_row(self, request: HttpRequest, row: Any, form: Any, **by_at: Any) -> None:
        changes.withdraw_dependency(dependency_id=row.pk, reason=form.why, **by_at)


class ByStanding(Filter):
    """By how it stands today."""

    title = "stands"
    parameter_name = "stands"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[Any, str]]:
        return [
            ("overdue", "Overdue"),
            ("slipped", "Later than its baseline"),
            ("due30", "Due in 30 days"),
            ("due90", "Due in 90 days"),
            ("done", "Done"),
            ("undated", "No date"),
        ]

    def narrow(self, request: HttpRequest, rows: Any, value: str) -> Any:
        on = today()
        rules: dict[str, Any] = {
            "overdue": lambda s: bool(s.is_overdue),
            "slipped": lambda s: s.is_slipped and not s.is_finished,
            "due30": lambda s: s.is_due_within(30, on=on),
            "due90": lambda s: s.is_due_within(90, on=on),
            "done": lambda s: s.is_finished,
            "undated": lambda s: s.due is None and not s.is_finished,
        }
        return keep_where(rows, lambda milestone: rules[value](standing(milestone)))


class ByMilestoneChance(ByColumn):
    """By the chance that it slips."""

    title = "chance of slipping"
    parameter_name = "risk"
    thing = "milestone"


@admin.register(Milestone)
class MilestoneAdmin(Decides, MilestoneWords, ThroughChangesAdmin):
    """Milestones, by when they fall due."""

    form = StandingMilestoneForm
    list_display = (
        "called", "programme_name", "baseline", "forecast", "actual", "stands", "risk",
        "owned_by",
    )  # fmt: skip
    list_display_links = ("called",)
    list_filter = (ByStanding, ByCouncil, ByProgramme, ByWorkstream, ByOwner, ByMilestoneChance, ByMarking)
    search_fields = ("ref", "name", "workstream__name", "owner__name")
    search_help_text = "Ref, name, workstream or owner"
    list_select_related = ("programme", "workstream", "owner")
    ordering = ("programme__code", "workstream__position", "position", "ref")
    inlines = (WaitsForInline, ReportInline)
    fieldsets = (
        ("Dates", {"fields": (("baseline_date", "original"), ("forecast_date", "stands"), "actual_date", "reason")}),
        (
            "Decision",
            {
                "fields": (("decision", "decision_maker"), "effective"),
                "classes": ("collapse",),
                "description": "A new baseline takes one. The first baseline stays on record beside it.",
            },
        ),
        (
            "What it is",
            {
                "classes": ("collapse",),
                "fields": (
                    "programme", "workstream", ("ref", "kind"), "name", "owner", "start_date", "as_published",
                    "position",
                )
            },
        ),
        ("Marking", {"fields": (("marking", "exempt_paragraph"), "marking_note"), "classes": ("collapse",)}),
    )  # fmt: skip
    readonly_fields = ("original", "stands")

    thing = "milestone"
    plans = access.PLAN_DELIVERY
    updates = access.UPDATE_DELIVERY
    update_fields = frozenset({"forecast_date", "actual_date", "reason"})
    fixed_fields = frozenset({"programme"})
    shown_as: ClassVar[dict[str, str]] = {
        **SHOWN_AS,
        "programme": "programme_name",
        "workstream": "workstream_name",
        **dict.fromkeys(DECISION, ""),
    }
    removable = True
    refusals = (changes.NeedsDecision,)

    def get_inlines(self, request: HttpRequest, obj: Any) -> Any:
        return self.inlines if obj is not None else ()

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        found = super().get_fieldsets(request, obj)
        if obj is not None:
            return found
        first = [pair for pair in found if pair[0] != "Decision"]
        return particulars_first(without_fields(first, {"original", "stands"}))

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **options: Any) -> Any:
        field = super().formfield_for_dbfield(db_field, request, **options)
        if db_field.name == "ref":
            field.required = False
            field.help_text = "Blank: the next free one"
        return field

    def add_to(self, request: HttpRequest, form: Any, values: dict[str, Any], **by_at: Any) -> Any:
        programme_id = values.pop("programme_id")
        _same_programme(values.get("workstream_id"), programme_id, reader=required_actor(request))
        given = new_values(values, programme_id=programme_id)
        return changes.add_milestone(programme_id=programme_id, values=given, reason=form.why, **by_at)

    def revise(
        self, request: HttpRequest, thing: Any, form: Any, values: dict[str, Any], **by_at: Any
    ) -> None:
        changes.revise_milestone(
            milestone_id=thing.pk,
            version=form.seen_version,
            values=values,
            reason=form.why,
            authority=form.authority,
            **by_at,
        )

    def remove(self, thing: Any, *, version: int | None, reason: str, **by_at: Any) -> None:
        changes.remove_milestone(milestone_id=thing.pk, version=version, reason=reason, **by_at)

    def prepare(self, request: HttpRequest, rows: Sequence[Any]) -> None:
        load_cells(request, "milestone", ("risk",), rows)

    @display(description="Milestone", ordering="name")
    def called(self, milestone: Milestone) -> Any:
        called = with_badges(f"{milestone.ref} {milestone.name}", marking_badge(milestone))
        return under(called, self.workstream_name(milestone))

    @display(description="Programme", ordering="programme__name")
    def programme_name(self, milestone: Milestone) -> Any:
        return programme_words(milestone.programme)

    @display(description="Workstream", ordering="workstream__name")
    def workstream_name(self, milestone: Milestone) -> str:
        return f"{milestone.workstream.ref} {milestone.workstream.name}" if milestone.workstream else ""

    @display(description="First baseline")
    def original(self, milestone: Milestone) -> Any:
        words = approx_words(milestone.original_baseline_date, milestone.original_baseline_precision)
        return words or NOT_GIVEN

    @display(description="Chance of slipping")
    def risk(self, milestone: Milestone) -> Any:
        return cell_words(milestone, "risk")


def _same_programme(workstream_id: Any, programme_id: Any, *, reader: access.Actor) -> None:
    """Refuse a workstream of another programme."""
    if workstream_id is None:
        return
    found = queries.workstreams(reader=reader, ids=[workstream_id]).get(workstream_id)
    if found is None or found.programme_id != programme_id:
        raise changes.Invalid({"workstream": ["Choose a workstream of that programme"]})
