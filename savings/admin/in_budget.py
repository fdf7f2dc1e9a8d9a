"""What of a saving is in the budget: the approvals on its form, and each year's amount beside its plan."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any, ClassVar

from django import forms
from django.http import HttpRequest
from unfold.decorators import display
from unfold.widgets import UnfoldAdminSelectWidget, UnfoldAdminTextareaWidget

from programme.admin.acting import kept, required_actor
from programme.admin.forms import ThroughChangesForm
from programme.admin.inlines import LedgerInline
from programme.admin.saving import saying_where, version_to_compare, who_and_when
from programme.admin.words import NONE_YET, day_words, moment_words, pounds_words, stack
from programme.rules import access
from programme.rules.calendar import FinancialYear
from savings import changes
from savings.models import BudgetApproval
from savings.queries import SavingRow, approvals_of, coding, savings
from savings.rules.in_budget import (
    Approval,
    CodeShare,
    InBudget,
    Reduction,
    by_code,
    in_budget,
    read_reductions,
    show_reductions,
)

TAKES_OUT = (
    "One year a line: 2026/27: 60,000 CC100/4100. The code may be left out. It need not equal the plan: "
    "the difference is shown."
)


def row_of(request: HttpRequest, saving: Any) -> SavingRow | None:
    """Return a saving's figures as this person may see them, read once a request."""
    reader = required_actor(request)
    found: dict[Any, SavingRow] = kept(
        request, f"saving:{saving.pk}", lambda: savings(reader=reader, ids=[saving.pk])
    )
    return found.get(saving.pk)


def budget_of(request: HttpRequest, saving: Any) -> InBudget | None:
    """Return what of a saving stands in the budget, read once a request."""
    return in_budget(all_approvals(request, saving))


def all_approvals(request: HttpRequest, saving: Any) -> list[Approval]:
    """Return every approval of a saving, the oldest first, read once a request."""
    reader = required_actor(request)
    found: dict[Any, list[Approval]] = kept(
        request, f"approvals:{saving.pk}", lambda: approvals_of(reader=reader, ids=[saving.pk])
    )
    return found.get(saving.pk, [])


class BudgetApprovalForm(ThroughChangesForm):
    """One approval by the Council: what it takes out by year and code; or the taking back of another."""

    amounts = forms.CharField(
        label="Taken out",
        required=False,
        max_length=4000,
        widget=UnfoldAdminTextareaWidget(attrs={"rows": 4}),
        show_hidden_initial=True,
    )
    takes_back = forms.ChoiceField(
        label="Takes back",
        required=False,
        choices=[("", "Nothing")],
        widget=UnfoldAdminSelectWidget(),
        show_hidden_initial=True,
    )

    class Meta:
        model = BudgetApproval
        fields: ClassVar[list[str]] = []

    def clean_amounts(self) -> tuple[Reduction, ...]:
        try:
            return read_reductions(self.cleaned_data["amounts"])
        except ValueError as problem:
            raise forms.ValidationError(str(problem)) from problem


