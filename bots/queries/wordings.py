"""Wordings that stand: aliases of things and phrasings, read once and again when one was added or withdrawn.

Every process looks at the newest entry of their history with each question, so that one takes effect at once.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from threading import RLock
from typing import Final
from uuid import UUID

from bots.models import Wording
from bots.rules.asking.names import plain_words
from bots.rules.tokens import words
from programme.queries.stamps import stamp_of


@dataclass(frozen=True)
class WordingRow:
    """A wording as it stands. An alias has its thing, by id or a heading by its name; a phrasing what it means."""

    id: UUID
    kind: str
    programme_id: UUID
    programme_code: str
    phrase: str
    thing_kind: str
    thing_id: UUID | None
    heading: str
    means: str
    question: str
    reads: str
    asked_on: date
    added_at: datetime


def wordings_stamp() -> tuple[int, ...]:
    """Return a stamp that is new whenever a wording was added or withdrawn."""
    return stamp_of([Wording])


def standing_wordings() -> tuple[WordingRow, ...]:
    """Return the wordings that stand, oldest first. Asked for no reader: the thing of an alias is judged for each."""
    stamp = wordings_stamp()
    with _LOCK:
        if stamp not in _KEPT:
            found = _read()
            _KEPT.clear()
            _KEPT[stamp] = found
        return _KEPT[stamp]


def phrasings(standing: tuple[WordingRow, ...] | None = None) -> Mapping[tuple[str, ...], str]:
    """Return the phrasings that stand, by their words."""
    rows = standing_wordings() if standing is None else standing
    return {words(row.phrase): row.means for row in rows if row.kind == "phrasing"}


def alias_words(row: WordingRow) -> tuple[str, ...]:
    """Return the words of an alias as names are compared."""
    return plain_words(row.phrase)


_LOCK: Final = RLock()
_KEPT: Final[dict[tuple[int, ...], tuple[WordingRow, ...]]] = {}


def wording_row(row: Wording) -> WordingRow:
    """Return a wording as data."""
    return WordingRow(
        row.id,
        row.kind,
        row.programme_id,
        row.programme.code,
        row.phrase,
        row.thing_kind,
        row.thing_id,
        row.heading,
        row.means,
        row.question,
        row.reads,
        row.asked_on,
        row.added_at,
    )


def _read() -> tuple[WordingRow, ...]:
    rows = Wording.objects.filter(withdrawn_at=None).select_related("programme")
    return tuple(wording_row(row) for row in rows.order_by("added_at", "id"))
