"""What each column of a table is: the plan of a year, a reference, a name, something left aside.

1. What an option says of a column stands.
2. Columns whose heading names one year are figures of that year; "2025" and "Year 1" are settled by the rest.
3. One column a year is the plan (`picking`).
4. Without a year in any heading, the year stands in a column of its own, in the section headings, or in the
   title.
5. Words, and what the cells hold, give the other columns their roles; what has none is left aside and said.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import pairwise

from programme.rules.calendar import FinancialMonth, FinancialYear
from savings.rules.notation import SCALES
from savings.rules.profile import ProfileForm
from savings.rules.sheets.content import Content, contents_of
from savings.rules.sheets.drafts import Draft, draft
from savings.rules.sheets.headings import headings_of
from savings.rules.sheets.picking import pick
from savings.rules.sheets.reading import Assumption, Options, Problem, Question, Role
from savings.rules.sheets.settling import Settled, loose_number, settle
from savings.rules.sheets.tables import TEXT_ROLES, Table
from savings.rules.sheets.text import column_index, plain
from savings.rules.sheets.view import View
from savings.rules.sheets.vocabulary import Series, names_savings
from savings.rules.sheets.wordcolumns import give_word_roles
from savings.rules.sheets.years import years_in

WIDE, LONG, SECTIONS, SINGLE, NONE = "wide", "long", "sections", "single", "none"


@dataclass(slots=True)
class Columns:
    """The columns of a table. `layout` says where its years are: in headings (wide), in a column (long), in
    section headings (sections), in the title alone (single), or nowhere."""

    drafts: dict[int, Draft]
    layout: str = NONE
    amounts: dict[FinancialYear, int] = field(default_factory=dict)
    months: dict[FinancialMonth, int] = field(default_factory=dict)
    amount_index: int | None = None
    year_index: int | None = None
    row_years: dict[int, FinancialYear] = field(default_factory=dict)
    """Long format: the years that loose ones ("2025", "Year 1") in the year column mean, by their number."""
    questions: list[Question] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    assumptions: list[Assumption] = field(default_factory=list)

    def having(self, *roles: Role) -> list[int]:
        """Return the columns with one of these roles, from the left."""
        return sorted(index for index, column in self.drafts.items() if column.role in roles)

    def index_of(self, role: Role) -> int | None:
        return next(iter(self.having(role)), None)

    @property
    def figure_indexes(self) -> list[int]:
        """The columns whose figures are amounts: of years, of months, or the single amount."""
        single = [self.amount_index] if self.amount_index is not None and self.layout != WIDE else []
        return sorted({*self.amounts.values(), *self.months.values(), *single})


def read_columns(
    view: View, table: Table, options: Options, *, titled: Sequence[FinancialYear], has_year_sections: bool
) -> Columns:
    """Return what each column is. `titled` are the years that the titles and notes name in full."""
    headings, contents = headings_of(view, table), contents_of(view, table)
    found = Columns(
        {
            index: draft(index, headings[index], content)
            for index, content in contents.items()
            if content.filled or headings[index].parts
        }
    )
    _obey(found, options)
    _name_years(found, titled)
    _pick_amounts(view, table, found, options)
    if not found.amounts:
        _find_amount_without_year(view, table, found, options, titled, has_year_sections)
    give_word_roles(found.drafts, found.layout, found.figure_indexes)
    _check_order(view, table, found)
    return found


def _obey(found: Columns, options: Options) -> None:
    """Give columns what the options say of them; a key is a column's letters or a word of its heading."""
    for key, told in options.columns.items():
        index = column_index(key)
        columns = [c for c in found.drafts.values() if c.index == index]
        if not columns:
            columns = [
                c for c in found.drafts.values() if plain(key) in c.words.split() or plain(key) == c.words
            ]
        for column in columns:
            _tell(column, told)


def _tell(column: Draft, told: str) -> None:
    words = plain(told)
    year = years_in(told)
    column.is_told = True
    if len(year.years) == 1:
        column.year, column.role, column.series = year.years[0], Role.AMOUNT, Series.PLAN
    elif words in ("ignore", "ignored", "none"):
        column.role, column.why = Role.IGNORED, "as the option says"
    elif words in ("amount", "plan"):
        column.role, column.series = Role.AMOUNT, Series.PLAN
    elif words.replace(" ", "_") in {role.value for role in Role}:
        column.role = Role(words.replace(" ", "_"))


def _name_years(found: Columns, titled: Sequence[FinancialYear]) -> None:
    """Give each column the one year or month its heading names."""
    loose = {}
    for column in found.drafts.values():
        words = column.year_words
        if (
            column.year is not None
            or column.role in TEXT_ROLES
            or (column.is_told and column.role is Role.IGNORED)
        ):
            continue
        if len(words.years) == 1 and words.is_one:
            column.year = words.years[0]
        elif words.is_one and words.months:
            column.month = words.months[0]
        elif words.is_one and (column.content.is_numeric or not column.content.is_text):
            loose[column.index] = words
        elif words.odd and column.content.is_numeric:
            _ask_odd(found, column)
    _months_or_years(found)
    if loose:
        stated = sorted({c.year for c in found.drafts.values() if c.year is not None})
        settled = settle(loose, stated=stated, titled=titled)
        for index, year in settled.years.items():
            found.drafts[index].year = year
        _note(found, settled)
        if settled.question:
            for index in loose:
                found.drafts[index].why = "its year is not settled"
                found.drafts[index].role = Role.PART


