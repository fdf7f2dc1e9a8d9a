"""The acts of claiming and validating: by the owner, and by finance on both facts."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.http import Http404, HttpRequest
from unfold.widgets import (
    UnfoldAdminSelectWidget,
    UnfoldAdminTextareaWidget,
    UnfoldAdminTextInputWidget,
)

from programme.admin.fields import YearField
from programme.admin.words import day_words, pounds_words
from programme.rules import access
from programme.rules.calendar import MONTHS_IN_YEAR, FinancialYear
from savings import changes
from savings.admin.acts import Act, ActForm, reason_box
from savings.admin.fields import PoundsField
from savings.models import Period, Saving
from savings.queries.delivery import SavingDelivery, ValidationRow
from savings.rules.evidence import ANSWER_WORDS, QUESTIONS
from savings.rules.validation import claimed_not_validated

OWNERS_DO_NOT = "You own this line: someone else in finance does this."
CLOSED = "A year finance has closed: name the closed period this corrects, for example 2024/25 M12."


class AboutAYear(ActForm):
    """A form about a financial year; it asks which closed period it corrects only where one is closed."""

    year = YearField(label="Financial year")
    corrects_period = forms.CharField(
        label="Corrects the closed period",
        required=False,
        max_length=12,
        widget=UnfoldAdminTextInputWidget(),
        help_text=CLOSED,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        ended = Period.objects.filter(
            programme_id=self.act.saving.programme_id, month=MONTHS_IN_YEAR, closed_at__isnull=False
        )
        if not ended.exists():
            del self.fields["corrects_period"]


class ClaimForm(AboutAYear):
    """What is delivered of a year, and what shows it."""

    amount = PoundsField(label="Amount delivered", required=True, show_hidden_initial=False)
    reason = reason_box("What shows that it is delivered")

    field_order = ("year", "amount", "reason", "corrects_period")


class Claim(Act):
    """The owner says what is delivered."""

    slug = "claim"
    title = "Claim as delivered"
    button = "Claim"
    capability = access.UPDATE_MONEY
    form = ClaimForm
    intro = (
        (
            "It is a claim until finance validates it. It stands in place of the last claim of that year, which stays "
            "on the record."
        ),
    )
    details = "admin/savings/claimed.html"

    def shown(self) -> dict[str, Any]:
        """Return plan, claim and validation by year."""
        return {"rows": claimed_rows(self.facts)}

    def do(self, form: Any, *, version: int | None, **by_at: Any) -> str:
        given = {k: v for k, v in form.cleaned_data.items() if k != "version"}
        changes.claim_saving(saving_id=self.saving.pk, version=version, **given, **by_at)
        return f"Claimed: {pounds_words(given['amount'])} of {FinancialYear(given['year'])}. Finance validates it."


class ValidateForm(AboutAYear):
    """An amount of a year on two facts, each with what was seen."""

    period = forms.CharField(
        label="Months",
        required=False,
        max_length=20,
        widget=UnfoldAdminTextInputWidget(attrs={"placeholder": "M1-M5"}),
        help_text="April is M1. Leave it blank for the whole year.",
    )
    amount = PoundsField(
        label="Amount validated",
        required=True,
        show_hidden_initial=False,
        help_text="Where both facts hold for part of the money alone, that part.",
    )
    base_budget_reduced = forms.BooleanField(
        label="The base budget is reduced", required=False, widget=forms.CheckboxInput()
    )
    budget_evidence = forms.CharField(
        label="What shows that the budget is reduced", max_length=500, widget=UnfoldAdminTextInputWidget()
    )
    spend_followed = forms.BooleanField(
        label="Spend or income has followed it", required=False, widget=forms.CheckboxInput()
    )
    spend_evidence = forms.CharField(
        label="What shows that spend or income followed", max_length=500, widget=UnfoldAdminTextInputWidget()
    )
    why_beyond_claim = forms.CharField(
        label="Why more than the owner claims",
        required=False,
        max_length=500,
        widget=UnfoldAdminTextInputWidget(),
        help_text="Only where the year's validations together exceed its claim.",
    )

    field_order = (
        "year", "period", "amount", "base_budget_reduced", "budget_evidence", "spend_followed", "spend_evidence",
        "why_beyond_claim", "corrects_period",
    )  # fmt: skip

    def show(self, problems: Any) -> None:
        """Show what is wrong with the facts at the fact that is missing."""
        told = dict(problems)
        if "evidence" in told:
            missing = (
                "spend_followed" if self.cleaned_data.get("base_budget_reduced") else "base_budget_reduced"
            )
            told[missing] = told.pop("evidence")
        super().show(told)


class Validate(Act):
    """Finance, not the owner, validates an amount."""

    slug = "validate"
    title = "Validate"
    button = "Validate"
    capability = access.VALIDATE
    form = ValidateForm
    intro = (
        (
            "Delivered takes both: the base budget reduced, and spend or income following it. One alone is not "
            "delivered. Validations of one year add up."
        ),
    )
    details = "admin/savings/claimed.html"

    def words(self) -> tuple[str, ...]:
        """Say so to an owner before they type."""
        reader = self.request.tracker_actor  # type: ignore[attr-defined]
        own = self.saving.owner_id is not None and self.saving.owner_id == reader.person_id
        return (OWNERS_DO_NOT, *self.intro) if own else self.intro

    def shown(self) -> dict[str, Any]:
        """Return plan, claim and validation by year."""
        return {"rows": claimed_rows(self.facts)}

    def do(self, form: Any, *, version: int | None, **by_at: Any) -> str:
        given = {k: v for k, v in form.cleaned_data.items() if k != "version"}
        row = changes.validate_saving(saving_id=self.saving.pk, version=version, **given, **by_at)
        return f"Validated: {pounds_words(row.amount)} of {about(row.year, row.period)}."


class TakeBackForm(ActForm):
    """Why a validation no longer stands."""

    reason = reason_box()
    corrects_period = AboutAYear.base_fields["corrects_period"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        ended = Period.objects.filter(
            programme_id=self.act.saving.programme_id, month=MONTHS_IN_YEAR, closed_at__isnull=False
        )
        if not ended.exists():
            del self.fields["corrects_period"]


class TakeBack(Act):
    """Finance takes a validation back."""

    slug = "take-back"
    title = "Take a validation back"
    button = "Take back"
    capability = access.VALIDATE
    form = TakeBackForm
    is_danger = True
    takes_thing = True

    def __init__(
        self, request: HttpRequest, saving: Saving, facts: SavingDelivery, thing_id: UUID | None
    ) -> None:
        super().__init__(request, saving, facts, thing_id)
        self.row: ValidationRow | None = next((v for v in facts.validations if v.id == thing_id), None)

    def check(self) -> None:
        """Raise Http404 where the saving has no such validation."""
        if self.row is None:
            raise Http404

    def words(self) -> tuple[str, ...]:
        """Say which, and what stays."""
        assert self.row is not None
        of = f"{pounds_words(self.row.amount)} of {about(self.row.year.start_year, self.row.period)}"
        said = f"{of}, validated on {day_words(self.row.recorded_at)} by {self.row.by}: “{self.row.evidence}”"
        return (
            said,
            (
                "Both rows stay on the record. The claim, the outlook and the maturity stay as they were said: look at "
                "them afterwards."
            ),
        )

    def do(self, form: Any, *, version: int | None, **by_at: Any) -> str:
        given = {k: v for k, v in form.cleaned_data.items() if k != "version"}
        changes.undo_validation(validation_id=self.thing_id, version=version, **given, **by_at)
        held = (
            " Its maturity says 5 and is not held: say what it now is." if self.saving.maturity == 5 else ""
        )
        return f"Taken back. The reason is kept.{held}"


class EvidenceForm(ActForm):
    """The six questions that tell whether a saving is real."""

    note = forms.CharField(
        label="Note", required=False, max_length=1000, widget=UnfoldAdminTextareaWidget(attrs={"rows": 3})
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        held = self.act.facts.evidence.answers if self.act.facts.evidence else {}
        note = self.fields.pop("note")
        for question, words in QUESTIONS.items():
            self.fields[question] = forms.ChoiceField(
                label=words,
                choices=[(answer.value, said) for answer, said in ANSWER_WORDS.items()],
                initial=held.get(question, "not_asked"),
                widget=UnfoldAdminSelectWidget(),
            )
        self.fields["note"] = note


class ReviewEvidence(Act):
    """Finance answers the six questions."""

    slug = "evidence"
    title = "Review the evidence"
    button = "Keep the review"
    capability = access.VALIDATE
    form = EvidenceForm
    intro = (
        "Six questions tell whether a saving is real. The newest review holds; earlier ones stay on record.",
    )

    def do(self, form: Any, *, version: int | None, **by_at: Any) -> str:
        answers = {question: form.cleaned_data[question] for question in QUESTIONS}
        changes.review_evidence(
            saving_id=self.saving.pk,
            version=version,
            answers=answers,
            note=form.cleaned_data["note"],
            **by_at,
        )
        return "The review is kept."


def claimed_rows(facts: SavingDelivery) -> list[dict[str, str]]:
    """Return plan, claim, validation and what is left to validate, by year, in words."""
    row = facts.saving
    years = sorted({*(row.plan.years if row.plan else ()), *row.claimed, *row.validated})
    return [
        {
            "year": year.label,
            "plan": pounds_words(row.plan.amount(year) if row.plan else None),
            "claimed": pounds_words(row.claimed[year]) if year in row.claimed else "",
            "validated": pounds_words(row.validated[year]) if year in row.validated else "",
            "left": _left(row, year),
        }
        for year in years
    ]


def about(year: int, period: str) -> str:
    """Return what a validation is about: M1-M5 of 2024/25, or the year."""
    return f"{period} of {FinancialYear(year)}" if period else str(FinancialYear(year))


def _left(row: Any, year: FinancialYear) -> str:
    left = claimed_not_validated(row.claimed.get(year), row.validated.get(year))
    return pounds_words(left) if left else ""
