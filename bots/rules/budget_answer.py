"""Budget monitoring in words and values: a line's, a group's or a fund's figure, what moved it and what explains it.

A variance above nought is adverse. The Dedicated Schools Grant is ring-fenced: it stands beside the general fund and
is never added to it. Where a total lacks lines it says how many are known. Source: docs/method.md, "Budget monitoring".
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from decimal import Decimal
from typing import Final

from bots.rules.answer import MOST_REFS, Answer, Table, Value, counted, listed
from bots.rules.money_answer import Said, show_in, words_said
from programme.rules.calendar import FinancialMonth
from savings.rules.monitoring import a_or_f, variance_words
from savings.rules.notation import rounded, show_pounds

MOST_ROWS: Final = 25
WORDS: Final[Mapping[str, str]] = {
    "budget": "current budget",
    "net_budget": "net budget",
    "gross_budget": "gross budget",
    "income_budget": "income budget",
    "projection": "projection",
    "variance": "variance",
    "movement": "movement",
    "not_itemised": "not itemised",
}


@dataclass(frozen=True)
class Cause:
    """What explains part of a variance, in pounds; None where the paper names it and gives no amount."""

    name: str
    pounds: Decimal | None
    note: str = ""


@dataclass(frozen=True)
class Causes:
    """The causes stated of a variance and what they leave; `words` say how much is itemised."""

    causes: tuple[Cause, ...]
    not_itemised: Decimal | None
    words: str


@dataclass(frozen=True)
class BudgetRow:
    """One line, group or fund at one time. A figure that is missing from `pounds` or None is not known.

    `when` is "2023/24 month 5" or "2024/25"; `known` says of a total how many of its lines are in a figure, where not
    all are. `also` are figures of the same that a paper prints elsewhere. `direction` is ours, `printed_direction` the
    paper's. `why` says of a figure why it is not held, `worked_out` how one was that is not printed.
    """

    name: str
    where: str
    when: str
    fund: str
    is_ringfenced: bool = False
    group: str = ""
    pounds: Mapping[str, Decimal | None] = field(default_factory=dict)
    known: Mapping[str, str] = field(default_factory=dict)
    since: str = ""
    direction: str = ""
    direction_words: str = ""
    printed_direction: str = ""
    causes: Causes | None = None
    balance: Decimal | None = None
    balance_when: str = ""
    notes: tuple[str, ...] = ()
    also: tuple[tuple[str, Decimal], ...] = ()
    why: Mapping[str, str] = field(default_factory=dict)
    worked_out: Mapping[str, str] = field(default_factory=dict)

    @property
    def title(self) -> str:
        """Return how an answer calls it."""
        return f"{self.name} ({self.where})"

    def held(self, metric: str) -> Decimal | None:
        """Return a figure in pounds, None where it is not known."""
        if metric == "not_itemised":
            return self.causes.not_itemised if self.causes else None
        return self.pounds.get(metric)

    def said(self, metric: str, unit: str = "") -> str:
        """Say a figure with what it is: "variance £10.1m adverse, 26.3% of budget"."""
        amount = self.held(metric)
        words = WORDS[metric]
        if amount is None:
            return self.why.get(metric, f"no {words} is held")
        lacking = f" ({self.known[metric]})" if metric in self.known else ""
        if metric == "variance":
            return f"variance {self._variance(amount)}{lacking}"
        if metric == "movement":
            since = f" since {self.since}" if self.since else ""
            how = (
                "no change"
                if not amount
                else f"{show_in(abs(amount), unit)} {'worse' if amount > 0 else 'better'}"
            )
            return f"movement{since} {how}{lacking}"
        return f"{words} {show_in(amount, unit)}{lacking}"

    def _variance(self, amount: Decimal) -> str:
        if not self.is_ringfenced:
            return variance_words(amount, self.pounds.get("budget"))
        if not amount:
            return "nil"
        return f"{show_pounds(abs(amount))} in-year {'deficit' if amount > 0 else 'surplus'}"


def month_words(month: FinancialMonth) -> str:
    """Write a period as answers do: "2023/24 month 5"."""
    return f"{month.year} month {month.number}"


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
    values = [v for row in rows for v in _values(row, metric, rows)]
    told: list[str] = []
    if len(rows) == 1:
        headline = f"{rows[0].title}, {rows[0].when}: {rows[0].said(metric, said.unit)}."
        told += _context(rows[0], metric, said.unit)
        values += _context_values(rows[0], metric)
    else:
        figures = listed([f"{_short(row, rows)} {_amount(row, metric, said.unit)}" for row in rows])
        headline = f"{said.title}: {WORDS[metric]}, {figures}."
    told += _varying(lines) if len(lines) > 1 else []
    told += [
        f"{row.fund}, ring-fenced and not in it, {row.when}: {row.said(metric, said.unit)}." for row in beside
    ]
    return _answer(said, headline, rows, values, told, at=at)


def answer_variances(said: Said, rows: Sequence[BudgetRow], *, at: datetime) -> Answer:
    """List what is over its budget, the furthest first, with what is under it and what is on it told apart."""
    over = sorted(
        (r for r in rows if (r.held("variance") or 0) > 0), key=lambda r: -(r.held("variance") or 0)
    )
    headline = f"{said.title}, {rows[0].when}: {len(over)} of {counted(len(rows), 'budget line').lower()} over budget."
    values = [Value("over budget", len(over), "budget lines")]
    values += [v for row in over for v in _values(row, "variance", rows, named=True)]
    lines = [f"• {r.name}{f', {r.group}' if r.group else ''}: {r.said('variance', said.unit)}" for r in over]
    return _answer(said, headline, over, values, [*lines, *_varying(rows, under=True)], at=at)


def _varying(rows: Sequence[BudgetRow], *, under: bool = False) -> list[str]:
    """Say which lines are over and under their budget (`under`: those alone), and how many on it or not known."""
    over = [r for r in rows if (r.held("variance") or 0) > 0 and not under]
    below = [r for r in rows if (r.held("variance") or 0) < 0]
    known = sum(r.held("variance") == 0 for r in rows)
    blank = sum(r.held("variance") is None for r in rows)
    named = []
    for name, found in (("Over budget", over), ("Under budget", below)):
        told = listed([f"{r.name} {_amount(r, 'variance', '')}" for r in found])
        named.append(f"{name}: {told}." if found else "")
    counts = [
        f"{words}: {counted(n, 'line')}." for n, words in ((known, "On budget"), (blank, "Not known")) if n
    ]
    return [*(line for line in named if line), *counts]


def answer_sum(said: Said, rows: Sequence[BudgetRow], metric: str, *, at: datetime) -> Answer:
    """Say the sum of one figure over several rows of one fund; where one is not known there is no sum."""
    missing = [row for row in rows if row.held(metric) is None]
    parts = [v for row in rows for v in _values(row, metric, rows)]
    told = [f"• {row.name}: {row.said(metric, said.unit)}" for row in rows]
    if missing or len({(r.fund, r.when) for r in rows}) > 1:
        reason = (
            missing[0].said(metric)
            if missing
            else "they are of different funds or periods, which are not added up"
        )
        return _answer(said, f"{said.title}: no sum can be told: {reason}.", rows, parts, told, at=at)
    total = sum((row.held(metric) or Decimal(0) for row in rows), Decimal(0))
    whole = replace(rows[0], pounds={metric: total}, known={}, causes=None)
    headline = f"{said.title}, {rows[0].when}: {whole.said(metric, said.unit)}."
    values = [Value(f"{WORDS[metric]} {rows[0].when}", total, "pounds"), *parts]
    return _answer(said, headline, rows, values, told, at=at)


def answer_direction(said: Said, row: BudgetRow, *, at: datetime) -> Answer:
    """Say which way a variance goes: as printed, and by its movement."""
    if not row.printed_direction and not row.direction:
        return _answer(said, f"{row.title}, {row.when}: no direction is held.", [row], [], [], at=at)
    word = row.printed_direction or row.direction
    printed = f"as printed, {row.printed_direction}" if row.printed_direction else row.direction_words
    ours = (
        [f"By its movement{f' since {row.since}' if row.since else ''}: {row.direction_words}."]
        if row.direction
        else []
    )
    values = [
        Value("direction", word, "word"),
        *_values(row, "movement", [row]),
        *_values(row, "variance", [row]),
    ]
    headline = f"{row.title}, {row.when}: direction {printed}."
    return _answer(said, headline, [row], values, [*ours, f"Its {row.said('variance')}."], at=at)


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
        values = _values(top, "variance", [top])
        return _answer(
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
    return _answer(
        said, headline.rstrip(":") + ":", [top, *stated] if whole else rows, [*known, *values], lines, at=at
    )


def answer_not_itemised(said: Said, rows: Sequence[BudgetRow], *, at: datetime) -> Answer:
    """Say how much of a variance no stated cause explains."""
    if len(rows) > 1:
        stated = [row for row in rows if row.causes is not None]
        told = [f"• {row.title}: {row.causes.words}" for row in stated if row.causes]
        values = [v for row in stated for v in _values(row, "not_itemised", stated)]
        headline = f"{said.title}: causes are stated for {counted(len(stated), 'budget line').lower()}."
        return _answer(said, headline, stated, values, told, at=at)
    (row,) = rows
    if row.causes is None:
        headline = f"{row.title}, {row.when}: no cause is stated of its {row.said('variance')}, so nothing is itemised."
        return _answer(said, headline, rows, [], [], at=at)
    if row.causes.not_itemised is None:
        return _answer(said, f"{row.title}, {row.when}: {row.causes.words}.", rows, [], [], at=at)
    values = [*_values(row, "not_itemised", rows), *_values(row, "variance", rows)]
    values += [Value(c.name, c.pounds, "pounds") for c in row.causes.causes if c.pounds is not None]
    headline = f"{row.title}, {row.when}: {show_in(row.causes.not_itemised, said.unit)} is not itemised."
    lines = [f"{row.causes.words}.", *(f"• {_cause(c, row, [row])}" for c in row.causes.causes)]
    return _answer(said, headline, rows, values, lines, at=at)


def _cause(cause: Cause, row: BudgetRow, rows: Sequence[BudgetRow]) -> str:
    amount = "no amount given" if cause.pounds is None else show_pounds(cause.pounds)
    note = f" ({cause.note})" if cause.note else ""
    return f"{cause.name}{_of(row, rows)}: {amount}{note}"


def _of(row: BudgetRow, rows: Sequence[BudgetRow]) -> str:
    return f", {row.name}" if len(rows) > 1 else ""


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
    values = [v for row in totals for v in _values(row, metric, totals)]
    values += [v for row in rows for v in _values(row, metric, rows, named=True)]
    answer = _answer(said, f"{lead}{when}.", rows, values, [*told, *lines], at=at)
    cells = tuple((r.name, r.group, r.fund, _amount(r, metric, said.unit)) for r in rows[:MOST_REFS])
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
    return _answer(
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
        return _answer(
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
    return _answer(
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
        return _answer(said, f"No share can be told: {reason}.", [mine, other], sides, told, at=at)
    headline = f"{names[0]} is {rounded(a / b * 100, 1):f}% of {names[1]}."
    return _answer(said, headline, [mine, other], [Value("share", a / b, "share"), *sides], told, at=at)


def answer_look_up(said: Said, row: BudgetRow, *, at: datetime) -> Answer:
    """Say everything held of one budget line."""
    metrics = [m for m in ("budget", "projection", "variance", "movement") if row.held(m) is not None]
    headline = f"{row.title}, {row.when}: {'; '.join(row.said(m, said.unit) for m in metrics) or 'no figure is held'}."
    values = [v for m in metrics for v in _values(row, m, [row])]
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
    return _answer(said, headline, [row], values, [*lines, *row.notes], at=at)


def answer_none(said: Said, *, reason: str = "", at: datetime) -> Answer:
    """Say that no budget figure is held of what was asked."""
    why = reason or "no budget figure is held"
    return _answer(said, f"{said.title}: {why}.", [], [], [], at=at)


def _sides(mine: BudgetRow, other: BudgetRow, metrics: tuple[str, str]) -> tuple[str, str]:
    def name(row: BudgetRow, metric: str) -> str:
        parts = [row.name]
        if metrics[0] != metrics[1] or mine.name == other.name:
            parts.append(WORDS[metric])
        if mine.when != other.when:
            parts.append(row.when)
        return ", ".join(parts)

    return name(mine, metrics[0]), name(other, metrics[1])


def _short(row: BudgetRow, rows: Sequence[BudgetRow]) -> str:
    parts = [row.name] if len({r.name for r in rows}) > 1 else []
    if len({r.when for r in rows}) > 1 or not parts:
        parts.append(row.when)
    return " ".join(parts)


def _amount(row: BudgetRow, metric: str, unit: str) -> str:
    amount = row.held(metric)
    if amount is None:
        return "not held"
    mark = {"A": " adverse", "F": " favourable"}.get(a_or_f(amount), "") if metric == "variance" else ""
    return f"{show_in(abs(amount) if mark else amount, unit)}{mark}"


def _values(row: BudgetRow, metric: str, rows: Sequence[BudgetRow], *, named: bool = False) -> list[Value]:
    """Return a row's figure; its label names the row where several stand together."""
    amount = row.held(metric)
    if amount is None:
        return []
    of = f"{row.name}, " if named or len({(r.name, r.group) for r in rows}) > 1 else ""
    if of and sum(r.name == row.name for r in rows) > 1 and row.group:
        of = f"{row.name}, {row.group}, "
    return [Value(f"{of}{WORDS[metric]} {row.when}", amount, "pounds")]


