"""One transaction for one loading: every change in it is undone with the whole, and none by itself."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection, transaction


@contextmanager
def all_or_nothing() -> Iterator[None]:
    """Run a loading in one transaction, in which no change keeps a way back of its own.

    A change sets a savepoint, so that whoever catches its refusal may go on. A loading catches none: two statements
    in every fifteen say nothing there. After a refusal nothing more of it can be written.
    """
    with transaction.atomic():
        had = connection.features.uses_savepoints
        connection.features.uses_savepoints = False
        try:
            yield
        finally:
            connection.features.uses_savepoints = had
