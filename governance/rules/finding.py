"""How a review's finding goes to closure: which kinds ask for a response, and which step may follow which."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

# Strengths and context are there to be read. Source: docs/method.md, "Findings of a review"
NEEDS_RESPONSE: Final = frozenset({"concern", "recommendation", "suggested_action", "question"})
FINISHED: Final = frozenset({"closed", "not_accepted"})
NEXT: Final[Mapping[str, tuple[str, ...]]] = {
    "open": ("accepted", "not_accepted"),
    "accepted": ("in_progress", "done", "not_accepted"),
    "in_progress": ("done", "not_accepted"),
    "done": ("closed", "in_progress"),
    "closed": ("in_progress",),
    "not_accepted": ("open",),
}


@dataclass(frozen=True)
class FindingCounts:
    """How many findings a review has, how many of them need a response, and how those stand."""

    findings: int
    need_response: int
    by_state: Mapping[str, int]  # of those that need one
    by_theme: Mapping[str, tuple[int, int]]  # theme -> still to finish, of all that need one

    @property
    def finished(self) -> int:
        """Return how many are closed or were not accepted."""
        return sum(n for state, n in self.by_state.items() if state in FINISHED)

    @property
    def words(self) -> str:
        """Return it in a sentence."""
        return f"{self.finished} of {self.need_response} that need a response are finished, of {self.findings} findings"


def needs_response(kind: str) -> bool:
    """Return whether a finding of this kind asks for a response."""
    return kind in NEEDS_RESPONSE


def is_reason_needed(was: str, now: str) -> bool:
    """Return whether the step must say why or what: done, not accepted, and whatever is taken up again."""
    return now in ("done", "not_accepted") or was in FINISHED or (was, now) == ("done", "in_progress")


def counts(findings: Iterable[tuple[str, str, str]]) -> FindingCounts:
    """Count findings given as (theme, kind, state), themes in the order they come."""
    number, states = 0, Counter[str]()
    themes: dict[str, list[int]] = {}
    for theme, kind, state in findings:
        number += 1
        row = themes.setdefault(theme, [0, 0])
        if needs_response(kind):
            states[state] += 1
            row[1] += 1
            row[0] += state not in FINISHED
    shown = {theme: (left, all_) for theme, (left, all_) in themes.items()}
    return FindingCounts(number, sum(states.values()), dict(states), shown)
