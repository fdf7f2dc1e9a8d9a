"""The cost centres and subjective codes a saving falls on, as rows of its form."""

from __future__ import annotations

from decimal import Decimal
from typing import Any, ClassVar

from django import forms
from django.http import HttpRequest
from unfold.decorators import display
from unfold.widgets import UnfoldAdminTextInputWidget

from programme.admin.acting import required_actor, today
from programme.admin.forms import ThroughChangesForm
from programme.admin.inlines import ThroughChangesInline
from programme.admin.saving import saying_where, version_to_compare, who_and_when
from programme.admin.words import pounds_words
from programme.rules import access
from programme.rules.calendar import FinancialYear
from savings import changes
from savings.admin.in_budget import row_of
from savings.models import CodingSplit
from savings.queries import coding
from savings.rules.in_budget import CodeShare, by_code, percent_words, read_percent


class PercentField(forms.CharField):
    """A share typed as a percentage; its value is of 1: 50% is 0.5."""

    def prepare_value(self, value: Any) -> Any:
        """Return a share as its box shows it: 50%."""
        return percent_words(value) if isinstance(value, Decimal) else value

    def to_python(self, value: Any) -> Decimal | None:
        """Return the share that was typed. Raises ValidationError, saying how to write it."""
        try:
            return value if isinstance(value, Decimal) else read_percent(str(value or ""))
        except ValueError as problem:
            raise forms.ValidationError(str(problem)) from problem

    def validate(self, value: Any) -> None:
        """Ask for a share."""
        if self.required and value is None:
            raise forms.ValidationError(self.error_messages["required"], code="required")

    def run_validators(self, value: Any) -> None:
        """Nothing more is asked of a share that could be read."""

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Return whether another share was typed, however it is written."""
        try:
            return self.to_python(initial) != self.to_python(data)
        except forms.ValidationError:
            return True


class CodingForm(ThroughChangesForm):
    """A code and its share."""

    percent = PercentField(
        label="Share",
        widget=UnfoldAdminTextInputWidget(attrs={"inputmode": "decimal", "placeholder": "100%"}),
        show_hidden_initial=True,
    )

    class Meta:
        model = CodingSplit
        fields: ClassVar[list[str]] = []

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["percent"] = None if self.is_new else self.instance.share


class CodingInline(ThroughChangesInline):
    """The codes a saving falls on. All rows are one statement: together their shares are 100%."""

    model = CodingSplit
    form = CodingForm
    verbose_name = "code"
    verbose_name_plural = "cost centres and subjective codes: the shares are 100% together"
    fields = ("cost_centre", "subjective", "percent", "this_year")
    readonly_fields = ("this_year",)
    ordering = ("-share", "cost_centre", "subjective")

    plans = access.PLAN_MONEY
    shown_as: ClassVar[dict[str, str]] = {"percent": "percent_of_it"}
    writes_parent = True

    def visible(self, rows: Any, actor: access.Actor) -> Any:
        return rows

    def get_formset(self, request: HttpRequest, obj: Any = None, **options: Any) -> Any:
        self.amounts: dict[str, Decimal | None] = {}
        if obj is not None and not obj._state.adding:
            row = row_of(request, obj)
            plan = row.plan.amount(FinancialYear.containing(today())) if row and row.plan else None
            shares = coding(reader=required_actor(request), ids=[obj.pk]).get(obj.pk, ())
            self.amounts = {one.code: part for one, part in by_code(plan, shares)}
        return super().get_formset(request, obj, **options)

    def name_of(self, row: Any) -> str:
        return _share(row).code

    def save_rows(self, request: HttpRequest, parent_form: Any, formset: Any) -> None:
        """Make one change of all codes: those that stand and were not taken away, and those added."""
        removed = formset.deleted_forms
        touched = [form for form in formset.forms if form.has_changed() and not form.gone]
        if not touched and not removed:
            return
        splits = []
        for form in formset.forms:
            if form in removed or form.gone or (form.is_new and not form.has_changed()):
                continue
            given = form.cleaned_data if form.has_changed() else {}
            splits.append(
                (
                    given.get("cost_centre", form.instance.cost_centre),
                    given.get("subjective", form.instance.subjective),
                    given.get("percent", form.instance.share),
                )
            )
        with saying_where((touched or removed)[0].prefix, self.refusals):
            changes.code_saving(
                saving_id=parent_form.instance.pk,
                version=version_to_compare(request, parent_form),
                splits=splits,
                reason=parent_form.why,
                **who_and_when(request),
            )

    @display(description="Share")
    def percent_of_it(self, row: CodingSplit) -> str:
        return percent_words(row.share)

    @display(description="Of this year's plan")
    def this_year(self, row: CodingSplit) -> Any:
        return "" if row._state.adding else pounds_words(self.amounts.get(_share(row).code))


def _share(row: Any) -> CodeShare:
    return CodeShare(row.cost_centre, row.subjective, row.share)