def _ask_odd(found: Columns, column: Draft) -> None:
    """Ask what a heading means that looks like a year and is none: "2024/26"."""
    odd = column.year_words.odd
    column.role, column.why = Role.IGNORED, f"'{odd}' is not a financial year"
    option = f"--column {column.letter}={odd[:4]}/{(int(odd[2:4]) + 1) % 100:02d}"
    words = f"{column.place}: '{odd}' is not a financial year; write it in full in the heading, or give {option} or --column {column.letter}=ignored"
    found.questions.append(Question("year", (), option, words))


def _note(found: Columns, settled: Settled) -> None:
    if settled.question:
        found.questions.append(settled.question)
    if settled.assumption:
        found.assumptions.append(settled.assumption)


def _months_or_years(found: Columns) -> None:
    """Read dates over columns as years where each is in a year of its own, as months otherwise."""
    dated = [column for column in found.drafts.values() if column.month is not None]
    months = [column.month for column in dated if column.month is not None]
    years = [month.year for month in months]
    others = [c.year for c in found.drafts.values() if c.year is not None]
    one_a_year = len(set(years)) == len(years) and all(month.number in (1, 12) for month in months)
    if dated and one_a_year and not set(years) & set(others):
        for column in dated:
            column.year, column.month = column.month.year if column.month else None, None


def _pick_amounts(view: View, table: Table, found: Columns, options: Options) -> None:
    """Choose the plan column of every year."""
    by_year: dict[FinancialYear, list[Draft]] = {}
    for column in found.drafts.values():
        if column.month is not None and column.role is None and column.content.is_numeric:
            _take_month(found, column)
        elif column.year is not None and (column.role is None or column.role is Role.AMOUNT):
            if column.content.is_percent:
                column.role, column.why = Role.PART, "per cent"
            elif column.content.is_text and not column.is_told and column.content.amounts == 0:
                column.role, column.why = Role.IGNORED, "words, not amounts"
            else:
                by_year.setdefault(column.year, []).append(column)
    compare = _Compare(view, table)
    for year in sorted(by_year):
        picked = pick(year, by_year[year], form=options.form, same=compare.same, sums=compare.sums)
        if picked.column is not None:
            found.amounts[year] = picked.column.index
        if picked.question is not None and not any(
            q.readings == picked.question.readings for q in found.questions
        ):
            found.questions.append(picked.question)
    _ask_full_years(found)
    if found.amounts or found.months or by_year:
        found.layout = WIDE


def _ask_full_years(found: Columns) -> None:
    """Ask of "Full year 2025/26", the year's only column, whether it is that year's plan or a full-year effect."""
    for column in found.drafts.values():
        is_bare = column.words in ("full year", "full-year")
        if (
            is_bare
            and column.role is Role.PART
            and column.year
            and column.year not in found.amounts
            and found.amounts
        ):
            option = f"--column {column.letter}={column.year}"
            words = f"{column.place} may be the plan for {column.year} or a full-year effect; give {option} or --column {column.letter}=ignored"
            found.questions.append(
                Question("column", (f"plan for {column.year}", "full-year effect"), option, words)
            )


def _take_month(found: Columns, column: Draft) -> None:
    assert column.month is not None
    if column.month in found.months:
        column.role, column.why = Role.IGNORED, f"{column.month} stands in another column too"
    elif column.series in (Series.PLAN, Series.SAVING, Series.BARE, Series.NET):
        column.role = Role.MONTH
        found.months[column.month] = column.index


class _Compare:
    """Compares the figures of columns, row by row, in one scale where their units are known."""

    def __init__(self, view: View, table: Table) -> None:
        self.view, self.rows = (
            view,
            [row for row in table.body if row not in table.repeats and view.cells(row)],
        )

    def same(self, one: Draft, other: Draft) -> bool:
        pairs = [(self._value(row, one), self._value(row, other)) for row in self.rows]
        return any(a is not None for a, _ in pairs) and all(a == b for a, b in pairs)

    def sums(self, whole: Draft, parts: Sequence[Draft]) -> bool:
        seen = False
        for row in self.rows:
            total = self._value(row, whole)
            values = [self._value(row, part) for part in parts]
            if total is None:
                continue
            if total != sum(value for value in values if value is not None):
                return False
            seen = seen or bool(total)
        return seen

    def _value(self, row: int, column: Draft) -> Decimal | None:
        figure = self.view.figure(row, column.index)
        unit = figure.unit or (next(iter(column.units)) if len(column.units) == 1 else None)
        return figure.value if figure.value is None or unit is None else figure.value * SCALES[unit]


def _find_amount_without_year(
    view: View,
    table: Table,
    found: Columns,
    options: Options,
    titled: Sequence[FinancialYear],
    has_year_sections: bool,
) -> None:
    """Find the one amount column of a sheet whose headings name no year, and where its years stand."""
    compare = _Compare(view, table)
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
        _note(found, settled)


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


def _check_order(view: View, table: Table, found: Columns) -> None:
    """Say where the years of the columns do not follow each other."""
    ordered = sorted(found.amounts, key=lambda year: found.amounts[year])
    steps = {after.start_year - before.start_year for before, after in pairwise(ordered)}
    if steps and steps not in ({1}, {-1}):
        odd = next(
            after for before, after in pairwise(ordered) if after.start_year - before.start_year not in (1,)
        )
        column = found.drafts[found.amounts[odd]]
        found.problems.append(
            Problem(
                view.name,
                table.bottom,
                column.letter,
                column.heading.text,
                f"the years do not follow each other: {', '.join(str(year) for year in ordered)}",
                "check the headings; each column is read as the year printed over it",
                is_fatal=False,
            )
        )


def content_of(found: Columns, index: int) -> Content:
    return found.drafts[index].content


def form_of_headings(found: Columns) -> set[ProfileForm]:
    """Return the forms that the headings of the amounts name."""
    return {form for index in found.figure_indexes for form in found.drafts[index].forms}
