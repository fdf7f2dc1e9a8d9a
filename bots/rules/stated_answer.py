"""A ceiling or a plan: what a paper states of a benefit, in its own words, told apart from savings that are planned."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from bots.rules.answer import MOST_REFS, Answer, Value, listed
from bots.rules.money_answer import Said, show_in, words_said
from programme.rules.calendar import FinancialYear


@dataclass(frozen=True)
class Benefit:
    """What a paper says something will bring: its words, and the amount in pounds where they hold one."""

    programme_id: UUID
    name: str
    text: str
    pounds: Decimal | None
    is_ceiling: bool
    source: str

    @property
    def kind(self) -> str:
        """Say what the figure is."""
        if self.pounds is None:
            return "stated in words, without an amount in pounds"
        if self.is_ceiling:
            return "a ceiling, not a planned amount or a target"
        return "an amount stated as a benefit, not a planned saving"


@dataclass(frozen=True)
class PlannedLine:
    """A savings line's planned amount in one year, in pounds."""

    ref: str
    name: str
    year: FinancialYear
    pounds: Decimal


def other_than(amounts: Sequence[Decimal], unit: str) -> str:
    """Say that no benefit of the amounts asked about is stated; blank where none was."""
    said = listed([show_in(a, unit) for a in amounts])
    return f"No benefit of {said} is stated. " if amounts else ""


def answer_benefits(said: Said, rows: Sequence[Benefit], *, asked: str = "", at: datetime) -> Answer:
    """Say each benefit in its paper's words and what kind of figure it is. None of them is in a plan."""
    if not rows:
        return words_said(said, f"{said.title}: no benefit is stated.", refs=(), at=at)
    told = [f"{row.name}: “{row.text}”, as printed. It is {row.kind}." for row in rows]
    values = [
        Value(f"{'up to' if r.is_ceiling else 'stated benefit'}: {r.name}", r.pounds, "pounds")
        for r in rows
        if r.pounds is not None
    ]
    lines = ["It is in no total of planned savings." if len(rows) == 1 else "None is in a total of savings."]
    lines += [f"From {source}." for source in dict.fromkeys(r.source for r in rows if r.source)]
    refs = [r.name for r in rows][:MOST_REFS]
    return words_said(said, asked + told[0], refs=refs, values=values, lines=[*told[1:], *lines], at=at)


def answer_planned(
    said: Said, rows: Sequence[PlannedLine], *, amounts: Sequence[Decimal], at: datetime
) -> Answer:
    """Say which planned amounts are meant: a plan, as no ceiling is stated of a savings line."""
    size = listed([show_in(a, said.unit) for a in amounts])
    if not rows:
        none = f"no planned amount or ceiling of {size} is held" if amounts else "no planned amount is held"
        return words_said(said, f"{said.title}: {none}.", refs=(), at=at)
    first = rows[0]
    refs = list(dict.fromkeys(r.ref for r in rows))
    if len(refs) > 1 and not amounts:
        text = f"{said.title}: its figures are planned amounts. No ceiling is stated of them."
        return words_said(said, text, refs=refs[:MOST_REFS], at=at)
    told = [f"{r.ref} {r.name}: planned saving {show_in(r.pounds, said.unit)} in {r.year}." for r in rows]
    much = f"{show_in(first.pounds, said.unit)} is its planned saving in {first.year}"
    headline = f"{first.ref} {first.name}: a plan. {much}; no ceiling is stated."
    values = [Value(f"planned saving {r.ref} {r.year}", r.pounds, "pounds") for r in rows]
    return words_said(said, headline, refs=refs[:MOST_REFS], values=values, lines=told[1:], at=at)
