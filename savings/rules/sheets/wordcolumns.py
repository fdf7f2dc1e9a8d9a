"""Roles for the columns that hold words: the reference, the name, the group, and what is left aside."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from savings.rules.sheets.columnwords import Series
from savings.rules.sheets.drafts import Draft
from savings.rules.sheets.reading import Role
from savings.rules.sheets.rowwords import PRESSURE_KIND, kind_of
from savings.rules.sheets.tables import TEXT_ROLES

_TITLE = re.compile(
    r"\btitles?\b|\bnames?\b|\bproposals?\b|\bsavings?\b|\binitiatives?\b|\bprojects?\b|\bschemes?\b|\bitems?\b"
)
_NOTE = re.compile(r"\bnotes?\b|\bcomments?\b|\bremarks?\b|\bcommentary\b")
_FIGURES = frozenset(
    {Role.AMOUNT, Role.MONTH, Role.FORECAST, Role.ACTUAL, Role.GROSS, Role.COST, Role.PRESSURE}
)


def give_word_roles(drafts: Mapping[int, Draft], layout: str, figures: Sequence[int]) -> None:
    """Give every column that has none yet its role, and keep one column for each role that allows one only."""
    columns = [drafts[index] for index in sorted(drafts)]
    first_figure = min(figures, default=len(columns))
    for column in columns:
        _settle_numeric(column, layout)
    _settle_kind(columns)
    _find_ref(columns)
    _find_name(columns, first_figure)
    _find_group(columns, first_figure)
    _keep_one_each(columns)
    for column in columns:
        if column.role is None:
            column.role = Role.IGNORED
            column.why = column.why or "no role is known for it"


def _settle_numeric(column: Draft, layout: str) -> None:
    """A column of figures under a word for words is no such column; one of per cents is a part."""
    if column.role is Role.AMOUNT and column.year is None and column.content.is_text and not column.is_told:
        column.role = Role.NAME  # "Reduction" over words names the savings
    if column.is_told or column.role in _FIGURES:
        return
    if column.content.is_percent:
        column.role, column.why = Role.PART, "per cent"
    elif column.year_words.names_any and not column.year_words.is_one and column.content.is_numeric:
        if column.role is not Role.PART:
            column.role = Role.TOTAL
    elif column.content.is_numeric and column.role in (
        Role.NAME,
        Role.AMOUNT,
        Role.HEADING,
        Role.WORKSTREAM,
        Role.NOTE,
    ):
        is_code = column.role is not Role.AMOUNT and column.content.is_counter
        column.role = Role.LINE_NO if is_code else Role.TOTAL if column.role is Role.AMOUNT else None
        if column.role is None and column.series in (Series.SAVING, Series.PLAN):
            column.role = Role.TOTAL
    elif (
        column.role in (Role.TOTAL, Role.PART, Role.COST, Role.PRESSURE, Role.AMOUNT)
        and column.content.is_text
    ):
        column.role = Role.NOTE if column.role is not Role.TOTAL else None


def _settle_kind(columns: list[Draft]) -> None:
    """Keep a type column for the kind only where its words are kinds; otherwise it groups the lines, or nothing."""
    if not any(column.role is Role.KIND for column in columns):
        _find_kind(columns)
    for column in columns:
        if column.role is Role.KIND and not column.is_told:
            known = [text for text in column.content.texts if kind_of(text) is not None]
            if column.content.texts and not known:
                column.role = None
                column.why = "none of its words is a kind of saving"


def _find_kind(columns: list[Draft]) -> None:
    """Take a column of groups for the kind where all its words are kinds and pressures are among them."""
    for column in columns:
        if column.role in (None, Role.HEADING) and column.content.is_text and not column.is_told:
            kinds = {kind_of(text) for text in column.content.texts}
            if None not in kinds and PRESSURE_KIND in kinds:
                column.role = Role.KIND
                return


def _find_ref(columns: list[Draft]) -> None:
    """Find the references: by the heading, by a numbering column with more than numbers, or by their shape."""
    named = [c for c in columns if c.role is Role.REF and c.content.filled]
    if not named:
        numbered = [
            c for c in columns if c.role is Role.LINE_NO and not c.content.is_counter and c.content.is_code
        ]
        unheaded = [c for c in columns if c.role is None and not c.heading.parts and c.content.is_code]
        doubled = [
            c
            for c in columns
            if c.role is Role.NAME and c.content.is_code and not c.is_told and _another_name(c, columns)
        ]
        for column in (numbered or [c for c in unheaded if not c.content.is_counter] or doubled)[:1]:
            column.role = Role.REF
    counters = [c for c in columns if c.role is None and not c.heading.parts and c.content.is_counter]
    if not any(c.role is Role.LINE_NO for c in columns):
        for column in counters[:1]:
            column.role = Role.LINE_NO


def _another_name(column: Draft, columns: list[Draft]) -> bool:
    return any(
        c is not column and c.role in (Role.NAME, None) and c.content.is_text and not c.content.is_code
        for c in columns
    )


def _find_name(columns: list[Draft], first_figure: int) -> None:
    """Find the names of the lines: a title before a description, else the words that differ most."""
    named = [c for c in columns if c.role is Role.NAME]
    filled = [c for c in named if c.content.filled] or named
    if not filled:
        able = [c for c in columns if _may_be_name(c)]
        if able:
            most = max(len(c.content.texts) for c in able)
            chosen = [c for c in able if len(c.content.texts) == most and c.index < first_figure] or able
            best = max(chosen, key=lambda c: (len(c.content.texts), c.index))
            best.role, best.why = Role.NAME, ""
        return
    most_filled = max(c.content.beside_amounts for c in filled)
    enough = [c for c in filled if c.content.beside_amounts >= 0.5 * most_filled]
    told = [c for c in enough if c.is_told]
    best = (told or [c for c in enough if _TITLE.search(c.words)] or enough)[0]
    for column in named:
        if column is not best:
            column.role = None
            column.why = f"a second description, beside column {best.letter}"
            if not any(c.role is Role.NOTE for c in columns):
                column.role = Role.NOTE


def _may_be_name(column: Draft) -> bool:
    return (
        not column.is_told
        and column.content.is_text
        and column.role in (None, Role.HEADING, Role.WORKSTREAM, Role.NOTE, Role.REF)
        and not (column.role is Role.REF and column.content.is_code)
        and column.content.beside_amounts > 0
    )


def _find_group(columns: list[Draft], first_figure: int) -> None:
    """Read an unheaded column of words before the name, filled once for each group, as the groups."""
    if any(c.role is Role.HEADING for c in columns):
        return
    for column in columns:
        if (
            column.role is None
            and not column.heading.parts
            and column.content.is_text
            and column.index < first_figure
        ):
            column.role = Role.HEADING
            return


def _keep_one_each(columns: list[Draft]) -> None:
    """Keep the first column of each role of words; the others are left aside."""
    kept: dict[Role, Draft] = {}
    for column in columns:
        role = column.role
        if role not in TEXT_ROLES:
            continue
        first = kept.get(role)
        if first is None:
            kept[role] = column
            continue
        fuller = len(column.content.texts) > 2 * len(first.content.texts) and role in (Role.REF, Role.LINE_NO)
        nearer = (
            role is Role.NOTE and _NOTE.search(column.words) is not None and _NOTE.search(first.words) is None
        )
        is_better = (column.is_told or fuller or nearer) and not first.is_told
        keep, drop = (column, first) if is_better else (first, column)
        kept[role] = keep
        drop.role = Role.IGNORED
        drop.why = f"a second column of that sort, beside column {keep.letter}"
