"""What finance and the office do in a copy: months, budget, a period closed, a round, a shortfall settled."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

Day = int  # counts from the day of loading: below nought before it


@dataclass(frozen=True)
class ByMonth:
    """A line planned by month in the first year of the table: twelve weights, April first.

    `arrived` is what of each month's plan came in, as finance says on `day` of the months that had ended then.
    """

    ref: str
    weights: tuple[int, ...]
    arrived: float
    day: Day
    reason: str


@dataclass(frozen=True)
class Approved:
    """The Council approved a budget with these lines in it, first year of the table: ref to cost centre."""

    day: Day
    decision: str
    cost_centres: Mapping[str, str]
    note: str = ""


@dataclass(frozen=True)
class Closed:
    """Finance closes the last month that had ended by a day."""

    day: Day
    reason: str


@dataclass(frozen=True)
class Returned:
    """A workstream's owner says in the round that its items are up to date."""

    day: Day
    workstream: str
    note: str = ""


@dataclass(frozen=True)
class Round:
    """A reporting round about the last month that had ended when it opened; workstreams left out have not returned."""

    opens: Day
    deadline: Day
    name: str
    returned: tuple[Returned, ...]


@dataclass(frozen=True)
class WrittenOut:
    """Next year's pressure accepted for a line, and the line written down by it, by a decision."""

    day: Day
    ref: str
    reason: str
    decision: str
    decision_maker: str


@dataclass(frozen=True)
class LedgerStory:
    """A copy's ledger as it is lived in."""

    months: tuple[ByMonth, ...] = ()
    approved: tuple[Approved, ...] = ()
    closed: tuple[Closed, ...] = ()
    rounds: tuple[Round, ...] = ()
    written_out: tuple[WrittenOut, ...] = ()
