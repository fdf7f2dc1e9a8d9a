"""What may be said where others read: the least of what the asker may see and what the channel is allowed. Pure.

Source: docs/method.md, "Channels".
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from uuid import UUID

from programme.rules.access import INTERNAL, SCRUTINY, STAFF, Actor, GrantFact

OPEN_ALONE = "open"
OPEN_AND_INTERNAL = "internal"


@dataclass(frozen=True)
class Scope:
    """A council, a programme of it, or a workstream of that; narrower ids are None."""

    organisation_id: UUID
    programme_id: UUID | None = None
    workstream_id: UUID | None = None


def among_others(actor: Actor, *, ceiling: str = OPEN_ALONE, scopes: Iterable[Scope] = ()) -> Actor:
    """Return the reader of an answer that others read too: open items alone, within this person's own grants.

    Where the ceiling lets internal items through, those of the channel's own scopes as well, as far as the person
    sees them themselves. Never more than either; never exempt or confidential items.
    """
    grants = [replace(g, role=SCRUTINY, cleared=False) for g in actor.grants]
    if ceiling == OPEN_AND_INTERNAL:
        own = [g for g in actor.grants if INTERNAL in g.markings]
        grants += [both for scope in scopes for g in own if (both := _both(g, scope)) is not None]
    return replace(actor, grants=tuple(dict.fromkeys(grants)))


def _both(grant: GrantFact, scope: Scope) -> GrantFact | None:
    """Return where a grant and a scope overlap, as a grant to read open and internal items there; None for nowhere."""
    if grant.organisation_id != scope.organisation_id:
        return None
    place: list[UUID | None] = []
    for mine, theirs in (
        (grant.programme_id, scope.programme_id),
        (grant.workstream_id, scope.workstream_id),
    ):
        if mine is not None and theirs is not None and mine != theirs:
            return None
        place.append(mine if theirs is None else theirs)
    return GrantFact(STAFF, scope.organisation_id, place[0], place[1])


def reader_of(name: str, scopes: Iterable[Scope], *, ceiling: str = OPEN_ALONE) -> Actor:
    """Return a channel itself as a reader: what everybody in it may be shown of what it is linked to, and no more."""
    role = STAFF if ceiling == OPEN_AND_INTERNAL else SCRUTINY
    grants = tuple(GrantFact(role, s.organisation_id, s.programme_id, s.workstream_id) for s in scopes)
    return Actor(kind="person", name=f"#{name}", door="slack", grants=grants)
