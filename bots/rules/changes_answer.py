"""What changed between two moments, in words and values: what it was and is, when, who said so and why.

A report that says the same again is no change: it is counted apart. Source: docs/method.md, "What changed".
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import groupby
from typing import Final

from bots.rules.answer import MOST_REFS, Answer, Table, Value, counted, day
from bots.rules.money_answer import Said, words_said

MOST_ROWS: Final = 30
WORDS: Final = {
    "moved": "forecast date", "rebaselined": "baseline date", "finished": "finished", "reopened": "reopened",
    "added": "added", "removed": "removed", "rated": "RAG", "planned": "plan", "revised": "revised",
    "actual": "actual recorded",
}  # fmt: skip
THINGS: Final = {
    "milestone": "milestones",
    "workstream": "ratings",
    "saving": "savings lines",
    "target": "targets",
}


@dataclass(frozen=True)
class Change:
    """One change of a thing, in words: `was` and `now` are blank where a change has none; `days` later above nought."""

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
    lines = [f"• {c.title}: {c.words}. {c.said}" for c in rows[:MOST_ROWS]]
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
    return replace(last, was=changes[0].was, days=sum(days) if days else None)
