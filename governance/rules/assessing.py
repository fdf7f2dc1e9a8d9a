"""Where an impact assessment stands, what comes next, and who may not sign it.

It is a gate before the decision-maker decides. Source: docs/method.md, "Impact assessments".
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Final
from uuid import UUID

NOT_SCREENED: Final = "not_screened"
SCREENED_OUT: Final = "screened_out"
OUTSTANDING: Final = "outstanding"
DRAFTED: Final = "drafted"
SIGNED: Final = "signed"
REOPENED: Final = "reopened"
COMPLETED: Final = "completed"
"""Printed as completed by its paper, which names neither day nor signature."""

FEW_NAMED: Final = 3
DONE: Final = (SCREENED_OUT, SIGNED, COMPLETED)
HOLDING: Final = (NOT_SCREENED, OUTSTANDING, DRAFTED, REOPENED)

SCREENED_KINDS: Final[Mapping[str, str]] = {"equality": "Equality", "data_protection": "Data protection"}
"""What is screened before every decision that changes savings, spend, a contract or a policy."""
NEEDS_SCREENING: Final = frozenset({"saving_change", "spend", "contract", "policy"})

_FOLLOWS: Final[Mapping[str, frozenset[str]]] = {
    NOT_SCREENED: frozenset({SCREENED_OUT, OUTSTANDING}),
    SCREENED_OUT: frozenset({REOPENED}),
    OUTSTANDING: frozenset({DRAFTED, SCREENED_OUT}),
    DRAFTED: frozenset({DRAFTED, SIGNED}),
    SIGNED: frozenset({REOPENED}),
    COMPLETED: frozenset({REOPENED}),
    REOPENED: frozenset({SCREENED_OUT, OUTSTANDING, DRAFTED}),
}
_NEXT: Final[Mapping[str, str]] = {
    NOT_SCREENED: "screen it",
    SCREENED_OUT: "it is screened out; later evidence reopens it",
    OUTSTANDING: "draft the full assessment",
    DRAFTED: "have it signed by somebody other than the saver",
    SIGNED: "it is signed; later evidence reopens it",
    COMPLETED: "its paper says it is completed; later evidence reopens it",
    REOPENED: "draft it again with the evidence, or screen it again",
}


@dataclass(frozen=True)
class Party:
    """Somebody who stands too close to sign: who, and as what ("owns S1", "drafted it")."""

    person_id: UUID
    name: str
    as_what: str


def may_follow(state: str, step: str) -> bool:
    """Return whether an assessment in this state may take that step."""
    return step in _FOLLOWS[state]


def next_words(state: str) -> str:
    """Return what comes next, as an order to somebody."""
    return _NEXT[state]


def refusal_to_sign(signer: UUID | None, parties: Iterable[Party]) -> str:
    """Return why this person may not sign; blank where they may. A signature is one person's own."""
    if signer is None:
        return "A signature is a person's own: sign in and sign it yourself"
    closest = [party for party in parties if party.person_id == signer]
    if closest:
        parts = " and ".join(dict.fromkeys(party.as_what for party in closest))
        return f"{closest[0].name} {parts}: somebody else signs it"
    return ""


def signing_words(parties: Iterable[Party], signers: Collection[str] = ()) -> str:
    """Return who signs, in words: those who may where they are known, and who may not."""
    barred = dict.fromkeys(f"{party.name} ({party.as_what})" for party in parties)
    named = list(signers)[:FEW_NAMED]
    if len(signers) > FEW_NAMED:
        named.append("another officer there")
    told = f"signed by {_either(named)}" if named else "signed by another officer"
    return f"{told}, not by {_either(list(barred))}" if barred else told


def unscreened(kind: str, changes_savings: bool, screened: Collection[str]) -> tuple[str, ...]:
    """Return which kinds of screening a decision still lacks, in words, in the order they are asked.

    `kind` is the decision's; `screened` are the kinds of assessment on the record about it.
    """
    if kind not in NEEDS_SCREENING and not changes_savings:
        return ()
    return tuple(words for name, words in SCREENED_KINDS.items() if name not in screened)


def _either(names: list[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} or {names[-1]}"
