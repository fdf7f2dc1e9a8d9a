"""The rows of a register that a board reaches, live or as they stood at a moment, with what they are called today."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Q

from governance.queries.board_parts.reach import Reach
from governance.rules.audience import most_closed
from governance.rules.board_view import About
from governance.rules.paths import path_of
from programme import queries as ground
from programme.queries.then import as_then
from programme.rules.access import Actor, system


@dataclass(frozen=True)
class Held:
    """One row of a register: as it stands today, for its name, marking and rights, and as it stood."""

    today: Any
    then: Any

    @property
    def id(self) -> UUID:
        """Return the id of the row."""
        key: UUID = self.today.pk
        return key

    def about(self, kind: str, name: str) -> About:
        """Return what a row of a view is about: named and marked as today, where it stood then."""
        today, marking = self.today, most_closed(self.today.placement().markings)
        path = path_of(kind, today.pk)
        return About(
            kind, today.pk, today.ref, name, today.programme_id, self.then.workstream_id, marking, path
        )


def held(model: Any, reader: Actor, reach: Reach, at: datetime | None) -> list[Held]:
    """Return the rows of a register within reach that stood at a moment, or stand now, by programme and ref.

    As at a moment they are those that were within reach then, under the reader's rights of today.
    """
    if at is None:
        rows = model.objects.visible_to(reader).filter(reach.governed())
    else:
        once = model.pgh_event_model.objects.filter(reach.governed()).values("pgh_obj_id")
        rows = model.objects.seen_by(reader).filter(reach.governed() | Q(pk__in=once))
        rows = rows.filter(Q(removed_at=None) | Q(removed_at__gt=at))
    found = list(rows.select_related("programme", "workstream").order_by("programme__code", "ref"))
    then = as_then(found, at)
    pairs = [Held(row, then[row.pk]) for row in found if row.pk in then]
    return pairs if at is None else [one for one in pairs if reach.governs(one.then)]


def names_of(person_ids: Iterable[UUID | None]) -> dict[UUID | None, str]:
    """Return what people are called, by id."""
    ids = {key for key in person_ids if key is not None}
    found = ground.people(reader=system(), ids=ids) if ids else {}
    return {key: person.name for key, person in found.items()}
