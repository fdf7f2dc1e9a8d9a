"""Rows as they stood at a moment: their fields from the history of each, by the events that date it.

A row's history is written by the database at the time of saving; when a change says it happened is told by its
event, which carries the version the row then had. So what stood at a moment is the newest version older than the
first that an event dates later. Names, refs and markings are today's. Source: docs/method.md, "As at a past moment".
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from copy import copy
from datetime import datetime
from typing import Any, Final, TypeVar
from uuid import UUID

from django.db.models import Min

from programme.models.base import NAMES, Versioned
from programme.outbox.models import Event

V = TypeVar("V", bound=Versioned)
TODAYS: Final = frozenset(
    {*NAMES, "id", "ref", "code", "removed_at", "marking", "exempt_paragraph", "marking_note", "illustrative"}
)


def as_then(rows: Sequence[V], at: datetime | None) -> dict[UUID, V]:
    """Return rows of one model as they stood at a moment, by id; one put on record only later is left out.

    None is now: the rows as they are. A row whose history does not reach back so far stands as its oldest version.
    """
    found = {row.pk: row for row in rows}
    if at is None or not found:
        return found
    changed = first_later(found, at)
    if not changed:
        return found
    was = _histories(type(rows[0]), changed)
    for key, version in changed.items():
        if version <= 1:
            del found[key]
        elif key in was:
            found[key] = _as_it_was(found[key], was[key])
    return found


def first_later(ids: Iterable[UUID], at: datetime) -> dict[UUID, int]:
    """Return the first version that each of these things was given after a moment; nothing where it had none."""
    later = Event.objects.filter(aggregate_id__in=list(ids), occurred_at__gt=at)
    firsts = later.values("aggregate_id").annotate(first=Min("aggregate_version"))
    return dict(firsts.values_list("aggregate_id", "first"))


def _histories(model: type[Versioned], changed: dict[UUID, int]) -> dict[UUID, Any]:
    """Return the history row of each thing that stood before the version given, else the oldest there is."""
    history: Any = model.pgh_event_model  # type: ignore[attr-defined]
    found: dict[UUID, Any] = {}
    for row in history.objects.filter(pgh_obj_id__in=list(changed)).order_by("pgh_id"):
        if row.pgh_obj_id not in found or row.version < changed[row.pgh_obj_id]:
            found[row.pgh_obj_id] = row
    return found


def _as_it_was(row: V, was: Any) -> V:
    then = copy(row)
    for field in row._meta.concrete_fields:
        if field.name not in TODAYS:
            setattr(then, field.attname, getattr(was, field.attname))
    return then
