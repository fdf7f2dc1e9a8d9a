"""What surrounds a question in a message: how it is signed, whose message it answers, what it is headed.

Only what can say nothing of the question is left out. A heading above it is left out where it names nothing, and
only for a question that says itself what it is about.
"""

from __future__ import annotations

import re
from typing import Final

_NAME: Final = r"[^\W\d_]+(?:[^\S\n]+[^\W\d_]+){0,2}"
_SIGNED: Final = re.compile(
    r"\n[^\S\n]*(?:many thanks|thanks|thank you|kind regards|regards|best wishes|best|cheers|ta)[,.!]*[^\S\n]*\n+\s*"
    rf"{_NAME}\s*$",
    re.IGNORECASE,
)
"""How a message is signed off: thanks, and a name on a line of its own."""
_SIGNED_ON: Final = re.compile(
    r"(?<=[.?!\n])\s*(?:many thanks and |thanks and )?(?:(?:kind|best|warm) regards|regards|best wishes|yours)"
    rf"[,.!]*[^\S\n]*{_NAME}[.!]*\s*$",
    re.IGNORECASE,
)
"""The same on one line, after the end of a sentence: "… in 25/26? Kind regards, Jo"."""
_WROTE: Final = re.compile(r"^[>\s]*on\b[^\n]{6,140}\bwrote:[^\S\n]*$", re.IGNORECASE | re.MULTILINE)
_HEADER: Final = re.compile(r"^[>\s]*(?:from|sent|to|cc|date):[^\n]*$", re.IGNORECASE | re.MULTILINE)
_AHEAD: Final = re.compile(
    r"^\s*(?P<lead>(?:for|ahead of|before|prior to|in time for|re|in advance of)\s+[^\n,:?]{2,40})[,:]\s*(?=\S)",
    re.IGNORECASE,
)
"""What a question is wanted for, said before it: "For tomorrow's SLT:", "Ahead of Cabinet,"."""
_LEAD: Final = re.compile(
    r"^\s*(?:[^\n]{1,40}\n\s*)??(?P<lead>(?:(?:re|fw|fwd|subject)\s*:\s*)+[^\n]*|[^\n]*\b(?:question|query|ask)s?\b[^\n]*:)"
    r"[^\S\n]*\n+(?=\s*\S)",
    re.IGNORECASE,
)
LEAST_HEADERS: Final = 2  # lines that together are the head of a message


_COURTESY: Final = re.compile(
    r"\n\s*(?:many thanks|thanks|thank you|thx|ta|kind regards|warm regards|regards|best wishes|best|cheers|diolch)"
    r"\b[,.!]?(?P<rest>[^?]{0,160})$",
    re.IGNORECASE,
)
"""A courtesy on a line of its own near the end, and who signs: "Thanks, Jo" and "Head of Finance" below it."""
MOST_SIGNED: Final = 12  # words of a signature


def _unsigned(text: str) -> str:
    """Return a message without its courtesy and who signs below it; the whole where that may ask for something."""
    match = _COURTESY.search(text)
    if match is None:
        return text
    words = re.findall(r"[^\W_]+", match["rest"])
    is_plain = len(words) <= MOST_SIGNED and not any(sign.isdigit() for sign in match["rest"])
    return text[: match.start()] if is_plain and text[: match.start()].strip() else text


def unwrapped(text: str) -> str:
    """Return a message without its signature and without the lines that say who wrote what it answers."""
    text = _unsigned(_SIGNED_ON.sub("", _SIGNED.sub("", text)))
    text = _WROTE.sub("", text)
    return _HEADER.sub("", text) if len(_HEADER.findall(text)) >= LEAST_HEADERS else text


def lead_of(text: str) -> tuple[str, str] | None:
    """Return the heading above a question ("RE: budget", "a question from the agenda:") and what follows it."""
    match = _LEAD.match(text) or _AHEAD.match(text)
    return None if match is None else (match["lead"], text[match.end() :])
