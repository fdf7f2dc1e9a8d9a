"""The list of milestones that moved later, in words and values, with what waits for them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Final

from bots.rules.answer import MOST_REFS, Answer, Status, Table, Value, counted, day, listed
from bots.rules.milestone_facts import Move
from bots.rules.savings_answer import DEFINITION, WITHOUT_EXEMPT, YearMoney, shortfall_words
from programme.rules.calendar import ApproxDate

MOST_ROWS: Final = 10
AS_SEEN: Final = "Over the items you may see, without exempt items."


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
        headline=_moved_headline(rows, since, at, overdue=overdue),
        intent="slipped",
        reading=reading,
        lines=tuple(lines),
        notes=(WITHOUT_EXEMPT,) if any(m.waiting for m in rows) else (AS_SEEN,),
        values=(
            Value("moved later", len(rows), "milestones"),
            *_unfinished(rows),
            *(Value(f"{m.ref} later, {m.code}", m.move.slip.days, "days") for m in rows[:MOST_REFS]),
            *(value for m in rows[:MOST_ROWS] for value in _money_values(m)),
        ),
        refs=tuple(m.ref for m in rows)[:MOST_REFS],
        table=_moved_table(rows),
        link=link,
        definition=DEFINITION,
        illustrative=illustrative,
    )


def _moved_headline(rows: Sequence[MovedFacts], since: date | None, at: datetime, *, overdue: int) -> str:
    """Say how many moved later, those that have finished since told apart, and those past due that never moved."""
    if since is not None and since > at.date():
        return f"{ApproxDate(since)} is still to come, so nothing has been reported since."
    number = len(rows)
    against = (
        f"since {ApproxDate(since)}" if since else "than its baseline" if number == 1 else "than baseline"
    )
    done = sum(m.move.is_finished for m in rows)
    apart = f", {done} of them finished since" if done and number > done else ""
    if done and done == number:
        apart = ", and it has finished" if number == 1 else ", and all have finished"
    late = f"; {overdue} more {'is' if overdue == 1 else 'are'} past due" if overdue else ""
    return f"{counted(number, 'milestone')} moved later {against}{apart}{late}."


def _unfinished(rows: Sequence[MovedFacts]) -> list[Value]:
    """Return how many of those that moved are still open, where some have finished."""
    still = sum(not m.move.is_finished for m in rows)
    return [Value("moved later and not finished", still, "milestones")] if still < len(rows) else []


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
