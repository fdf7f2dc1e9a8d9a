"""Where the boxes of a decision stand open on a saving's forms."""

from __future__ import annotations

from typing import Any


def decision_open(fieldsets: Any, saving: Any) -> list[Any]:
    """Return the fieldsets of a saving's form, with the boxes of the decision open where its plan is frozen."""
    is_asked = saving is not None and saving.plan_frozen_at is not None
    return [
        (name, {**options, "classes": ()} if name == "Decision" and is_asked else options)
        for name, options in fieldsets
    ]
