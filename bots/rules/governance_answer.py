"""Who decides, what waits, when boards meet, risks, alerts, actions and findings, in words and values.

What is not set is said as not published; a risk nobody scored has no score, and none is then the biggest.
Source: docs/method.md, "Decisions" and "Risk register".
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Final

from bots.rules.answer import MOST_REFS, Answer, Table, Value, counted, listed
from bots.rules.money_answer import Said, words_said
from programme.rules.calendar import ApproxDate

MOST_ROWS: Final = 20


@dataclass(frozen=True)
class Row:
    """A row of a list: `said` is what is told of it, `state` how it stands; its programme's code is in `where`."""

    ref: str
    name: str
    where: str
    said: str = ""
    state: str = ""
    is_illustrative: bool = False

    @property
    def title(self) -> str:
        """Return how an answer calls it."""
        return f"{f'{self.ref} ' if self.ref else ''}{self.name} ({self.where})"


@dataclass(frozen=True)
class DecisionFacts:
    """A decision: who decides it (blank: not published), its state, the days that count, and what waits for it."""

    row: Row
    maker: str
    state_words: str
    is_asked: bool
    needed_by: date | None = None
    made_on: date | None = None
    effective_on: date | None = None
    waiting: tuple[str, ...] = ()

    @property
    def words(self) -> str:
        """Say how it stands: "recommended, for Cabinet, needed by 10 Dec 2026; waiting for it: M-POLICY, 12 days"."""
        told = [self.state_words, f"for {self.maker}" if self.maker else "no decision-maker is published"]
        if self.is_asked and self.needed_by:
            told.append(f"needed by {ApproxDate(self.needed_by)}")
        if not self.is_asked and self.made_on:
            told.append(f"made {ApproxDate(self.made_on)}")
        if not self.is_asked and self.effective_on and self.effective_on != self.made_on:
            told.append(f"in effect {ApproxDate(self.effective_on)}")
        waits = f"; waiting for it: {'; '.join(self.waiting)}" if self.waiting else ""
        return f"{', '.join(told)}{waits}"


@dataclass(frozen=True)
class RiskFacts:
    """A risk: its score, None where nobody scored it, with the band in words; `rank` orders bands, -1 without one."""

    row: Row
    score: int | None
    score_words: str
    band_words: str
    rank: int
    is_open: bool
    owner: str = ""
    mitigation: str = ""
    workstream: str = ""

    @property
    def words(self) -> str:
        """Say how it is scored: "4 × 5 = 20, extreme"; or that it is not."""
        return "not scored" if self.score is None else f"{self.score_words}, {self.band_words}"


# Decisions.


def answer_waiting(
    said: Said, rows: Sequence[DecisionFacts], *, asking: bool = False, at: datetime
) -> Answer:
    """List what waits for a decision, the soonest needed first; `asking` whether anything does at all."""
    number = len(rows)
    verb = "waits" if number == 1 else "wait"
    headline = f"{said.title}: {counted(number, 'decision').lower()} {verb} to be made."
    if asking:
        yes = (
            f"Yes: {said.title} waits for {rows[0].row.title}"
            if number == 1
            else f"Yes: {headline.rstrip('.')}"
        )
        headline = f"{yes}." if rows else f"No: nothing of {said.title} waits for a decision."
    values = [Value("waiting", number, "decisions")]
    values += [Value(f"{d.row.ref} needed by", d.needed_by.isoformat(), "date") for d in rows if d.needed_by]
    return _decisions(said, headline, rows, values, at=at)


def answer_decisions(said: Said, rows: Sequence[DecisionFacts], *, when: str = "", at: datetime) -> Answer:
    """List decisions and count them, those that wait apart; `when` says which days they are of."""
    waiting = sum(d.is_asked for d in rows)
    split = f", {waiting} of them waiting" if waiting and waiting < len(rows) else ""
    headline = f"{said.title}: {counted(len(rows), 'decision').lower()}{f' {when}' if when else ''}{split}."
    values = [Value("decisions", len(rows), "decisions")]
    values += [Value(f"{d.row.ref} made", d.made_on.isoformat(), "date") for d in rows if d.made_on]
    return _decisions(said, headline, rows, values, at=at)


