"""What explains a variance, in words and values: the causes stated, what one of them adds, and what is not itemised.

Amounts are never spread over causes that have none, nor added up over lines.
Source: docs/method.md, "Budget monitoring".
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from bots.rules.answer import Answer, Value, counted
from bots.rules.budget_facts import (
    BudgetRow,
    Cause,
    answer_of,
    values_of,
)
from bots.rules.money_answer import Said, show_in
from savings.rules.notation import show_pounds


def answer_cause(
    said: Said, found: Sequence[tuple[BudgetRow, Cause]], *, when: str = "", at: datetime
) -> Answer:
    """Say what one cause adds to the variance of each line it is stated of; amounts are never added up."""
    if not found:
        text = f"{said.title}: not stated as a cause{f' at {when}' if when else ''}."
        return answer_of(said, text, [], [], [], at=at)
    told, values = [], []
    for row, cause in found:
        much = (
            "named as a cause, without an amount, of the"
            if cause.pounds is None
            else show_pounds(cause.pounds)
        )
        joint = " " if cause.pounds is None else " of the "
        told.append(
            f"{cause.name}: {much}{joint}{row.said('variance', said.unit)} on {row.title}, {row.when}."
        )
        if cause.pounds is not None:
            values.append(Value(f"{cause.name}, {row.name}, {row.when}", cause.pounds, "pounds"))
        told += [f"{cause.note}."] if cause.note else []
    values += [v for row, _ in found for v in values_of(row, "variance", [r for r, _ in found], named=True)]
    return answer_of(said, told[0], [row for row, _ in found], values, told[1:], at=at)


def answer_causes(
    said: Said, rows: Sequence[BudgetRow], *, whole: BudgetRow | None = None, at: datetime
) -> Answer:
    """Say what explains a variance and what is left not itemised; of a group or fund, line by line."""
    stated = [row for row in rows if row.causes is not None]
    top = whole or rows[0]
    if not stated:
        amount = top.held("variance")
        why = (
            "so there is nothing to explain"
            if amount is not None and not amount
            else "and no cause is stated"
        )
        values = values_of(top, "variance", [top])
        return answer_of(
            said, f"{top.title}, {top.when}: {top.said('variance')}, {why}.", rows, values, [], at=at
        )
    amount = top.held("variance")
    lines, values = [], []
    for row in stated:
        assert row.causes is not None
        lines += [f"• {_cause(cause, row, stated)}" for cause in row.causes.causes]
        lines.append(f"{row.name}: {row.causes.words}.")
        values += [
            Value(f"{cause.name}{_of(row, stated)}", cause.pounds, "pounds")
            for cause in row.causes.causes
            if cause.pounds is not None
        ]
        if row.causes.not_itemised is not None:
            values.append(Value(f"not itemised{_of(row, stated)}", row.causes.not_itemised, "pounds"))
    known = [Value(f"variance {top.when}", amount, "pounds")] if amount is not None else []
    premise = "" if amount is None or amount > 0 else " It is not overspent."
    headline = f"{top.title}, {top.when}: {top.said('variance')}.{premise} What explains it:"
    return answer_of(
        said, headline.rstrip(":") + ":", [top, *stated] if whole else rows, [*known, *values], lines, at=at
    )


def answer_not_itemised(said: Said, rows: Sequence[BudgetRow], *, at: datetime) -> Answer:
    """Say how much of a variance no stated cause explains."""
    if len(rows) > 1:
        stated = [row for row in rows if row.causes is not None]
        told = [f"• {row.title}: {row.causes.words}" for row in stated if row.causes]
        values = [v for row in stated for v in values_of(row, "not_itemised", stated)]
        headline = f"{said.title}: causes are stated for {counted(len(stated), 'budget line').lower()}."
        return answer_of(said, headline, stated, values, told, at=at)
    (row,) = rows
    if row.causes is None:
        headline = f"{row.title}, {row.when}: no cause is stated of its {row.said('variance')}, so nothing is itemised."
        return answer_of(said, headline, rows, [], [], at=at)
    if row.causes.not_itemised is None:
        return answer_of(said, f"{row.title}, {row.when}: {row.causes.words}.", rows, [], [], at=at)
    values = [*values_of(row, "not_itemised", rows), *values_of(row, "variance", rows)]
    values += [Value(c.name, c.pounds, "pounds") for c in row.causes.causes if c.pounds is not None]
    headline = f"{row.title}, {row.when}: {show_in(row.causes.not_itemised, said.unit)} is not itemised."
    lines = [f"{row.causes.words}.", *(f"• {_cause(c, row, [row])}" for c in row.causes.causes)]
    return answer_of(said, headline, rows, values, lines, at=at)


def _cause(cause: Cause, row: BudgetRow, rows: Sequence[BudgetRow]) -> str:
    amount = "no amount given" if cause.pounds is None else show_pounds(cause.pounds)
    note = f" ({cause.note})" if cause.note else ""
    return f"{cause.name}{_of(row, rows)}: {amount}{note}"


def _of(row: BudgetRow, rows: Sequence[BudgetRow]) -> str:
    return f", {row.name}" if len(rows) > 1 else ""
