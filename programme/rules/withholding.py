"""What a marking needs to be settled, and which lines ask first whether they are exempt.

Source: docs/method.md, "Withholding".
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final

from programme.rules.access import CONFIDENTIAL, EXEMPT, MARKINGS, check_marking

SMALL_TEAM: Final = 5  # people; a team below it identifies its members. Source: docs/method.md, "Withholding"

PARAGRAPH_WORDS: Final[dict[int, str]] = {
    1: "Information about an individual",
    2: "Likely to reveal the identity of an individual",
    3: "Financial or business affairs of a person, the council included",
    4: "Consultations or negotiations about labour relations",
    5: "Legal professional privilege",
    6: "A notice or order the council proposes to make",
    7: "Preventing, investigating or prosecuting crime",
    12: "Information about an individual (Wales)",
    13: "Likely to reveal the identity of an individual (Wales)",
    14: "Financial or business affairs of a person, the council included (Wales)",
    15: "Consultations or negotiations about labour relations (Wales)",
    16: "Legal professional privilege (Wales)",
    17: "A notice or order the council proposes to make (Wales)",
    18: "Preventing, investigating or prosecuting crime (Wales)",
}
"""What each paragraph of Schedule 12A Part 1 (England) and Part 4 (Wales) covers, in short."""

_NUMBER: Final = {"a": 1, "an": 1, "one": 1, "single": 1, "sole": 1, "two": 2, "three": 3, "four": 4}
_COUNT: Final = r"(?P<count>\d+(?:\.\d+)?|a single|a|an|one|single|sole|two|three|four)"
_WORDS_BETWEEN: Final = r"(?:[\w&/'’-]+\s+){0,3}?"
_POSTS: Final = re.compile(
    rf"\b{_COUNT}\s*(?:x\s+)?{_WORDS_BETWEEN}(?P<noun>posts?|ftes?|wtes?|roles?|positions?|vacanc(?:y|ies)|jobs?)\b",
    re.IGNORECASE,
)
_TEAMS: Final = re.compile(
    rf"\bteam\s+of\s+{_COUNT}\b|\b{_COUNT}[- ](?:person|strong|people)\s+team\b".replace(
        "(?P<count>", "(?P<first>", 1
    ).replace("(?P<count>", "(?P<second>", 1),
    re.IGNORECASE,
)
_TITLES: Final = re.compile(
    r"\b(?:delet\w+|remov\w+|ceas\w+|mak\w+\s+redundant|not\s+replac\w+|vacat\w+)\b[^.;]{0,40}?"
    r"\b(?P<title>(?:head|director|manager|officer|assistant)\s+(?:of|for)\b[^.;,]{0,40})",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Suggestion:
    """Why a line may be exempt: the words that say so, the paragraphs they point to, and the question to ask."""

    words: str
    paragraphs: tuple[int, ...]
    question: str


def asks_first(*texts: str) -> Suggestion | None:
    """Return why what is said of a line may identify somebody, or None.

    A post named alone points to paragraphs 1 and 2; a team or number of posts under five too, and to 4 while it is
    negotiated. A hint from words alone: whoever marks the line decides. Source: docs/method.md, "Withholding".
    """
    for text in texts:
        if found := _TITLES.search(text):
            return _asked(found["title"].strip(), "one post")
        for found in _POSTS.finditer(text):
            number = _counted(found["count"])
            if number <= 1:
                return _asked(found[0], "one post")
            if number < SMALL_TEAM:
                return _asked(found[0], f"fewer than {SMALL_TEAM} people")
        for found in _TEAMS.finditer(text):
            if _counted(found["first"] or found["second"]) < SMALL_TEAM:
                return _asked(found[0], f"a team of fewer than {SMALL_TEAM}")
    return None


def problems(
    *,
    marking: str,
    paragraph: int | None,
    citation: str,
    public_interest: str,
    review_on: date | None,
    on: date,
) -> dict[str, list[str]]:
    """Return what is missing before a marking can be settled, by field; nothing where it may be.

    Exempt: a paragraph, why the public interest favours it, and a day to look at it again. Confidential is never
    discretionary: the law or the department that bars it, and no weighing. `on` is today.
    """
    found: dict[str, list[str]] = {}
    try:
        check_marking(marking, paragraph)
    except ValueError as problem:
        found["exempt_paragraph" if marking in MARKINGS else "marking"] = [str(problem)]
    if marking == EXEMPT and not public_interest.strip():
        found["public_interest"] = ["Say why keeping it back outweighs showing it"]
    if marking == CONFIDENTIAL and not citation.strip():
        found["citation"] = ["Name the law, order or department that bars showing it"]
    if marking in (EXEMPT, CONFIDENTIAL):
        if review_on is None:
            found["review_on"] = ["Give the day it is looked at again"]
        elif review_on <= on:
            found["review_on"] = ["Choose a day to come"]
    return found


def is_more_closed(now: str, was: str) -> bool:
    """Return whether a marking closes what another left open to more people."""
    return MARKINGS.index(now) > MARKINGS.index(was)


def is_withheld(marking: str) -> bool:
    """Return whether a marking keeps a thing from the public and from officers who are not cleared."""
    return marking in (EXEMPT, CONFIDENTIAL)


def most_closed(markings: Iterable[str]) -> str:
    """Return the most closed of some markings; open for none."""
    return max(markings, key=MARKINGS.index, default=MARKINGS[0])


def _counted(words: str) -> float:
    plain = words.lower().removeprefix("a ") or "a"
    return float(_NUMBER[plain]) if plain in _NUMBER else float(plain)


def _asked(words: str, what: str) -> Suggestion:
    return Suggestion(
        words, (1, 2, 4), f"“{words}” names {what}, which may identify somebody (paragraphs 1 and 2) or be under "
        "negotiation (4). Is it exempt?",
    )  # fmt: skip
