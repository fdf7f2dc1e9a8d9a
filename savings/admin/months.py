"""The months of one year of a saving: a page of twelve rows for plan, forecast and actual, to type or paste into."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import Any, ClassVar
from uuid import UUID

from django import forms
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from unfold.widgets import UnfoldAdminTextareaWidget, UnfoldAdminTextInputWidget

from programme.admin.acting import kept, required_actor
from programme.admin.base import ThroughChangesAdmin
from programme.admin.deciding import DecidedForm, Decides
from programme.changes import Invalid
from programme.changes.deciding import DECISION
from programme.rules import access
from programme.rules.calendar import FinancialYear
from savings import changes
from savings.admin.deciding import decision_open
from savings.admin.fields import PoundsField
from savings.models import Saving
from savings.queries import series_of
from savings.rules.notation import in_full
from savings.rules.series import ACTUAL, FORECAST, Spread, YearSeries, by_hand, month_name

PLAN = "plan"
SERIES = (PLAN, FORECAST, ACTUAL)
WHOLE = 0  # the year itself, beside its twelve months
PLACES = (*range(1, 13), WHOLE)
WHY = "Say why: every forecast and actual keeps its reason."
FIRST_YEAR, LAST_YEAR = 2000, 2098


def box(series: str, place: int) -> str:
    """Return the name of one box: plan_1 is April's plan, plan_0 the year's."""
    return f"{series}_{place}"


BOXES = {box(series, place): (series, place) for series in SERIES for place in PLACES}


class MonthsForm(DecidedForm):
    """Twelve months of plan, forecast and actual, and the year of each. What is left alone is not said again."""

    reason = forms.CharField(
        label="Why",
        required=False,
        max_length=1000,
        widget=UnfoldAdminTextareaWidget(attrs={"rows": 2}),
        help_text="Needed when a forecast or an actual changes. It is kept with what you say.",
    )
    corrects_period = forms.CharField(
        label="Corrects the closed period",
        required=False,
        max_length=12,
        widget=UnfoldAdminTextInputWidget(attrs={"placeholder": "2026/27 M5"}),
        show_hidden_initial=True,
        help_text="When an actual of the open period makes good one that finance has closed.",
    )

    class Meta:
        model = Saving
        fields: ClassVar[list[str]] = []

    series: YearSeries  # set for each request, as are the boxes its person may type in
    boxes: ClassVar[tuple[str, ...]] = ()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        stand = standing(self.series)
        for name in self.boxes:
            series, place = BOXES[name]
            label = f"{series.capitalize()}, {'the year' if place == WHOLE else month_name(place)}"
            self.fields[name] = PoundsField(label=label)
            self.fields[name].widget.attrs["aria-label"] = label
            self.initial[name] = stand[name]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if (self.said(FORECAST) or self.said(ACTUAL)) and not self.why:
            self.add_error("reason", WHY)
        return cleaned

    def said(self, series: str) -> dict[int, Decimal | None]:
        """Return what was typed of a series, by month, and by 0 for the year."""
        names = {box(series, place): place for place in PLACES}
        return {place: self.cleaned_data.get(name) for name, place in names.items() if name in self.touched}

    def planned(self) -> tuple[Decimal | None, Spread] | None:
        """Return the year's plan and its months as typed; None where neither was touched. Raises ValidationError."""
        typed = self.said(PLAN)
        if not typed:
            return None
        amount = self.cleaned_data[box(PLAN, WHOLE)]
        if not set(typed) - {WHOLE}:
            return amount, self.series.spread
        months = [self.cleaned_data[box(PLAN, month)] for month in range(1, 13)]
        if None in months:
            words = "A plan by hand has an amount in every month: type 0 where nothing is planned."
            raise forms.ValidationError({box(PLAN, months.index(None) + 1): [words]})
        return amount, by_hand([month for month in months if month is not None])


def standing(series: YearSeries) -> dict[str, Decimal | None]:
    """Return what stands in each box: twelve months and the year, of each series."""
    cells = {PLAN: series.plan, FORECAST: series.said.forecast_months, ACTUAL: series.said.actual_months}
    years = {PLAN: series.planned, FORECAST: series.said.expected, ACTUAL: series.said.actual}
    found = {box(name, place): cell for name, months in cells.items() for place, cell in enumerate(months, 1)}
    return found | {box(name, WHOLE): year for name, year in years.items()}


