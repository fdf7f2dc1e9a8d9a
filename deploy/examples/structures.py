"""What an example holds once read: plain frozen values, ready to be loaded through the changes of each app.

Money stays as printed (a Cell: text, figure, unit, decimals); the loader turns it into pounds. A year is
written 2024/25. A blank cell has no value and is loaded as not known, never as nought. `note` keeps what the
paper or our copy leaves open. Nothing here reads the clock or a database.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from deploy.examples.boardroom import ConsultationRow, ReportRow, ReviewRow
from deploy.examples.registers import ImpactRow, RegisterRow
from programme.rules.calendar import ApproxDate
from savings.rules.casting import Check
from savings.rules.cells import Cell, Column

NOT_PRINTED = Cell("")


@dataclass(frozen=True)
class Document:
    """A published paper, with its date in words.

    `recorded_on` is the day its figures count as recorded: the printed day, the last day of a printed month,
    or for an undated paper the latest day it speaks of as past; None where nothing is dated by it.
    """

    code: str
    title: str
    dated: str
    recorded_on: date | None


@dataclass(frozen=True)
class WorkstreamRow:
    """A workstream, by the number or name the paper gives it; `services` are those it names as in scope."""

    ref: str
    name: str
    summary: str = ""
    services: tuple[str, ...] = ()
    note: str = ""


@dataclass(frozen=True)
class SavingRow:
    """A savings line. `amounts` holds one cell a year, in the order of the table, blanks included.

    `printed_ref` and `workstream_ref` are None where the paper prints none. `kind` and, where
    `form_is_our_reading`, the form are our reading; `kind_note` says why where it is not plain.
    """

    line_no: int
    printed_ref: str | None
    heading: str
    name: str
    amounts: Mapping[str, Cell]
    kind: str
    kind_note: str
    budget_round: str
    workstream_ref: str | None = None
    form: str = "cumulative"
    form_is_our_reading: bool = True
    note: str = ""

    @property
    def ref(self) -> str:
        """Return the ref the line goes by: the printed one, else L and its number in the table."""
        return self.printed_ref or f"L{self.line_no}"


@dataclass(frozen=True)
class PressureRow:
    """Growth in a budget.

    `deferred_from_ref` is the printed ref of the earlier saving it makes up for, `deferred_from_round` the budget
    round that ref belongs to.
    """

    line_no: int
    printed_ref: str | None
    heading: str
    name: str
    amounts: Mapping[str, Cell]
    deferred_from_ref: str | None = None
    note: str = ""
    deferred_from_round: str | None = None


@dataclass(frozen=True)
class BudgetRow:
    """A line's budget for years, where the paper prints no monitoring of it. `fund` is general or dsg."""

    fund: str
    group: str
    name: str
    amounts: Mapping[str, Cell]
    note: str = ""


@dataclass(frozen=True)
class CauseRow:
    """A cause of a line's variance, adverse above nought; without a value where the paper gives no amount."""

    name: str
    amount: Cell
    note: str = ""


@dataclass(frozen=True)
class MonitoringRow:
    """A line of a monitoring table at a period. Variance is projection less current budget, in every fund.

    `variance_printed` is the cell as its paper has it: (0.3) for a deficit of the schools grant, or a dash.
    The rest is printed by few papers, and known of few lines.
    """

    fund: str
    group: str
    name: str
    year: str
    period: str
    current_budget: Cell
    projection: Cell
    variance: Cell
    movement: Cell
    a_f_printed: str
    direction_printed: str
    note: str = ""
    variance_printed: str = ""
    causes: tuple[CauseRow, ...] = ()
    original_budget: Cell = NOT_PRINTED
    spend_to_date: Cell = NOT_PRINTED


@dataclass(frozen=True)
class BalanceRow:
    """A ring-fenced fund's cumulative balance, a deficit below nought. `period` is "" where none is printed."""

    fund: str
    year: str
    period: str
    balance: Cell
    printed: str
    note: str = ""


@dataclass(frozen=True)
class DriverReadingRow:
    """A cost driver at one time, as published. What is not printed has no value."""

    period: str
    volume: Cell
    unit_cost: Cell
    cost: Cell
    source: str
    note: str = ""


@dataclass(frozen=True)
class CostDriverRow:
    """A volume times a unit cost, its readings oldest first. `line` is the budget line it is of, if one is named."""

    name: str
    volume_unit: str
    readings: tuple[DriverReadingRow, ...]
    line: tuple[str, str, str] | None = None
    note: str = ""


