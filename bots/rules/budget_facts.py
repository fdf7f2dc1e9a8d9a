"""A budget line, group or fund as answers take it, with its figures in words and as labelled values.

A variance above nought is adverse. Where a total lacks lines it says how many are known.
Source: docs/method.md, "Budget monitoring".
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Final

from bots.rules.answer import MOST_REFS, Answer, Value
from bots.rules.money_answer import Said, show_in, words_said
from programme.rules.calendar import MONTH_NAMES, FinancialMonth
from savings.rules.monitoring import a_or_f, variance_words
from savings.rules.notation import show_pounds

_MONTH: Final = re.compile(r"([A-Za-z]{3})[a-z]*[- ](\d{2}|\d{4})")
WORDS: Final[Mapping[str, str]] = {
    "budget": "current budget",
    "net_budget": "net budget",
    "gross_budget": "gross budget",
    "income_budget": "income budget",
    "projection": "projection",
    "variance": "variance",
    "movement": "movement",
    "not_itemised": "not itemised",
    "spend": "spend to date",
    "balance": "cumulative balance",
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
        return self.balance if metric == "balance" else self.pounds.get(metric)

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
        if metric == "balance":
            state = "deficit" if amount < 0 else "surplus"
            when = f", {self.balance_when}" if self.balance_when else ""
            return f"cumulative {state} {show_in(abs(amount), unit)}{when}"
        return f"{words} {show_in(amount, unit)}{lacking}"

    def _variance(self, amount: Decimal) -> str:
        if not self.is_ringfenced:
            return variance_words(amount, self.pounds.get("budget"))
        if not amount:
            return "nil"
        return f"{show_pounds(abs(amount))} in-year {'deficit' if amount > 0 else 'surplus'}"


def month_of(period: str) -> tuple[int, int] | None:
    """Return the year and month that a period prints: (2023, 3) of "Mar-23"; None where it prints none."""
    match = _MONTH.fullmatch(period.strip())
    if match is None:
        return None
    names = [name[:3].lower() for name in MONTH_NAMES]
    name, year = match[1].lower(), int(match[2])
    return (year + 2000 if year < 100 else year, names.index(name) + 1) if name in names else None


def month_words(month: FinancialMonth) -> str:
    """Write a period as answers do: "2023/24 month 5"."""
    return f"{month.year} month {month.number}"


def short_name(row: BudgetRow, rows: Sequence[BudgetRow]) -> str:
    parts = [row.name] if len({r.name for r in rows}) > 1 else []
    if len({r.when for r in rows}) > 1 or not parts:
        parts.append(row.when)
    return " ".join(parts)


def amount_words(row: BudgetRow, metric: str, unit: str) -> str:
    amount = row.held(metric)
    if amount is None:
        return "not held"
    mark = {"A": " adverse", "F": " favourable"}.get(a_or_f(amount), "") if metric == "variance" else ""
    return f"{show_in(abs(amount) if mark else amount, unit)}{mark}"


def values_of(row: BudgetRow, metric: str, rows: Sequence[BudgetRow], *, named: bool = False) -> list[Value]:
    """Return a row's figure; its label names the row where several stand together."""
    amount = row.held(metric)
    if amount is None:
        return []
    of = f"{row.name}, " if named or len({(r.name, r.group) for r in rows}) > 1 else ""
    if of and sum(r.name == row.name for r in rows) > 1 and row.group:
        of = f"{row.name}, {row.group}, "
    return [Value(f"{of}{WORDS[metric]} {row.when}", amount, "pounds")]


def context_of(row: BudgetRow, metric: str, unit: str) -> list[str]:
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


def context_values(row: BudgetRow, metric: str) -> list[Value]:
    found = []
    if metric == "variance" and row.held("budget") is not None:
        found += values_of(row, "budget", [row]) + values_of(row, "projection", [row])
    if metric == "variance" and row.balance is not None:
        found.append(Value("cumulative balance", row.balance, "pounds"))
    if metric == "budget":
        found += [Value(f"printed as well: {label}", pounds, "pounds") for label, pounds in row.also]
    return found


def answer_of(
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
