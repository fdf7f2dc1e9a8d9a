"""Who may decide what: remit, and limits by kind and amount. Scrutiny and support never decide.

Source: docs/method.md, "Delegation".
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final
from uuid import UUID

from governance.rules.deciding import COMMITTEE, COUNCIL, EXECUTIVE, POST

KIND_WORDS: Final = {
    "virement": "a virement",
    "spend": "spending",
    "contract": "a contract",
    "saving_change": "a change to a budgeted saving",
}
"""The kinds that take a limit. A policy, or anything else, is decided by remit alone."""

NEVER_DECIDES: Final = {
    "scrutiny": "scrutiny reviews what others decide and never decides it",
    "support": "a support team is not a board and decides nothing",
}
_ABOVE: Final[dict[str, frozenset[str]]] = {
    COUNCIL: frozenset({EXECUTIVE, COMMITTEE, POST}),
    EXECUTIVE: frozenset({POST}),
    COMMITTEE: frozenset({POST}),
    POST: frozenset(),
}


@dataclass(frozen=True)
class Maker:
    """A decision-maker of one council. A kind missing from `limits` is unset: neither nil nor unlimited.

    `never` says why it cannot decide at all, where it is scrutiny or a support team under another name.
    """

    id: UUID
    name: str
    kind: str
    limits: Mapping[str, Decimal]
    never: str = ""

    def allows(self, change: Change) -> bool:
        """Return whether this much of this kind lies within its limit, inclusive. Council delegates, and has none."""
        if self.never:
            return False
        if change.kind not in KIND_WORDS:
            return True
        limit = self.limits.get(change.kind)
        if limit is None:
            return self.kind == COUNCIL
        return change.amount is not None and change.amount <= limit


@dataclass(frozen=True)
class Change:
    """What is to be decided: its kind, and how much in pounds; None is not known, never nil."""

    kind: str
    amount: Decimal | None


@dataclass(frozen=True)
class Place:
    """A workstream whose plan the change touches, and who decides for it: None is nobody yet."""

    name: str
    decides: Maker | None


def is_above(maker: Maker, other: Maker) -> bool:
    """Return whether a decision-maker stands above another: Council above all, executive and committees above posts."""
    return stands_above(maker.kind, other.kind)


def stands_above(kind: str, other: str) -> bool:
    """Return whether decision-makers of one kind stand above those of another."""
    return other in _ABOVE[kind]


def in_remit(maker: Maker, place: Place) -> bool:
    """Return whether a decision-maker decides for a workstream, or stands above whoever does.

    Where nobody decides for it yet, Council or the executive does.
    """
    if maker.never:
        return False
    if place.decides is None:
        return maker.kind in (COUNCIL, EXECUTIVE)
    return maker.id == place.decides.id or is_above(maker, place.decides)


def refusal(
    maker: Maker | None, changes: Sequence[Change], places: Sequence[Place], *, others: Sequence[Maker] = ()
) -> str:
    """Return why a decision-maker may not decide this, naming who may; "" where it may.

    `others` are the council's decision-makers, who are named where one of them may.
    """
    if maker is None:
        asked = sorted({place.decides.name for place in places if place.decides is not None})
        return f"Nobody is named to decide it{': ' + ' or '.join(asked) + ' may' if asked else ''}."
    if maker.never:
        return f"{maker.name} cannot decide: {maker.never}."
    for place in places:
        if not in_remit(maker, place):
            return _outside(maker, place)
    for change in changes:
        if not maker.allows(change):
            return _beyond(maker, change, places, others)
    return ""


def who_may(changes: Sequence[Change], places: Sequence[Place], others: Sequence[Maker]) -> tuple[Maker, ...]:
    """Return who of these may decide all of it, nearest to the work first: posts, committees, executive, Council."""
    order = [POST, COMMITTEE, EXECUTIVE, COUNCIL]
    able = [
        maker
        for maker in others
        if not maker.never
        and all(in_remit(maker, place) for place in places)
        and all(maker.allows(change) for change in changes)
    ]
    return tuple(sorted(able, key=lambda maker: (order.index(maker.kind), maker.name)))


def pounds(amount: Decimal) -> str:
    """Return pounds in full, pence where there are any."""
    return f"£{amount:,.0f}" if amount == amount.to_integral_value() else f"£{amount:,.2f}"


def _outside(maker: Maker, place: Place) -> str:
    if place.decides is None:
        return (
            f"No decision-maker is set for {place.name}: until one is, Council or the executive decides, not "
            f"{maker.name}. Ask the programme office to set one."
        )
    return (
        f"{maker.name} does not decide for {place.name}: {place.decides.name} does, or whoever stands above."
    )


def _beyond(maker: Maker, change: Change, places: Sequence[Place], others: Sequence[Maker]) -> str:
    what, limit = KIND_WORDS[change.kind], maker.limits.get(change.kind)
    if limit is None:
        words = f"No limit is set for {what} by {maker.name}, which is neither nil nor unlimited: ask "
    elif change.amount is None:
        return f"Say how much it is: {maker.name} may decide {what} up to {pounds(limit)}."
    else:
        words = (
            f"{pounds(change.amount)} is above the limit of {maker.name} for {what}, {pounds(limit)}: ask "
        )
    able = [one for one in who_may([change], places, others) if one.id != maker.id]
    if not able:
        return f"{words}the programme office; no decision-maker on record has a limit set that covers it."
    return f"{words}{' or '.join(_named(one, change.kind) for one in able)}."


def _named(maker: Maker, kind: str) -> str:
    limit = maker.limits.get(kind)
    return f"{maker.name} (no limit)" if limit is None else f"{maker.name} (up to {pounds(limit)})"