def _decisions(
    said: Said, headline: str, rows: Sequence[DecisionFacts], values: Sequence[Value], *, at: datetime
) -> Answer:
    return answer_rows(
        said, headline, [replace(d.row, said=d.words, state=d.state_words) for d in rows], values, at=at
    )


def answer_decider(said: Said, rows: Sequence[Row], *, words: str, of_line: str = "", at: datetime) -> Answer:
    """Say who decides, or which board oversees (`words`), workstream by workstream, as a row's `said` has it."""
    lead = f"{of_line} stands in " if of_line else ""
    if not rows:
        none = f"{said.title}: no workstream is held"
        if of_line:
            none = f"{of_line} stands in no workstream, so no {words} is published"
        return words_said(said, f"{none}.", refs=(), at=at)
    refs = [r.ref for r in rows][:MOST_REFS]
    if len(rows) == 1:
        (row,) = rows
        if not row.said:
            return words_said(said, f"{lead}{row.title}: no {words} is published.", refs=refs, at=at)
        headline = f"{lead}{row.title}: the {words} is {row.said}."
        return words_said(said, headline, refs=refs, values=[Value(words, row.said, "word")], at=at)
    named = Counter(r.said for r in rows if r.said)
    if len(named) == 1 and words == "overseeing board" and all(r.said for r in rows):
        headline = f"{said.title}: {listed([r.title for r in rows])} report to {rows[0].said}."
        return words_said(said, headline, refs=refs, values=[Value(words, rows[0].said, "word")], at=at)
    blank = sum(not r.said for r in rows)
    told = [f"{name} for {number}" for name, number in named.most_common()]
    told += [f"none published for {blank}"] if blank else []
    headline = f"{said.title}: {words} of its {counted(len(rows), 'workstream').lower()}: {listed(told)}."
    one = [Value(words, next(iter(named)), "word")] if len(named) == 1 and not blank else []
    values = [*one, *(Value(name, number, "workstreams") for name, number in named.items())]
    lines = [f"• {r.title}: {r.said or 'none published'}" for r in rows[:MOST_ROWS]]
    return words_said(said, headline, refs=refs, values=values, lines=lines, at=at)


# Boards and meetings.


@dataclass(frozen=True)
class MeetingFacts:
    """A board with its next meeting and its last one, each None where there is none on record."""

    board: str
    where: str
    upcoming: datetime | None
    last: datetime | None
    place: str = ""


def answer_meetings(said: Said, rows: Sequence[MeetingFacts], *, at: datetime) -> Answer:
    """Say when a board meets next, the soonest first, and when it met last."""
    if not rows:
        return words_said(said, f"{said.title}: no board is held.", refs=(), at=at)
    ordered = sorted(rows, key=lambda r: (r.upcoming is None, r.upcoming or at, r.board))
    first = ordered[0]
    if first.upcoming is None:
        headline = (
            f"{first.board} ({first.where}): no meeting is planned."
            if len(rows) == 1
            else f"{said.title}: no meeting of any board is planned."
        )
    else:
        place = f", {first.place}" if first.place else ""
        headline = f"{first.board} ({first.where}) meets next on {_moment(first.upcoming)}{place}."
    values = [Value("next meeting" if n == 0 else f"next meeting {r.board}", r.upcoming.date().isoformat(), "date")
              for n, r in enumerate(ordered) if r.upcoming]  # fmt: skip
    values += [Value(f"last meeting {r.board}", r.last.date().isoformat(), "date") for r in ordered if r.last]
    last = [f"It met last on {_moment(first.last)}."] if first.last else []
    rest = [
        f"• {r.board} ({r.where}): {f'next {_moment(r.upcoming)}' if r.upcoming else 'no meeting planned'}"
        for r in ordered[1:MOST_ROWS]
    ]
    return words_said(
        said,
        headline,
        refs=[r.board for r in ordered][:MOST_REFS],
        values=_once(values),
        lines=[*last, *rest],
        at=at,
    )


def _moment(when: datetime) -> str:
    return f"{ApproxDate(when.date())}, {when:%H:%M}"


# Risks.