@dataclass(frozen=True)
class MilestoneRow:
    """Something dated. `due` holds what is printed and no more; `starts` is a printed first day, if any.

    `kind` is start, launch or complete, None where the paper gives no date to tell it by. `has_happened` says
    that the paper speaks of it as past, so that `due` is when it happened.
    """

    ref: str
    name: str
    kind: str | None
    due: ApproxDate
    as_published: str
    workstream_ref: str | None = None
    starts: ApproxDate | None = None
    has_happened: bool = False
    note: str = ""


@dataclass(frozen=True)
class ReadingRow:
    """One value of an indicator in one document. `is_target` marks what that document aims at.

    `year` is the financial year it is about, as in 2024/25; "" where the paper does not say.
    """

    basis: str
    value: Cell
    period: str
    dated: ApproxDate
    source: str
    is_target: bool
    note: str = ""
    year: str = ""


@dataclass(frozen=True)
class IndicatorRow:
    """An indicator with its readings in printed order; each reading keeps its own unit."""

    name: str
    readings: tuple[ReadingRow, ...]
    workstream_ref: str | None = None
    polarity: str = "none"


@dataclass(frozen=True)
class BoardRow:
    """A body a paper names. `is_board` is False for a support team and for oversight that is no body."""

    code: str
    name: str
    kind: str
    remit: str
    cadence: str
    source: str
    is_board: bool
    is_scrutiny: bool = False
    note: str = ""


@dataclass(frozen=True)
class PartRow:
    """One part of a target that its paper cuts in parts: by workstream, by budget area."""

    target: str
    cut: str
    label: str
    amount: Cell
    year: str
    source: str
    budget: Cell | None = None
    workstream_ref: str | None = None
    note: str = ""


@dataclass(frozen=True)
class SeriesRow:
    """A proposal's amounts by financial year as one source has them; `name` says whose they are."""

    name: str
    amounts: Mapping[str, Cell]
    source: str
    note: str = ""


@dataclass(frozen=True)
class ProposalRow:
    """A further saving a paper proposes, with every forecast of the same thing side by side."""

    number: str
    name: str
    series: tuple[SeriesRow, ...]
    volume_target: str = ""
    investment: str = ""
    investment_source: str = ""
    secured: str = ""
    confidence: str = ""
    risk: str = ""
    risk_summary: str = ""
    note: str = ""


@dataclass(frozen=True)
class TargetRow:
    """A figure a paper sets out to reach: three targets are three. `year` is "" where none is printed.

    `is_bridge` marks the one that the bridge of its year starts from, `kinds` what its council counted in it (none
    named: ours), `lacks_rows` that the paper's total has rows our copy lacks.
    """

    name: str
    amount: Cell
    year: str
    source: str
    note: str = ""
    is_bridge: bool = False
    kinds: tuple[str, ...] = ()
    lacks_rows: bool = False


@dataclass(frozen=True)
class PublishedTable:
    """A table kept cell by cell as printed. `code` is the name of its file, which checks refer to."""

    code: str
    title: str
    source: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Example:
    """One council's programme as published. `files` names every data file that was read for it."""

    organisation_code: str
    organisation: str
    code: str
    name: str
    first_year: str
    documents: tuple[Document, ...]
    checks: tuple[Check, ...]
    files: frozenset[str]
    summary: str = ""
    workstreams: tuple[WorkstreamRow, ...] = ()
    savings: tuple[SavingRow, ...] = ()
    pressures: tuple[PressureRow, ...] = ()
    budget: tuple[BudgetRow, ...] = ()
    monitoring: tuple[MonitoringRow, ...] = ()
    balances: tuple[BalanceRow, ...] = ()
    cost_drivers: tuple[CostDriverRow, ...] = ()
    milestones: tuple[MilestoneRow, ...] = ()
    indicators: tuple[IndicatorRow, ...] = ()
    boards: tuple[BoardRow, ...] = ()
    targets: tuple[TargetRow, ...] = ()
    proposals: tuple[ProposalRow, ...] = ()
    parts: tuple[PartRow, ...] = ()
    reports: tuple[ReportRow, ...] = ()
    reviews: tuple[ReviewRow, ...] = ()
    consultations: tuple[ConsultationRow, ...] = ()
    risks: tuple[RegisterRow, ...] = ()
    impacts: tuple[ImpactRow, ...] = ()
    tables: tuple[PublishedTable, ...] = field(default_factory=tuple)
