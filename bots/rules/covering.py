"""All ways of accounting for every word of a question: words of the grammar, names, times, and fillers.

A cover holds what its words said together. Fillers leave no trace, so two ways that differ by them are one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from bots.rules.lexicon import Lexicon, Named
from bots.rules.reading import Intent, ThingKind
from bots.rules.times import Time, find_times
from bots.rules.tokens import Token
from bots.rules.vocabulary import ALL, LONGEST_PHRASE, PHRASES, Word

MOST_COVERS: Final = 2000  # ways of covering a question; beyond it nobody means just one thing
MOST_NAMES: Final = 6

Piece = Word | Time | Named


@dataclass(frozen=True, slots=True)
class Cover:
    """What the words of a question said together, once each of them is accounted for."""

    intents: frozenset[Intent] = ALL
    asks: bool = False
    kinds: frozenset[ThingKind] = frozenset()
    names: tuple[Named, ...] = ()
    time: Time | None = None

    def plus(self, piece: Piece) -> Cover | None:
        """Return the cover with one more piece; None where the two do not go together."""
        if isinstance(piece, Word):
            intents = self.intents & piece.intents
            kinds = self.kinds | {piece.kind} if piece.kind else self.kinds
            return (
                replace(self, intents=intents, asks=self.asks or piece.asks, kinds=kinds) if intents else None
            )
        if isinstance(piece, Time):
            return replace(self, time=piece) if self.time is None else None
        if len(self.names) == MOST_NAMES:
            return None
        intents = self.intents & piece.intents
        return replace(self, intents=intents, names=(*self.names, piece)) if intents else None


def pieces_of(
    question: str, said: Sequence[Token], lexicon: Lexicon, today: date
) -> list[list[tuple[int, Piece]]]:
    """Return, for each word, the pieces that begin there with the word each ends before."""
    spoken = [token.word for token in said]
    found: list[list[tuple[int, Piece]]] = [[] for _ in said]
    for start in range(len(said)):
        for end in range(start + 1, min(start + LONGEST_PHRASE, len(said)) + 1):
            found[start] += [(end, word) for word in PHRASES.get(tuple(spoken[start:end]), ())]
    for name in lexicon.names_in(spoken):
        found[name.start].append((name.end, name))
    starts = {token.start: place for place, token in enumerate(said)}
    for time in find_times(question, today=today):
        end = sum(token.start < time.end for token in said)
        if time.start in starts and said[end - 1].end <= time.end:
            found[starts[time.start]].append((end, time))
    return found


def covers_of(length: int, pieces: Sequence[Sequence[tuple[int, Piece]]]) -> frozenset[Cover]:
    """Return every way of accounting for all the words; none where there are more than anybody means."""
    reached: list[set[Cover]] = [set() for _ in range(length + 1)]
    reached[0].add(Cover())
    for place in range(length):
        if len(reached[place]) > MOST_COVERS:
            return frozenset()
        for end, piece in pieces[place]:
            reached[end].update(c for c in (cover.plus(piece) for cover in reached[place]) if c is not None)
    return frozenset(reached[length])
