"""Decisions: what is asked of whom, what it changes, what waits for it, and its next step on a page of its own."""

from __future__ import annotations

from typing import Any, ClassVar
from uuid import UUID

from django.contrib import admin
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import path, reverse
from unfold.decorators import display

from governance import changes, queries
from governance.admin.deciding_forms import DecisionForm, EffectForm, StepForm, WaitForm, read_values
from governance.models import Decision, DecisionEffect, Paper, Wait
from governance.models.decision import DECISION_STATES
from governance.queries.effects import effect_words, subject_names
from governance.rules.deciding import STEP_WORDS, days_waited
from programme import queries as ground
from programme.admin.acting import required_actor, today
from programme.admin.base import ThroughChangesAdmin
from programme.admin.fields import OfferedField
from programme.admin.inlines import ThroughChangesInline
from programme.admin.lists import ByCouncil, ByMarking, ByProgramme, ByWorkstream, by_column
from programme.admin.pages import ask, page, tried, words_given
from programme.admin.saving import who_and_when
from programme.admin.words import (
    NOT_GIVEN,
    day_words,
    marking_badge,
    pill,
    pounds_words,
    programme_words,
    with_badges,
)
from programme.changes import Backdated, Invalid, Stale
from programme.rules import access
from savings import queries as money

NOTHING_OF_YOURS = (
    "What may come next is not yours to record: the programme office does, or who holds the post."
)
TONES = {
    "proposed": "info", "consulted": "info", "recommended": "info", "made": "amber", "published": "amber",
    "called_in": "amber-red", "reconsidered": "amber", "effective": "green", "refused": "grey", "withdrawn": "grey",
}  # fmt: skip


class EffectInline(ThroughChangesInline):
    """What it changes: linked or taken off while it is asked, never edited. Carried out on the day it has effect."""

    model = DecisionEffect
    form = EffectForm
    verbose_name = "change of a plan"
    verbose_name_plural = "changes, on the day it has effect"
    fields = ("kind", "subject", "to", "stands")
    readonly_fields = ("stands",)
    ordering = ("kind", "id")

    plans = access.PLAN_MONEY

    def visible(self, rows: Any, actor: access.Actor) -> Any:
        seen = subject_names({(row.kind, row.subject_id) for row in rows}, reader=actor)
        return rows.filter(subject_id__in=list(seen))

    def get_formset(self, request: HttpRequest, obj: Any = None, **options: Any) -> Any:
        formset = super().get_formset(request, obj, **options)
        if "subject" in formset.form.base_fields and obj is not None:
            formset.form.base_fields["subject"] = OfferedField(
                offers=_subjects(required_actor(request), obj.programme_id), show_hidden_initial=True
            )
            formset.form.base_fields["subject"].widget.attrs["aria-label"] = "Saving or milestone"
        return formset

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def name_of(self, row: Any) -> str:
        return str(row.get_kind_display())

    def add_row(
        self, request: HttpRequest, parent: Any, form: Any, values: dict[str, Any], **by_at: Any
    ) -> None:
        given = form.cleaned_data
        if given.get("subject") is None:
            raise Invalid({"subject": ["Choose a saving or a milestone"]})
        changes.link_effect(
            decision_id=parent.pk,
            kind=given["kind"],
            subject_id=given["subject"],
            values=read_values(given["kind"], given.get("to", "")),
            **by_at,
        )

    def remove_row(self, request: HttpRequest, row: Any, form: Any, **by_at: Any) -> None:
        changes.unlink_effect(effect_id=row.pk, reason=form.why, **by_at)

    @display(description="Saving or milestone")
    def subject(self, row: DecisionEffect) -> str:
        found = subject_names([(row.kind, row.subject_id)], reader=access.system())
        return found.get(row.subject_id, "removed")

    @display(description="To")
    def to(self, row: DecisionEffect) -> str:
        return effect_words(row.kind, row.values)

    @display(description="Stands")
    def stands(self, row: DecisionEffect) -> str:
        if row._state.adding:
            return ""
        return row.refused or ("Changed" if row.applied_at else "To come")


