"""Savings: their list, and the form with money by year, outlook, and what each waits for."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

from django.contrib import admin
from django.db.models import OuterRef, Subquery
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import path, reverse
from unfold.decorators import display

from programme import queries
from programme.admin.acting import required_actor, today
from programme.admin.base import ThroughChangesAdmin, particulars_first
from programme.admin.columns import cell_words, load_cells
from programme.admin.deciding import Decides
from programme.admin.lists import ByCouncil, ByMarking, ByOwner, ByProgramme, ByWorkstream, by_column
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
from programme.changes.deciding import DECISION
from programme.rules import access
from programme.rules.calendar import FinancialYear
from savings import changes
from savings.admin.coding import CodingInline
from savings.admin.deciding import decision_open
from savings.admin.delivery import ActsOnSavings, ByEvidence, ByWaiting
from savings.admin.drivers import DriverInline
from savings.admin.exports import ExportsSheets
from savings.admin.filters import (
    ByCostCentre,
    ByHeading,
    ByInBudget,
    ByMaturity,
    ByOutlook,
    BySavingRisk,
)
from savings.admin.in_budget import BudgetApprovalInline
from savings.admin.months import MonthsAdmin
from savings.admin.rows import (
    ClaimLedger,
    EnablerInline,
    ForecastLedger,
    MoneyInline,
    OutlookLedger,
    ValidationLedger,
)
from savings.admin.saving_form import SAYS, SavingForm
from savings.models import BudgetApproval, OutlookReport, Saving
from savings.models.saving import MATURITY_WORDS, OUTLOOK_WORDS
from savings.queries import savings
from savings.queries.delivery import delivered_of
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
ABOUT_A_STANDING_LINE = frozenset({"In the budget, maturity, outlook", "Decision"})


@admin.register(Saving)
class SavingAdmin(ActsOnSavings, ExportsSheets, Decides, ThroughChangesAdmin):
    """Savings, in the order of their papers, with this year's plan and the forecast that holds."""

    form = SavingForm
    list_display = (
        "called", "programme_name", "kind", "budgeted_on", "maturity_words", "outlook_pill", "plan_now",
        "forecast_now", "risk", "owned_by",
    )  # fmt: skip
    list_display_links = ("called",)
    list_filter = (
        ByCouncil, ByProgramme, ByWorkstream, ByHeading, by_column("kind", "kind"), ByInBudget, ByMaturity, ByOutlook,
        ByWaiting, ByEvidence, BySavingRisk, ByCostCentre, ByOwner, ByMarking,
    )  # fmt: skip
    search_fields = ("ref", "name", "heading", "owner__name")
    search_help_text = "Ref, name, heading or owner"
    list_select_related = ("programme", "workstream", "owner")
    ordering = ("programme__code", "line_no", "ref")
    inlines = (
        MoneyInline,
        BudgetApprovalInline,
        CodingInline,
        EnablerInline,
        DriverInline,
        ForecastLedger,
        OutlookLedger,
        ClaimLedger,
        ValidationLedger,
    )
    fieldsets = (
        (
            "In the budget, maturity, outlook",
            {
                "fields": (
                    "in_the_budget", "maturity", "outlook", "mitigation", ("mitigation_owner", "mitigation_date"),
                    "reason", "frozen",
                ),
            },
        ),
        ("Decision", {"fields": (("decision", "decision_maker"), "effective"), "classes": ("collapse",)}),
        (
            "What it is",
            {"classes": ("collapse",),
                "fields": (
                    "programme", "workstream", ("ref", "line_no"), "name", "heading", "kind", "kind_note",
                    ("owner", "start_date", "funding_ends"), "budget_round", "corrects", "note",
                )
            },
        ),
        ("Marking", {"fields": (("marking", "exempt_paragraph"), "marking_note"), "classes": ("collapse",)}),
    )  # fmt: skip
    readonly_fields = ("in_the_budget", "frozen")

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
        "maturity": "maturity_words",
        "outlook": "outlook_pill",
        "mitigation": "",
        "mitigation_owner": "",
        "mitigation_date": "",
        "reason": "",
        **dict.fromkeys(DECISION, ""),
    }
    removable = True
    refusals = (changes.NeedsDecision,)

    def get_queryset(self, request: HttpRequest) -> Any:
        newest = OutlookReport.objects.filter(saving=OuterRef("pk")).order_by(
            "-recorded_at", "-saving_version"
        )
        standing = BudgetApproval.objects.filter(saving=OuterRef("pk"), withdraws=None, withdrawn_by=None)
        approved = standing.order_by("-council_date", "-recorded_at")
        rows = (
            super()
            .get_queryset(request)
            .annotate(
                said=Subquery(newest.values("outlook")[:1]),
                budget_date=Subquery(approved.values("council_date")[:1]),
                budget_decision=Subquery(approved.values("decision")[:1]),
            )
        )
        return rows.select_related("programme", "workstream", "owner", "budget_round", "corrects")

    def get_urls(self) -> Any:
        months = MonthsAdmin(Saving, self.admin_site)
        view = self.admin_site.admin_view(months.page)
        named = path("<uuid:object_id>/months/<int:year>/", view, name="savings_saving_months")
        return [named, *super().get_urls()]

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        found = super().get_fieldsets(request, obj)
        if obj is None:
            # A plan freezes at maturity 3, so a new line gets its plan before it can be called mature.
            return particulars_first([pair for pair in found if pair[0] not in ABOUT_A_STANDING_LINE])
        return decision_open(found, obj)

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
                authority=form.authority,
                **by_at,
            )
        if form.says:
            said = {name: form.cleaned_data.get(name) for name in SAYS}
            changes.report_outlook(
                saving_id=thing.pk,
                version=self.comparing(request, form),
                reason=form.why,
                authority=form.authority,
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

    def badges(self, thing: Any) -> list[tuple[str, str]]:
        """Say the three things apart, in words and without a colour of their own."""
        maturity = MATURITY_WORDS.get(thing.maturity, NOT_PUBLISHED)
        said = getattr(thing, "said", None)
        outlook = "Delivered, as said" if said == "delivered" else OUTLOOK_WORDS.get(said, NOT_PUBLISHED)
        approved = getattr(thing, "budget_date", None)
        budget = f"In the budget of {day_words(approved)}" if approved else "Not in the budget"
        three = (budget, f"Maturity: {maturity}", f"Outlook: {outlook}")
        return [*super().badges(thing), *((words, "plain") for words in three)]

    @display(description="In the budget", ordering="budget_date")
    def budgeted_on(self, saving: Any) -> str:
        return f"Yes, {day_words(saving.budget_date)}" if saving.budget_date else "No"

    @display(description="In the budget")
    def in_the_budget(self, saving: Any) -> str:
        if saving.budget_date is None:
            return "No budget approval stands. A council may budget for a saving at any maturity."
        return f"Of {day_words(saving.budget_date)}: {saving.budget_decision}"

    @display(description="Maturity", ordering="maturity")
    def maturity_words(self, saving: Saving) -> str:
        return NOT_PUBLISHED if saving.maturity is None else MATURITY_WORDS[saving.maturity]

    @display(description="Outlook", ordering="said")
    def outlook_pill(self, saving: Any) -> Any:
        if not saving.said:
            return NOT_PUBLISHED
        words = "Deliverable later" if saving.said == "deliverable_later" else OUTLOOK_WORDS[saving.said]
        facts = getattr(saving, "facts", None)
        if facts is not None and delivered_of(facts, this_year()) not in ("", words):
            return pill("Claimed as delivered", OUTLOOK_TONES["on_track"])
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
        since = day_words(saving.plan_frozen_at)
        return f"Frozen since {since}: it changes by decision only. Give the decision below, with the change."


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
