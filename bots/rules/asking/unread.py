"""What to say of a question that has no reading: what was heard, what was not, and what is near and answerable.

Nothing in here leads to a number by itself: what is near is offered as a question of its own. One long word that is
misspelt, with one word it can be, is read as that and the answer says so.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from bots.rules.asking.lexicon import Lexicon
from bots.rules.asking.named import Named
from bots.rules.asking.pieces import Piece
from bots.rules.asking.vocabulary.turning import WRITES
from bots.rules.asking.vocabulary.word import Word
from bots.rules.asking.words import RESERVED
from bots.rules.tokens import Token, set_of

SHORTEST_REPAIR: Final = 6  # letters of a word that may be repaired
SHORTEST_WORD: Final = 7  # letters of a word of the grammar that may be meant
SHORTEST_CUT: Final = 4  # letters of a word that was cut short
MOST_COMPLETIONS: Final = 6
_LETTERS: Final = "abcdefghijklmnopqrstuvwxyz"
POLITE: Final = set_of(
    "please pls plz can could would will you i we want need to like id let lets the now hi hello hey "
    "tracker bot just "
    "go ahead and then kindly ok"
)


def best_effort(
    question: str, said: Sequence[Token], pieces: Sequence[Sequence[Piece]]
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return what was heard and what was not, as typed, leaving out as few words as possible."""
    held = heard_in(said, pieces)
    used = {place for piece in held for place in range(piece.start, piece.end)}
    heard = tuple(question[said[p.start].start : said[p.end - 1].end] for p in held if not _is_filler(p))
    return heard, tuple(_left_over(question, said, used))


def heard_in(said: Sequence[Token], pieces: Sequence[Sequence[Piece]]) -> tuple[Piece, ...]:
    """Return the pieces that leave out as few words as possible, in order."""
    best: list[tuple[int, int, tuple[Piece, ...]]] = [(0, 0, ())]
    by_end: list[list[Piece]] = [[] for _ in range(len(said) + 1)]
    for ones in pieces:
        for piece in ones:
            by_end[piece.end].append(piece)
    for end in range(1, len(said) + 1):
        missed, names, held = best[end - 1]
        options = [(missed + 1, names, held)]
        for piece in by_end[end]:
            missed, names, held = best[piece.start]
            longer = names - (piece.end - piece.start) ** 2 if isinstance(piece.meaning, Named) else names
            options.append((missed, longer, (*held, piece)))
        best.append(min(options, key=lambda option: option[:2]))
    return best[-1][2]


def missing(said: Sequence[Token], pieces: Sequence[Sequence[Piece]]) -> list[int]:
    """Return the words that nothing accounts for, whatever is done with the others."""
    covered = {place for ones in pieces for piece in ones for place in range(piece.start, piece.end)}
    return [place for place in range(len(said)) if place not in covered]


def spellings(word: str, lexicon: Lexicon) -> list[str]:
    """Return the words of the grammar or of a name that are one slip of the finger from this one.

    Words of the grammar say what is asked: only a letter left out, doubled or changed places is taken for a slip, and
    never the first two or the last, where another word begins or ends ("plants", "referral").
    """
    if len(word) < SHORTEST_REPAIR or not word.isalpha() or not word.isascii():
        return []
    near = {one for one in _slips(word) if len(one) >= SHORTEST_REPAIR - 1}
    of_names = {one for one in near if one[0] == word[0] and one not in RESERVED and lexicon.has_word(one)}
    return sorted(of_names | {one for one in near if one in RESERVED and _is_slip(word, one)})


def _is_slip(word: str, near: str) -> bool:
    """Return whether a word of the grammar is typed with a letter left out, doubled or two of them changed places."""
    if len(near) < SHORTEST_WORD or near[:2] != word[:2] or near[-1] != word[-1]:
        return False
    if len(near) > len(word):
        return True
    if len(near) == len(word):
        return sorted(near) == sorted(word)
    return any(word[:n] + word[n + 1 :] == near for n in range(1, len(word)) if word[n] == word[n - 1])


