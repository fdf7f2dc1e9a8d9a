"""What an illustrative copy adds to a published programme: plain frozen data, all of it invented.

A `Day` counts from the day of loading: below nought before it, above after it. What happened or was said is
dated below nought, so nothing lies in the future; the teller moves weekends to working days. People are named
by the part before @ of their example address. Money is in thousands of pounds, one cell for each year of the
line's table. Nothing here reads the clock or a database.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from deploy.examples.stories.boardroom import BoardroomStory
from deploy.examples.stories.ledger import LedgerStory
from deploy.examples.stories.monitoring import MonitoringStory
from deploy.examples.stories.registers import RegistersStory
from deploy.examples.structures import SavingRow

Day = int
Thousands = tuple[float | None, ...]


@dataclass(frozen=True)
class Marking:
    """How closed a thing is. An exempt one names its paragraph of Schedule 12A and says why."""

    marking: str = "open"
    paragraph: int | None = None
    note: str = ""


OPEN = Marking()
INTERNAL = Marking("internal", None, "Officers' working record")


def exempt(paragraph: int, why: str) -> Marking:
    """Return an exempt marking by a paragraph of Schedule 12A Part 1."""
    return Marking("exempt", paragraph, why)


@dataclass(frozen=True)
class Rated:
    """A status report: the rating said on a day, and why."""

    day: Day
    rating: str
    reason: str


@dataclass(frozen=True)
class WorkstreamStory:
    """A workstream with its owner, its decision-maker (a key of the story's) and its ratings, oldest first.

    Name and summary are those of the published workstream of that ref where they are left empty.
    """

    ref: str
    owner: str
    decides: str
    ratings: tuple[Rated, ...]
    name: str = ""
    summary: str = ""
    cadence_days: int = 31
    marking: Marking = OPEN


@dataclass(frozen=True)
class Moved:
    """A forecast moved, on a day, to another day, and why."""

    day: Day
    to: Day
    reason: str


@dataclass(frozen=True)
class Done:
    """A milestone happened on a day, and was reported on another, the same or later."""

    day: Day
    on: Day
    reason: str


@dataclass(frozen=True)
class MilestoneStory:
    """A milestone: its planned start and end, how its forecast moved, and when it was done.

    `added` is the day it was put on record, that of the copy where None. `enables` are the refs of the savings
    that wait for it; `after` the refs of the milestones it waits for.
    """

    ref: str
    name: str
    workstream: str
    starts: Day
    due: Day
    moves: tuple[Moved, ...] = ()
    done: Done | None = None
    enables: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    kind: str = "complete"
    owner: str = ""  # the workstream's where empty
    added: Day | None = None
    marking: Marking = OPEN


@dataclass(frozen=True)
class Said:
    """A forecast of a saving for all its years: as planned where no amounts are given."""

    day: Day
    reason: str
    thousands: Thousands | None = None


@dataclass(frozen=True)
class Stands:
    """An outlook. At risk names a mitigation, who owns it (in words) and the day it is due."""

    day: Day
    outlook: str
    reason: str
    mitigation: str = ""
    mitigation_owner: str = ""
    mitigation_day: Day = 0


@dataclass(frozen=True)
class Evidenced:
    """An amount of a year, claimed by the owner or validated by finance, with what shows it.

    `year` counts from the first year of the table: -1 is the year before it.
    """

    day: Day
    thousands: float
    evidence: str
    year: int = 0


@dataclass(frozen=True)
class Reviewed:
    """Finance's answers to the six questions of evidence, yes where none is given here, and a note."""

    day: Day
    note: str
    otherwise: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Replaced:
    """Another line of the copy that takes this one's place, by a decision where the plan is frozen."""

    day: Day
    by: str
    reason: str
    decision: str = ""
    decision_maker: str = ""


@dataclass(frozen=True)
class Mitigated:
    """Money found once, for the first year of the table."""

    day: Day
    thousands: float
    what: str


@dataclass(frozen=True)
class Costs:
    """What a saving costs in a year, None where that is not known; `year` counts from the first of the table."""

    day: Day
    kind: str
    thousands: float | None
    year: int = 0
    source: str = ""
    borne_by_service: bool | None = None
    note: str = ""


@dataclass(frozen=True)
class SavingStory:
    """What is said of a savings line. Its workstream is that of the copy; its figures stay as published."""

    ref: str
    owner: str
    maturity: int
    said: tuple[Said, ...] = ()
    stands: tuple[Stands, ...] = ()
    claimed: tuple[Evidenced, ...] = ()
    validated: tuple[Evidenced, ...] = ()
    workstream: str = ""
    marking: Marking = OPEN
    reviewed: tuple[Reviewed, ...] = ()
    replaced: tuple[Replaced, ...] = ()
    mitigated: tuple[Mitigated, ...] = ()
    costs: tuple[Costs, ...] = ()


@dataclass(frozen=True)
class Counted:
    """A reading of an indicator about the first year: to date over so many months of it."""

    day: Day
    value: int
    months: int


@dataclass(frozen=True)
class IndicatorStory:
    """An indicator, the savings it drives, and the value each of them assumes, year by year from the first."""

    name: str
    unit: str
    polarity: str
    drives: tuple[str, ...]
    assumed: tuple[int, ...]
    readings: tuple[Counted, ...]
    workstream: str


@dataclass(frozen=True)
class BoardStory:
    """A board: `key` ends its code, `parent` is the key of another, `seats` are (person, role on the board).

    `tolerances` are (kind, level, how much): thousands of pounds, or days.
    """

    key: str
    name: str
    kind: str
    remit: str
    cadence: str
    cadence_days: int
    seats: tuple[tuple[str, str], ...]
    parent: str = ""
    quorum: int | None = None
    tolerances: tuple[tuple[str, str, float], ...] = ()


@dataclass(frozen=True)
class DecisionMakerStory:
    """A decision-maker and its limits in thousands of pounds; a kind left out is unset, not unlimited."""

    key: str
    name: str
    kind: str
    limits: Mapping[str, float]
    holder: str = ""


@dataclass(frozen=True)
class Definitions:
    """What this copy means by its ratings."""

    code: str
    name: str
    scale: str
    has_complete: bool
    meanings: Mapping[str, str]


@dataclass(frozen=True)
class Demo:
    """A milestone on time, the sizeable saving it enables and their workstream: move it and see."""

    milestone: str
    saving: str
    workstream: str


@dataclass(frozen=True)
class Story:
    """One illustrative copy. `lines` are invented savings, only where the paper prints none."""

    code: str
    begins: Day
    definitions: Definitions
    decision_makers: tuple[DecisionMakerStory, ...]
    boards: tuple[BoardStory, ...]
    overseer: str
    workstreams: tuple[WorkstreamStory, ...]
    milestones: tuple[MilestoneStory, ...]
    savings: tuple[SavingStory, ...]
    demo: Demo
    lines: tuple[SavingRow, ...] = ()
    indicators: tuple[IndicatorStory, ...] = ()
    monitoring: MonitoringStory | None = None
    boardroom: BoardroomStory | None = None
    ledger: LedgerStory | None = None
    registers: RegistersStory | None = None
