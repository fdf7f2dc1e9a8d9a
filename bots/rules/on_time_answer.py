"""Late, or on time, in words and values: one milestone said yes or no of, several listed.

Late now is open and past its day, or expected after its baseline; what finished is late or on time by the day it
happened on. Without a baseline neither is known, unless its day has passed. Source: docs/method.md, "Slippage".
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime

from bots.rules.answer import Answer, Value, counted
from bots.rules.milestones_answer import MilestoneRow, answer_list, answer_slip
from bots.rules.money_answer import Said, words_said


def is_late(row: MilestoneRow, on: date) -> bool | None:
    """Return whether a milestone is late as seen on a day, or was when it happened; None where that is not known."""
    if row.late(on):
        return True
    slip = row.slip(on)
    return None if slip is None else slip.days > 0


def answer_one(
    said: Said, row: MilestoneRow, *, on_time: bool, asking: bool, on: date, at: datetime
) -> Answer:
    """Say whether one milestone is late (`on_time`: is on time), by how much and against which day."""
    late, told = is_late(row, on), answer_slip(said, row, on=on, at=at)
    if late is None:
        return told
    text = f"{row.title} {_state(row, late, on)}."
    if asking:
        text = f"{'Yes' if late != on_time else 'No'}: {text}"
    return replace(told, headline=text)


def _state(row: MilestoneRow, late: bool, on: date) -> str:
    dates, slip = row.facts.dates, row.slip(on)
    if row.late(on) and (slip is None or row.expected == dates.baseline):
        return f"is overdue: its day was {row.expected}"
    assert slip is not None
    if dates.is_finished:
        how = "on its baseline date" if not slip.days else f"{slip.words} than its baseline"
        return f"happened on {dates.actual}, {how}"
    past = ", and that day has passed" if row.late(on) else ""
    if late:
        return f"is {slip.words} than its baseline, expected {row.expected}{past}"
    keeps = "keeps to its baseline" if not slip.days else f"is {slip.words} than its baseline"
    return f"is on time: it {keeps}, expected {row.expected}"


def answer_several(
    said: Said, rows: Sequence[MilestoneRow], *, on_time: bool, on: date, at: datetime
) -> Answer:
    """List what is late now (`on_time`: on time) among what is open; what has finished is counted apart."""
    ahead = [r for r in rows if not r.facts.dates.is_finished]
    done = [r for r in rows if r.facts.dates.is_finished]
    if not rows:
        return words_said(said, f"{said.title}: no milestone is held.", refs=(), at=at)
    found = [r for r in ahead if is_late(r, on) is (not on_time)]
    unknown = sum(is_late(r, on) is None for r in ahead)
    finished = [r for r in done if is_late(r, on) is (not on_time)]
    what = "on time" if on_time else "late now, past its day or later than its baseline"
    if not on_time and len(found) != 1:
        what = "late now, past their day or later than baseline"
    how = "on time" if on_time else "late"
    notes = [f"Finished {how}: {counted(len(finished), 'milestone').lower()}."] if finished else []
    notes += (
        [f"Not known, no baseline or forecast: {counted(unknown, 'milestone').lower()}."] if unknown else []
    )
    answer = answer_list(said, found, what=what, on=on, of=len(ahead), notes=notes, at=at)
    apart = [Value(f"finished {how}", len(finished), "milestones")] if finished else []
    return replace(answer, values=(*answer.values[:1], *apart, *answer.values[1:]))
