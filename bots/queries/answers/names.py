"""The names a reader may use in a question, read from what they may see."""

from __future__ import annotations

from collections import defaultdict
from uuid import UUID

from bots.rules.lexicon import Lexicon
from bots.rules.reading import Thing, ThingKind
from bots.rules.tokens import words
from programme import queries as ground
from programme.queries import ProgrammeRow
from programme.rules.access import Actor
from savings import queries as money


def lexicon_for(reader: Actor, *, programme: str | None = None) -> Lexicon | None:
    """Return the names this reader may use, of one programme or all; None where they see no such programme."""
    programmes = ground.programmes(reader=reader, code=programme)
    if programme is not None and not programmes:
        return None
    things: list[Thing] = []
    lines: dict[Thing, set[UUID]] = defaultdict(set)
    owns: dict[UUID, list[Thing]] = defaultdict(
        list
    )  # by programme or workstream, what its savings count for
    for p in programmes.values():
        thing = _thing(p, "programme", p.name, id=p.id)
        things.append(thing)
        owns[p.id].append(thing)
    for w in ground.workstreams(reader=reader, programme_ids=programmes).values():
        thing = _thing(programmes[w.programme_id], "workstream", w.name, id=w.id, ref=w.ref, shown_ref=w.ref)
        things.append(thing)
        owns[w.id].append(thing)
    headings: dict[tuple[UUID, tuple[str, ...]], Thing] = {}
    for s in money.saving_names(reader=reader, programme_ids=programmes).values():
        place = programmes[s.programme_id]
        line = _thing(place, "saving", s.name, id=s.id, ref=s.ref, shown_ref=s.shown_ref)
        things.append(line)
        counted = [line, *owns[s.programme_id], *(owns[s.workstream_id] if s.workstream_id else [])]
        if words(s.heading):
            key = (s.programme_id, words(s.heading))
            counted.append(headings.setdefault(key, _thing(place, "heading", s.heading)))
        for thing in counted:
            lines[thing].add(s.id)
    return Lexicon(
        [*things, *headings.values()],
        councils={p.id: p.organisation for p in programmes.values()},
        lines={thing: frozenset(ids) for thing, ids in lines.items()},
    )


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
