"""Figures of money in words and values: one metric, by year, over what was asked, with what it lacks.

The first value answers the question. What is not held is said as not held and has no value: never nil, never zero.
Source: docs/method.md, "Totals".
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from typing import Final, Literal

from bots.rules.answer import MOST_REFS, Answer, Status, Table, Value, counted, listed
from bots.rules.savings_answer import COUNTED, WITHOUT_EXEMPT
from programme.rules.calendar import FinancialYear
from savings.rules.notation import rounded, show_pounds

MOST_ROWS: Final = 20
BOUND_WORDS: Final = {">=": "at least", "<=": "at most", ">": "over", "<": "under", "=": "of"}


@dataclass(frozen=True)
class Said:
    """What every answer carries: how it was read, its intent, definition, link, unit and whether it is invented."""

    title: str
    words: str
    reading: str
    intent: str
    definition: str = ""
    link: str = ""
    unit: Literal["", "pounds", "thousands", "millions"] = ""
    illustrative: bool = False
    notes: tuple[str, ...] = (WITHOUT_EXEMPT,)


@dataclass(frozen=True)
class YearFigure:
    """A figure of one year. `pounds` is None where it is not held, as `why` says; `known` of `of` lines are in it."""

    year: FinancialYear
    pounds: Decimal | None
    known: int = 0
    of: int = 0
    why: str = ""
    beside: tuple[tuple[str, Decimal], ...] = ()
    span: str = ""

    @property
    def when(self) -> str:
        """Say the year it is of, or the years where it is no figure of one ("2026/27 to 2029/30")."""
        return self.span or str(self.year)

    @property
    def known_words(self) -> str:
        """Say how many lines are known, where some are not."""
        return f"{self.known} of {self.of} lines known" if self.of > self.known else ""


@dataclass(frozen=True)
class RowFigure:
    """A line, heading or other row with its figure; None is not known."""

    ref: str
    name: str
    pounds: Decimal | None
    words: str = ""


def show_in(pounds: Decimal | None, unit: str) -> str:
    """Write pounds in the unit asked for: "£1.25m", "£1,250k", "£1,250,000"; without one as readers expect."""
    if pounds is None or unit == "":
        return show_pounds(pounds)
    sign, size = ("-" if pounds < 0 else ""), abs(pounds)
    if unit == "thousands":
        return f"{sign}£{_plain(size / 1000):}k"
    if unit == "millions":
        return f"{sign}£{_plain(size / 1_000_000)}m"
    return f"{sign}£{_plain(size)}"


def lines_words(lines: int, adjustments: int, noun: str = "savings line") -> str:
    """Say how many lines a list holds: adjustments in it are told apart, since they are never counted."""
    if not adjustments:
        return counted(lines, noun)
    return f"{counted(lines, noun)} and {counted(adjustments, 'adjustment').lower()}"


def counts_of(lines: int, adjustments: int) -> list[Value]:
    """Return how many lines a list holds and, told apart, how many adjustments."""
    apart = [Value("adjustments", adjustments, "lines")] if adjustments else []
    return [Value("lines", lines, "lines"), *apart]


def amount_bounds(bounds: Sequence[str]) -> str:
    """Say bounds such as ">=200000": "at least £200k", "between £200k and £400k", "over £1m"; blank for none."""
    said = {sign: show_pounds(Decimal(text.removeprefix(sign))) for text in bounds for sign in [_sign(text)]}
    if said.keys() == {">=", "<="}:
        return f"between {said['>=']} and {said['<=']}"
    return " and ".join(f"{BOUND_WORDS[sign]} {amount}" for sign, amount in said.items())


def _sign(bound: str) -> str:
    return next(sign for sign in BOUND_WORDS if bound.startswith(sign))


def answer_figure(
    said: Said,
    figures: Sequence[YearFigure],
    *,
    how: str,
    refs: Sequence[str],
    lines: Sequence[str] = (),
    parts: Sequence[Value] = (),
    at: datetime,
) -> Answer:
    """Word one metric in one year, with `how` that year came to be chosen; or in several, one by one."""
    held = [f for f in figures if f.pounds is not None]
    values = [Value(f"{said.words} {f.when}", f.pounds, "pounds") for f in held if f.pounds is not None]
    for f in held:
        if f.of > f.known:
            values.append(Value(f"lines known {f.when}", f.known, "lines"))
        values += [Value(f"{label} {f.year}", pounds, "pounds") for label, pounds in f.beside]
    return Answer(
        status=Status.ANSWERED,
        as_at=at,
        headline=f"{said.title}: {_headline(said, figures)}.",
        intent=said.intent,
        reading=f"{said.reading}{how}",
        lines=tuple(line for line in (*(_year_line(said, f) for f in figures), *lines) if line),
        notes=said.notes,
        values=(*values, *parts),
        refs=tuple(refs)[:MOST_REFS],
        link=said.link,
        definition=said.definition,
        illustrative=said.illustrative,
    )


def answer_rows(
    said: Said,
    rows: Sequence[RowFigure],
    *,
    headline: str,
    how: str,
    year: FinancialYear | None,
    values: Sequence[Value] = (),
    lines: Sequence[str] = (),
    at: datetime,
) -> Answer:
    """Word a list of rows, each with its figure where there is one."""
    told = [f"• {_row(r, said.unit)}" for r in rows[:MOST_ROWS]]
    if len(rows) > MOST_ROWS:
        told.append(f"• and {len(rows) - MOST_ROWS} more")
    when = f" {year}" if year else ""
    figures = [
        Value(f"{r.ref or r.name}{when}", r.pounds, "pounds")
        for r in rows[:MOST_REFS]
        if r.pounds is not None
    ]
    columns = ("Ref", "Name", f"{said.words.capitalize()}{when}")
    cells = tuple(
        (r.ref, r.name, show_in(r.pounds, said.unit) if year else r.words) for r in rows[:MOST_REFS]
    )
    return Answer(
        status=Status.ANSWERED,
        as_at=at,
        headline=headline,
        intent=said.intent,
        reading=f"{said.reading}{how}",
        lines=(*told, *lines),
        notes=said.notes,
        values=_once((*values, *figures)),
        refs=tuple(r.ref for r in rows if r.ref)[:MOST_REFS],
        table=Table(said.title, columns, cells) if rows else None,
        link=said.link,
        definition=said.definition,
        illustrative=said.illustrative,
    )


@dataclass(frozen=True)
class Side:
    """One side of a comparison or share."""

    title: str
    words: str
    figure: YearFigure


def answer_compared(
    said: Said, mine: Side, other: Side, *, how: str, refs: Sequence[str], at: datetime
) -> Answer:
    """Word the difference of two figures: this less that. Where one is not held there is no difference."""
    a, b = mine.figure.pounds, other.figure.pounds
    sides = [
        Value(_side_label(one, other if one is mine else mine), one.figure.pounds, "pounds")
        for one in (mine, other)
        if one.figure.pounds is not None
    ]
    if a is None or b is None:
        missing = mine if a is None else other
        headline = f"No difference can be told: {missing.figure.why or 'it is not known'}."
        told = tuple(
            f"{_side_label(one, other if one is mine else mine)}: {_amount(one.figure, said.unit)}."
            for one in (mine, other)
        )
        values = tuple(sides)
    else:
        gap = a - b
        headline, told = _difference(mine, other, gap, said.unit), ()
        values = (Value("difference", gap, "pounds"), *sides)
    return _plain_answer(said, headline, told, values, how, refs, at)


def answer_share(
    said: Said, mine: Side, other: Side, *, how: str, refs: Sequence[str], at: datetime
) -> Answer:
    """Word a figure as a share of another; none where either is not held or the whole is nil."""
    a, b = mine.figure.pounds, other.figure.pounds
    whole = _side_label(other, mine)
    sides = [
        Value(_side_label(s, mine if s is other else other), s.figure.pounds, "pounds")
        for s in (mine, other)
        if s.figure.pounds is not None
    ]
    told = (
        f"{_side_label(mine, other)}: {_amount(mine.figure, said.unit)}.",
        f"{whole}: {_amount(other.figure, said.unit)}.",
    )
    if a is None or b is None or not b:
        reason = mine.figure.why if a is None else other.figure.why
        headline = f"No share can be told: {reason or 'the whole is nil or not known'}."
        return _plain_answer(said, headline, told, tuple(sides), how, refs, at)
    share = a / b
    headline = f"{_side_label(mine, other)} is {rounded(share * 100, 1):f}% of {whole}."
    return _plain_answer(said, headline, told, (Value("share", share, "share"), *sides), how, refs, at)


def answer_split(
    said: Said,
    whole: YearFigure,
    parts: Sequence[tuple[str, YearFigure]],
    *,
    by: str,
    how: str,
    refs: Sequence[str],
    at: datetime,
) -> Answer:
    """Word a figure by its parts, the whole first."""
    values = [] if whole.pounds is None else [Value(f"{said.words} {whole.year}", whole.pounds, "pounds")]
    values += [Value(f"{name} {f.year}", f.pounds, "pounds") for name, f in parts if f.pounds is not None]
    told = tuple(f"• {name}: {_amount(f, said.unit)}" for name, f in parts)
    headline = f"{said.title}, {whole.year}: {said.words} {_amount(whole, said.unit)}, by {by}."
    table = Table(
        f"{said.title} by {by}",
        (by.capitalize(), f"{said.words.capitalize()} {whole.year}"),
        tuple((name, show_in(f.pounds, said.unit)) for name, f in parts),
    )
    return replace(_plain_answer(said, headline, told, _once(values), how, refs, at), table=table)


def _plain_answer(
    said: Said,
    headline: str,
    lines: Sequence[str],
    values: Sequence[Value],
    how: str,
    refs: Sequence[str],
    at: datetime,
) -> Answer:
    return Answer(
        status=Status.ANSWERED,
        as_at=at,
        headline=headline,
        intent=said.intent,
        reading=f"{said.reading}{how}",
        lines=tuple(lines),
        notes=said.notes,
        values=_once(values),
        refs=tuple(refs)[:MOST_REFS],
        link=said.link,
        definition=said.definition,
        illustrative=said.illustrative,
    )


def words_said(
    words: Said,
    text: str,
    *,
    refs: Sequence[str],
    values: Sequence[Value] = (),
    lines: Sequence[str] = (),
    at: datetime,
) -> Answer:
    """Word an answer that is a sentence, with the values it rests on."""
    return _plain_answer(words, text, lines, values, "", refs, at)


def _headline(said: Said, figures: Sequence[YearFigure]) -> str:
    if not figures:
        return f"no {said.words} held"
    if len(figures) == 1:
        f = figures[0]
        if f.pounds is None:
            return f.why or f"{said.words} {f.when} not known"
        return f"{said.words} {f.when} {_amount(f, said.unit)}"
    return f"{said.words} {listed([f'{f.year} {_short(f, said.unit)}' for f in figures])}"


def _short(f: YearFigure, unit: str) -> str:
    return "not known" if f.pounds is None else show_in(f.pounds, unit)


def _amount(f: YearFigure, unit: str) -> str:
    if f.pounds is None:
        return f"not known ({f.why})" if f.why else "not known"
    known = f" ({f.known_words})" if f.known_words else ""
    return f"{show_in(f.pounds, unit)}{known}"


def _year_line(said: Said, f: YearFigure) -> str:
    if not f.beside:
        return ""
    return f"Beside it, {f.year}: {'; '.join(f'{label} {show_in(p, said.unit)}' for label, p in f.beside)}."


def _side_label(side: Side, other: Side) -> str:
    """Name a side by what tells it from the other: the thing, the metric, the year."""
    parts = [side.title]
    if side.words != other.words or side.title == other.title:
        parts.append(side.words)
    if side.figure.year != other.figure.year or side.title != other.title:
        parts.append(str(side.figure.year))
    return ", ".join(parts)


def _difference(mine: Side, other: Side, gap: Decimal, unit: str) -> str:
    """Say what is more than what, and by how much: what both share first, and once."""
    both, a, b = _told_apart(mine, other, unit)
    if not gap:
        return f"{both}{a}, the same as {b}."
    return f"{both}{a}, {show_in(abs(gap), unit)} {'more' if gap > 0 else 'less'} than {b}."


def _told_apart(mine: Side, other: Side, unit: str) -> tuple[str, str, str]:
    """Return what two sides share, as the head of a sentence, and each side by what is its own, with its amount."""
    a, b = _amount(mine.figure, unit), _amount(other.figure, unit)
    year, other_year = mine.figure.year, other.figure.year
    if mine.title != other.title:
        if mine.words == other.words and year == other_year:
            return f"{mine.words.capitalize()} {year}: ", f"{mine.title} {a}", f"{other.title} {b}"
        return "", f"{_side_label(mine, other)}: {a}", f"{_side_label(other, mine)}: {b}"
    if mine.words != other.words and year == other_year:
        return f"{mine.title}, {year}: ", f"{mine.words} {a}", f"{other.words} {b}"
    if mine.words == other.words:
        return f"{mine.title}: ", f"{mine.words} {year} {a}", f"{other_year} {b}"
    return f"{mine.title}: ", f"{mine.words} {year} {a}", f"{other.words} {other_year} {b}"


def _row(row: RowFigure, unit: str) -> str:
    name = f"{row.ref} {row.name}" if row.ref else row.name
    said = show_in(row.pounds, unit) if row.pounds is not None else row.words
    return f"{name}: {said}" if said else name


def _plain(size: Decimal) -> str:
    text = f"{size:,.2f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _once(values: Sequence[Value]) -> tuple[Value, ...]:
    kept: dict[str, Value] = {}
    for value in values:
        kept.setdefault(value.label, value)
    return tuple(kept.values())


__all__ = [
    "COUNTED",
    "RowFigure",
    "Said",
    "Side",
    "YearFigure",
    "amount_bounds",
    "answer_compared",
    "answer_figure",
    "answer_rows",
    "answer_share",
    "answer_split",
    "show_in",
    "words_said",
]
