"""Who would hear besides if a slip went beyond tolerance: the boards above, rung by rung, before anything is saved."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from governance.queries.hearing import Hearing, milestone_hearers
from governance.queries.oversights import oversights
from governance.queries.tolerances import Hierarchy
from governance.queries.watching import limit_words
from governance.rules.escalating import Rank, holding
from programme import queries as ground
from programme.rules.access import system


@dataclass(frozen=True)
class Beyond:
    """One rung: the tolerance in words, whose it is, the board it goes to, and who would hear by then."""

    limit: str
    of: str
    to: str
    hearing: Hearing


def beyond_tolerance(milestone_id: UUID, *, at: datetime) -> tuple[Beyond, ...]:
    """Return who would hear of a milestone's slip beyond each tolerance above it, the lowest first.

    Each rung's hearing holds everybody who would hear by then. Empty where no board tolerates anything of it.
    """
    row = ground.milestones(reader=system(), ids=[milestone_id]).get(milestone_id)
    if row is None or row.workstream_id is None:
        return ()
    overseen = oversights([row.workstream_id]).get(row.workstream_id)
    if overseen is None or overseen.board_id is None:
        return ()
    chain = holding(Hierarchy(row.placement.organisation_id).chain(overseen.board_id, "time", "milestone"))
    found: list[Beyond] = []
    reached: tuple[UUID, ...] = ()
    for place, rank in enumerate(chain):
        if rank.limit is None:
            break
        above: Rank | None = chain[place + 1] if place + 1 < len(chain) else None
        reached = (*reached, above.board_id) if above else reached
        heard = milestone_hearers([milestone_id], at=at, reached={milestone_id: reached})[milestone_id]
        found.append(Beyond(limit_words("time", rank.limit), rank.board, above.board if above else "", heard))
    return tuple(found)
