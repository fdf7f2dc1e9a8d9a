"""The names a reader may use in a question, read from what they may see.

Savings lines and their headings are held once for everybody and brought up to date line by line; which of them a
reader sees is asked for the few that a question touches. The rest of the names are few, and kept for each reader
until anything that has a name changes.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial
from threading import RLock
from typing import Final
from uuid import UUID

from bots.queries.answers.budget_areas import budget_areas
from bots.rules.asking.lexicon import Lexicon
from bots.rules.asking.names import Index
from bots.rules.asking.things import Thing, ThingKind
from governance import queries as governance
from governance.queries.naming import names_stamp as governance_stamp
from programme import queries as ground
from programme.queries import ProgrammeRow
from programme.queries.stamps import names_stamp as ground_stamp
from programme.rules.access import Actor, system
from savings import queries as money
from savings.queries import BudgetLineRow, naming
from savings.queries.cost_drivers import cost_drivers
from savings.queries.names import SavingName
from savings.queries.proposals import proposals
from savings.rules.monitoring import FUND_CONVENTIONS

MADE_UP: Final = " (illustrative)"
MOST_READERS: Final = 200
_LOCK: Final = RLock()


def lexicon_for(reader: Actor, *, programme: str | None = None) -> Lexicon | None:
    """Return the names this reader may use, of one programme or all; None where they see no such programme."""
    on_the_ground = ground_stamp()
    stamp = (*naming.names_stamp(), *on_the_ground, *governance_stamp())
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

    def __init__(self, things: Sequence[Thing], councils: Mapping[UUID, str]) -> None:
        self.index = Index(things, councils=lambda id: councils.get(id, ""))
        self.programmes = [t for t in things if t.kind == "programme"]


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
        yield _thing(place, "saving", line.name, id=line.id, ref=line.ref, shown_ref=line.shown_ref)
        key = (line.programme_id, line.heading)
        if line.heading:
            self._headings[line.id] = key
            self._counts[key] = self._counts.get(key, 0) + 1
            if self._counts[key] == 1:
                yield _thing(place, "heading", line.heading)

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
        kept = (stamp, _read_own(reader))
        _OWN[reader] = kept
    _OWN.move_to_end(reader)
    while len(_OWN) > MOST_READERS:
        _OWN.popitem(last=False)
    return kept[1]


def _read_own(reader: Actor) -> _Own:
    places = ground.programmes(reader=reader)
    things = [_thing(p, "programme", p.name, id=p.id) for p in places.values()]
    people: dict[tuple[UUID, UUID], str] = {}
    for w in ground.workstreams(reader=reader, programme_ids=places).values():
        things.append(
            _thing(places[w.programme_id], "workstream", w.name, id=w.id, ref=w.ref, shown_ref=w.ref)
        )
        _note(people, w.programme_id, w.owner_id, w.owner)
    for m in ground.milestones(reader=reader, programme_ids=places).values():
        things.append(
            _thing(places[m.programme_id], "milestone", m.name, id=m.id, ref=m.ref, shown_ref=m.ref)
        )
        _note(people, m.programme_id, m.owner_id, m.owner)
    for i in ground.indicators(reader=reader, programme_ids=places).values():
        things.append(_thing(places[i.programme_id], "indicator", i.name, id=i.id))
    budgets = money.budget_lines(reader=reader, programme_ids=places).values()
    for b in budgets:
        things.append(_thing(places[b.programme_id], "budget_line", b.name, id=b.id))
    things += [_thing(places[p], "budget_line", name) for p, name in _budget_totals(budgets)]
    for pressure in money.pressures(reader=reader, programme_ids=places).values():
        things.append(
            _thing(
                places[pressure.programme_id],
                "pressure",
                pressure.name,
                id=pressure.id,
                ref=pressure.ref,
                shown_ref=pressure.printed_ref,
            )
        )
    for board in governance.boards(reader=reader, programme_ids=places).values():
        if board.programme_id in places:
            things.append(_thing(places[board.programme_id], "board", board.name, id=board.id))
    for r in governance.risks(reader=reader, programme_ids=places).values():
        if r.programme_id in places:
            things.append(
                _thing(places[r.programme_id], "risk", r.title, id=r.id, ref=r.ref, shown_ref=r.ref)
            )
    things += _decisions(places, reader)
    for p in proposals(reader=reader, programme_ids=places).values():
        things.append(_thing(places[p.programme_id], "proposal", p.name, id=p.id))
    for d in cost_drivers(reader=reader, programme_ids=places).values():
        things.append(_thing(places[d.programme_id], "cost_driver", d.name, id=d.id))
    for programme_id, areas in budget_areas(reader=reader, programme_ids=places).items():
        things += [_thing(places[programme_id], "budget_area", name) for name in areas]
    for programme_id, person_id, name in naming.owners_shown(reader=reader, programme_ids=places):
        _note(people, programme_id, person_id, name)
    things += [_thing(places[p], "person", name, id=person) for (p, person), name in people.items()]
    return _Own(things, {p.id: p.organisation for p in places.values()})


def _decisions(places: Mapping[UUID, ProgrammeRow], reader: Actor) -> list[Thing]:
    """Return decisions and who makes them, each maker once in a programme."""
    found = governance.decisions(reader=reader, programme_ids=places).values()
    named = [
        _thing(places[d.programme_id], "decision", d.title, id=d.id, ref=d.ref, shown_ref=d.ref)
        for d in found
    ]
    makers = {
        (d.programme_id, d.decision_maker_id): d.decision_maker.removesuffix(MADE_UP)
        for d in found
        if d.decision_maker_id
    }
    return [*named, *(_thing(places[p], "decision_maker", name, id=id) for (p, id), name in makers.items())]


def _budget_totals(lines: Iterable[BudgetLineRow]) -> list[tuple[UUID, str]]:
    """Return what the totals of budget lines are called, by programme: their groups and ring-fenced funds.

    A group called as one of its lines is known as its total, since its name alone is the line's.
    """
    own = {(b.programme_id, b.name.casefold()) for b in lines}
    groups = {(b.programme_id, b.group): None for b in lines if b.group}
    named = [(p, f"{name} total" if (p, name.casefold()) in own else name) for p, name in groups]
    funds = {(b.programme_id, b.fund) for b in lines if FUND_CONVENTIONS[b.fund].is_ringfenced}
    return [
        *named,
        *((p, name) for p, fund in sorted(funds) for name in (FUND_CONVENTIONS[fund].name, fund.upper())),
    ]


def _note(
    people: dict[tuple[UUID, UUID], str], programme_id: UUID, person_id: UUID | None, name: str
) -> None:
    if person_id is not None and name:
        people[programme_id, person_id] = name


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


def _thing(
    place: ProgrammeRow,
    kind: ThingKind,
    name: str,
    *,
    id: UUID | None = None,
    ref: str = "",
    shown_ref: str = "",
) -> Thing:
    return Thing(
        kind=kind,
        name=name,
        programme_id=place.id,
        programme_code=place.code,
        programme_name=place.name,
        id=id,
        ref=ref,
        shown_ref=shown_ref,
        illustrative=place.illustrative,
    )
