"""How far the history of some tables goes: a stamp that is new whenever something in them is."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db import connection, models

from programme.models import Indicator, Milestone, Organisation, Person, Programme, PublishedTable, Workstream


def stamp_of(tables: Sequence[type[models.Model]]) -> tuple[int, ...]:
    """Return the newest entry in the history of each of these tables, 0 for none: one look into each index."""
    histories = [_history_of(table) for table in tables]
    looks = ", ".join(f'(select coalesce(max(pgh_id), 0) from "{history}")' for history in histories)
    with connection.cursor() as cursor:
        cursor.execute(f"select {looks}")  # the names are our own tables'
        found = cursor.fetchone()
    return tuple(int(newest) for newest in found or ())


def names_stamp() -> tuple[int, ...]:
    """Return a stamp of everything on the ground that has a name."""
    return stamp_of([Organisation, Programme, Workstream, Person, Milestone, Indicator, PublishedTable])


def _history_of(table: Any) -> str:
    return str(table.pgh_event_model._meta.db_table)
