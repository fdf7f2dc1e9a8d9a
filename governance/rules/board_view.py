"""What a board sees, as data: one shape for its page, its pack, its digest and the frozen copies of them.

Everything in it was already narrowed to what one reader may see. Each row names the thing it is about, so that a
frozen copy can be shown again after rights are checked again; `rests_on` are the other things, by kind and id, that
its words or figures rest on. Amounts are Decimal pounds, days are calendar days, dates are dates; words are ready to
print. Source: docs/method.md, "What a board sees".
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Final
from uuid import UUID

from governance.rules.plain_values import from_plain, to_plain
from savings.rules.notation import show_pounds

NOT_SET: Final = "Not set against the target"  # how a note begins that says why no target stands there
NO_LONGER_SHOWN: Final = "no longer shown to you"
ROWS: Final = (  # the parts of a view that are rows about things
    "moves", "bridges", "opinions", "trends", "savings_at_risk", "risks", "asked", "decided", "actions", "escalated",
)  # fmt: skip
RestsOn = tuple[tuple[str, UUID], ...]


@dataclass(frozen=True)
class About:
    """The thing a row is about: its kind ("milestone", "saving", "risk", …), id, printed ref, name and programme."""

    kind: str
    id: UUID
    ref: str
    name: str
    programme_id: UUID | None = None
    workstream_id: UUID | None = None
    marking: str = "open"  # the most closed of its own and inherited markings
    path: str = ""  # where it is opened, without the host
    is_struck: bool = False  # closed to the reader since: its name says so, and nothing else of it is left


@dataclass(frozen=True)
class Moved:
    """One thing that moved since the last time: what it was and is, who moved it and why.

    `push` counts the times a milestone's forecast has been moved later, this one included.
    """

    about: About
    at: datetime
    what: str  # "forecast", "rating", "plan", "outlook", "risk", …
    was: str
    now: str
    by: str
    reason: str
    days: int | None = None
    push: int | None = None
    pounds: Decimal | None = None  # effect on the forecast of the year in view
    worsened: bool | None = None  # None where better or worse does not apply
    rests_on: RestsOn = ()  # what the pounds rest on


@dataclass(frozen=True)
class BridgeStep:
    """One step of a bridge: its name in the code, its words, and its pounds; in order, they sum to the whole."""

    name: str
    words: str
    pounds: Decimal


@dataclass(frozen=True)
class BridgeYear:
    """Both bridges of one year of one programme, or of a workstream where the board oversees only part of it.

    `basis` says of when: "figures of M5 of 2026/27, closed by …" or "live figures". `target` is None where none is
    published; then `to_plan` sums to the plan. Plan and forecast are None where no line's is known, which is not
    nil. `to_forecast` begins with the plan and sums to the forecast. `range_words` is blank until ranges exist.
    """

    programme: About
    year: str
    basis: str
    target: Decimal | None
    plan: Decimal | None
    forecast: Decimal | None
    to_plan: tuple[BridgeStep, ...]
    to_forecast: tuple[BridgeStep, ...]
    claimed: Decimal
    replaced: Decimal
    moved: Decimal | None = None  # forecast now less forecast then
    notes: tuple[str, ...] = ()
    range_words: str = ""
    in_view: bool = False  # the year that amounts elsewhere are of
    rests_on: RestsOn = ()


@dataclass(frozen=True)
class Opinions:
    """The three opinions of one workstream, side by side, each in words; "not published" where there is none."""

    about: About
    owner: str
    decision_maker: str
    reported: str
    reported_on: date | None
    reported_was: str
    definition_set: str
    by_rule: str
    rule_reasons: tuple[str, ...]
    chance: str  # "high, 62%", or "not known"
    chance_reasons: tuple[str, ...]
    disagreement: str  # blank where they agree
    staleness: str  # blank while reports are in time
    milestones_late: int
    next_milestone: str
    rests_on: RestsOn = ()


@dataclass(frozen=True)
class Trend:
    """One milestone's forecasts by the date they were reported: what the milestone trend chart draws."""

    about: About
    baseline: date | None
    points: tuple[tuple[date, date], ...]  # (reported on, forecast for)
    actual: date | None
    pushes: int
    slip_words: str


