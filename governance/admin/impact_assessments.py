"""Impact assessments: what they are about and their draft on the form, every other step on a page of its own."""

from __future__ import annotations

from typing import Any, ClassVar
from uuid import UUID

from django.contrib import admin
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import path, reverse
from unfold.decorators import display

from governance import changes
from governance.admin.risk_forms import STEP_WORDS, AssessmentForm, AssessmentStepForm
from governance.models import AssessmentStep, Decision, ImpactAssessment
from governance.models.impact_assessment import ASSESSMENT_STATES
from governance.queries.signing import parties_of, signers_of
from governance.rules import assessing
from programme import queries as ground
from programme.admin.acting import kept, required_actor
from programme.admin.base import ThroughChangesAdmin, without_fields
from programme.admin.inlines import LedgerInline
from programme.admin.lists import ByCouncil, ByMarking, ByProgramme, ByWorkstream, by_column
from programme.admin.pages import page
from programme.admin.saving import who_and_when
from programme.admin.words import (
    day_words,
    link,
    marking_badge,
    moment_words,
    pill,
    programme_words,
    with_badges,
)
from programme.changes import Backdated, Invalid, Stale
from programme.rules import access
from savings.queries.names import saving_names

TONES = {
    assessing.NOT_SCREENED: "amber", assessing.SCREENED_OUT: "grey", assessing.OUTSTANDING: "amber-red",
    assessing.DRAFTED: "amber", assessing.SIGNED: "green", assessing.REOPENED: "amber-red",
    assessing.COMPLETED: "complete",
}  # fmt: skip
DRAFT = ("impact", "mitigation")
WORDS = dict(ASSESSMENT_STATES)


class StepRows(LedgerInline):
    """Every step, newest first."""

    model = AssessmentStep
    verbose_name_plural = "steps, newest first"
    fields = ("when", "state", "note", "recorded_by")

    @display(description="When")
    def when(self, row: AssessmentStep) -> str:
        return moment_words(row.recorded_at)


