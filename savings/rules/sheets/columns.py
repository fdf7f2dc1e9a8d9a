"""What each column of a table is: the plan of a year, a reference, a name, something left aside.

1. What an option says of a column stands.
2. Columns whose heading names one year are figures of that year; "2025" and "Year 1" are settled by the rest.
3. One column a year is the plan (`picking`).
4. Without a year in any heading, the year stands in a column of its own, in the section headings, or in the
   title.
5. Words, and what the cells hold, give the other columns their roles; what has none is left aside and said.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from programme.rules.calendar import FinancialYear
from savings.rules.sheets.columnwords import Series, role_of
from savings.rules.sheets.comparing import Compare
from savings.rules.sheets.content import contents_of
from savings.rules.sheets.drafts import Draft, draft
from savings.rules.sheets.headings import headings_of
from savings.rules.sheets.layout import WIDE, Columns
from savings.rules.sheets.picking import pick
from savings.rules.sheets.reading import Options, Problem, Question, Role
from savings.rules.sheets.settling import settle
from savings.rules.sheets.tables import TEXT_ROLES, Table
from savings.rules.sheets.text import column_index, listed, plain
from savings.rules.sheets.view import View
from savings.rules.sheets.wordcolumns import give_word_roles
from savings.rules.sheets.yearless import find_amount_without_year
from savings.rules.sheets.years import years_in

_FULL_YEAR = re.compile(r"(?:full[- ]year|fye)(?: (?:effect|impact|value|savings?))?")
_LETTERS = ({"s", "sav"}, {"g", "p", "gr", "pr"})


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
        find_amount_without_year(view, table, found, options, titled, has_year_sections)
    give_word_roles(found.drafts, found.layout, found.figure_indexes)
    _ask_letters(found)
    _check_order(view, table, found)
    return found


def _ask_letters(found: Columns) -> None:
    """Ask where a column of types parts savings from growth by letters alone: "S" and "G"."""
    for column in found.drafts.values():
        letters = column.content.texts
        if (
            column.is_told
            or role_of(column.words) is not Role.KIND
            or not all(letters & one for one in _LETTERS)
        ):
            continue
        words = (
            f"{column.place}: {listed(sorted(letters))} may part savings from growth or pressures; write the types in "
            f"words, or give --column {column.letter}=ignored if all are savings"
        )
        found.questions.append(Question("column", (), f"--column {column.letter}=ignored", words))


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
        found.note(settled)
        if settled.question:
            for index in loose:
                found.drafts[index].why = "its year is not settled"
                found.drafts[index].role = Role.PART


def _ask_odd(found: Columns, column: Draft) -> None:
    """Ask what a heading means that looks like a year and is none: "2024/26"."""
    odd = column.year_words.odd
    column.role, column.why = Role.IGNORED, f"'{odd}' is not a financial year"
    option = f"--column {column.letter}={odd[:4]}/{(int(odd[2:4]) + 1) % 100:02d}"
    words = (
        f"{column.place}: '{odd}' is not a financial year; write it in full in the heading, or give {option} "
        f"or --column {column.letter}=ignored"
    )
    found.questions.append(Question("year", (), option, words))


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
    worded: list[Draft] = []
    for column in found.drafts.values():
        if column.month is not None and column.role is None and column.content.is_numeric:
            _take_month(found, column)
        elif column.year is not None and (column.role is None or column.role is Role.AMOUNT):
            if column.content.is_percent:
                column.role, column.why = Role.PART, "per cent"
            elif column.content.is_text and not column.is_told and column.content.amounts == 0:
                column.role, column.why = Role.IGNORED, "words, not amounts"
                worded.append(column)
            else:
                by_year.setdefault(column.year, []).append(column)
    compare = Compare(view, table)
    for year in sorted(by_year):
        picked = pick(year, by_year[year], form=options.form, same=compare.same, sums=compare.sums)
        if picked.column is not None:
            found.amounts[year] = picked.column.index
        if picked.question is not None and not any(
            q.readings == picked.question.readings for q in found.questions
        ):
            found.questions.append(picked.question)
    _set_budgets_aside(found)
    _keep_unreadable_years(found, worded)
    _ask_full_years(found)
    if found.amounts or found.months or by_year:
        found.layout = WIDE


def _set_budgets_aside(found: Columns) -> None:
    """Take "2024/25 budget" out of the plan where the other years are savings; ask where they only name their year."""
    columns = [found.drafts[index] for index in found.amounts.values()]
    budgets = [c for c in columns if c.series is Series.BUDGET and not c.is_told and c.year is not None]
    if not budgets or len(budgets) == len(columns):
        return
    are_savings = all(c.series in (Series.SAVING, Series.PLAN) for c in columns if c not in budgets)
    for column in budgets:
        year = column.year
        found.amounts = {key: index for key, index in found.amounts.items() if key != year}
        column.role, column.why = Role.PART, "a budget, beside the savings of other years"
        if not are_savings:
            option = f"--column {column.letter}={year}"
            words = (
                f"{column.place} may be the plan for {year} or the budget that the savings come out of; give {option} "
                f"or --column {column.letter}=ignored"
            )
            found.questions.append(Question("column", (f"plan for {year}", "a budget"), option, words))


def _keep_unreadable_years(found: Columns, worded: Sequence[Draft]) -> None:
    """Keep a year over nothing but words ("see note") where it is the year's only column and other years have amounts.

    Its words are then problems of their rows, and not overlooked.
    """
    if not found.amounts:
        return
    for index in found.amounts.values():
        if found.drafts[index].content.filled and not found.drafts[index].content.amounts:
            found.drafts[index].why = "nothing in it can be read as an amount"
    for column in worded:
        is_plan = column.series in (Series.BARE, Series.PLAN, Series.SAVING)
        if is_plan and column.year is not None and column.year not in found.amounts:
            column.role, column.why = Role.AMOUNT, "nothing in it can be read as an amount"
            found.amounts[column.year] = column.index


def _ask_full_years(found: Columns) -> None:
    """Ask of "Full year 2025/26", the year's only column, whether it is that year's plan or a full-year effect."""
    if not found.amounts:
        return
    for column in found.drafts.values():
        is_bare = _FULL_YEAR.fullmatch(column.words) is not None and column.role is Role.PART
        if is_bare and column.year is not None and column.year not in found.amounts:
            option = f"--column {column.letter}={column.year}"
            words = (
                f"{column.place} may be the plan for {column.year} or a full-year effect; give {option} "
                f"or --column {column.letter}=ignored"
            )
            readings = (f"plan for {column.year}", "full-year effect")
            found.questions.append(Question("column", readings, option, words))


def _take_month(found: Columns, column: Draft) -> None:
    assert column.month is not None
    if column.month in found.months:
        column.role, column.why = Role.IGNORED, f"{column.month} stands in another column too"
    elif column.series in (Series.PLAN, Series.SAVING, Series.BARE, Series.NET):
        column.role = Role.MONTH
        found.months[column.month] = column.index


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
