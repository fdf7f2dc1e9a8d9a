"""The times a question names: financial years in every spelling, quarters, months, spans, "since" and "as at".

Each is read with all it may mean. One that officers write for different things (FY25, a bare 2025, 11/12, "by
2027/28") is not `is_sure`: the bot asks. Today comes from the caller. Source: docs/method.md, "Calendar".
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Final

from bots.rules.asking.query import Time
from bots.rules.tokens import set_of
from programme.rules.calendar import MONTH_NAMES, FinancialMonth, FinancialYear, years_between

_DASH: Final = r"\s*[/\u2013\u2011\u2010\u2014-]\s*"
_SLASH: Final = r"\s*[/\u2013\u2011\u2010\u2014-]\s*|\s+to\s+"
_YEAR_WORD: Final = r"(?:(?:financial|fiscal|budget|council|tax)\s+(?:year|yr)|year|yr|fy|f/y)"
_MONTH: Final = "|".join([*MONTH_NAMES, *(name[:3] for name in MONTH_NAMES), "Sept"])
_DAY: Final = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_SINCE: Final = r"(?:since|from|after)\s+(?:the\s+)?(?:(?:start|beginning)\s+of\s+)?"
_AS_AT: Final = (
    r"(?:as\s+at|as\s+of|as\s+it\s+stood\s+(?:on|at|in)|at\s+the\s+end\s+of|back\s+(?:on|in|at)|position\s+at)"
    r"\s+(?:the\s+)?(?:end\s+of\s+)?"
)
_ALONE: Final = (r"(?<![/\u2013\u2011-])", rf"(?!{_DASH}\d)")  # a number that is no part of a pair
_SPAN: Final = r"\s*(?:to|until|till|through\s+to|through|up\s+to|and|[\u2013\u2014-])\s*"
BLOCKING: Final = set_of("from by to until till before after through beyond since pre post thru")
"""Words that, before a year, make it another time than that year; a year on its own is not read after one."""
COMPARING: Final = set_of(
    "compared compare compares comparing relative opposed come comes coming came amount amounts"
)
"""Words that take the "to" after them from the year that follows: "compared to 24/25", "come to next year"."""
TRAILING: Final = set_of("onwards onward on beyond plus")


@dataclass(frozen=True, slots=True)
class Said:
    """A time named in a question: where it stands (the end not included), and all it may mean.

    `why` says what is unclear, in words; blank where there is no doubt. `is_span` marks "from 24/25 to 26/27",
    `is_between` "between 24/25 and 26/27". `to_come` is the one of them that is not past, of a month without a year,
    `gone` the last that is past;
    `is_ahead` marks years that have not begun.
    """

    start: int
    end: int
    times: tuple[Time, ...]
    why: str = ""
    is_span: bool = False
    is_between: bool = False
    to_come: Time | None = None
    gone: Time | None = None
    is_ahead: bool = False

    @property
    def is_sure(self) -> bool:
        """Return whether it means one thing."""
        return not self.why


def find_times(text: str, *, today: date) -> tuple[Said, ...]:
    """Return every time a text may name, in order; they may overlap, and the reading chooses."""
    years = [
        *_pairs(text),
        *_short_years(text),
        *_spoken(text),
        *_single_years(text),
        *_relative_years(text, today),
    ]
    spans = list(_spans(text, years))
    found = [
        *(one for one in years if not _is_blocked(text, one)),
        *spans,
        *_until_years(text, years),
        *_months(text, today),
        *_month_spans(text, today),
        *_quarters(text, today),
        *_days(text, today),
        *_since_years(text),
        *_relative_days(text, today),
        *_windows(text, today),
        *_boards(text),
    ]
    year = FinancialYear.containing(today)
    ahead = (
        replace(one, is_ahead=bool(one.times[0].years) and all(y > year for y in one.times[0].years))
        for one in dict.fromkeys(found)
    )
    return tuple(sorted(ahead, key=lambda said: (said.start, -said.end)))


def _matches(pattern: str, text: str) -> Iterator[re.Match[str]]:
    """Return matches that begin and end where a word does."""
    return re.finditer(rf"(?<![^\W_]){pattern}(?![^\W_])", text, re.IGNORECASE)


def _years(*years: FinancialYear) -> Time:
    return Time(years=years)


def _pairs(text: str) -> Iterator[Said]:
    """Years written as two: 24/25, 2024/25, 2024-25, 2024 to 2025, 2024/2025, FY24/25."""
    pattern = (
        rf"(?P<word>{_YEAR_WORD}\s*)?(?P<first>\d{{4}}|\d{{2}})(?P<dash>{_SLASH})(?P<second>\d{{4}}|\d{{2}})"
    )
    for match in _matches(pattern, text):
        first, second = match["first"], match["second"]
        try:
            year = FinancialYear.parse(f"{first}/{second}")
        except ValueError:
            continue
        short = len(first) == len(second) == 2
        why = ""
        if short and not match["word"] and 1 <= int(first) <= 11 and "/" in match["dash"]:
            why = f"{match[0]} may be the year {year} or a date"
        if "to" in match["dash"].lower():
            if short:
                continue
            yield Said(
                *match.span(),
                (_years(year), _years(FinancialYear(year.start_year - 1), year)),
                f"{match[0]} may be {year} or two years",
            )
            continue
        yield Said(*match.span(), (_years(year),), why)


def _short_years(text: str) -> Iterator[Said]:
    """Years whose second is cut short or parted by a stop: 2026/7, 26.27; "26-7" may be a day as well."""
    for match in _matches(r"(?P<first>20\d{2}|\d{2})[/\u2013-](?P<second>\d)", text):
        first = int(match["first"]) % 100
        if (first + 1) % 10 == int(match["second"]):
            why = "" if len(match["first"]) == 4 else f"{match[0]} may be a year or a day"
            yield Said(*match.span(), (_years(FinancialYear(2000 + first)),), why)
    for match in _matches(r"(?<![\u00a3\d.,])(?P<first>[123]\d)\.(?P<second>[123]\d)(?![.,\d%kKmM])", text):
        if int(match["first"]) + 1 == int(match["second"]):
            yield Said(*match.span(), (_years(FinancialYear(2000 + int(match["first"]))),))


_SPOKEN: Final = {
    word: number
    for number, word in enumerate(
        [
            "ten",
            "eleven",
            "twelve",
            "thirteen",
            "fourteen",
            "fifteen",
            "sixteen",
            "seventeen",
            "eighteen",
            "nineteen",
        ],
        start=10,
    )
} | {
    f"{tens}{' ' + one if one else ''}": base + number
    for base, tens in ((20, "twenty"), (30, "thirty"))
    for number, one in enumerate(
        ["", *["one", "two", "three", "four", "five", "six", "seven", "eight", "nine"]]
    )
}


def _spoken(text: str) -> Iterator[Said]:
    """Years as they are spoken: twenty four twenty five, twenty twenty five twenty six."""
    number = "|".join(sorted((w.replace(" ", r"[\s-]+") for w in _SPOKEN), key=len, reverse=True))
    pair = rf"(?P<first>{number})(?:[\s/-]+|\s+to\s+)(?:twenty[\s-]+)?(?P<second>{number})(?![^\W_])"
    for begins in _matches("twenty|thirty|ten|eleven|twelve|[a-z]+teen", text):
        for lead in (r"twenty[\s-]+", ""):
            match = re.compile(lead + pair, re.IGNORECASE).match(text, begins.start())
            if match is None:
                continue
            said = [" ".join(re.split(r"[\s-]+", match[group].lower())) for group in ("first", "second")]
            first, second = (_SPOKEN[words] for words in said)
            if second == first + 1:
                yield Said(*match.span(), (_years(FinancialYear(2000 + first)),))
                break


def _single_years(text: str) -> Iterator[Said]:
    """Years written as one, which some mean by its start and some by its end: FY25, 2025."""
    pattern = rf"{_ALONE[0]}(?P<word>{_YEAR_WORD}\s*)?(?P<number>20\d{{2}}|\d{{2}}){_ALONE[1]}"
    for match in _matches(pattern, text):
        if not match["word"] and len(match["number"]) == 2:
            continue
        start = int(match["number"]) % 100 + 2000
        years = (FinancialYear(start - 1), FinancialYear(start))
        yield Said(
            *match.span(), tuple(_years(y) for y in years), f"{match[0]} may be {years[0]} or {years[1]}"
        )


def _relative_years(text: str, today: date) -> Iterator[Said]:
    this = FinancialYear.containing(today)
    shifts = {
        "this": 0,
        "current": 0,
        "in": 0,
        "last": -1,
        "previous": -1,
        "prior": -1,
        "next": 1,
        "coming": 1,
        "following": 1,
    }
    kind = r"(?:(?:financial|fiscal|budget|council)\s+)?(?:year|yr|fy)(?:['\u2019]s|s)?"
    for match in _matches(rf"(?P<which>{'|'.join(shifts)})(?:\s+|-){kind}", text):
        which = match["which"].lower()
        if which == "in" and _tells_which_position(text, match):
            continue
        if which == "in" and not re.fullmatch(r"in-\S+|in\s+year", match[0], re.IGNORECASE):
            continue
        yield Said(*match.span(), (_years(this.shifted(shifts[which])),))
    yield from _two_years(text, this, shifts, kind)
    yield from _elided_years(text, this, shifts, kind)
    for match in _matches(r"(?:the\s+)?(?:year|yr)\s+after\s+next|in\s+two\s+years'?\s+time", text):
        yield Said(*match.span(), (_years(this.shifted(2)),))
    for match in _matches(r"(?:the\s+)?(?:year|yr)\s+before\s+last", text):
        yield Said(*match.span(), (_years(this.shifted(-2)),))


def _tells_which_position(text: str, match: re.Match[str]) -> bool:
    """Return whether "in year" tells a year's own deficit from the cumulative one, and no time."""
    before = re.search(rf"(?:{_POSITION})\s*$", text[: match.start()], re.IGNORECASE)
    return bool(before or re.match(rf"[\s-]*(?:{_POSITION})", text[match.end() :], re.IGNORECASE))


