"""What a person may change from Slack, to be chosen by ref or name. Exempt and confidential things are none of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from bots.rules.forms import MILESTONE, SAVING, WORKSTREAM
from programme import queries as ground
from programme.rules import access
from programme.rules.access import Actor
from savings import queries as money

MOST: Final = 25


@dataclass(frozen=True)
class ThingRow:
    """Something to choose: what it is called and where it stands."""

    kind: str
    id: UUID
    ref: str
    name: str
    where: str

    @property
    def label(self) -> str:
        """Return its ref and name."""
        return f"{self.ref} {self.name}".strip()


def changeable(kind: str, *, reader: Actor, matching: str = "", most: int = MOST) -> list[ThingRow]:
    """Return what this person may change of a kind, by words of its ref or name, a ref given in full first.

    At most `most`; the reader's clearances do not count here.
    """
    reader = reader.without_closed()
    wanted = matching.casefold().split()
    found = [
        row for row in _all(kind, reader) if all(w in f"{row.label} {row.where}".casefold() for w in wanted)
    ]
    exact = matching.strip().casefold()
    return sorted(found, key=lambda row: row.ref.casefold() != exact)[:most]


def named(kind: str, ref: str, *, reader: Actor) -> ThingRow | None:
    """Return the one thing of a kind that goes by this ref, or None: also where several do."""
    exact = ref.strip().casefold()
    found = [row for row in _all(kind, reader.without_closed()) if row.ref.casefold() == exact]
    return found[0] if len(found) == 1 else None


def _all(kind: str, reader: Actor) -> Iterator[ThingRow]:
    programmes = ground.programmes(reader=reader)
    if kind == WORKSTREAM:
        for w in ground.workstreams(reader=reader).values():
            if reader.may(access.UPDATE_DELIVERY, w.placement):
                yield ThingRow(kind, w.id, w.ref, w.name, programmes[w.programme_id].label)
    elif kind == MILESTONE:
        for m in ground.milestones(reader=reader).values():
            if m.actual is None and reader.may(access.UPDATE_DELIVERY, m.placement):
                yield ThingRow(kind, m.id, m.ref, m.name, programmes[m.programme_id].label)
    elif kind == SAVING and reader.may_anywhere(access.UPDATE_MONEY):
        names = money.saving_names(reader=reader, programme_ids=programmes)
        places = money.saving_places(names)
        for s in names.values():
            if reader.may(access.UPDATE_MONEY, places[s.id]):
                yield ThingRow(kind, s.id, s.ref, s.name, programmes[s.programme_id].label)
