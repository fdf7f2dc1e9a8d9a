"""An earlier tracker kept beside the ledger as it stood on a day: never rows of it, in its own colours."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from programme import queries as ground
from programme.changes import Invalid
from programme.changes.saving_rows import save
from programme.rules import access
from savings.changes.monitoring import require_money
from savings.models import Snapshot, SnapshotRow
from savings.rules.tables.snapshots import Tracker

LONGEST_REF, LONGEST_RAG = 40, 60


@transaction.atomic
def store_snapshot(
    *, programme_id: UUID, name: str, on_date: date, tracker: Tracker, by: access.Actor, at: datetime,
    definitions: str = "", marking: str = access.INTERNAL, paragraph: int | None = None, source: str = "",
) -> tuple[Snapshot, bool]:  # fmt: skip
    """Keep a tracker under its name and day; returns it and whether it is new. The same again changes nothing.

    `definitions` is the code of the set its colours belong to, "" where nobody says what they meant. Its rows are
    never changed: another file under the same name and day is Invalid. Raises Refused, Invalid.
    """
    require_money(programme_id, by, markings=[marking])
    if not name.strip():
        raise Invalid({"name": ["Give the snapshot a name, for example Tracker at year end"]})
    if on_date > at.date():
        raise Invalid(
            {"on_date": [f"A snapshot is of a day that has been, and {on_date:%d %b %Y} is to come"]}
        )
    columns = [
        {"name": c.letter, "heading": c.heading, "is_rag": c.is_rag, "is_ref": c.is_ref}
        for c in tracker.columns
    ]
    known = Snapshot.objects.filter(programme_id=programme_id, name=name.strip(), on_date=on_date).first()
    if known is not None:
        if _is_same(known, columns, tracker):
            return known, False
        words = f"There is another {name.strip()} of {on_date:%d %b %Y}: snapshots are never changed"
        raise Invalid({"name": [f"{words}. Give this one a name of its own"]})
    snapshot = Snapshot(
        programme_id=programme_id,
        name=name.strip(),
        on_date=on_date,
        definition_set_id=_definitions(definitions),
        columns=columns,
        source=source[:300],
        marking=marking,
        exempt_paragraph=paragraph,
    )
    save(snapshot, by=by, new=True)
    SnapshotRow.objects.bulk_create(
        [_row(snapshot, place, row) for place, row in enumerate(tracker.rows, start=1)], batch_size=2000
    )
    return snapshot, True


def _row(snapshot: Snapshot, place: int, row: Any) -> SnapshotRow:
    return SnapshotRow(
        snapshot=snapshot,
        position=place,
        ref=row.ref[:LONGEST_REF],
        rag_printed=row.rag[:LONGEST_RAG],
        cells=list(row.cells),
    )


def _is_same(known: Snapshot, columns: list[dict[str, Any]], tracker: Tracker) -> bool:
    held = known.rows.order_by("position").values_list("cells", flat=True)
    return known.columns == columns and [tuple(cells) for cells in held] == [
        row.cells for row in tracker.rows
    ]


def _definitions(code: str) -> UUID | None:
    if not code:
        return None
    found = ground.definition_sets(codes=[code])
    if not found:
        held = ", ".join(sorted(row.code for row in ground.definition_sets().values())) or "none yet"
        raise Invalid({"definitions": [f"There is no set of definitions {code}: {held}"]})
    return next(iter(found))
