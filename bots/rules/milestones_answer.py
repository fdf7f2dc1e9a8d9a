"""Milestones in words and values: how late, what is due, overdue or done, on which date, one by one and listed.

A slip is that of the method: to the current baseline, unfinished ones landing no earlier than the day asked. A date
that is not published has no value. Source: docs/method.md, "Slippage".
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Final, Literal

from bots.rules.answer import MOST_REFS, Answer, Table, Value, counted, day
from bots.rules.milestone_facts import MilestoneFacts, Move
from bots.rules.money_answer import Said, words_said
from programme.rules.calendar import ApproxDate, DatePrecision
from programme.rules.slippage import Slip, is_overdue, slip_to_baseline

MOST_ROWS: Final = 20
DateName = Literal["baseline", "forecast", "actual", "start"]


@dataclass(frozen=True)
class MilestoneRow:
    """A milestone as its reader sees it. `published` is what its paper prints of its time; `where` its programme.

    `move` is how far it moved later since what a question compares with; `why`, `by` and `said_at` are of that report.
    `waiting` says what decision it waits for.
    """

    facts: MilestoneFacts
    where: str
    workstream: str = ""
    owner: str = ""
    published: str = ""
    start: date | None = None
    move: Move | None = None
    why: str = ""
    by: str = ""
    said_at: datetime | None = None
    waiting: str = ""
    is_illustrative: bool = False

    @property
    def ref(self) -> str:
        """Return its ref."""
        return self.facts.ref

    @property
    def title(self) -> str:
        """Return how an answer calls it."""
        return f"{self.facts.label} ({self.where})"

    @property
    def expected(self) -> ApproxDate | None:
        """Return when it is due or happened, as said."""
        return self.facts.expected

    def late(self, on: date) -> bool:
        """Return whether its date has passed and it has not happened."""
        return bool(is_overdue(self.facts.dates, on=on))

    def slip(self, on: date) -> Slip | None:
        """Return its slip to the current baseline; None where a date is missing."""
        return slip_to_baseline(self.facts.dates, on=on)

    @property
    def reason(self) -> str:
        """Say why it moved, who said so and when; blank where no reason is recorded."""
        if not self.why:
            return ""
        told = ", ".join(filter(None, [day(self.said_at) if self.said_at else "", self.by]))
        return f"{self.why} ({told})" if told else self.why


# One milestone.


def answer_slip(said: Said, row: MilestoneRow, *, on: date, since: str = "", at: datetime) -> Answer:
    """Say how late one milestone is, against its baseline, or since a moment (`since`)."""
    dates = row.facts.dates
    if since:
        moved = row.move
        told = f"moved later {since}: {moved.words}" if moved else f"has not moved later {since}"
        values = [Value("days later", moved.slip.days if moved else 0, "days")]
        return words_said(
            said, f"{row.title} {told}.", refs=[row.ref], values=values, lines=_reasons(row), at=at
        )
    slip = row.slip(on)
    if slip is None:
        lacking = "no baseline is published" if dates.baseline is None else "no forecast is held"
        return words_said(
            said,
            f"{row.title}: {lacking}, so how late it is is not known.",
            refs=[row.ref],
            lines=_dates(row),
            at=at,
        )
    values = [Value("days later than baseline", slip.days, "days"), *_date_values(row)]
    if slip.days > 0:
        past = " and its date has passed" if row.late(on) else ""
        headline = f"{row.title} is {slip.words} than its baseline{past}."
        if dates.is_finished:
            headline = f"{row.title} was {slip.words} than its baseline."
    elif slip.days == 0:
        headline = f"{row.title} is not late: it keeps to its baseline of {dates.baseline}."
    else:
        headline = f"{row.title} is not late: it is {slip.words} than its baseline."
    return words_said(
        said, headline, refs=[row.ref], values=values, lines=[*_dates(row), *_reasons(row)], at=at
    )


def answer_why_slipped(said: Said, row: MilestoneRow, *, on: date, at: datetime) -> Answer:
    """Say why a milestone is late; one that is not is put right first."""
    slip = row.slip(on)
    if slip is None or slip.days <= 0:
        return answer_slip(said, row, on=on, at=at)
    how = (
        f"is {slip.words} than its baseline"
        if not row.facts.dates.is_finished
        else f"was {slip.words} than its baseline"
    )
    if row.why:
        headline = f"{row.title} {how}: {row.reason}."
    elif row.move is None and row.late(on):
        headline = f"{row.title} {how}: its date has passed, and nobody has reported why."
    else:
        headline = f"{row.title} {how}; no reason is recorded."
    reason = [Value("reason", row.why, "word")] if row.why else []
    values = [*reason, Value("days later than baseline", slip.days, "days")]
    lines = [*_dates(row), *([f"It waits for {row.waiting}."] if row.waiting else [])]
    return words_said(said, headline, refs=[row.ref], values=values, lines=lines, at=at)


def answer_is_late(
    said: Said, rows: Sequence[MilestoneRow], *, overdue: bool, on: date, at: datetime
) -> Answer:
    """Say whether a milestone slipped or is overdue; of several, which of them."""
    if len(rows) != 1:
        return answer_list(said, _fitting(rows, overdue, on), what=_what(overdue), on=on, of=len(rows), at=at)
    (row,) = rows
    if overdue:
        known = is_overdue(row.facts.dates, on=on)
        if known is None:
            return words_said(
                said,
                f"{row.title}: no date is published, so whether it is overdue is not known.",
                refs=[row.ref],
                at=at,
            )
        headline = (
            f"Yes: {row.title} is overdue; it was due {row.expected}."
            if known
            else f"No: {row.title} is not overdue: {_state(row, on)}."
        )
        return words_said(said, headline, refs=[row.ref], values=_date_values(row), at=at)
    answer = answer_slip(said, row, on=on, at=at)
    slip = row.slip(on)
    if slip is None:
        return answer
    return replace(answer, headline=f"{'Yes' if slip.days > 0 else 'No'}: {answer.headline}")


def answer_date(said: Said, row: MilestoneRow, *, which: str = "", on: date, at: datetime) -> Answer:
    """Say when a milestone happened or is due. `which` is "start" or "baseline" for those dates, blank for its own."""
    if which == "baseline":
        return _answer_baseline(said, row, at=at)
    if which == "start" and row.start is not None:
        values = [Value("start date", row.start.isoformat(), "date"), *_date_values(row)]
        return words_said(
            said,
            f"{row.title} starts on {ApproxDate(row.start)}.",
            refs=[row.ref],
            values=values,
            lines=_dates(row),
            at=at,
        )
    if row.expected is None:
        printed = f"; its paper says “{row.published}”" if row.published else ""
        return words_said(said, f"{row.title}: no date is published{printed}.", refs=[row.ref], at=at)
    return words_said(
        said,
        f"{row.title}: {_state(row, on)}.",
        refs=[row.ref],
        values=_date_values(row),
        lines=_dates(row),
        at=at,
    )


def _answer_baseline(said: Said, row: MilestoneRow, *, at: datetime) -> Answer:
    """Say the date first approved, or since approved in its place; one that has none is said to have none."""
    baseline = row.facts.dates.baseline
    if baseline is None or baseline.value is None:
        text = f"{row.title}: no baseline date is held."
        return words_said(said, text, refs=[row.ref], lines=_dates(row), at=at)
    others = [v for v in _date_values(row) if v.label != "baseline"]
    values = [Value("baseline date", str(baseline.value), "date"), *others]
    text = f"{row.title}: baseline date {baseline}."
    return words_said(said, text, refs=[row.ref], values=values, lines=_dates(row), at=at)


def answer_look_up(said: Said, row: MilestoneRow, *, on: date, at: datetime) -> Answer:
    """Say everything held of a milestone."""
    slip = row.slip(on)
    told = f" ({slip.words} than its baseline)" if slip is not None and slip.amount else ""
    state = f"{_state(row, on)}{told}" if row.expected else "no date is published"
    days = [Value("days later than baseline", slip.days, "days")] if slip is not None else []
    lines = [
        *_dates(row),
        f"Workstream: {row.workstream}." if row.workstream else "",
        f"Owner: {row.owner}." if row.owner else "No owner is published.",
        *_reasons(row),
        f"It waits for {row.waiting}." if row.waiting else "",
        f"As its paper prints it: “{row.published}”." if row.published else "",
    ]
    return words_said(
        said,
        f"{row.title}: {state}.",
        refs=[row.ref],
        values=[*_date_values(row), *days],
        lines=[line for line in lines if line],
        at=at,
    )


# Several.


def answer_list(
    said: Said,
    rows: Sequence[MilestoneRow],
    *,
    what: str,
    on: date,
    of: int | None = None,
    notes: Sequence[str] = (),
    at: datetime,
) -> Answer:
    """List milestones in the order given; `what` says which they are ("overdue"), `of` how many were looked at."""
    beside = f" of {of}" if of is not None and of > len(rows) > 0 else ""
    number = counted(len(rows), "milestone").lower() if not beside else f"{len(rows)}{beside} milestones"
    headline = f"{said.title}: {number} {'is' if len(rows) == 1 else 'are'} {what}."
    values = [Value("milestones", len(rows), "milestones"), *_row_values(rows)]
    return _listed(said, headline, rows, values, notes, on=on, at=at)


def answer_furthest(
    said: Said,
    rows: Sequence[MilestoneRow],
    *,
    n: int,
    what: str,
    overdue: bool = False,
    on: date,
    notes: Sequence[str] = (),
    at: datetime,
) -> Answer:
    """List the first `n` of milestones in the order given, with the days of each; `what` says which all of them are."""
    shown = list(rows[:n])
    if not shown:
        return answer_list(said, rows, what=what, on=on, notes=notes, at=at)
    first = shown[0]
    told = f"{len(shown)} of the {counted(len(rows), 'milestone')} that {'is' if len(rows) == 1 else 'are'} {what}"
    headline = f"{first.title}: {_state(first, on)}{_slip_words(first, on)}."
    if len(shown) > 1:
        headline = f"{said.title}: {told}, {first.ref} first."
    days = _overdue_values(shown, on) if overdue else _slip_values(shown, on)
    values = [*days, *_row_values(shown)]
    return _listed(said, headline, shown, values, notes, on=on, at=at)


def _listed(
    said: Said,
    headline: str,
    rows: Sequence[MilestoneRow],
    values: Sequence[Value],
    notes: Sequence[str],
    *,
    on: date,
    at: datetime,
) -> Answer:
    lines = [f"• {_row(r, on)}" for r in rows[:MOST_ROWS]]
    if len(rows) > MOST_ROWS:
        lines.append(f"• and {len(rows) - MOST_ROWS} more")
    refs = [r.ref for r in rows][:MOST_REFS]
    answer = words_said(said, headline, refs=refs, values=values, lines=[*lines, *notes], at=at)
    told = said.illustrative or any(r.is_illustrative for r in rows)
    return replace(answer, table=_table(rows, on), illustrative=told)


def answer_next(
    said: Said, rows: Sequence[MilestoneRow], *, n: int, undated: int, on: date, at: datetime
) -> Answer:
    """Say what is due next: the first of `rows`, which are in order, and those after it up to `n` (0: all)."""
    shown = list(rows[:n]) if n else list(rows)
    blank = [f"Without a date: {counted(undated, 'unfinished milestone')}."] if undated else []
    if not shown:
        return words_said(
            said, f"{said.title}: no milestone with a date is still to come.", refs=(), lines=blank, at=at
        )
    first = shown[0]
    same = [r for r in shown[1:] if r.expected == first.expected]
    also = f", with {', '.join(r.facts.label for r in same)} on the same date" if same else ""
    headline = f"Next due: {first.title}, {first.expected}{also}."
    rest = [f"• {_row(r, on)}" for r in shown[1:MOST_ROWS]]
    if len(shown) > MOST_ROWS:
        rest.append(f"• and {len(shown) - MOST_ROWS} more")
    values = [Value("next due", first.ref, "word"), *_row_values(shown)]
    return words_said(
        replace(said, illustrative=said.illustrative or any(r.is_illustrative for r in shown)),
        headline,
        refs=[r.ref for r in shown][:MOST_REFS],
        values=values,
        lines=[*(["Then:"] if rest else []), *rest, *blank],
        at=at,
    )


def iso(day_said: ApproxDate | None) -> str:
    """Write a date for a machine, as finely as it is known: "2026-11-22", "2026-11", "2026"; blank for others."""
    if day_said is None or day_said.value is None:
        return ""
    parts = {DatePrecision.DAY: 3, DatePrecision.MONTH: 2, DatePrecision.YEAR: 1}.get(day_said.precision)
    return "" if parts is None else "-".join(day_said.value.isoformat().split("-")[:parts])


def _state(row: MilestoneRow, on: date) -> str:
    """Say how a milestone stands: "finished 30 Jul 2026", "due 8 Feb 2027", "overdue since 28 Oct 2026"."""
    dates = row.facts.dates
    if dates.is_finished:
        return f"finished {dates.actual}"
    if row.expected is None:
        return "without a date"
    return f"overdue, it was due {row.expected}" if row.late(on) else f"due {row.expected}"


def _dates(row: MilestoneRow) -> list[str]:
    dates = row.facts.dates
    named = [
        ("first approved", dates.original_baseline if dates.original_baseline != dates.baseline else None),
        ("baseline", dates.baseline),
        ("forecast", dates.forecast),
        ("actual", dates.actual),
    ]
    told = [f"{name} {value}" for name, value in named if value is not None and value.last_day is not None]
    if row.start is not None:
        told.insert(0, f"start {ApproxDate(row.start)}")
    return [f"Dates: {', '.join(told)}."] if len(told) > 1 else []


def _date_values(row: MilestoneRow) -> list[Value]:
    """Return its dates, its own first: the one it happened on or is due."""
    dates = row.facts.dates
    own = "finished" if dates.is_finished else "due"
    found = [
        (own, row.expected),
        ("forecast", dates.forecast),
        ("baseline", dates.baseline),
    ]
    told: dict[str, Value] = {}
    for name, value in found:
        if value is not None and value.last_day is not None and name not in told:
            told[name] = Value(name, iso(value) or str(value), "date")
    return list(told.values())


def _row_values(rows: Sequence[MilestoneRow]) -> list[Value]:
    return [
        Value(f"{_label(r, rows)} date", iso(r.expected) or str(r.expected), "date")
        for r in rows[:MOST_REFS]
        if r.expected is not None
    ]


def _slip_values(rows: Sequence[MilestoneRow], on: date) -> list[Value]:
    found = [(r, r.move.slip if r.move else r.slip(on)) for r in rows[:MOST_REFS]]
    return [Value(f"{_label(r, rows)} later", slip.days, "days") for r, slip in found if slip is not None]


def _overdue_values(rows: Sequence[MilestoneRow], on: date) -> list[Value]:
    found = [(r, r.expected.last_day if r.expected else None) for r in rows[:MOST_REFS]]
    return [Value(f"{_label(r, rows)} overdue", (on - last).days, "days") for r, last in found if last]


def _label(row: MilestoneRow, rows: Sequence[MilestoneRow]) -> str:
    return f"{row.ref}, {row.where}" if len({r.where for r in rows}) > 1 else row.ref


def _row(row: MilestoneRow, on: date) -> str:
    place = f"{row.workstream}, {row.where}" if row.workstream else row.where
    return f"{row.facts.label} ({place}): {_state(row, on)}{_slip_words(row, on)}"


def _slip_words(row: MilestoneRow, on: date) -> str:
    slip = row.slip(on)
    if slip is None or slip.days <= 0:
        return ""
    if row.late(on) and row.expected == row.facts.dates.baseline:
        return f", {counted(slip.days, 'day')} ago"
    return f", {slip.words} than baseline"


def _reasons(row: MilestoneRow) -> list[str]:
    return [f"Why: {row.reason}."] if row.why else []


def _fitting(rows: Sequence[MilestoneRow], overdue: bool, on: date) -> list[MilestoneRow]:
    if overdue:
        return [r for r in rows if r.late(on)]
    return [r for r in rows if (slip := r.slip(on)) is not None and slip.days > 0]


def _what(overdue: bool) -> str:
    return "overdue" if overdue else "later than baseline"


def _table(rows: Sequence[MilestoneRow], on: date) -> Table | None:
    if not rows:
        return None
    cells = tuple(
        (
            r.ref,
            r.facts.name,
            r.where,
            str(r.facts.dates.baseline or ""),
            str(r.expected or ""),
            _state(r, on),
        )
        for r in rows[:MOST_REFS]
    )
    return Table("Milestones", ("Ref", "Milestone", "Programme", "Baseline", "Date", "State"), cells)
