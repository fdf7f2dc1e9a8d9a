"""Budget monitoring as one table a fund, row by row as it is printed: for the page, the API and the export alike.

A total that a paper prints otherwise than its lines come to has both rows, ours and the one printed.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from savings.queries.monitored import MonitoredFund, MonitoredGroup, MonitoredLine
from savings.queries.printed_totals import FIGURES, PrintedTotal
from savings.rules.monitoring import FundConvention, FundTotal, a_or_f
from savings.rules.notation import PrintedAmount, Unit, print_amount
from savings.rules.totals import Total

LINE: Final = "line"
SUB_TOTAL: Final = "sub total"
TOTAL: Final = "total"
AS_PRINTED: Final = " as printed"

# Figures of a row besides those that every paper prints: shown where some line has them.
FURTHER: Final[Mapping[str, str]] = {
    "original_budget": "Original budget",
    "virements": "Virements",
    "gross_budget": "Gross budget",
    "income_budget": "Income budget",
    "gross_projection": "Gross projection",
    "income_projection": "Income projection",
    "spend_to_date": "Spend to date",
    "forecast_change": "Movement: forecast change",
    "virement": "Movement: virement",
    "other_budget_change": "Movement: other budget change",
}


@dataclass(frozen=True)
class MonitoringRow:
    """One row of a fund's table. `pounds` has the fund's own sign for a variance; a figure left out is not known.

    `texts` are the figures as the table prints them, in its unit. `known` says how many lines a total rests on,
    where not all are known.
    """

    level: str
    group: str
    name: str
    pounds: Mapping[str, Decimal]
    texts: Mapping[str, str]
    a_f: str
    direction_printed: str
    direction_words: str
    known: str = ""
    line: MonitoredLine | None = None


@dataclass(frozen=True)
class MonitoringTable:
    """One fund's table: its unit and decimals, and which further figures some line has."""

    convention: FundConvention
    unit: Unit
    decimals: int
    further: tuple[str, ...]
    rows: tuple[MonitoringRow, ...]


def monitoring_table(fund: MonitoredFund) -> MonitoringTable:
    """Return a fund's lines by group with sub totals and total, in the unit most of its lines are printed in.

    A group that is the whole fund, or has no name, has no sub total of its own.
    """
    ((unit_name, decimals), _), *_ = Counter((x.unit, x.decimals) for x in fund.lines).most_common(1)
    writing = _Writing(fund.convention, Unit(unit_name), decimals)
    rows: list[MonitoringRow] = []
    for group in fund.groups:
        rows += [writing.line(line) for line in group.lines]
        if group.name and len(fund.groups) > 1:
            rows += writing.total(SUB_TOTAL, group.name, group, group.direction_words)
    rows += writing.total(TOTAL, f"{fund.convention.name} total", fund, fund.direction_words)
    of_lines = [row.pounds for row in rows if row.level == LINE]
    further = tuple(name for name in FURTHER if any(pounds.get(name) for pounds in of_lines))
    return MonitoringTable(fund.convention, writing.unit, decimals, further, tuple(rows))


def meets(total: FundTotal, printed: PrintedTotal) -> bool:
    """Return whether every figure that a paper prints for a total is what its lines come to, all of them known."""
    sums = _sums(total)
    return all(sums[n].is_complete and sums[n].amount == amount for n, amount in printed.pounds.items())


