"""The names one reader may use: of the programmes, workstreams, headings and savings lines they may see.

A name is found whole, by its ref or code, or by a part of it. Words are compared letter by letter and figures digit
by digit; nothing is guessed. What the reader may not see is not in here, so it reads like what does not exist.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from bots.rules.reading import Intent, Thing
from bots.rules.tokens import words
from bots.rules.vocabulary import ALL, GENERIC, RESERVED

_NUMBERED_REF: Final = re.compile(r"[a-z]{0,3}0*(\d+)")
_STATUS_ALONE: Final = frozenset({Intent.STATUS})
SHORTEST_PART: Final = 3  # letters and figures; a part of a name needs one word of them


@dataclass(frozen=True, slots=True)
class Named:
    """A stretch of a question that names something: what it may be, whole name or part of one.

    `is_ref` says that every one of them is named by ref or code. `is_sure` is false for words from the middle of a
    line's name, which may describe many lines. `intents` is what may be asked by this name.
    """

    start: int
    end: int
    things: tuple[Thing, ...]
    is_whole: bool
    is_ref: bool
    is_sure: bool = True
    intents: frozenset[Intent] = ALL


@dataclass(frozen=True, slots=True)
class _Phrase:
    words: tuple[str, ...]
    thing: Thing
    may_be_part: bool = False
    is_ref: bool = False
    intents: frozenset[Intent] = ALL


class Lexicon:
    """Names by the words in them. `lines` holds the savings lines behind each thing, for telling readings apart."""

    def __init__(
        self,
        things: Iterable[Thing],
        *,
        councils: Mapping[UUID, str] | None = None,
        lines: Mapping[Thing, frozenset[UUID]] | None = None,
    ) -> None:
        self.things = tuple(things)
        self.programmes = tuple(t for t in self.things if t.kind == "programme")
        self._lines = lines or {}
        self._phrases: list[_Phrase] = []
        self._places: dict[str, list[tuple[int, int]]] = defaultdict(list)
        refs = {(t.programme_id, words(t.ref)) for t in self.things if t.kind == "workstream"}
        for thing in self.things:
            for phrase in _phrases(thing, refs, (councils or {}).get(thing.programme_id, "")):
                for place, word in enumerate(phrase.words):
                    self._places[word].append((len(self._phrases), place))
                self._phrases.append(phrase)

    def lines(self, thing: Thing) -> frozenset[UUID]:
        """Return the savings lines of a thing that this reader may see."""
        return self._lines.get(thing, frozenset())

    @property
    def vocabulary(self) -> frozenset[str]:
        """Return every word of a name, for offering the nearest."""
        return frozenset(self._places)

    def names_in(self, said: Sequence[str]) -> Iterator[Named]:
        """Return every stretch of words that names something."""
        for start in range(len(said)):
            standing = self._places.get(said[start], [])
            end = start + 1
            while standing:
                yield from self._named(said, start, end, standing)
                if end == len(said):
                    break
                standing = [(p, at + 1) for p, at in standing if self._word(p, at + 1) == said[end]]
                end += 1

    def _word(self, phrase: int, place: int) -> str | None:
        found = self._phrases[phrase].words
        return found[place] if place < len(found) else None

    def _named(
        self, said: Sequence[str], start: int, end: int, standing: list[tuple[int, int]]
    ) -> Iterator[Named]:
        length = end - start
        found = [
            self._phrases[p] for p, at in standing if at == length - 1 == len(self._phrases[p].words) - 1
        ]
        if found:
            for intents in sorted({f.intents for f in found}, key=len):
                same = [f for f in found if f.intents == intents]
                is_ref = all(f.is_ref for f in same)
                yield Named(start, end, _once(f.thing for f in same), True, is_ref, intents=intents)
        elif _may_be_part(said[start:end]):
            parts = [
                (self._phrases[p], at - length + 1) for p, at in standing if self._phrases[p].may_be_part
            ]
            sure = _once(phrase.thing for phrase, first in parts if _is_telling(phrase, first))
            loose = _once(phrase.thing for phrase, _ in parts if phrase.thing not in sure)
            for things in filter(None, (sure, loose)):
                yield Named(start, end, things, False, False, is_sure=things is sure)


def _phrases(thing: Thing, refs: set[tuple[UUID, tuple[str, ...]]], council: str) -> Iterator[_Phrase]:
    name = words(thing.name)
    if name:
        yield _Phrase(name, thing, may_be_part=True)
    if thing.kind == "programme":
        code = words(thing.programme_code)
        yield _Phrase(code, thing, is_ref=True)
        yield _Phrase((*name, *code), thing, is_ref=True)
        if council:
            yield _Phrase(words(council), thing, may_be_part=True)
        return
    ref = words(thing.ref)
    if not ref:
        return
    yield _Phrase(ref, thing, is_ref=True)
    yield _Phrase((*ref, *name), thing, is_ref=True)
    yield _Phrase((*name, *ref), thing, is_ref=True)
    match = _NUMBERED_REF.fullmatch("".join(ref))
    if thing.kind != "workstream" or match is None:
        return
    number = match[1]
    for alias in ((f"w{number}",), (f"ws{number}",), ("w", number), ("ws", number), ("workstream", number)):
        if (thing.programme_id, alias) not in refs:
            yield _Phrase(alias, thing, is_ref=True)
    if (thing.programme_id, (number,)) not in refs:
        yield _Phrase((number,), thing, is_ref=True, intents=_STATUS_ALONE)


def _may_be_part(said: Sequence[str]) -> bool:
    """Return whether words may stand for a longer name: one telling word, no word of the grammar at either end."""
    if said[0] in RESERVED or said[-1] in RESERVED:
        return False
    return any(_is_word(word) and word not in RESERVED | GENERIC for word in said)


def _is_word(word: str) -> bool:
    return len(word) >= SHORTEST_PART and any(sign.isalpha() for sign in word)


def _is_telling(phrase: _Phrase, first: int) -> bool:
    """Return whether a part tells its thing: any part of a short title, the beginning of a line's description."""
    return phrase.thing.kind != "saving" or all(word in RESERVED for word in phrase.words[:first])


def _once(things: Iterable[Thing]) -> tuple[Thing, ...]:
    return tuple(dict.fromkeys(things))
