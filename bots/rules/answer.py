"""Answers as data: what Slack, `ask`, the API and the pages each show in their own layout.

`text` is complete by itself, in plain words. Money is pounds in `values`, whatever unit the text shows it in.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any, Final

from programme.rules.calendar import MONTH_NAMES

Unit = str
"""pounds, days, lines, milestones, workstreams, rag, share (0 to 1), number, word, date (ISO), or what is counted."""
MOST_REFS: Final = 100
MOST_OPTIONS: Final = 8
ILLUSTRATIVE: Final = "Illustrative: these figures are invented, on a copy of a published programme."
LIVE: Final = "Live figures"


class Status(StrEnum):
    """What became of a question."""

    ANSWERED = "answered"
    CHOOSE = "choose"
    UNKNOWN = "unknown"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Value:
    """One figure of an answer. Pounds, days and numbers are exact; a rating is its word in lower case."""

    label: str
    value: Decimal | int | str
    unit: Unit

    @property
    def text(self) -> str:
        """Return the figure as JSON carries it: pounds to the penny, the rest as they are."""
        return f"{self.value:.2f}" if self.unit == "pounds" else str(self.value)


@dataclass(frozen=True, slots=True)
class Option:
    """A question that would be answered, restated in full, and what to call it on a button."""

    question: str
    label: str


@dataclass(frozen=True, slots=True)
class Table:
    """Rows for a layout that has tables; the text says the same."""

    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """What is said to a question.

    `lines` come under the headline and `notes` at the foot. `link` is a path of our own to the rows, empty
    where this reader has no page for them. `asked` is the
    question restated, from which a thread reads on, `about` what the place it was asked in made it about. `as_at` is
    the moment the figures were read, in local time.
    """

    status: Status
    as_at: datetime
    headline: str
    intent: str = ""
    reading: str = ""
    lines: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    values: tuple[Value, ...] = ()
    refs: tuple[str, ...] = ()
    options: tuple[Option, ...] = ()
    table: Table | None = None
    link: str = ""
    definition: str = ""
    illustrative: bool = False
    asked: str = ""
    about: str = ""

    @property
    def is_dated(self) -> bool:
        """Return whether it says anything that the day could change."""
        return self.status is Status.ANSWERED and self.intent != "help"

    @property
    def foot(self) -> tuple[str, ...]:
        """Return what closes the text: notes, how it was read, whose figures and as at when."""
        read = (f"Read as: {self.reading}.",) if self.reading else ()
        dated = (f"{LIVE} as at {moment(self.as_at)}.",) if self.is_dated else ()
        marked = (ILLUSTRATIVE,) if self.illustrative else ()
        return (*self.notes, *marked, *read, *dated)

    @property
    def text(self) -> str:
        """Return the whole answer in plain text."""
        offered = tuple(f"{n}. {o.question}" for n, o in enumerate(self.options, start=1))
        return "\n".join((self.headline, *self.lines, *offered, *self.foot))

    def as_json(self) -> dict[str, Any]:
        """Return the answer as `ask --json` prints it. The keys are a promise: add, do not rename."""
        return {
            "status": self.status.value,
            "intent": self.intent,
            "reading": self.reading,
            "values": [{"label": v.label, "value": v.text, "unit": v.unit} for v in self.values],
            "refs": list(self.refs),
            "text": self.text,
            "options": [option.question for option in self.options],
            "as_at": self.as_at.isoformat(),
            "illustrative": self.illustrative,
            "definition": self.definition,
            "link": self.link,
            "asked": self.asked,
            "about": self.about,
        }


def moment(at: datetime) -> str:
    """Write a moment as people read it: "22 Nov 2026, 14:05"."""
    return f"{at.day} {MONTH_NAMES[at.month - 1][:3]} {at.year}, {at:%H:%M}"


def day(at: datetime) -> str:
    """Write the day of a moment: "22 Nov 2026"."""
    return f"{at.day} {MONTH_NAMES[at.month - 1][:3]} {at.year}"


def listed(words: tuple[str, ...] | list[str]) -> str:
    """Join words as a sentence does: "a", "a and b", "a, b and c"."""
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} and {words[-1]}"


def counted(number: int, noun: str, plural: str = "") -> str:
    """Write a number with its noun: "1 milestone", "3 milestones", "No milestones"."""
    many = plural or f"{noun}s"
    return f"No {many}" if number == 0 else f"{number} {noun if number == 1 else many}"