@dataclass(frozen=True)
class _Writing:
    """How the figures of one table are written."""

    convention: FundConvention
    unit: Unit
    decimals: int

    def line(self, line: MonitoredLine) -> MonitoringRow:
        figures, movement = line.figures, line.movement
        pounds = self._known(
            {
                "current_budget": figures.budget,
                "projection": figures.projection,
                "variance": figures.variance,
                "movement": line.moved,
                "original_budget": figures.original,
                "virements": figures.virements if figures.original is not None else None,
                "gross_budget": figures.budget_parts.gross,
                "income_budget": figures.budget_parts.income,
                "gross_projection": figures.projection_parts.gross,
                "income_projection": figures.projection_parts.income,
                "spend_to_date": figures.spend_to_date,
                "forecast_change": movement.forecast_change,
                "virement": movement.virement,
                "other_budget_change": movement.other_budget_change,
            }
        )
        texts = self._texts(pounds, figures.variance)
        if line.printed.variance:
            texts = texts | {"variance": line.printed.variance}
        return MonitoringRow(
            level=LINE,
            group=line.group,
            name=line.name,
            pounds=pounds,
            texts=texts,
            a_f=line.a_f if self.convention.has_a_f else "",
            direction_printed=line.printed.direction,
            direction_words=line.direction_words,
            line=line,
        )

    def total(
        self, level: str, name: str, of: MonitoredGroup | MonitoredFund, direction_words: str
    ) -> list[MonitoringRow]:
        """Return a total worked out, and the one printed where any figure of it differs."""
        group = name if level == SUB_TOTAL else ""
        printed = of.printed
        if printed is not None and printed.label not in ("", "Total"):
            name = printed.label
        elif level == SUB_TOTAL:
            name = f"{name} sub total"
        sums = _sums(of.total)
        vired = of.total.virements if of.total.original.known else None
        pounds = self._known({figure: total.amount for figure, total in sums.items()} | {"virements": vired})
        row = MonitoringRow(
            level=level,
            group=group,
            name=name,
            pounds=pounds,
            texts=self._texts(pounds, of.total.variance.amount),
            a_f=of.total.a_f if self.convention.has_a_f else "",
            direction_printed=printed.direction if printed else "",
            direction_words=direction_words,
            known=self._lacking(sums),
        )
        if printed is None or meets(of.total, printed):
            return [row]
        return [row, self._as_printed(level, group, name, printed)]

    def _as_printed(self, level: str, group: str, name: str, printed: PrintedTotal) -> MonitoringRow:
        variance = printed.pounds.get("variance")
        turned = {**printed.pounds}
        if variance is not None:
            turned["variance"] = variance * self.convention.overspend_sign
        return MonitoringRow(
            level=level + AS_PRINTED,
            group=group,
            name=f"{name}, as printed",
            pounds=turned,
            texts=dict(printed.texts),
            a_f=printed.a_f or (a_or_f(variance) if self.convention.has_a_f else ""),
            direction_printed=printed.direction,
            direction_words="",
        )

    def _known(self, figures: Mapping[str, Decimal | None]) -> dict[str, Decimal]:
        """Return what is known, a variance with the sign this fund prints."""
        found = {name: amount for name, amount in figures.items() if amount is not None}
        if found.get("variance"):
            found["variance"] *= self.convention.overspend_sign
        return found

    def _texts(self, pounds: Mapping[str, Decimal], variance: Decimal | None) -> dict[str, str]:
        texts = {
            name: print_amount(PrintedAmount(amount, self.unit, self.decimals))
            for name, amount in pounds.items()
        }
        return texts | {"variance": self.convention.printed(variance, unit=self.unit, decimals=self.decimals)}

    def _lacking(self, sums: Mapping[str, Total]) -> str:
        """Return how many lines the poorest of the figures every paper prints is known of, if not of all."""
        poorest = min(
            (sums[name] for name in FIGURES if sums[name].known), key=lambda t: t.known, default=None
        )
        return "" if poorest is None or poorest.is_complete else poorest.words


def _sums(total: FundTotal) -> dict[str, Total]:
    return {
        "current_budget": total.budget,
        "projection": total.projection,
        "variance": total.variance,
        "movement": total.movement,
        "original_budget": total.original,
        "gross_budget": total.gross_budget,
        "income_budget": total.income_budget,
        "gross_projection": total.gross_projection,
        "income_projection": total.income_projection,
        "spend_to_date": total.spend_to_date,
        "forecast_change": total.forecast_change,
        "virement": total.virement,
        "other_budget_change": total.other_budget_change,
    }
