"""The delivery position of a programme: its money, its ratings by their definitions, its risk and its alerts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
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


@dataclass(frozen=True)
class RagCounts:
    """How many workstreams a reader sees by their newest rating, within each definition set, and how many have none.

    Colours of two definition sets are never added up; no rating is no green.
    """

    ratings: dict[str, dict[str, int]]
    not_published: int
    workstreams: int


def rag_counts(
    *, reader: Actor, programme_ids: Iterable[UUID], at: datetime | None = None
) -> dict[UUID, RagCounts]:
    """Return the ratings of each programme's workstreams, by id, live or as had been reported by a moment."""
    ids = list(programme_ids)
    found = list(ground.workstreams(reader=reader, programme_ids=ids, at=at).values())
    return {key: _rag_counts([w for w in found if w.programme_id == key]) for key in ids}


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
        counts = _rag_counts(own)
        found[key] = DeliveryPosition(
            programme_id=key,
            money=positions[key],
            workstreams=len(own),
            ratings=counts.ratings,
            not_published=counts.not_published,
            bands=dict(Counter(risks[w.id].band if w.id in risks else "not_known" for w in own)),
            open_alerts=open_ones[key],
        )
    return found


def _rag_counts(workstreams: list[WorkstreamRow]) -> RagCounts:
    unrated = sum(w.status is None for w in workstreams)
    return RagCounts(_ratings(workstreams), unrated, len(workstreams))


def _ratings(workstreams: list[WorkstreamRow]) -> dict[str, dict[str, int]]:
    counts: dict[str, Counter[str]] = {}
    for status in (w.status for w in workstreams if w.status is not None):
        counts.setdefault(status.definition_set or NO_DEFINITIONS, Counter())[status.rating] += 1
    return {name: dict(counted) for name, counted in counts.items()}
