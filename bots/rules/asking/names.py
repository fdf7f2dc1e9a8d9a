"""An index of names by the words in them: made once, changed name by name, asked only for the words of a question.

It holds names of everybody's; who may see what is judged by the lexicon on the few that a question touches.
"""

from __future__ import annotations

import gc
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Final
from uuid import UUID

from bots.rules.asking.things import Thing
from bots.rules.asking.words import RESERVED
from bots.rules.tokens import set_of, words

SHORTEST_ALIAS: Final = 2  # letters of initials that stand for a name
MOST_ALIASED_WORDS: Final = 9
LONGEST_NAME: Final = 60  # words of a name that are looked at
_ASCII_WORD: Final = re.compile(r"[a-z0-9]+")
_LETTERS_FIRST: Final = re.compile(r"([a-z]{2,})(\d+)")
_NUMBERED_REF: Final = re.compile(r"([a-z]{0,3})0*(\d+)")
_SMALL: Final = set_of("a an the of for to in on and with by at from")
TITLED: Final = frozenset({"heading", "workstream", "board"})


@dataclass(frozen=True, slots=True, eq=False)
class Phrase:
    """Some words that stand for a thing: its name, its ref, initials, its council's name or a governed alias.

    `folded` are its words by `stem`.
    """

    words: tuple[str, ...]
    thing: Thing
    role: str = "name"
    folded: tuple[str, ...] = field(init=False)

    def __post_init__(self) -> None:
        folded = tuple(map(stem, self.words))
        object.__setattr__(self, "folded", self.words if folded == self.words else folded)


def plain_words(text: str) -> tuple[str, ...]:
    """Return the words of a name as they are compared; the short way for what is plain ASCII."""
    if text.isascii() and "'" not in text and "`" not in text:
        lowered = text.lower()
        if not set(lowered) - _PLAIN:
            return tuple(_ASCII_WORD.findall(lowered.replace("&", " and ")))
    return words(text)


_PLAIN: Final = frozenset('abcdefghijklmnopqrstuvwxyz0123456789 .,;:?!"()[]{}-/\\_*|@#&')


@lru_cache(maxsize=65536)
def stem(word: str) -> str:
    """Return a word without the s of its plural; words with digits and short ones stay as they are."""
    if len(word) < 4 or not word.isalpha() or word.endswith(("ss", "us", "is")):
        return word
    if word.endswith("ies") and len(word) > 4:
        return f"{word[:-3]}y"
    return word.removesuffix("s")


class Index:
    """Phrases by their whole words and by each word in them."""

    def __init__(
        self, things: Iterable[Thing] = (), *, councils: Callable[[UUID], str] = lambda _: ""
    ) -> None:
        self._councils = councils
        self._whole: dict[tuple[str, ...], list[Phrase]] = {}
        self._parts: dict[str, list[Phrase]] = {}
        self._titles: dict[str, list[Phrase]] = {}
        self._held: dict[object, tuple[Phrase, ...]] = {}
        self._refs: dict[tuple[UUID, str], int] = {}
        self.longest = 1
        self.extend(things)

    def extend(self, things: Iterable[Thing]) -> None:
        """Hold many things; the collector of garbage rests meanwhile, since nothing made here is any."""
        was_on = gc.isenabled()
        gc.disable()
        try:
            for thing in things:
                self.put(thing)
        finally:
            if was_on:
                gc.enable()

    def put(self, thing: Thing) -> None:
        """Hold a thing under its names, in place of what was held of it."""
        self.drop(_key(thing))
        phrases = tuple(_phrases(thing, self._councils(thing.programme_id)))
        self._held[_key(thing)] = phrases
        for phrase in phrases:
            folded = phrase.folded
            self._whole.setdefault(folded, []).append(phrase)
            self.longest = max(self.longest, len(folded))
            if phrase.role in ("name", "council"):
                for word in dict.fromkeys(folded):
                    self._parts.setdefault(word, []).append(phrase)
            if _is_title(phrase):
                self._titles.setdefault(folded[0], []).append(phrase)

    def also(self, thing: Thing, called: tuple[str, ...]) -> None:
        """Hold a thing under words more, which stand for it where they are nobody's name. Nothing lets go of them."""
        if called:
            self._whole.setdefault(tuple(map(stem, called)), []).append(Phrase(called, thing, "alias"))
            self.longest = max(self.longest, len(called))

    def drop(self, key: object) -> None:
        """Let go of a thing; nothing where it is not held."""
        for phrase in self._held.pop(key, ()):
            folded = phrase.folded
            _remove(self._whole, folded, phrase)
            if phrase.role in ("name", "council"):
                for word in dict.fromkeys(folded):
                    _remove(self._parts, word, phrase)
            if _is_title(phrase):
                _remove(self._titles, folded[0], phrase)

    def __len__(self) -> int:
        return len(self._held)

    @property
    def things(self) -> Iterator[Thing]:
        """Return every thing held, in the order they came."""
        return (phrases[0].thing for phrases in self._held.values() if phrases)

    def whole(self, folded: tuple[str, ...]) -> list[Phrase]:
        """Return the phrases of exactly these words, folded by `stem`."""
        return self._whole.get(folded, [])

    def with_word(self, word: str) -> list[Phrase]:
        """Return the names that hold a word, folded by `stem`."""
        return self._parts.get(word, [])

    def titles(self, word: str) -> list[Phrase]:
        """Return the names of headings and the like that begin with a word and have more, folded by `stem`."""
        return self._titles.get(word, [])

    def words_from(self, start: str) -> Iterator[str]:
        """Return the words of names that begin so and go on, folded by `stem`."""
        return (word for word in self._parts if len(word) > len(start) and word.startswith(start))

    def has_word(self, word: str) -> bool:
        """Return whether some name holds a word."""
        return stem(word) in self._parts


