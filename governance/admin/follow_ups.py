"""What boards follow up: actions, the findings of a review with their steps, consultations."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

from django.contrib import admin
from django.http import HttpRequest
from django.utils import timezone
from unfold.decorators import display

from governance import changes, queries
from governance.models import Action, Consultation, Finding, FindingStep
from governance.rules.finding import FINISHED, NEEDS_RESPONSE
from programme.admin.acting import required_actor
from programme.admin.base import ThroughChangesAdmin
from programme.admin.forms import ThroughChangesForm, WithReason
from programme.admin.inlines import LedgerInline
from programme.admin.lists import ByMarking, ByOwner, ByProgramme, Filter, by_column
from programme.admin.words import (
    NOT_GIVEN,
    badge,
    day_words,
    marking_badge,
    pill,
    programme_words,
    under,
    with_badges,
)
from programme.changes import Invalid
from programme.rules import access

MARKING = ("Marking", {"fields": (("marking", "exempt_paragraph"), "marking_note"), "classes": ("collapse",)})


class ByActionState(Filter):
    """By whether it is open, and whether it is late."""

    title = "state"
    parameter_name = "state"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[Any, str]]:
        return [("open", "Open"), ("overdue", "Overdue"), ("done", "Done")]

    def narrow(self, request: HttpRequest, rows: Any, value: str) -> Any:
        if value == "overdue":
            return rows.filter(done_on=None, due_on__lt=timezone.localdate())
        return rows.filter(done_on__isnull=value == "open")


class ActionForm(WithReason):
    """An action. A date put off and an action taken up again say why; the change itself asks for it."""

    class Meta:
        model = Action
        fields: ClassVar[list[str]] = []

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "reason" in self.fields:
            self.fields["reason"].label = "Why"
            self.fields[
                "reason"
            ].help_text = "Needed when the date is put off, or what was done is taken up again."
            self.fields["reason"].widget.attrs["placeholder"] = ""


class _Followed(ThroughChangesAdmin):
    """What the three have in common: their programme, and how they are named."""

    def badges(self, thing: Any) -> list[tuple[str, str]]:
        found = super().badges(thing)
        is_told = any(words == "Illustrative" for words, _ in found)
        return [("Illustrative", "info"), *found] if thing.illustrative and not is_told else found

    @display(description="Programme", ordering="programme__code")
    def programme_name(self, row: Any) -> Any:
        return programme_words(row.programme)

    @display(description="Board", ordering="board__name")
    def board_name(self, row: Any) -> str:
        return row.board.name if row.board else ""

    @display(description="Owner", ordering="owner__name")
    def owner_name(self, row: Any) -> Any:
        return row.owner.name if row.owner else NOT_GIVEN


@admin.register(Action)
class ActionAdmin(_Followed):
    """Actions, those due first first."""

    form = ActionForm
    list_display = ("called", "programme_name", "owner_name", "board_name", "stands")
    list_display_links = ("called",)
    list_filter = (ByProgramme, ByActionState, ByOwner, ByMarking)
    search_fields = ("ref", "text", "owner__name")
    list_select_related = ("programme", "workstream", "owner", "board")
    ordering = ("done_on", "due_on", "ref")
    fieldsets = (
        (
            "What it is",
            {"fields": (("programme", "ref"), "text", ("owner", "due_on"), ("done_on", "outcome"), "reason")},
        ),
        ("Where it comes from", {"fields": ("workstream", "board", "meeting", "decision", "finding")}),
        MARKING,
    )

    thing = "action"
    plans = access.UPDATE_DELIVERY
    removable = True
    fixed_fields = frozenset({"programme", "ref"})
    shown_as: ClassVar[dict[str, str]] = {
        "programme": "programme_name",
        "owner": "owner_name",
        "board": "board_name",
        "workstream": "workstream_name",
        # what it came from may be closed to whoever only reads this
        "meeting": "",
        "decision": "",
        "finding": "",
        "reason": "",
    }

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **options: Any) -> Any:
        field = super().formfield_for_dbfield(db_field, request, **options)
        if db_field.name == "ref" and field is not None:
            field.required = False
            field.help_text = "Left empty: the next of the programme"
        return field

    def add_to(self, request: HttpRequest, form: Any, values: dict[str, Any], **by_at: Any) -> Any:
        done_on, outcome = values.pop("done_on", None), values.pop("outcome", "")
        added = changes.agree_action(programme_id=values.pop("programme_id"), values=values, **by_at)
        if done_on is not None:
            changes.complete_action(
                action_id=added.pk, version=None, done_on=done_on, outcome=outcome, **by_at
            )
        return added

    def revise(
        self, request: HttpRequest, thing: Any, form: Any, values: dict[str, Any], **by_at: Any
    ) -> None:
        version = self.comparing(request, form)
        held = Action.objects.get(pk=thing.pk)
        is_about_end = {"done_on", "outcome"} & set(values)
        done_on, outcome = values.pop("done_on", held.done_on), values.pop("outcome", held.outcome)
        if values:
            changes.revise_action(
                action_id=thing.pk, version=version, values=values, reason=form.why, **by_at
            )
            version = None
        if is_about_end and done_on is None and held.done_on is not None:
            changes.reopen_action(action_id=thing.pk, version=version, reason=form.why, **by_at)
        elif is_about_end and done_on is None:
            changes.revise_action(action_id=thing.pk, version=version, values={"outcome": outcome}, **by_at)
        elif is_about_end:
            changes.complete_action(
                action_id=thing.pk, version=version, done_on=done_on, outcome=outcome, **by_at
            )

    def remove(self, thing: Any, *, version: int | None, reason: str, **by_at: Any) -> None:
        changes.remove_action(action_id=thing.pk, version=version, reason=reason, **by_at)

    def name_of(self, thing: Any) -> str:
        return f"{thing.ref} {thing.text}"

    def prepare(self, request: HttpRequest, rows: Sequence[Any]) -> None:
        found = queries.actions(reader=required_actor(request), ids=[row.pk for row in rows]) if rows else {}
        for row in rows:
            row.facts = found.get(row.pk)

    @display(description="Action", ordering="ref")
    def called(self, row: Action) -> Any:
        found = [badge("Illustrative")] if row.illustrative else []
        return with_badges(f"{row.ref} {row.text}", *found, marking_badge(row))

    @display(description="Stands", ordering="due_on")
    def stands(self, row: Any) -> Any:
        facts = row.facts
        if facts is None:
            return ""
        tone = "red" if facts.overdue_days else "green" if facts.done_on else "grey"
        return pill(facts.state_words[:1].upper() + facts.state_words[1:], tone)

    @display(description="Workstream")
    def workstream_name(self, row: Action) -> str:
        return f"{row.workstream.ref} {row.workstream.name}" if row.workstream else ""


class ByWaiting(Filter):
    """By whether something is still to be done about it."""

    title = "waiting"
    parameter_name = "waiting"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[Any, str]]:
        return [("yes", "Needs a response still"), ("finished", "Finished"), ("read", "To be read alone")]

    def narrow(self, request: HttpRequest, rows: Any, value: str) -> Any:
        if value == "read":
            return rows.exclude(kind__in=NEEDS_RESPONSE)
        answered = rows.filter(kind__in=NEEDS_RESPONSE)
        return (
            answered.filter(state__in=FINISHED)
            if value == "finished"
            else answered.exclude(state__in=FINISHED)
        )


class FindingForm(WithReason):
    """A finding. Its state goes step by step; what was done, or why, is said with the step."""

    class Meta:
        model = Finding
        fields: ClassVar[list[str]] = []

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "reason" in self.fields:
            self.fields["reason"].label = "What was done, or why"
            self.fields["reason"].help_text = "Needed when it is done, not accepted, or taken up again."
            self.fields["reason"].widget.attrs["placeholder"] = ""


class FindingStepInline(LedgerInline):
    """The steps it went, newest first."""

    model = FindingStep
    verbose_name_plural = "steps"
    fields = ("recorded_at", "state", "note", "recorded_by")


@admin.register(Finding)
class FindingAdmin(_Followed):
    """Findings of reviews, in the order of their review."""

    form = FindingForm
    list_display = ("called", "programme_name", "theme", "kind", "owner_name", "stands")
    list_display_links = ("called",)
    list_filter = (
        ByProgramme,
        by_column("kind", "kind"),
        by_column("state", "state"),
        ByWaiting,
        ByOwner,
        ByMarking,
    )
    search_fields = ("summary", "theme", "review")
    list_select_related = ("programme", "owner", "board")
    ordering = ("programme__code", "review", "number")
    inlines = (FindingStepInline,)
    fieldsets = (
        (
            "What it is",
            {
                "fields": (
                    "programme", ("review", "number"), ("theme", "kind"), "summary", ("value", "unit"), "note",
                    "source",
                )
            },
        ),
        ("What is done about it", {"fields": (("owner", "board"), "due_on", "response", "state", "reason")}),
        MARKING,
    )  # fmt: skip

    thing = "finding"
    plans = access.PLAN_DELIVERY
    updates = access.UPDATE_DELIVERY
    update_fields = frozenset({"state", "reason"})
    fixed_fields = frozenset({"programme", "review", "number"})
    shown_as: ClassVar[dict[str, str]] = {
        "programme": "programme_name",
        "owner": "owner_name",
        "board": "board_name",
        "reason": "",
    }

    def is_editable(self, request: HttpRequest, thing: Any, name: str) -> bool:
        is_read = thing is not None and not thing._state.adding and thing.kind not in NEEDS_RESPONSE
        if name in ("state", "reason") and (thing is None or is_read):
            return False
        return super().is_editable(request, thing, name)

    def add_to(self, request: HttpRequest, form: Any, values: dict[str, Any], **by_at: Any) -> Any:
        row = {name: value for name, value in values.items() if name not in ("programme_id", "review")}
        added = changes.add_findings(
            programme_id=values["programme_id"], review=values["review"], rows=[row], **by_at
        )
        if not added:
            raise Invalid({"number": ["That review has a finding of this number already"]})
        return added[0]

    def revise(
        self, request: HttpRequest, thing: Any, form: Any, values: dict[str, Any], **by_at: Any
    ) -> None:
        version = self.comparing(request, form)
        state = values.pop("state", None)
        if values:
            changes.revise_finding(
                finding_id=thing.pk, version=version, values=values, reason=form.why, **by_at
            )
            version = None
        if state is not None:
            changes.step_finding(finding_id=thing.pk, version=version, state=state, note=form.why, **by_at)

    def name_of(self, thing: Any) -> str:
        return f"{thing.number} {thing.theme}"

    def prepare(self, request: HttpRequest, rows: Sequence[Any]) -> None:
        found = queries.findings(reader=required_actor(request), ids=[row.pk for row in rows]) if rows else {}
        for row in rows:
            row.facts = found.get(row.pk)

    @display(description="Finding", ordering="number")
    def called(self, row: Finding) -> Any:
        found = [badge("Illustrative")] if row.illustrative else []
        return under(with_badges(f"{row.number} {row.summary}", *found, marking_badge(row)), row.review)

    @display(description="Stands", ordering="state")
    def stands(self, row: Any) -> Any:
        facts = row.facts
        if facts is None:
            return ""
        tone = "grey" if not facts.needs_response else "green" if facts.is_finished else "info"
        late = f"{facts.overdue_days} days overdue" if facts.overdue_days else ""
        return under(pill(facts.state_words, tone), late)


class ConsultationForm(ThroughChangesForm):
    """A consultation as a record."""

    class Meta:
        model = Consultation
        fields: ClassVar[list[str]] = []


@admin.register(Consultation)
class ConsultationAdmin(_Followed):
    """Consultations, the newest first."""

    form = ConsultationForm
    list_display = ("called", "programme_name", "opens", "closes", "responses")
    list_display_links = ("called",)
    list_filter = (ByProgramme, ByMarking)
    search_fields = ("title", "outcome")
    list_select_related = ("programme", "decision", "table")
    ordering = ("-opens_on", "title")
    fieldsets = (
        (
            "What it is",
            {
                "fields": (
                    "programme", "title", ("opens_on", "closes_on"), "responses", "bases", "outcome",
                    ("decision", "table"), "source",
                )
            },
        ),
        MARKING,
    )  # fmt: skip

    thing = "consultation"
    plans = access.PLAN_DELIVERY
    fixed_fields = frozenset({"programme"})
    shown_as: ClassVar[dict[str, str]] = {
        "programme": "programme_name",
        "decision": "",
        "table": "table_name",
    }

    def add_to(self, request: HttpRequest, form: Any, values: dict[str, Any], **by_at: Any) -> Any:
        return changes.add_consultation(programme_id=values.pop("programme_id"), values=values, **by_at)

    def revise(
        self, request: HttpRequest, thing: Any, form: Any, values: dict[str, Any], **by_at: Any
    ) -> None:
        changes.revise_consultation(
            consultation_id=thing.pk, version=self.comparing(request, form), values=values, **by_at
        )

    def name_of(self, thing: Any) -> str:
        return str(thing.title)

    @display(description="Consultation", ordering="title")
    def called(self, row: Consultation) -> Any:
        found = [badge("Illustrative")] if row.illustrative else []
        return with_badges(row.title, *found, marking_badge(row))

    @display(description="Opens", ordering="opens_on")
    def opens(self, row: Consultation) -> str:
        return day_words(row.opens_on)

    @display(description="Closes", ordering="closes_on")
    def closes(self, row: Consultation) -> str:
        return day_words(row.closes_on)

    @display(description="Its figures")
    def table_name(self, row: Consultation) -> str:
        return row.table.title if row.table else ""
