"""Which papers somebody sees at all: a draft and a withdrawn one are for officers, whatever their marking."""

from __future__ import annotations

from typing import Any

from governance.models import Paper
from programme.rules.access import Actor


def seen_papers(reader: Actor) -> Any:
    """Return the rows of papers this reader may see."""
    rows = Paper.objects.visible_to(reader)
    is_officer = reader.kind == "system" or reader.is_officer
    return rows if is_officer else rows.filter(state="published")
