"""The one amount column of a table whose headings name no year, and where its years stand.

They stand in a column of their own (long format), in the section headings, or in the title; else they are asked.
"""

from __future__ import annotations

from collections.abc import Sequence

from programme.rules.calendar import FinancialYear
from savings.rules.sheets.columnwords import Series
from savings.rules.sheets.comparing import Compare
from savings.rules.sheets.drafts import Draft
from savings.rules.sheets.layout import LONG, SECTIONS, SINGLE, WIDE, Columns
from savings.rules.sheets.picking import pick
from savings.rules.sheets.reading import Assumption, Options, Question, Role
from savings.rules.sheets.rowwords import names_savings
from savings.rules.sheets.settling import loose_number, settle
from savings.rules.sheets.tables import Table
from savings.rules.sheets.view import View
from savings.rules.sheets.years import years_in


def find_amount_without_year(
    view: View,
    table: Table,
    found: Columns,
    options: Options,
    titled: Sequence[FinancialYear],
    has_year_sections: bool,
) -> None:
    """Find the one amount column of a sheet whose headings name no year, and where its years stand."""
    compare = Compare(view, table)
    able = [column for column in found.drafts.values() if _may_be_amount(column)]
    if not able:
        able = [column for column in found.drafts.values() if _is_full_year_saving(column)]
        for column in able:
            column.role, column.series = None, Series.SAVING
    if not able:
        return
    picked = pick(None, able, form=options.form, same=compare.same, sums=compare.sums)
    if picked.question is not None:
        found.questions.append(picked.question)
    if picked.column is None:
        return
    found.amount_index = picked.column.index
    year_column = _year_column(found)
    if year_column is not None:
        found.layout, found.year_index = LONG, year_column.index
        year_column.role = Role.YEAR
        _settle_row_years(view, table, found, titled)
    elif picked.column.year is not None:
        found.layout = WIDE
        found.amounts[picked.column.year] = picked.column.index
    elif has_year_sections:
        found.layout = SECTIONS
    elif len(set(titled)) == 1:
        found.layout = SINGLE
        found.amounts[titled[0]] = picked.column.index
        picked.column.year = titled[0]
        found.assumptions.append(
            Assumption("year", f"{picked.column.place}: taken as {titled[0]}, the only year the sheet names")
        )
    else:
        found.layout = SINGLE
        option = f"--column {picked.column.letter}={titled[0] if titled else '2024/25'}"
        words = f"{picked.column.place}: no heading says which financial year these amounts are of; give {option} " \
                f"or its like, or write the year in the heading"  # fmt: skip
        found.questions.append(Question("year", tuple(str(year) for year in titled), option, words))


def _settle_row_years(view: View, table: Table, found: Columns, titled: Sequence[FinancialYear]) -> None:
    """Settle which years the loose ones of the year column mean, all at once."""
    cells = {view.value(row, found.year_index or 0) for row in table.body if row not in table.repeats}
    words = [years_in(value) for value in cells]
    loose = {loose_number(w): w for w in words if w.is_one and not w.years and not w.months}
    if loose:
        stated = sorted({w.years[0] for w in words if w.is_one and w.years})
        settled = settle(loose, stated=stated, titled=titled, in_rows=True)
        found.row_years.update(settled.years)
        found.note(settled)


def _may_be_amount(column: Draft) -> bool:
    if column.is_told:
        return column.role is Role.AMOUNT
    if (
        not column.content.is_numeric
        or column.year is not None
        or column.month is not None
        or column.year_words.names_any
    ):
        return False
    if column.series is Series.BUDGET:
        return False
    if column.role in (Role.AMOUNT, Role.NAME, Role.TOTAL):
        column.role = None
        return True
    return column.role is None and (bool(column.units) or column.series not in (Series.BARE, Series.PART))


def _is_full_year_saving(column: Draft) -> bool:
    """Return whether a column headed "full-year saving" may be the amount, where nothing else can."""
    return (
        column.role is Role.PART
        and column.content.is_numeric
        and names_savings(column.words)
        and not column.content.is_percent
    )


def _year_column(found: Columns) -> Draft | None:
    """Return the column that holds a year in each row, by its heading or by its cells."""
    others = [c for c in found.drafts.values() if not c.is_told and c.index != found.amount_index]
    named = [c for c in others if c.role is Role.YEAR and c.content.years >= 0.5 * c.content.filled > 0]
    unnamed = [
        c for c in others if c.content.is_year and c.role in (None, Role.YEAR, Role.BUDGET_ROUND, Role.START)
    ]
    return next(iter(named or unnamed), None)
