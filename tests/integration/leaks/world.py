"""One sown council in each process of the tests, kept at four moments of its life: whatever reads it, makes nothing.

Each moment is a database of its own, copied from the one before, so that what is sown is sown once, nothing else in
the process sees it, and what a test does in it is rolled back.

    open    everything there is may be seen by all who have a role in the council
    closed  exempt, confidential and listed records were sown beside it; what follows from them waits to be told
    told    everybody was told
    frozen  a digest for everybody, a pack and a public one were made and kept
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from uuid import uuid4

from django.db import connection, transaction

from bots import changes as messages
from deploy.launcher.postgres import DATABASE
from governance.exchange.packing import freeze
from programme.outbox.switchboard import Job
from tests.fakes.worker import work_off
from tests.integration.leaks.reading import Reader
from tests.integration.leaks.sowing import LEVELS, Field, close, opened, slip

MOMENTS = OPEN, CLOSED, TOLD, FROZEN = "open", "closed", "told", "frozen"
FAR = 10_000_000  # how far apart numbers begin: no stamp of a cache is that of another database


@dataclass
class World:
    """A sown council, and who reads it: they are signed in once for all."""

    field: Field
    readers: dict[str, Reader]

    @contextmanager
    def at(self, moment: str) -> Iterator[Field]:
        """Be at one moment of it; whatever is done there is undone after."""
        words, rows = dict(self.field.words), list(self.field.rows)
        with inside(name_of(moment)), transaction.atomic():
            yield self.field
            transaction.set_rollback(True)
        self.field.words, self.field.rows = words, rows


def name_of(moment: str) -> str:
    """Return what the database of a moment is called, in this process of the tests."""
    return f"leaks_{os.environ.get('PYTEST_XDIST_WORKER', 'alone')}_{moment}"


@contextmanager
def inside(database: str) -> Iterator[None]:
    """Have Django use another database of the same server, by a connection of its own: a pool would keep it open."""
    own = {name: connection.settings_dict[name] for name in ("NAME", "OPTIONS")}
    options = {name: value for name, value in own["OPTIONS"].items() if name != "pool"}
    connection.close()
    connection.settings_dict.update(NAME=database, OPTIONS=options)
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict.update(own)


@contextmanager
def moment_after(source: str, moment: str) -> Iterator[None]:
    """Copy a database for a moment, and be there: what is done is kept."""
    database = name_of(moment)
    with connection._nodb_cursor() as cursor:  # type: ignore[attr-defined]
        cursor.execute(f'drop database if exists "{database}"')
        cursor.execute(f'create database "{database}" template "{source}"')
    with inside(database), transaction.atomic():
        with connection.cursor() as cursor:
            first = FAR * (1 + MOMENTS.index(moment))
            cursor.execute("select setval(oid, %s) from pg_class where relkind = 'S'", [first])
        yield


def dropped() -> None:
    """Let go of all moments."""
    with connection._nodb_cursor() as cursor:  # type: ignore[attr-defined]
        for moment in MOMENTS:
            cursor.execute(f'drop database if exists "{name_of(moment)}"')


def grown() -> World:
    """Sow a council while all of it is open; then close records of it; then tell whoever should hear."""
    with moment_after(DATABASE, OPEN):
        made = opened()
        slip(made, "open")
        _settled(told=True)
        readers = {name: Reader(actor) for name, actor in made.people.items()}
    with moment_after(name_of(OPEN), CLOSED):
        close(made)
        slip(made, *LEVELS)
        _settled()
    with moment_after(name_of(CLOSED), TOLD):
        _settled(told=True)
    with moment_after(name_of(TOLD), FROZEN):
        _freeze(made)
    return World(made, readers)


def _settled(*, told: bool = False) -> None:
    for handler in (
        "governance.reassess",
        "governance.watch",
        *(["bots.tell"] if told else []),
        "governance.reassess",
    ):
        work_off(handler, most=3000)


def _freeze(made: Field) -> None:
    """Have a digest and both packs of the board frozen."""
    at = datetime.now(tz=UTC)
    boards = {"boards": [str(made.board.pk)], "period": "2026-W47"}
    messages.digest(Job(uuid4(), f"board:{made.board.pk}", 1, uuid4(), boards), at + timedelta(seconds=1))
    for is_public in (False, True):
        freeze(board_id=made.board.pk, by=made.people["insider"], at=at, is_public=is_public)