def _is_title(phrase: Phrase) -> bool:
    return phrase.role == "name" and len(phrase.words) > 2 and phrase.thing.kind in TITLED


def _key(thing: Thing) -> object:
    if thing.kind == "person":
        return (thing.kind, thing.programme_id, thing.id)
    return (thing.kind, thing.id) if thing.id is not None else (thing.kind, thing.programme_id, thing.name)


def _remove(table: dict, key: object, phrase: Phrase) -> None:  # type: ignore[type-arg]
    left = [held for held in table[key] if held is not phrase]
    if left:
        table[key] = left
    else:
        del table[key]


def _phrases(thing: Thing, council: str) -> Iterator[Phrase]:
    name = plain_words(thing.name)[:LONGEST_NAME]
    if name:
        yield Phrase(name, thing)
    for half in _halves(thing.name):
        if half != name:
            yield Phrase(half, thing)
    if thing.kind == "programme":
        code = plain_words(thing.programme_code)
        if code != name:
            yield Phrase(code, thing, "ref")
            yield Phrase((*name, *code), thing, "ref")
        if council and plain_words(council) not in (name, code):
            yield Phrase(plain_words(council), thing, "council")
    ref = plain_words(thing.ref)
    if ref:
        yield Phrase(ref, thing, "ref")
        if len(ref) > 1:
            yield Phrase(("".join(ref),), thing, "ref")
        elif (parted := _LETTERS_FIRST.fullmatch(ref[0])) and thing.kind not in (
            "workstream",
            "milestone",
            "risk",
        ):
            yield Phrase(parted.groups(), thing, "ref")
        for tail in _tails(ref):
            yield Phrase(tail, thing, "alias")
        for alias in _ref_aliases(thing, "".join(ref)):
            yield Phrase(alias, thing, "alias")
    if thing.kind in ("heading", "workstream", "board", "programme", "budget_line"):
        for alias in _initials(name):
            yield Phrase(alias, thing, "alias")


_HALVED: Final = re.compile(r"\s+[/|]\s+|\s+[\u2013\u2014]\s+")


def _halves(name: str) -> Iterator[tuple[str, ...]]:
    """Return the halves of a name in two languages, each a name of its own: "Archifau / Archives"."""
    parts = _HALVED.split(name)
    if len(parts) != 2:
        return
    for part in parts:
        words = plain_words(part)[:LONGEST_NAME]
        if words and any(len(word) > 2 and word.isalpha() for word in words):
            yield words


def _tails(ref: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """Return a ref of several parts without those before its letters: "ENV-3" of "2026-ENV-3"."""
    for place in range(1, len(ref) - 1):
        if ref[place].isalpha() and len(ref[place]) > 1 and ref[place - 1].isdigit():
            yield ref[place:]
            yield ("".join(ref[place:]),)
            return


def _ref_aliases(thing: Thing, ref: str) -> Iterator[tuple[str, ...]]:
    match = _NUMBERED_REF.fullmatch(ref)
    if match is None or thing.kind not in ("workstream", "milestone", "risk"):
        return
    letters, number = match[1], match[2]
    if thing.kind == "workstream" and letters in ("", "w", "ws"):
        for alias in (
            (f"w{number}",),
            (f"ws{number}",),
            ("w", number),
            ("ws", number),
            ("workstream", number),
            (number,),
        ):
            if alias != (ref,):
                yield alias
    if thing.kind == "milestone" and letters in ("", "m", "ms"):
        yield ("milestone", number)
    if thing.kind == "risk" and letters in ("", "r", "rk"):
        yield ("risk", number)


def _initials(name: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """Return what people write for a name of several words: ASC, CL and C&L for Children and Learning, HTST."""
    if not 2 <= len(name) <= MOST_ALIASED_WORDS:
        return
    telling = [word for word in name if word not in _SMALL]
    found = ["".join(word[0] for word in telling), "".join(word[0] for word in name)]
    kept = dict.fromkeys(
        f for f in found if len(f) >= SHORTEST_ALIAS and f.isalpha() and f not in RESERVED and f not in _SMALL
    )
    for alias in kept:
        yield (alias,)
    if "and" in name and len(telling) == len(name) - 1:
        yield tuple(word if word == "and" else word[0] for word in name)
