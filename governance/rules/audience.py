"""Who hears of a change, by which route, what they may be told, and why they got it.

Pure: the caller gathers candidates from owners, board seats and grants, and asks again at sending, since
rights may have changed. Source: docs/method.md, "Who hears".
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final, Literal
from uuid import UUID

from programme.rules.access import CONFIDENTIAL, EXEMPT, MARKINGS, OPEN

Tie = Literal["owner", "sro", "manager", "decider", "pmo", "board", "parent", "escalated", "last"]
Telling = Literal["full", "exempt"]
Route = Literal["own"]
Silence = Literal["inactive", "not_allowed", "not_cleared", "board_quiet", "member"]

# The strongest tie first: whys are listed in this order.
TIE_WORDS: Final[dict[Tie, str]] = {
    "owner": "You own {of}",
    "sro": "You are senior responsible owner of {of}",
    "manager": "You manage {of}",
    "decider": "It waits for you to decide",
    "pmo": "You are in the programme office",
    "board": "You sit on the {of}",
    "parent": "It is beyond tolerance, and you sit on the {of} it goes to",
    "escalated": "Nobody took it in hand in time, so it goes on to you",
    "last": "Nobody took it in hand in time and nobody is left above, so it comes to the programme office",
}
BOARD_TIES: Final[frozenset[Tie]] = frozenset({"board", "parent", "escalated"})  # by their seat
# The plainest reason first: with several, the first is said.
SILENCE_WORDS: Final[dict[Silence, str]] = {
    "inactive": "their account is closed",
    "not_allowed": "they hold no grant that shows it",
    "not_cleared": "they are not cleared for it",
    "board_quiet": "their board has live alerts switched off",
    "member": "no officer: members hear live by a board that has live alerts switched on",
}
CLOSED_MARKINGS: Final = frozenset({EXEMPT, CONFIDENTIAL})
EXEMPT_WORDS: Final = "An exempt item changed"  # for both, so that a message does not say which


@dataclass(frozen=True)
class Candidate:
    """One tie of one person to the thing; a person with two ties is two candidates.

    `of` names what the tie is to ("Transformation Board"; left empty for "this workstream" and its like, see
    `audience`). `may_see` is whether their grants show them the thing, its clearance included; `is_cleared`
    whether they hold a clearance there at all. By a board seat, and by what goes on to somebody alone, only officers
    hear (`is_officer`) unless the board has switched live alerts on (`board_is_live`). Whoever is a member and nothing
    else there (`is_member`) hears live by such a board alone, whatever else ties them to the thing.
    """

    person_id: UUID
    tie: Tie
    of: str = ""
    is_active: bool = True
    may_see: bool = True
    is_cleared: bool = False
    is_officer: bool = False
    is_member: bool = False
    board_is_live: bool = False


@dataclass(frozen=True)
class Hearer:
    """One person who hears: by which route, how much they may be told, and every reason why.

    Telling "exempt" is `EXEMPT_WORDS` and a link that checks rights again; it names nothing.
    """

    person_id: UUID
    telling: Telling
    route: Route
    whys: tuple[str, ...]
    is_in_digest: bool = False  # the digest of a board they sit on tells of it too


@dataclass(frozen=True)
class Unheard:
    """One candidate who does not hear, and why not; for the form that shows who would."""

    person_id: UUID
    silence: Silence

    @property
    def words(self) -> str:
        """Return why not, to follow a name: "their account is closed"."""
        return SILENCE_WORDS[self.silence]


@dataclass(frozen=True)
class Audience:
    """Who hears and who does not, each person once, in the order of their person id."""

    hearers: tuple[Hearer, ...]
    unheard: tuple[Unheard, ...]


def audience(candidates: Iterable[Candidate], *, marking: str, thing: str = "this workstream") -> Audience:
    """Return who hears of a change to a thing with this marking; `thing` completes "You own …".

    `marking` is the most closed of the thing's own and inherited markings. Exempt and confidential things are
    told to nobody in full: people cleared for them hear, one to one, that an exempt item changed, and nobody
    else hears anything.
    Raises ValueError for an unknown marking.
    """
    if marking not in MARKINGS:
        raise ValueError(f"{marking!r} is no marking; use one of {', '.join(MARKINGS)}")
    ties: dict[UUID, list[Candidate]] = {}
    for candidate in candidates:
        ties.setdefault(candidate.person_id, []).append(candidate)
    hearers, unheard = [], []
    for person_id in sorted(ties):
        own = sorted(ties[person_id], key=lambda c: (tuple(TIE_WORDS).index(c.tie), c.of))
        heard = [c for c in own if silence_of(c, marking=marking) is None]
        if heard:
            telling = telling_of(marking)
            whys = tuple(dict.fromkeys(why(c, telling=telling, thing=thing) for c in heard))
            in_digest = any(c.tie in ("board", "parent") for c in heard)
            hearers.append(Hearer(person_id, telling, "own", whys, in_digest))
        else:
            silences = [silence_of(c, marking=marking) for c in own]
            unheard.append(Unheard(person_id, next(s for s in SILENCE_WORDS if s in silences)))
    return Audience(tuple(hearers), tuple(unheard))


def telling_of(marking: str) -> Telling:
    """Return how much a message may say of a thing with this marking, to those who hear of it at all."""
    return "exempt" if marking in CLOSED_MARKINGS else "full"


def silence_of(candidate: Candidate, *, marking: str) -> Silence | None:
    """Return why this tie lets nobody hear, or None where it does. Rights come before the board's setting."""
    if not candidate.is_active:
        return "inactive"
    if marking in CLOSED_MARKINGS and not candidate.is_cleared:
        return "not_cleared"
    if not candidate.may_see:
        return "not_allowed"
    if candidate.is_officer or candidate.board_is_live:
        return None
    if candidate.tie in BOARD_TIES:
        return "board_quiet"
    return "member" if candidate.is_member else None


def why(candidate: Candidate, *, telling: Telling = "full", thing: str = "this workstream") -> str:
    """Return why this tie hears, to the person: "You own this workstream", "You sit on the Savings Board".

    Where only "an exempt item changed" is told, the thing is "this item", whatever it is called; boards keep
    their names.
    """
    of = candidate.of or thing
    if telling == "exempt" and candidate.tie not in BOARD_TIES:
        of = "this item"
    return TIE_WORDS[candidate.tie].format(of=of)


def most_closed(markings: Iterable[str]) -> str:
    """Return the most closed of several markings, open for none. Raises ValueError for an unknown one."""
    return max(markings, key=MARKINGS.index, default=OPEN)
