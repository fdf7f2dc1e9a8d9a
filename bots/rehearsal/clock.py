"""The time as the rehearsal sees it, and message timestamps that never repeat."""

from __future__ import annotations

import time

MICROSECONDS = 1_000_000


class Clock:
    """A clock that tests can put forward, so that expiry is tested without waiting."""

    def __init__(self) -> None:
        self.ahead_seconds = 0.0
        self._stopped_at: float | None = None
        self._last_microseconds = 0

    def now(self) -> float:
        """Return Unix seconds, put forward by `ahead_seconds`; trigger ids and the like age by it."""
        return (self._stopped_at or time.time()) + self.ahead_seconds

    def stop(self) -> None:
        """Let time pass only where it is put forward."""
        self._stopped_at = time.time()

    def advance(self, seconds: float) -> None:
        self.ahead_seconds += seconds

    def has_issued(self, ts: str) -> None:
        """Take note of a timestamp from an earlier run, so that it is not issued again."""
        self._last_microseconds = max(self._last_microseconds, in_microseconds(ts))

    def next_ts(self) -> str:
        """Return a message timestamp later than every one before, in real time: "1795312345.000100"."""
        self._last_microseconds = max(int(time.time() * MICROSECONDS), self._last_microseconds + 1)
        return f"{self._last_microseconds // MICROSECONDS}.{self._last_microseconds % MICROSECONDS:06d}"


def in_microseconds(ts: str) -> int:
    """Return a message timestamp as whole microseconds. Raises ValueError if it is not one."""
    seconds, _, fraction = ts.partition(".")
    return int(seconds) * MICROSECONDS + int(fraction.ljust(6, "0")[:6] or 0)
