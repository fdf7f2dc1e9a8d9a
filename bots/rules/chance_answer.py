"""Chances in words and values: that a milestone moves 90 days or more later within a year, as last calculated.

A workstream or programme has no chance of its own: its likeliest milestones are told. A savings line's is the
largest of the milestones it waits for, a lower bound. Source: docs/method.md, "Risk of delivery".
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Final

from bots.rules.answer import MOST_REFS, Answer, Value, counted
from bots.rules.money_answer import Said, words_said

MOST_ROWS: Final = 20
OF_WHAT: Final = "moves 90 days or more later within a year"
PLACES: Final = Decimal("0.0001")


@dataclass(frozen=True)
class ChanceRow:
    """A milestone or line with its chance of 0 to 1, None where not known; `why` are the reasons, weightiest first.

    `is_line` says that it is a savings line; `is_done` that a milestone has happened already.
    """

    ref: str
    title: str
    chance: float | None
    band_words: str
    why: tuple[str, ...] = ()
    caveat: str = ""
    is_line: bool = False
    is_done: bool = False
    is_assessed: bool = True

    @property
    def percent(self) -> str:
        """Return it as people read it: "60%"."""
        return "" if self.chance is None else f"{int(self.chance * 100 + 0.5)}%"

    @property
    def words(self) -> str:
        """Say its chance, or why there is none."""
        if self.is_done:
            return "it has happened, so nothing is left to chance"
        if not self.is_assessed:
            return "no chance is calculated yet"
        if self.chance is None:
            return f"no chance is known; its delivery risk is {self.band_words}"
        return f"{self.percent}, {self.band_words}"


def answer_chance(said: Said, row: ChanceRow, *, with_reasons: bool = False, at: datetime) -> Answer:
    """Say one chance with what it is of and why it is so."""
    if row.chance is None:
        headline = f"{row.title}: {row.words}."
    elif row.is_line:
        headline = (
            f"{row.title}: at least {row.percent} that a milestone it waits for {OF_WHAT} ({row.band_words})."
        )
    else:
        headline = f"{row.title}: {row.percent} that it {OF_WHAT} ({row.band_words})."
    reasons = [f"Why: {'; '.join(row.why)}."] if row.why else []
    if with_reasons and not row.why:
        reasons = ["No reason is held."]
    caveat = (
        [row.caveat[:1].upper() + row.caveat[1:].rstrip(".") + "."]
        if row.chance is not None and row.caveat
        else []
    )
    return words_said(
        said, headline, refs=[row.ref], values=_values([row], single=True), lines=[*reasons, *caveat], at=at
    )


def answer_chances(
    said: Said,
    rows: Sequence[ChanceRow],
    *,
    n: int = 0,
    smallest: bool = False,
    whole: str = "",
    at: datetime,
) -> Answer:
    """List chances, the highest first (or lowest); `whole` names what has no chance of its own."""
    known = sorted((r for r in rows if r.chance is not None), key=lambda r: (-(r.chance or 0), r.ref))
    if smallest:
        known.reverse()
    shown = known[:n] if n else known
    lead = f"{whole} has no chance of its own. " if whole else ""
    if not known:
        return words_said(
            said,
            f"{lead}No chance is calculated for any unfinished milestone of {said.title}.",
            refs=(),
            at=at,
        )
    end = "least likely" if smallest else "likeliest"
    first = shown[0]
    of = counted(len(known), "unfinished milestone")
    what = f"the {end} to move 90 days or more later within a year"
    headline = f"{lead}Of {of} with a chance, {what} is {first.title}: {first.words}."
    lines = [f"• {r.title}: {r.words}" for r in shown[:MOST_ROWS]] if len(shown) > 1 else []
    if len(shown) > MOST_ROWS:
        lines.append(f"• and {len(shown) - MOST_ROWS} more")
    missing = [r for r in rows if r.chance is None and not r.is_done]
    if missing:
        lines.append(f"Without a chance: {counted(len(missing), 'unfinished milestone')}.")
    if first.caveat:
        lines.append(first.caveat)
    return words_said(
        said, headline, refs=[r.ref for r in shown][:MOST_REFS], values=_values(shown), lines=lines, at=at
    )


def _values(rows: Sequence[ChanceRow], *, single: bool = False) -> list[Value]:
    return [
        Value(
            "chance" if single else f"chance {r.ref}",
            Decimal(str(r.chance)).quantize(PLACES).normalize(),
            "share",
        )
        for r in rows[:MOST_REFS]
        if r.chance is not None
    ]
