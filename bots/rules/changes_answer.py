"""What changed between two moments, in words and values: what it was and is, when, who said so and why.

A report that says the same again is no change: it is counted apart. Source: docs/method.md, "What changed".
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from decimal import Decimal
from itertools import groupby
from typing import Final

from bots.rules.answer import MOST_REFS, Answer, Table, Value, counted, day
from bots.rules.money_answer import Said, words_said
from programme.rules.calendar import FinancialYear
from savings.rules.notation import show_pounds

Amounts = Mapping[FinancialYear, tuple[Decimal | None, Decimal | None]]
MOST_ROWS: Final = 30
WORDS: Final = {
    "moved": "forecast date", "rebaselined": "baseline date", "finished": "finished", "reopened": "reopened",
    "added": "added", "removed": "removed", "rated": "RAG", "planned": "plan", "revised": "revised",
    "actual": "actual recorded",
}  # fmt: skip
EFFECTS: Final = {"planned": "plans", "revised": "forecasts"}
"""Changes whose amounts come to something together, and what they are of."""
THINGS: Final = {
    "milestone": "milestones",
    "workstream": "ratings",
    "saving": "savings lines",
    "target": "targets",
}


@dataclass(frozen=True)
class Change:
    """One change of a thing, in words: `was` and `now` are blank where a change has none; `days` later above nought.

    `amounts` are pounds by year, before and after, of a plan or forecast that changed; None is not known.
    """

    at: datetime
    thing: str
    what: str
    ref: str
    name: str
    where: str
    was: str = ""
    now: str = ""
    days: int | None = None
    by: str = ""
    reason: str = ""
    is_illustrative: bool = False
    amounts: Amounts = field(default_factory=dict)

    @property
    def title(self) -> str:
        """Return how an answer calls what changed."""
        return f"{f'{self.ref} ' if self.ref else ''}{self.name} ({self.where})"

    @property
    def is_same(self) -> bool:
        """Return whether it says again what stood before."""
        return bool(self.was) and self.was == self.now and self.what not in ("added", "removed")

    @property
    def words(self) -> str:
        """Say it: "RAG Amber to Red", "forecast date 1 Feb 2027 to 8 Feb 2027 (7 days later)"."""
        what = WORDS.get(self.what, self.what)
        moved = ""
        if self.days:
            size = f"{abs(self.days)} day{'' if abs(self.days) == 1 else 's'}"
            against = " than baseline" if self.what == "finished" else ""
            moved = f" ({size} {'later' if self.days > 0 else 'earlier'}{against})"
        told = self.now or (f"was {self.was}" if self.was else "")
        if self.was and self.now:
            told = f"{self.was} to {self.now}"
        if self.what == "finished":
            told = self.now
        return f"{what} {told}{moved}".strip()

    @property
    def said(self) -> str:
        """Say when, by whom and why: "6 Nov 2026, Sam Lead: The manager works a notice period"."""
        who = ", ".join(filter(None, (day(self.at), self.by)))
        return f"{who}: {self.reason}" if self.reason else who


def answer_changes(said: Said, changes: Iterable[Change], *, since: str, at: datetime) -> Answer:
    """List what changed, newest first, changes of one kind to one thing told together; counts by kind of thing."""
    every = list(changes)
    rows = joined(every)
    again = sum(c.is_same for c in every)
    number = counted(len(rows), "thing").lower()
    headline = f"{said.title}: {number} changed {since}."
    by = Counter(THINGS.get(c.thing, c.thing) for c in rows)
    values = [
        Value("changes", len(rows), "changes"),
        *(Value(f"changes of {name}", n, "changes") for name, n in by.items()),
    ]
    effects = [(name, _effects(rows, what)) for what, name in EFFECTS.items()]
    lines = [_effect_words(name, found) for name, found in effects if found]
    values += [
        Value(f"effect on {name} {year}", pounds, "pounds")
        for name, found in effects
        for year, (pounds, _, unknown) in found.items()
        if not unknown
    ]
    lines += [f"• {c.title}: {c.words}. {c.said}" for c in rows[:MOST_ROWS]]
    if len(rows) > MOST_ROWS:
        lines.append(f"• and {len(rows) - MOST_ROWS} more")
    if again:
        lines.append(f"Reported again and unchanged: {counted(again, 'rating')}.")
    refs = list(dict.fromkeys(c.ref for c in rows if c.ref))[:MOST_REFS]
    told = replace(said, illustrative=said.illustrative or any(c.is_illustrative for c in rows))
    answer = words_said(told, headline, refs=refs, values=values, lines=lines, at=at)
    cells = tuple((c.ref, c.name, c.words, day(c.at), c.by, c.reason) for c in rows[:MOST_REFS])
    table = Table("What changed", ("Ref", "Name", "Change", "On", "By", "Reason"), cells) if cells else None
    return replace(answer, table=table)


def _effects(rows: Iterable[Change], what: str) -> dict[FinancialYear, tuple[Decimal, int, int]]:
    """Return by year what changes of lines come to: pounds known, over how many, and how many are not known."""
    found: dict[FinancialYear, tuple[Decimal, int, int]] = {}
    for change in rows:
        for year, (was, now) in change.amounts.items() if change.what == what else ():
            pounds, known, unknown = found.get(year, (Decimal(0), 0, 0))
            if was is None or now is None:
                found[year] = (pounds, known, unknown + 1)
            elif was != now:
                found[year] = (pounds + now - was, known + 1, unknown)
    return dict(sorted(found.items()))


def _effect_words(name: str, found: Mapping[FinancialYear, tuple[Decimal, int, int]]) -> str:
    """Say what changes come to by year; years are never added up, and one with an amount not known says so."""
    told = []
    for year, (pounds, known, unknown) in found.items():
        sign = "+" if pounds > 0 else ""
        missing = f", {unknown} not known" if unknown else ""
        told.append(f"{year} {sign}{show_pounds(pounds)} over {counted(known, 'line').lower()}{missing}")
    return f"Together, of {name} that changed: {'; '.join(told)}."


def joined(changes: Iterable[Change]) -> list[Change]:
    """Return changes newest first, those of one kind to one thing as one from the first to the last of them.

    What ends where it began is left out, and so is what only says again what stood before.
    """

    def key(change: Change) -> tuple[str, ...]:
        return (change.where, change.thing, change.ref, change.name, change.what)

    found = []
    ordered = sorted((c for c in changes if not c.is_same), key=lambda c: (key(c), c.at))
    for _, together in groupby(ordered, key=key):
        one = _together(list(together))
        if not one.is_same:
            found.append(one)
    return sorted(found, key=lambda c: c.at, reverse=True)


def _together(changes: Sequence[Change]) -> Change:
    last = changes[-1]
    if len(changes) == 1 or last.what in ("added", "removed", "finished"):
        return last
    days = [c.days for c in changes if c.days is not None]
    years = dict.fromkeys(year for c in changes for year in c.amounts)
    amounts = {
        year: _first_to_last([c.amounts[year] for c in changes if year in c.amounts]) for year in years
    }
    return replace(last, was=changes[0].was, days=sum(days) if days else None, amounts=amounts)


def _first_to_last(
    pairs: Sequence[tuple[Decimal | None, Decimal | None]],
) -> tuple[Decimal | None, Decimal | None]:
    return pairs[0][0], pairs[-1][1]
