"""The forms of the risk register, of matrices and of impact assessments."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from unfold.widgets import UnfoldAdminSelectWidget, UnfoldAdminTextareaWidget, UnfoldAdminTextInputWidget

from governance.models import ImpactAssessment, Risk, RiskMatrix
from governance.queries.matrices import matrices_of
from governance.rules import assessing
from governance.rules.risk_matrix import (
    DEFAULT,
    MOST_STEPS,
    Matrix,
    bands_as_json,
    bands_as_typed,
    bands_from_json,
    read_bands,
)
from programme.admin.forms import ThroughChangesForm, WithReason

SCORED = ("likelihood", "impact", "band_override", "override_reason", "state")
STEP_WORDS: Mapping[str, str] = {
    "screen_in": "Screened: a full assessment is needed",
    "screen_out": "Screened out: no full assessment is needed",
    "sign": "Signed by me",
    "reopen": "Reopened by later evidence",
}


class LinesField(forms.CharField):
    """Words, one a line."""

    def __init__(self, **options: Any) -> None:
        options.setdefault("show_hidden_initial", True)
        options.setdefault("widget", UnfoldAdminTextareaWidget(attrs={"rows": 5}))
        super().__init__(**options)

    def prepare_value(self, value: Any) -> Any:
        """Return words as the box shows them."""
        return "\n".join(map(str, value)) if isinstance(value, list) else value

    def to_python(self, value: Any) -> list[str]:  # type: ignore[override]
        """Return the words that were typed, blank lines left out."""
        if isinstance(value, list):
            return value
        return [line.strip() for line in str(value or "").splitlines() if line.strip()]

    def run_validators(self, value: Any) -> None:
        """Nothing more is asked here: the matrix says what is wrong with its words."""


class BandsField(LinesField):
    """Bands of the score, one a line: low 1-3."""

    def prepare_value(self, value: Any) -> Any:
        """Return bands as the box shows them."""
        return bands_as_typed(bands_from_json(value)) if isinstance(value, list) else value

    def to_python(self, value: Any) -> list[Any]:
        """Return the bands that were typed, as they are stored. Raises ValidationError naming the line."""
        if isinstance(value, list):
            return value
        try:
            return bands_as_json(read_bands(str(value or "")))
        except ValueError as problem:
            raise ValidationError(str(problem)) from problem


class MatrixForm(ThroughChangesForm):
    """How a council scores risks. A new one begins as the NHS 5 by 5."""

    likelihoods = LinesField(label="Likelihood", help_text="One word a line, the least likely first")
    impacts = LinesField(label="Impact", help_text="One word a line, the least first")
    bands = BandsField(
        label="Bands of the score",
        help_text="One a line, the lowest first: low 1-3. Every product lies in one",
    )

    class Meta:
        model = RiskMatrix
        fields: ClassVar[list[str]] = []


class RiskForm(WithReason):
    """A risk: what is said of it, and its score in the words of the programme's matrix."""

    reason_for = frozenset(SCORED)
    reason_message = "Say what this review found: every review keeps its reason."

    likelihood = forms.TypedChoiceField(
        required=False,
        coerce=int,
        empty_value=None,
        show_hidden_initial=True,
        widget=UnfoldAdminSelectWidget(),
    )
    impact = forms.TypedChoiceField(
        required=False,
        coerce=int,
        empty_value=None,
        show_hidden_initial=True,
        widget=UnfoldAdminSelectWidget(),
    )
    band_override = forms.ChoiceField(
        label="Band set by hand", required=False, show_hidden_initial=True, widget=UnfoldAdminSelectWidget()
    )
    reason = forms.CharField(
        label="What this review found",
        required=False,
        max_length=1000,
        widget=UnfoldAdminTextInputWidget(),
        help_text="Needed whenever the score or the state changes. It is kept with the review.",
    )

    class Meta:
        model = Risk
        fields: ClassVar[list[str]] = []

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        matrix = None
        if self.instance.programme_id is not None:
            matrix = matrices_of([self.instance.programme_id])[self.instance.programme_id]
        self._offer("likelihood", (matrix or DEFAULT).likelihoods, matrix)
        self._offer("impact", (matrix or DEFAULT).impacts, matrix)
        if "band_override" in self.fields:
            bands = [(band.name, band.name) for band in (matrix or DEFAULT).bands]
            self.fields["band_override"].choices = [("", "As the score says"), *bands]  # type: ignore[attr-defined]

    def _offer(self, name: str, words: tuple[str, ...], matrix: Matrix | None) -> None:
        """Offer the steps of the matrix; before the programme is chosen, plain numbers."""
        if name not in self.fields:
            return
        steps = [(n, f"{n} {word}") for n, word in enumerate(words, 1)]
        if matrix is None:
            steps = [(n, str(n)) for n in range(1, MOST_STEPS + 1)]
        self.fields[name].choices = [("", "Not scored"), *steps]  # type: ignore[attr-defined]


class AssessmentForm(ThroughChangesForm):
    """What an impact assessment is about, and its draft."""

    class Meta:
        model = ImpactAssessment
        fields: ClassVar[list[str]] = []


class AssessmentStepForm(forms.Form):
    """The next step of an impact assessment, drafting apart, which is done on its form."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    step = forms.ChoiceField(label="It is", widget=UnfoldAdminSelectWidget())
    reason = forms.CharField(
        label="Why",
        required=False,
        max_length=2000,
        widget=UnfoldAdminTextareaWidget(attrs={"rows": 3}),
        help_text="Needed for a screening, either way, and for what reopens it.",
    )

    def __init__(self, *args: Any, assessment: ImpactAssessment, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        steps = next_steps(assessment.state)
        self.fields["step"].choices = [(step, STEP_WORDS[step]) for step in steps]  # type: ignore[attr-defined]
        self.fields["version"].initial = assessment.version

    def show(self, problems: Mapping[str, list[str]]) -> None:
        """Show problems at the boxes they belong to, and above the form where they belong to none."""
        names = {"screening_reason": "reason", "state": "step"}
        for name, words in problems.items():
            place = names.get(name, name)
            for one in words:
                self.add_error(place if place in self.fields and place != "version" else None, one)


def next_steps(state: str) -> tuple[str, ...]:
    """Return the steps that may follow on the page of steps, drafting left out."""
    steps = (
        ("screen_in", assessing.OUTSTANDING),
        ("screen_out", assessing.SCREENED_OUT),
        ("sign", assessing.SIGNED),
        ("reopen", assessing.REOPENED),
    )
    return tuple(step for step, to in steps if assessing.may_follow(state, to))
