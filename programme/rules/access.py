"""Who may see and do what. Permission is decided here, once, from grants alone.

Admin, pages, API, bot, digest and export all ask `Actor.sight` what may be seen and `Actor.may` what may be
done. Nothing in here reads a database: the grants of a person are loaded by `programme.queries.access`.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date
from functools import lru_cache
from typing import Final
from uuid import UUID

OPEN: Final = "open"
INTERNAL: Final = "internal"
EXEMPT: Final = "exempt"
CONFIDENTIAL: Final = "confidential"
MARKINGS: Final = (OPEN, INTERNAL, EXEMPT, CONFIDENTIAL)

PMO: Final = "pmo"
MANAGER: Final = "manager"
LEAD: Final = "lead"
FINANCE: Final = "finance"
CHAIR: Final = "chair"
MEMBER: Final = "member"
STAFF: Final = "staff"
SCRUTINY: Final = "scrutiny"
AUDIT: Final = "audit"
PROPER: Final = "proper"
ROLES: Final = (PMO, MANAGER, LEAD, FINANCE, CHAIR, MEMBER, STAFF, SCRUTINY, AUDIT, PROPER)

ROLE_WORDS: Final = {
    PMO: "Programme office",
    MANAGER: "Programme manager",
    LEAD: "Workstream lead",
    FINANCE: "Finance partner",
    CHAIR: "Board chair",
    MEMBER: "Board member",
    STAFF: "Staff",
    SCRUTINY: "Scrutiny",
    AUDIT: "Audit",
    PROPER: "Proper officer",
}

# Capabilities. Source: docs/method.md, "Who may do what".
SET_UP: Final = "set up"
PLAN_DELIVERY: Final = "plan delivery"
UPDATE_DELIVERY: Final = "update delivery"
PLAN_MONEY: Final = "plan money"
UPDATE_MONEY: Final = "update money"
VALIDATE: Final = "validate"
CLOSE: Final = "close"
VIRE: Final = "vire"
GOVERN: Final = "govern"
WITHHOLD: Final = "withhold"
WORD: Final = "word"

_CAPABLE: Final[dict[str, frozenset[str]]] = {
    SET_UP: frozenset({PMO}),
    PLAN_DELIVERY: frozenset({PMO, MANAGER}),
    UPDATE_DELIVERY: frozenset({PMO, MANAGER, LEAD}),
    PLAN_MONEY: frozenset({PMO, MANAGER, FINANCE}),
    UPDATE_MONEY: frozenset({PMO, MANAGER, LEAD, FINANCE}),
    VALIDATE: frozenset({FINANCE}),
    CLOSE: frozenset({FINANCE}),
    VIRE: frozenset({PMO, FINANCE}),
    GOVERN: frozenset({PMO}),
    WITHHOLD: frozenset({PROPER}),
    WORD: frozenset({PMO}),
}
OFFICERS: Final = frozenset({PMO, MANAGER, LEAD, FINANCE, AUDIT, PROPER})
_CONFIDENTIAL_ROLES: Final = frozenset({PMO, MANAGER, FINANCE, CHAIR, AUDIT, PROPER})
_SCHEDULE_12A: Final = (*range(1, 8), *range(12, 19))


class Refused(Exception):
    """You may not do this. Ask the programme office for the grant it needs."""


@dataclass(frozen=True)
class Placement:
    """Where a thing stands: its council, programme and workstream, and every marking it inherits.

    `markings` holds its own marking and those of the programme and workstream above it; a thing is at
    least as closed as what it belongs to. `things` are its own id and those of what it hangs on besides (the
    saving of a comment). `closed_on` is the day its programme was closed: from then on nothing of it changes.
    """

    organisation_id: UUID
    programme_id: UUID | None = None
    workstream_id: UUID | None = None
    markings: frozenset[str] = frozenset({OPEN})
    things: frozenset[UUID] = frozenset()
    closed_on: date | None = None

    @property
    def within(self) -> frozenset[UUID]:
        """Return everything that may hide it: itself, what it hangs on, its workstream and its programme."""
        return self.things | {one for one in (self.programme_id, self.workstream_id) if one is not None}

    @property
    def is_closed(self) -> bool:
        """Return whether any marking keeps it out of messages: exempt or confidential."""
        return bool(self.markings & {EXEMPT, CONFIDENTIAL})


@dataclass(frozen=True)
class GrantFact:
    """One grant: a role over a council, a programme of it, or a workstream of that. Narrower ids are None."""

    role: str
    organisation_id: UUID
    programme_id: UUID | None = None
    workstream_id: UUID | None = None
    cleared: bool = False

    @property
    def markings(self) -> frozenset[str]:
        """Return the markings this grant lets its holder see."""
        seen = {OPEN} if self.role == SCRUTINY else {OPEN, INTERNAL}
        if self.cleared:
            seen.add(EXEMPT)
            if self.role in _CONFIDENTIAL_ROLES:
                seen.add(CONFIDENTIAL)
        return frozenset(seen)

    def covers(self, where: Placement) -> bool:
        """Return whether the grant reaches this place, its markings apart."""
        return (
            self.organisation_id == where.organisation_id
            and self.programme_id in (None, where.programme_id)
            and self.workstream_id in (None, where.workstream_id)
        )


@dataclass(frozen=True)
class Clause:
    """One way of seeing: within this scope, things whose every marking is among these."""

    markings: frozenset[str]
    organisation_id: UUID | None = None
    programme_id: UUID | None = None
    workstream_id: UUID | None = None

    def covers(self, other: Clause) -> bool:
        """Return whether all that the other one shows is shown by this one: as wide, and as many markings."""
        return (
            other.markings <= self.markings
            and self.organisation_id in (None, other.organisation_id)
            and self.programme_id in (None, other.programme_id)
            and self.workstream_id in (None, other.workstream_id)
        )


@dataclass(frozen=True)
class Sight:
    """What a reader may see: the union of its clauses, none of which lies within another. No clause, nothing."""

    clauses: tuple[Clause, ...]


@lru_cache(maxsize=1024)
def _showing_most(grants: tuple[GrantFact, ...]) -> dict[GrantFact, Clause]:
    """Return the grants that show something no other does, with what they show; of those that show the same, one.

    Every filter of rows is as long as this.
    """
    found = {Clause(g.markings, g.organisation_id, g.programme_id, g.workstream_id): g for g in grants}
    return {
        grant: clause
        for clause, grant in found.items()
        if not any(other.covers(clause) for other in found if other != clause)
    }


@dataclass(frozen=True)
class Actor:
    """Who acts and who reads, everywhere.

    `kind` is person, public (nobody signed in: open items alone) or system (the product itself).
    `door` is how they came in: admin, page, api, slack, command, import, system. It is kept with what they do.
    `hidden` are the things with a need-to-know list that this person is not on: no grant shows them.
    """

    kind: str
    name: str
    person_id: UUID | None = None
    email: str = ""
    door: str = "system"
    grants: tuple[GrantFact, ...] = field(default=(), repr=False)
    hidden: frozenset[UUID] = field(default=frozenset(), repr=False)

    @property
    def sight(self) -> Sight:
        """Return what this reader may see."""
        if self.kind == "system":
            return Sight((Clause(frozenset(MARKINGS)),))
        if self.kind == "public":
            return Sight((Clause(frozenset({OPEN})),))
        return Sight(tuple(_showing_most(self.grants).values()))

    @property
    def ways(self) -> tuple[Actor, ...]:
        """Return this reader with one grant at a time, for what a single grant must show whole; as is without any."""
        return tuple(replace(self, grants=(g,)) for g in _showing_most(self.grants)) or (self,)

    def sees(self, where: Placement) -> bool:
        """Return whether a thing placed there may be shown to this reader."""
        if self.kind != "person":
            return where.markings <= self.sight.clauses[0].markings
        if self.hidden and not self.hidden.isdisjoint(where.within):
            return False
        return any(g.covers(where) and where.markings <= g.markings for g in self.grants)

    def may(self, capability: str, where: Placement) -> bool:
        """Return whether this actor may do that there. What one may not see, one may not change.

        In a closed programme nobody may, the product itself included.
        """
        if where.closed_on is not None:
            return False
        if self.kind == "system":
            return True
        if self.hidden and not self.hidden.isdisjoint(where.within):
            return False
        return any(
            g.role in _CAPABLE[capability] and g.covers(where) and where.markings <= g.markings
            for g in self.grants
        )

    def may_anywhere(self, capability: str) -> bool:
        """Return whether some grant of this actor carries the capability, wherever it reaches."""
        return self.kind == "system" or any(g.role in _CAPABLE[capability] for g in self.grants)

    @property
    def may_found(self) -> bool:
        """Return whether this actor may add a council of their own, whose programme office they then are.

        Anybody with an account may: what they set up reaches no council that is there.
        """
        return self.kind == "system" or self.person_id is not None

    @property
    def may_word_for_all(self) -> bool:
        """Return whether this actor may add a phrasing, which holds in every programme: by a grant over a council."""
        return self.kind == "system" or any(
            g.role in _CAPABLE[WORD] and g.programme_id is None for g in self.grants
        )

    def require(self, capability: str, where: Placement, *, thing: str) -> None:
        """Raise Refused, in words for a person, unless this actor may do that there."""
        if where.closed_on is not None and self.sees(where):
            raise Refused(closed_words(thing, where.closed_on))
        if not self.may(capability, where):
            roles = ", ".join(ROLE_WORDS[r].lower() for r in ROLES if r in _CAPABLE[capability])
            raise Refused(
                f"You may not change {thing}. It takes a grant as {roles} there; ask the programme office."
            )

    def holds(self, *roles: str) -> bool:
        """Return whether any grant gives one of these roles."""
        return any(g.role in roles for g in self.grants)

    @property
    def is_officer(self) -> bool:
        """Return whether any grant is an officer's; officers may enter the admin."""
        return any(g.role in OFFICERS for g in self.grants)

    def without_closed(self) -> Actor:
        """Return the same reader with every clearance dropped, as the bot and `ask` see them."""
        if self.kind == "system":
            raise ValueError("the system has no reader's rights; name the person it is shown to")
        return replace(self, grants=tuple(replace(g, cleared=False) for g in self.grants))