def says_nothing_else(place: int, pieces: Sequence[Sequence[Piece]]) -> bool:
    """Return whether the other words of a question, beside one, are fillers and times alone."""
    others = [p for ones in pieces for p in ones if not p.start <= place < p.end]
    return not any(
        isinstance(p.meaning, Named) or (isinstance(p.meaning, Word) and p.meaning.role != "filler")
        for p in others
    )


def is_like_a_ref(word: str) -> bool:
    """Return whether a word is made as a ref is, of letters and digits: "24s2"."""
    return any(sign.isdigit() for sign in word) and any(sign.isalpha() for sign in word)


def is_in_longer_name(place: int, pieces: Sequence[Sequence[Piece]]) -> bool:
    """Return whether a word is the whole of a name, or other words of the same name are in the question."""
    named = [(p, p.meaning) for ones in pieces for p in ones if isinstance(p.meaning, Named)]
    own = [(p, meaning) for p, meaning in named if p.start <= place < p.end]
    beside = {t for p, meaning in named if not p.start <= place < p.end for t in meaning.things}
    return any(p.end - p.start > 1 or meaning.is_whole or beside & set(meaning.things) for p, meaning in own)


def completions(word: str, lexicon: Lexicon) -> list[str]:
    """Return the words of names a word cut short may stand for ("tech" for technology); none where they are many."""
    if len(word) < SHORTEST_CUT or not word.isalpha() or not word.isascii() or word in RESERVED:
        return []
    found = sorted(set(lexicon.words_from(word)) - RESERVED)  # "with" is no "without", whatever a name holds
    return found if len(found) <= MOST_COMPLETIONS else []


def is_write(said: Sequence[Token], pieces: Sequence[Sequence[Piece]]) -> bool:
    """Return whether a question asks for something to be done, and not to be told: it begins with a verb of change.

    "An update on W3" and "change in savings from 24/25" begin with a noun.
    """
    place = next((n for n, token in enumerate(said) if token.word not in POLITE), None)
    if place is None or said[place].word not in WRITES:
        return False
    if any(isinstance(p.meaning, Named) or p.end - p.start > 1 for p in pieces[place]):
        return False  # "SEND transport", "add up": no verb of change
    follows = said[place + 1].word if place + 1 < len(said) else ""
    others = [token.shown for token in said if len(token.shown) > 3]
    if said[place].shown.isupper() and not all(shown.isupper() for shown in others):
        return False  # "SEND transport": a service by its initials
    return not (said[place].word in NOUNS and follows in NOUN_FOLLOWED_BY)


_INTO: Final = frozenset(("to", "into", "onto"))
NOUNS: Final = set_of("update change increase claim delay record cut raise book close lower slip")
NOUN_FOLLOWED_BY: Final = frozenset(("on", "in", "of", "for", "from", "to", "since", "between", "about", ""))


def may_be_sum(said: Sequence[Token]) -> bool:
    """Return whether a question that begins like one for a change may be for a sum: "add Place and Resources"."""
    spoken = {token.word for token in said}
    return "add" in spoken and not spoken & _INTO


def _slips(word: str) -> Iterator[str]:
    for place in range(len(word) + 1):
        before, after = word[:place], word[place:]
        if after:
            yield before + after[1:]
            for letter in _LETTERS:
                if letter != after[0]:
                    yield before + letter + after[1:]
        if len(after) > 1:
            yield before + after[1] + after[0] + after[2:]
        for letter in _LETTERS:
            yield before + letter + after


def _is_filler(piece: Piece) -> bool:
    return isinstance(piece.meaning, Word) and piece.meaning.role == "filler"


def _left_over(question: str, said: Sequence[Token], used: set[int]) -> Iterator[str]:
    """Return the words not accounted for, neighbours together, as typed."""
    missed = [place for place in range(len(said)) if place not in used]
    for place in [*missed]:  # "2024/26" is one thing not understood
        last = place
        while last + 1 < len(said) and last + 1 not in missed and said[last].end + 1 == said[last + 1].start:
            if question[said[last].end] not in "/-\u2013":
                break
            last += 1
            missed.append(last)
    missed.sort()
    firsts = [place for place in missed if place - 1 not in missed]
    lasts = [place for place in missed if place + 1 not in missed]
    for first, last in zip(firsts, lasts, strict=True):
        yield question[said[first].start : said[last].end]
