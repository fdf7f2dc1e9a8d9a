"""What the keys of buttons and menus stand for. A key is one person's alone; rights are asked where it is used."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from bots.models import Handle


@dataclass(frozen=True)
class HandleRow:
    """What a key stands for."""

    kind: str
    thing_id: UUID


def handle(key: str, *, person_id: UUID) -> HandleRow | None:
    """Return what a key stands for; None for one that is unknown, no key at all, or somebody else's."""
    try:
        found = Handle.objects.filter(pk=UUID(key), person_id=person_id).first()
    except ValueError:
        return None
    return None if found is None else HandleRow(found.kind, found.thing_id)


def handles(*, person_id: UUID, kind: str, ids: Iterable[UUID]) -> dict[UUID, UUID]:
    """Return the keys this person has for these things, by thing."""
    rows = Handle.objects.filter(person_id=person_id, kind=kind, thing_id__in=list(ids))
    return dict(rows.values_list("thing_id", "id"))
