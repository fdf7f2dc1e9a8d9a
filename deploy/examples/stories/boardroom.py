"""What an illustrative copy tells of its boards at work: meetings, papers, decisions, actions, findings followed up.

Days count from the day of loading, as in structures.py. People and boards are named by their keys. Frozen data, all of
it invented.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

Day = int


@dataclass(frozen=True)
class AppendixStory:
    """Something attached to a paper, named alone; an exempt one with its paragraph and the council's own rule."""

    number: str
    title: str
    paragraph: int | None = None
    citation: str = ""


@dataclass(frozen=True)
class PaperStory:
    """A decision report: the sections of it by name, the day it was drafted and the day it was published, if it was."""

    ref: str
    subject: str
    board: str
    decides: str
    drafted: Day
    fields: Mapping[str, str]
    published: Day | None = None
    appendices: tuple[AppendixStory, ...] = ()
    workstream: str = ""
    paragraph: int | None = None
    citation: str = ""
    key_decision: bool | None = None


@dataclass(frozen=True)
class StepStory:
    """One step of a decision or a finding, on its day, by whom and with what was said."""

    day: Day
    step: str
    note: str = ""
    who: str = "pmo"


@dataclass(frozen=True)
class DecisionStory:
    """A decision on its way. `waits` are milestones that wait for it, each with the day since when."""

    ref: str
    title: str
    kind: str
    decides: str
    board: str
    proposed: Day
    thousands: float | None = None
    needed: Day | None = None
    steps: tuple[StepStory, ...] = ()
    waits: tuple[tuple[str, Day], ...] = ()
    paper: str = ""
    workstream: str = ""
    text: str = ""
    key_decision: bool | None = None
    key_reason: str = ""
    notice: Day | None = None
    paragraph: int | None = None
    citation: str = ""


@dataclass(frozen=True)
class MeetingStory:
    """A sitting: held on a day gone by, planned on one ahead. `about` are refs of papers and decisions, in order.

    An item of `words` stands after them. `away` sent apologies; everybody else with a seat came.
    """

    board: str
    day: Day
    place: str = ""
    about: tuple[str, ...] = ()
    words: tuple[tuple[str, str], ...] = ()  # kind, title
    away: tuple[str, ...] = ()
    notes: str = ""
    in_public: bool = False


@dataclass(frozen=True)
class ActionStory:
    """What somebody undertook at a meeting of a board, or for a finding, by a day; done on another, if it is."""

    text: str
    owner: str
    board: str
    agreed: Day
    due: Day
    done: Day | None = None
    outcome: str = ""
    workstream: str = ""
    finding: int | None = None
    put_off: tuple[Day, Day, str] | None = None  # on a day, to another, why


@dataclass(frozen=True)
class FindingStory:
    """A finding of the review taken up: whose it is, by when, and its steps."""

    number: int
    owner: str
    due: Day
    steps: tuple[StepStory, ...]
    response: str = ""


@dataclass(frozen=True)
class BoardroomStory:
    """All of it, for one copy."""

    meetings: tuple[MeetingStory, ...]
    papers: tuple[PaperStory, ...] = ()
    decisions: tuple[DecisionStory, ...] = ()
    actions: tuple[ActionStory, ...] = ()
    findings: tuple[FindingStory, ...] = ()
    findings_board: str = ""