class BudgetApprovalInline(LedgerInline):
    """Budget approvals: one is added beside the others, or takes another back; none is ever edited."""

    model = BudgetApproval
    form = BudgetApprovalForm
    verbose_name = "budget approval"
    verbose_name_plural = (
        "in the budget: what the Council approved. It approves no implementation, and freezes the plan"
    )
    fields = ("council_date", "decision", "amounts", "note", "takes_back", "recorded")
    readonly_fields = ("recorded",)
    ordering = ("-recorded_at",)

    plans = access.PLAN_MONEY
    can_add = True
    writes_parent = True

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Sequence[str]:
        return list(self.readonly_fields)

    def is_empty_for(self, parent: Any) -> bool:
        return parent is None or parent._state.adding

    def get_formset(self, request: HttpRequest, obj: Any = None, **options: Any) -> Any:
        formset = super().get_formset(request, obj, **options)
        self.rows: dict[Any, Approval] = {}
        if obj is None or obj._state.adding:
            return formset
        listed = all_approvals(request, obj)
        self.rows = {one.id: one for one in listed}
        boxes = formset.form.base_fields
        if "takes_back" in boxes:
            stands = in_budget(listed)
            standing = [(str(one.id), _named(one)) for one in (stands.approvals if stands else ())]
            boxes["takes_back"] = _like(boxes["takes_back"], choices=[("", "Nothing"), *standing])
        if "amounts" in boxes:
            boxes["amounts"] = _like(boxes["amounts"], initial=self._as_planned(request, obj))
            boxes["amounts"].help_text = TAKES_OUT
        if "note" in boxes:
            boxes["note"].label = "Note, or why"
        return formset

    def _as_planned(self, request: HttpRequest, saving: Any) -> str:
        """Return what a new approval offers: the plan of each year, out of the saving's own codes."""
        row = row_of(request, saving)
        if row is None or row.plan is None:
            return ""
        shares = coding(reader=required_actor(request), ids=[saving.pk]).get(saving.pk, ())
        whole = [CodeShare("", "", Decimal(1))]
        return show_reductions(
            Reduction(year, part, one.cost_centre, one.subjective)
            for year, amount in row.plan.cells
            if amount is not None
            for one, part in by_code(amount, shares or whole)
            if part is not None
        )

    def save_rows(self, request: HttpRequest, parent_form: Any, formset: Any) -> None:
        saving = parent_form.instance
        for form in formset.extra_forms:
            if not form.has_changed() or form in formset.deleted_forms:
                continue
            given = form.cleaned_data
            said = {
                "version": version_to_compare(request, parent_form),
                "council_date": given["council_date"],
                "decision": given["decision"],
                **who_and_when(request),
            }
            with saying_where(form.prefix, self.refusals):
                if given.get("takes_back"):
                    changes.withdraw_budget_approval(
                        approval_id=given["takes_back"], reason=given["note"], **said
                    )
                else:
                    changes.approve_budget(
                        saving_id=saving.pk, reductions=given["amounts"], note=given["note"], **said
                    )

    @display(description="Taken out")
    def amounts(self, row: BudgetApproval) -> Any:
        approval = self.rows.get(row.pk)
        if approval is None or not approval.reductions:
            return NONE_YET
        return stack(*(f"{r.year} {pounds_words(r.amount)} {r.code}".strip() for r in approval.reductions))

    @display(description="Takes back")
    def takes_back(self, row: BudgetApproval) -> str:
        approval = self.rows.get(row.pk)
        if approval is None:
            return ""
        if approval.withdraws is not None:
            return _named(self.rows[approval.withdraws])
        back = next((one for one in self.rows.values() if one.withdraws == approval.id), None)
        return "Nothing: it stands" if back is None else f"Nothing: taken back {day_words(back.council_date)}"

    @display(description="Recorded")
    def recorded(self, row: BudgetApproval) -> str:
        return f"{moment_words(row.recorded_at)}, {row.recorded_by_name}" if row.recorded_at else ""


def _named(approval: Approval) -> str:
    return f"{day_words(approval.council_date)}, {approval.decision}"


def _like(field: forms.Field, **other: Any) -> Any:
    """Return a field of one request's own, like a declared one but for what is given here."""
    own = field.__deepcopy__({})
    for name, value in other.items():
        setattr(own, name, value)
    return own


def beside_plan(stands: InBudget | None, year: FinancialYear, plan: Decimal | None) -> Any:
    """Return the amount in the budget of a year, with by how much it goes beyond the plan or falls short of it."""
    if stands is None:
        return NONE_YET
    amount = stands.amounts.get(year)
    if amount is None:
        return "not in it"
    beyond = stands.beyond(year, plan)
    if beyond is None:
        return stack(pounds_words(amount), "plan not known")
    if beyond == 0:
        return stack(pounds_words(amount), "as planned")
    words = f"{pounds_words(abs(beyond))} {'above' if beyond > 0 else 'below'} plan"
    return stack(pounds_words(amount), words)
