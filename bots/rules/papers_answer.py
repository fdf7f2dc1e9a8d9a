"""What the papers print, in words and values: totals beside the sums of their rows, rival sources, proposals, sources.

The three verdicts are never mixed: *casts*, *paper disagrees*, *copy incomplete*. Figures are shown as printed, in the
unit printed; `values` hold pounds where the unit is one of money. Source: docs/method.md, "Casting".
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Final

from bots.rules.answer import MOST_REFS, Answer, Value, counted, listed
from bots.rules.money_answer import Said, show_in, words_said
from bots.rules.savings_answer import choose_year
from programme.rules.calendar import FinancialYear
from savings.rules.casting import CASTS, COPY_INCOMPLETE, NOT_COMPARED, PAPER_DISAGREES, STATUS_WORDS, Cast
from savings.rules.cells import POUNDS_IN

MOST_ROWS: Final = 10
MOST_VALUES: Final = 60
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
    return _answer(said, headline, [*values, *(v for c in shown for v in cast_values(c))], lines, at=at)


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
    return _answer(
        said, f"{said.title}: {counted(len(casts), 'printed figure').lower()} checked.", values, lines, at=at
    )


def no_totals(said: Said, *, at: datetime) -> Answer:
    """Say that nothing printed is held to compare."""
    return _answer(said, f"{said.title}: no printed total is held to compare.", [], [], at=at)


def cast_sentence(cast: Cast) -> str:
    """Say a printed figure beside its rows: "Total: printed £3.08m, rows come to £2.98m: £0.10m less"."""
    name = ", ".join(filter(None, (cast.label, cast.period)))
    if cast.printed is None:
        return f"{name}: no total is printed in our copy; rows come to {_figure(cast.sum, cast.unit)}"
    printed = f"{name}: printed {_figure(cast.printed, cast.unit)}"
    if cast.sum is None:
        return f"{printed}; its rows cannot be added up, cells are blank in our copy"
    told = f"{printed}, rows come to {_figure(cast.sum, cast.unit)}"
    if not cast.difference:
        return f"{told}: {STATUS_WORDS[cast.status]}"
    more = "more" if cast.difference > 0 else "less"
    return f"{told}: {_figure(abs(cast.difference), cast.unit)} {more}, {STATUS_WORDS[cast.status]}"


def cast_values(cast: Cast) -> tuple[Value, ...]:
    """Return the printed figure, its rows' sum and the difference (sum less printed), each where known."""
    name = ", ".join(filter(None, (cast.table.replace("_", " "), cast.label, cast.period)))
    figures = (("printed", cast.printed), ("sum of rows", cast.sum), ("difference", cast.difference))
    return tuple(
        _value(f"{words}: {name}", figure, cast.unit) for words, figure in figures if figure is not None
    )


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
    return _answer(said, headline, values, lines, at=at)


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
    return _answer(said, f"{opening}{said.title}: {lines[0]}", values, lines[1:], at=at)


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
        return _answer(said, headline, [v for r in held for v in r.values], [], at=at)
    if not rivals:
        none = f"{said.title}: no two sources that disagree are held."
        return _answer(said, f"No: {none}" if asking else none, [], [], at=at)
    number = counted(len(rivals), "figure").lower()
    verb = "is" if len(rivals) == 1 else "are"
    headline = f"{said.title}: {number} {verb} printed in two ways, and none of them is said to be right."
    if len(rivals) == 1:
        headline = f"{said.title}: the sources disagree, {rivals[0].words}."
    lines = [f"• {r.words}" for r in rivals[:MOST_ROWS]] + _more(rivals) if len(rivals) > 1 else []
    own = [v for r in rivals for v in r.values]
    count = Value("printed in two ways", len(rivals), "figures")
    values = [*own, count] if len(rivals) == 1 and not counting else [count, *own]
    return _answer(said, f"Yes: {headline}" if asking else headline, values, lines, at=at)


def answer_which(said: Said, rivals: Sequence[Rival], amounts: Sequence[Decimal], *, at: datetime) -> Answer:
    """Say of two figures asked about where each is printed; which of them is right is never said."""
    asked = " and ".join(_plainly(a, said.unit) for a in amounts)
    if not rivals:
        return _answer(said, f"{said.title}: no thing is held that is printed as {asked}.", [], [], at=at)
    told = [r.words for r in rivals]
    headline = f"{said.title}: both are printed, and neither is said to be right. {told[0]}."
    lines = [f"• {words}" for words in told[1:MOST_ROWS]]
    return _answer(said, headline, [v for r in rivals for v in r.values], lines, at=at)


def _plainly(amount: Decimal, unit: str) -> str:
    return f"{amount:f}" if abs(amount) < 1000 else show_in(amount, unit)


# Proposals, and the paper itself.


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
        return _answer(said, f"{said.title}: no further proposals are held.", [], [], at=at)
    table = sorted({y for r in rows for y, _ in r.amounts})
    asked = [y for y in (years or table) if y in table]
    if not asked:
        none = f"no further proposal has a figure for {listed([str(y) for y in years])}"
        held = f"figures are held for {table[0]} to {table[-1]}"
        return _answer(said, f"{said.title}: {none}; {held}.", [], [], at=at)
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
    return _answer(said, headline, values, lines, refs=[r.number for r in rows], at=at)


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
    return _answer(said, headline, values, lines, refs=[r.number for r in rows], at=at)


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
    return _answer(said, headline, values, told[1:], refs=[r.number for r in rows], at=at)


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


def answer_source(said: Said, papers: Sequence[tuple[str, str]], *, at: datetime) -> Answer:
    """Say which paper a programme comes from."""
    held = [(name, source) for name, source in papers if source]
    if not held:
        return _answer(said, f"{said.title}: no source paper is recorded.", [], [], at=at)
    if len(papers) == 1:
        return _answer(
            said, f"{said.title} comes from: {held[0][1]}.", [Value("source", held[0][1], "word")], [], at=at
        )
    lines = [f"• {name}: {source or 'no source paper is recorded'}" for name, source in papers]
    values = [Value(f"source, {name}", source, "word") for name, source in held]
    return _answer(
        said,
        f"{said.title}: {counted(len(held), 'programme').lower()} with a source paper.",
        values,
        lines,
        at=at,
    )


def _figure(figure: Decimal | None, unit: str) -> str:
    if figure is None:
        return "not known"
    sign, written = ("-" if figure < 0 else ""), f"{abs(figure):,f}"
    suffix = {"£000": "k", "£m": "m", "£": ""}.get(unit)
    if suffix is not None:
        return f"{sign}£{written}{suffix}"
    return f"{sign}{written}%" if unit == "%" else f"{sign}{written} {unit}".strip()


def _value(label: str, figure: Decimal, unit: str) -> Value:
    if unit in POUNDS_IN:
        return Value(label, figure * POUNDS_IN[unit], "pounds")
    return Value(label, figure, unit or "number")


def _more(rows: Sequence[object]) -> list[str]:
    left = len(rows) - MOST_ROWS
    return [f"• and {left} more"] if left > 0 else []


def _answer(
    said: Said,
    headline: str,
    values: Sequence[Value],
    lines: Sequence[str],
    *,
    refs: Sequence[str] = (),
    at: datetime,
) -> Answer:
    kept: dict[str, Value] = {}
    for value in values:
        kept.setdefault(value.label, value)
    told = list(kept.values())[:MOST_VALUES]
    return words_said(
        said, headline, refs=list(refs)[:MOST_REFS], values=told, lines=[x for x in lines if x], at=at
    )
