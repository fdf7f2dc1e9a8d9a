"""What stands in the way of closing a programme. Source: docs/method.md, "Closing a programme"."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final
from uuid import UUID

SETTLED_OUTLOOKS: Final = frozenset({"delivered", "replaced", "withdrawn"})
REALISED: Final = 5  # maturity: realised and validated
KIND_WORDS: Final = {
    "saving": "Savings still to be delivered",
    "risk": "Open risks",
    "action": "Actions not done",
    "finding": "Findings not closed",
    "indicator": "Benefits to be watched on",
}


@dataclass(frozen=True)
class Left:
    """One thing a closing programme leaves behind, and who has it now; None where nobody does."""

    kind: str
    id: UUID
    label: str
    owner_id: UUID | None
    owner: str
    is_hidden: bool = (
        False  # from the reader, by a need-to-know list: it goes to its owner, or to one on the list
    )


@dataclass(frozen=True)
class Handed:
    """To whom one thing is handed, and what they should know."""

    kind: str
    thing_id: UUID
    person_id: UUID
    note: str = ""


def is_outstanding(outlook: str | None, maturity: int | None) -> bool:
    """Return whether a saving is still to be delivered: not said to be over, and not realised and validated."""
    return outlook not in SETTLED_OUTLOOKS and maturity != REALISED


def why_not_closed(
    left: Iterable[Left],
    handed: Iterable[Handed],
    *,
    people: Mapping[UUID, str],
    open_round: str,
    unsettled: Sequence[str] = (),
    lessons: str,
    review_on: date | None,
    on: date,
) -> dict[str, list[str]]:
    """Return what stands in the way, by field; nothing where the programme may be closed. `people` are active ones.

    `unsettled` are the decisions that are still asked for, or made and not in effect yet: they would change plans of a
    programme that takes no change. Every outstanding thing is handed to somebody with an account that works; one that
    stands hidden from the reader needs no word of theirs.
    """
    found: dict[str, list[str]] = {}
    given = {one.thing_id: one for one in handed}
    missing = [one.label for one in left if not one.is_hidden and one.id not in given]
    if missing:
        found["handovers"] = [f"Name who takes over: {_some(missing)}"]
    gone = [one.label for one in left if one.id in given and given[one.id].person_id not in people]
    if gone:
        found.setdefault("handovers", []).append(f"Nobody with an open account takes over: {_some(gone)}")
    if open_round:
        found["__all__"] = [f"“{open_round}” is still open: close the reporting round first"]
    if unsettled:
        words = f"{_some(unsettled)}: withdraw what nobody decides any more, and wait for what is made to have effect"
        found.setdefault("__all__", []).append(f"Decisions are not settled. {words}")
    if not lessons.strip():
        found["lessons"] = ["Say what was learnt: it is what the next programme reads"]
    if review_on is None:
        found["review_on"] = ["Give the day somebody looks back at it"]
    elif review_on <= on:
        found["review_on"] = ["Choose a day to come"]
    return found


def _some(labels: Sequence[str], most: int = 5) -> str:
    more = f" and {len(labels) - most} more" if len(labels) > most else ""
    return ", ".join(labels[:most]) + more
