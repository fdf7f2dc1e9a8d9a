"""Phrasings: words that the programme office added, which mean the same as words already understood.

A phrasing is used only where a question has no reading as it was typed, so that it changes no question that was
understood. What turns a question round (not, except, over …) is never part of one. Source: docs/method.md,
"Wordings".
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Final

from bots.rules.asking.lexicon import Lexicon
from bots.rules.asking.name_words import GENERIC
from bots.rules.asking.names import plain_words, stem
from bots.rules.asking.query import Query
from bots.rules.asking.reading import Understanding, understand
from bots.rules.asking.times import find_times
from bots.rules.asking.vocabulary.turning import NUMBERS
from bots.rules.asking.words import LONGEST_PHRASE, PHRASES
from bots.rules.tokens import set_of, tokens, words

Phrasings = Mapping[tuple[str, ...], str]
"""The words of each phrasing, and the words that it means the same as."""
MOST_WORDS: Final = 6
SAFE: Final = frozenset({"metric", "weak", "state", "rows", "ask", "dim", "order", "unit"})
"""What the words may say that a phrasing means the same as; fillers may stand among them."""
TURNING: Final = set_of(
    "not no except vs minus less than over at_least under at_most plus_up plus_down only against"
)
_SMALL: Final = set_of("a an the of for to in on and with by at from or it its is are be we our")


def understand_with(
    question: str, lexicon: Lexicon, *, today: date, phrasings: Phrasings, before: Query | None = None
) -> Understanding:
    """Return how a question reads, with phrasings for the words that leave it without a reading."""
    found = understand(question, lexicon, today=today, before=before)
    if found.readings or found.is_write or not phrasings:
        return found
    text, used = reworded(question, phrasings)
    if not used:
        return found
    again = understand(text, lexicon, today=today, before=before)
    return replace(again, reworded=used) if again.readings else found


def reworded(question: str, phrasings: Phrasings) -> tuple[str, tuple[tuple[str, str], ...]]:
    """Return a question with its phrasings put as what they mean, the longest first, and those used: (typed, meant)."""
    said = tokens(question)
    stems = [stem(token.word) for token in said]
    known = {tuple(map(stem, phrase)): meant for phrase, meant in phrasings.items()}
    parts: list[str] = []
    used: list[tuple[str, str]] = []
    at = place = 0
    while place < len(said):
        for length in range(min(MOST_WORDS, len(said) - place), 0, -1):
            meant = known.get(tuple(stems[place : place + length]))
            if meant is None:
                continue
            start, end = said[place].start, said[place + length - 1].end
            parts += [question[at:start], meant]
            used.append((question[start:end], meant))
            at, place = end, place + length - 1
            break
        place += 1
    return "".join((*parts, question[at:])), tuple(used)


def alias_problem(phrase: str, *, today: date) -> str:
    """Return why words cannot be an alias, empty where they can. Whose name they are already is not judged here."""
    said = plain_words(phrase)
    problem = _shape_problem(said, phrase, today)
    if problem:
        return problem
    if said in PHRASES:
        return f"“{phrase}” is a word of the questions themselves and names nothing."
    if not any(_tells(word) for word in said):
        return f"“{phrase}” could be said of anything: give a word that tells it from others."
    if any(any(s.isdigit() for s in w) and any(s.isalpha() for s in w) for w in said):
        return "Refs are read sign by sign: an alias is made of words."
    return ""


def phrasing_problem(phrase: str, *, today: date) -> str:
    """Return why words cannot be a phrasing, empty where they can."""
    said = words(phrase)
    problem = _shape_problem(said, phrase, today)
    if problem:
        return problem
    if any(sign.isdigit() for word in said for sign in word) or any(word in NUMBERS for word in said):
        return "A phrasing has no numbers in it."
    if said in PHRASES:
        return f"“{phrase}” is understood already."
    if all((word,) in PHRASES and _is_filler((word,)) or word in _SMALL for word in said):
        return f"“{phrase}” says nothing by itself: it stands in any question."
    return ""


def meaning_problem(means: str) -> str:
    """Return why a phrasing cannot mean these words, empty where it can: each must be understood, and be safe."""
    said = words(means)
    if not said or len(said) > MOST_WORDS:
        return f"Give one to {MOST_WORDS} words that are understood already."
    reach = {0: False}  # the places a cover reaches, and whether it says anything so far
    for place in range(len(said)):
        if place not in reach:
            continue
        for end in range(place + 1, min(place + LONGEST_PHRASE, len(said)) + 1):
            entry = said[place:end]
            if entry in PHRASES and (_is_safe(entry) or _is_filler(entry)):
                reach[end] = reach.get(end, False) or reach[place] or _is_safe(entry)
    if not reach.get(len(said), False):
        return f"“{means}” is not understood by itself, or turns a question round. Give words that it knows already."
    return ""


def _shape_problem(said: Sequence[str], phrase: str, today: date) -> str:
    if not said or len(said) > MOST_WORDS:
        return f"Give one to {MOST_WORDS} words."
    if len(said) == 1 and len(said[0]) < 3:
        return "One word of one or two letters is too short."
    if not any(sign.isalpha() for word in said for sign in word):
        return "Give words, not numbers."
    if any(not word.isalnum() for word in words(phrase)):
        return "Give words alone, without signs."
    if find_times(phrase, today=today):
        return f"“{phrase}” holds a time, and times are read as they are."
    turning = next((w for w in _entries(said) if _turns(w)), None)
    if turning is not None:
        return f"“{' '.join(turning)}” turns a question round, and cannot be part of this."
    return ""


def _entries(said: Sequence[str]) -> list[tuple[str, ...]]:
    return [
        entry
        for start in range(len(said))
        for end in range(start + 1, min(start + LONGEST_PHRASE, len(said)) + 1)
        if (entry := tuple(said[start:end])) in PHRASES
    ]


def _turns(entry: tuple[str, ...]) -> bool:
    return any(word.role == "op" and word.value in TURNING for word in PHRASES[entry])


def _is_filler(entry: tuple[str, ...]) -> bool:
    return any(word.role == "filler" for word in PHRASES[entry])


def _is_safe(entry: tuple[str, ...]) -> bool:
    roles = {word.role for word in PHRASES[entry]}
    return bool(roles & SAFE) and not _turns(entry) and "change" not in roles


def _tells(word: str) -> bool:
    return (
        any(sign.isalpha() for sign in word)
        and word not in GENERIC
        and stem(word) not in GENERIC
        and word not in NUMBERS
        and (word,) not in PHRASES
        and (f"{word}s",) not in PHRASES
    )
