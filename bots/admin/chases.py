"""Who was chased in a reporting round, when and how: shown on the round's page."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from bots.models import Delivery
from programme import queries as ground
from programme.admin.words import moment_words
from programme.rules.access import Actor


@dataclass(frozen=True)
class ChaseLine:
    """One message that chased: to whom, by which medium, and what became of it."""

    when: str
    who: str
    medium: str
    state: str
    why: str


@dataclass(frozen=True)
class Chases:
    """The messages that chased in a round, newest first, to owners of workstreams this reader may see."""

    lines: tuple[ChaseLine, ...]


def chases_of_round(
    thing_id: UUID, reader: Actor, at: datetime, proposed: Mapping[str, Any] | None
) -> Chases | None:
    """Return who was chased in a round; None where nobody was."""
    row = ground.rounds(reader=reader, ids=[thing_id]).get(thing_id)
    if row is None:
        return None
    strands = [one.workstream for one in (*row.missing, *row.returned)]
    owners = {strand.owner_id for strand in strands if strand.owner_id is not None}
    sent = Delivery.objects.filter(kind="chase", about=thing_id, person_id__in=owners)
    lines = tuple(
        ChaseLine(
            when=moment_words(one.sent_at or one.created_at),
            who=one.person.name,
            medium=one.get_medium_display(),
            state=one.get_state_display(),
            why=one.why,
        )
        for one in sent.select_related("person").order_by("-created_at", "person__name")
    )
    return Chases(lines) if lines else None
