"""The decision that a change asks for: three boxes on a form, and refusals that lead to them."""

from __future__ import annotations

from types import TracebackType
from typing import Any, ClassVar

from django import forms
from unfold.widgets import UnfoldAdminSingleDateWidget, UnfoldAdminTextInputWidget

from programme.admin.forms import ThroughChangesForm
from programme.admin.saving import Unsaved
from programme.changes import Authority, Invalid, NeedsDecision
from programme.changes.deciding import DECISION

NOTHING_TO_DECIDE = "Nothing is changed that takes a decision. Change what was decided too, then save both."
ALL_THREE = "Give all three: the decision's reference, who decided, and from when it is effective."


class DecidedForm(ThroughChangesForm):
    """A form whose changes may take a decision: its reference, who decided, and from when it is effective."""

    decision = forms.CharField(
        label="Decision reference",
        required=False,
        max_length=200,
        widget=UnfoldAdminTextInputWidget(attrs={"placeholder": "Cabinet 12/26, minute 84"}),
        help_text="As it is on the record, under Decisions.",
        show_hidden_initial=True,
    )
    decision_maker = forms.CharField(
        label="Decided by",
        required=False,
        max_length=200,
        widget=UnfoldAdminTextInputWidget(attrs={"placeholder": "Council, Cabinet, a post under delegation"}),
        show_hidden_initial=True,
    )
    effective = forms.DateField(
        label="Effective from",
        required=False,
        widget=UnfoldAdminSingleDateWidget(),
        show_hidden_initial=True,
        help_text="A plan changes on that day, not before it.",
    )

    class Meta:
        fields: ClassVar[list[str]] = []

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        given = [name for name in DECISION if cleaned.get(name)]
        if given:
            for name in DECISION:
                if name in self.fields and not cleaned.get(name) and name not in self.errors:
                    self.add_error(name, ALL_THREE)
        return cleaned

    @property
    def authority(self) -> Authority | None:
        """Return the decision that was given; None where none was."""
        given = getattr(self, "cleaned_data", {})
        if not all(given.get(name) for name in DECISION):
            return None
        return Authority(given["decision"].strip(), given["decision_maker"].strip(), given["effective"])


class leading_to_the_decision:
    """Show at the boxes of the decision whatever asks for one, also where a row below them asked."""

    def __enter__(self) -> None:
        return None

    def __exit__(
        self, kind: type[BaseException] | None, problem: BaseException | None, trace: TracebackType | None
    ) -> None:
        cause = problem.__cause__ if isinstance(problem, Unsaved) else None
        if isinstance(cause, NeedsDecision):
            raise Unsaved("", {"decision": [str(cause)]}) from cause
        if isinstance(cause, Invalid) and set(cause.problems) & set(DECISION):
            raise Unsaved("", cause.problems) from cause


class Decides:
    """An admin whose form has the boxes of a decision: what its rows ask for is shown there."""

    def save_model(self, *args: Any, **options: Any) -> None:
        with leading_to_the_decision():
            super().save_model(*args, **options)  # type: ignore[misc]

    def save_related(self, request: Any, form: Any, formsets: Any, change: bool) -> None:
        changed = set(form.touched) - set(DECISION) or any(rows.has_changed() for rows in formsets)
        if form.authority is not None and not changed:
            raise Unsaved("", {"decision": [NOTHING_TO_DECIDE]})
        super().save_related(request, form, formsets, change)  # type: ignore[misc]

    def save_formset(self, *args: Any, **options: Any) -> None:
        with leading_to_the_decision():
            super().save_formset(*args, **options)  # type: ignore[misc]
