"""The sheet of savings as rows of plain cells, before any format writes it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import cached_property
from typing import Final

from django.utils import timezone

from programme.rules.calendar import FinancialYear
from savings.queries.exporting import SheetFacts, SheetLine
from savings.rules.notation import UNIT_WORDS
from savings.rules.sheets.exported import (
    COLUMNS,
    PROGRAMME_HEADING,
    SHOWN,
    STAMP_HEADING,
    TOTAL_LABEL,
    decimals_needed,
    figure,
    mark,
    shown_heading,
    year_heading,
)
from savings.rules.sheets.guarding import fitting, guarded
from savings.rules.sheets.reading import Role
from savings.rules.totals import Line, SavingKind, Total, count

HEADER_ROW: Final = 5
"""The row of the headings in a workbook; rows above it say what the sheet is."""
BESIDE: Final = 2
"""Decimals shown at most of a figure that is not read back."""
HOW_TO_READ: Final = (
    "Amounts in {unit}. Each year is cumulative: the reduction against the base that holds in that year. "
    "A saving is positive, an adjustment negative. A blank is not known; nil is 0."
)
SCHEDULE: Final = "Local Government Act 1972, Schedule 12A, Part 1"
WITHOUT_EXEMPT: Final = "without exempt items"


@dataclass(frozen=True, slots=True)
class Figure:
    """An amount as a cell holds it, exactly, in the unit of the sheet, and how many decimals a person sees."""

    value: Decimal
    decimals: int

    @property
    def text(self) -> str:
        """The number as text: all of it, with at least the decimals shown."""
        exponent = self.value.normalize().as_tuple().exponent
        exact = -exponent if isinstance(exponent, int) else 0
        return f"{self.value:.{max(self.decimals, exact)}f}"


Cell = str | int | date | Figure | None


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its heading, and whether it is read back. `year` is set where it is a plan."""

    heading: str
    role: Role | None = None
    year: FinancialYear | None = None
    beside: str = ""

    @property
    def is_read_back(self) -> bool:
        return self.role is not None or self.year is not None and not self.beside


@dataclass(frozen=True)
class YearTotal:
    """What the cover says of a year: the total, what of it is no cash of the council's own, the lines not known.

    A sum of which nothing is known is None, never nil.
    """

    year: FinancialYear
    total: Figure | None
    apart: tuple[tuple[str, Figure | None], ...]
    without: Figure | None
    not_known: int


@dataclass(frozen=True)
class Sheet:
    """An export: its facts, for whom, when, and its stamp ("" for an empty sheet)."""

    facts: SheetFacts
    reader: str
    at: datetime
    stamp: str
    narrowed: str

    @cached_property
    def columns(self) -> tuple[Column, ...]:
        """The columns in their order: what is read back, what is shown beside it, and the stamp last."""
        facts = self.facts
        shown = [
            Column(shown_heading(what, year, facts.unit), year=year, beside=what)
            for what in SHOWN
            for year in facts.shown[what]
        ]
        return (
            *(Column(heading, role=role) for role, heading in COLUMNS),
            *(Column(year_heading(year, facts.unit), year=year) for year in facts.years),
            *shown,
            Column(PROGRAMME_HEADING),
            Column(STAMP_HEADING),
        )

    @property
    def headings(self) -> list[str]:
        return [column.heading for column in self.columns]

    def numbered(self) -> Iterator[tuple[int, SheetLine]]:
        """Yield each line with its row in the workbook."""
        return enumerate(self.facts.lines, start=HEADER_ROW + 1)

    def rows(self) -> Iterator[list[Cell]]:
        """Yield the cells of every line, text guarded."""
        programme, own = guarded(self.facts.programme.label), self.columns[:-2]
        for row, line in self.numbered():
            yield [*(self._cell(line, column) for column in own), programme, mark(self.stamp, row)]

    def total_row(self) -> list[Cell]:
        """Return the control total: every plan column's sum of the cells that are known."""
        totals = {one.year: one.total for one in self.totals}
        row: list[Cell] = [None] * len(self.columns)
        for place, column in enumerate(self.columns):
            if column.role is Role.NAME:
                row[place] = TOTAL_LABEL
            elif column.year is not None and not column.beside:
                row[place] = totals[column.year]
        return row

    @cached_property
    def totals(self) -> tuple[YearTotal, ...]:
        """The totals of the plan, a year each."""
        return tuple(self._total(year) for year in self.facts.years)

    @property
    def over(self) -> str:
        """Say whose lines these are, in the same words whether or not any line is hidden from them."""
        kind = "with exempt items they are cleared for" if self.facts.closed else WITHOUT_EXEMPT
        chosen = f", {self.narrowed}" if self.narrowed else ""
        return f"over the lines {self.reader} may see, {kind}{chosen}"

    @property
    def closed_title(self) -> str:
        """Return the mark of a sheet that not everybody may see, "" where it holds nothing closed."""
        kinds = [word for word in ("exempt", "confidential") if self._holds(word.capitalize())]
        return f"Contains {' and '.join(kinds)} information" if kinds else ""

    @property
    def closed_words(self) -> str:
        """Say under what the lines are closed, with their paragraphs."""
        words = "; ".join(self.facts.closed)
        return f"{SCHEDULE}: {words}." if self._holds("Exempt") else f"{words}."

    def _holds(self, word: str) -> bool:
        return any(word in one for one in self.facts.closed)

    @property
    def moment(self) -> str:
        """Return the as-at moment in the council's time: 18 Nov 2026, 14:05."""
        local = timezone.localtime(self.at)
        return f"{local.day} {local:%b %Y, %H:%M}"

    def notes(self) -> list[str]:
        """Return what the sheet says above its headings: what it is, how to read it, for whom, and what it holds."""
        unit = UNIT_WORDS[self.facts.unit]
        stamped = f"; export {self.stamp}" if self.stamp else ""
        return [
            f"{self.facts.programme.label}: savings",
            HOW_TO_READ.format(unit=unit),
            f"As at {self.moment}, {self.over}{stamped}.",
            f"{self.closed_title}. {self.closed_words}" if self.closed_title else "",
        ]

    def _cell(self, line: SheetLine, column: Column) -> Cell:
        if column.role is not None:
            value = line.texts[column.role]
            return fitting(guarded(value)) if isinstance(value, str) else value
        assert column.year is not None
        amounts = line.beside[column.beside] if column.beside else line.plan
        amount = amounts.get(column.year)
        if amount is None:
            return None
        unit = self.facts.unit
        shown = (
            line.decimals[column.year] if not column.beside else min(BESIDE, decimals_needed(amount, unit))
        )
        return Figure(figure(amount, unit), shown)

    def _total(self, year: FinancialYear) -> YearTotal:
        facts = self.facts
        lines = [
            Line(
                str(s.id), SavingKind(s.kind), s.plan.get(year), str(s.corrects_id) if s.corrects_id else None
            )
            for s in facts.lines
        ]
        counted = count(lines, kinds=frozenset(SavingKind))
        widest = max((line.decimals.get(year, 0) for line in facts.lines), default=0)

        def shown(found: Total) -> Figure | None:
            if found.amount is None:
                return None
            decimals = decimals_needed(found.amount, facts.unit, printed=widest)
            return Figure(figure(found.amount, facts.unit), decimals)

        return YearTotal(
            year=year,
            total=shown(counted.total),
            apart=tuple((kind.value, shown(total)) for kind, total in counted.beside.items()),
            without=shown(counted.without),
            not_known=sum(1 for line in facts.lines if line.plan.get(year) is None),
        )
