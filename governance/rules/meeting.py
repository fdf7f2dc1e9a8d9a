"""Whether a meeting may decide, and what it resolves before it hears exempt items, in words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

# Who counts towards a quorum: who came, and who sent a substitute. Source: docs/method.md, "Meetings"
COUNTED: Final = ("present", "substitute")
EXEMPT_TITLE: Final = "An exempt item"


@dataclass(frozen=True)
class Quorum:
    """How many of a board's voting members came. `is_met` is None while no quorum is set or nobody is recorded."""

    needed: int | None
    present: int
    members: int
    is_recorded: bool

    @property
    def is_met(self) -> bool | None:
        """Return whether the meeting may decide; None where that cannot be said."""
        if self.needed is None or not self.is_recorded:
            return None
        return self.present >= self.needed

    @property
    def words(self) -> str:
        """Return it in a sentence: "4 of 6 members present, the quorum is 3: quorate"."""
        needed = "no quorum is set" if self.needed is None else f"the quorum is {self.needed}"
        if not self.is_recorded:
            return f"Attendance not recorded; {needed}"
        came = f"{self.present} of {_members(self.members)} present"
        if self.is_met is None:
            return f"{came}; {needed}"
        if self.is_met:
            return f"{came}, {needed}: quorate"
        return f"{came}, {needed}: not quorate, so this meeting decides nothing"


def quorum(needed: int | None, *, voting: Iterable[object], came: Iterable[tuple[object, str]]) -> Quorum:
    """Return how a meeting stands to its quorum.

    `voting` are the chair and members whose term holds that day; `came` pairs people with how they attended.
    Advisers and guests may attend and are not counted. Source: docs/method.md, "Meetings".
    """
    voters = set(voting)
    states = list(came)
    present = {person for person, state in states if state in COUNTED and person in voters}
    return Quorum(needed, len(present), len(voters), bool(states))


def state_words(words: str, state: str, starts_at: datetime, now: datetime) -> str:
    """Return how a meeting stands in words: one that was planned for a day gone by is not on record as held."""
    return "Not recorded as held" if state == "planned" and starts_at < now else words


def deciding_problem(
    *, name: str, state: str, is_quorate: bool | None, met_on: date, on: date, does: str
) -> str:
    """Return why a meeting decided, or recommended, nothing on a day; "" where nothing is known against it.

    One that was called off or was not quorate did nothing, and none does anything before its day. Where no quorum is
    set, or nobody's attendance recorded, nothing is said. `does` is what it would have done: "decided".
    """
    if state == "cancelled":
        return f"{name} was called off: it {does} nothing"
    if on < met_on:
        return f"{name} had not met by {on.day} {on:%b %Y}: it {does} nothing before its day"
    return f"{name} was not quorate: it {does} nothing" if is_quorate is False else ""


def exclusion_words(items: Sequence[int], paragraphs: Iterable[int], *, resolved: bool | None) -> str:
    """Return the resolution to exclude the public for these items, by number; blank for none.

    `paragraphs` are those of Schedule 12A the items are exempt by, where they name any; `resolved` is None while the
    meeting has not voted. Source: Local Government Act 1972, section 100A(4).
    """
    if not items:
        return ""
    named = _listed([str(n) for n in items])
    item = "item" if len(items) == 1 else "items"
    numbers = sorted(set(paragraphs))
    under = ""
    if numbers:
        word = "paragraph" if len(numbers) == 1 else "paragraphs"
        under = (
            f" as defined in {word} {_listed([str(n) for n in numbers])} of Part 1 of Schedule 12A to the Local "
            "Government Act 1972"
        )
    if resolved is False:
        return f"The meeting resolved not to exclude the public for {item} {named}."
    verb = "The meeting resolved" if resolved else "The meeting is asked to resolve"
    why = f"since exempt information{under} is likely to be disclosed"
    return f"{verb} to exclude the public for {item} {named}, {why}."


def _members(number: int) -> str:
    return "1 member" if number == 1 else f"{number} members"


def _listed(words: Sequence[str]) -> str:
    return " and ".join(filter(None, [", ".join(words[:-1]), words[-1]]))
