"""Savings: their list, and the form with money by year, outlook, and what each waits for."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

from django import forms
from django.contrib import admin
from django.db.models import OuterRef, Subquery
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from unfold.decorators import display
from unfold.widgets import (
    UnfoldAdminSelectWidget,
    UnfoldAdminSingleDateWidget,
    UnfoldAdminTextareaWidget,
    UnfoldAdminTextInputWidget,
)

from programme import queries
from programme.admin.acting import required_actor, today
from programme.admin.base import ThroughChangesAdmin, particulars_first, without_fields
from programme.admin.columns import ByColumn, cell_words, load_cells
from programme.admin.forms import ThroughChangesForm
from programme.admin.lists import (
    ByCouncil,
    ByMarking,
    ByOwner,
    ByProgramme,
    ByWorkstream,
    Filter,
    by_column,
)
from programme.admin.words import (
    NOT_GIVEN,
    NOT_PUBLISHED,
    day_words,
    marking_badge,
    pill,
    programme_words,
    under,
    with_badges,
)
from programme.changes import Invalid
from programme.rules import access
from programme.rules.calendar import FinancialYear
from savings import changes
from savings.admin.delivery import ActsOnSavings, ByEvidence, ByWaiting
from savings.admin.drivers import DriverInline
from savings.admin.exports import ExportsSheets
from savings.admin.rows import (
    ClaimLedger,
    EnablerInline,
    ForecastLedger,
    MoneyInline,
    OutlookLedger,
    ValidationLedger,
)
from savings.models import OutlookReport, Saving
from savings.models.saving import MATURITY_WORDS, OUTLOOK_WORDS
from savings.queries import savings
from savings.rules.notation import show_pounds

OUTLOOK_TONES = {
    "delivered": "complete",
    "on_track": "green",
    "at_risk": "amber",
    "deliverable_later": "amber-red",
    "undeliverable": "red",
    "replaced": "grey",
    "withdrawn": "grey",
}
SAYS = ("outlook", "mitigation", "mitigation_owner", "mitigation_date")
WHY = "Say why: every outlook keeps its reason."


class SavingForm(ThroughChangesForm):
    """A saving, with its outlook as last said. A new outlook is a statement of its own and takes a reason."""

    outlook = forms.ChoiceField(
        required=False,
        choices=[("", "Not published"), *OUTLOOK_WORDS.items()],
        widget=UnfoldAdminSelectWidget(),
        show_hidden_initial=True,
    )
    mitigation = forms.CharField(
        required=False,
        max_length=1000,
        widget=UnfoldAdminTextInputWidget(),
        show_hidden_initial=True,
        help_text="What is done about it, who does it and by when: at risk needs all three.",
    )
    mitigation_owner = forms.CharField(
        label="Who does it",
        required=False,
        max_length=150,
        widget=UnfoldAdminTextInputWidget(),
        show_hidden_initial=True,
    )
    mitigation_date = forms.DateField(
        label="By when", required=False, widget=UnfoldAdminSingleDateWidget(), show_hidden_initial=True
    )
    reason = forms.CharField(
        label="Why",
        required=False,
        max_length=1000,
        widget=UnfoldAdminTextareaWidget(attrs={"rows": 2}),
        help_text="Needed when the outlook or a forecast below changes. It is kept with what you say.",
    )

    class Meta:
        model = Saving
        fields: ClassVar[list[str]] = []

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        said = None if self.is_new else newest_outlook(self.instance)
        for name in SAYS:
            self.initial[name] = getattr(said, name) if said is not None else ""

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if self.says and not self.why:
            self.add_error("reason", WHY)
        if set(SAYS[1:]) & set(self.changed_data) and not cleaned.get("outlook"):
            self.add_error("outlook", "Choose the outlook that this mitigation belongs to.")
        return cleaned

    @property
    def says(self) -> bool:
        """Return whether a new outlook is said."""
        return bool(set(SAYS) & set(self.changed_data))


class ByHeading(Filter):
    """By the heading it is printed under."""

    title = "heading"
    parameter_name = "heading"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[Any, str]]:
        found = model_admin.get_queryset(request).exclude(heading="").order_by("heading")
        return [(h, h) for h in found.values_list("heading", flat=True).distinct()]

    def narrow(self, request: HttpRequest, rows: Any, value: str) -> Any:
        return rows.filter(heading=value)


class ByMaturity(Filter):
    """By how far the evidence goes."""

    title = "maturity"
    parameter_name = "maturity"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[Any, str]]:
        return [*((str(key), words) for key, words in MATURITY_WORDS.items()), ("none", "Not published")]

    def narrow(self, request: HttpRequest, rows: Any, value: str) -> Any:
        return rows.filter(maturity=None) if value == "none" else rows.filter(maturity=int(value))


class ByOutlook(Filter):
    """By the outlook last said."""

    title = "outlook"
    parameter_name = "outlook"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[Any, str]]:
        return [*OUTLOOK_WORDS.items(), ("none", "Not published")]

    def narrow(self, request: HttpRequest, rows: Any, value: str) -> Any:
        return rows.filter(said=None) if value == "none" else rows.filter(said=value)


class BySavingRisk(ByColumn):
    """By the band of its delivery risk."""

    title = "delivery risk"
    parameter_name = "risk"
    thing = "saving"


@admin.register(Saving)
class SavingAdmin(ActsOnSavings, ExportsSheets, ThroughChangesAdmin):
    """Savings, in the order of their papers, with this year's plan and the forecast that holds."""

    form = SavingForm
    list_display = (
        "called", "programme_name", "kind", "maturity_words", "outlook_pill", "plan_now", "forecast_now",
        "risk", "owned_by",
    )  # fmt: skip
    list_display_links = ("called",)
    list_filter = (
        ByCouncil, ByProgramme, ByWorkstream, ByHeading, by_column("kind", "kind"), ByMaturity, ByOutlook, ByWaiting,
        ByEvidence, BySavingRisk, ByOwner, ByMarking,
    )  # fmt: skip
    search_fields = ("ref", "name", "heading", "owner__name")
    search_help_text = "Ref, name, heading or owner"
    list_select_related = ("programme", "workstream", "owner")
    ordering = ("programme__code", "line_no", "ref")
    inlines = (
        MoneyInline,
        EnablerInline,
        DriverInline,
        ForecastLedger,
        OutlookLedger,
        ClaimLedger,
        ValidationLedger,
    )
    fieldsets = (
        (
            "Outlook",
            {"fields": ("outlook", "mitigation", ("mitigation_owner", "mitigation_date"), "reason", "frozen")},
        ),
        (
            "What it is",
            {"classes": ("collapse",),
                "fields": (
                    "programme", "workstream", ("ref", "line_no"), "name", "heading", ("kind", "maturity"), "kind_note",
                    ("owner", "start_date"), "budget_round", "corrects", "note",
                )
            },
        ),
        ("Marking", {"fields": (("marking", "exempt_paragraph"), "marking_note"), "classes": ("collapse",)}),
    )  # fmt: skip
    readonly_fields = ("frozen",)

    thing = "saving"
    plans = access.PLAN_MONEY
    updates = access.UPDATE_MONEY
    update_fields = frozenset({*SAYS, "reason"})
    fixed_fields = frozenset({"programme"})
    shown_as: ClassVar[dict[str, str]] = {
        "programme": "programme_name",
        "workstream": "workstream_name",
        "owner": "owned_by",
        "budget_round": "round_name",
        "corrects": "corrects_name",
        "outlook": "outlook_pill",
        "mitigation": "",
        "mitigation_owner": "",
        "mitigation_date": "",
        "reason": "",
    }
    removable = True
    refusals = (changes.NeedsDecision,)

    def get_queryset(self, request: HttpRequest) -> Any:
        newest = OutlookReport.objects.filter(saving=OuterRef("pk")).order_by(
            "-recorded_at", "-saving_version"
        )
        rows = super().get_queryset(request).annotate(said=Subquery(newest.values("outlook")[:1]))
        return rows.select_related("programme", "workstream", "owner", "budget_round", "corrects")

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        found = super().get_fieldsets(request, obj)
        if obj is not None:
            return found
        # A plan freezes at maturity 3, so a new line gets its plan before it can be called mature.
        return particulars_first(without_fields(found[1:], {"maturity"}))

    def get_inlines(self, request: HttpRequest, obj: Any) -> Any:
        return self.inlines if obj is not None else ()

    def add_to(self, request: HttpRequest, form: Any, values: dict[str, Any], **by_at: Any) -> Any:
        _check_place(request, values)
        return changes.add_saving(programme_id=values.pop("programme_id"), values=values, **by_at)

    def response_add(self, request: HttpRequest, obj: Any, post_url_continue: Any = None) -> HttpResponse:
        """Go on to the form: a new line has no plan yet."""
        if "_addanother" in request.POST:
            return super().response_add(request, obj, post_url_continue)
        self.message_user(request, f"{self.name_of(obj)} was added. Now give its plan by year, below.")
        return HttpResponseRedirect(reverse("admin:savings_saving_change", args=[obj.pk]))

    def revise(
        self, request: HttpRequest, thing: Any, form: Any, values: dict[str, Any], **by_at: Any
    ) -> None:
        if values:
            _check_place(request, {"programme_id": thing.programme_id, **values})
            changes.revise_saving(
                saving_id=thing.pk,
                version=self.comparing(request, form),
                values=values,
                reason=form.why,
                **by_at,
            )
        if form.says:
            said = {name: form.cleaned_data.get(name) for name in SAYS}
            changes.report_outlook(
                saving_id=thing.pk,
                version=self.comparing(request, form),
                reason=form.why,
                **{**said, "mitigation_date": said["mitigation_date"] or None},
                **by_at,
            )

    def remove(self, thing: Any, *, version: int | None, reason: str, **by_at: Any) -> None:
        changes.remove_saving(saving_id=thing.pk, version=version, reason=reason, **by_at)

    def prepare(self, request: HttpRequest, rows: Sequence[Any]) -> None:
        found = savings(reader=required_actor(request), ids=[row.pk for row in rows]) if rows else {}
        for row in rows:
            row.facts = found.get(row.pk)
        load_cells(request, "saving", ("risk",), rows)

    def name_of(self, thing: Any) -> str:
        return f"{thing.ref} {thing.name}" if thing.ref_is_printed else str(thing.name)

    @display(description="Saving", ordering="name")
    def called(self, saving: Saving) -> Any:
        return under(with_badges(self.name_of(saving), marking_badge(saving)), saving.heading)

    @display(description="Programme", ordering="programme__code")
    def programme_name(self, saving: Saving) -> Any:
        return programme_words(saving.programme)

    @display(description="Workstream")
    def workstream_name(self, saving: Saving) -> Any:
        return f"{saving.workstream.ref} {saving.workstream.name}" if saving.workstream else NOT_GIVEN

    @display(description="Maturity", ordering="maturity")
    def maturity_words(self, saving: Saving) -> str:
        return NOT_PUBLISHED if saving.maturity is None else MATURITY_WORDS[saving.maturity]

    @display(description="Outlook", ordering="said")
    def outlook_pill(self, saving: Any) -> Any:
        if not saving.said:
            return NOT_PUBLISHED
        words = "Deliverable later" if saving.said == "deliverable_later" else OUTLOOK_WORDS[saving.said]
        return pill(words, OUTLOOK_TONES[saving.said])

    @display(description="Plan this year")
    def plan_now(self, saving: Any) -> str:
        plan = saving.facts.plan if saving.facts else None
        return show_pounds(plan.amount(this_year()) if plan else None)

    @display(description="Forecast this year")
    def forecast_now(self, saving: Any) -> str:
        forecast = saving.facts.forecast if saving.facts else None
        return show_pounds(forecast.amount(this_year()) if forecast else None)

    @display(description="Delivery risk")
    def risk(self, saving: Any) -> Any:
        return cell_words(saving, "risk")

    @display(description="Owner", ordering="owner__name")
    def owned_by(self, saving: Saving) -> Any:
        return saving.owner.name if saving.owner else NOT_GIVEN

    @display(description="Budget round")
    def round_name(self, saving: Saving) -> Any:
        return saving.budget_round.code if saving.budget_round else NOT_GIVEN

    @display(description="Corrects")
    def corrects_name(self, saving: Saving) -> Any:
        return self.name_of(saving.corrects) if saving.corrects else NOT_GIVEN

    @display(description="Plan")
    def frozen(self, saving: Saving) -> str:
        if saving.plan_frozen_at is None:
            return "Open: it freezes at maturity 3, or when the budget is approved."
        return f"Frozen since {day_words(saving.plan_frozen_at)}: it changes by decision only."


def newest_outlook(saving: Saving) -> OutlookReport | None:
    """Return the outlook last said of a saving."""
    return saving.outlooks.order_by("-recorded_at", "-saving_version").first()


def this_year() -> FinancialYear:
    """Return the financial year of today."""
    return FinancialYear.containing(today())


def _check_place(request: HttpRequest, values: dict[str, Any]) -> None:
    """Refuse a workstream of another programme."""
    workstream_id = values.get("workstream_id")
    if workstream_id is None:
        return
    found = queries.workstreams(reader=required_actor(request), ids=[workstream_id]).get(workstream_id)
    if found is None or found.programme_id != values["programme_id"]:
        raise Invalid({"workstream": ["Choose a workstream of that programme"]})
