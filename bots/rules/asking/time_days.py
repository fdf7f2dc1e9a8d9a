"""Days with since or as at, days told from today, and since the board last met."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from datetime import date, timedelta

from bots.rules.asking.query import Time
from bots.rules.asking.time_said import (
    ALONE,
    AS_AT,
    DASH,
    DAY,
    MONTH,
    SINCE,
    Said,
    day_of,
    matches,
    month_number,
    months_back,
    number_of,
)
from programme.rules.calendar import FinancialMonth, FinancialYear


def days_in(text: str, today: date) -> Iterator[Said]:
    """Days and months with "since" or "as at": since 1 Oct 2026, as at 2026-10-01, since October, since 1/10/26."""
    lead = rf"(?:(?P<since>{SINCE})|(?P<as_at>{AS_AT})|(?P<on>on\s+(?:the\s+)?))"
    year = r"(?:,?\s+(?P<year>(?:19|20)\d{2}))?"
    month = rf"(?P<month>{MONTH})\.?"
    patterns = (
        rf"{DAY}\s+(?:of\s+)?{month}{year}",
        rf"{month}\s+{DAY}(?!\d|{DASH}\d){year}",
        rf"{month}{year}",
    )
    for pattern in patterns:
        for match in matches(rf"{lead}{pattern}", text):
            groups = match.groupdict()
            day = day_of(groups["year"], month_number(groups["month"]), int(groups.get("day") or 1), today)
            if day is not None and (groups.get("day") or not groups["on"]):
                yield _of_lead(match, (day,), is_month=not groups.get("day"))
    for match in matches(rf"{lead}(?P<y>\d{{4}})-(?P<m>\d{{2}})(?:-(?P<d>\d{{2}}))?", text):
        day = day_of(match["y"], int(match["m"]), int(match["d"] or 1), today)
        if day is not None:
            yield _of_lead(match, (day,), is_month=not match["d"])
    numbered = r"(?P<d>\d{1,2})(?P<sign>[/.-])(?P<m>\d{1,2})(?:(?P=sign)(?P<y>\d{4}|\d{2}))?"
    for match in matches(rf"{lead}{numbered}", text):
        first, second, written = int(match["d"]), int(match["m"]), match["y"]
        full = f"20{written}" if written and len(written) == 2 else written
        days = [day_of(full, second, first, today)]
        if not written and first != second:
            days.append(day_of(full, first, second, today))
        known = tuple(dict.fromkeys(day for day in days if day is not None))
        if known:
            yield _of_lead(match, known)


def since_years(text: str) -> Iterator[Said]:
    """Since a year, which begins in January or in April: since 2026."""
    for match in matches(rf"{SINCE}(?P<y>(?:19|20)\d{{2}}){ALONE[1]}", text):
        start = int(match["y"])
        times = (Time(since=date(start, 1, 1)), Time(since=date(start, 4, 1)))
        yield Said(*match.span(), times, f"{match[0]} may be more than one day")


def _of_lead(match: re.Match[str], days: tuple[date, ...], *, is_month: bool = False) -> Said:
    """Return the time a day means after its leading word; "as at October" is its last day."""
    why = f"{match[0]} may be more than one day" if len(days) > 1 else ""
    if match["since"]:
        return Said(*match.span(), tuple(Time(since=day) for day in days), why)
    ends = [d.replace(day=monthrange(d.year, d.month)[1]) if is_month else d for d in days]
    if match["on"] is not None:
        return Said(*match.span(), tuple(Time(as_at=day) for day in ends), why)
    return Said(*match.span(), tuple(Time(as_at=day) for day in ends), why)


def relative_days(text: str, today: date) -> Iterator[Said]:
    monday = today - timedelta(days=today.weekday())
    first = today.replace(day=1)
    last_month = (first - timedelta(days=1)).replace(day=1)
    year = FinancialYear.containing(today)
    quarter = FinancialMonth(year, (FinancialMonth.containing(today).number - 1) // 3 * 3 + 1).first_day
    meanings = {
        "yesterday": (today - timedelta(days=1),),
        "today": (today,),
        "this week": (monday,),
        "last week": (monday - timedelta(days=7),),
        "this month": (first,),
        "last month": (last_month,),
        "last quarter": (months_back(quarter, 3),),
        "this quarter": (quarter,),
        "christmas": (date(today.year - 1, 12, 25),),
        "last year": (date(today.year - 1, 1, 1), year.previous().start),
        "this year": (date(today.year, 1, 1), year.start),
        "this financial year": (year.start,),
        "april": (year.start,),
        **{
            name.lower(): (
                monday - timedelta(days=7 - n) if n >= today.weekday() else monday + timedelta(days=n),
            )
            for n, name in enumerate(
                ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
            )
        },
    }
    for words, days in meanings.items():
        pattern = words.replace(" ", r"\s+")
        for match in matches(
            rf"(?:since|after)\s+(?:the\s+)?(?:start\s+of\s+|beginning\s+of\s+)?{pattern}", text
        ):
            why = f"{match[0]} may be more than one day" if len(days) > 1 else ""
            yield Said(*match.span(), tuple(Time(since=day) for day in days), why)
        if words in (
            "yesterday",
            "this week",
            "last week",
            "this month",
            "last month",
            "this quarter",
            "last quarter",
            "today",
        ):
            last = (
                today
                if words in ("today", "yesterday") and words == "today"
                else _end_of(words, days[0], today)
            )
            for match in matches(rf"(?:in\s+|during\s+|over\s+)?{pattern}", text):
                yield Said(*match.span(), (Time(window=(days[0], last)), Time(since=days[0])), "")
        if words in ("last week", "last month", "yesterday", "last quarter"):
            for match in matches(rf"{AS_AT}{pattern}", text):
                yield Said(*match.span(), (Time(as_at=_end_of(words, days[0], today)),))
    for match in matches(
        r"(?:in|over|within|for)\s+the\s+(?:last|past)\s+(?P<n>\d{1,3}|few|two|three|four|six)\s+(?P<unit>day|week|month)s?",
        text,
    ):
        many = number_of(match["n"])
        if many:
            day = (
                months_back(today, many)
                if match["unit"].lower() == "month"
                else today - timedelta(days=many * (7 if match["unit"].lower() == "week" else 1))
            )
            yield Said(*match.span(), (Time(since=day),))
    for match in matches(r"(?P<n>\d{1,3}|two|three|four|six|a)\s+(?P<unit>day|week|month)s?\s+ago", text):
        many = number_of(match["n"])
        if many:
            day = (
                months_back(today, many)
                if match["unit"].lower() == "month"
                else today - timedelta(days=many * (7 if match["unit"].lower() == "week" else 1))
            )
            yield Said(*match.span(), (Time(as_at=day),))


def since_boards(text: str) -> Iterator[Said]:
    board = r"(?:board|panel|committee|meeting|board\s+meeting|cabinet|update|steering\s+group|report)"
    for match in matches(
        rf"(?:since|after)\s+(?:the\s+|our\s+|its\s+|it\s+)?(?:last\s+|previous\s+)?{board}(?:\s+last\s+met|\s+met|\s+meeting)?",
        text,
    ):
        yield Said(*match.span(), (Time(since_board=True),))
    for match in matches(r"since\s+(?:we|they|it)\s+last\s+met|since\s+last\s+time", text):
        yield Said(*match.span(), (Time(since_board=True),))


def _end_of(words: str, first: date, today: date) -> date:
    if words.endswith("week"):
        return first + timedelta(days=6)
    if words.endswith("month"):
        return first.replace(day=monthrange(first.year, first.month)[1])
    if words.endswith("quarter"):
        return months_back(first, -3) - timedelta(days=1)
    return first if words == "yesterday" else today
