"""The times a question names: financial years in every spelling, quarters, months, spans, "since" and "as at".

Each is read with all it may mean. One that officers write for different things (FY25, a bare 2025, 11/12, "by
2027/28") is not `is_sure`: the bot asks. Today comes from the caller. Source: docs/method.md, "Calendar".
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from bots.rules.asking.query import Time
from bots.rules.asking.time_days import days_in, relative_days, since_boards, since_years
from bots.rules.asking.time_months import month_spans, months_in, quarters_in
from bots.rules.asking.time_said import Said
from bots.rules.asking.time_spans import is_blocked, until_years, year_spans
from bots.rules.asking.time_windows import windows_in
from bots.rules.asking.time_years import paired_years, relative_years, short_years, single_years, spoken_years
from programme.rules.calendar import FinancialYear


def find_times(text: str, *, today: date) -> tuple[Said, ...]:
    """Return every time a text may name, in order; they may overlap, and the reading chooses."""
    years = [
        *paired_years(text),
        *short_years(text),
        *spoken_years(text),
        *single_years(text),
        *relative_years(text, today),
    ]
    spans = list(year_spans(text, years))
    found = [
        *(one for one in years if not is_blocked(text, one)),
        *spans,
        *until_years(text, years),
        *months_in(text, today),
        *month_spans(text, today),
        *quarters_in(text, today),
        *days_in(text, today),
        *since_years(text),
        *relative_days(text, today),
        *windows_in(text, today),
        *since_boards(text),
    ]
    year = FinancialYear.containing(today)
    ahead = (
        replace(one, is_ahead=bool(one.times[0].years) and all(y > year for y in one.times[0].years))
        for one in dict.fromkeys(found)
    )
    return tuple(sorted(ahead, key=lambda said: (said.start, -said.end)))


def joined(times: list[Time]) -> Time | None:
    """Return one time of several: years of one breath together, as at beside any; None where they clash."""
    years: list[FinancialYear] = []
    rest = Time()
    for time in times:
        years += [y for y in time.years if y not in years]
        for name in (
            "months",
            "calendar",
            "since",
            "since_board",
            "window",
            "as_at",
            "is_bare",
            "is_from",
            "last_period",
        ):
            part = getattr(time, name)
            if part:
                if getattr(rest, name) and getattr(rest, name) != part:
                    return None
                rest = replace(rest, **{name: part})
    filled = [
        rest.months or rest.last_period,
        rest.since or rest.since_board,
        rest.calendar,
        rest.window,
        years,
    ]
    if sum(map(bool, filled)) > 1:
        return None
    return replace(rest, years=tuple(sorted(years)))