@dataclass(frozen=True)
class SavingAtRisk:
    """One saving short of its plan in the year in view, or likely to be."""

    about: About
    owner: str
    year: str
    plan: Decimal | None
    forecast: Decimal | None
    loss: Decimal | None
    timing: Decimal | None
    outlook: str
    why: str
    rests_on: RestsOn = ()


@dataclass(frozen=True)
class RiskLine:
    """One risk as it stands; `band` is "not scored" where the paper scores none."""

    about: About
    owner: str
    score: str  # "4 × 5 = 20", or blank
    band: str
    was: str  # the band at the last time, where it moved
    mitigation: str
    review_on: date | None


@dataclass(frozen=True)
class Asked:
    """One decision that somebody waits for."""

    about: About
    decision_maker: str
    state: str
    amount: Decimal | None
    needed_by: date | None
    waiting_days: int | None
    waits: tuple[str, ...]  # what waits for it: "M4 New homes open, 23 days"
    held_back_by: tuple[str, ...]  # what is outstanding before it may be decided
    is_for_this_board: bool
    rests_on: RestsOn = ()  # what the waits name


@dataclass(frozen=True)
class Decided:
    """One decision made since the last time."""

    about: About
    decision_maker: str
    state: str
    on: date
    effective_on: date | None
    changes: tuple[str, ...]
    rests_on: RestsOn = ()  # what the changes name


@dataclass(frozen=True)
class ToDo:
    """One action."""

    about: About
    owner: str
    due_on: date | None
    overdue_days: int  # nought while in time
    done_on: date | None


@dataclass(frozen=True)
class Escalated:
    """One open alert that reached this board, and whether somebody has taken it in hand."""

    about: About
    kind: str
    words: str
    since: datetime
    from_board: str
    acknowledged_by: str
    rests_on: RestsOn = ()
    alert_id: UUID | None = None


@dataclass(frozen=True)
class Meets:
    """One meeting of the board."""

    id: UUID
    starts_at: datetime
    place: str
    title: str
    state: str


@dataclass(frozen=True)
class Sits:
    """One member of the board."""

    person_id: UUID
    name: str
    role: str
    term: str


@dataclass(frozen=True)
class BoardView:
    """All that one reader sees of one board between two moments.

    `without` says what the figures leave out ("without exempt items"), in the same words whether or not anything is
    left out. `illustrative` is said on every page and message.
    """

    board: About
    board_kind: str
    organisation: str
    remit: str
    parent: str
    children: tuple[str, ...]
    quorum: int | None
    cadence: str
    members: tuple[Sits, ...]
    illustrative: bool
    reader: str
    without: str
    since: datetime
    since_words: str  # "since your last meeting, 3 November 2026"
    as_at: datetime
    last_meeting: Meets | None
    next_meeting: Meets | None
    summary: tuple[str, ...]
    moves: tuple[Moved, ...]
    bridges: tuple[BridgeYear, ...]
    opinions: tuple[Opinions, ...]
    trends: tuple[Trend, ...]
    savings_at_risk: tuple[SavingAtRisk, ...]
    risks: tuple[RiskLine, ...]
    asked: tuple[Asked, ...]
    decided: tuple[Decided, ...]
    actions: tuple[ToDo, ...]
    escalated: tuple[Escalated, ...]
    undelivered: tuple[str, ...] = ()  # messages to this person that could not be delivered
    method_version: str = ""


def to_json(view: BoardView) -> dict[str, Any]:
    """Return a view as JSON values, to be frozen: amounts as strings in pounds, dates and moments ISO 8601."""
    frozen: dict[str, Any] = to_plain(view)
    return frozen


def from_json(stored: dict[str, Any]) -> BoardView:
    """Return a frozen view, exactly as it was; a name this version does not know is passed over."""
    return from_plain(BoardView, stored)


def target_words(one: BridgeYear) -> str:
    """Return a year's target, or why none stands there: none is published, or lines of it are not all shown."""
    if one.target is not None:
        return show_pounds(one.target)
    return "not shown" if any(note.startswith(NOT_SET) for note in one.notes) else "none published"


def about_of(row: Any) -> About:
    """Return the thing that a row of a view is about."""
    found = row.programme if isinstance(row, BridgeYear) else row.about
    assert isinstance(found, About)
    return found