class MonthsAdmin(Decides, ThroughChangesAdmin):
    """The page of one year's months. It stands under the saving's own form and is reached from there."""

    form = MonthsForm
    change_form_template = "admin/savings/months.html"
    fieldsets = (
        (None, {"fields": ("reason", "corrects_period")}),
        ("Decision", {"fields": (("decision", "decision_maker"), "effective"), "classes": ("collapse",)}),
    )
    plans = access.PLAN_MONEY
    updates = access.UPDATE_MONEY
    update_fields = frozenset(
        {"reason", "corrects_period", *(name for name, (series, _) in BOXES.items() if series != PLAN)}
    )
    shown_as: ClassVar[dict[str, str]] = {"reason": "", "corrects_period": "", **dict.fromkeys(DECISION, "")}
    refusals = (changes.NeedsDecision,)

    class Media:
        js = ("tracker/months.js",)

    def page(self, request: HttpRequest, object_id: UUID, year: int) -> HttpResponse:
        """Show or save the months of one year."""
        if not FIRST_YEAR <= year <= LAST_YEAR:
            raise Http404(f"There is no financial year {year}")
        kept(request, "months_of", lambda: FinancialYear(year))
        title = {"title": f"Months of {FinancialYear(year)}"}
        return self.changeform_view(request, str(object_id), extra_context=title)

    def year_of(self, request: HttpRequest) -> FinancialYear:
        """Return the year this page is about."""
        year: FinancialYear = kept(request, "months_of", dict)
        return year

    def series(self, request: HttpRequest, saving: Any) -> YearSeries:
        """Return the year's series, read once a request; of a year without any, an empty one."""
        reader, year = required_actor(request), self.year_of(request)
        found = kept(request, "months_series", lambda: series_of(reader=reader, ids=[saving.pk]))
        series: YearSeries = found.get(saving.pk, {}).get(year, YearSeries(year, None))
        return series

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def name_of(self, thing: Any) -> str:
        return f"{thing.ref} {thing.name}" if thing.ref_is_printed else str(thing.name)

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        return decision_open(super().get_fieldsets(request, obj), obj)

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **options: Any) -> Any:
        form = super().get_form(request, obj, change=change, **options)
        form.series = self.series(request, obj)
        form.boxes = tuple(name for name in BOXES if self.is_editable(request, obj, name))
        return form

    def revise(
        self, request: HttpRequest, thing: Any, form: Any, values: dict[str, Any], **by_at: Any
    ) -> None:
        april = form.series.year.start_year
        try:
            planned = form.planned()
        except forms.ValidationError as problem:
            raise Invalid(problem.message_dict) from problem
        common = {"saving_id": thing.pk, "reason": form.why, **by_at}
        if planned is not None:
            amount, spread = planned
            changes.plan_saving(
                version=self.comparing(request, form),
                amounts={april: amount},
                spreads={april: spread},
                authority=form.authority,
                **common,
            )
        for series in (ACTUAL, FORECAST):
            said = form.said(series)
            if not said:
                continue
            year = {april: said.pop(WHOLE)} if WHOLE in said else {}
            corrects = form.cleaned_data.get("corrects_period") or ""
            changes.forecast_saving(
                version=self.comparing(request, form),
                series=series,
                amounts=year,
                months={april: said},
                corrects_period=corrects if series == ACTUAL else "",
                **common,
            )

    def render_change_form(self, request: HttpRequest, context: Any, **options: Any) -> Any:
        saving = options.get("obj")
        form, series = context["adminform"].form, self.series(request, saving)
        context["rows"] = [_row(form, series, line.month.number, line) for line in series.lines()]
        context["whole"] = _row(form, series, WHOLE, None)
        context["series"] = series
        context["saving"] = saving
        context["saving_url"] = reverse("admin:savings_saving_change", args=[saving.pk])
        context["years"] = [
            (year, reverse("admin:savings_saving_months", args=[saving.pk, year.start_year]))
            for year in (series.year.previous(), series.year.next())
        ]
        return super().render_change_form(request, context, **options)

    def response_post_save_change(self, request: HttpRequest, obj: Any) -> HttpResponse:
        return HttpResponseRedirect(reverse("admin:savings_saving_change", args=[obj.pk]))


def _row(form: Any, series: YearSeries, place: int, line: Any) -> dict[str, Any]:
    """Return one row of the table: a box or words for each series, and what each comes to by then."""
    stand = standing(series)
    cells = []
    for name in SERIES:
        typed = box(name, place)
        cells.append(
            {
                "field": form[typed] if typed in form.fields else None,
                "series": name,
                "words": in_full(stand[typed]),
                "is_loaded": name == ACTUAL and line is not None and line.is_loaded,
            }
        )
    to_date: Iterable[Decimal | None] = ()
    if line is not None:
        to_date = (line.to_date.plan, line.to_date.forecast, line.to_date.actual)
    return {"line": line, "cells": cells, "to_date": [in_full(amount) for amount in to_date]}
