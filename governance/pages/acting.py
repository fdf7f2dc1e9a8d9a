"""What a reader may do on a page: a form, sent to a change, with its problems summed up and nothing typed lost."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, Final

from django import forms
from django.http import HttpRequest

from governance.rules.deciding import STEP_WORDS
from governance.rules.finding import NEXT
from programme.changes import Backdated, Invalid, Stale
from programme.rules.access import Refused

LONGEST: Final = 2000  # letters of what is said with a step
DONE, AGAIN, STEP = "done", "again", "step"
DATE: Final = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
DAY_WORDS: Final = {"required": "Give the day", "invalid": "Give a day, as 2026-12-03"}
FINDING_WORDS: Final = {
    "accepted": "Accepted",
    "in_progress": "In progress",
    "done": "Done, to be confirmed by somebody else",
    "closed": "Closed: what was done is confirmed",
    "not_accepted": "Not accepted",
    "open": "Open again",
}


class Act(forms.Form):
    """One thing to do: its heading, its button, and the version of the row its reader looked at."""

    heading = button = ""
    act = forms.CharField(widget=forms.HiddenInput, required=False)
    version = forms.IntegerField(widget=forms.HiddenInput)

    @property
    def problems(self) -> list[tuple[str, str]]:
        """Return every problem in words, with the address of its box on this page; blank where it has none."""
        found = []
        for name, said in self.errors.items():
            box = self[name] if name in self.fields and not self[name].is_hidden else None
            label = f"{box.label}: " if box else ""
            found += [(f"#{box.id_for_label}" if box else "", f"{label}{words}") for words in said]
        return found

    def send(self, change: Callable[..., Any], *, stands: Callable[[], str], **values: Any) -> int:
        """Send what was typed to a change; return the status: 200 for done, else why not, with its words kept.

        A form of a row that somebody saved meanwhile says how it stands now, and may be sent again.
        """
        try:
            change(version=self.cleaned_data["version"], **values)
        except Invalid as problem:
            self._show(problem.problems)
            return 422
        except Backdated as problem:
            self.add_error(None, str(problem))
            return 422
        except Refused as problem:
            self.add_error(None, str(problem))
            return 403
        except Stale as problem:
            self.data = {**self.data.dict(), self.add_prefix("version"): str(problem.now)}  # type: ignore[attr-defined]
            words = f"Somebody else saved it while you wrote. It is now: {stands()}. Nothing of yours is saved or lost."
            self.add_error(None, f"{words} Look, then send it again.")
            return 409
        return 200

    def _show(self, problems: Mapping[str, Sequence[str]]) -> None:
        for name, said in problems.items():
            for words in said:
                self.add_error(name if name in self.fields and name != "version" else None, words)


def outcome(act: Act | None, send: Callable[[Act], int]) -> int | None:
    """Return what became of what was sent: 200 for done, 403, 409 or 422 for why not; None where nothing was sent."""
    if act is None or not act.is_bound:
        return None
    return send(act) if act.is_valid() else 422


class DoneForm(Act):
    """That an action was done, on a day."""

    heading, button = "Say that it is done", "It is done"
    done_on = forms.DateField(label="Done on", widget=DATE, error_messages=DAY_WORDS)
    outcome = forms.CharField(
        label="What came of it",
        max_length=LONGEST,
        required=False,
        widget=forms.Textarea({"rows": 4}),
    )


class AgainForm(Act):
    """That an action is taken up again, and why."""

    heading, button = "Take it up again", "Take it up again"
    reason = forms.CharField(
        label="Why",
        max_length=LONGEST,
        widget=forms.Textarea({"rows": 3}),
        error_messages={"required": "Say why it is taken up again"},
    )


class FindingForm(Act):
    """The next step of a finding."""

    heading, button = "Its next step", "Record the step"
    state = forms.ChoiceField(
        label="It is now", widget=forms.RadioSelect, error_messages={"required": "Choose where it stands"}
    )
    note = forms.CharField(
        label="What was done, or why",
        max_length=LONGEST,
        required=False,
        widget=forms.Textarea({"rows": 4}),
        help_text="Needed where it is done, not accepted, or taken up again.",
    )

    def __init__(self, *args: Any, steps: Iterable[str], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["state"].choices = [(one, FINDING_WORDS[one]) for one in steps]  # type: ignore[attr-defined]


class DecisionForm(Act):
    """The next step on a decision's path."""

    heading, button = "Its next step", "Record the step"
    step = forms.ChoiceField(
        label="It was", widget=forms.RadioSelect, error_messages={"required": "Choose the step"}
    )
    on = forms.DateField(label="On", widget=DATE, error_messages=DAY_WORDS)
    note = forms.CharField(
        label="Reasons, or what is to be noted",
        max_length=LONGEST,
        required=False,
        widget=forms.Textarea({"rows": 4}),
    )

    def __init__(self, *args: Any, steps: Iterable[str], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["step"].choices = [(one, STEP_WORDS[one].capitalize()) for one in steps]  # type: ignore[attr-defined]


def asked(request: HttpRequest, form: type[Act], act: str, version: int, **options: Any) -> Act:
    """Return a form as it was sent, or blank with the version its reader sees."""
    is_sent = request.method == "POST" and request.POST.get("act") == act
    initial = {"act": act, "version": version, **options.pop("initial", {})}
    return form(request.POST if is_sent else None, initial=initial, label_suffix="", **options)


def offered(request: HttpRequest, name: str, steps: tuple[str, ...], known: Iterable[str]) -> tuple[str, ...]:
    """Return the steps a form offers: those open now, and the one sent, which the change then answers for."""
    sent = request.POST.get(name, "") if request.method == "POST" else ""
    return (*steps, sent) if sent and sent not in steps and sent in known else steps


assert set(FINDING_WORDS) == set(NEXT)
