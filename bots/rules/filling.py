"""From covers to readings: the slots of an intent filled, nothing left over, the longest names first."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator
from dataclasses import replace
from typing import Final

from bots.rules.covering import Cover
from bots.rules.lexicon import Lexicon, Named
from bots.rules.reading import Intent, Reading, Slots, Thing, ThingKind, Understanding
from bots.rules.times import Time
from bots.rules.vocabulary import NAMED

LISTS: Final = frozenset({Intent.RED, Intent.SLIPPED})
SUBJECTS: Final[dict[Intent, tuple[ThingKind, ...]]] = {
    Intent.STATUS: ("workstream", "programme"),
    Intent.SAVINGS: ("saving", "heading", "workstream", "programme"),
    Intent.SLIPPED: ("workstream",),
}
NARROWEST_FIRST: Final[tuple[ThingKind, ...]] = ("saving", "heading", "workstream", "programme")


def settled(covers: frozenset[Cover], lexicon: Lexicon) -> Understanding:
    """Return the readings of the covers that have any: those that name their intent first, longest names first."""
    filled = {cover: readings for cover in covers if (readings := tuple(readings_of(cover, lexicon)))}
    if any(cover.asks for cover in filled):
        filled = {cover: readings for cover, readings in filled.items() if cover.asks}
    kept = [c for c in filled if not any(_is_better(other, c) for other in filled)]
    sure = {r for c in kept for r in filled[c] if _is_sure(r, c)}
    readings = told_apart({r for c in kept for r in filled[c]}, lexicon, first=sure)
    unclear = sorted({c.time.why for c in kept if c.time is not None and c.time.why})
    return Understanding(readings, is_sure=sure.issuperset(readings), unclear="; ".join(unclear))


def _is_sure(reading: Reading, cover: Cover) -> bool:
    """Return whether nothing of a cover has to be asked back: its intent is named, its names and its time are clear."""
    by_ref = bool(cover.names) and all(name.is_ref for name in cover.names)
    is_named = cover.asks or (by_ref and reading.intent is Intent.SAVINGS)
    is_clear = cover.time is None or cover.time.is_sure
    return is_named and is_clear and all(name.is_sure for name in cover.names)


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


def readings_of(cover: Cover, lexicon: Lexicon) -> Iterator[Reading]:
    """Return every reading of a cover: one for each intent it leaves open and each thing its names may be."""
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
    is_list = intent in LISTS
    if is_list and not cover.kinds - {"programme"}:
        narrowed = [_programmes(name) for name in cover.names]
        if all(narrowed):
            yield None, tuple(dict.fromkeys(p for group in narrowed for p in group))
    if not is_list and cover.asks and not cover.names and cover.kinds <= {"programme"}:
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


def told_apart(
    readings: Iterable[Reading], lexicon: Lexicon, *, first: Container[Reading] = ()
) -> tuple[Reading, ...]:
    """Return the readings in a steady order, those of the very same savings lines once.

    They are kept as what is among `first`, then as the narrowest thing.
    """
    kept: dict[object, Reading] = {}
    for reading in sorted(readings, key=lambda r: (r.intent, r not in first, _rank(r), r.restated)):
        subject = reading.slots.subject
        lines = lexicon.lines(subject) if subject and reading.intent is Intent.SAVINGS else frozenset()
        kept.setdefault((lines, reading.slots.year) if lines else reading, reading)
    return tuple(kept.values())


def _rank(reading: Reading) -> int:
    return NARROWEST_FIRST.index(reading.slots.subject.kind) if reading.slots.subject else 0