@admin.register(ImpactAssessment)
class AssessmentAdmin(ThroughChangesAdmin):
    """Impact assessments. What is not done holds back the decisions it is about."""

    form = AssessmentForm
    list_display = ("called", "programme_name", "kind", "about", "stands", "signed")
    list_display_links = ("called",)
    list_filter = (
        by_column("state", "state"),
        ByCouncil,
        ByProgramme,
        ByWorkstream,
        by_column("kind", "kind"),
        ByMarking,
    )
    search_fields = ("ref", "subject")
    search_help_text = "Ref or subject"
    list_select_related = ("programme", "workstream", "decision__programme", "decision__workstream")
    ordering = ("programme__code", "ref")
    inlines = (StepRows,)
    fieldsets = (
        ("Where it stands", {"fields": ("stands", "next_step", "may_not", "screening")}),
        (
            "What it is about",
            {
                "fields": (
                    "programme",
                    ("ref", "kind"),
                    "subject",
                    ("workstream", "saving"),
                    "decision",
                    "source",
                )
            },
        ),
        ("Full assessment", {"fields": ("impact", "mitigation")}),
        ("Marking", {"fields": (("marking", "exempt_paragraph"), "marking_note"), "classes": ("collapse",)}),
    )
    readonly_fields = ("stands", "next_step", "may_not", "screening")

    thing = "assessment"
    plans = access.UPDATE_DELIVERY
    removable = True
    fixed_fields = frozenset({"programme", "ref", "kind"})
    shown_as: ClassVar[dict[str, str]] = {"programme": "programme_name", "decision": "about", "saving": ""}

    def get_inlines(self, request: HttpRequest, obj: Any) -> Any:
        return self.inlines if obj is not None else ()

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        found = super().get_fieldsets(request, obj)
        if obj is not None:
            return found
        kept = without_fields(found, (*self.readonly_fields, *DRAFT))
        return [(name, options) for name, options in kept if options["fields"]]

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **options: Any) -> Any:
        field = super().formfield_for_dbfield(db_field, request, **options)
        if db_field.name == "ref" and field is not None:
            field.required, field.help_text = False, "Blank takes the next of its kind: EQ1, DP1"
        if db_field.name == "decision" and field is not None:
            rows = Decision.objects.visible_to(required_actor(request)).order_by("programme__code", "ref")
            field._offer([(row.pk, f"{row.ref} {row.title}") for row in rows])
        if db_field.name == "saving" and field is not None:
            standing = kept(request, "standing", dict).get("programme")
            reader = required_actor(request)
            programmes = [standing] if standing else list(ground.programmes(reader=reader))
            named = saving_names(reader=reader, programme_ids=programmes).items()
            field._offer([(key, f"{row.ref} {row.name}") for key, row in named])
        return field

    def add_to(self, request: HttpRequest, form: Any, values: dict[str, Any], **by_at: Any) -> Any:
        return changes.add_assessment(programme_id=values.pop("programme_id"), values=values, **by_at)

    def revise(
        self, request: HttpRequest, thing: Any, form: Any, values: dict[str, Any], **by_at: Any
    ) -> None:
        draft = {name: values.pop(name) for name in DRAFT if name in values}
        if values:
            changes.revise_assessment(
                assessment_id=thing.pk, version=self.comparing(request, form), values=values, **by_at
            )
        if draft:
            held = ImpactAssessment.objects.get(pk=thing.pk)
            said = {name: draft.get(name, getattr(held, name)) for name in DRAFT}
            changes.draft_assessment(
                assessment_id=thing.pk, version=self.comparing(request, form), **said, **by_at
            )

    def remove(self, thing: Any, *, version: int | None, reason: str, **by_at: Any) -> None:
        changes.remove_assessment(assessment_id=thing.pk, version=version, reason=reason, **by_at)

    def name_of(self, thing: Any) -> str:
        return f"{thing.ref} {thing.subject}"

    def badges(self, thing: Any) -> list[tuple[str, str]]:
        return [*super().badges(thing), (WORDS[thing.state], "plain")]

    # The page of steps ----------------------------------------------------------------------------------

    def get_urls(self) -> list[Any]:
        wrap = self.admin_site.admin_view
        own = path("<uuid:key>/step/", wrap(self.step_page), name="governance_assessment_step")
        return [own, *super().get_urls()]

    def step_page(self, request: HttpRequest, key: UUID) -> HttpResponse:
        """Show what may come next, who may not sign, and record the step."""
        row = self.get_queryset(request).filter(pk=key, removed_at=None).first()
        if row is None:
            raise Http404
        form = AssessmentStepForm(request.POST or None, assessment=row)
        if request.method == "POST" and form.is_valid() and self._took(request, row, form):
            self.message_user(request, f"{row.ref}: {STEP_WORDS[form.cleaned_data['step']].lower()}.")
            return HttpResponseRedirect(_address(key))
        parties = parties_of([row.pk])
        who = assessing.signing_words(parties[row.pk], signers_of([row], parties)[row.pk])
        return page(
            self,
            request,
            "admin/programme/form.html",
            title="The next step of an impact assessment",
            status=422 if form.errors else 200,
            name=self.name_of(row),
            badges=self.badges(row),
            form=form,
            intro=[f"Next: {assessing.next_words(row.state)}.", f"It is to be {who}."],
            back=_address(key),
        )

    def _took(self, request: HttpRequest, row: ImpactAssessment, form: AssessmentStepForm) -> bool:
        given = form.cleaned_data
        asked: dict[str, Any] = {
            "assessment_id": row.pk, "version": given["version"], **who_and_when(request),
        }  # fmt: skip
        try:
            if given["step"] in ("screen_in", "screen_out"):
                full = given["step"] == "screen_in"
                changes.screen_assessment(full=full, reason=given["reason"], **asked)
            elif given["step"] == "sign":
                changes.sign_assessment(note=given["reason"], **asked)
            else:
                changes.reopen_assessment(reason=given["reason"], **asked)
        except Invalid as problem:
            form.show(problem.problems)
        except Stale:
            form.add_error(None, "Somebody else saved it this moment: look at it again.")
        except (access.Refused, Backdated) as problem:
            form.add_error(None, str(problem))
        return not form.errors

    # What is shown --------------------------------------------------------------------------------------

    @display(description="Assessment", ordering="subject")
    def called(self, row: ImpactAssessment) -> Any:
        return with_badges(self.name_of(row), marking_badge(row))

    @display(description="Programme", ordering="programme__code")
    def programme_name(self, row: ImpactAssessment) -> Any:
        return programme_words(row.programme)

    @display(description="About")
    def about(self, row: ImpactAssessment) -> str:
        if row.decision is not None:
            return f"decision {row.decision.ref}"
        if row.saving_id is not None:
            return "a saving"
        if row.workstream is not None:
            return f"{row.workstream.ref} {row.workstream.name}"
        return "the whole programme"

    @display(description="Stands", ordering="state")
    def stands(self, row: ImpactAssessment) -> Any:
        return pill(WORDS[row.state], TONES[row.state])

    @display(description="Signed")
    def signed(self, row: ImpactAssessment) -> str:
        if row.state != assessing.SIGNED:
            return ""
        return f"{day_words(row.signed_on)}, {row.signed_by_name}"

    @display(description="Next")
    def next_step(self, row: ImpactAssessment) -> Any:
        address = reverse("admin:governance_assessment_step", args=[row.pk])
        words = assessing.next_words(row.state)
        return with_badges(words.capitalize(), link(address, "Record a step"))

    @display(description="May not sign")
    def may_not(self, row: ImpactAssessment) -> str:
        parties = parties_of([row.pk])[row.pk]
        return ", ".join(dict.fromkeys(party.name for party in parties)) or "nobody is barred"

    @display(description="Screening")
    def screening(self, row: ImpactAssessment) -> str:
        if row.screened_on is None:
            return "Not recorded"
        return f"{day_words(row.screened_on)}, {row.screened_by}: {row.screening_reason}"


def _address(key: UUID) -> str:
    return reverse("admin:governance_impactassessment_change", args=[key])
