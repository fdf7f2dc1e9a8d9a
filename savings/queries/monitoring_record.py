"""What is on record for budget monitoring by a moment, read in a fixed number of queries."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from programme import queries as ground
from programme.queries import ProgrammeRow
from programme.rules.access import Actor, system
from programme.rules.calendar import FinancialMonth, FinancialYear
from savings.models import BudgetFigure, BudgetLine, CastCheck, FundBalance, VarianceCause, Virement
from savings.queries.cost_drivers import cost_drivers
from savings.queries.monitored import Balance
from savings.queries.printed_totals import PrintedTotal, printed_totals
from savings.rules.casting import Check, check_from_json
from savings.rules.cells import Column, Row, read_rows


@dataclass(frozen=True)
class Vired:
    """Budget a line gained (above nought) or lost, the month it takes effect in, and when it was recorded."""

    month: FinancialMonth
    amount: Decimal
    recorded_at: datetime


class Record:
    """What is on record of some programmes by a moment (None: now), read once for all of them."""

    def __init__(self, reader: Actor, programme_ids: Sequence[UUID], at: datetime | None) -> None:
        self.reader, self.at = reader, at
        lines = BudgetLine.objects.visible_to(reader).filter(programme_id__in=programme_ids)
        self.lines: dict[UUID, list[BudgetLine]] = defaultdict(list)
        for line in lines.order_by("programme_id", "position", "name"):
            self.lines[line.programme_id].append(line)
        ids = [line.id for held in self.lines.values() for line in held]
        self.figures = self._figures(ids)
        self.virements = self._virements(ids)
        self.causes = self._causes(ids)
        self.drivers = cost_drivers(reader=reader, programme_ids=programme_ids, at=at)
        self._balances = self._newest_balances(programme_ids)
        self._standing = Counter(
            BudgetLine.objects.visible_to(system())
            .filter(programme_id__in=programme_ids)
            .values_list("programme_id", "fund")
        )
        self._checks: dict[UUID, list[Check]] = defaultdict(list)
        for row in CastCheck.objects.filter(programme_id__in=programme_ids).order_by("position"):
            self._checks[row.programme_id].append(check_from_json(row.check_data))
        self._tables: dict[UUID, dict[str, tuple[Row, ...]]] = defaultdict(dict)
        for table in ground.published_tables(reader=reader, programme_ids=programme_ids).values():
            columns = [Column(**c) for c in table.columns]
            self._tables[table.programme_id][table.code] = read_rows(columns, table.rows)

    def sees_all(self, programme_id: UUID, fund: str) -> bool:
        """Return whether the reader sees every line of a programme's fund."""
        seen = sum(line.fund == fund for line in self.lines[programme_id])
        return seen == self._standing[programme_id, fund]

    def totals_printed(
        self, programme_id: UUID, month: FinancialMonth
    ) -> dict[tuple[str, str], PrintedTotal]:
        """Return the totals that a programme's papers print for a month, by fund and group."""
        return printed_totals(self._checks[programme_id], self._tables[programme_id], month=month)

    def balance(self, programme: ProgrammeRow, fund: str, month: FinancialMonth) -> Balance | None:
        """Return a fund's cumulative balance as last said by the month, else that of its year without a month."""
        if not self.reader.sees(programme.placement):
            return None
        for period in (*(f"M{number}" for number in range(month.number, 0, -1)), ""):
            row = self._balances.get((programme.id, fund, month.year.start_year, period))
            if row is not None:
                about = f"{month.year} {period}".strip()
                return Balance(row.balance, about, row.printed, row.note, row.recorded_at)
        return None

    def _by_then(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        return rows if self.at is None else rows.filter(recorded_at__lte=self.at)

    def _newest_balances(self, ids: Sequence[UUID]) -> dict[tuple[UUID, str, int, str], FundBalance]:
        rows = self._by_then(FundBalance.objects.filter(programme_id__in=ids)).order_by("recorded_at")
        return {(row.programme_id, row.fund, row.year, row.period): row for row in rows}

    def _figures(self, line_ids: Sequence[UUID]) -> dict[UUID, dict[tuple[int, str], BudgetFigure]]:
        rows = self._by_then(BudgetFigure.objects.filter(budget_line_id__in=line_ids))
        rows = rows.order_by("budget_line_id", "year", "period", "-recorded_at")
        found: dict[UUID, dict[tuple[int, str], BudgetFigure]] = defaultdict(dict)
        for row in rows.distinct("budget_line_id", "year", "period"):
            found[row.budget_line_id][row.year, row.period] = row
        return found

    def _virements(self, line_ids: Sequence[UUID]) -> dict[UUID, list[Vired]]:
        """Return what each line gained or lost."""
        found: dict[UUID, list[Vired]] = defaultdict(list)
        touching = Q(from_line_id__in=line_ids) | Q(to_line_id__in=line_ids)
        for row in self._by_then(Virement.objects.filter(touching)):
            month = month_of(row.year, row.period)
            found[row.from_line_id].append(Vired(month, -row.amount, row.recorded_at))
            found[row.to_line_id].append(Vired(month, row.amount, row.recorded_at))
        return found

    def _causes(self, line_ids: Sequence[UUID]) -> dict[UUID, list[VarianceCause]]:
        """Return the causes that stand, by line: the last said of each name, unless taken back."""
        rows = self._by_then(VarianceCause.objects.filter(budget_line_id__in=line_ids))
        rows = rows.order_by("budget_line_id", "year", "period", "name", "-recorded_at")
        found: dict[UUID, list[VarianceCause]] = defaultdict(list)
        for row in rows.distinct("budget_line_id", "year", "period", "name"):
            if not row.taken_back:
                found[row.budget_line_id].append(row)
        for held in found.values():
            held.sort(key=lambda row: (row.position, row.name))
        return found

    def months(self, programme_id: UUID) -> tuple[FinancialMonth, ...]:
        """Return the months some line of a programme has figures of, oldest first."""
        keys = {key for line in self.lines[programme_id] for key in self.figures[line.id]}
        return tuple(sorted(month_of(year, period) for year, period in keys if period))


def month_of(year: int, period: str) -> FinancialMonth:
    """Return the month of a period: April of its financial year is M1."""
    return FinancialMonth(FinancialYear(year), int(period[1:]))