_POSITION: Final = "deficits?|overspends?|underspends?|variances?"


def _two_years(text: str, this: FinancialYear, shifts: Mapping[str, int], kind: str) -> Iterator[Said]:
    """Two years with the word said once: "this year and next", "last and this year", "next year and the one after"."""
    one = "this|current|last|previous|next"
    ends = r"(?=\s*(?:$|[^\w\s]|(?:in|for|on|of|from|by|to|at|across|under|within|please|pls|thanks)\b))"
    words = rf"(?:{one})"
    joined = r"\s*(?:,|and|&|\+|plus)\s*(?:the\s+)?"
    after = r"(?P<after>(?:one|year)\s+after)"
    for pattern in (
        rf"(?P<first>{one})\s+{kind}{joined}(?:(?P<second>{one}){ends}|{after})",
        rf"(?P<first>{one}){joined}(?P<second>{words})\s+{kind}",
    ):
        for match in _matches(pattern, text):
            held = match.groupdict()
            first = shifts[match["first"].lower()]
            second = first + 1 if held.get("after") else shifts[match["second"].lower()]
            if first != second:
                yield Said(*match.span(), (_years(*(this.shifted(n) for n in sorted((first, second)))),))


def _elided_years(text: str, this: FinancialYear, shifts: Mapping[str, int], kind: str) -> Iterator[Said]:
    """A year whose word was said before: "this year compared to last", "next year vs this"."""
    which = "this|current|last|previous|next"
    ends = r"(?=\s*(?:$|[^\w\s]|(?:in|for|on|please|pls|thanks)\b))"
    against = r"(?:vs|v|versus|than|against|on|from|(?:compared|compare|relative)\s+(?:to|with))"
    for match in _matches(rf"(?:{which})(?:\s+|-){kind}.*?\b{against}\s+(?P<which>{which}){ends}", text):
        shift = shifts[match["which"].lower()]
        yield Said(match.start("which"), match.end("which"), (_years(this.shifted(shift)),))