class WaitInline(ThroughChangesInline):
    """The milestones that wait for it, each from a day. The wait ends when it is made, refused or withdrawn."""

    model = Wait
    form = WaitForm
    verbose_name = "milestone that waits"
    verbose_name_plural = "waits for it"
    fields = ("milestone", "since", "until", "note", "days")
    readonly_fields = ("days",)
    ordering = ("since",)
    can_delete = False

    plans = access.UPDATE_DELIVERY

    def visible(self, rows: Any, actor: access.Actor) -> Any:
        stones = self.model._meta.get_field("milestone").remote_field.model
        return rows.filter(milestone__in=stones.objects.visible_to(actor)).select_related("milestone")

    def name_of(self, row: Any) -> str:
        return f"{row.milestone.ref} {row.milestone.name}"

    def add_row(
        self, request: HttpRequest, parent: Any, form: Any, values: dict[str, Any], **by_at: Any
    ) -> None:
        if values.get("milestone_id") is None:
            raise Invalid({"milestone": ["Choose a milestone"]})
        values.pop("until", None)
        changes.wait_for_decision(decision_id=parent.pk, **values, **by_at)

    def revise_row(
        self, request: HttpRequest, row: Any, form: Any, values: dict[str, Any], **by_at: Any
    ) -> None:
        if values.get("milestone_id", row.milestone_id) != row.milestone_id:
            raise Invalid({"milestone": ["A wait stays its milestone's: end it and add another"]})
        if values.get("until"):
            changes.end_wait(
                wait_id=row.pk, until=values["until"], note=values.get("note", row.note), **by_at
            )
        else:
            since, note = values.get("since", row.since), values.get("note", row.note)
            changes.wait_for_decision(
                decision_id=row.decision_id, milestone_id=row.milestone_id, since=since, note=note, **by_at
            )

    @display(description="Days")
    def days(self, row: Wait) -> Any:
        return "" if row._state.adding else days_waited(row.since, row.until, on=today())


