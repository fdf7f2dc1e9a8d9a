"""Which of a year's columns is the plan of that year, where several name it.

One column: that one. A plan beside forecasts and actuals: the plan. A budget beside savings is the service's
budget and no saving. Two that could both be meant (gross and net, original and revised, the same heading
twice): a question.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from programme.rules.calendar import FinancialYear
from savings.rules.profile import ProfileForm
from savings.rules.sheets.columnwords import SERIES_ROLES, Series
from savings.rules.sheets.drafts import Draft
from savings.rules.sheets.reading import Question, Role
from savings.rules.sheets.text import listed

_MAY_BE_PLAN = frozenset(
    {Series.PLAN, Series.SAVING, Series.BARE, Series.BUDGET, Series.NET, Series.REVISED, Series.GROSS}
)
Same = Callable[[Draft, Draft], bool]
Sums = Callable[[Draft, Sequence[Draft]], bool]


@dataclass(frozen=True, slots=True)
class Pick:
    """The column taken for a year, None with a question where that cannot be said."""

    column: Draft | None
    question: Question | None = None


def pick(
    year: FinancialYear | None, columns: Sequence[Draft], *, form: ProfileForm | None, same: Same, sums: Sums
) -> Pick:
    """Give the columns of one year their roles and return the one that holds its plan.

    `same` says whether two columns hold the same figures, `sums` whether one is the sum of the others in every
    row. `form` is the form asked for, where one is.
    """
    told = [column for column in columns if column.is_told and column.role is Role.AMOUNT]
    for column in columns:
        if column.series not in _MAY_BE_PLAN and not (column.is_told and column.role is Role.AMOUNT):
            column.role = SERIES_ROLES[column.series]
    able = told or [c for c in columns if c.series in _MAY_BE_PLAN and not c.is_told]
    if not able:
        return Pick(None)
    chosen, question = _choose(year, able, form, same, sums)
    for column in columns:
        if column.role is None and column is not chosen:
            column.role = SERIES_ROLES.get(column.series, Role.IGNORED)
            column.why = column.why or (f"beside column {chosen.letter}" if chosen else "")
    if chosen is not None:
        chosen.role = Role.AMOUNT
    return Pick(chosen, question)


def _choose(
    year: FinancialYear | None, able: list[Draft], form: ProfileForm | None, same: Same, sums: Sums
) -> tuple[Draft | None, Question | None]:
    if len(able) == 1:
        return able[0], None
    if by_form := _by_form(able, form):
        return by_form, None
    savings = [column for column in able if column.series is not Series.BUDGET]
    if savings and len(savings) < len(able):
        _set_aside([c for c in able if c not in savings], "the budget, beside the saving")
        return _choose(year, savings, form, same, sums)
    if whole := _sum_of_others(able, sums):
        _set_aside([c for c in able if c is not whole], f"part of column {whole.letter}")
        return whole, None
    first = able[0]
    if all(column.series is first.series and same(first, column) for column in able[1:]):
        _set_aside(able[1:], f"the same figures as column {first.letter}")
        return first, None
    return None, _question(year, able)


def _by_form(able: list[Draft], form: ProfileForm | None) -> Draft | None:
    """Return the column in the form asked for, cumulative unless told, where the columns differ by form."""
    stated = [column for column in able if len(column.forms) == 1]
    if len(stated) < len(able) - 1 or len({form for c in stated for form in c.forms}) < min(2, len(able)):
        return None
    wanted = form or ProfileForm.CUMULATIVE
    fits = [column for column in stated if wanted in column.forms]
    if len(fits) != 1:
        return None
    _set_aside(
        [c for c in able if c is not fits[0]], f"column {fits[0].letter} has the same in {wanted.value} form"
    )
    return fits[0]


def _sum_of_others(able: list[Draft], sums: Sums) -> Draft | None:
    if len(able) < 3:
        return None
    for column in able:
        if column.is_total and sums(column, [c for c in able if c is not column]):
            return column
    return None


def _set_aside(columns: list[Draft], why: str) -> None:
    for column in columns:
        column.role = Role.PART
        column.why = why


def _question(year: FinancialYear | None, able: list[Draft]) -> Question:
    """Ask which column is the plan: by the words over them where these differ, once for all years; else by letter."""
    words = [column.words for column in able]
    if all(words) and len(set(words)) == len(words):
        keys = _keys(able)
        options = [f"--column {key}=amount" for key in keys]
        readings = tuple(f"'{word}' is the plan" for word in words)
        named = listed([repr(word) for word in words])
        text = (
            f"the sheet has {named} amounts for each year; say which is the plan with {listed(options, 'or')}"
        )
        return Question("column", readings, options[0], text)
    label = f"for {year}" if year else "for the amount"
    option = f"--column {able[0].letter}=amount"
    places = tuple(column.place for column in able)
    text = (
        f"{listed(places)} all give figures {label}; say which is the plan with {option} or its like, "
        f"or leave one out with --column {able[-1].letter}=ignored"
    )
    return Question("column", places, option, text)


def _keys(able: list[Draft]) -> list[str]:
    """Return a word that tells each column from the others, for the option; all its words where none does."""
    found = []
    for column in able:
        others = {word for other in able if other is not column for word in other.words.split()}
        alone = [word for word in column.words.split() if word not in others]
        found.append(alone[0] if alone else f'"{column.words}"')
    return found