def _is_blocked(text: str, said: Said) -> bool:
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


def _spans(text: str, years: list[Said]) -> Iterator[Said]:
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


def _until_years(text: str, years: list[Said]) -> Iterator[Said]:
    """A year with a word that may widen it: by 2027/28, up to 2027/28, from 2025/26 onwards. Always asked back."""
    for year in years:
        lead = re.search(
            r"(?:^|[^\w])((?:up\s+)?to|by(?:\s+the\s+end\s+of)?|until|till|from)\s+(?:the\s+)?$",
            text[: year.start],
            re.IGNORECASE,
        )
        tail = re.match(r"\s*(?:and\s+)?(?:onwards?|beyond|after)", text[year.end :], re.IGNORECASE)
        if lead and re.search(
            r"\b(?:come|comes|coming|came|adds?|amounts?|sums?|up|go|goes)\s+$",
            text[: lead.start(1)],
            re.IGNORECASE,
        ):
            continue  # "what do they come to next year"
        start, end = (lead.start(1) if lead else year.start), (year.end + tail.end() if tail else year.end)
        if lead and not tail and lead[1].lower().startswith("by"):
            yield Said(start, end, year.times, year.why)  # what is saved by a year is what holds in it
        elif lead or tail:
            words = " ".join(text[start:end].split())
            yield Said(start, end, year.times, f"“{words}” may be that year alone, or several years")


