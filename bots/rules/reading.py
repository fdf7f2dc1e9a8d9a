"""What a question was read as: an intent and its slots, and the same question restated in the bot's own words.

A reading holds everything an answer is worked out from. `restated` turns it back into a question that is read
as the same again, so that a choice offered to somebody is settled by asking it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Final, Literal
from uuid import UUID

from programme.rules.calendar import ApproxDate, FinancialYear

ThingKind = Literal["saving", "heading", "workstream", "programme"]
KIND_MARKERS: Final[dict[ThingKind, str]] = {
    "saving": "line",
    "heading": "heading",
    "workstream": "workstream",
    "programme": "programme",
}


class Intent(StrEnum):
    """What is asked for."""

    HELP = "help"
    STATUS = "status"
    SAVINGS = "savings"
    RED = "red"
    SLIPPED = "slipped"


@dataclass(frozen=True, slots=True)
class Thing:
    """Something a question can be about, as its asker may see it. A heading has no id and no ref.

    `shown_ref` is blank where the paper prints no ref and ours is only a handle.
    """

    kind: ThingKind
    name: str
    programme_id: UUID
    programme_code: str
    programme_name: str
    id: UUID | None = None
    ref: str = ""
    shown_ref: str = ""
    illustrative: bool = False

    @property
    def label(self) -> str:
        """Return how people call it: its ref where one is shown, and its name."""
        return f"{self.shown_ref} {self.name}" if self.shown_ref else self.name

    @property
    def where(self) -> str:
        """Return its programme's code, marked where the programme is illustrative; for use within brackets."""
        return f"{self.programme_code}, Illustrative" if self.illustrative else self.programme_code

    @property
    def place(self) -> str:
        """Return the same for use in a sentence."""
        return f"{self.programme_code} (Illustrative)" if self.illustrative else self.programme_code

    @property
    def phrase(self) -> str:
        """Return the words that name it and nothing else, for a restated question."""
        marker = KIND_MARKERS[self.kind]
        if self.kind == "programme":
            return f"{marker} {self.programme_code}"
        return f"{marker} {self.ref or self.name} in {self.programme_code}"


@dataclass(frozen=True, slots=True)
class Slots:
    """What fills an intent. `programmes` narrows a list, and is empty for everything the reader may see."""

    subject: Thing | None = None
    programmes: tuple[Thing, ...] = ()
    year: FinancialYear | None = None
    since: date | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """One way of reading a question in full: every word of it is accounted for."""

    intent: Intent
    slots: Slots = field(default_factory=Slots)

    @property
    def words(self) -> str:
        """Say how the question was read."""
        return _WORDS[self.intent](self.slots) if self.intent in _WORDS else self.intent.value

    @property
    def label(self) -> str:
        """Return what a choice of readings calls this one: the thing, its programme and the year or day."""
        slots = self.slots
        when = slots.year.label if slots.year else f"since {ApproxDate(slots.since)}" if slots.since else ""
        if slots.subject is None:
            return self.words
        return ", ".join(filter(None, [slots.subject.label, slots.subject.where, when]))

    @property
    def restated(self) -> str:
        """Return the question this answers, in words that are read as this again."""
        slots = self.slots
        parts = [
            self.intent.value,
            slots.year.label if slots.year else "",
            slots.subject.phrase if slots.subject else "",
            f"since {ApproxDate(slots.since)}" if slots.since else "",
            f"in {' '.join(p.programme_code for p in slots.programmes)}" if slots.programmes else "",
        ]
        return " ".join(filter(None, parts))


@dataclass(frozen=True, slots=True)
class Understanding:
    """What a question was read as. Empty `readings` come with what was heard and what was not.

    `is_sure` is false where the one reading still has to be asked back; `unclear` then says why. `nearest` are
    questions close to this one that would be answered.
    """

    readings: tuple[Reading, ...] = ()
    is_sure: bool = True
    unclear: str = ""
    heard: tuple[str, ...] = ()
    not_heard: tuple[str, ...] = ()
    nearest: tuple[Reading, ...] = ()
    is_write: bool = False

    @property
    def answerable(self) -> Reading | None:
        """Return the one reading to answer, or None."""
        return self.readings[0] if len(self.readings) == 1 and self.is_sure else None


def _status(slots: Slots) -> str:
    return f"status of {_subject(slots)}"


def _savings(slots: Slots) -> str:
    year = f", {slots.year}" if slots.year else ""
    return f"savings of {_subject(slots)}{year}"


def _red(slots: Slots) -> str:
    return f"workstreams reported Red{_narrowed(slots)}"


def _slipped(slots: Slots) -> str:
    whose = f" of {_subject(slots)}" if slots.subject else ""
    since = f"reports since {ApproxDate(slots.since)}" if slots.since else "their baseline"
    return f"milestones{whose} that moved later, against {since}{_narrowed(slots)}"


def _subject(slots: Slots) -> str:
    subject = slots.subject
    if subject is None:
        return "nothing named"
    if subject.kind == "programme":
        return f"programme {subject.name} ({subject.where})"
    return f"{KIND_MARKERS[subject.kind]} {subject.label} ({subject.where})"


def _narrowed(slots: Slots) -> str:
    return f", in {', '.join(p.place for p in slots.programmes)}" if slots.programmes else ""


_WORDS: Final = {
    Intent.STATUS: _status,
    Intent.SAVINGS: _savings,
    Intent.RED: _red,
    Intent.SLIPPED: _slipped,
}
