"""What to say of a question that has no reading: what was heard, what was not, and what is near and answerable.

Nothing in here leads to a number: what is near is offered as a question of its own.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from difflib import get_close_matches
from typing import Final

from bots.rules.covering import MOST_NAMES, Cover, Piece, covers_of, pieces_of
from bots.rules.filling import LISTS, readings_of, settled, told_apart
from bots.rules.lexicon import Lexicon, Named
from bots.rules.reading import Reading, Understanding
from bots.rules.times import Time
from bots.rules.tokens import Token, tokens
from bots.rules.vocabulary import ALL, NAMED, RESERVED, Word

SHORTEST_REPAIR: Final = 5  # letters of a word that a name's spelling is offered for
CLOSE_ENOUGH: Final = 0.8  # difflib's ratio of two words


def best_effort(
    question: str, said: Sequence[Token], pieces: Sequence[Sequence[tuple[int, Piece]]], lexicon: Lexicon
) -> Understanding:
    """Return what was heard and what was not, leaving out as few words as possible."""
    best: list[tuple[int, int, tuple[tuple[int, int, Piece], ...]]] = [(0, 0, ())]
    for end in range(1, len(said) + 1):
        missed, names, held = best[end - 1]
        options = [(missed + 1, names, held)]
        for start in range(end):
            missed, names, held = best[start]
            for piece in (p for e, p in pieces[start] if e == end):
                longer = names - (end - start) ** 2 if isinstance(piece, Named) else names
                options.append((missed, longer, (*held, (start, end, piece))))
        best.append(min(options, key=lambda option: option[:2]))
    held = best[-1][2]
    used = {place for start, end, _ in held for place in range(start, end)}
    content = [(start, end, piece) for start, end, piece in held if not _is_filler(piece)]
    return Understanding(
        heard=tuple(question[said[start].start : said[end - 1].end] for start, end, _ in content),
        not_heard=_left_over(question, said, used),
        nearest=_nearest([piece for _, _, piece in content], lexicon, is_whole=len(used) == len(said)),
    )


def repaired(
    question: str, said: Sequence[Token], missed: Understanding, lexicon: Lexicon, today: date
) -> tuple[Reading, ...]:
    """Return how the question would read with one long word spelt as a name is; offered, never read as it."""
    known = sorted(w for w in lexicon.vocabulary if w.isalpha() and len(w) >= SHORTEST_REPAIR)
    for token in said:
        is_name = token.word.isalpha() and len(token.word) >= SHORTEST_REPAIR and token.word not in RESERVED
        if not is_name or not any(token.shown in text for text in missed.not_heard):
            continue
        for word in get_close_matches(token.word, known, n=2, cutoff=CLOSE_ENOUGH):
            spelt = question[: token.start] + word + question[token.end :]
            words = tokens(spelt)
            covers = covers_of(len(words), pieces_of(spelt, words, lexicon, today))
            if readings := settled(covers, lexicon).readings:
                return readings
    return ()


def _is_filler(piece: Piece) -> bool:
    return isinstance(piece, Word) and not piece.asks and piece.kind is None


def _left_over(question: str, said: Sequence[Token], used: set[int]) -> tuple[str, ...]:
    """Return the words not accounted for, neighbours together, as typed."""
    missed = [place for place in range(len(said)) if place not in used]
    firsts = [place for place in missed if place - 1 not in missed]
    lasts = [place for place in missed if place + 1 not in missed]
    return tuple(
        question[said[first].start : said[last].end] for first, last in zip(firsts, lasts, strict=True)
    )


def _nearest(pieces: Sequence[Piece], lexicon: Lexicon, *, is_whole: bool) -> tuple[Reading, ...]:
    """Return readings of what was heard alone: all of it, else without the time, else of another intent.

    Where no name was heard and not all of the question was, only lists are near: a total might be far off.
    """
    names = tuple(piece for piece in pieces if isinstance(piece, Named))
    times = [piece for piece in pieces if isinstance(piece, Time)][:1]
    words = [piece for piece in pieces if isinstance(piece, Word)]
    asks = [w.intents for w in words if w.asks]
    asked = frozenset.intersection(ALL, *asks) or frozenset().union(*asks)
    kinds = frozenset(w.kind for w in words if w.kind)
    if not names and not is_whole:
        asked &= LISTS
    if not names and not (asks and asked):
        return ()
    for intents in (asked, NAMED):
        for time in (*times, None):
            for chosen in (names[:MOST_NAMES], names[:1]):
                cover = Cover(intents, True, kinds, chosen, time)
                if found := told_apart(set(readings_of(cover, lexicon)), lexicon):
                    return found
    return ()
