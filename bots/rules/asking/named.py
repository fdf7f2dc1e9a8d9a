"""A stretch of a question that names something, and how sure that is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from bots.rules.asking.name_parts import SMALL, is_telling, same_word
from bots.rules.asking.name_words import COMMON
from bots.rules.asking.names import TITLED, Phrase, stem
from bots.rules.asking.things import Thing, ThingKind

SHARING: Final[frozenset[ThingKind]] = frozenset({"saving", "heading", "workstream", "budget_line"})

MOST_NAMED: Final = 200  # things a stretch of words may stand for


@dataclass(frozen=True, slots=True)
class Named:
    """A stretch of a question that names something: what it may be, as a whole name, a ref, initials or a part.

    `is_sure` is false for words from inside a longer name, which may describe more than that name. `is_all` says
    that no other name holds the same words, `telling` how many of the words are a name's own. `inside` are those of
    its things that hold the words further on, where others begin with them: one of these is not sure by itself.
    """

    start: int
    end: int
    things: tuple[Thing, ...]
    is_whole: bool = True
    is_ref: bool = False
    is_sure: bool = True
    is_number: bool = False
    is_all: bool = True
    telling: int = 0
    inside: tuple[Thing, ...] = ()


def whole_names(start: int, end: int, phrases: Sequence[Phrase], said: Sequence[str]) -> Iterator[Named]:
    exact = [p for p in phrases if p.words == tuple(said[start:end])] or list(phrases)
    exact = [p for p in exact if p.role not in ("ref", "alias") or _is_exactly(p.words, said[start:end])]
    own = [p for p in exact if p.role != "alias"]
    kept = own or exact
    is_ref = all(p.role == "ref" for p in kept)
    things = tuple(dict.fromkeys(p.thing for p in kept))
    if len(things) > MOST_NAMED:
        return
    word = said[start]
    is_number = end == start + 1 and word.isdigit()
    if is_number:
        things = tuple(t for t in things if t.kind == "workstream")
        if not things:
            return
    yield Named(start, end, things, True, is_ref and not is_number, is_number=is_number)


def _is_exactly(held: Sequence[str], said: Sequence[str]) -> bool:
    """Return whether a ref is said sign by sign; a word beside it ("workstreams 17") may have its plural."""
    if not any(sign.isdigit() for word in held for sign in word):
        return tuple(held) == tuple(said)
    pairs = zip(held, said, strict=True)
    return all(h == s or (len(h) > 3 and h.isalpha() and stem(h) == stem(s)) for h, s in pairs)


def part_names(
    start: int, end: int, phrases: Sequence[tuple[Phrase, bool]], folded: Sequence[str]
) -> Iterator[Named]:
    """Return what a part stands for: titles, the beginnings of lines, or surely one line of two telling words."""
    sure = [
        p
        for p, begins in phrases
        if begins
        or p.thing.kind
        not in (
            "saving",
            "milestone",
            "risk",
            "indicator",
            "decision",
            "decision_maker",
            "proposal",
            "cost_driver",
            "cause",
            "printed",
        )
    ]
    loose = [p for p, _ in phrases if p not in sure]
    telling = sum(is_telling(word) for word in folded[start:end])
    apart = tuple(dict.fromkeys(p.thing for p, _ in phrases if p.thing.kind == "pressure"))
    if 0 < len(apart) <= MOST_NAMED:
        yield Named(start, end, apart, False, is_sure=len(apart) == 1 and telling > 0)
    sure = [p for p in sure if p.thing.kind != "pressure"]
    loose = [p for p in loose if p.thing.kind != "pressure"]
    if end - start == 1 and folded[start] in COMMON and not any(p.thing.kind == "heading" for p in sure):
        short = [p for p in sure if len(p.words) < 3]
        loose, sure = [*loose, *(p for p in sure if p not in short)], short
    things = tuple(dict.fromkeys(p.thing for p in sure))
    others = tuple(t for t in dict.fromkeys(p.thing for p in loose) if t not in things)
    is_of_money = end - start < 2 or any(t.kind in SHARING for t in others)
    if things and others and is_of_money and not _leads(sure, folded[start:end]):
        together = (*things, *others)
        if len(together) <= MOST_NAMED:
            yield Named(start, end, together, False, inside=others)
        return
    if 0 < len(things) <= MOST_NAMED:
        yield Named(start, end, things, False, is_all=not others)
    if 0 < len(others) <= MOST_NAMED:
        is_sure = telling > 1 and len(others) == 1 and not things
        said = sum(word not in SMALL for word in folded[start:end])
        known = (
            0 if things else max(telling, said - 2)
        )  # four words of one name tell as much as two of its own
        yield Named(start, end, others, False, is_sure=is_sure, telling=known)


def _leads(sure: Sequence[Phrase], said: Sequence[str]) -> bool:
    """Return whether a title begins with these words: "adults" is Adult Social Care before any line of adults."""
    return any(
        p.thing.kind in TITLED and all(map(same_word, map(stem, p.words), said)) and len(p.words) >= len(said)
        for p in sure
    )
