"""When: each time a frame may be of, and the other side's where two are set against each other."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import product

from bots.rules.asking.frame import Frame
from bots.rules.asking.metrics import METRICS
from bots.rules.asking.query import ANY_TIME, Query, Shape, Time
from bots.rules.asking.time_said import Said
from bots.rules.asking.times import joined
from programme.rules.calendar import FinancialMonth


def times_of(frame: Frame, draft: Query) -> Iterator[tuple[Time, Time | None, str]]:
    """Return each time the frame may be of, the other side's time where there are two, and what is unclear."""
    left = [t for t in frame.times if t[2] == 0]
    right = [t for t in frame.times if t[2] == 1]
    if draft.metric in ("new", "increment") and draft.shape is Shape.FIGURE:
        right = []  # the year before, which it is new on
    metric = METRICS[draft.metric]
    kinds = {t.kind for n in frame.names for t in n.named.things}
    of_measures = draft.shape is Shape.LOOK_UP and bool(kinds & {"indicator", "budget_line"})
    to_come = draft.metric == "due"  # what is due in February is due in the one to come
    calendar = "calendar" in (METRICS["indicator"].times if of_measures else metric.times)
    chosen_for = {said: _meant(said, to_come=to_come, calendar=calendar) for said, _, _, _ in frame.times}
    if draft.metric == "rag" and draft.shape in (Shape.FIGURE, Shape.YES_NO, Shape.WHY):
        chosen_for = {said: _as_rated(said) for said, _, _, _ in frame.times}
    why = "; ".join(dict.fromkeys(said.why for said, meant in chosen_for.items() if said.why and not meant))
    options = [chosen_for[said] or list(said.times) for said, _, _, _ in (*left, *right)]
    for chosen in product(*options):
        mine, theirs = list(chosen[: len(left)]), list(chosen[len(left) :])
        if draft.shape is Shape.COMPARE and not right and not frame.has_vs:
            pair = _pair(frame, mine)
            if pair is not None and len(frame.names) < 2:
                yield pair[0], pair[1], why
                continue
        if len(left) > 1 and not left[-1][3] and len({t.years for t in mine if t.years}) > 1:
            continue  # two years that nothing joins
        own, other = joined(mine), joined(theirs)
        if own is None or other is None:
            continue
        if right and not left and draft.shape is Shape.COMPARE:
            if len(frame.names) and any(n.side for n in frame.names):
                own, other = other, ANY_TIME  # "Place vs Resources in 24/25"
            elif any(side for _, _, side in frame.metrics):
                own, other = other, ANY_TIME
            else:
                continue
        if right and left and any(n.side for n in frame.names) and own == other:
            other = ANY_TIME
        own = _monthly(own, METRICS["indicator"].times if of_measures else metric.times, draft.metric)
        if own is None:
            continue
        if not own.kinds <= metric.times and own.since is None and own.window and metric.times & {"months"}:
            continue
        yield own, (other if other != ANY_TIME else None), why


def _meant(said: Said, *, to_come: bool, calendar: bool) -> list[Time]:
    """Return the one time a doubtful one is, by what is asked of it; nothing where it stays in doubt."""
    if to_come and said.to_come:
        return [said.to_come]
    return [Time(calendar=year)] if calendar and (year := _calendar(said)) else []


def _calendar(said: Said) -> int:
    """Return the calendar year that a bare year may be as well, which for what is published by them it is; else 0."""
    years = [time.years for time in said.times]
    is_bare = said.why[:4].isdigit() and said.why[4:].startswith(" may be")
    if is_bare and len(years) == 2 and all(len(y) == 1 for y in years):
        return years[1][0].start_year if years[0][0].next() == years[1][0] else 0
    return 0


def _as_rated(said: Said) -> list[Time]:
    """Return the times of a rating: what stood at the end of a month or week that is past; nothing in doubt."""
    if said.why and not said.gone:
        return []
    times = [said.gone] if said.gone else [t for t in said.times if t.window] or list(said.times)
    return [Time(as_at=t.window[1]) if t.window else t for t in times]


def _monthly(time: Time, times: frozenset[str], metric: str) -> Time | None:
    """Return a calendar month as a month of the year for what is held by month; two as the movement to the later.

    None where two months were said of what is no movement, or are no neighbours.
    """
    if len(time.months) == 2:
        first, last = sorted(time.months)
        return replace(time, months=(last,)) if metric == "movement" and first.next() == last else None
    if time.window is None or "window" in times or "months" not in times:
        return time
    month = FinancialMonth.containing(time.window[0])
    return (
        replace(time, window=None, months=(month,))
        if time.window == (month.first_day, month.last_day)
        else time
    )


def _pair(frame: Frame, times: Sequence[Time]) -> tuple[Time, Time] | None:
    """Return the two years a change is between, the later first; None where there are not two."""
    years = [y for time in times for y in time.years]
    if any(said.is_span for said, _, _, _ in frame.times) and len(frame.times) == 1 and len(years) > 1:
        years = [years[0], years[-1]]
    if len(years) != 2:
        return None
    if frame.changes >= 0 or any(said.is_span for said, _, _, _ in frame.times):
        years.sort()
        return Time(years=(years[1],)), Time(years=(years[0],))
    return Time(years=(years[0],)), Time(years=(years[1],))
