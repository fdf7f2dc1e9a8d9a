"""Months of the year, spans of them and quarters: month 5, P5, October 2026, since month 4, the last period, Q3."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from datetime import date

from bots.rules.asking.query import Time
from bots.rules.asking.time_said import DASH, MONTH, Said, day_of, matches, month_number
from programme.rules.calendar import FinancialMonth, FinancialYear


def months_in(text: str, today: date) -> Iterator[Said]:
    """Months of a financial year: month 5, M5 2024/25, period 5, P5, October 2026."""
    this = FinancialYear.containing(today)
    year = rf"(?:\s*(?:,|of|in)?\s*(?P<first>\d{{4}}|\d{{2}}){DASH}(?P<second>\d{{4}}|\d{{2}}))?"
    for match in matches(rf"(?:month|mth|period|m|p)\s?(?P<number>1[0-2]|[1-9]){year}", text):
        chosen = this
        if match["first"]:
            try:
                chosen = FinancialYear.parse(f"{match['first']}/{match['second']}")
            except ValueError:
                continue
        time = Time(months=(FinancialMonth(chosen, int(match["number"])),), is_bare=not match["first"])
        yield Said(*match.span(), (time,))
    for match in matches(
        rf"(?:since|from)\s+(?:month|mth|period|m|p)\s?(?P<number>1[0-2]|[1-9]){year}", text
    ):
        chosen = this
        if match["first"]:
            try:
                chosen = FinancialYear.parse(f"{match['first']}/{match['second']}")
            except ValueError:
                continue
        months = (FinancialMonth(chosen, int(match["number"])),)
        yield Said(*match.span(), (Time(months=months, is_bare=not match["first"], is_from=True),))
    last = (
        r"(?:the\s+)?(?:last|previous|prior|preceding)\s+"
        r"(?:(?:monitoring|reporting|reported|monitored)\s+)?period(?:['\u2019]?s)?"
    )
    for match in matches(rf"(?:in\s+|for\s+|at\s+)?(?:{last}|(?:the\s+)?period\s+before)", text):
        before = re.findall(r"[^\W_]+", text[: match.start()].lower())[-1:]
        if not before or before[0] not in ("from", "since", "on"):  # moved since it: that is to now
            yield Said(*match.span(), (Time(last_period=True),))
    for match in matches(
        rf"(?:in\s+|for\s+|during\s+)?(?P<month>{MONTH})\.?(?:\s+(?P<year>(?:19|20)\d{{2}}))?", text
    ):
        number = month_number(match["month"])
        if (
            match["month"].lower() == "may"
            and not match["year"]
            and not re.match("in|for|during", match[0], re.IGNORECASE)
        ):
            continue
        first = day_of(match["year"], number, 1, today)
        if first is None:
            continue
        nexts = [] if match["year"] else [date(first.year + 1, first.month, 1)]
        times = tuple(
            Time(window=(d, d.replace(day=monthrange(d.year, d.month)[1]))) for d in (first, *nexts)
        )
        to_come = next((t for t in times if t.window and t.window[1] >= today), None)
        why = "" if match["year"] else f"{match[0]} may be of this year or another"
        gone = next((t for t in reversed(times) if t.window and t.window[1] < today), None)
        if match["year"]:
            to_come = gone = None
        yield Said(*match.span(), times, why, to_come=to_come, gone=gone)


def month_spans(text: str, today: date) -> Iterator[Said]:
    """From one month of the year to another: "m4 to m5", "between month 5 and month 6"."""
    numbered = [s for s in months_in(text, today) if len(s.times) == 1 and len(s.times[0].months) == 1]
    for first in numbered:
        for last in numbered:
            between = text[first.end : last.start] if last.start > first.end else ""
            lead = re.search(r"(?:^|[^\w])(from|between)\s+$", text[: first.start], re.IGNORECASE)
            joint = r"\s+and\s+" if lead and lead[1].lower() == "between" else r"\s*(?:to|-|\u2013|until)\s*"
            if re.fullmatch(joint, between, re.IGNORECASE):
                one, other = first.times[0], last.times[0]
                months = (*one.months, *other.months)
                start = lead.start(1) if lead else first.start
                yield Said(start, last.end, (Time(months=months, is_bare=one.is_bare and other.is_bare),))


def quarters_in(text: str, today: date) -> Iterator[Said]:
    this = FinancialYear.containing(today)
    year = rf"(?:\s*(?:,|of|in)?\s*(?P<first>\d{{4}}|\d{{2}}){DASH}(?P<second>\d{{4}}|\d{{2}}))?"
    for match in matches(rf"(?:q|quarter\s?|qtr\s?)(?P<number>[1-4]){year}", text):
        chosen = this
        if match["first"]:
            try:
                chosen = FinancialYear.parse(f"{match['first']}/{match['second']}")
            except ValueError:
                continue
        first = (int(match["number"]) - 1) * 3 + 1
        yield Said(
            *match.span(), (Time(months=tuple(FinancialMonth(chosen, m) for m in range(first, first + 3))),)
        )
