"""Budget monitoring of programmes at a period, as recorded by a moment: lines, groups and funds, never mixed.

Totals are over the lines their reader may see. What a paper prints for a total stands beside it only for a
reader who sees every line of it: the difference would tell the size of the rest.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from programme import queries as ground
from programme.queries import ProgrammeRow
from programme.rules.access import Actor
from programme.rules.calendar import FinancialMonth, FinancialYear
from savings.models import BudgetFigure, BudgetLine
from savings.queries.monitored import (
    MonitoredFund,
    MonitoredGroup,
    MonitoredLine,
    Monitoring,
    PrintedLine,
)
from savings.queries.monitoring_record import Record
from savings.queries.printed_totals import PrintedTotal
from savings.queries.stated import over_words
from savings.rules import monitoring as rules
from savings.rules.monitoring_causes import Cause, Itemised, itemise
from savings.rules.monitoring_spending import RateCheck, check_rate, read_profile
from savings.rules.notation import Unit


def monitoring(
    *,
    reader: Actor,
    programme_ids: Iterable[UUID],
    year: FinancialYear | None = None,
    period: str = "",
    at: datetime | None = None,
) -> dict[UUID, Monitoring]:
    """Return each programme's monitoring at a period (M5), by id; the newest with figures where none is named.

    A programme without a figure of that period that this reader may see is left out.
    """
    programmes = ground.programmes(reader=reader, ids=programme_ids)
    told = Record(reader, list(programmes), at)
    found: dict[UUID, Monitoring] = {}
    for programme in programmes.values():
        months = told.months(programme.id)
        wanted = [m for m in months if (year is None or m.year == year) and period in ("", m.label)]
        if wanted:
            found[programme.id] = _Monitored(programme, wanted[-1], told, reader).read()
    return found


class _Monitored:
    """The monitoring of one programme at one month."""

    def __init__(self, programme: ProgrammeRow, month: FinancialMonth, told: Record, reader: Actor) -> None:
        self.programme, self.month, self.told, self.reader = programme, month, told, reader
        earlier = [m for m in told.months(programme.id) if m.year == month.year and m < month]
        self.since = earlier[-1] if earlier else None
        self.key = (month.year.start_year, month.label)

    def read(self) -> Monitoring:
        lines = [self._line(line) for line in self.told.lines[self.programme.id] if self._figure(line)]
        printed = self.told.totals_printed(self.programme.id, self.month)
        funds = [f for f in rules.FUND_CONVENTIONS if any(line.fund == f for line in lines)]
        return Monitoring(
            programme=self.programme,
            month=self.month,
            at=self.told.at,
            over=over_words(
                self.reader,
                organisation_id=self.programme.organisation_id,
                programme_id=self.programme.id,
            ),
            months=self.told.months(self.programme.id),
            since=self.since,
            funds=tuple(self._fund(f, [line for line in lines if line.fund == f], printed) for f in funds),
            drivers=tuple(d for d in self.told.drivers.values() if d.programme_id == self.programme.id),
        )

    def _figure(self, line: BudgetLine, month: FinancialMonth | None = None) -> BudgetFigure | None:
        key = self.key if month is None else (month.year.start_year, month.label)
        return self.told.figures[line.id].get(key)

    def _line(self, line: BudgetLine) -> MonitoredLine:
        figure = self.told.figures[line.id][self.key]
        now = self._figures(line, figure, self.month)
        earlier = self._figure(line, self.since) if self.since else None
        before = None
        if earlier is not None and self.since is not None:
            before = self._figures(line, earlier, self.since, recorded_by=earlier.recorded_at)
        since = rules.NIL if before is None else now.virements - before.virements
        movement = rules.movement(now, before, virement=since)
        moved = figure.movement if movement.variance is None else movement.variance
        tolerance = rules.half_a_last_place(Unit(figure.unit), figure.decimals)
        return MonitoredLine(
            id=line.id,
            fund=line.fund,
            group=line.group,
            name=line.name,
            note=line.note,
            figures=replace(now, movement=moved, split=movement),
            movement=movement,
            moved=moved,
            since=self.since if before is not None else None,
            a_f=rules.a_or_f(now.variance),
            direction=rules.direction(moved, tolerance=tolerance),
            direction_words=rules.direction_words(moved, tolerance=tolerance),
            printed=PrintedLine(
                figure.a_f_printed, figure.direction_printed, figure.variance_printed, figure.movement
            ),
            causes=self._itemised(line, now.variance),
            rate=self._rate(line, now),
            unit=figure.unit,
            decimals=figure.decimals,
            corrects_period=figure.corrects_period,
            recorded_at=figure.recorded_at,
            recorded_by=figure.recorded_by_name,
        )

    def _figures(
        self,
        line: BudgetLine,
        figure: BudgetFigure,
        month: FinancialMonth,
        recorded_by: datetime | None = None,
    ) -> rules.LineFigures:
        """Return a line's figures; a virement counts once recorded, so one that came late is no part of before."""
        vired = self._vired(line, until=month, recorded_by=recorded_by)
        original = self._original(line, figure)
        budget = figure.current_budget
        return rules.LineFigures(
            key=str(line.id),
            fund=line.fund,
            group=line.group,
            original=original,
            virements=vired,
            budget=rules.current_budget(original, (vired,)) if budget is None else budget,
            projection=figure.projection,
            spend_to_date=figure.spend_to_date,
            budget_parts=rules.parts(figure.gross_budget, figure.income_budget, figure.current_budget),
            projection_parts=rules.parts(
                figure.gross_projection, figure.income_projection, figure.projection
            ),
        )

    def _original(self, line: BudgetLine, figure: BudgetFigure) -> Decimal | None:
        """Return the original budget: as said with the figure, else as said last for the year."""
        of_year = self.told.figures[line.id].get((figure.year, ""))
        told: list[Decimal | None] = [figure.original_budget]
        if of_year is not None:
            told += [of_year.original_budget, of_year.current_budget]
        return next((amount for amount in told if amount is not None), None)

    def _vired(self, line: BudgetLine, *, until: FinancialMonth, recorded_by: datetime | None) -> Decimal:
        return sum(
            (
                vired.amount
                for vired in self.told.virements.get(line.id, ())
                if vired.month.year == until.year
                and vired.month <= until
                and (recorded_by is None or vired.recorded_at <= recorded_by)
            ),
            rules.NIL,
        )

    def _itemised(self, line: BudgetLine, variance: Decimal | None) -> Itemised | None:
        stated = [c for c in self.told.causes.get(line.id, ()) if (c.year, c.period) == self.key]
        return itemise(variance, [Cause(c.name, c.amount, c.note) for c in stated]) if stated else None

    def _rate(self, line: BudgetLine, now: rules.LineFigures) -> RateCheck | None:
        if now.spend_to_date is None:
            return None
        profile = read_profile(line.profile_name, line.profile)
        return check_rate(budget=now.budget, used=now.spend_to_date, month=self.month.number, profile=profile)

    def _fund(
        self, fund: str, lines: list[MonitoredLine], printed: Mapping[tuple[str, str], PrintedTotal]
    ) -> MonitoredFund:
        shown = printed if self.told.sees_all(self.programme.id, fund) else {}
        groups = [
            MonitoredGroup(name, tuple(held), total, _total_direction(total, held), shown.get((fund, name)))
            for name in dict.fromkeys(line.group for line in lines)
            for held in [[line for line in lines if line.group == name]]
            for total in [rules.fund_total([line.figures for line in held], fund=fund)]
        ]
        total = rules.fund_total([line.figures for line in lines], fund=fund)
        convention = rules.FUND_CONVENTIONS[fund]
        return MonitoredFund(
            convention=convention,
            groups=tuple(groups),
            total=total,
            direction_words=_total_direction(total, lines),
            printed=shown.get((fund, "")),
            balance=self.told.balance(self.programme, fund, self.month) if convention.is_ringfenced else None,
        )


def _total_direction(total: rules.FundTotal, lines: Sequence[MonitoredLine]) -> str:
    steps = [rules.half_a_last_place(Unit(line.unit), line.decimals) for line in lines]
    return rules.direction_words(total.movement.amount, tolerance=max(steps, default=rules.NIL))
