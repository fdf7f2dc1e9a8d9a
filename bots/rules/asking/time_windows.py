"""Calendar days to come: in the next 30 days, next month, by Christmas, by 31 March 2027."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from datetime import date, timedelta

from bots.rules.asking.query import Time
from bots.rules.asking.time_said import DAY, MONTH, Said, matches, month_number, months_back, number_of


def windows_in(text: str, today: date) -> Iterator[Said]:
    """Calendar days to come: in the next 30 days, next month, next quarter, by Christmas, by 31 March 2027."""
    first = today.replace(day=1)
    next_month = (first + timedelta(days=32)).replace(day=1)
    monday = today - timedelta(days=today.weekday()) + timedelta(days=7)
    spans = {
        "next week": (monday, monday + timedelta(days=6)),
        "next month": (next_month, next_month.replace(day=monthrange(next_month.year, next_month.month)[1])),
        "tomorrow": (today + timedelta(days=1), today + timedelta(days=1)),
        "by tomorrow": (today, today + timedelta(days=1)),
        "before the new year": (today, date(today.year, 12, 31)),
        "before new year": (today, date(today.year, 12, 31)),
        "this side of christmas": (today, date(today.year, 12, 24)),
        "this side of the new year": (today, date(today.year, 12, 31)),
        "by the end of the month": (today, first.replace(day=monthrange(first.year, first.month)[1])),
        "by the end of this month": (today, first.replace(day=monthrange(first.year, first.month)[1])),
        "by month end": (today, first.replace(day=monthrange(first.year, first.month)[1])),
        "by the end of the week": (today, monday - timedelta(days=1)),
        "by the end of this week": (today, monday - timedelta(days=1)),
        "by the end of next month": (
            today,
            next_month.replace(day=monthrange(next_month.year, next_month.month)[1]),
        ),
        "before christmas": (today, date(today.year, 12, 24)),
        "by christmas": (today, date(today.year, 12, 24)),
    }
    for match in matches(r"(\d{4})-(\d{2})-(\d{2}) to (\d{4})-(\d{2})-(\d{2})", text):
        numbers = [int(group) for group in match.groups()]
        try:
            yield Said(*match.span(), (Time(window=(date(*numbers[:3]), date(*numbers[3:]))),))
        except ValueError:
            continue
    for words, span in spans.items():
        spoken = words.replace(" ", r"\s+")
        for match in matches(rf"(?:in\s+|by\s+|during\s+)?{spoken}", text):
            yield Said(*match.span(), (Time(window=span),))
    pattern = (
        r"(?:(?:in|over|within|for|during)\s+)?(?:the\s+)?(?:next|coming)\s+"
        r"(?P<n>\d{1,3}|few|two|three|four|six|eight|ten|twelve|(?:a\s+)?couple\s+of)?\s*(?P<unit>day|week|fortnight|month|quarter)s?"
    )
    for match in matches(pattern, text):
        many = 2 if "couple" in (match["n"] or "") else number_of(match["n"] or "a")
        if not many:
            continue
        unit = match["unit"].lower()
        days = {"day": 1, "week": 7, "fortnight": 14}.get(unit)
        if (
            not days
            and match["n"] is None
            and not re.match("in|over|within|for|during", match[0], re.IGNORECASE)
        ):
            continue  # "next month" is that month
        if unit == "week" and match["n"] is None:
            continue
        end = (
            today + timedelta(days=many * days)
            if days
            else months_back(today, -many * (3 if unit == "quarter" else 1))
        )
        yield Said(*match.span(), (Time(window=(today, end)),))
    for match in matches(
        rf"(?:by|before|between\s+now\s+and|from\s+now\s+(?:to|until|till))\s+(?:the\s+)?(?:end\s+of\s+)?(?:{DAY}\s+)?(?P<month>{MONTH})(?:\s+(?P<year>(?:19|20)\d{{2}}))?",
        text,
    ):
        number, written = month_number(match["month"]), match["year"]
        for year in [int(written)] if written else [today.year, today.year + 1]:
            try:
                end = date(year, number, int(match["day"] or monthrange(year, number)[1]))
            except ValueError:
                continue
            if written or end >= today:
                yield Said(*match.span(), (Time(window=(min(today, end), end)),))
                break
