"""A published table's columns under the years of an illustrative copy: the figures stay, the years move."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from deploy.examples.structures import BudgetRow, Example, PressureRow, SavingRow, TargetRow
from programme.rules.calendar import FinancialYear
from savings.rules.cells import Cell


@dataclass(frozen=True)
class Copied:
    """The money of a copy: its first year, that of the published table, and the lines between them moved."""

    first_year: FinancialYear
    published_first_year: FinancialYear
    savings: tuple[SavingRow, ...]
    pressures: tuple[PressureRow, ...]
    budget: tuple[BudgetRow, ...]
    targets: tuple[TargetRow, ...] = ()


def copy_money(example: Example, *, lines: tuple[SavingRow, ...], first_year: FinancialYear) -> Copied:
    """Return an example's money, `lines` with it, as if its published table began with `first_year`.

    The first year of the table is that of its savings, which may lie after the programme's own. A target that
    names no year stays with the published programme.
    """
    savings = (*example.savings, *lines)
    published = min(FinancialYear.parse(year) for row in savings for year in row.amounts)
    later = first_year.start_year - published.start_year
    return Copied(
        first_year=first_year,
        published_first_year=published,
        savings=tuple(
            replace(row, amounts=_later(row.amounts, later), note=_of_the_paper(row.note)) for row in savings
        ),
        pressures=tuple(
            replace(row, amounts=_later(row.amounts, later), note=_of_the_paper(row.note))
            for row in example.pressures
        ),
        budget=tuple(replace(row, amounts=_later(row.amounts, later), note="") for row in example.budget),
        targets=tuple(
            replace(row, year=_later_year(row.year, later), note=_of_the_paper(row.note))
            for row in example.targets
            if row.year
        ),
    )


def _later(amounts: Mapping[str, Cell], years: int) -> dict[str, Cell]:
    return {_later_year(year, years): cell for year, cell in amounts.items()}


def _later_year(year: str, years: int) -> str:
    return FinancialYear.parse(year).shifted(years).label


def _of_the_paper(note: str) -> str:
    return f"Of the published line: {note}" if note else ""
