"""Who would hear besides if a thing went beyond tolerance: the boards above, rung by rung, before anything is saved."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final, Literal, Protocol
from uuid import UUID

from governance.queries.hearing import Hearing
from governance.queries.oversights import oversights
from governance.queries.tolerances import Hierarchy
from governance.queries.watching import limit_words
from governance.queries.would_hear import milestone_hearers, saving_hearers, workstream_hearers
from governance.rules.escalating import Level, Rank, ToleranceKind, holding
from programme import queries as ground
from programme.rules.access import Placement, system
from savings import queries as money

Thing = Literal["milestone", "saving", "workstream"]


class _Hear(Protocol):
    def __call__(
        self, ids: list[UUID], /, *, at: datetime, reached: Mapping[UUID, tuple[UUID, ...]] | None = None
    ) -> dict[UUID, Hearing]: ...


HEARERS: Final[Mapping[Thing, _Hear]] = {
    "milestone": milestone_hearers,
    "saving": saving_hearers,
    "workstream": workstream_hearers,
}
_TOLERATED: Final[Mapping[Thing, tuple[ToleranceKind, Level]]] = {
    "milestone": ("time", "milestone"),
    "saving": ("money", "saving"),
    "workstream": ("money", "workstream"),
}


@dataclass(frozen=True)
class Beyond:
    """One rung: the tolerance in words, whose it is, the board it goes to, and who would hear by then."""

    limit: str
    of: str
    to: str
    hearing: Hearing


def beyond_tolerance(thing: Thing, thing_id: UUID, *, at: datetime) -> tuple[Beyond, ...]:
    """Return who would hear of a thing beyond each tolerance above it, the lowest first.

    Each rung's hearing holds everybody who would hear by then. Empty where no board tolerates anything of it.
    """
    placement, workstream_id = _placed(thing, thing_id)
    overseen = oversights([workstream_id]).get(workstream_id) if workstream_id else None
    if placement is None or overseen is None or overseen.board_id is None:
        return ()
    kind, level = _TOLERATED[thing]
    chain = holding(Hierarchy(placement.organisation_id).chain(overseen.board_id, kind, level))
    found: list[Beyond] = []
    reached: tuple[UUID, ...] = ()
    for place, rank in enumerate(chain):
        if rank.limit is None:
            break
        above: Rank | None = chain[place + 1] if place + 1 < len(chain) else None
        reached = (*reached, above.board_id) if above else reached
        heard = HEARERS[thing]([thing_id], at=at, reached={thing_id: reached})[thing_id]
        found.append(Beyond(limit_words(kind, rank.limit), rank.board, above.board if above else "", heard))
    return tuple(found)


def _placed(thing: Thing, thing_id: UUID) -> tuple[Placement | None, UUID | None]:
    """Return where a thing stands and the workstream it is in; None for what is not there."""
    if thing == "milestone":
        milestone = ground.milestones(reader=system(), ids=[thing_id]).get(thing_id)
        return (milestone.placement, milestone.workstream_id) if milestone else (None, None)
    if thing == "saving":
        saving = money.saving_ties([thing_id]).get(thing_id)
        return (saving.placement, saving.workstream_id) if saving else (None, None)
    workstream = ground.workstreams(reader=system(), ids=[thing_id]).get(thing_id)
    return (workstream.placement, workstream.id) if workstream else (None, None)
