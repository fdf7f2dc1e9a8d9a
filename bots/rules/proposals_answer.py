"""Further proposals in words and values: what each saves by year, the total its paper prints, risk and confidence.

A printed total stands beside the sum of its rows. Source: docs/method.md, "Casting".
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from bots.rules.answer import Answer, Value, counted, listed
from bots.rules.casting_words import cast_sentence, cast_values, paper_answer
from bots.rules.money_answer import Said, show_in
from bots.rules.savings_answer import choose_year
from programme.rules.calendar import FinancialYear
from savings.rules.casting import Cast


@dataclass(frozen=True)
class ProposalFacts:
    """A further proposal: its amounts by year in pounds, what it needs and its two scales, as printed."""

    number: str
    name: str
    amounts: tuple[tuple[FinancialYear, Decimal], ...]
    volume: str = ""
    investment: str = ""
    secured: str = ""
    confidence: str = ""
    risk: str = ""
    rivals: tuple[tuple[FinancialYear, str], ...] = ()


def answer_proposals(
    said: Said,
    rows: Sequence[ProposalFacts],
    casts: Sequence[Cast],
    years: Sequence[FinancialYear],
    *,
    counting: bool = False,
    at: datetime,
) -> Answer:
    """List further proposals with what each saves by year; a printed total of them stands beside their sum."""
    if not rows:
        return paper_answer(said, f"{said.title}: no further proposals are held.", [], [], at=at)
    table = sorted({y for r in rows for y, _ in r.amounts})
    asked = [y for y in (years or table) if y in table]
    if not table:
        held = f"{counted(len(rows), 'further proposal').lower()}; none has a figure by year"
        number = [Value("proposals", len(rows), "proposals")] if counting else []
        return paper_answer(said, f"{said.title}: {held}.", number, [], refs=[r.number for r in rows], at=at)
    if not asked:
        none = f"no further proposal has a figure for {listed([str(y) for y in years])}"
        held = f"figures are held for {table[0]} to {table[-1]}"
        return paper_answer(said, f"{said.title}: {none}; {held}.", [], [], at=at)
    sums = {y: sum((dict(r.amounts).get(y, Decimal(0)) for r in rows), Decimal(0)) for y in asked}
    told = listed([f"{y} {show_in(amount, said.unit)}" for y, amount in sums.items()])
    headline = f"{said.title}: {counted(len(rows), 'further proposal').lower()}, whose rows come to {told}."
    lines = [f"• {_proposal(r, asked, said.unit)}" for r in rows]
    lines += [f"{cast_sentence(c)}." for c in casts]
    values = [Value(f"sum of proposals {y}", amount, "pounds") for y, amount in sums.items()]
    count = Value("proposals", len(rows), "proposals")
    values = [count, *values] if counting else [*values, count]
    values += [Value(f"{r.name} {y}", p, "pounds") for r in rows for y, p in r.amounts if y in asked]
    values += [v for c in casts for v in cast_values(c)]
    return paper_answer(said, headline, values, lines, refs=[r.number for r in rows], at=at)


def answer_proposal(
    said: Said,
    rows: Sequence[ProposalFacts],
    years: Sequence[FinancialYear],
    *,
    on: date,
    at: datetime,
) -> Answer:
    """Say what proposals that are named save, each by itself: in the years asked, else in the year that stands."""
    lines, values, headline = [], [], ""
    for row in rows:
        held = dict(row.amounts)
        table = sorted(held)
        first = choose_year(None, table, today=on).year if table else None
        asked = list(years) or [y for y in (first,) if y] + [y for y in table if y != first]
        values += [Value(f"{row.name} {y}", held[y], "pounds") for y in asked if y in held]
        told = [
            f"{y} {show_in(held[y], said.unit)}" if y in held else f"{y} no figure is held" for y in asked
        ]
        words = f"{row.name} (further proposal {row.number}): {listed(told) or 'no figure is held'}."
        headline = headline or words
        lines += [words] if headline != words else []
        lines.append(_proposal(row, [y for y in asked if y in held], said.unit))
    headline = headline or f"{said.title}: no such proposal is held."
    return paper_answer(said, headline, values, lines, refs=[r.number for r in rows], at=at)


def answer_proposal_risk(said: Said, rows: Sequence[ProposalFacts], *, at: datetime) -> Answer:
    """Say how risky a paper calls its proposals, and how confident it is of them."""
    told, values = [], []
    for row in rows:
        risk = f"risk {row.risk}" if row.risk else "no risk level is printed"
        sure = f", confidence {row.confidence}" if row.confidence else ""
        told.append(f"{row.name} (further proposal {row.number}): {risk}{sure}, as printed.")
        values += [Value(f"risk, {row.name}", row.risk, "word")] if row.risk else []
        values += [Value(f"confidence, {row.name}", row.confidence, "word")] if row.confidence else []
    headline = told[0] if told else f"{said.title}: no such proposal is held."
    return paper_answer(said, headline, values, told[1:], refs=[r.number for r in rows], at=at)


def _proposal(row: ProposalFacts, years: Sequence[FinancialYear], unit: str) -> str:
    held = dict(row.amounts)
    parts = [", ".join(f"{y} {show_in(held.get(y), unit)}" for y in years)]
    told = {
        "target": row.volume,
        "needs": row.investment,
        "secured": row.secured,
        "confidence": row.confidence,
        "risk": row.risk,
    }
    parts += [f"{name} {value}" for name, value in told.items() if value]
    others = [words for year, words in row.rivals if year in years]
    rivals = f"; {'; '.join(others)}" if others else ""
    return f"{row.number} {row.name}: {'; '.join(parts)}{rivals}"