def answer_risk(said: Said, risk: RiskFacts, *, at: datetime) -> Answer:
    """Say one risk with its score; one that nobody scored has none."""
    headline = f"{risk.row.title}: {risk.words}."
    values = (
        []
        if risk.score is None
        else [Value("score", risk.score, "score"), Value("band", risk.band_words, "word")]
    )
    lines = [
        f"State: {risk.row.state}.",
        f"Workstream: {risk.workstream}." if risk.workstream else "",
        f"Owner: {risk.owner}." if risk.owner else "No owner is published.",
        f"Mitigation: {risk.mitigation}" if risk.mitigation else "",
    ]
    return words_said(
        said, headline, refs=[risk.row.ref], values=values, lines=[line for line in lines if line], at=at
    )


def answer_risks(said: Said, rows: Sequence[RiskFacts], *, at: datetime) -> Answer:
    """List open risks in the order of their register, with what is closed and what is not scored told apart."""
    open_rows = [r for r in rows if r.is_open]
    closed, blank = len(rows) - len(open_rows), sum(r.score is None for r in open_rows)
    headline = f"{said.title}: {counted(len(open_rows), 'open risk').lower()}."
    if blank and blank == len(open_rows):
        headline = f"{said.title}: {counted(len(open_rows), 'open risk').lower()}, none of them scored."
    bands = Counter(r.band_words for r in open_rows if r.score is not None)
    values = [
        Value("open risks", len(open_rows), "risks"),
        *(Value(f"open risks, {b}", n, "risks") for b, n in bands.items()),
    ]
    notes = [f"Closed, and not listed: {counted(closed, 'risk')}."] if closed else []
    if 0 < blank < len(open_rows):
        notes.append(f"Not scored: {counted(blank, 'risk')}.")
    told = [replace(r.row, said=r.words) for r in open_rows]
    return answer_rows(said, headline, told, values, notes=notes, at=at)


def answer_top_risks(
    said: Said, rows: Sequence[RiskFacts], *, n: int, smallest: bool = False, at: datetime
) -> Answer:
    """List the highest open risks by band and score; where none is scored none is the biggest."""
    scored = [r for r in rows if r.is_open and r.score is not None]
    end = "smallest" if smallest else "biggest"
    if not scored:
        headline = f"{said.title}: no open risk is scored, so none is known to be the {end}."
        return words_said(said, headline, refs=(), at=at)
    ranked = sorted(scored, key=lambda r: (r.rank, r.score or 0), reverse=not smallest)
    shown = ranked[: max(n, 1)]
    last = shown[-1]
    ties = [r for r in ranked[len(shown) :] if (r.rank, r.score) == (last.rank, last.score)]
    first = shown[0]
    headline = f"{said.title}: the {end} open risk is {first.row.title}: {first.words}."
    values = [Value(f"{end} risk", first.row.ref, "word")]
    values += [Value(f"{r.row.ref} score", r.score, "score") for r in shown if r.score is not None]
    lines = [f"• {r.row.title}: {r.words}" for r in shown] if len(shown) > 1 else []
    lines += [f"With the same score: {listed([r.row.ref for r in ties])}."] if ties else []
    return words_said(
        said, headline, refs=[r.row.ref for r in shown][:MOST_REFS], values=values, lines=lines, at=at
    )


# Lists.


def answer_rows(
    said: Said,
    headline: str,
    rows: Sequence[Row],
    values: Sequence[Value],
    *,
    notes: Sequence[str] = (),
    at: datetime,
) -> Answer:
    """Say a list of rows under a headline."""
    lines = [f"• {r.title}{f': {r.said}' if r.said else ''}" for r in rows[:MOST_ROWS]]
    if len(rows) > MOST_ROWS:
        lines.append(f"• and {len(rows) - MOST_ROWS} more")
    refs = list(dict.fromkeys(r.ref or r.name for r in rows))[:MOST_REFS]
    told = replace(said, illustrative=said.illustrative or any(r.is_illustrative for r in rows))
    answer = words_said(told, headline, refs=refs, values=_once(values), lines=[*lines, *notes], at=at)
    cells = tuple((r.ref, r.name, r.where, r.said) for r in rows[:MOST_REFS])
    return replace(
        answer, table=Table(said.title, ("Ref", "Name", "Programme", "State"), cells) if cells else None
    )


def _once(values: Sequence[Value]) -> list[Value]:
    kept: dict[str, Value] = {}
    for value in values:
        kept.setdefault(value.label, value)
    return list(kept.values())
