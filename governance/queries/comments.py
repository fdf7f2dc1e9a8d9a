"""What was written about things: seen by whoever sees both the comment and what it is about."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from governance.models import Comment
from programme import queries as ground
from programme.rules.access import Actor


@dataclass(frozen=True)
class CommentRow:
    """One comment. `marking` is its own, in words where it is not open."""

    id: UUID
    version: int
    thing_kind: str
    thing_id: UUID
    text: str
    author_id: UUID | None
    author: str
    written_at: datetime
    marking: str
    marking_words: str


def comments(*, reader: Actor, thing_ids: Iterable[UUID]) -> dict[UUID, tuple[CommentRow, ...]]:
    """Return the comments on these things that this reader may see, newest first, by thing."""
    found: dict[UUID, list[CommentRow]] = defaultdict(list)
    rows = Comment.objects.visible_to(reader).filter(thing_id__in=list(thing_ids))
    for row in rows.order_by("-written_at", "pk"):
        words = "" if row.marking == "open" else ground.marking_words(row.marking, row.exempt_paragraph)
        found[row.thing_id].append(
            CommentRow(
                row.id,
                row.version,
                row.thing_kind,
                row.thing_id,
                row.text,
                row.author_id,
                row.author_name,
                row.written_at,
                row.marking,
                words,
            )
        )
    return {key: tuple(own) for key, own in found.items()}
