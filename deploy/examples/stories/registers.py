"""What an illustrative copy adds of risks and of impacts on people: plain frozen data, all of it invented.

A `Day` counts from the day of loading. People are named by the part before @ of their example address.
"""

from __future__ import annotations

from dataclasses import dataclass

Day = int


@dataclass(frozen=True)
class Looked:
    """A review of a risk: what it was scored on a day, and what was found. A band set by hand says why."""

    day: Day
    likelihood: int
    impact: int
    found: str
    band: str = ""
    why: str = ""


@dataclass(frozen=True)
class Over:
    """A risk that is over, or has happened, on a day."""

    day: Day
    state: str
    reason: str


@dataclass(frozen=True)
class RiskStory:
    """A risk with its reviews, oldest first. `published` is the number of the printed risk whose words it has.

    Without a workstream it is the whole programme's. An exempt one names its paragraph.
    """

    ref: str
    title: str
    owner: str
    reviews: tuple[Looked, ...]
    cause: str = ""
    effect: str = ""
    mitigation: str = ""
    response: str = "treat"
    workstream: str = ""
    next_review: Day = 21
    published: str = ""
    over: Over | None = None
    paragraph: int | None = None
    why_exempt: str = ""


@dataclass(frozen=True)
class Screened:
    """A screening: whether a full assessment is needed, and why, by whom."""

    day: Day
    full: bool
    reason: str
    by: str = "manager"


@dataclass(frozen=True)
class Drafted:
    """A full assessment, drafted."""

    day: Day
    impact: str
    mitigation: str
    by: str = "manager"


@dataclass(frozen=True)
class ImpactStory:
    """An impact assessment, as far as it has come. `decision` is the ref of the copy's decision it is about."""

    kind: str
    subject: str
    added: Day
    screened: Screened | None = None
    drafted: Drafted | None = None
    signed: tuple[Day, str] | None = None
    workstream: str = ""
    decision: str = ""


@dataclass(frozen=True)
class RegistersStory:
    """The risk register of a copy, kept by a board and read with the NHS matrix, and its impact assessments."""

    board: str
    risks: tuple[RiskStory, ...]
    impacts: tuple[ImpactStory, ...] = ()
