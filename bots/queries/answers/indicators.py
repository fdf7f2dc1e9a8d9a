"""Indicators: a reading, the target beside it, what documents print differently, and lists of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from typing import Final, cast

from bots.queries.answers import reach, scope
from bots.rules import indicators_answer as wording
from bots.rules.answer import Answer, Value
from bots.rules.asking.query import Query, Shape, Time
from bots.rules.indicators_answer import IndicatorFacts, Reading
from bots.rules.money_answer import Said, words_said
from programme import queries as ground
from programme.queries import IndicatorRow
from programme.queries.ground import ReadingRow
from programme.rules.access import Actor
from programme.rules.calendar import DatePrecision, FinancialYear
from programme.rules.indicators import Polarity, Standing, Target, is_target, standing

ACTUAL: Final = ("actual", "snapshot", "year to date")
"""How the basis of a reading begins that says what is, not what is aimed at, forecast or averaged."""


def answer(query: Query, *, reader: Actor, at: datetime) -> Answer | None:
    """Return the answer on indicators."""
    rows = _rows(query, reader=reader, at=at)
    facts = [_facts(row, query.time) for row in rows]
    facts = [_placed(f, row, reader=reader) for f, row in zip(facts, rows, strict=True)]
    every = bool(facts) and all(f.is_illustrative for f in facts)
    said: Said = reach.said_of(query, illustrative=every or reach.is_illustrative(query, ()))
    if not facts:
        return wording.answer_none(said, at=at)
    targets = query.metric == "indicator_target"
    match query.shape:
        case Shape.COUNT:
            number = Value("indicators", len(facts), "indicators")
            text = (
                f"{said.title}: {len(facts)} indicators." if len(facts) > 1 else f"{said.title}: 1 indicator."
            )
            return words_said(said, text, refs=[f.name for f in facts], values=[number], at=at)
        case Shape.COMPARE:
            return _compared(query, said, facts, reader=reader, at=at)
    if len(facts) > 1:
        return wording.answer_list(said, facts, targets=targets, at=at)
    if query.metric == "indicator_peak":
        return wording.answer_peak(said, facts[0], at=at)
    if targets:
        return wording.answer_target(said, facts[0], asking=query.shape is Shape.YES_NO, at=at)
    if query.shape is Shape.SHARE:
        return wording.answer_percent(said, facts[0], at=at)
    if query.time.calendar and facts[0].first is None and not facts[0].others:
        return wording.answer_by_year(said, facts[0], _beside(rows[0], query.time.calendar), at=at)
    return wording.answer_reading(said, facts[0], at=at)


def _beside(row: IndicatorRow, calendar: int) -> list[Reading]:
    """Return the readings of the two financial years a calendar year lies in."""
    years = {FinancialYear(calendar - 1), FinancialYear(calendar)}
    return [_reading(r) for r in row.readings if r.year in years and not is_target(r.basis)]


def _rows(query: Query, *, reader: Actor, at: datetime) -> list[IndicatorRow]:
    ids = scope.programme_ids(query, reader=reader)
    found = ground.indicators(reader=reader, programme_ids=ids, at=reach.moment_of(query, at))
    reached = reach.reaching(reader, at)
    kept = []
    for row in found.values():
        fits = [
            s.id == row.id if s.kind == "indicator" else reached.place(s, row.workstream_id, row.programme_id)
            for s in query.subjects
        ]
        left = [
            x.id == row.id or reached.place(x, row.workstream_id, row.programme_id) for x in query.excluded
        ]
        if (not fits or any(fits)) and not any(left):
            kept.append(row)
    return kept


def _facts(row: IndicatorRow, time: Time) -> IndicatorFacts:
    """Return what an indicator says of a time: the reading that answers first, then the others."""
    asked = bool(time.years or time.months or time.calendar)
    readings = [r for r in row.readings if not asked or _is_of(r, time)]
    plain = [r for r in readings if not is_target(r.basis)]
    actual = sorted((r for r in plain if r.basis.casefold().startswith(ACTUAL)), key=_newest)
    is_sole = len({(r.printed, r.unit) for r in plain}) == 1
    first = actual[-1] if actual else plain[0] if is_sole else None
    others = [r for r in plain if r is not first]
    aims = [r for r in readings if is_target(r.basis)]
    loose = [r for r in row.readings if is_target(r.basis) and not _is_dated(r)]
    dated = [r for r in aims if _is_dated(r) or not asked]
    conflicts = tuple(
        c for c in row.conflicts if not asked or any(c.period == t.period for t in (*aims, *loose))
    )
    return IndicatorFacts(
        name=row.name,
        where="",
        first=_reading(first) if first else None,
        others=tuple(_reading(r) for r in others),
        targets=tuple(_reading(r) for r in dated),
        undated=tuple(_reading(r) for r in loose if r not in dated),
        conflicts=conflicts,
        standing=_standing(row, first, dated),
        when=_when(time),
    )


def _placed(facts: IndicatorFacts, row: IndicatorRow, *, reader: Actor) -> IndicatorFacts:
    programme = ground.programmes(reader=reader, ids=[row.programme_id])[row.programme_id]
    where = f"{programme.code}, Illustrative" if programme.illustrative else programme.code
    return replace(facts, where=where, is_illustrative=programme.illustrative)


def _compared(
    query: Query, said: Said, facts: Sequence[IndicatorFacts], *, reader: Actor, at: datetime
) -> Answer | None:
    other = query.other_side()
    rows = _rows(other, reader=reader, at=at)
    theirs = [_placed(_facts(r, other.time), r, reader=reader) for r in rows]
    if len(facts) != 1 or len(theirs) != 1:
        return None
    return wording.answer_compared(said, facts[0], theirs[0], at=at)


def _standing(row: IndicatorRow, first: ReadingRow | None, aims: Sequence[ReadingRow]) -> Standing | None:
    """Return whether the reading meets its target, where there is one target of the same unit and no other."""
    same = [
        a
        for a in aims
        if first is not None and a.unit == first.unit and (a.year is None or a.year == first.year)
    ]
    if first is None or len({a.printed for a in same}) != 1 or first.months_covered not in (None, 12):
        return None
    aim = same[0]
    target = Target(
        aim.printed, _number(aim.value), aim.unit, aim.period, aim.source, aim.basis, _number(aim.value_to)
    )
    return standing(_number(first.value), target, polarity=cast(Polarity, row.polarity))


def _is_dated(row: ReadingRow) -> bool:
    return row.year is not None or row.on is not None


def _is_of(row: ReadingRow, time: Time) -> bool:
    """Return whether a reading is of a year or month asked for."""
    if time.calendar:
        return row.year is None and _lies(row, date(time.calendar, 1, 1), date(time.calendar, 12, 31))
    if time.months:
        first, last = time.months[0].first_day, time.months[-1].last_day
        return _lies(row, first, last)
    return any(row.year == y or (row.year is None and _in_year(row, y)) for y in time.years)


def _in_year(row: ReadingRow, year: FinancialYear) -> bool:
    if row.on is not None and row.on.precision is DatePrecision.YEAR and row.on.value is not None:
        return row.on.value.year == year.start_year
    return _lies(row, year.start, year.end)


def _lies(row: ReadingRow, first: date, last: date) -> bool:
    if row.on is None or row.on.first_day is None or row.on.last_day is None:
        return False
    return first <= row.on.first_day and row.on.last_day <= last


def _newest(row: ReadingRow) -> tuple[date, datetime | None, int]:
    last = row.on.last_day if row.on is not None else None
    year = row.year.end if row.year is not None else None
    return (last or year or date.min, row.recorded_at, row.position)


def _when(time: Time) -> str:
    if time.months:
        return " to ".join(dict.fromkeys(f"{m.first_day:%B %Y}" for m in (time.months[0], time.months[-1])))
    return str(time.calendar) if time.calendar else ", ".join(str(y) for y in time.years)


def _reading(row: ReadingRow) -> Reading:
    return Reading(
        basis=row.basis,
        printed=row.printed,
        value=_number(row.value),
        unit=row.unit,
        period=row.period,
        source=row.source,
        note=row.note,
        is_dated=_is_dated(row),
        is_target=is_target(row.basis),
        value_to=_number(row.value_to),
    )


def _number(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)
