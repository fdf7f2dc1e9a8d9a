"""Targets: what was asked for, by name, source and year. An amount is said anew on a page of its own, by decision."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar
from uuid import UUID

from django import forms
from django.contrib import admin
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import path, reverse
from unfold.decorators import display
from unfold.widgets import UnfoldAdminTextareaWidget, UnfoldAdminTextInputWidget

from programme.admin.acting import required_actor
from programme.admin.base import ReadOnlyAdmin
from programme.admin.inlines import LedgerInline
from programme.admin.lists import ByCouncil, ByMarking, ByProgramme
from programme.admin.pages import LOOK_AGAIN, page
from programme.admin.saving import who_and_when
from programme.admin.words import (
    NOT_GIVEN,
    marking_badge,
    moment_words,
    pounds_words,
    programme_words,
    with_badges,
)
from programme.changes import Backdated, Invalid, NeedsDecision, Stale
from programme.rules import access
from programme.rules.calendar import FinancialYear
from savings import changes
from savings.admin.fields import PoundsField
from savings.models import Target, TargetAmount
from savings.queries.targets import targets

INTRO = (
    "A target keeps every amount it ever had. This one stands in front, with its decision and its reason.",
    "The decision is on the record and has effect: of whoever decides for the workstream or, of a target of the whole "
    + "programme's, for all of it. The bridge of its year starts from the new amount.",
)


class AmountForm(forms.Form):
    """A target's amount, said anew."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    amount = PoundsField(
        label="Amount, in pounds", show_hidden_initial=False, help_text="Blank takes the target back"
    )
    decision = forms.CharField(
        label="Decision",
        required=False,
        max_length=200,
        widget=UnfoldAdminTextInputWidget(),
        help_text="Its reference under Decisions",
    )
    reason = forms.CharField(label="Why", max_length=500, widget=UnfoldAdminTextareaWidget(attrs={"rows": 3}))

    def show(self, problems: Mapping[str, list[str]]) -> None:
        """Show problems at the boxes they belong to, and above the form where they belong to none."""
        for name, words in problems.items():
            for one in words:
                self.add_error(name if name in self.fields and name != "version" else None, one)


class AmountInline(LedgerInline):
    """Every amount a target has had, with the decision that changed it."""

    model = TargetAmount
    verbose_name = "amount"
    verbose_name_plural = "amounts so far, the newest first"
    fields = ("asked", "printed", "decision", "reason", "recorded")
    ordering = ("-recorded_at", "-id")

    @display(description="Amount")
    def asked(self, row: TargetAmount) -> str:
        return pounds_words(row.amount) if row.amount is not None else "taken back"

    @display(description="Recorded")
    def recorded(self, row: TargetAmount) -> str:
        return f"{moment_words(row.recorded_at)}, {row.recorded_by_name}"


