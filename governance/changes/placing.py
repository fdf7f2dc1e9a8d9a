"""What changes to governed things share: refs, and the refusal of links that cross programmes or councils."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db import connection, models

from programme.changes import Invalid
from programme.changes.saving_rows import is_quiet
from programme.rules import access


def check_links(
    row: models.Model, names: tuple[str, ...], where: access.Placement, *, by: access.Actor
) -> None:
    """Refuse a link to something of another council or programme, or that this actor may not see. Raises Invalid.

    While history is being loaded nothing is asked: what is loaded links what it made itself.
    """
    if is_quiet(by):
        return
    for name in names:
        other: Any = getattr(row, name)
        if other is None:
            continue
        there = place_of(other)
        words = str(row._meta.get_field(name).verbose_name)  # type: ignore[union-attr]
        if there.organisation_id != where.organisation_id:
            raise Invalid({name: [f"That {words} belongs to another council"]})
        if None not in (there.programme_id, where.programme_id) and there.programme_id != where.programme_id:
            raise Invalid({name: [f"That {words} belongs to another programme"]})
        if by.kind == "person" and hasattr(other, "marking") and not by.sees(there):
            raise Invalid({name: [f"There is no such {words} among those you may see"]})


def place_of(thing: Any) -> access.Placement:
    """Return where a governed thing stands; a decision-maker stands in its council."""
    if hasattr(thing, "placement"):
        found: access.Placement = thing.placement()
        return found
    return access.Placement(thing.organisation_id)


def next_ref(model: type[models.Model], programme_id: UUID, prefix: str) -> str:
    """Return the next free ref of its kind in a programme: P1, P2. Two asked for at once wait for each other."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select pg_advisory_xact_lock(hashtextextended(%s, 0))",
            [f"{model._meta.label} refs {programme_id}"],
        )
    refs = model._default_manager.filter(programme_id=programme_id).values_list("ref", flat=True)
    taken = {
        int(ref[len(prefix) :]) for ref in refs if ref.startswith(prefix) and ref[len(prefix) :].isdigit()
    }
    return f"{prefix}{max(taken, default=0) + 1}"
