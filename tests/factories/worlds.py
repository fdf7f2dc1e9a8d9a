"""What takes long to load, loaded once for a whole run: a database of its own, which each process has a copy of.

Loading the three programmes and their copies takes a dozen seconds of processor time; a copy of a database takes less
than one. The first process that asks loads, others wait for it.
"""

from __future__ import annotations

import os
import pickle
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

import psycopg
from django.conf import settings
from django.db import connection, transaction

MAINTENANCE: Final = "postgres"
_copied: dict[str, str] = {}


@contextmanager
def in_world(name: str, load: Callable[[], Any]) -> Iterator[Any]:
    """Lead Django into this process's copy of a world, inside a transaction that is taken back; yield what `load` gave.

    `load` fills an empty migrated database and returns what can be pickled. Tests that commit have no place in it.
    """
    usual = connection.settings_dict["NAME"]
    copy, given = _copy_of(name, load, usual)
    _lead_to(copy)
    try:
        with transaction.atomic():
            yield given
            transaction.set_rollback(True)
    finally:
        _lead_to(usual)


def _copy_of(name: str, load: Callable[[], Any], usual: str) -> tuple[str, Any]:
    world = f"world_{name}"
    kept = Path(settings.DATABASES["default"]["HOST"]).parent / f"{world}.pickle"
    if name not in _copied:
        with _maintenance() as session:
            session.execute("select pg_advisory_lock(hashtext(%s))", [world])
            if not _is_there(session, world):
                _make(session, world, kept, load, usual)
            copy = f"{world}_{os.getpid()}"
            session.execute(f'create database "{copy}" template "{world}"')  # names of our own
            _copied[name] = copy
    return _copied[name], pickle.loads(kept.read_bytes())


def _make(
    session: psycopg.Connection[Any], world: str, kept: Path, load: Callable[[], Any], usual: str
) -> None:
    draft = f"{world}_draft"
    session.execute(f'drop database if exists "{draft}"')
    session.execute(
        f'create database "{draft}" template "{settings.DATABASES["default"]["TEST"]["TEMPLATE"]}"'
    )
    _lead_to(draft)
    try:
        with transaction.atomic():
            kept.write_bytes(pickle.dumps(load()))
        with connection.cursor() as cursor:
            cursor.execute("analyze")
    finally:
        _lead_to(usual)
    session.execute(f'alter database "{draft}" rename to "{world}"')


def _is_there(session: psycopg.Connection[Any], world: str) -> bool:
    return bool(session.execute("select 1 from pg_database where datname = %s", [world]).fetchone())


def _lead_to(database: str) -> None:
    connection.close()
    connection.close_pool()  # its connections lead where they were made to
    connection.settings_dict["NAME"] = database


def _maintenance() -> psycopg.Connection[Any]:
    to = settings.DATABASES["default"]
    return psycopg.connect(
        host=to["HOST"], port=to["PORT"] or None, user=to["USER"], dbname=MAINTENANCE, autocommit=True
    )