@admin.register(Decision)
class DecisionAdmin(ThroughChangesAdmin):
    """Decisions, what is asked for first. What was decided stays; its path goes on by steps."""

    form = DecisionForm
    list_display = ("called", "programme_name", "decides", "stands", "needed", "worth", "effect")
    list_display_links = ("called",)
    list_filter = (
        by_column("state", "state"),
        ByCouncil,
        ByProgramme,
        ByWorkstream,
        by_column("kind", "kind"),
        ByMarking,
    )
    search_fields = ("ref", "title", "decision_maker__name", "workstream__name")
    search_help_text = "Ref, title, decision-maker or workstream"
    list_select_related = ("programme", "workstream", "decision_maker")
    ordering = ("programme__code", "needed_by", "ref")
    inlines = (EffectInline, WaitInline)
    fieldsets = (
        (
            "What is asked",
            {"fields": ("programme", "workstream", ("ref", "kind"), "title", "text", "amount")},
        ),
        ("Of whom", {"fields": ("decision_maker", "board", "paper", "meeting", "needed_by")}),
        (
            "Key decision and call-in",
            {"fields": ("key_decision", "key_reason", "notice_given_on", "urgency", "call_in_days")},
        ),
        ("For the record", {"fields": ("reasons", "source")}),
        ("Marking", {"fields": (("marking", "exempt_paragraph"), "marking_note"), "classes": ("collapse",)}),
    )

    thing = "decision"
    plans = access.PLAN_MONEY
    removable = True
    fixed_fields = frozenset({"programme", "ref"})
    shown_as: ClassVar[dict[str, str]] = {"programme": "programme_name", "decision_maker": "decides"}

    def get_inlines(self, request: HttpRequest, obj: Any) -> Any:
        return self.inlines if obj is not None else ()

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **options: Any) -> Any:
        field = super().formfield_for_dbfield(db_field, request, **options)
        if db_field.name == "paper":
            papers = Paper.objects.visible_to(required_actor(request)).order_by("ref")
            field._offer([(paper.pk, f"{paper.ref} {paper.subject}") for paper in papers])
        return field

    def add_to(self, request: HttpRequest, form: Any, values: dict[str, Any], **by_at: Any) -> Any:
        return changes.propose_decision(programme_id=values.pop("programme_id"), values=values, **by_at)

    def revise(
        self, request: HttpRequest, thing: Any, form: Any, values: dict[str, Any], **by_at: Any
    ) -> None:
        changes.revise_decision(
            decision_id=thing.pk, version=self.comparing(request, form), values=values, **by_at
        )

    def remove(self, thing: Any, *, version: int | None, reason: str, **by_at: Any) -> None:
        changes.remove_decision(decision_id=thing.pk, version=version, reason=reason, **by_at)

    def name_of(self, thing: Any) -> str:
        return f"{thing.ref} {thing.title}"

    def badges(self, thing: Any) -> list[tuple[str, str]]:
        return [*super().badges(thing), (STEP_WORDS[thing.state].capitalize(), "plain")]

    # The pages besides the form -------------------------------------------------------------------------

    def get_urls(self) -> list[Any]:
        wrap = self.admin_site.admin_view
        own = [
            path("<uuid:key>/step/", wrap(self.step_page), name="governance_decision_step"),
            path("<uuid:key>/retry/<uuid:effect_id>/", wrap(self.retry_page), name="governance_decision_retry"),
        ]  # fmt: skip
        return [*own, *super().get_urls()]

    def step_page(self, request: HttpRequest, key: UUID) -> HttpResponse:
        """Show what may come next on a decision's path, and record it."""
        decision = self._decision(request, key)
        steps = queries.steps_to_record(reader=required_actor(request), decision_id=key)
        form = StepForm(request.POST or None, decision=decision, steps=steps, on=today())
        if request.method == "POST" and form.is_valid():
            given = form.cleaned_data
            try:
                changes.take_step(
                    decision_id=decision.pk,
                    version=given["version"],
                    step=given["step"],
                    on=given["on"],
                    note=given["note"],
                    **who_and_when(request),
                )
            except Invalid as problem:
                form.show(problem.problems)
            except Stale:
                form.add_error(None, "Somebody else saved it this moment: look at it again.")
            except (access.Refused, Backdated) as problem:
                form.add_error(None, str(problem))
            else:
                self.message_user(request, f"{decision.ref} is {STEP_WORDS[given['step']]}.")
                return HttpResponseRedirect(_address(key))
        return page(
            self,
            request,
            "admin/programme/form.html",
            title="The next step of a decision",
            status=422 if form.errors else 200,
            name=self.name_of(decision),
            badges=self.badges(decision),
            form=form,
            intro=[
                f"It is {STEP_WORDS[decision.state]}. A decision takes effect by itself, on its day.",
                *([] if steps else [NOTHING_OF_YOURS]),
            ],
            back=_address(key),
        )

    def retry_page(self, request: HttpRequest, key: UUID, effect_id: UUID) -> HttpResponse:
        """Ask before a change that was refused is tried again."""
        decision = self._decision(request, key)
        effect = decision.effects.filter(pk=effect_id).exclude(refused="").first()
        if effect is None:
            raise Http404
        problems: list[str] = []
        if request.method == "POST":
            problems = tried(request, changes.retry_effect, effect_id=effect_id, reason=words_given(request))
            if not problems:
                self.message_user(request, "It is tried again within moments.")
                return HttpResponseRedirect(_address(key))
        return ask(
            self,
            request,
            title="Try a change again",
            intro=[f"{effect.get_kind_display()}, under {decision.ref}.", effect.refused],
            button="Try again",
            back=_address(key),
            problems=problems,
            label="What has changed since",
        )

    def _decision(self, request: HttpRequest, key: UUID) -> Decision:
        decision: Decision | None = self.get_queryset(request).filter(pk=key, removed_at=None).first()
        if decision is None:
            raise Http404
        return decision

    # What the list shows --------------------------------------------------------------------------------

    @display(description="Decision", ordering="title")
    def called(self, row: Decision) -> Any:
        return with_badges(self.name_of(row), marking_badge(row))

    @display(description="Programme", ordering="programme__code")
    def programme_name(self, row: Decision) -> Any:
        return programme_words(row.programme)

    @display(description="Decides", ordering="decision_maker__name")
    def decides(self, row: Decision) -> Any:
        return row.decision_maker.name if row.decision_maker else NOT_GIVEN

    @display(description="Stands", ordering="state")
    def stands(self, row: Decision) -> Any:
        return pill(dict(DECISION_STATES)[row.state], TONES[row.state])

    @display(description="Needed by", ordering="needed_by")
    def needed(self, row: Decision) -> str:
        return day_words(row.needed_by)

    @display(description="Amount", ordering="amount")
    def worth(self, row: Decision) -> str:
        return pounds_words(row.amount) if row.amount is not None else ""

    @display(description="Effective", ordering="effective_on")
    def effect(self, row: Decision) -> str:
        return day_words(row.effective_on)


def _subjects(actor: access.Actor, programme_id: UUID) -> list[tuple[UUID, str]]:
    lines = money.saving_names(reader=actor, programme_ids=[programme_id]).values()
    stones = ground.milestones(reader=actor, programme_ids=[programme_id]).values()
    return [
        *((row.id, f"Saving {row.shown_ref} {row.name}") for row in lines),
        *((row.id, f"Milestone {row.ref} {row.name}") for row in stones),
    ]


def _address(key: UUID) -> str:
    return reverse("admin:governance_decision_change", args=[key])