@admin.register(Target)
class TargetAdmin(ReadOnlyAdmin):
    """What was asked for. £15m, £7m and £4.916m are three targets, each with its source; none is ever overwritten."""

    change_form_after_template = "admin/savings/target.html"
    list_display = ("called", "programme_name", "workstream", "year_words", "asks", "decided", "source")
    list_display_links = ("called",)
    list_filter = (ByCouncil, ByProgramme, ByMarking)
    search_fields = ("name", "source", "label")
    search_help_text = "Name, source or part"
    list_select_related = ("programme", "workstream")
    ordering = ("programme__code", "position", "name", "year")
    fieldsets = (
        (
            None,
            {
                "fields": (
                    ("programme_name", "workstream"), ("year_words", "cut_words"), ("asks", "decided"), "source",
                    "note",
                )
            },
        ),
    )  # fmt: skip
    readonly_fields = ("programme_name", "year_words", "cut_words", "asks", "decided")
    inlines = (AmountInline,)

    shown_as: ClassVar[dict[str, str]] = {}

    def name_of(self, thing: Any) -> str:
        return " ".join(filter(None, (thing.name, thing.label, str(_year(thing)))))

    def prepare(self, request: HttpRequest, rows: Any) -> None:
        found = targets(reader=required_actor(request), ids=[row.pk for row in rows]) if rows else {}
        for row in rows:
            row.facts = found.get(row.pk)

    def render_change_form(self, request: HttpRequest, context: Any, **options: Any) -> Any:
        obj = options.get("obj")
        if obj is not None:
            self.prepare(request, [obj])
            may = required_actor(request).may(access.PLAN_MONEY, obj.placement())
            context["say_anew"] = reverse("admin:savings_target_amount", args=[obj.pk]) if may else ""
        return super().render_change_form(request, context, **options)

    # The page that says an amount anew ------------------------------------------------------------------

    def get_urls(self) -> list[Any]:
        wrap = self.admin_site.admin_view
        own = [path("<uuid:key>/amount/", wrap(self.amount_page), name="savings_target_amount")]
        return [*own, *super().get_urls()]

    def amount_page(self, request: HttpRequest, key: UUID) -> HttpResponse:
        """Ask for the amount, the decision and the reason; keep the amount beside the earlier ones."""
        target: Any = self.get_queryset(request).filter(pk=key).first()
        reader = required_actor(request)
        if target is None or not reader.may(access.PLAN_MONEY, target.placement()):
            raise Http404
        row = targets(reader=reader, ids=[key]).get(key)
        held = row.amount if row is not None else None
        form = AmountForm(request.POST or None, initial={"version": target.version, "amount": held})
        back = reverse("admin:savings_target_change", args=[key])
        if request.method == "POST" and form.is_valid() and self._said(request, key, form):
            self.message_user(request, f"{self.name_of(target)} is said anew.")
            return HttpResponseRedirect(back)
        return page(
            self,
            request,
            "admin/programme/form.html",
            title="Say a target anew",
            status=422 if form.errors else 200,
            name=self.name_of(target),
            badges=self.badges(target),
            form=form,
            intro=[f"It stands at {pounds_words(held) if held is not None else 'no amount'}.", *INTRO],
            button="Say it anew",
            back=back,
        )

    def _said(self, request: HttpRequest, key: UUID, form: AmountForm) -> bool:
        """Make the change; where it is refused, say so in the form."""
        given = form.cleaned_data
        try:
            changes.set_target_amount(
                target_id=key,
                version=given["version"],
                amount=given["amount"],
                decision=given["decision"],
                reason=given["reason"],
                **who_and_when(request),
            )
        except Invalid as problem:
            form.show(problem.problems)
        except NeedsDecision as problem:
            form.show({"decision": [str(problem)]})
        except Stale:
            form.show({"": [LOOK_AGAIN]})
        except (access.Refused, Backdated) as problem:
            form.show({"": [str(problem)]})
        return not form.errors

    # What is shown --------------------------------------------------------------------------------------

    @display(description="Target", ordering="name")
    def called(self, row: Target) -> Any:
        return with_badges(" ".join(filter(None, (row.name, row.label))), marking_badge(row))

    @display(description="Programme", ordering="programme__code")
    def programme_name(self, row: Target) -> Any:
        return programme_words(row.programme)

    @display(description="Year", ordering="year")
    def year_words(self, row: Target) -> str:
        return str(_year(row)) or "none printed"

    @display(description="Part of a cut by")
    def cut_words(self, row: Target) -> str:
        return row.cut or "it is no part"

    @display(description="Asks for")
    def asks(self, row: Any) -> str:
        amount = row.facts.amount if row.facts is not None else None
        return pounds_words(amount) if amount is not None else "no amount"

    @display(description="By decision")
    def decided(self, row: Any) -> Any:
        return (row.facts.decision if row.facts is not None else "") or NOT_GIVEN


def _year(target: Any) -> FinancialYear | str:
    return FinancialYear(target.year) if target.year is not None else ""
