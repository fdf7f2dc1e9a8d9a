"""What became of each step of an episode, and of each digest: told, not sent for a reason, still due, or not proven.

Pure. Source: docs/method.md, "Proof of delivery".
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final, Literal
from uuid import UUID

End = Literal["sent", "failed", "suppressed", "uncertain", "said", "due", "overdue"]
Verdict = Literal["ended", "due", "nobody", "overdue", "not_told"]

GRACE: Final = timedelta(minutes=15)  # beyond a window before what is still waiting is overdue. Our choice
END_WORDS: Final[dict[End, str]] = {
    "sent": "sent",
    "failed": "failed",
    "suppressed": "suppressed, with its reason",
    "uncertain": "uncertain: nobody knows whether it arrived",
    "said": "said by the message they have",
    "due": "still due within its window",
    "overdue": "not sent, and its window is over",
}
_BEST_FIRST: Final[tuple[End, ...]] = (
    "sent",
    "said",
    "due",
    "overdue",
    "uncertain",
    "failed",
    "suppressed",
)
_ENDS: Final[dict[str, End]] = {
    "sent": "sent",
    "failed": "failed",
    "suppressed": "suppressed",
    "uncertain": "uncertain",
    "held": "uncertain",
}


@dataclass(frozen=True)
class NoticeFacts:
    """What one person was to be told of a step. `state` is its message's, blank where it has none of its own.

    A step that changes nothing for its reader has none: an email is never edited, and a message that went out while
    the step was held says it already.
    """

    person_id: UUID
    state: str = ""
    due_at: datetime | None = None


@dataclass(frozen=True)
class StepFacts:
    """One step that was to be told, when its hold is over, whether its work is done, and what it came to."""

    step_id: UUID
    alert_id: UUID
    step: str
    told_by: datetime
    is_done: bool
    notices: tuple[NoticeFacts, ...] = ()


@dataclass(frozen=True)
class StepProof:
    """What became of one step, and of each person's part in it."""

    facts: StepFacts
    verdict: Verdict
    ends: tuple[tuple[UUID, End], ...]

    @property
    def is_proven(self) -> bool:
        """Return whether it came to an end for everybody, or is still due."""
        return self.verdict not in ("overdue", "not_told")


@dataclass(frozen=True)
class DigestProof:
    """What became of one digest: the end of its message, or of the other channel's where that ended better."""

    digest_id: UUID
    end: End

    @property
    def is_proven(self) -> bool:
        """Return whether it came to an end, or is still due."""
        return self.end != "overdue"


def prove_digest(
    digest_id: UUID, reserved_at: datetime, messages: Sequence[NoticeFacts], *, at: datetime
) -> DigestProof:
    """Return what became of a digest by a moment; one without a message is overdue once it should have one."""
    ends = [end_of(message, at=at) for message in messages]
    if not ends:
        return DigestProof(digest_id, "due" if at <= reserved_at + GRACE else "overdue")
    return DigestProof(digest_id, min(ends, key=_BEST_FIRST.index))


def prove(step: StepFacts, *, at: datetime) -> StepProof:
    """Return what became of a step by a moment. Nothing is in two verdicts, and every step is in one."""
    ends = tuple((n.person_id, end_of(n, at=at)) for n in step.notices)
    kinds = {end for _, end in ends}
    verdict: Verdict
    if not step.is_done:
        verdict = "due" if at <= step.told_by + GRACE else "not_told"
    elif not ends:
        verdict = "nobody"
    elif "overdue" in kinds:
        verdict = "overdue"
    else:
        verdict = "due" if "due" in kinds else "ended"
    return StepProof(step, verdict, ends)


def end_of(notice: NoticeFacts, *, at: datetime) -> End:
    """Return what became of one person's part in a step."""
    if not notice.state:
        return "said"
    if notice.state in _ENDS:
        return _ENDS[notice.state]
    return "due" if notice.due_at is None or at <= notice.due_at + GRACE else "overdue"


def count_ends(proofs: Iterable[StepProof], digests: Iterable[DigestProof] = ()) -> dict[End, int]:
    """Return how many parts of steps, and how many digests, came to each end."""
    counted = Counter(end for proof in proofs for _, end in proof.ends)
    counted.update(proof.end for proof in digests)
    return {end: counted[end] for end in END_WORDS}
