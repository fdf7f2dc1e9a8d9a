"""Financial years in every spelling: 24/25, 2024-25, FY25, twenty four twenty five, this year and next."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Final

from bots.rules.asking.time_said import ALONE, SLASH, YEAR_WORD, Said, matches, of_years
from programme.rules.calendar import FinancialYear


def paired_years(text: str) -> Iterator[Said]:
    """Years written as two: 24/25, 2024/25, 2024-25, 2024 to 2025, 2024/2025, FY24/25."""
    pattern = (
        rf"(?P<word>{YEAR_WORD}\s*)?(?P<first>\d{{4}}|\d{{2}})(?P<dash>{SLASH})(?P<second>\d{{4}}|\d{{2}})"
    )
    for match in matches(pattern, text):
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
                (of_years(year), of_years(FinancialYear(year.start_year - 1), year)),
                f"{match[0]} may be {year} or two years",
            )
            continue
        yield Said(*match.span(), (of_years(year),), why)


def short_years(text: str) -> Iterator[Said]:
    """Years whose second is cut short or parted by a stop: 2026/7, 26.27; "26-7" may be a day as well."""
    for match in matches(r"(?P<first>20\d{2}|\d{2})[/\u2013-](?P<second>\d)", text):
        first = int(match["first"]) % 100
        if (first + 1) % 10 == int(match["second"]):
            why = "" if len(match["first"]) == 4 else f"{match[0]} may be a year or a day"
            yield Said(*match.span(), (of_years(FinancialYear(2000 + first)),), why)
    for match in matches(r"(?<![\u00a3\d.,])(?P<first>[123]\d)\.(?P<second>[123]\d)(?![.,\d%kKmM])", text):
        if int(match["first"]) + 1 == int(match["second"]):
            yield Said(*match.span(), (of_years(FinancialYear(2000 + int(match["first"]))),))


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


def spoken_years(text: str) -> Iterator[Said]:
    """Years as they are spoken: twenty four twenty five, twenty twenty five twenty six."""
    number = "|".join(sorted((w.replace(" ", r"[\s-]+") for w in _SPOKEN), key=len, reverse=True))
    pair = rf"(?P<first>{number})(?:[\s/-]+|\s+to\s+)(?:twenty[\s-]+)?(?P<second>{number})(?![^\W_])"
    for begins in matches("twenty|thirty|ten|eleven|twelve|[a-z]+teen", text):
        for lead in (r"twenty[\s-]+", ""):
            match = re.compile(lead + pair, re.IGNORECASE).match(text, begins.start())
            if match is None:
                continue
            said = [" ".join(re.split(r"[\s-]+", match[group].lower())) for group in ("first", "second")]
            first, second = (_SPOKEN[words] for words in said)
            if second == first + 1:
                yield Said(*match.span(), (of_years(FinancialYear(2000 + first)),))
                break


def single_years(text: str) -> Iterator[Said]:
    """Years written as one, which some mean by its start and some by its end: FY25, 2025."""
    pattern = rf"{ALONE[0]}(?P<word>{YEAR_WORD}\s*)?(?P<number>20\d{{2}}|\d{{2}}){ALONE[1]}"
    for match in matches(pattern, text):
        if not match["word"] and len(match["number"]) == 2:
            continue
        start = int(match["number"]) % 100 + 2000
        years = (FinancialYear(start - 1), FinancialYear(start))
        yield Said(
            *match.span(), tuple(of_years(y) for y in years), f"{match[0]} may be {years[0]} or {years[1]}"
        )


def relative_years(text: str, today: date) -> Iterator[Said]:
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
    for match in matches(rf"(?P<which>{'|'.join(shifts)})(?:\s+|-){kind}", text):
        which = match["which"].lower()
        if which == "in" and _tells_which_position(text, match):
            continue
        if which == "in" and not re.fullmatch(r"in-\S+|in\s+year", match[0], re.IGNORECASE):
            continue
        yield Said(*match.span(), (of_years(this.shifted(shifts[which])),))
    yield from _two_years(text, this, shifts, kind)
    yield from _elided_years(text, this, shifts, kind)
    for match in matches(r"(?:the\s+)?(?:year|yr)\s+after\s+next|in\s+two\s+years'?\s+time", text):
        yield Said(*match.span(), (of_years(this.shifted(2)),))
    for match in matches(r"(?:the\s+)?(?:year|yr)\s+before\s+last", text):
        yield Said(*match.span(), (of_years(this.shifted(-2)),))


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
        for match in matches(pattern, text):
            held = match.groupdict()
            first = shifts[match["first"].lower()]
            second = first + 1 if held.get("after") else shifts[match["second"].lower()]
            if first != second:
                yield Said(*match.span(), (of_years(*(this.shifted(n) for n in sorted((first, second)))),))


def _elided_years(text: str, this: FinancialYear, shifts: Mapping[str, int], kind: str) -> Iterator[Said]:
    """A year whose word was said before: "this year compared to last", "next year vs this"."""
    which = "this|current|last|previous|next"
    ends = r"(?=\s*(?:$|[^\w\s]|(?:in|for|on|please|pls|thanks)\b))"
    against = r"(?:vs|v|versus|than|against|on|from|(?:compared|compare|relative)\s+(?:to|with))"
    for match in matches(rf"(?:{which})(?:\s+|-){kind}.*?\b{against}\s+(?P<which>{which}){ends}", text):
        shift = shifts[match["which"].lower()]
        yield Said(match.start("which"), match.end("which"), (of_years(this.shifted(shift)),))
