"""Several years in a row, and words before or after a year that make it more than that year."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from bots.rules.asking.query import Time
from bots.rules.asking.time_said import Said
from bots.rules.tokens import set_of
from programme.rules.calendar import years_between

_SPAN: Final = r"\s*(?:to|until|till|through\s+to|through|up\s+to|and|[\u2013\u2014-])\s*"

BLOCKING: Final = set_of("from by to until till before after through beyond since pre post thru")
"""Words that, before a year, make it another time than that year; a year on its own is not read after one."""

COMPARING: Final = set_of(
    "compared compare compares comparing relative opposed come comes coming came amount amounts"
)
"""Words that take the "to" after them from the year that follows: "compared to 24/25", "come to next year"."""


def is_blocked(text: str, said: Said) -> bool:
    before = re.findall(r"[^\W_]+", text[: said.start].lower())[-2:]
    if len(before) == 2 and before[0] in COMPARING and before[1] == "to":
        before = []
    after = re.match(r"[\s,]*(?:and\s+)?([^\W_]+|\+)", text[said.end :].lower())
    if before and before[-1] in BLOCKING:
        return True
    follows = after[1] if after else ""
    return follows in ("onwards", "onward", "beyond") or bool(
        re.match(
            r"\s*(?:and\s+(?:onwards?|beyond|after)|on\b(?!\s+(?:the|a|[A-Za-z0-9]))|\+\s*(?:$|[?.!]))",
            text[said.end :],
            re.IGNORECASE,
        )
    )


def year_spans(text: str, years: list[Said]) -> Iterator[Said]:
    """Several years in a row: "from 24/25 to 26/27", "between 24/25 and 26/27", "24/25 - 27/28"."""
    sure = [y for y in years if y.is_sure]
    for first in sure:
        for last in sure:
            if last.start <= first.end:
                continue
            between = text[first.end : last.start]
            if not re.fullmatch(_SPAN, between, re.IGNORECASE):
                continue
            lead = re.search(
                r"(?:^|[^\w])(from|between|across|over)\s+(?:the\s+)?(?:years?\s+)?$",
                text[: first.start],
                re.IGNORECASE,
            )
            if re.fullmatch(r"\s*and\s*", between, re.IGNORECASE) and not (
                lead and lead[1].lower() == "between"
            ):
                continue
            a, b = first.times[0].years[0], last.times[0].years[0]
            if a >= b:
                continue
            start = lead.start(1) if lead else first.start
            is_between = lead is not None and lead[1].lower() == "between"
            times = (Time(years=years_between(a, b)),)
            yield Said(start, last.end, times, is_span=True, is_between=is_between)


def until_years(text: str, years: list[Said]) -> Iterator[Said]:
    """A year with a word that may widen it: by 2027/28, up to 2027/28, from 2025/26 onwards. Always asked back."""
    for year in years:
        lead = re.search(
            r"(?:^|[^\w])((?:up\s+)?to|by(?:\s+the\s+end\s+of)?|until|till|from)\s+(?:the\s+)?$",
            text[: year.start],
            re.IGNORECASE,
        )
        tail = re.match(r"\s*(?:and\s+)?(?:onwards?|beyond|after)", text[year.end :], re.IGNORECASE)
        if (
            lead
            and lead[1].lower() == "to"
            and re.search(
                r"\b(?:come|comes|coming|came|adds?|amounts?|sums?|up|go|goes)\s+$",
                text[: lead.start(1)],
                re.IGNORECASE,
            )
        ):
            continue  # "what do they come to next year"
        start, end = (lead.start(1) if lead else year.start), (year.end + tail.end() if tail else year.end)
        if lead and not tail and lead[1].lower().startswith("by"):
            yield Said(start, end, year.times, year.why)  # what is saved by a year is what holds in it
        elif lead or tail:
            words = " ".join(text[start:end].split())
            yield Said(start, end, year.times, f"“{words}” may be that year alone, or several years")