def _context(row: BudgetRow, metric: str, unit: str) -> list[str]:
    beside = {
        "variance": ("budget", "projection", "movement"),
        "movement": ("variance",),
        "projection": ("budget", "variance"),
        "budget": (),
    }.get(metric, ())
    told = [row.said(m, unit) for m in beside if row.held(m) is not None]
    lines = [f"{told[0][0].upper()}{told[0][1:]}{''.join(f'; {t}' for t in told[1:])}."] if told else []
    if metric in row.worked_out:
        lines.insert(0, row.worked_out[metric])
    if metric == "variance" and row.balance is not None:
        size = show_pounds(abs(row.balance))
        state = "deficit" if row.balance < 0 else "surplus"
        when = f", {row.balance_when}" if row.balance_when else ""
        lines.append(f"Apart from the year: cumulative {state} {size}{when}.")
    if metric == "budget":
        lines += [
            f"The papers disagree: {show_pounds(p)} is printed as well ({label})." for label, p in row.also
        ]
    return [*lines, *row.notes]


def _context_values(row: BudgetRow, metric: str) -> list[Value]:
    found = []
    if metric == "variance" and row.held("budget") is not None:
        found += _values(row, "budget", [row]) + _values(row, "projection", [row])
    if metric == "variance" and row.balance is not None:
        found.append(Value("cumulative balance", row.balance, "pounds"))
    if metric == "budget":
        found += [Value(f"printed as well: {label}", pounds, "pounds") for label, pounds in row.also]
    return found


def _answer(
    said: Said,
    headline: str,
    rows: Sequence[BudgetRow],
    values: Sequence[Value],
    lines: Sequence[str],
    *,
    at: datetime,
) -> Answer:
    refs = list(dict.fromkeys(row.name for row in rows))[:MOST_REFS]
    return words_said(
        said, headline, refs=refs, values=list(values), lines=[line for line in lines if line], at=at
    )
