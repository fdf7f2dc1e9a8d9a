"""Waiting for something to become true: by looking, with a deadline that only a failure ever reaches."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from typing import TypeVar

DEADLINE_SECONDS = 60.0
Thing = TypeVar("Thing")
_never = threading.Event()


def wait_until(condition: Callable[[], object], *, seconds: float = DEADLINE_SECONDS, what: str = "") -> None:
    """Return as soon as the condition holds. Raises AssertionError at the deadline, naming what was awaited."""
    ends = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < ends, f"waited {seconds:g} s in vain{f' for {what}' if what else ''}"
        _never.wait(0.02)


def wait_for(
    found: Callable[[], Thing | None], *, seconds: float = DEADLINE_SECONDS, what: str = ""
) -> Thing:
    """Return what is found as soon as there is something. Raises AssertionError at the deadline."""
    kept: list[Thing] = []

    def look() -> bool:
        thing = found()
        if thing:
            kept.append(thing)
        return bool(thing)

    wait_until(look, seconds=seconds, what=what)
    return kept[0]
