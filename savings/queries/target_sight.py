"""Whether a reader sees every line that a target's bridge takes in: where not, nothing is set against the target.

What is left of a target over some of its lines would tell the size of the rest, under a wrong name.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Final, Protocol
from uuid import UUID

from programme.rules.access import Actor, system
from savings.models import Saving
from savings.queries.reading import Held, Scope, held_lines
from savings.rules.bridge import BridgeTarget

WITHHELD_WORDS: Final = "Not set against the target: lines outside your view"


class _Stands(Protocol):
    @property
    def workstream_id(self) -> UUID | None: ...

    @property
    def corrects(self) -> UUID | None: ...


def as_sighted(
    targets: Mapping[UUID, list[BridgeTarget]], *, reader: Actor, at: datetime | None
) -> dict[UUID, list[BridgeTarget]]:
    """Return targets by programme, those withheld that take in a line this reader may not see, live or as at."""
    found = dict(targets)
    if reader.kind == "system" or not found:
        return found
    seen = Saving.objects.seen_by(reader).values("pk")
    rows = Saving.objects.filter(programme_id__in=list(found)).exclude(pk__in=seen)
    hidden = dict((rows.standing() if at is None else rows).values_list("pk", "programme_id"))
    if not hidden:
        return found
    partial = set(hidden.values())
    every: dict[UUID, dict[UUID, Held]] = {key: {} for key in partial}
    for line in held_lines(reader=system(), scope=Scope(programme_ids=tuple(partial)), at=at).values():
        every[line.programme_id][line.id] = line
    for key, lines in every.items():
        found[key] = withheld(found[key], lines, seen=set(lines) - set(hidden))
    return found


def withheld(
    targets: Iterable[BridgeTarget], lines: Mapping[UUID, _Stands], *, seen: set[UUID]
) -> list[BridgeTarget]:
    """Return targets, those withheld that take in a line not among those seen; `lines` are all of the programme.

    A programme's takes in every line, a workstream's those that count in it, adjustments with what they name.
    """
    places = {place for key, line in lines.items() if key not in seen for place in _places(line, lines)}
    return [
        replace(one, is_withheld=bool(places) if one.workstream_id is None else one.workstream_id in places)
        for one in targets
    ]


def _places(line: _Stands, lines: Mapping[UUID, _Stands]) -> set[UUID | None]:
    """Return the workstreams a line stands in, and those of what it corrects."""
    places = {line.workstream_id}
    passed = set()
    while line.corrects is not None and line.corrects in lines and line.corrects not in passed:
        passed.add(line.corrects)
        line = lines[line.corrects]
        places.add(line.workstream_id)
    return places
