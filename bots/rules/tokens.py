"""A question as words: what is typed, made comparable, with where it stood.

Case, accents, apostrophes and punctuation do not matter; every other sign is a word of its own, so that a plus,
a pound sign or a smiley is accounted for like any word, or there is no number.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from typing import Final

LONGEST_QUESTION: Final = 3000  # characters
MOST_TOKENS: Final = 60  # beyond it nobody asks one question

_APOSTROPHES: Final = frozenset("'\u2019\u2018`\u02bc")
_PUNCTUATION: Final = frozenset(
    '.,;:?!"()[]{}-\u2013\u2014\u2010\u2011/\\_*|\u201c\u201d\u2026@#\u2022\u2044'
)


@dataclass(frozen=True, slots=True)
class Token:
    """One word: as compared, as typed, and where in the question it stands (the end is not included)."""

    word: str
    shown: str
    start: int
    end: int


def tokens(text: str) -> tuple[Token, ...]:
    """Return the words of a text in order. "Children's" is one word, "24/25" two, "&" is "and"."""
    found: list[Token] = []
    word, start = "", 0
    for place, sign in enumerate(text):
        plain = _plain(sign)
        if plain or (word and (sign in _APOSTROPHES or _is_unseen(sign))):
            start = start if word else place
            word += plain
            continue
        if word:
            found.append(Token(word, text[start:place], start, place))
            word = ""
        if sign == "&":
            found.append(Token("and", sign, place, place + 1))
        elif not (_parts_words(sign) or sign in _APOSTROPHES or _is_unseen(sign)):
            found.append(Token(sign, sign, place, place + 1))
    if word:
        found.append(Token(word, text[start:], start, len(text)))
    return tuple(found)


def set_of(text: str) -> frozenset[str]:
    """Return the words of a list written as one text, parted by spaces."""
    return frozenset(text.split())


def words(text: str) -> tuple[str, ...]:
    """Return the words of a text as they are compared."""
    return tuple(token.word for token in tokens(text))


def _plain(sign: str) -> str:
    """Return the letters and digits of a sign without case and accents; "" for any other sign."""
    opened = unicodedata.normalize("NFKD", sign.casefold())
    return "".join(part for part in opened if part.isalnum())


def _parts_words(sign: str) -> bool:
    return sign.isspace() or sign in _PUNCTUATION or unicodedata.category(sign) == "Cc"


def _is_unseen(sign: str) -> bool:
    """Return whether a sign is a mark on the letter before it, or joins letters without a form of its own."""
    return unicodedata.category(sign) in ("Mn", "Me", "Cf")
