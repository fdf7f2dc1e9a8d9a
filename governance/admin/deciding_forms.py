"""The forms of a decision: what is asked, what it changes, what waits for it, and its next step."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, ClassVar

from django import forms
from unfold.widgets import (
    UnfoldAdminSelectWidget,
    UnfoldAdminSingleDateWidget,
    UnfoldAdminTextareaWidget,
    UnfoldAdminTextInputWidget,
)

from governance.models import Decision, DecisionEffect, Wait
from governance.rules.deciding import STEP_WORDS
from programme.admin.fields import OfferedField
from programme.admin.forms import ThroughChangesForm
from programme.changes import Invalid
from programme.rules.calendar import ApproxDate, FinancialYear
from savings.admin.fields import PoundsField
from savings.rules.notation import NotationError, read_pounds

YES_NO = [("unknown", "Not settled"), ("true", "Yes"), ("false", "No")]
HOW = "2026/27 107,000; 2027/28 90,000 for a plan, or 31 Mar 2027 for a baseline"
_CELL = re.compile(r"(\d{4}\s*[/-]\s*\d{2,4}|\d{2}\s*/\s*\d{2})\s*:?\s*(\S.*)")


class DecisionForm(ThroughChangesForm):
    """What is asked, of whom, by when, and how much it is."""

    amount = PoundsField(
        label="Amount", help_text="What it commits or changes, set against the limit; blank is not known"
    )

    class Meta:
        model = Decision
        fields: ClassVar[list[str]] = []
        labels: ClassVar[dict[str, str]] = {
            "text": "What is decided",
            "board": "Asked of the board",
            "key_decision": "Is it a key decision",
            "key_reason": "Why it is, or is not",
            "notice_given_on": "Notice given on",
            "urgency": "Why it could not wait",
            "call_in_days": "Call-in, in working days",
        }
        help_texts: ClassVar[dict[str, str]] = {
            "text": "In the words of the decision",
            "urgency": "Of a shorter notice, or of a decision that is shut to call-in",
            "needed_by": "The day from which delivery waits for it",
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "ref" in self.fields:
            self.fields["ref"].required = False
            self.fields["ref"].help_text = "Blank takes the next D number"
        if "key_decision" in self.fields:
            self.fields["key_decision"].widget.choices = YES_NO  # type: ignore[attr-defined]


class EffectForm(ThroughChangesForm):
    """One plan it changes: what, which, and to what."""

    subject = OfferedField(label="Saving or milestone", required=False, show_hidden_initial=True)
    to = forms.CharField(
        label="To",
        required=False,
        max_length=300,
        widget=UnfoldAdminTextInputWidget(attrs={"placeholder": HOW}),
        show_hidden_initial=True,
    )

    class Meta:
        model = DecisionEffect
        fields: ClassVar[list[str]] = []


class WaitForm(ThroughChangesForm):
    """A milestone that waits for it."""

    class Meta:
        model = Wait
        fields: ClassVar[list[str]] = []


class StepForm(forms.Form):
    """The next step on a decision's path."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    step = forms.ChoiceField(label="It was", widget=UnfoldAdminSelectWidget())
    on = forms.DateField(label="On", widget=UnfoldAdminSingleDateWidget())
    note = forms.CharField(
        label="Note", required=False, max_length=2000, widget=UnfoldAdminTextareaWidget(attrs={"rows": 3})
    )

    def __init__(self, *args: Any, decision: Decision, steps: Iterable[str], on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["step"].choices = [(step, STEP_WORDS[step]) for step in steps]  # type: ignore[attr-defined]
        self.fields["version"].initial = decision.version
        self.fields["on"].initial = on

    def show(self, problems: Mapping[str, list[str]]) -> None:
        """Show problems at the boxes they belong to, and above the form where they belong to none."""
        for name, words in problems.items():
            for one in words:
                self.add_error(name if name in self.fields and name != "version" else None, one)


def read_values(kind: str, text: str) -> dict[str, Any]:
    """Return what an effect changes, as somebody typed it. Raises Invalid, saying how to write it."""
    if kind == "saving_plan":
        return {"amounts": dict(_cell(part) for part in text.split(";") if part.strip())}
    if kind == "milestone_baseline":
        try:
            day = ApproxDate.parse(text)
        except ValueError as problem:
            raise Invalid({"to": [str(problem)]}) from problem
        return {"date": day.value.isoformat() if day.value else "", "precision": str(day.precision)}
    if text.strip():
        raise Invalid({"to": ["This changes to nothing else: leave it blank"]})
    return {}


def _cell(text: str) -> tuple[str, str | None]:
    found = _CELL.fullmatch(text.strip())
    try:
        if found is None:
            raise ValueError(text)
        amount = read_pounds(found[2])
        return str(FinancialYear.parse(found[1]).start_year), None if amount is None else f"{amount:.2f}"
    except (ValueError, NotationError) as problem:
        raise Invalid({"to": [f"“{text.strip()}” is not a year and its plan: write {HOW}"]}) from problem
