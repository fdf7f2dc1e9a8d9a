"""The form of a saving: its particulars, the outlook as last said, and the decision that a frozen plan asks for."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from unfold.widgets import (
    UnfoldAdminSelectWidget,
    UnfoldAdminSingleDateWidget,
    UnfoldAdminTextareaWidget,
    UnfoldAdminTextInputWidget,
)

from programme.admin.deciding import DecidedForm
from savings.models import OutlookReport, Saving
from savings.models.saving import OUTLOOK_WORDS

SAYS = ("outlook", "mitigation", "mitigation_owner", "mitigation_date")
WHY = "Say why: every outlook keeps its reason."


class SavingForm(DecidedForm):
    """A saving, with its outlook as last said. A new outlook is a statement of its own and takes a reason.

    The decision is for what takes one: a change of a frozen plan, withdrawing the line or taking it up again.
    """

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


def newest_outlook(saving: Saving) -> OutlookReport | None:
    """Return the outlook last said of a saving."""
    return saving.outlooks.order_by("-recorded_at", "-saving_version").first()
