"""Budget monitoring as it is shown: what a line, a group, a fund and a programme say at a period."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from programme.queries import ProgrammeRow
from programme.rules.calendar import FinancialMonth
from savings.queries.cost_drivers import CostDriverRow
from savings.queries.printed_totals import PrintedTotal
from savings.rules import monitoring as rules
from savings.rules.monitoring_causes import Itemised
from savings.rules.monitoring_spending import RateCheck


@dataclass(frozen=True)
class PrintedLine:
    """What a paper prints of a line beside its figures: A/(F), the direction, the variance cell, the movement."""

    a_f: str
    direction: str
    variance: str
    movement: Decimal | None


@dataclass(frozen=True)
class MonitoredLine:
    """A budget line at a period, in pounds; None is not known.

    `movement` is worked out against `since`, the last period reported; without one, or where that period is
    not published, `moved` is the movement printed, which is not split. `causes` is None where nobody states one.
    """

    id: UUID
    fund: str
    group: str
    name: str
    note: str
    figures: rules.LineFigures
    movement: rules.Movement
    moved: Decimal | None
    since: FinancialMonth | None
    a_f: str
    direction: rules.Direction | None
    direction_words: str
    printed: PrintedLine
    causes: Itemised | None
    rate: RateCheck | None
    unit: str
    decimals: int
    corrects_period: str
    recorded_at: datetime
    recorded_by: str


@dataclass(frozen=True)
class MonitoredGroup:
    """A group of a fund's lines with its total, and the total printed where it may stand beside."""

    name: str
    lines: tuple[MonitoredLine, ...]
    total: rules.FundTotal
    direction_words: str
    printed: PrintedTotal | None


@dataclass(frozen=True)
class Balance:
    """A ring-fenced fund's cumulative balance, in pounds, a deficit below nought. Never added to the year's own.

    `about` is the period it was last said of: 2024/25 M5, or the year alone.
    """

    balance: Decimal | None
    about: str
    printed: str
    note: str
    recorded_at: datetime


@dataclass(frozen=True)
class MonitoredFund:
    """One fund's lines, by group, with its total, and the total printed where it may stand beside."""

    convention: rules.FundConvention
    groups: tuple[MonitoredGroup, ...]
    total: rules.FundTotal
    direction_words: str
    printed: PrintedTotal | None
    balance: Balance | None

    @property
    def lines(self) -> tuple[MonitoredLine, ...]:
        """Return its lines in the order of their paper."""
        return tuple(line for group in self.groups for line in group.lines)


@dataclass(frozen=True)
class Monitoring:
    """A programme's budget monitoring at a period, as recorded by `at` (None: now).

    `over` says over which lines its totals are, in the same words whether or not any is hidden. `months` are
    those with figures, oldest first.
    """

    programme: ProgrammeRow
    month: FinancialMonth
    at: datetime | None
    over: str
    months: tuple[FinancialMonth, ...]
    since: FinancialMonth | None
    funds: tuple[MonitoredFund, ...]
    drivers: tuple[CostDriverRow, ...]

    def fund(self, code: str) -> MonitoredFund | None:
        """Return one fund's monitoring, or None where the programme has no line of it in this period."""
        return next((found for found in self.funds if found.convention.fund == code), None)
