"""Which ledgers of a thing have a row to show: one question for all of them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import Exists


def with_rows(inlines: Iterable[Any], parent: Any) -> list[Any]:
    """Leave out the ledgers that hold nothing yet of a thing, or of one that is only being added."""
    left = [one for one in inlines if not getattr(one, "is_empty_for", lambda parent: False)(parent)]
    rows = {f"has_{place}": _rows(one, parent) for place, one in enumerate(left)}
    asked = {name: Exists(found) for name, found in rows.items() if found is not None}
    if not asked:
        return left
    things = type(parent)._default_manager.filter(pk=parent.pk).order_by()
    has: dict[str, bool] = things.annotate(**asked).values(*asked).first() or {}
    return [one for place, one in enumerate(left) if has.get(f"has_{place}", f"has_{place}" not in asked)]


def _rows(inline: Any, parent: Any) -> Any:
    """Return the rows that an inline needs one of to be shown; None for one that is shown without."""
    return inline.rows_needed(parent) if hasattr(inline, "rows_needed") else None
