"""Two lines that may count the same money: questions to answer, never a verdict.

Three things raise a question: the same driver, the same cost centre in a year in which both lines have money,
or near-identical wording. A line and what replaces it, and an adjustment and what it corrects, are linked
already and raise none. Numbers in a name are part of what it means: "Phase 1" is not "Phase 2".

Source: docs/method.md, "Overlap".
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations
from typing import Final

from rapidfuzz import fuzz, process

from programme.rules.calendar import FinancialYear

ALIKE_PERCENT: Final = 92  # of token-sorted similarity; our choice: one word changed in ten asks, two do not
_COMMON: Final = frozenset(
    ("a", "an", "and", "at", "by", "for", "from", "in", "of", "on", "or", "s", "the", "to", "with")
)
_WORD: Final = re.compile(r"[^\W_]+")
_MANY: Final = 40  # a driver or cost centre on more lines than this says nothing of any two of them


@dataclass(frozen=True, slots=True)
class LineFacts:
    """What is compared of a line. `years` are those in which it has money; `linked` the keys it is tied to."""

    key: str
    name: str
    years: frozenset[FinancialYear] = frozenset()
    drivers: Mapping[Hashable, str] = field(default_factory=dict)
    cost_centres: frozenset[str] = frozenset()
    linked: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Overlap:
    """A question about two lines, by their keys in order, with why it is asked, in words."""

    first: str
    second: str
    why: tuple[str, ...]


def overlaps(lines: Sequence[LineFacts]) -> tuple[Overlap, ...]:
    """Return the pairs of lines that may count the same money, in the order of the lines.

    Each pair comes once, whatever the order of the lines. Source: docs/method.md, "Overlap".
    """
    why: dict[tuple[int, int], list[str]] = defaultdict(list)
    for pair, words in (*_alike(lines), *_same_driver(lines), *_same_cost_centre(lines)):
        one, other = (lines[n] for n in pair)
        if other.key not in one.linked and one.key not in other.linked and words not in why[pair]:
            why[pair].append(words)
    return tuple(Overlap(lines[a].key, lines[b].key, tuple(why[a, b])) for a, b in sorted(why))


def words_of(name: str) -> tuple[str, ...]:
    """Return the words that a name is compared by: lower case, without the little ones, sorted."""
    return tuple(sorted(w for w in _WORD.findall(name.casefold()) if w not in _COMMON))


_Pair = tuple[tuple[int, int], str]


def _alike(lines: Sequence[LineFacts]) -> list[_Pair]:
    """Return pairs whose wording is near identical: the same digits, and words alike to ALIKE_PERCENT."""
    texts = [" ".join(words_of(line.name)) for line in lines]
    groups: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for n, text in enumerate(texts):
        if text:
            groups[tuple(re.findall(r"\d+", text))].append(n)
    found: list[_Pair] = []
    for members in groups.values():
        distinct: dict[str, list[int]] = defaultdict(list)
        for n in members:
            distinct[texts[n]].append(n)
        for same in distinct.values():
            found += [(pair, "the same wording") for pair in combinations(same, 2)]
        found += _near(distinct)
    return found


def _near(distinct: Mapping[str, list[int]]) -> list[_Pair]:
    """Return pairs of different texts that are alike. Only texts near in length can be: the rest is never compared."""
    ordered = sorted(distinct, key=len)
    found: list[_Pair] = []
    for n, text in enumerate(ordered):
        longest = len(text) * (200 - ALIKE_PERCENT) / ALIKE_PERCENT
        rest = []
        for other in ordered[n + 1 :]:
            if len(other) > longest:
                break
            rest.append(other)
        for other, _, _ in process.extract(
            text, rest, scorer=fuzz.ratio, score_cutoff=ALIKE_PERCENT, limit=None
        ):
            pairs = ((a, b) for a in distinct[text] for b in distinct[other])
            found += [((min(p), max(p)), "near-identical wording") for p in pairs]
    return found


def _same_driver(lines: Sequence[LineFacts]) -> list[_Pair]:
    holders: dict[Hashable, list[int]] = defaultdict(list)
    for n, line in enumerate(lines):
        for driver in line.drivers:
            holders[driver].append(n)
    return [
        (pair, f"the same driver: {lines[pair[0]].drivers[driver]}")
        for driver, held in holders.items()
        for pair in _pairs(held)
    ]


def _same_cost_centre(lines: Sequence[LineFacts]) -> list[_Pair]:
    holders: dict[str, list[int]] = defaultdict(list)
    for n, line in enumerate(lines):
        for code in line.cost_centres:
            holders[code].append(n)
    found: list[_Pair] = []
    for code, held in holders.items():
        for a, b in _pairs(held):
            both = sorted(lines[a].years & lines[b].years)
            if both:
                found.append(((a, b), f"cost centre {code} in {', '.join(year.label for year in both)}"))
    return found


def _pairs(held: Sequence[int]) -> Iterable[tuple[int, int]]:
    return combinations(held, 2) if len(held) <= _MANY else ()
