"""Indicators in words and values: the newest reading, or one of a year, beside its targets.

Every reading is shown as printed with its basis, period and source; none wins over another, and what disagrees is
said. A reading without a date is told as not dated. Source: docs/method.md, "Indicators".
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from typing import Final

from bots.rules.answer import MOST_REFS, Answer, Table, Value, counted
from bots.rules.money_answer import Said, words_said
from programme.rules.indicators import Conflict, Standing

MOST_ROWS: Final = 20
SCALES: Final = {"£": 1, "£000": 1_000, "£k": 1_000, "£m": 1_000_000}


@dataclass(frozen=True)
class Reading:
    """A reading as printed. `value` is None where it is no number; `is_dated` whether a year or day is known."""

    basis: str
    printed: str
    value: Decimal | None
    unit: str
    period: str
    source: str
    note: str = ""
    is_dated: bool = True
    is_target: bool = False
    value_to: Decimal | None = None

    @property
    def amount(self) -> str:
        """Write it as printed, with its unit: "140 children", "£2.9m", "£502,810 per week"."""
        if self.unit.startswith("£") and self.value is not None:
            scale, _, rest = self.unit.partition(" ")
            size = f"{self.value:,f}" if scale == "£" else f"{self.value:f}"
            return f"£{size}{ {'£000': 'k'}.get(scale, scale[1:]) }{f' {rest}' if rest else ''}".replace(
                "  ", " "
            )
        return f"{self.printed}%" if self.unit == "%" else f"{self.printed} {self.unit}".strip()

    @property
    def words(self) -> str:
        """Say it with its basis and period: "140 children (target, 24/25)"."""
        undated = "" if self.is_dated else ", not dated"
        return f"{self.amount} ({self.basis}, {self.period or 'no period printed'}{undated})"

    def as_value(self, label: str) -> list[Value]:
        """Return it as a value, in pounds where its unit is one of money; none where it is no number."""
        if self.value is None:
            return [Value(label, self.printed, "word")] if self.unit == "text" else []
        scale = SCALES.get(self.unit.partition(" ")[0])
        if scale is not None:
            return [Value(label, self.value * scale, "pounds")]
        return [Value(label, self.value, self.unit or "number")]


@dataclass(frozen=True)
class IndicatorFacts:
    """An indicator with its readings, the one that answers first (None: none does), and what disagrees.

    `others` are readings of the same time, `targets` of the same, and `undated` those without a date.
    """

    name: str
    where: str
    first: Reading | None
    others: tuple[Reading, ...] = ()
    targets: tuple[Reading, ...] = ()
    undated: tuple[Reading, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    standing: Standing | None = None
    when: str = ""
    is_illustrative: bool = False

    @property
    def title(self) -> str:
        """Return how an answer calls it."""
        return f"{self.name} ({self.where})"

    @property
    def disagreement(self) -> list[str]:
        """Say what documents print differently; none of them wins."""
        return [f"The papers disagree on the target, {conflict.words}." for conflict in self.conflicts]


def answer_reading(said: Said, facts: IndicatorFacts, *, at: datetime) -> Answer:
    """Say the reading asked for, then what else is printed of the same time, targets and disagreements."""
    values = facts.first.as_value(_label(facts, facts.first)) if facts.first else []
    if facts.first is None:
        none = (
            f"{len(facts.others)} readings are printed and none is labelled as actual"
            if facts.others
            else "no reading is held"
        )
        headline = f"{facts.title}{f', {facts.when}' if facts.when else ''}: {none}."
    else:
        headline = f"{facts.title}: {facts.first.words}."
    shown = facts.others
    lines = [
        f"From {facts.first.source}." if facts.first and facts.first.source else "",
        f"Note: {facts.first.note}." if facts.first and facts.first.note else "",
        *facts.disagreement,
        *(f"• {r.words}" for r in shown[:MOST_ROWS]),
        *(f"• Target: {r.words}" for r in facts.targets[:MOST_ROWS]),
    ]
    told = [*shown, *facts.targets]
    values += [v for r in told for v in r.as_value(_label(facts, r))]
    return _answer(said, headline, [facts], values, lines, at=at)


def answer_peak(said: Said, facts: IndicatorFacts, *, at: datetime) -> Answer:
    """Say the peak that is printed; where none is, the highest reading held, as that and no more."""
    held = [r for r in (facts.first, *facts.others) if r is not None and r.value is not None]
    peaks = [r for r in held if "peak" in r.basis.casefold() or "high" in r.basis.casefold()]
    if not held:
        return answer_reading(said, facts, at=at)
    if peaks:
        first = max(peaks, key=lambda r: r.value or Decimal(0))
        headline = f"{facts.title}: {first.words}."
    else:
        unit = (facts.first or held[0]).unit
        first = max((r for r in held if r.unit == unit), key=lambda r: r.value or Decimal(0))
        headline = f"{facts.title}: no peak is printed. The highest reading held is {first.words}."
    others = [r for r in peaks if r is not first]
    values = [v for r in (first, *others) for v in r.as_value(_label(facts, r))]
    lines = [f"From {first.source}." if first.source else "", *(f"• {r.words}" for r in others)]
    return _answer(said, headline, [facts], values, lines, at=at)


def answer_percent(said: Said, facts: IndicatorFacts, *, at: datetime) -> Answer:
    """Say a reading that is a percentage; one in another unit is no share, and is not made one."""
    if facts.first is not None and facts.first.unit == "%":
        return answer_reading(said, facts, at=at)
    held = f"it is held in {facts.first.unit}" if facts.first is not None else "no reading is held"
    return _answer(said, f"{facts.title}: no percentage is published; {held}.", [facts], [], [], at=at)


def answer_by_year(said: Said, facts: IndicatorFacts, readings: Sequence[Reading], *, at: datetime) -> Answer:
    """Say that nothing is dated by the calendar year asked, and which financial years round it have readings."""
    headline = f"{facts.title}: no reading of the calendar year {facts.when} is held."
    lines = [f"• {r.words}" for r in readings[:MOST_ROWS]]
    return _answer(said, headline, [facts], [], lines, at=at)


def answer_target(said: Said, facts: IndicatorFacts, *, asking: bool = False, at: datetime) -> Answer:
    """Say a target with the reading against it; conflicting ones side by side. `asking` whether it is met."""
    targets = facts.targets or facts.undated
    if not targets:
        when = f" for {facts.when}" if facts.when else ""
        known = [f"Reading: {facts.first.words}."] if facts.first else []
        return _answer(said, f"{facts.title}: no target is published{when}.", [facts], [], known, at=at)
    first = targets[0]
    met = {"met": "met", "missed": "missed", "not_comparable": "not comparable"}.get(facts.standing or "", "")
    headline = f"{facts.title}: target {first.words}."
    if not facts.targets and facts.when:
        headline = f"{facts.title}: no target is dated {facts.when}; printed without a date: {first.words}."
    if facts.conflicts and len({t.printed for t in targets}) > 1:
        headline = f"{facts.title}: the papers disagree, {facts.conflicts[0].words}."
    if asking and facts.first is not None and met in ("met", "missed"):
        against = f"{facts.first.words} against {first.words}"
        headline = f"{'Yes' if met == 'met' else 'No'}: {facts.title} has {met} its target: {against}."
    beside = "No reading of the same time is held beside it."
    if facts.first is not None:
        beside = f"Reading: {facts.first.words}{f', target {met}' if met and not asking else ''}."
    lines = [beside, *(f"• Target: {r.words}, {r.source}" for r in targets)]
    values = [v for r in targets for v in r.as_value(_label(facts, r))]
    values += facts.first.as_value(_label(facts, facts.first)) if facts.first else []
    return _answer(said, headline, [facts], values, lines, at=at)


def answer_compared(said: Said, mine: IndicatorFacts, other: IndicatorFacts, *, at: datetime) -> Answer:
    """Say one reading less another of the same unit; none where either is not held or the units differ."""
    a, b = mine.first, other.first
    lines = [
        f"{f.title}: {f.first.words if f.first else f'no reading is held{_for(f)}'}." for f in (mine, other)
    ]
    values = [v for f in (mine, other) if f.first for v in f.first.as_value(_label(f, f.first, named=True))]
    if a is None or b is None or a.value is None or b.value is None or a.unit != b.unit:
        reason = "they are in different units" if a and b and a.unit != b.unit else "a reading is not held"
        return _answer(said, f"No difference can be told: {reason}.", [mine, other], values, lines, at=at)
    gap = replace(a, value=a.value - b.value, printed=f"{a.value - b.value:f}")
    size = replace(gap, value=abs(a.value - b.value), printed=f"{abs(a.value - b.value):f}").amount
    more = f"{size} {'more' if a.value > b.value else 'less'} than" if a.value != b.value else "the same as"
    headline = (
        f"{mine.name}, {a.period}, is {more} {other.name if other.name != mine.name else 'that'}, {b.period}."
    )
    return _answer(said, headline, [mine, other], [*gap.as_value("difference"), *values], lines, at=at)


def answer_list(said: Said, rows: Sequence[IndicatorFacts], *, targets: bool = False, at: datetime) -> Answer:
    """List indicators with their newest reading, or with their targets."""
    shown = [r for r in rows if r.targets or r.undated] if targets else list(rows)
    what = "with a published target" if targets else "on record"
    headline = f"{said.title}: {counted(len(shown), 'indicator').lower()} {what}."
    lines = []
    for row in shown[:MOST_ROWS]:
        first = row.first.words if row.first else "no reading labelled as actual"
        aims = "; ".join(t.words for t in (*row.targets, *row.undated))
        lines.append(f"• {row.title}: {f'target {aims}' if targets else first}")
    if len(shown) > MOST_ROWS:
        lines.append(f"• and {len(shown) - MOST_ROWS} more")
    values = [Value("indicators", len(shown), "indicators")]
    if not targets:
        values += [
            v for r in shown[:MOST_REFS] if r.first for v in r.first.as_value(_label(r, r.first, named=True))
        ]
    else:
        values += [
            v for r in shown for t in (*r.targets, *r.undated) for v in t.as_value(_label(r, t, named=True))
        ]
    answer = _answer(said, headline, shown, values, lines, at=at)
    cells = tuple((r.name, r.first.words if r.first else "") for r in shown[:MOST_REFS])
    return replace(answer, table=Table(said.title, ("Indicator", "Newest reading"), cells) if cells else None)


def answer_none(said: Said, *, at: datetime) -> Answer:
    """Say that no indicator is held of what was asked."""
    return _answer(said, f"{said.title}: no indicator is held.", [], [], [], at=at)


def _for(facts: IndicatorFacts) -> str:
    return f" for {facts.when}" if facts.when else ""


def _label(facts: IndicatorFacts, reading: Reading, *, named: bool = False) -> str:
    name = f"{facts.name}, " if named else ""
    source = f", {reading.source}" if reading.is_target and facts.conflicts else ""
    return f"{name}{reading.basis}, {reading.period or 'no period printed'}{source}"


def _answer(
    said: Said,
    headline: str,
    rows: Sequence[IndicatorFacts],
    values: Sequence[Value],
    lines: Sequence[str],
    *,
    at: datetime,
) -> Answer:
    kept: dict[str, Value] = {}
    for value in values:
        kept.setdefault(value.label, value)
    told = replace(said, illustrative=said.illustrative or any(r.is_illustrative for r in rows))
    refs = list(dict.fromkeys(r.name for r in rows))[:MOST_REFS]
    return words_said(
        told, headline, refs=refs, values=list(kept.values()), lines=[x for x in lines if x], at=at
    )
