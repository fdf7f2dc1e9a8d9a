"""Budget monitoring in words and values: a line's, a group's or a fund's figure, what moved it and what explains it.

A variance above nought is adverse. The Dedicated Schools Grant is ring-fenced: it stands beside the general fund and
is never added to it. Where a total lacks lines it says how many are known. Source: docs/method.md, "Budget monitoring".
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from typing import Final

from bots.rules.answer import MOST_REFS, Answer, Table, Value, counted, listed
from bots.rules.budget_facts import (
    WORDS,
    BudgetRow,
    amount_words,
    answer_of,
    context_of,
    context_values,
    short_name,
    values_of,
)
from bots.rules.money_answer import Said, show_in
from savings.rules.notation import rounded

MOST_ROWS: Final = 25
SIGN_WORDS: Final = {
    "adverse": "over budget",
    "favourable": "under budget",
    "nil": "on budget",
    "within": "within budget",
}
"""How a list of variances of one sign is called."""


# One figure.


def answer_figure(
    said: Said,
    rows: Sequence[BudgetRow],
    metric: str,
    *,
    beside: Sequence[BudgetRow] = (),
    lines: Sequence[BudgetRow] = (),
    at: datetime,
) -> Answer:
    """Say one figure of each row: of one thing at one time or several.

    `beside` are funds never added to it, `lines` those that a total of a variance is of.
    """
    values = [v for row in rows for v in values_of(row, metric, rows)]
    told: list[str] = []
    if len(rows) == 1:
        headline = f"{rows[0].title}, {rows[0].when}: {rows[0].said(metric, said.unit)}."
        told += context_of(rows[0], metric, said.unit)
        values += context_values(rows[0], metric)
    else:
        figures = listed([f"{short_name(row, rows)} {amount_words(row, metric, said.unit)}" for row in rows])
        headline = f"{said.title}: {WORDS[metric]}, {figures}."
    told += _varying(lines) if len(lines) > 1 else []
    told += [
        f"{row.fund}, ring-fenced and not in it, {row.when}: {row.said(metric, said.unit)}." for row in beside
    ]
    return answer_of(said, headline, rows, values, told, at=at)


def answer_variances(
    said: Said, rows: Sequence[BudgetRow], *, of: Sequence[BudgetRow], sign: str = "", at: datetime
) -> Answer:
    """List lines by their variance, the furthest first: those over budget (`sign` adverse), under it, or off it.

    `of` are the lines it is told of, `rows` those that fit; what is on budget or not known is counted apart.
    """
    kept = [r for r in rows if r.held("variance") or sign in ("nil", "within")]
    found = sorted(kept, key=lambda r: -abs(r.held("variance") or Decimal(0)))
    words = SIGN_WORDS.get(sign, "over or under budget")
    when = f", {of[0].when}" if of else ""
    headline = f"{said.title}{when}: {len(found)} of {counted(len(of), 'budget line').lower()} {words}."
    values = [Value(words, len(found), "budget lines")]
    values += [v for row in found for v in values_of(row, "variance", of, named=True)]
    lines = [f"• {r.name}{f', {r.group}' if r.group else ''}: {r.said('variance', said.unit)}" for r in found]
    return answer_of(
        said,
        headline,
        found,
        values,
        [*lines, *(_others(of) if sign not in ("nil", "within") else ())],
        at=at,
    )


def _others(rows: Sequence[BudgetRow]) -> list[str]:
    known = sum(r.held("variance") == 0 for r in rows)
    blank = sum(r.held("variance") is None for r in rows)
    told = ((known, "On budget"), (blank, "Not known"))
    return [f"{words}: {counted(n, 'line')}." for n, words in told if n]


def corrected(said: Answer, row: BudgetRow, sign: str) -> Answer:
    """Return an answer with its premise put right: what is asked about as overspent (or underspent) is not."""
    if row.held("variance") is None or not sign:
        return said
    premise = {"adverse": "overspent", "favourable": "underspent"}.get(sign, SIGN_WORDS.get(sign, ""))
    return replace(said, headline=f"{row.name} is not {premise}. {said.headline}")


def answer_basis(
    said: Said,
    row: BudgetRow,
    figures: Mapping[str, Decimal | None],
    found: str,
    asked: Decimal | None,
    *,
    at: datetime,
) -> Answer:
    """Say which of a gross, income and net budget a figure is (`found`), or that it is not said."""
    held = [(WORDS[key], pounds) for key, pounds in figures.items() if pounds is not None]
    told = listed([f"{name} {show_in(pounds, said.unit)}" for name, pounds in held])
    values = [Value(f"{name} {row.when}", pounds, "pounds") for name, pounds in held]
    much = show_in(asked if asked is not None else row.held("budget"), said.unit)
    if found:
        word = found.removesuffix("_budget")
        what = {"net": "net: after income", "gross": "gross: before income", "income": "the income alone"}[
            word
        ]
        headline = f"{row.title}, {row.when}: {much} is {what}."
        answer = answer_of(said, headline, [row], [Value("budget", word, "word"), *values], [], at=at)
        return replace(answer, lines=(f"{told[:1].upper()}{told[1:]}.", *answer.lines)) if held else answer
    if asked is not None and held:
        headline = f"{row.title}, {row.when}: no gross, income or net budget of {much} is held. Held: {told}."
        return answer_of(said, headline, [row], [], [], at=at)
    headline = f"{row.title}, {row.when}: whether its budget of {much} is gross or net is not said."
    return answer_of(said, headline, [row], [], [], at=at)


def _varying(rows: Sequence[BudgetRow]) -> list[str]:
    """Say which lines are over and under their budget, and how many are on it or not known."""
    over = [r for r in rows if (r.held("variance") or 0) > 0]
    below = [r for r in rows if (r.held("variance") or 0) < 0]
    named = []
    for name, found in (("Over budget", over), ("Under budget", below)):
        told = listed([f"{r.name} {amount_words(r, 'variance', '')}" for r in found])
        named.append(f"{name}: {told}." if found else "")
    return [*(line for line in named if line), *_others(rows)]


def answer_sum(said: Said, rows: Sequence[BudgetRow], metric: str, *, at: datetime) -> Answer:
    """Say the sum of one figure over several rows of one fund; where one is not known there is no sum."""
    missing = [row for row in rows if row.held(metric) is None]
    parts = [v for row in rows for v in values_of(row, metric, rows)]
    told = [f"• {row.name}: {row.said(metric, said.unit)}" for row in rows]
    if missing or len({(r.fund, r.when) for r in rows}) > 1:
        reason = (
            missing[0].said(metric)
            if missing
            else "they are of different funds or periods, which are not added up"
        )
        return answer_of(said, f"{said.title}: no sum can be told: {reason}.", rows, parts, told, at=at)
    total = sum((row.held(metric) or Decimal(0) for row in rows), Decimal(0))
    whole = replace(rows[0], pounds={metric: total}, known={}, causes=None)
    headline = f"{said.title}, {rows[0].when}: {whole.said(metric, said.unit)}."
    values = [Value(f"{WORDS[metric]} {rows[0].when}", total, "pounds"), *parts]
    return answer_of(said, headline, rows, values, told, at=at)


def answer_direction(said: Said, row: BudgetRow, *, at: datetime) -> Answer:
    """Say which way a variance goes: as printed, and by its movement."""
    if not row.printed_direction and not row.direction:
        return answer_of(said, f"{row.title}, {row.when}: no direction is held.", [row], [], [], at=at)
    word = row.printed_direction or row.direction
    since = f" since {row.since}" if row.since else ""
    moved = (
        row.direction_words.partition(": ")[2] or row.direction_words
    )  # "worse by £1.3m" of "down: worse by …"
    printed = f"as printed, {row.printed_direction}" if row.printed_direction else f"{moved}{since}"
    ours = [f"By its movement{since}: {moved}."] if row.direction and row.printed_direction else []
    values = [
        Value("direction", word, "word"),
        *values_of(row, "movement", [row]),
        *values_of(row, "variance", [row]),
    ]
    headline = f"{row.title}, {row.when}: direction {printed}."
    return answer_of(said, headline, [row], values, [*ours, f"Its {row.said('variance')}."], at=at)


def answer_is(said: Said, row: BudgetRow, metric: str, *, fits: bool | None, at: datetime) -> Answer:
    """Say whether a figure is as asked (`fits`), or, where no size is asked, whether there is an overspend."""
    amount = row.held(metric)
    told = answer_figure(said, [row], metric, at=at)
    if amount is None or (fits is None and metric not in ("variance", "projection")):
        return told
    overspent = row.held("variance") if metric == "projection" else amount
    if fits is None and overspent is None:
        return told
    is_so = fits if fits is not None else (overspent or Decimal(0)) > 0
    return replace(told, headline=f"{'Yes' if is_so else 'No'}: {told.headline}")


# Why, and what is not itemised.


# Rows, parts, comparisons.


def answer_rows(
    said: Said,
    rows: Sequence[BudgetRow],
    metric: str,
    *,
    lead: str = "",
    totals: Sequence[BudgetRow] = (),
    at: datetime,
) -> Answer:
    """List rows with one figure each, in the order given; `totals` are of the funds they stand in, told first."""
    lead = lead or f"{said.title}: {counted(len(rows), 'budget line').lower()}"
    told = [f"{row.name}, {row.when}: {row.said(metric, said.unit)}." for row in totals]
    lines = [
        f"• {row.name}{f', {row.group}' if row.group else ''}: {row.said(metric, said.unit)}"
        for row in rows[:MOST_ROWS]
    ]
    if len(rows) > MOST_ROWS:
        lines.append(f"• and {len(rows) - MOST_ROWS} more")
    when = f", {rows[0].when}" if rows and len({r.when for r in rows}) == 1 else ""
    values = [v for row in totals for v in values_of(row, metric, totals)]
    values += [v for row in rows for v in values_of(row, metric, rows, named=True)]
    answer = answer_of(said, f"{lead}{when}.", rows, values, [*told, *lines], at=at)
    cells = tuple((r.name, r.group, r.fund, amount_words(r, metric, said.unit)) for r in rows[:MOST_REFS])
    return replace(
        answer,
        table=Table(said.title, ("Line", "Group", "Fund", WORDS[metric].capitalize()), cells)
        if cells
        else None,
    )


def answer_count(said: Said, rows: Sequence[BudgetRow], *, at: datetime) -> Answer:
    """Count budget lines, by fund."""
    funds = {row.fund: sum(r.fund == row.fund for r in rows) for row in rows}
    values = [
        Value("budget lines", len(rows), "budget lines"),
        *(Value(f"budget lines, {f}", n, "budget lines") for f, n in funds.items() if len(funds) > 1),
    ]
    by = f": {listed([f'{n} in the {f}' for f, n in funds.items()])}" if len(funds) > 1 else ""
    return answer_of(
        said, f"{said.title}: {counted(len(rows), 'budget line').lower()}{by}.", rows, values, [], at=at
    )


def answer_compared(
    said: Said, mine: BudgetRow, other: BudgetRow, metrics: tuple[str, str], *, at: datetime
) -> Answer:
    """Say this figure less that one, and both."""
    a, b = mine.held(metrics[0]), other.held(metrics[1])
    names = _sides(mine, other, metrics)
    told = [
        f"{name}: {row.said(metric, said.unit)}."
        for name, row, metric in zip(names, (mine, other), metrics, strict=True)
    ]
    sides = [
        Value(name, amount, "pounds")
        for name, amount in zip(names, (a, b), strict=True)
        if amount is not None
    ]
    if a is None or b is None:
        missing = (mine, metrics[0]) if a is None else (other, metrics[1])
        return answer_of(
            said,
            f"No difference can be told: {missing[0].said(missing[1])}.",
            [mine, other],
            sides,
            told,
            at=at,
        )
    gap = a - b
    more = (
        "the same as" if not gap else f"{show_in(abs(gap), said.unit)} {'more' if gap > 0 else 'less'} than"
    )
    return answer_of(
        said,
        f"{names[0]} is {more} {names[1]}.",
        [mine, other],
        [Value("difference", gap, "pounds"), *sides],
        told,
        at=at,
    )


def answer_share(
    said: Said, mine: BudgetRow, other: BudgetRow, metrics: tuple[str, str], *, at: datetime
) -> Answer:
    """Say one figure as a share of another of the same fund; none where either is not known or the whole is nil."""
    a, b = mine.held(metrics[0]), other.held(metrics[1])
    names = _sides(mine, other, metrics)
    told = [
        f"{name}: {row.said(metric, said.unit)}."
        for name, row, metric in zip(names, (mine, other), metrics, strict=True)
    ]
    sides = [
        Value(name, amount, "pounds")
        for name, amount in zip(names, (a, b), strict=True)
        if amount is not None
    ]
    if a is None or b is None or b <= 0 or mine.fund != other.fund:
        reason = (
            "they are of different funds"
            if mine.fund != other.fund
            else "a figure is not held, or the whole is not above nought"
        )
        return answer_of(said, f"No share can be told: {reason}.", [mine, other], sides, told, at=at)
    headline = f"{names[0]} is {rounded(a / b * 100, 1):f}% of {names[1]}."
    return answer_of(said, headline, [mine, other], [Value("share", a / b, "share"), *sides], told, at=at)


def answer_look_up(said: Said, row: BudgetRow, *, at: datetime) -> Answer:
    """Say everything held of one budget line."""
    metrics = [m for m in ("budget", "projection", "variance", "movement") if row.held(m) is not None]
    headline = f"{row.title}, {row.when}: {'; '.join(row.said(m, said.unit) for m in metrics) or 'no figure is held'}."
    values = [v for m in metrics for v in values_of(row, m, [row])]
    spend, original = row.pounds.get("spend"), row.pounds.get("original")
    lines = [f"Direction as printed: {row.printed_direction}." if row.printed_direction else ""]
    if original is not None and original != row.held("budget"):
        lines.append(f"Original budget: {show_in(original, said.unit)}.")
        values.append(Value(f"original budget {row.when}", original, "pounds"))
    if spend is not None:
        lines.append(f"Spent to date: {show_in(spend, said.unit)}.")
        values.append(Value(f"spend to date {row.when}", spend, "pounds"))
    if row.causes is not None:
        lines.append(f"Causes: {row.causes.words}.")
    if row.group:
        lines.append(f"In {row.group}, {row.fund}.")
    return answer_of(said, headline, [row], values, [*lines, *row.notes], at=at)


def answer_none(said: Said, *, reason: str = "", at: datetime) -> Answer:
    """Say that no budget figure is held of what was asked."""
    why = reason or "no budget figure is held"
    return answer_of(said, f"{said.title}: {why}.", [], [], [], at=at)


def _sides(mine: BudgetRow, other: BudgetRow, metrics: tuple[str, str]) -> tuple[str, str]:
    def name(row: BudgetRow, metric: str) -> str:
        parts = [row.name]
        if metrics[0] != metrics[1] or mine.name == other.name:
            parts.append(WORDS[metric])
        if mine.when != other.when:
            parts.append(row.when)
        return ", ".join(parts)

    return name(mine, metrics[0]), name(other, metrics[1])
