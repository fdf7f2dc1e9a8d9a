"""One decision in words and values: how it stands, who makes it, when it is needed by and when it was made.

A day that has not come is never told as one on which it was decided. Source: docs/method.md, "Decisions".
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from bots.rules.answer import Answer, Value
from bots.rules.governance_answer import DecisionFacts
from bots.rules.money_answer import Said, words_said
from programme.rules.calendar import ApproxDate


def answer_decision(
    said: Said, rows: Sequence[DecisionFacts], metric: str, *, asking: bool = False, at: datetime
) -> Answer:
    """Say of one decision what `metric` asks (decision, needed_by, decided_on, decider), of several each in turn."""
    if not rows:
        return words_said(said, f"{said.title}: no such decision is held.", refs=(), at=at)
    told = [_headline(row, metric, asking=asking) for row in rows]
    values = [value for row in rows for value in _values(row, metric, named=len(rows) > 1)]
    lines = [f"It stands: {rows[0].words}."] if len(rows) == 1 and metric != "decision" else told[1:]
    return words_said(said, told[0], refs=[r.row.ref for r in rows], values=values, lines=lines, at=at)


def _headline(row: DecisionFacts, metric: str, *, asking: bool) -> str:
    title = row.row.title
    match metric:
        case "needed_by":
            return f"{title}: {_needed(row)}."
        case "decided_on":
            made = f"was made on {ApproxDate(row.made_on)}" if row.made_on else "has not been made"
            lead = f"{'Yes' if row.made_on else 'No'}: " if asking else ""
            due = f", needed by {ApproxDate(row.needed_by)}" if row.is_asked and row.needed_by else ""
            return f"{lead}{title} {made}: it is {row.state_words}{due}."
        case "decider":
            who = f"the decision-maker is {row.maker}" if row.maker else "no decision-maker is published"
            return f"{title}: {who}."
    return f"{title}: {row.words}."


def _needed(row: DecisionFacts) -> str:
    if row.needed_by is None:
        return f"no day it is needed by is held; it is {row.state_words}"
    day = ApproxDate(row.needed_by)
    if row.is_asked:
        return f"needed by {day}"
    return f"it no longer waits, it is {row.state_words}; it was needed by {day}"


def _values(row: DecisionFacts, metric: str, *, named: bool) -> list[Value]:
    of = f"{row.row.ref} " if named else ""
    days = [
        day
        for day in (
            _day(f"{of}needed by", row.needed_by),
            _day(f"{of}made", row.made_on),
            _day(f"{of}in effect", None if row.is_asked else row.effective_on),
        )
        if day
    ]
    maker = [Value(f"{of}decision-maker", row.maker, "word")] if row.maker else []
    state = [Value(f"{of}state", row.state_words, "word")]
    match metric:
        case "needed_by":
            return [v for v in days if v.label == f"{of}needed by"]
        case "decided_on":
            return [v for v in days if v.label == f"{of}made"]
        case "decider":
            return maker
    return [*state, *maker, *days]


def _day(label: str, day: date | None) -> Value | None:
    return None if day is None else Value(label, day.isoformat(), "date")
