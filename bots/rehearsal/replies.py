"""What the app answers."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Reply:
    """What the app answered; `trouble` is Slack's reason for a retry, empty when it answered 2xx in time."""

    status: int | None
    body: str
    content_type: str
    trouble: str
    no_retry: bool = False
