"""The names one reader may use in a question, found by the words of the question alone.

A name is found whole, by its ref or code, by its initials where they are nobody else's, or by a part of it. Figures
and refs are compared digit by digit; plural and singular are one, nothing else is guessed. What the reader may not
see is asked of `sees` and left out before anything is decided, so it reads like what does not exist.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Final
from uuid import UUID

from bots.rules.asking.name_parts import EDGES, begins_at, following, is_telling, same_word, scatter
from bots.rules.asking.name_words import SHORT
from bots.rules.asking.named import SHARING, Named, part_names, whole_names
from bots.rules.asking.names import Index, Phrase, stem
from bots.rules.asking.things import Thing, ThingKind

TOGETHER: Final = 50  # things whose rights are asked at once, where one that is seen is enough
MOST_PARTS: Final = 400  # names that hold a part; of more it tells nothing


class Lexicon:
    """The names of one reader. `sees` keeps, of some things, what they may see; `lines` are a thing's lines."""

    def __init__(
        self,
        things: Iterable[Thing] | tuple[Index, ...],
        *,
        programmes: Sequence[Thing] | None = None,
        councils: Mapping[UUID, str] | None = None,
        lines: Mapping[Thing, frozenset[UUID]] | Callable[[Thing], frozenset[UUID]] | None = None,
        sees: Callable[[Sequence[Thing]], Iterable[Thing]] | None = None,
    ) -> None:
        of = councils or {}
        self._indexes: tuple[Index, ...] = (
            things
            if isinstance(things, tuple) and all(isinstance(one, Index) for one in things)
            else (Index(things, councils=lambda p: of.get(p, "")),)  # type: ignore[arg-type]
        )
        self.programmes = (
            tuple(t for t in self.things if t.kind == "programme")
            if programmes is None
            else tuple(programmes)
        )
        self._within = None if programmes is None else frozenset(p.programme_id for p in self.programmes)
        self._lines = lines
        self._sees = sees
        self._seen: dict[Thing, bool] = {}
        self._lines_of: dict[Thing, frozenset[UUID]] = {}

    @property
    def things(self) -> Iterator[Thing]:
        """Return every thing held; whose they are is not judged yet."""
        return (thing for index in self._indexes for thing in index.things)

    def lines(self, thing: Thing) -> frozenset[UUID]:
        """Return the savings lines of a thing, for telling readings apart; empty where that is not known."""
        if self._lines is None:
            return frozenset()
        if callable(self._lines):
            if thing not in self._lines_of:
                self._lines_of[thing] = self._lines(thing)
            return self._lines_of[thing]
        return self._lines.get(thing, frozenset())

    def has_word(self, word: str) -> bool:
        """Return whether a word is of some name; whose it is, is judged when it is used."""
        return any(index.has_word(word) for index in self._indexes)

    def names_with(self, word: str) -> bool:
        """Return whether a name of lines or budgets that the reader sees holds a word."""
        held = [p.thing for index in self._indexes for p in index.with_word(stem(word))]
        things = [t for t in dict.fromkeys(held) if t.kind in SHARING and self._is_within(t)]
        return bool(self._visible(things))

    def words_from(self, start: str) -> Iterator[str]:
        """Return the words of names that begin so and go on; whose they are is judged when they are used."""
        return (word for index in self._indexes for word in index.words_from(start))

    def first(self, *kinds: ThingKind, code: str = "") -> Thing | None:
        """Return the first thing of these kinds that the reader sees, of a programme; None for none."""
        for kind in kinds:
            things = (
                t for t in self.things
                if t.kind == kind and self._is_within(t) and code in ("", t.programme_code)
            )  # fmt: skip
            while some := list(islice(things, TOGETHER)):
                seen = self._visible(some)
                if found := next((thing for thing in some if thing in seen), None):
                    return found
        return None

    def names_in(self, said: Sequence[str]) -> list[Named]:
        """Return every stretch of words that names something this reader may see."""
        folded = [stem(word) for word in said]
        whole = list(self._whole_in(folded))
        parts = list(self._parts_in(said, folded))
        touched = [p.thing for _, _, phrases in whole for p in phrases]
        touched += [p.thing for _, _, phrases in parts for p, _ in phrases]
        seen = self._visible(list(dict.fromkeys(touched)))
        named: list[Named] = []
        for start, end, phrases in whole:
            if kept := [p for p in phrases if p.thing in seen]:
                named += whole_names(start, end, kept, said)
        for start, end, found in parts:
            if left := [(p, begins) for p, begins in found if p.thing in seen]:
                named += part_names(start, end, left, folded)
        return named

    def _whole_in(self, folded: Sequence[str]) -> Iterator[tuple[int, int, list[Phrase]]]:
        longest = max(index.longest for index in self._indexes)
        for start in range(len(folded)):
            for end in range(start + 1, min(start + longest, len(folded)) + 1):
                phrases = self._whole(tuple(folded[start:end]))
                if phrases:
                    yield start, end, [p for p in phrases if self._is_within(p.thing)]
                elif end == start + 1 and SHORT.get(folded[start]):
                    words = tuple(stem(w) for w in SHORT[folded[start]].split())
                    if phrases := self._whole(words):
                        yield start, end, [p for p in phrases if self._is_within(p.thing)]

    def _parts_in(
        self, said: Sequence[str], folded: Sequence[str]
    ) -> Iterator[tuple[int, int, list[tuple[Phrase, bool]]]]:
        """Return stretches that are part of longer names, each with the names and whether they begin so."""
        spans: dict[tuple[int, int], dict[Phrase, bool]] = {}
        for place, word in enumerate(folded):
            for index in self._indexes:
                for phrase in index.titles(word):
                    if self._is_within(phrase.thing):
                        self._grow(spans, folded, place, phrase, 0, least=2)
            if not is_telling(word):
                continue
            for written in (
                word,
                *(stem(w) for w in SHORT.get(said[place], SHORT.get(word, "")).split()[:1]),
            ):
                standing = self._standing(folded, place, written)
                if len(standing) > (MOST_PARTS * 25 if len(word) > 2 else 5):
                    continue
                for phrase in standing:
                    if self._is_within(phrase.thing):
                        names = phrase.folded
                        for at in (n for n, held in enumerate(names) if held == written):
                            self._grow(spans, folded, place, phrase, at)
                        scatter(spans, folded, place, phrase, frozenset(names))
        for (start, end), phrases in spans.items():
            if len(phrases) <= MOST_PARTS:
                yield start, end, list(phrases.items())

    def _standing(self, folded: Sequence[str], place: int, word: str) -> list[Phrase]:
        """Return the names that hold a word: all of them, or where they are many those with a word beside it too."""
        found = [p for index in self._indexes for p in index.with_word(word)]
        if len(found) <= MOST_PARTS:
            return found
        beside = [
            folded[n]
            for n in (place - 1, place + 1, place + 2)
            if 0 <= n < len(folded) and folded[n] not in EDGES
        ]
        near = {id(p) for other in beside for index in self._indexes for p in index.with_word(other)}
        return [p for p in found if id(p) in near]

    def _grow(
        self,
        spans: dict[tuple[int, int], dict[Phrase, bool]],
        folded: Sequence[str],
        place: int,
        phrase: Phrase,
        at: int,
        *,
        least: int = 1,
    ) -> None:
        """Note each stretch around a word that a name holds: as long as its words follow, general ones left out."""
        names = phrase.folded
        first = 0
        while (
            place - first - 1 >= 0
            and at - first - 1 >= 0
            and same_word(names[at - first - 1], folded[place - first - 1])
        ):
            first += 1
        last, held = place + 1, at
        ends = [last]
        while last < len(folded) and (found := following(names, held, folded[last])):
            held, last = found, last + 1
            ends.append(last)
        if tuple(folded[place - first : last]) == names:
            ends.pop()  # the whole name, found as such
        for start in range(place - first, place + 1):
            begins = begins_at(names, at - (place - start))
            is_edge = folded[start] in EDGES and at - (place - start) > 0
            for end in ends:
                if end - start >= least and not is_edge and folded[end - 1] not in EDGES:
                    phrases = spans.setdefault((start, end), {})
                    phrases[phrase] = phrases.get(phrase, False) or begins

    def _whole(self, folded: tuple[str, ...]) -> list[Phrase]:
        return [phrase for index in self._indexes for phrase in index.whole(folded)]

    def _is_within(self, thing: Thing) -> bool:
        return self._within is None or thing.programme_id in self._within

    def _visible(self, things: Sequence[Thing]) -> frozenset[Thing]:
        if self._sees is None:
            return frozenset(things)
        new = [t for t in things if t not in self._seen]
        if new:
            seen = frozenset(self._sees(new))
            self._seen.update((t, t in seen) for t in new)
        return frozenset(t for t in things if self._seen[t])
