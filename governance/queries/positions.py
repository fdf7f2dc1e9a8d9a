"""The delivery position of a programme: its money, its ratings by their definitions, its risk and its alerts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from governance.queries.alerts import alerts
from governance.queries.assessments import assessments
from programme import queries as ground
from programme.queries import WorkstreamRow
from programme.rules.access import Actor
from savings import queries as money
from savings.queries import Position

NO_DEFINITIONS = "no definitions stated"


@dataclass(frozen=True)
class DeliveryPosition:
    """Where a programme stands, over what its reader may see.

    `ratings` count workstreams by rating within each definition set: colours of two sets are never added up.
    `not_published` are those without a rating, which is no green. `bands` count workstreams by their risk.
    """

    programme_id: UUID
    money: Position
    workstreams: int
    ratings: dict[str, dict[str, int]]
    not_published: int
    bands: dict[str, int]
    open_alerts: int


def delivery_positions(
    *, reader: Actor, programme_ids: Iterable[UUID], on: date | None = None
) -> dict[UUID, DeliveryPosition]:
    """Return where each programme stands that this reader sees anything of, by id."""
    programmes = ground.programmes(reader=reader, ids=programme_ids)
    positions = money.positions(reader=reader, programme_ids=programmes, on=on)
    workstreams = ground.workstreams(reader=reader, programme_ids=programmes)
    risks = assessments(workstreams)
    open_ones = Counter(a.programme_id for a in alerts(reader=reader, programme_ids=programmes).values())
    found = {}
    for key in programmes:
        own = [w for w in workstreams.values() if w.programme_id == key]
        found[key] = DeliveryPosition(
            programme_id=key,
            money=positions[key],
            workstreams=len(own),
            ratings=_ratings(own),
            not_published=sum(w.status is None for w in own),
            bands=dict(Counter(risks[w.id].band if w.id in risks else "not_known" for w in own)),
            open_alerts=open_ones[key],
        )
    return found


def _ratings(workstreams: list[WorkstreamRow]) -> dict[str, dict[str, int]]:
    counts: dict[str, Counter[str]] = {}
    for status in (w.status for w in workstreams if w.status is not None):
        counts.setdefault(status.definition_set or NO_DEFINITIONS, Counter())[status.rating] += 1
    return {name: dict(counted) for name, counted in counts.items()}
