"""Slack's rate limits, off unless a test asks for them: per method by tier, and posting by channel."""

from __future__ import annotations

from collections import deque

# Calls a minute. Source: docs.slack.dev, reference, each method's tier (2: 20, 3: 50, 4: 100).
A_MINUTE = {
    "chat.update": 50,
    "chat.delete": 50,
    "chat.postEphemeral": 100,
    "conversations.list": 20,
    "conversations.info": 50,
    "conversations.open": 50,
    "conversations.history": 50,
    "conversations.replies": 50,
    "conversations.members": 100,
    "users.info": 100,
    "users.list": 20,
    "views.open": 100,
    "views.update": 100,
    "views.push": 100,
    "views.publish": 100,
}
# chat.postMessage: about one a second in each channel.
POST_SECONDS = 1.0
MINUTE_SECONDS = 60.0


class Limits:
    """Counts calls and says how long to wait."""

    def __init__(self) -> None:
        self.are_on = False
        self._calls: dict[str, deque[float]] = {}

    def wait_for(self, method: str, channel: str, now: float) -> float:
        """Return 0 and count the call when it may go ahead, else the seconds to wait before another try."""
        if not self.are_on:
            return 0.0
        if method == "chat.postMessage":
            return self._counted(f"{method} {channel}", 1, POST_SECONDS, now)
        if method in A_MINUTE:
            return self._counted(method, A_MINUTE[method], MINUTE_SECONDS, now)
        return 0.0

    def _counted(self, key: str, most: int, window_seconds: float, now: float) -> float:
        calls = self._calls.setdefault(key, deque())
        while calls and calls[0] <= now - window_seconds:
            calls.popleft()
        if len(calls) >= most:
            return calls[0] + window_seconds - now
        calls.append(now)
        return 0.0
