"""The forms by which a question that was not answered is settled. Each keeps what was typed when it is refused."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar
from uuid import UUID

from django import forms
from unfold.widgets import UnfoldAdminSelectWidget, UnfoldAdminTextInputWidget

from bots import changes
from bots.models import UnansweredQuestion
from bots.models.wordings import LONGEST_PHRASE
from programme.queries import ProgrammeRow


def _line(label: str, help_text: str = "", *, longest: int = 300) -> forms.CharField:
    return forms.CharField(
        label=label, help_text=help_text, max_length=longest, widget=UnfoldAdminTextInputWidget()
    )


class SettlingForm(forms.Form):
    """A form over a question that waits, or over none. `title` heads it, `intro` says what it does."""

    name: ClassVar[str]
    title: ClassVar[str]
    intro: ClassVar[str]
    button: ClassVar[str]

    def __init__(self, data: Any = None, *, row: UnansweredQuestion | None) -> None:
        super().__init__(data, auto_id=f"id_{self.name}_%s")
        self.row = row

    def filled(self, data: Mapping[str, Any]) -> SettlingForm:
        """Return the same form with what was typed."""
        return type(self)(data, row=self.row)

    def do(self, **by_at: Any) -> str:
        """Make the change and return what to tell the person. Raises Invalid, Refused."""
        raise NotImplementedError

    @property
    def question_id(self) -> UUID | None:
        """Return the question that is settled with it."""
        return None if self.row is None else self.row.pk


class WordingForm(SettlingForm):
    """What an alias and a phrasing both ask for: the programme, the test, and why."""

    programme = forms.ChoiceField(label="Programme", widget=UnfoldAdminSelectWidget())

    def __init__(
        self, data: Any = None, *, row: UnansweredQuestion | None, places: Sequence[ProgrammeRow]
    ) -> None:
        super().__init__(data, row=row)
        self.places = places
        box: Any = self.fields["programme"]
        box.choices = [(str(place.id), f"{place.label} ({place.code})") for place in places]
        if row is not None and "[" not in row.words:
            self.fields["question"].initial = row.words

    def filled(self, data: Mapping[str, Any]) -> WordingForm:
        return type(self)(data, row=self.row, places=self.places)

    def given(self) -> dict[str, Any]:
        """Return what was typed, as the changes take it."""
        values = dict(self.cleaned_data)
        return {"programme_id": UUID(values.pop("programme")), **values, "question_id": self.question_id}


_TEST = (
    "A question with these words, as somebody would ask it. It is kept, and read again whenever a wording is added.",
    "A question that is understood as it is, and means the same.",
)


class AliasForm(WordingForm):
    """An alias: these words name that thing."""

    name, title, button = "alias", "Add an alias", "Add the alias"
    intro = "These words name that thing, in its programme, for whoever may see the thing."

    phrase = _line(
        "Words", "One to six, as people say them. They may be nobody's name yet.", longest=LONGEST_PHRASE
    )
    thing = _line("The thing they name", "Its ref, or its name in full.")
    question = _line("Test question", _TEST[0])
    same_as = _line("It reads the same as", _TEST[1])
    reason = _line("Why")

    def do(self, **by_at: Any) -> str:
        changes.add_alias(**self.given(), **by_at)
        return f"“{self.cleaned_data['phrase']}” is read from now on."


class PhrasingForm(WordingForm):
    """A phrasing: these words mean the same as those."""

    name, title, button = "phrasing", "Add a phrasing", "Add the phrasing"
    intro = (
        "These words mean the same as words that are understood already, in every programme. "
        "They are used only where a question has no reading as it was typed, and the answer says so."
    )

    phrase = _line("Words", "One to six, without names, numbers or times.", longest=LONGEST_PHRASE)
    means = _line("They mean the same as", "Words that are understood already.", longest=LONGEST_PHRASE)
    question = _line("Test question", _TEST[0])
    same_as = _line("It reads the same as", _TEST[1])
    reason = _line("Why")

    def do(self, **by_at: Any) -> str:
        changes.add_phrasing(**self.given(), **by_at)
        return f"“{self.cleaned_data['phrase']}” is read from now on as “{self.cleaned_data['means']}”."


class AsideForm(SettlingForm):
    """Nothing is added for it."""

    name, title, button = "aside", "Set it aside", "Set aside"
    intro = "Nothing is added for it. It is counted on, and is gone when its time is over."

    why = _line("Why", longest=200)

    def do(self, **by_at: Any) -> str:
        if self.row is None:
            raise ValueError("there is no question to set aside")
        changes.set_aside(question_id=self.row.pk, why=self.cleaned_data["why"], **by_at)
        return "Set aside."
