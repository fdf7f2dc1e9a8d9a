"""What hangs on a saving's form: its money by year, the milestones it waits for, and the ledgers behind it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

from django.http import HttpRequest
from unfold.decorators import display

from programme.admin.acting import kept, required_actor, today
from programme.admin.fields import YearField
from programme.admin.forms import ThroughChangesForm
from programme.admin.inlines import LedgerInline, ThroughChangesInline
from programme.admin.saving import saying_where, version_to_compare, who_and_when
from programme.admin.words import NONE_YET, NOT_GIVEN, day_words, moment_words, pounds_words
from programme.rules import access
from programme.rules.calendar import FinancialYear
from savings import changes
from savings.admin.fields import PoundsField
from savings.models import Claim, Enabler, OutlookReport, PlannedAmount, SavingForecast, Validation
from savings.queries import SavingRow, savings

WHY_ABOVE = "Say why, in “Why” above: every forecast keeps its reason."
YEARS_AHEAD = 6


class MoneyRowForm(ThroughChangesForm):
    """One year: its plan, and a forecast if it is said anew."""

    year = YearField(label="Year")
    amount = PoundsField(label="Plan")
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
    fields = ("year", "amount", "holds", "forecast", "claimed", "validated")
    readonly_fields = ("holds", "claimed", "validated")
    ordering = ("year",)
    can_delete = False

    plans = access.PLAN_MONEY
    updates = access.UPDATE_MONEY
    update_fields = frozenset({"forecast"})
    shown_as: ClassVar[dict[str, str]] = {"year": "year_words", "amount": "plan", "forecast": ""}
    refusals = (changes.NeedsDecision,)
    writes_parent = True

    def visible(self, rows: Any, actor: access.Actor) -> Any:
        return rows

    def is_editable(self, request: HttpRequest, thing: Any, name: str) -> bool:
        if name == "amount" and thing is not None and thing.plan_frozen_at:
            return False
        return super().is_editable(request, thing, name)

    def get_formset(self, request: HttpRequest, obj: Any = None, **options: Any) -> Any:
        if obj is not None and not obj._state.adding:
            reader = required_actor(request)
            found = kept(request, f"saving:{obj.pk}", lambda: savings(reader=reader, ids=[obj.pk]))
            self.row: SavingRow | None = found.get(obj.pk)
        return super().get_formset(request, obj, **options)

    def name_of(self, row: Any) -> str:
        return FinancialYear(row.year).label

    def save_rows(self, request: HttpRequest, parent_form: Any, formset: Any) -> None:
        """Make one change of plan and one of forecast of all rows that were touched."""
        touched = [form for form in formset.forms if form.has_changed() and not form.gone]
        if not touched:
            return
        saving, reason = parent_form.instance, str(parent_form.data.get("reason", "")).strip()
        plan = {
            f.cleaned_data.get("year") or f.instance.year: f.cleaned_data.get("amount")
            for f in touched
            if "amount" in f.touched
        }
        said = {
            f.cleaned_data.get("year") or f.instance.year: f.cleaned_data["forecast"]
            for f in touched
            if f.cleaned_data.get("forecast") is not None
        }
        with saying_where(touched[0].prefix, self.refusals):
            for change, amounts in ((changes.plan_saving, plan), (changes.forecast_saving, said)):
                if amounts:
                    change(
                        saving_id=saving.pk,
                        version=version_to_compare(request, parent_form),
                        amounts=amounts,
                        reason=reason,
                        **who_and_when(request),
                    )

    @display(description="Year")
    def year_words(self, amount: PlannedAmount) -> str:
        return FinancialYear(amount.year).label

    @display(description="Plan")
    def plan(self, amount: PlannedAmount) -> str:
        return pounds_words(amount.amount)

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
    fields = ("when", "series", "year_words", "pounds", "reason", "by")


class OutlookLedger(SaidInline):
    """Outlooks as they were said."""

    model = OutlookReport
    ordering = ("-recorded_at",)
    verbose_name_plural = "outlooks as said"
    fields = ("when", "outlook", "reason", "mitigation", "mitigation_owner", "due", "by")

    @display(description="By when")
    def due(self, row: OutlookReport) -> Any:
        return day_words(row.mitigation_date) or NOT_GIVEN


class ClaimLedger(SaidInline):
    """What its owner says is delivered."""

    model = Claim
    verbose_name_plural = "claims by its owner"
    fields = ("when", "year_words", "pounds", "reason", "by")


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
