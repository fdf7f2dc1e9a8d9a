"""What hangs on a saving's form: its money by year, the milestones it waits for, and the ledgers behind it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

from django import forms
from django.http import HttpRequest
from django.urls import reverse
from unfold.decorators import display
from unfold.widgets import UnfoldAdminSelectWidget

from programme.admin.acting import today
from programme.admin.fields import YearField
from programme.admin.forms import ThroughChangesForm
from programme.admin.inlines import LedgerInline, ThroughChangesInline
from programme.admin.saving import saying_where, version_to_compare, who_and_when
from programme.admin.words import NONE_YET, NOT_GIVEN, day_words, link, moment_words, pounds_words
from programme.rules import access
from programme.rules.calendar import FinancialYear
from savings import changes
from savings.admin.fields import FALLS, PoundsField, read_falls, written_falls
from savings.admin.in_budget import beside_plan, budget_of, row_of
from savings.changes.plan import spread_of
from savings.models import Claim, Enabler, OutlookReport, PlannedAmount, SavingForecast, Validation
from savings.queries import SavingRow
from savings.rules.in_budget import InBudget
from savings.rules.series import month_name

WHY_ABOVE = "Say why, in “Why” above: every forecast keeps its reason."
TAKEN_BACK = "Taken back"
YEARS_AHEAD = 6


class MoneyRowForm(ThroughChangesForm):
    """One year: its plan with how it falls on the months, and a forecast if it is said anew."""

    year = YearField(label="Year")
    amount = PoundsField(label="Plan")
    falls = forms.ChoiceField(
        label="Spread",
        required=False,
        choices=FALLS,
        widget=UnfoldAdminSelectWidget(),
        show_hidden_initial=True,
    )
    forecast = PoundsField(label="New forecast")

    class Meta:
        model = PlannedAmount
        fields: ClassVar[list[str]] = []

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "year" in self.fields:
            now = FinancialYear.containing(today()).start_year
            own = [] if self.is_new else [self.instance.year]
            self.fields["year"].offer([*range(now - 2, now + YEARS_AHEAD), *own])
            self.fields["year"].disabled = not self.is_new
        if "falls" in self.fields:
            held = written_falls(spread_of(self.instance))
            self.fields["falls"].choices = [one for one in FALLS if one[0] != "by_hand" or held == "by_hand"]
            self.initial["falls"] = held
        self.initial["forecast"] = None

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("forecast") is not None and not str(self.data.get("reason", "")).strip():
            self.add_error("forecast", WHY_ABOVE)
        return cleaned


class MoneyInline(ThroughChangesInline):
    """A saving year by year. One save is one statement: a change of plan, and one forecast with one reason."""

    model = PlannedAmount
    form = MoneyRowForm
    verbose_name = "year"
    verbose_name_plural = "money by year, in pounds"
    fields = ("year", "amount", "falls", "budgeted", "holds", "forecast", "claimed", "validated", "by_month")
    readonly_fields = ("budgeted", "holds", "claimed", "validated", "by_month")
    ordering = ("year",)
    can_delete = False

    plans = access.PLAN_MONEY
    updates = access.UPDATE_MONEY
    update_fields = frozenset({"forecast"})
    shown_as: ClassVar[dict[str, str]] = {
        "year": "year_words",
        "amount": "plan",
        "falls": "falls_words",
        "forecast": "",
    }
    refusals = (changes.NeedsDecision,)
    writes_parent = True

    def visible(self, rows: Any, actor: access.Actor) -> Any:
        return rows

    def get_formset(self, request: HttpRequest, obj: Any = None, **options: Any) -> Any:
        if obj is not None and not obj._state.adding:
            self.row: SavingRow | None = row_of(request, obj)
            self.budget: InBudget | None = budget_of(request, obj)
        return super().get_formset(request, obj, **options)

    def name_of(self, row: Any) -> str:
        return FinancialYear(row.year).label

    def save_rows(self, request: HttpRequest, parent_form: Any, formset: Any) -> None:
        """Make one change of plan and one of forecast of all rows that were touched."""
        touched = [form for form in formset.forms if form.has_changed() and not form.gone]
        if not touched:
            return
        plan = {_april(f): f.cleaned_data.get("amount") for f in touched if "amount" in f.touched}
        spreads = {_april(f): read_falls(f.cleaned_data["falls"]) for f in touched if "falls" in f.touched}
        said = {
            _april(f): f.cleaned_data["forecast"]
            for f in touched
            if f.cleaned_data.get("forecast") is not None
        }
        common = {"saving_id": parent_form.instance.pk, "reason": parent_form.why, **who_and_when(request)}
        with saying_where(touched[0].prefix, self.refusals):
            if plan or spreads:
                changes.plan_saving(
                    version=version_to_compare(request, parent_form),
                    amounts=plan,
                    spreads={year: spread for year, spread in spreads.items() if spread is not None},
                    authority=parent_form.authority,
                    **common,
                )
            if said:
                changes.forecast_saving(
                    version=version_to_compare(request, parent_form), amounts=said, **common
                )

    @display(description="Year")
    def year_words(self, amount: PlannedAmount) -> str:
        return FinancialYear(amount.year).label

    @display(description="Plan")
    def plan(self, amount: PlannedAmount) -> str:
        return pounds_words(amount.amount)

    @display(description="Spread")
    def falls_words(self, amount: PlannedAmount) -> str:
        words = spread_of(amount).words
        return words[0].upper() + words[1:]

    @display(description="In the budget")
    def budgeted(self, amount: PlannedAmount) -> Any:
        year = self._year(amount)
        return NONE_YET if year is None else beside_plan(self.budget, year, amount.amount)

    @display(description="By month")
    def by_month(self, amount: PlannedAmount) -> Any:
        year = self._year(amount)
        if year is None:
            return ""
        address = reverse("admin:savings_saving_months", args=[amount.saving_id, year.start_year])
        return link(address, f"Months of {year}")

    @display(description="Forecast now")
    def holds(self, amount: PlannedAmount) -> Any:
        if self._year(amount) is None or self.row is None or self.row.forecast is None:
            return NONE_YET
        return pounds_words(self.row.forecast.amount(FinancialYear(amount.year)))

    @display(description="Claimed")
    def claimed(self, amount: PlannedAmount) -> Any:
        return self._beside(amount, "claimed")

    @display(description="Validated")
    def validated(self, amount: PlannedAmount) -> Any:
        return self._beside(amount, "validated")

    def _beside(self, amount: PlannedAmount, name: str) -> Any:
        year = self._year(amount)
        held = getattr(self.row, name).get(year) if year is not None and self.row is not None else None
        return NONE_YET if held is None else pounds_words(held)

    def _year(self, amount: PlannedAmount) -> FinancialYear | None:
        return None if amount._state.adding else FinancialYear(amount.year)


def _april(form: Any) -> int:
    year: int = form.cleaned_data.get("year") or form.instance.year
    return year


class EnablerInline(ThroughChangesInline):
    """The milestones a saving waits for. A link is stated or withdrawn, never edited."""

    model = Enabler
    verbose_name = "milestone it waits for"
    verbose_name_plural = "waits for these milestones: when they slip, its money slips"
    fields = ("milestone", "note")

    plans = access.PLAN_MONEY
    shown_as: ClassVar[dict[str, str]] = {}

    def visible(self, rows: Any, actor: access.Actor) -> Any:
        milestones = self.model._meta.get_field("milestone").remote_field.model
        return rows.filter(milestone__in=milestones.objects.visible_to(actor)).select_related("milestone")

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def add_row(
        self, request: HttpRequest, parent: Any, form: Any, values: dict[str, Any], **by_at: Any
    ) -> None:
        changes.state_enabler(
            saving_id=parent.pk, milestone_id=values["milestone_id"], note=values.get("note", ""), **by_at
        )

    def remove_row(self, request: HttpRequest, row: Any, form: Any, **by_at: Any) -> None:
        changes.withdraw_enabler(enabler_id=row.pk, **by_at)


class SaidInline(LedgerInline):
    """A ledger of what was said of a saving, newest first."""

    classes = ("collapse",)

    ordering: ClassVar[Sequence[str]] = ("-recorded_at", "year")

    @display(description="Year")
    def year_words(self, row: Any) -> str:
        return FinancialYear(row.year).label

    @display(description="Amount")
    def pounds(self, row: Any) -> str:
        return pounds_words(row.amount)

    @display(description="Said on")
    def when(self, row: Any) -> str:
        return moment_words(row.recorded_at)

    @display(description="By")
    def by(self, row: Any) -> str:
        return str(row.recorded_by_name)


class ForecastLedger(SaidInline):
    """Forecasts and actuals as they were said."""

    model = SavingForecast
    verbose_name_plural = "forecasts and actuals as said"
    fields = ("when", "series", "year_words", "month_words", "pounds", "reason", "corrects_period", "by")
    ordering = ("-recorded_at", "year", "month")
    per_page = 26  # two whole years said by month

    @display(description="Month")
    def month_words(self, row: SavingForecast) -> str:
        return f"M{row.month} {month_name(row.month)}" if row.month else "whole year"


class OutlookLedger(SaidInline):
    """Outlooks as they were said."""

    model = OutlookReport
    ordering = ("-recorded_at",)
    verbose_name_plural = "outlooks as said"
    fields = ("when", "said", "reason", "mitigation", "mitigation_owner", "due", "by")

    @display(description="Outlook")
    def said(self, row: OutlookReport) -> Any:
        return row.get_outlook_display() or TAKEN_BACK

    @display(description="By when")
    def due(self, row: OutlookReport) -> Any:
        return day_words(row.mitigation_date) or NOT_GIVEN


class ClaimLedger(SaidInline):
    """What its owner says is delivered."""

    model = Claim
    verbose_name_plural = "claims by its owner"
    fields = ("when", "year_words", "claimed", "reason", "by")

    @display(description="Amount")
    def claimed(self, row: Claim) -> str:
        return TAKEN_BACK if row.amount is None else pounds_words(row.amount)


class ValidationLedger(SaidInline):
    """What finance has seen in the base budget and in the spend that followed."""

    model = Validation
    verbose_name_plural = "validations by finance"
    fields = ("when", "year_words", "pounds", "period", "evidence", "stands", "by")

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).select_related("undone_by")

    @display(description="Stands")
    def stands(self, row: Validation) -> str:
        if row.undoes_id:
            return "takes one back"
        return "taken back" if hasattr(row, "undone_by") else "yes"
