"""How a change saves many rows at once: a few statements for all, with who and why beside each in history.

For changes that write thousands of rows, which have checked them first: nothing is validated here beyond what the
database itself refuses. Call it inside `recorded`, in the transaction of the change.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from django.db.models import Model

from programme.models.many import insert_many, overwrite_many


def add_many(rows: Sequence[Model]) -> None:
    """Insert rows of one model; none for none."""
    insert_many(rows)


def update_many(rows: Sequence[Model], names: Sequence[str]) -> None:
    """Write these fields of rows of one model."""
    overwrite_many(rows, names)


@contextmanager
def undisturbed() -> Iterator[None]:
    """Look for no garbage meanwhile: with a hundred thousand rows at hand, looking takes half of the time."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
