"""Earlier trackers as they stood: kept beside the ledger, never rows of it, in their own colours."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Count

from programme import queries as ground
from programme.rules.access import Actor
from savings.models import Snapshot, SnapshotRow


@dataclass(frozen=True)
class SnapshotColumn:
    """A column as it was headed; whether its cells are colours."""

    letter: str
    heading: str
    is_rag: bool


@dataclass(frozen=True)
class SnapshotFacts:
    """An earlier tracker. `meanings` are what its colours meant, by rating; empty where nobody says."""

    id: UUID
    programme_id: UUID
    programme_code: str
    name: str
    on_date: date
    definitions: str
    meanings: dict[str, str]
    columns: tuple[SnapshotColumn, ...]
    source: str
    marking: str
    row_count: int


def snapshots(
    *, reader: Actor, programme_ids: Iterable[UUID] | None = None, ids: Iterable[UUID] | None = None
) -> dict[UUID, SnapshotFacts]:
    """Return the earlier trackers this reader may see, newest first; their rows are `snapshot_rows`."""
    found = Snapshot.objects.visible_to(reader)
    if programme_ids is not None:
        found = found.filter(programme_id__in=list(programme_ids))
    if ids is not None:
        found = found.filter(pk__in=list(ids))
    listed = list(found.select_related("programme").order_by("-on_date", "name"))
    definitions = ground.definition_sets() if any(one.definition_set_id for one in listed) else {}
    rows = SnapshotRow.objects.filter(snapshot__in=listed).order_by().values_list("snapshot_id")
    counts = dict(rows.annotate(count=Count("pk")))
    return {one.id: _facts(one, definitions, counts.get(one.id, 0)) for one in listed}


def snapshot_rows(
    *, reader: Actor, snapshot_id: UUID, first: int = 1, count: int | None = None
) -> list[tuple[str, ...]]:
    """Return rows of a tracker cell by cell, from its `first`; none where this reader may not see it."""
    if not Snapshot.objects.visible_to(reader).filter(pk=snapshot_id).exists():
        return []
    rows = SnapshotRow.objects.filter(snapshot_id=snapshot_id, position__gte=first).order_by("position")
    cells = rows.values_list("cells", flat=True)
    return [tuple(row) for row in (cells if count is None else cells[:count])]


def _facts(one: Snapshot, definitions: dict[UUID, ground.DefinitionSetRow], count: int) -> SnapshotFacts:
    of = definitions.get(one.definition_set_id) if one.definition_set_id else None
    return SnapshotFacts(
        id=one.id,
        programme_id=one.programme_id,
        programme_code=one.programme.code,
        name=one.name,
        on_date=one.on_date,
        definitions=of.name if of else "",
        meanings=of.meanings if of else {},
        columns=tuple(
            SnapshotColumn(column["name"], column["heading"], bool(column.get("is_rag")))
            for column in one.columns
        ),
        source=one.source,
        marking=one.marking,
        row_count=count,
    )
