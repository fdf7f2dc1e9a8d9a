"""Who may take an action or a finding a step on: whoever owns it, and who updates delivery there.

Changes refuse by these answers and pages offer by them, so that nobody is offered what is then refused.
Source: docs/method.md, "Who may do what".
"""

from __future__ import annotations

from typing import Final
from uuid import UUID

from governance.rules.finding import NEXT, needs_response
from programme.rules.access import PLAN_DELIVERY, UPDATE_DELIVERY, Actor, Placement

ENDS: Final = frozenset({"closed", "not_accepted"})
"""The states that end a finding: whoever plans delivery confirms them, not its owner alone."""


def may_work_on(by: Actor, *, owner_id: UUID | None, where: Placement) -> bool:
    """Return whether somebody may say that an action is done, or take it up again: its owner, and delivery."""
    return _owns(by, owner_id, where) or by.may(UPDATE_DELIVERY, where)


def may_step(by: Actor, state: str, *, owner_id: UUID | None, where: Placement) -> bool:
    """Return whether somebody may take a finding to that state."""
    if state in ENDS:
        return by.may(PLAN_DELIVERY, where)
    return may_work_on(by, owner_id=owner_id, where=where)


def steps_open_to(
    by: Actor, *, kind: str, state: str, owner_id: UUID | None, where: Placement
) -> tuple[str, ...]:
    """Return the states somebody may take a finding to from where it is; none where it asks for no response."""
    if not needs_response(kind):
        return ()
    return tuple(one for one in NEXT[state] if may_step(by, one, owner_id=owner_id, where=where))


def _owns(by: Actor, owner_id: UUID | None, where: Placement) -> bool:
    is_own = by.person_id is not None and by.person_id == owner_id
    return is_own and where.closed_on is None and by.sees(where)