def require_open(where: Placement, *, thing: str) -> None:
    """Raise Refused where a thing's programme is closed, for those who may change it without a grant: its owner.

    Source: docs/method.md, "Closing a programme".
    """
    if where.closed_on is not None:
        raise Refused(closed_words(thing, where.closed_on))


def closed_words(thing: str, on: date) -> str:
    """Return what is said to whoever would change something of a closed programme."""
    return (
        f"You may not change {thing}: the programme is closed since {on.day} {on:%B %Y}. "
        "The programme office reopens it first."
    )


def system(name: str = "Programme Tracker", *, door: str = "system") -> Actor:
    """Return the product itself: sees and may do everything; used by recalculation and loading."""
    return Actor(kind="system", name=name, door=door)


def public(*, door: str = "command") -> Actor:
    """Return a reader nobody has named: open items alone, of every council."""
    return Actor(kind="public", name="Public", door=door)


def check_marking(marking: str, paragraph: int | None) -> None:
    """Check that an exempt thing names its paragraph of Schedule 12A Part 1, and nothing else does.

    Paragraphs 1-7 in England, 12-18 in Wales. Source: Local Government Act 1972, Schedule 12A.
    Raises ValueError with what to do.
    """
    if marking not in MARKINGS:
        raise ValueError(f"{marking!r} is no marking; choose one of {', '.join(MARKINGS)}")
    if marking == EXEMPT and paragraph not in _SCHEDULE_12A:
        raise ValueError("An exempt item names its paragraph of Schedule 12A: 1 to 7, or 12 to 18 in Wales")
    if marking != EXEMPT and paragraph is not None:
        raise ValueError(
            "Only an exempt item has a paragraph of Schedule 12A; clear it or mark the item exempt"
        )
