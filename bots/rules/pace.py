"""How fast Slack may be used: one a second in a conversation, each method so often a minute. Pure.

Source: docs/method.md, "Slack's pace"; Slack, "Rate limits" and each method's tier (3: 50, 4: 100 calls a minute).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

POST: Final = "chat.postMessage"
POST_SECONDS: Final = 1.0  # between two messages in one conversation
A_MINUTE: Final = {
    "chat.update": 50,
    "chat.postEphemeral": 100,
    "conversations.info": 50,
    "conversations.open": 50,
    "conversations.history": 50,
    "conversations.replies": 50,
    "conversations.members": 100,
    "users.info": 100,
    "views.open": 100,
    "views.update": 100,
    "views.publish": 100,
}
BURST: Final = 10  # calls of a method that may follow each other at once; ours, well within a minute's
SHORTEST_SECONDS: Final = 0.05
SHORTEST_SILENCE_SECONDS: Final = 2.0  # left alone after the first call that nobody answered
LONGEST_SILENCE_SECONDS: Final = 60.0


@dataclass(frozen=True)
class Pace:
    """One key and how fast it may be used: a call every so many seconds, and how many ahead of that at most."""

    key: str
    seconds: float
    burst: int = 0

    @property
    def ahead(self) -> timedelta:
        """Return how far ahead of its pace a key may be."""
        return timedelta(seconds=self.seconds * self.burst)


@dataclass(frozen=True)
class Standing:
    """How a key stands: free from when, paused until when, and until when what is not urgent stands back."""

    free_at: datetime
    tail_at: datetime | None = None
    urgent_at: datetime | None = None
    paused_until: datetime | None = None


def paces_of(method: str, channel: str = "") -> tuple[Pace, ...]:
    """Return the keys a call uses: its conversation's where it posts, else its method's."""
    if method == POST:
        return (Pace(f"{POST} {channel}", POST_SECONDS),)
    if method in A_MINUTE:
        return (Pace(method, 60 / A_MINUTE[method], BURST),)
    return ()


def free_from(pace: Pace, standing: Standing) -> datetime:
    """Return from when on a key may be used: its pace and any pause of Slack's own are over."""
    earliest = standing.free_at - pace.ahead
    return max(earliest, standing.paused_until) if standing.paused_until else earliest


def wait_for(pace: Pace, standing: Standing, *, urgent: bool, in_line: bool, now: datetime) -> float:
    """Return how many seconds a use has to wait, 0 for none. What is not urgent stands back for what is.

    What is not in line yet gets the next moment at the end of it, so that two hundred do not all come back at once.
    """
    earliest = free_from(pace, standing)
    if not urgent and standing.urgent_at is not None:
        earliest = max(earliest, standing.urgent_at)
    if earliest <= now:
        return 0.0
    if urgent or in_line:
        return max(SHORTEST_SECONDS, (earliest - now).total_seconds())
    return max(SHORTEST_SECONDS, (end_of_line(pace, standing, earliest) - now).total_seconds())


def end_of_line(pace: Pace, standing: Standing, earliest: datetime) -> datetime:
    """Return the next moment at the end of the line."""
    last = max(earliest, standing.tail_at) if standing.tail_at else earliest
    return last + timedelta(seconds=pace.seconds)


def used(pace: Pace, standing: Standing, now: datetime) -> datetime:
    """Return from when on a key is free once it is used now."""
    return max(standing.free_at, now) + timedelta(seconds=pace.seconds)


def silence_for(already_seconds: float) -> float:
    """Return for how many seconds a provider that does not answer is left alone, given how long it has not: half that.

    Between two seconds and a minute.
    """
    return min(LONGEST_SILENCE_SECONDS, max(SHORTEST_SILENCE_SECONDS, already_seconds / 2))
