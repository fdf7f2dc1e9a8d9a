"""What the papers print, in words and values: totals beside the sums of their rows, rival sources, proposals, sources.

The three verdicts are never mixed: *casts*, *paper disagrees*, *copy incomplete*. Figures are shown as printed, in the
unit printed; `values` hold pounds where the unit is one of money. Source: docs/method.md, "Casting".
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Final

from bots.rules.answer import Answer, Value, counted
from bots.rules.casting_words import cast_sentence, cast_values, paper_answer
from bots.rules.money_answer import Said, show_in
from programme.rules.calendar import FinancialYear
from savings.rules.casting import CASTS, COPY_INCOMPLETE, NOT_COMPARED, PAPER_DISAGREES, STATUS_WORDS, Cast

MOST_ROWS: Final = 10
VERDICTS: Final = (CASTS, PAPER_DISAGREES, COPY_INCOMPLETE, NOT_COMPARED)


# Casting.


def answer_casting(said: Said, casts: Sequence[Cast], *, at: datetime) -> Answer:
    """Say whether printed figures cast: how many of each verdict, and each that does not with both figures."""
    if not casts:
        return no_totals(said, at=at)
    verdicts = Counter(cast.status for cast in casts)
    apart = [c for c in casts if c.status == PAPER_DISAGREES]
    cut = [c for c in casts if c.status == COPY_INCOMPLETE]
    told = ", ".join(f"{STATUS_WORDS[v]} {verdicts[v]}" for v in VERDICTS if verdicts[v])
    every = counted(len(casts), "printed figure").lower()
    if verdicts[CASTS] == len(casts):
        all_of = (
            "the one printed figure casts" if len(casts) == 1 else f"all {len(casts)} printed figures cast"
        )
        headline = f"Yes: {said.title}: {all_of}."
    elif apart:
        headline = f"No: of {every} of {said.title}: {told}."
    elif verdicts[CASTS]:
        headline = f"Yes, as far as our copy goes: of {every} of {said.title}: {told}."
    else:
        headline = f"Whether it casts is not known from our copy: of {every} of {said.title}: {told}."
    lines = [f"• {cast_sentence(c)}." for c in apart[:MOST_ROWS]] + _more(apart)
    if cut:
        lines += [f"• {cast_sentence(c)}. {c.note}".strip() for c in cut[:MOST_ROWS]] + _more(cut)
    if len(casts) <= 3:
        lines += [f"• {cast_sentence(c)}." for c in casts if c.status in (CASTS, NOT_COMPARED)]
    order = (PAPER_DISAGREES, CASTS, COPY_INCOMPLETE, NOT_COMPARED)
    counts = [(v, verdicts[v]) for v in order if verdicts[v] or v == PAPER_DISAGREES]
    values = [Value(STATUS_WORDS[verdict], number, "casts") for verdict, number in counts]
    shown = [*apart, *cut, *(casts if len(casts) <= 3 else ())]
    return paper_answer(said, headline, [*values, *(v for c in shown for v in cast_values(c))], lines, at=at)


def answer_cast_list(said: Said, casts: Sequence[Cast], *, counting: bool = False, at: datetime) -> Answer:
    """List printed figures beside their rows, those that disagree first."""
    if not casts:
        return no_totals(said, at=at)
    if counting:
        return answer_casting(said, casts, at=at)
    order = (PAPER_DISAGREES, COPY_INCOMPLETE, NOT_COMPARED, CASTS)
    ranked = sorted(casts, key=lambda c: order.index(c.status))
    lines = [f"• {cast_sentence(c)}." for c in ranked[:MOST_ROWS]] + _more(ranked)
    values = [Value("printed figures", len(casts), "casts"), *(v for c in ranked for v in cast_values(c))]
    return paper_answer(
        said, f"{said.title}: {counted(len(casts), 'printed figure').lower()} checked.", values, lines, at=at
    )


def no_totals(said: Said, *, at: datetime) -> Answer:
    """Say that nothing printed is held to compare."""
    return paper_answer(said, f"{said.title}: no printed total is held to compare.", [], [], at=at)


# Printed totals.


@dataclass(frozen=True)
class PrintedFacts:
    """A total as its paper prints it, in pounds, with what our readable rows of it come to; None where not known."""

    name: str
    year: FinancialYear | None
    pounds: Decimal
    printed: str
    source: str
    rows: Decimal | None = None
    verdict: str = ""
    note: str = ""
    blanks: str = ""

    @property
    def label(self) -> str:
        """Return what it is called: its name and year."""
        return f"{self.name}, {self.year}" if self.year else self.name


def answer_printed(said: Said, rows: Sequence[PrintedFacts], *, at: datetime) -> Answer:
    """Say each printed total, beside it what our readable rows come to. Totals of years are never added up."""
    if not rows:
        return no_totals(said, at=at)
    lines, values = [], []
    for row in rows:
        values.append(Value(f"printed: {row.label}", row.pounds, "pounds"))
        if row.rows is not None:
            values.append(Value(f"readable rows: {row.label}", row.rows, "pounds"))
            if row.rows != row.pounds:
                values.append(Value(f"not in our rows: {row.label}", row.pounds - row.rows, "pounds"))
    first = rows[0]
    beside = (
        f", our readable rows come to {show_in(first.rows, said.unit)} ({first.verdict})"
        if first.rows is not None
        else ""
    )
    headline = f"{said.title}: {first.label}: printed {show_in(first.pounds, said.unit)}{beside}."
    for row in rows[1:MOST_ROWS]:
        more = (
            f", readable rows {show_in(row.rows, said.unit)} ({row.verdict})" if row.rows is not None else ""
        )
        lines.append(f"• {row.label}: printed {show_in(row.pounds, said.unit)}{more}")
    lines += [f"{first.note}" if first.note else "", f"From {first.source}." if first.source else ""]
    return paper_answer(said, headline, values, lines, at=at)


def answer_copied(
    said: Said, rows: Sequence[PrintedFacts], *, left: bool = False, asking: bool = False, at: datetime
) -> Answer:
    """Say a printed total beside what our readable rows of it come to; `left`: first how much cannot be read."""
    known = [row for row in rows if row.rows is not None]
    if not known:
        return no_totals(said, at=at)
    lines, values = [], []
    for row in known:
        assert row.rows is not None
        gap = Value(f"cannot be read: {row.label}", row.pounds - row.rows, "pounds")
        both = [
            Value(f"printed: {row.label}", row.pounds, "pounds"),
            Value(f"readable rows: {row.label}", row.rows, "pounds"),
        ]
        values += [gap, *both] if left else [*both, gap]
        words = f"printed {show_in(row.pounds, said.unit)}, our readable rows come to {show_in(row.rows, said.unit)}"
        short = row.pounds - row.rows
        told = f"{row.label}: {words}" + (f", {show_in(short, said.unit)} short" if short else "")
        lines.append(f"{told} ({row.verdict}). {row.blanks}".strip())
    every = all(row.rows == row.pounds for row in known)
    opening = ("Yes: " if every else "No: ") if asking else ""
    return paper_answer(said, f"{opening}{said.title}: {lines[0]}", values, lines[1:], at=at)


# Sources that disagree.


@dataclass(frozen=True)
class Rival:
    """One thing that is printed in two ways: in words, with the figures as values. `is_apart` unless they agree."""

    words: str
    values: tuple[Value, ...] = ()
    is_apart: bool = True


def answer_sources(
    said: Said,
    rivals: Sequence[Rival],
    held: Sequence[Rival] = (),
    *,
    asking: bool = False,
    counting: bool = False,
    at: datetime,
) -> Answer:
    """List what sources print differently; none of them is said to be right. `held` are those besides that agree."""
    if not rivals and held:
        told = "; ".join(r.words for r in held)
        headline = f"{said.title}: printed in two ways that agree, each as finely as it is printed. {told}."
        return paper_answer(said, headline, [v for r in held for v in r.values], [], at=at)
    if not rivals:
        none = f"{said.title}: no two sources that disagree are held."
        return paper_answer(said, f"No: {none}" if asking else none, [], [], at=at)
    number = counted(len(rivals), "figure").lower()
    verb = "is" if len(rivals) == 1 else "are"
    headline = f"{said.title}: {number} {verb} printed in two ways, and none of them is said to be right."
    if len(rivals) == 1:
        headline = f"{said.title}: the sources disagree, {rivals[0].words}."
    lines = [f"• {r.words}" for r in rivals[:MOST_ROWS]] + _more(rivals) if len(rivals) > 1 else []
    own = [v for r in rivals for v in r.values]
    count = Value("printed in two ways", len(rivals), "figures")
    values = [*own, count] if len(rivals) == 1 and not counting else [count, *own]
    return paper_answer(said, f"Yes: {headline}" if asking else headline, values, lines, at=at)


def answer_which(said: Said, rivals: Sequence[Rival], amounts: Sequence[Decimal], *, at: datetime) -> Answer:
    """Say of two figures asked about where each is printed; which of them is right is never said."""
    asked = " and ".join(_plainly(a, said.unit) for a in amounts)
    if not rivals:
        return paper_answer(
            said, f"{said.title}: no thing is held that is printed as {asked}.", [], [], at=at
        )
    told = [r.words for r in rivals]
    headline = f"{said.title}: both are printed, and neither is said to be right. {told[0]}."
    lines = [f"• {words}" for words in told[1:MOST_ROWS]]
    return paper_answer(said, headline, [v for r in rivals for v in r.values], lines, at=at)


def _plainly(amount: Decimal, unit: str) -> str:
    return f"{amount:f}" if abs(amount) < 1000 else show_in(amount, unit)


# Proposals, and the paper itself.


def answer_source(said: Said, papers: Sequence[tuple[str, str]], *, at: datetime) -> Answer:
    """Say which paper a programme comes from."""
    held = [(name, source) for name, source in papers if source]
    if not held:
        return paper_answer(said, f"{said.title}: no source paper is recorded.", [], [], at=at)
    if len(papers) == 1:
        return paper_answer(
            said, f"{said.title} comes from: {held[0][1]}.", [Value("source", held[0][1], "word")], [], at=at
        )
    lines = [f"• {name}: {source or 'no source paper is recorded'}" for name, source in papers]
    values = [Value(f"source, {name}", source, "word") for name, source in held]
    return paper_answer(
        said,
        f"{said.title}: {counted(len(held), 'programme').lower()} with a source paper.",
        values,
        lines,
        at=at,
    )


def _more(rows: Sequence[object]) -> list[str]:
    left = len(rows) - MOST_ROWS
    return [f"• and {left} more"] if left > 0 else []
