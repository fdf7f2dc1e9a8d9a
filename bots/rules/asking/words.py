"""The vocabulary as it is looked up: phrases by their words. A word not here, and no name, number or time, is not read.

A phrase may say several things; each is tried. What turns a question round (not, except, versus, …) is a word of its
own class and is either understood where it stands or leaves the question without a reading.
To add a word: put it into the line of what it says, in `vocabulary`. Phrases are parted by "|", apostrophes left out
("whats").
"""

from __future__ import annotations

from typing import Final, Literal

from bots.rules.asking.vocabulary.asked import ASK
from bots.rules.asking.vocabulary.governed import GOVERNED_WORDS
from bots.rules.asking.vocabulary.held import HELD_WORDS
from bots.rules.asking.vocabulary.lines import LINE_WORDS
from bots.rules.asking.vocabulary.money import MANY_SAVINGS, MONEY_WORDS, WEAK
from bots.rules.asking.vocabulary.rows import DIMENSIONS, MARKERS, ORDER, ROWS, UNITS
from bots.rules.asking.vocabulary.small import FILLER, OPINIONS, WELSH, WHOLE, YIELDING
from bots.rules.asking.vocabulary.states import STATE
from bots.rules.asking.vocabulary.turning import ADDING, CHANGE, CHANGED, NUMBERS, OPS
from bots.rules.asking.vocabulary.word import OPINION, YIELDS, Word
from bots.rules.tokens import words as spoken

METRIC: Final[dict[str, str]] = {**MONEY_WORDS, **LINE_WORDS, **GOVERNED_WORDS, **HELD_WORDS}
"""Strong metrics: the phrase asks for this figure or thing."""


def _counted(phrase: str) -> int:
    """Return the number a phrase names, 0 for none."""
    said = (int(word) if word.isdigit() else NUMBERS.get(word, 0) for word in phrase.split())
    return next((number for number in said if number), 0)


def _total_in(phrase: str) -> Literal["", "first", "last"]:
    """Return where a phrase says "total": "total savings", "savings total"."""
    words = phrase.split()
    return "first" if words[0] == "total" else "last" if words[-1] in ("total", "totals") else ""


def _table() -> dict[tuple[str, ...], tuple[Word, ...]]:
    table: dict[tuple[str, ...], list[Word]] = {}

    def enter(phrases: str, word: Word) -> None:
        for phrase in phrases.split("|"):
            entered = table.setdefault(spoken(phrase), [])
            if word not in entered:
                entered.append(word)

    enter(FILLER, Word("filler"))
    enter(YIELDING, YIELDS)
    enter(OPINIONS, OPINION)
    enter("|".join(WHOLE), Word("filler"))
    enter(WELSH, Word("filler"))
    for ask, phrases in ASK.items():
        enter(phrases, Word("ask", ask))
    for metric, phrases in METRIC.items():
        for phrase in phrases.split("|"):
            is_extra = metric == "new" and phrase.startswith(("extra", "additional"))
            counted = _counted(phrase) if metric == "cash" else 0
            total = _total_in(phrase) if metric == "plan" else ""
            enter(phrase, Word("metric", metric, count=counted, total=total, is_extra=is_extra))
    for phrase in WEAK.split("|"):
        enter(phrase, Word("weak", "plan", many=phrase.endswith(MANY_SAVINGS)))
    for metric, found, phrases in STATE:
        enter(phrases, Word("state", metric, found))
    for rows, (one, many) in ROWS.items():
        enter(one, Word("rows", rows))
        enter(many, Word("rows", rows, many=True))
    for kind, phrases in MARKERS.items():
        enter(phrases, Word("marker", kind))
    for order, phrases in ORDER.items():
        for phrase in phrases.split("|"):
            enter(
                phrase,
                Word("order", order, many=phrase.endswith(("hitters", "lifters", "items", "contributors"))),
            )
    for unit, phrases in UNITS.items():
        enter(phrases, Word("unit", unit))
    for dimension, phrases in DIMENSIONS.items():
        enter(phrases, Word("dim", dimension))
    for op, phrases in OPS.items():
        for phrase in phrases.split("|"):
            enter(phrase, Word("op", op, count=int(phrase in ADDING or (op == "not" and "yet" in phrase))))
    enter(CHANGE, Word("change", "change"))
    enter(CHANGED, Word("change", "changed"))
    return {phrase: tuple(entered) for phrase, entered in table.items()}


PHRASES: Final = _table()

LONGEST_PHRASE: Final = max(len(phrase) for phrase in PHRASES)

RESERVED: Final = frozenset(word for phrase in PHRASES for word in phrase)
