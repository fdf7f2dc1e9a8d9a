"""The names a reader may use in a question, read from what they may see.

Savings lines and their headings are held once for everybody and brought up to date line by line; which of them a
reader sees is asked for the few that a question touches. The rest of the names are few, and kept for each reader
until anything that has a name changes.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from threading import RLock
from typing import Final
from uuid import UUID

from bots.queries.answers.aliases import aliased
from bots.queries.answers.names_held import Held, thing_of
from bots.queries.wordings import WordingRow, alias_words, standing_wordings, wordings_stamp
from bots.rules.asking.lexicon import Lexicon
from bots.rules.asking.names import Index
from bots.rules.asking.things import Thing
from governance.queries.naming import names_stamp as governance_stamp
from programme import queries as ground
from programme.queries import ProgrammeRow
from programme.queries.stamps import names_stamp as ground_stamp
from programme.rules.access import Actor, system
from savings.queries import naming
from savings.queries.names import SavingName

MOST_READERS: Final = 200
_LOCK: Final = RLock()


def lexicon_for(reader: Actor, *, programme: str | None = None) -> Lexicon | None:
    """Return the names this reader may use, of one programme or all; None where they see no such programme."""
    on_the_ground = ground_stamp()
    stamp = (*naming.names_stamp(), *on_the_ground, *governance_stamp(), *wordings_stamp())
    with _LOCK:
        lines = _LINES.current(stamp[0], programmes=on_the_ground[1])
        own = _own_names(reader, stamp)
    programmes = [t for t in own.programmes if programme is None or t.programme_code == programme]
    if programme is not None and not programmes:
        return None
    return Lexicon(
        (own.index, lines),
        programmes=programmes,
        lines=partial(_lines_of, reader),
        sees=partial(_seen, reader),
    )


class _Own:
    """The names of one reader but for savings lines."""

    def __init__(self, reader: Actor) -> None:
        held = Held(reader)
        things = held.things()
        self.index = Index(things, councils=lambda id: held.councils.get(id, ""))
        self.programmes = [t for t in things if t.kind == "programme"]
        for row, thing in aliased(standing_wordings(), things, held.places):
            self.index.also(thing, alias_words(row))


class _Lines:
    """All savings lines and headings there are, by name, as of a stamp."""

    def __init__(self) -> None:
        self._stamp = -1
        self._index = Index()
        self._programmes: dict[UUID, ProgrammeRow] = {}
        self._headings: dict[UUID, tuple[UUID, str]] = {}
        self._counts: dict[tuple[UUID, str], int] = {}
        self._places = -1

    def current(self, stamp: int, *, programmes: int) -> Index:
        """Return the index, brought up to date where a line or a programme was changed since."""
        if self._stamp < 0 or stamp < self._stamp or programmes != self._places:
            self._places = programmes
            self._rebuild()
        elif stamp != self._stamp:
            self._update(naming.changed_since(self._stamp))
        self._stamp = stamp
        return self._index

    def _rebuild(self) -> None:
        self._programmes = ground.programmes(reader=system())
        self._index, self._headings, self._counts = Index(), {}, {}
        self._index.extend(self._things_of(naming.standing_names().values()))

    def _update(self, ids: set[UUID]) -> None:
        standing = naming.standing_names(ids)
        for id in ids:
            self._drop(id)
        self._index.extend(self._things_of(standing.values()))

    def _things_of(self, lines: Iterable[SavingName]) -> Iterator[Thing]:
        """Return lines as things, and a heading with the first line under it."""
        for line in lines:
            yield from self._things(line)

    def _things(self, line: SavingName) -> Iterator[Thing]:
        place = self._programmes.get(line.programme_id)
        if place is None:
            return
        yield thing_of(place, "saving", line.name, id=line.id, ref=line.ref, shown_ref=line.shown_ref)
        key = (line.programme_id, line.heading)
        if line.heading:
            self._headings[line.id] = key
            self._counts[key] = self._counts.get(key, 0) + 1
            if self._counts[key] == 1:
                yield thing_of(place, "heading", line.heading)

    def _drop(self, id: UUID) -> None:
        self._index.drop(("saving", id))
        key = self._headings.pop(id, None)
        if key is None:
            return
        self._counts[key] -= 1
        if not self._counts[key]:
            del self._counts[key]
            self._index.drop(("heading", *key))


_LINES: Final = _Lines()
_OWN: Final[OrderedDict[Actor, tuple[tuple[int, ...], _Own]]] = OrderedDict()


def _own_names(reader: Actor, stamp: tuple[int, ...]) -> _Own:
    kept = _OWN.get(reader)
    if kept is None or kept[0] != stamp:
        kept = (stamp, _Own(reader))
        _OWN[reader] = kept
    _OWN.move_to_end(reader)
    while len(_OWN) > MOST_READERS:
        _OWN.popitem(last=False)
    return kept[1]


def alias_things(rows: Sequence[WordingRow], *, reader: Actor) -> dict[UUID, Thing]:
    """Return the thing that each alias names, by the alias's id, those alone that this reader may see."""
    held = Held(reader)
    named = {row.id: thing for row, thing in aliased(rows, held.things(), held.places)} if rows else {}
    seen = set(_seen(reader, list(named.values())))
    return {key: thing for key, thing in named.items() if thing in seen}


def _seen(reader: Actor, things: Sequence[Thing]) -> Iterable[Thing]:
    """Return those of these things that the reader sees. What was read for them is theirs already."""
    lines = {t.id for t in things if t.kind == "saving" and t.id}
    headings = {(t.programme_id, t.name) for t in things if t.kind == "heading"}
    shown = naming.lines_shown(reader=reader, ids=lines) if lines else set()
    told = naming.headings_shown(reader=reader, headings=headings) if headings else set()
    for thing in things:
        if thing.kind == "saving":
            if thing.id in shown:
                yield thing
        elif thing.kind == "heading":
            if (thing.programme_id, thing.name) in told:
                yield thing
        else:
            yield thing


def _lines_of(reader: Actor, thing: Thing) -> frozenset[UUID]:
    """Return the savings lines of a thing, for telling readings apart; none for a programme, which has them all."""
    ask = partial(naming.lines_of, reader=reader, programme_id=thing.programme_id)
    if thing.kind == "saving" and thing.id is not None:
        return frozenset({thing.id})
    if thing.kind == "heading":
        return ask(heading=thing.name)
    if thing.kind == "workstream":
        return ask(workstream_id=thing.id)
    if thing.kind == "person":
        return ask(owner_id=thing.id)
    return frozenset()
