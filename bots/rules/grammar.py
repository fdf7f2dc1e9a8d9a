"""How a question is read: every word accounted for by the grammar, a name, a time or a short list of fillers.

All ways of covering the whole question are found; each that fills an intent's slots is a reading. One sure reading is
answered, several are offered, none means that there is no number. Source: docs/method.md, "How questions are read".
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from bots.rules.lexicon import Lexicon, Named
from bots.rules.reading import Intent, Reading, Slots, Thing, ThingKind
from bots.rules.times import Time, find_times
from bots.rules.tokens import MOST_TOKENS, Token, tokens
from bots.rules.vocabulary import ALL, LONGEST_PHRASE, NAMED, PHRASES, POLITE, WRITES, Word

MOST_COVERS: Final = 2000  # ways of covering a question; beyond it nobody means just one thing
MOST_NAMES: Final = 6
SUBJECTS: Final[dict[Intent, tuple[ThingKind, ...]]] = {
    Intent.STATUS: ("workstream", "programme"),
    Intent.SAVINGS: ("saving", "heading", "workstream", "programme"),
    Intent.SLIPPED: ("workstream",),
}

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


@dataclass(frozen=True, slots=True)
class Understanding:
    """What a question was read as. Empty `readings` come with what was heard and what was not.

    `is_sure` is false where the one reading still has to be asked back; `unclear` then says why. `nearest` are
    questions close to this one that would be answered.
    """

    readings: tuple[Reading, ...] = ()
    is_sure: bool = True
    unclear: str = ""
    heard: tuple[str, ...] = ()
    not_heard: tuple[str, ...] = ()
    nearest: tuple[Reading, ...] = ()
    is_write: bool = False

    @property
    def answerable(self) -> Reading | None:
        """Return the one reading to answer, or None."""
        return self.readings[0] if len(self.readings) == 1 and self.is_sure else None


def understand(question: str, lexicon: Lexicon, *, today: date) -> Understanding:
    """Return how a question reads to somebody who may use these names. Nothing typed is help."""
    said = tokens(question)
    if not said:
        return Understanding((Reading(Intent.HELP),))
    if len(said) > MOST_TOKENS:
        return Understanding(not_heard=("a question this long",))
    pieces = _pieces(question, said, lexicon, today)
    found = _settled(_covers(len(said), pieces), lexicon)
    if found.readings:
        return found
    return replace(_best_effort(question, said, pieces, lexicon), is_write=_is_write(said))


def _pieces(
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


def _covers(length: int, pieces: Sequence[Sequence[tuple[int, Piece]]]) -> frozenset[Cover]:
    """Return every way of accounting for all the words; none where there are more than anybody means."""
    reached: list[set[Cover]] = [set() for _ in range(length + 1)]
    reached[0].add(Cover())
    for place in range(length):
        if len(reached[place]) > MOST_COVERS:
            return frozenset()
        for end, piece in pieces[place]:
            reached[end].update(c for c in (cover.plus(piece) for cover in reached[place]) if c is not None)
    return frozenset(reached[length])


def _settled(covers: frozenset[Cover], lexicon: Lexicon) -> Understanding:
    """Return the readings of the covers that have any: those that name their intent first, longest names first."""
    filled = {cover: readings for cover in covers if (readings := tuple(_readings(cover, lexicon)))}
    if any(cover.asks for cover in filled):
        filled = {cover: readings for cover, readings in filled.items() if cover.asks}
    kept = [c for c in filled if not any(_is_better(other, c) for other in filled)]
    readings = _told_apart({r for c in kept for r in filled[c]}, lexicon)
    unclear = sorted({c.time.why for c in kept if c.time is not None and c.time.why})
    by_ref = all(c.names and all(name.is_ref for name in c.names) for c in kept)
    named = all(c.asks for c in kept) or (by_ref and all(r.intent is Intent.SAVINGS for r in readings))
    return Understanding(readings, is_sure=named and not unclear, unclear="; ".join(unclear))


def _is_better(one: Cover, other: Cover) -> bool:
    """Return whether one reads the same words as longer names than the other.

    A longer part of a name that swallows a time is only another reading; a whole name, or a ref, is the better one,
    save against another whole name.
    """
    if one == other or not one.names or not other.names:
        return False
    held = [next((n for n in one.names if n.start <= o.start and o.end <= n.end), None) for o in other.names]
    if None in held or not any(
        n is not None and (n.start, n.end) != (o.start, o.end) for n, o in zip(held, other.names, strict=True)
    ):
        return False
    if one.time == other.time:
        return True
    return all(n.is_whole for n in one.names) and not all(n.is_whole for n in other.names)


def _readings(cover: Cover, lexicon: Lexicon) -> Iterator[Reading]:
    for intent in Intent:
        if intent in cover.intents and (cover.asks or intent in NAMED):
            yield from _of_intent(intent, cover, lexicon)


def _of_intent(intent: Intent, cover: Cover, lexicon: Lexicon) -> Iterator[Reading]:
    """Return the readings of one intent: its slots filled, and nothing of the cover left over."""
    times = _times(intent, cover.time)
    if intent is Intent.HELP:
        if not cover.names and cover.time is None:
            yield Reading(intent)
        return
    for subject, programmes in _named(intent, cover, lexicon):
        for slots in times:
            yield Reading(intent, replace(slots, subject=subject, programmes=programmes))


def _times(intent: Intent, time: Time | None) -> tuple[Slots, ...]:
    if time is None:
        return (Slots(),)
    if intent is Intent.SAVINGS:
        return tuple(Slots(year=year) for year in time.years)
    if intent is Intent.SLIPPED:
        return tuple(Slots(since=since) for since in time.sinces)
    return ()


def _named(
    intent: Intent, cover: Cover, lexicon: Lexicon
) -> Iterator[tuple[Thing | None, tuple[Thing, ...]]]:
    """Return each subject with the programmes that narrow a list.

    One name is the subject; of several, the others are programmes that it stands in.
    """
    kinds = SUBJECTS.get(intent, ())
    is_list = intent in (Intent.RED, Intent.SLIPPED)
    if is_list and not cover.kinds - {"programme"}:
        narrowed = [_programmes(name) for name in cover.names]
        if all(narrowed):
            yield None, tuple(dict.fromkeys(p for group in narrowed for p in group))
    if not is_list and not cover.names and cover.kinds <= {"programme"}:
        yield from ((programme, ()) for programme in lexicon.programmes)
    for place, name in enumerate(cover.names):
        others = [_programmes(other) for other in (*cover.names[:place], *cover.names[place + 1 :])]
        if len(others) > 1 or not all(others):
            continue
        within = {p.programme_id for group in others for p in group}
        wanted = cover.kinds - {"programme"} if others else cover.kinds
        for thing in name.things:
            fits = thing.kind in kinds and (not wanted or wanted == {thing.kind})
            stands = not others or (thing.kind != "programme" and thing.programme_id in within)
            if fits and stands:
                yield thing, ()


def _programmes(name: Named) -> tuple[Thing, ...]:
    return tuple(thing for thing in name.things if thing.kind == "programme")


def _told_apart(readings: set[Reading], lexicon: Lexicon) -> tuple[Reading, ...]:
    """Return the readings in a steady order, those of the very same savings lines once, as the narrowest thing."""
    order = ("saving", "heading", "workstream", "programme")
    kept: dict[object, Reading] = {}
    for reading in sorted(readings, key=lambda r: (r.intent, _rank(r, order), r.restated)):
        subject = reading.slots.subject
        lines = lexicon.lines(subject) if subject and reading.intent is Intent.SAVINGS else frozenset()
        kept.setdefault((lines, reading.slots.year) if lines else reading, reading)
    return tuple(kept.values())


def _rank(reading: Reading, order: Sequence[str]) -> int:
    return order.index(reading.slots.subject.kind) if reading.slots.subject else 0


def _best_effort(
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
        nearest=_nearest([piece for _, _, piece in content], lexicon),
    )


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


def _nearest(pieces: Sequence[Piece], lexicon: Lexicon) -> tuple[Reading, ...]:
    """Return readings of what was heard alone: all of it, else without the time, else of another intent."""
    names = tuple(piece for piece in pieces if isinstance(piece, Named))
    times = [piece for piece in pieces if isinstance(piece, Time)][:1]
    words = [piece for piece in pieces if isinstance(piece, Word)]
    asks = [w.intents for w in words if w.asks]
    asked = frozenset.intersection(ALL, *asks) or frozenset().union(*asks)
    kinds = frozenset(w.kind for w in words if w.kind)
    if not names and not asks:
        return ()
    for intents in (asked, NAMED):
        for time in (*times, None):
            for chosen in (names[:MOST_NAMES], names[:1]):
                cover = Cover(intents, True, kinds, chosen, time)
                if found := _told_apart(set(_readings(cover, lexicon)), lexicon):
                    return found
    return ()


def _is_write(said: Sequence[Token]) -> bool:
    """Return whether it asks for something to be done, and not to be told."""
    first = next((token.word for token in said if token.word not in POLITE), "")
    return first in WRITES
