"""Parts of names: which words tell a name, how far they follow each other in it, and when two words are one."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise
from typing import Final

from bots.rules.asking.name_words import GENERIC, SHORT
from bots.rules.asking.names import Phrase, stem
from bots.rules.asking.words import PHRASES, RESERVED
from bots.rules.tokens import set_of

SHORTEST_PART: Final = 2  # letters of the word a part of a name needs

MOST_SCATTERED: Final = 7  # words a name is said in that are not in its order

SHORTEST_ROOT: Final = 4  # letters of a verb that are told apart however it is bent


def scatter(
    spans: dict[tuple[int, int], dict[Phrase, bool]],
    folded: Sequence[str],
    place: int,
    phrase: Phrase,
    names: frozenset[str],
) -> None:
    """Note the stretch that begins with a word and holds words of one name alone, wherever in it they stand.

    It ends with a word that says nothing but names ("the music income service"), small words between do not count.
    """
    held, last = {folded[place]}, place
    if (
        place
        and folded[place - 1] in GENERIC
        and folded[place - 1] not in EDGES
        and _is_pair(phrase, folded, place)
    ):
        place -= 1  # "the second house change of use"
        held.add(folded[place])
    for at in range(last + 1, min(last + MOST_SCATTERED, len(folded))):
        word = folded[at]
        if word in SMALL or word in _PASSING:
            continue
        if word not in names or word in held:
            break
        held.add(word)
        if is_telling(word) or not _says_more(word):
            last = at
    if last > place:
        spans.setdefault((place, last + 1), {}).setdefault(phrase, False)


def _is_pair(phrase: Phrase, folded: Sequence[str], place: int) -> bool:
    """Return whether a word and the one before it stand so in a name as well."""
    names = phrase.folded
    return (folded[place - 1], folded[place]) in pairwise(names)


def _says_more(word: str) -> bool:
    """Return whether a word is one of the grammar's as well."""
    return (word,) in PHRASES or (f"{word}s",) in PHRASES


EDGES: Final = set_of("a an the of for to in on and with by at from or not no")

SMALL: Final = EDGES - {"not", "no"}  # what may stand between words of a name and turns nothing

_PASSING: Final = set_of("go goes going is are was were will be get")  # verbs a name is told with

_NUMBER_WORDS: Final = set_of("one two three four five six seven eight nine ten")


def same_word(held: str, said: str) -> bool:
    if held == said or SHORT.get(said) == held or stem(SHORT.get(said, "")) == held:
        return True
    return held[:4] == said[:4] and _root(held) == _root(said) is not None


@lru_cache(maxsize=65536)
def _root(word: str) -> str | None:
    """Return a verb without how it is bent ("opening", "opens", "opened"); None for what is too short to tell."""
    for ending in ("ing", "ed", "e"):
        if word.endswith(ending) and len(word) - len(ending) >= SHORTEST_ROOT:
            word = word.removesuffix(ending)
            break
    return word if len(word) >= SHORTEST_ROOT and word.isalpha() else None


def is_telling(word: str) -> bool:
    """Return whether a word may stand for a name it is part of: not one of the grammar's, nor one any line may have."""
    return (
        len(word) >= SHORTEST_PART
        and any(sign.isalpha() for sign in word)
        and word not in GENERIC
        and word not in _NUMBER_WORDS
        and (word,) not in PHRASES
        and (f"{word}s",) not in PHRASES
    )


def begins_at(names: Sequence[str], at: int) -> bool:
    """Return whether a place is where a name begins, but for small words and words any line may have."""
    return all(word in GENERIC or word in RESERVED for word in names[:at])


def following(names: Sequence[str], held: int, word: str) -> int:
    """Return the place of a word in a name after another, with none but general words between; 0 for none."""
    for place in range(held + 1, len(names)):
        if same_word(names[place], word):
            return place
        if names[place] not in GENERIC:
            return 0
    return 0
