"""Asking once for what several parts of one page show, so that each may ask for itself."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, Final, TypeVar, cast

Found = TypeVar("Found")

_KEPT: Final[ContextVar[dict[Hashable, Any] | None]] = ContextVar("asked once", default=None)


@contextmanager
def asking_once() -> Iterator[None]:
    """Keep what `once` finds until the end. Around a page that is only read, never around a write."""
    token = _KEPT.set({})
    try:
        yield
    finally:
        _KEPT.reset(token)


def once(key: Hashable, ask: Callable[[], Found]) -> Found:
    """Return what was found under this key, or ask now; within `asking_once` it is kept, elsewhere it is not.

    The key names the question with all its arguments, the reader first among them.
    """
    kept = _KEPT.get()
    if kept is None:
        return ask()
    if key not in kept:
        kept[key] = ask()
    return cast(Found, kept[key])
