"""Questions of the bank turned into others: some mean the same, some must not be answered the same."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Final

YEAR: Final = re.compile(r"\b(?:20)?(\d\d)[/-](?:20)?(\d\d)\b")
YEAR_LAST: Final = re.compile(
    r"^(?P<rest>.+?),? (?P<year>(?:in |for )?(?:FY ?)?(?:20)?\d\d[/-]\d\d)\?*$", re.IGNORECASE
)
NUMBER_IN_REF: Final = re.compile(r"\b(?P<stem>\d\dS|SC|W|L)(?P<number>\d+)\b", re.IGNORECASE)

Turn = Callable[[str], str]

SAME: Final[Mapping[str, Turn]] = {
    "please": lambda ask: f"{ask.rstrip('?. ')} please",
    "polite": lambda ask: f"Hi, could you tell me {ask}",
    "thanks": lambda ask: f"{ask} Thanks!",
    "capitals": str.upper,
    "small letters": str.lower,
    "spaces": lambda ask: "  " + ask.replace(" ", "   ") + " ",
    "question mark": lambda ask: ask.rstrip("?") + "???",
    "quick one": lambda ask: f"quick one: {ask}",
    "year first": lambda ask: YEAR_LAST.sub(_year_first, ask),
}
"""What must keep the answer."""

OTHER: Final[Mapping[str, Turn]] = {
    "not": lambda ask: f"not {ask}",
    "except": lambda ask: f"{ask.rstrip('?. ')} except for the awkward ones",
    "excluding": lambda ask: f"{ask.rstrip('?. ')} excluding 77X991",
    "without": lambda ask: f"{ask.rstrip('?. ')} without the first",
    "unless": lambda ask: f"{ask.rstrip('?. ')} unless it slips",
    "if": lambda ask: f"{ask.rstrip('?. ')} if nothing changes",
    "average": lambda ask: f"average {ask}",
    "nearly": lambda ask: f"nearly {ask}",
    "another ref": lambda ask: NUMBER_IN_REF.sub(_another, ask, count=1),
    "no such ref": lambda ask: NUMBER_IN_REF.sub(r"\g<stem>9\g<number>", ask, count=1),
    "another year": lambda ask: YEAR.sub(_a_year_later, ask, count=1),
    "broken year": lambda ask: YEAR.sub(lambda m: f"{m[1]}/{(int(m[2]) + 3) % 100:02d}", ask, count=1),
}
"""What must change the answer or be refused."""


def same(ask: str, turn: int) -> tuple[str, str]:
    """Return the name of a turning that keeps the answer, and the question so turned; none turns twice alike."""
    return _turned(SAME, ask, turn)


def other(ask: str, turn: int) -> tuple[str, str]:
    """Return the name of a turning that must change the answer, and the question so turned."""
    return _turned(OTHER, ask, turn)


def _turned(turns: Mapping[str, Turn], ask: str, start: int) -> tuple[str, str]:
    names = list(turns)
    for step in range(len(names)):
        name = names[(start + step) % len(names)]
        words = turns[name](ask)
        if words != ask:
            return name, words
    raise ValueError(f"Nothing turns {ask!r}.")


def _year_first(found: re.Match[str]) -> str:
    return f"{found['year']}: {found['rest']}"


def _another(found: re.Match[str]) -> str:
    last = int(found["number"][-1])
    return f"{found['stem']}{found['number'][:-1]}{last + 1 if last < 9 else 1}"


def _a_year_later(found: re.Match[str]) -> str:
    return f"{int(found[1]) + 1:02d}/{(int(found[2]) + 1) % 100:02d}"