def _months(text: str, today: date) -> Iterator[Said]:
    """Months of a financial year: month 5, M5 2024/25, period 5, P5, October 2026."""
    this = FinancialYear.containing(today)
    year = rf"(?:\s*(?:,|of|in)?\s*(?P<first>\d{{4}}|\d{{2}}){_DASH}(?P<second>\d{{4}}|\d{{2}}))?"
    for match in _matches(rf"(?:month|mth|period|m|p)\s?(?P<number>1[0-2]|[1-9]){year}", text):
        chosen = this
        if match["first"]:
            try:
                chosen = FinancialYear.parse(f"{match['first']}/{match['second']}")
            except ValueError:
                continue
        time = Time(months=(FinancialMonth(chosen, int(match["number"])),), is_bare=not match["first"])
        yield Said(*match.span(), (time,))
    for match in _matches(
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
    for match in _matches(rf"(?:in\s+|for\s+|at\s+)?(?:{last}|(?:the\s+)?period\s+before)", text):
        before = re.findall(r"[^\W_]+", text[: match.start()].lower())[-1:]
        if not before or before[0] not in ("from", "since", "on"):  # moved since it: that is to now
            yield Said(*match.span(), (Time(last_period=True),))
    for match in _matches(
        rf"(?:in\s+|for\s+|during\s+)?(?P<month>{_MONTH})\.?(?:\s+(?P<year>(?:19|20)\d{{2}}))?", text
    ):
        number = _month_number(match["month"])
        if (
            match["month"].lower() == "may"
            and not match["year"]
            and not re.match("in|for|during", match[0], re.IGNORECASE)
        ):
            continue
        first = _day(match["year"], number, 1, today)
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


def _month_spans(text: str, today: date) -> Iterator[Said]:
    """From one month of the year to another: "m4 to m5", "between month 5 and month 6"."""
    numbered = [s for s in _months(text, today) if len(s.times) == 1 and len(s.times[0].months) == 1]
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


def _quarters(text: str, today: date) -> Iterator[Said]:
    this = FinancialYear.containing(today)
    year = rf"(?:\s*(?:,|of|in)?\s*(?P<first>\d{{4}}|\d{{2}}){_DASH}(?P<second>\d{{4}}|\d{{2}}))?"
    for match in _matches(rf"(?:q|quarter\s?|qtr\s?)(?P<number>[1-4]){year}", text):
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


def _days(text: str, today: date) -> Iterator[Said]:
    """Days and months with "since" or "as at": since 1 Oct 2026, as at 2026-10-01, since October, since 1/10/26."""
    lead = rf"(?:(?P<since>{_SINCE})|(?P<as_at>{_AS_AT})|(?P<on>on\s+(?:the\s+)?))"
    year = r"(?:,?\s+(?P<year>(?:19|20)\d{2}))?"
    month = rf"(?P<month>{_MONTH})\.?"
    patterns = (
        rf"{_DAY}\s+(?:of\s+)?{month}{year}",
        rf"{month}\s+{_DAY}(?!\d|{_DASH}\d){year}",
        rf"{month}{year}",
    )
    for pattern in patterns:
        for match in _matches(rf"{lead}{pattern}", text):
            groups = match.groupdict()
            day = _day(groups["year"], _month_number(groups["month"]), int(groups.get("day") or 1), today)
            if day is not None and (groups.get("day") or not groups["on"]):
                yield _of_lead(match, (day,), is_month=not groups.get("day"))
    for match in _matches(rf"{lead}(?P<y>\d{{4}})-(?P<m>\d{{2}})(?:-(?P<d>\d{{2}}))?", text):
        day = _day(match["y"], int(match["m"]), int(match["d"] or 1), today)
        if day is not None:
            yield _of_lead(match, (day,), is_month=not match["d"])
    numbered = r"(?P<d>\d{1,2})(?P<sign>[/.-])(?P<m>\d{1,2})(?:(?P=sign)(?P<y>\d{4}|\d{2}))?"
    for match in _matches(rf"{lead}{numbered}", text):
        first, second, written = int(match["d"]), int(match["m"]), match["y"]
        full = f"20{written}" if written and len(written) == 2 else written
        days = [_day(full, second, first, today)]
        if not written and first != second:
            days.append(_day(full, first, second, today))
        known = tuple(dict.fromkeys(day for day in days if day is not None))
        if known:
            yield _of_lead(match, known)


def _since_years(text: str) -> Iterator[Said]:
    """Since a year, which begins in January or in April: since 2026."""
    for match in _matches(rf"{_SINCE}(?P<y>(?:19|20)\d{{2}}){_ALONE[1]}", text):
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


def _relative_days(text: str, today: date) -> Iterator[Said]:
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
        "last quarter": (_months_back(quarter, 3),),
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
        for match in _matches(
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
            for match in _matches(rf"(?:in\s+|during\s+|over\s+)?{pattern}", text):
                yield Said(*match.span(), (Time(window=(days[0], last)), Time(since=days[0])), "")
        if words in ("last week", "last month", "yesterday", "last quarter"):
            for match in _matches(rf"{_AS_AT}{pattern}", text):
                yield Said(*match.span(), (Time(as_at=_end_of(words, days[0], today)),))
    for match in _matches(
        r"(?:in|over|within|for)\s+the\s+(?:last|past)\s+(?P<n>\d{1,3}|few|two|three|four|six)\s+(?P<unit>day|week|month)s?",
        text,
    ):
        many = _number(match["n"])
        if many:
            day = (
                _months_back(today, many)
                if match["unit"].lower() == "month"
                else today - timedelta(days=many * (7 if match["unit"].lower() == "week" else 1))
            )
            yield Said(*match.span(), (Time(since=day),))
    for match in _matches(r"(?P<n>\d{1,3}|two|three|four|six|a)\s+(?P<unit>day|week|month)s?\s+ago", text):
        many = _number(match["n"])
        if many:
            day = (
                _months_back(today, many)
                if match["unit"].lower() == "month"
                else today - timedelta(days=many * (7 if match["unit"].lower() == "week" else 1))
            )
            yield Said(*match.span(), (Time(as_at=day),))


def _windows(text: str, today: date) -> Iterator[Said]:
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
    for match in _matches(r"(\d{4})-(\d{2})-(\d{2}) to (\d{4})-(\d{2})-(\d{2})", text):
        numbers = [int(group) for group in match.groups()]
        try:
            yield Said(*match.span(), (Time(window=(date(*numbers[:3]), date(*numbers[3:]))),))
        except ValueError:
            continue
    for words, span in spans.items():
        spoken = words.replace(" ", r"\s+")
        for match in _matches(rf"(?:in\s+|by\s+|during\s+)?{spoken}", text):
            yield Said(*match.span(), (Time(window=span),))
    pattern = (
        r"(?:(?:in|over|within|for|during)\s+)?(?:the\s+)?(?:next|coming)\s+"
        r"(?P<n>\d{1,3}|few|two|three|four|six|eight|ten|twelve|(?:a\s+)?couple\s+of)?\s*(?P<unit>day|week|fortnight|month|quarter)s?"
    )
    for match in _matches(pattern, text):
        many = 2 if "couple" in (match["n"] or "") else _number(match["n"] or "a")
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
            else _months_back(today, -many * (3 if unit == "quarter" else 1))
        )
        yield Said(*match.span(), (Time(window=(today, end)),))
    for match in _matches(
        rf"(?:by|before|between\s+now\s+and|from\s+now\s+(?:to|until|till))\s+(?:the\s+)?(?:end\s+of\s+)?(?:{_DAY}\s+)?(?P<month>{_MONTH})(?:\s+(?P<year>(?:19|20)\d{{2}}))?",
        text,
    ):
        number, written = _month_number(match["month"]), match["year"]
        for year in [int(written)] if written else [today.year, today.year + 1]:
            try:
                end = date(year, number, int(match["day"] or monthrange(year, number)[1]))
            except ValueError:
                continue
            if written or end >= today:
                yield Said(*match.span(), (Time(window=(min(today, end), end)),))
                break


def _boards(text: str) -> Iterator[Said]:
    board = r"(?:board|panel|committee|meeting|board\s+meeting|cabinet|update|steering\s+group|report)"
    for match in _matches(
        rf"(?:since|after)\s+(?:the\s+|our\s+|its\s+|it\s+)?(?:last\s+|previous\s+)?{board}(?:\s+last\s+met|\s+met|\s+meeting)?",
        text,
    ):
        yield Said(*match.span(), (Time(since_board=True),))
    for match in _matches(r"since\s+(?:we|they|it)\s+last\s+met|since\s+last\s+time", text):
        yield Said(*match.span(), (Time(since_board=True),))


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


def _end_of(words: str, first: date, today: date) -> date:
    if words.endswith("week"):
        return first + timedelta(days=6)
    if words.endswith("month"):
        return first.replace(day=monthrange(first.year, first.month)[1])
    if words.endswith("quarter"):
        return _months_back(first, -3) - timedelta(days=1)
    return first if words == "yesterday" else today


def _months_back(day: date, months: int) -> date:
    """Return the same day some months earlier (later for less than nought), or the month's last day."""
    place = day.year * 12 + day.month - 1 - months
    year, month = divmod(place, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def _number(word: str) -> int:
    names = {"a": 1, "few": 0, "eight": 8, "ten": 10, "two": 2, "three": 3, "four": 4, "six": 6, "twelve": 12}
    return int(word) if word.isdigit() else names.get(word.lower(), 0)


def _day(year: str | None, month: int, day: int, today: date) -> date | None:
    """Return the day, or None where there is none such; without a year the last one not after today."""
    tries = [int(year)] if year else [today.year - back for back in range(9)]
    for number in tries:
        try:
            found = date(number, month, day)
        except ValueError:
            continue
        if year or found <= today:
            return found
    return None


def _month_number(word: str) -> int:
    return next(n for n, name in enumerate(MONTH_NAMES, start=1) if name.lower().startswith(word[:3].lower()))
