"""One thing that alerts of one kind are about."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from governance.rules.escalating import Climb
from governance.rules.escalation import Kind, Threshold

Key = tuple[str, UUID]


@dataclass(frozen=True)
class Watch:
    """One thing that alerts of one kind are about, and its measure now (None is not known).

    `board_id` is the board whose tolerance it is; `climbs` are the rungs its measure climbs; `tolerance` says both
    in words. `says` are the facts behind the measure, in words. A record of a published paper is not counted.
    """

    kind: Kind
    subject_kind: str
    subject_id: UUID
    workstream_id: UUID | None
    measure: int | None
    threshold: Threshold
    before: int | None = None
    board_id: UUID | None = None
    climbs: tuple[Climb, ...] = ()
    tolerance: str = ""
    says: tuple[str, ...] = ()
    is_counted: bool = True
