"""Words that officers put together freely, and every way of putting them together."""

from __future__ import annotations

from itertools import product
from typing import Final


def ways_of(*parts: tuple[str, ...]) -> list[str]:
    """Return every way of saying one of each in order; "" is for nothing said there."""
    return [" ".join(word for word in said if word) for said in product(*parts)]


OWN: Final = ("", "the", "our", "its", "their", "this years")

AT_EASE: Final = (
    "ok",
    "okay",
    "all right",
    "alright",
    "fine",
    "happy",
    "comfortable",
    "on top",
    "relaxed",
    "worried",
    "concerned",
    "good",
    "in good shape",
    "in trouble",
    "safe",
    "sorted",
    "in a good place",
)

AT_EASE_ALONE: Final = (
    "ok",
    "okay",
    "all right",
    "alright",
    "in good shape",
    "in trouble",
    "in a good place",
    "going well",
    "going ok",
    "going all right",
    "going badly",
    "struggling",
    "in hand",
    "under control",
)

ASKED_ABOUT: Final = (
    "ring",
    "call",
    "phone",
    "email",
    "chase",
    "see",
    "ask",
    "speak to",
    "talk to",
    "contact",
    "go to",
    "message",
    "nudge",
    "tap up",
    "speak with",
    "talk with",
)

PLANNING: Final = (
    "put down",
    "pencil in",
    "pencilled in",
    "assume",
    "assumed",
    "agree",
    "agreed",
    "set aside",
    "commit to",
    "sign up to",
    "signed up to",
    "promise",
    "promised",
    "pledge",
    "pledged",
    "build in",
    "built in",
    "factor in",
    "factored in",
    "budget",
    "put in",
    "plan",
    "plan on",
    "say",
    "said",
    "propose",
    "proposed",
)

HITTING: Final = (
    "hit",
    "hits",
    "hitting",
    "meet",
    "meets",
    "meeting",
    "make",
    "making",
    "reach",
    "reaching",
    "achieve",
    "achieving",
    "deliver on",
    "land on",
    "come in on",
)

EXPECTED: Final = (
    "meant",
    "due",
    "supposed",
    "planned",
    "scheduled",
    "expected",
    "set",
    "aiming",
    "hoping",
    "expecting",
    "intended",
    "planning",
    "targeted",
)

YIELD: Final = (
    "deliver",
    "save",
    "make",
    "bring in",
    "achieve",
    "contribute",
    "generate",
    "yield",
    "release",
    "take out",
    "produce",
    "give",
    "give us",
    "bring",
    "raise",
    "realise",
    "save us",
    "get from",
    "get out of",
)

YIELDED: Final = (
    "saved",
    "made",
    "taken out",
    "released",
    "achieved",
    "generated",
    "brought in",
    "realised",
    "contributed",
)

BRINGING: Final = (
    "bringing in",
    "bringing",
    "brings",
    "earn",
    "earns",
    "earning",
    "making",
    "make",
    "makes",
    "giving",
    "gives",
    "netting",
    "nets",
    "saving",
)

LIKELY: Final = (
    "forecast",
    "projected",
    "forecasting",
    "predicted",
    "on course",
    "likely",
    "on track",
    "now expected",
)

WATCHES: Final = (
    "looks after",
    "watches",
    "covers",
    "is over",
    "deals with",
    "reviews",
    "monitors",
    "oversees",
    "runs",
    "is responsible for",
    "is in charge of",
    "keeps an eye on",
    "keeps watch on",
    "sees",
    "gets",
    "has oversight of",
    "governs",
    "owns",
    "has",
)

TAKING: Final = (
    "come",
    "comes",
    "coming",
    "came",
    "take",
    "taking",
    "taken",
    "takes",
    "get",
    "gets",
    "getting",
    "knock",
    "knocked",
    "knocking",
    "shave",
    "shaved",
    "shaving",
    "trim",
    "trimmed",
    "cut",
    "save",
)
