"""The two lists, in words and values: workstreams reported Red, and milestones that moved later.

Ratings are told programme by programme, since each means them by its own definitions; they are never added up.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Final

from bots.rules.answer import MOST_REFS, Answer, Status, Table, Value, counted, day, listed
from bots.rules.milestone_facts import Move
from bots.rules.savings_answer import DEFINITION, WITHOUT_EXEMPT, YearMoney, shortfall_words
from bots.rules.status_answer import RatingFacts, rating_sentence
from programme.rules.calendar import ApproxDate

MOST_ROWS: Final = 10
AS_SEEN: Final = "Over the items you may see, without exempt items."


@dataclass(frozen=True)
class RatedFacts:
    """A workstream with its rating, None where none is published."""

    ref: str
    name: str
    where: str
    rating: RatingFacts | None


@dataclass(frozen=True)
class ProgrammeRatings:
    """A programme with all its workstreams. `place` is its code, marked where it is illustrative."""

    code: str
    place: str
    workstreams: tuple[RatedFacts, ...]

    def rated(self, rating: str) -> tuple[RatedFacts, ...]:
        """Return the workstreams of one rating."""
        return tuple(w for w in self.workstreams if w.rating is not None and w.rating.rating == rating)

    @property
    def not_published(self) -> int:
        """Return how many have no rating."""
        return sum(w.rating is None for w in self.workstreams)


@dataclass(frozen=True)
class MovedFacts:
    """A milestone that moved later. `waiting` are the savings that wait for it; `money` their years, short ones only.

    `said_at` is the day of the report that moved it, in local time; `by` and `reason` are blank where nobody said.
    """

    ref: str
    name: str
    code: str
    where: str
    workstream: str
    move: Move
    by: str
    reason: str
    said_at: datetime | None
    waiting: tuple[str, ...] = ()
    money: tuple[YearMoney, ...] = field(default_factory=tuple)


def answer_red(
    programmes: Sequence[ProgrammeRatings], *, reading: str, illustrative: bool, link: str, at: datetime
) -> Answer:
    """Word who is reported Red, Amber/Red apart, and how many have no rating."""
    red = [w for p in programmes for w in p.rated("red")]
    amber_red = [w for p in programmes for w in p.rated("amber_red")]
    blank = [f"{p.not_published} in {p.place}" for p in programmes if p.not_published]
    lines = [f"• {_rated(w)}" for w in red[:MOST_ROWS]] + _more(red)
    if amber_red:
        lines += ["Amber/Red:", *(f"• {_rated(w)}" for w in amber_red[:MOST_ROWS]), *_more(amber_red)]
    if blank:
        lines.append(f"No rating is published for {listed(blank)}.")
    if not any(p.workstreams for p in programmes):
        lines.append("No workstream is held.")
    return Answer(
        status=Status.ANSWERED,
        as_at=at,
        headline=_red_headline(programmes),
        intent="red",
        reading=reading,
        lines=tuple(lines),
        notes=(AS_SEEN,),
        values=tuple(value for p in programmes if p.workstreams for value in _red_values(p)),
        refs=tuple(w.ref for w in (*red, *amber_red))[:MOST_REFS],
        table=_red_table([*red, *amber_red]),
        link=link,
        illustrative=illustrative,
    )


def answer_slipped(
    moved: Sequence[MovedFacts],
    *,
    since: date | None,
    overdue: int,
    undated: int,
    reading: str,
    illustrative: bool,
    link: str,
    at: datetime,
) -> Answer:
    """Word what moved later, the furthest first; past due without a later date, and undated, are counted apart."""
    rows = sorted(moved, key=lambda m: (-m.move.slip.days, m.where, m.ref))
    lines = [line for m in rows[:MOST_ROWS] for line in _moved(m)] + _more(rows)
    if overdue:
        lines.append(f"Past due, and not moved: {counted(overdue, 'milestone')}.")
    if undated:
        lines.append(f"Without a date to compare: {counted(undated, 'milestone')}.")
    return Answer(
        status=Status.ANSWERED,
        as_at=at,
        headline=_moved_headline(len(rows), since, at),
        intent="slipped",
        reading=reading,
        lines=tuple(lines),
        notes=(WITHOUT_EXEMPT,) if any(m.waiting for m in rows) else (AS_SEEN,),
        values=(
            Value("moved later", len(rows), "milestones"),
            *(Value(f"{m.ref} later, {m.code}", m.move.slip.days, "days") for m in rows[:MOST_REFS]),
            *(value for m in rows[:MOST_ROWS] for value in _money_values(m)),
        ),
        refs=tuple(m.ref for m in rows)[:MOST_REFS],
        table=_moved_table(rows),
        link=link,
        definition=DEFINITION,
        illustrative=illustrative,
    )


def _moved_headline(number: int, since: date | None, at: datetime) -> str:
    if since is not None and since > at.date():
        return f"{ApproxDate(since)} is still to come, so nothing has been reported since."
    against = (
        f"since {ApproxDate(since)}" if since else "than its baseline" if number == 1 else "than baseline"
    )
    return f"{counted(number, 'milestone')} moved later {against}."


def _red_headline(programmes: Sequence[ProgrammeRatings]) -> str:
    found = [f"{len(p.rated('red'))} in {p.place}" for p in programmes if p.rated("red")]
    return f"Reported Red: {listed(found)}." if found else "No workstream is reported Red."


def _rated(workstream: RatedFacts) -> str:
    said = rating_sentence(workstream.rating) if workstream.rating else ""
    return f"{workstream.ref} {workstream.name} ({workstream.where}): {said}"


def _red_values(programme: ProgrammeRatings) -> list[Value]:
    code = programme.code
    return [
        Value(f"reported Red, {code}", len(programme.rated("red")), "workstreams"),
        Value(f"reported Amber/Red, {code}", len(programme.rated("amber_red")), "workstreams"),
        Value(f"no rating published, {code}", programme.not_published, "workstreams"),
    ]


def _red_table(rows: Sequence[RatedFacts]) -> Table | None:
    if not rows:
        return None
    cells = [
        (w.ref, w.name, w.where, w.rating.words, w.rating.reason, w.rating.rater, day(w.rating.recorded_at))
        for w in rows
        if w.rating is not None
    ]
    columns = ("Ref", "Workstream", "Programme", "Reported", "Reason", "By", "On")
    return Table("Reported Red or Amber/Red", columns, tuple(cells))


def _moved(m: MovedFacts) -> list[str]:
    place = f"{m.workstream}, {m.where}" if m.workstream else m.where
    lines = [f"• {m.ref} {m.name} ({place}): {m.move.words}."]
    if m.reason:
        when = f"{day(m.said_at)}, " if m.said_at else ""
        lines.append(f"   Why: {m.reason} ({when}{m.by})")
    if m.waiting:
        lines.append(f"   Savings that wait for it: {listed(m.waiting)}. Against their plan: {_cost(m)}.")
    return lines


def _cost(m: MovedFacts) -> str:
    years = [f"{y.year} {_shortfall(y)}" for y in m.money]
    return "; ".join(years) if years else "no shortfall is known"


def _shortfall(y: YearMoney) -> str:
    ledger = y.ledger
    shortfall = ledger.loss + ledger.timing - ledger.over_delivery
    return shortfall_words(shortfall, ledger.loss, ledger.timing, ledger.over_delivery)


def _money_values(m: MovedFacts) -> list[Value]:
    return [
        value
        for y in m.money
        for value in (
            Value(f"loss {y.year}, savings that wait for {m.ref}, {m.code}", y.ledger.loss, "pounds"),
            Value(f"timing {y.year}, savings that wait for {m.ref}, {m.code}", y.ledger.timing, "pounds"),
        )
    ]


def _moved_table(rows: Sequence[MovedFacts]) -> Table | None:
    if not rows:
        return None
    cells = [
        (m.ref, m.name, m.where, str(m.move.was), str(m.move.now), m.move.slip.words, m.reason, m.by)
        for m in rows
    ]
    columns = ("Ref", "Milestone", "Programme", "Was", "Now", "Slip", "Reason", "By")
    return Table("Milestones that moved later", columns, tuple(cells))


def _more(rows: Sequence[object]) -> list[str]:
    left = len(rows) - MOST_ROWS
    return [f"• and {left} more"] if left > 0 else []
