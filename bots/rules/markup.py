"""Text to and from Slack's own notation: what people typed read plainly, what we write made harmless.

Every name and reason comes from somebody's keyboard; a project called `<!here>` must not ping a channel.
Source: Slack, "Formatting text for app surfaces": & < > are the three signs with a meaning.
"""

from __future__ import annotations

import re
from typing import Final

_ESCAPES: Final = (("&", "&amp;"), ("<", "&lt;"), (">", "&gt;"))
_PEOPLE: Final = re.compile(r"<[@#!][^>]*>")
_TAG: Final = re.compile(r"<([^<>|]*)(?:\|([^<>]*))?>")
_LEADING_MENTION: Final = re.compile(r"^(?:\s*<@[A-Z0-9]+(?:\|[^<>]*)?>[\s,:]*)+")
_MORE: Final = "\n… and more in the tracker."


def escaped(text: str) -> str:
    """Return text as Slack shows it to the letter: no mention, link or channel can come of it."""
    for sign, written in _ESCAPES:
        text = text.replace(sign, written)
    return text


def plain(text: str) -> str:
    """Return what a person typed, without Slack's notation: tags as their label or address, signs as typed.

    Mentions at the start are who was spoken to and are left out.
    """
    said = _TAG.sub(_label, _LEADING_MENTION.sub("", text))
    for sign, written in reversed(_ESCAPES):
        said = said.replace(written, sign)
    return " ".join(said.split())


def unnamed(text: str) -> str:
    """Return the same with nobody named in it: a person or channel that is tagged is a tag and no more."""
    return plain(_PEOPLE.sub("[mention]", _LEADING_MENTION.sub("", text)))


def fitted(text: str, most: int) -> str:
    """Return a text of at most `most` characters: whole lines of it, and a word that there is more."""
    if len(text) <= most:
        return text
    room = most - len(_MORE)
    cut = text.rfind("\n", 0, room + 1)
    return text[: cut if cut > 0 else room].rstrip() + _MORE


def pieces(text: str, most: int) -> list[str]:
    """Return a text in pieces of at most `most` characters, split between lines where that is possible."""
    found: list[str] = []
    for line in text.split("\n"):
        for start in range(0, max(len(line), 1), most):
            part = line[start : start + most]
            if found and start == 0 and len(found[-1]) + 1 + len(part) <= most:
                found[-1] += "\n" + part
            else:
                found.append(part)
    return [piece for piece in found if piece.strip()]


def _label(tag: re.Match[str]) -> str:
    address, label = tag[1], tag[2]
    if label:
        return label
    return address.removeprefix("mailto:") if address[:1] not in "@#!" else ""
