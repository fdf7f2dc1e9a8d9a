"""Emptying the database after a test that committed: of the hundreds of tables, those that hold something.

Django would truncate all of them and make every permission anew, which takes a second of processor time a test.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from django.apps import apps
from django.db import connection, transaction

KEPT: Final = frozenset({"django_migrations", "django_content_type", "auth_permission"})
"""What migrating makes of the models alone."""


def empty() -> None:
    """Delete every row of ours; whoever asks looks past the guards of the ledgers."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(_question())
        for (table,) in cursor.fetchall():
            cursor.execute(f'delete from "{table}"')  # foreign keys are looked at when this commits


@lru_cache(maxsize=1)
def _question() -> str:
    models = apps.get_models(include_auto_created=True, include_swapped=False)
    tables = sorted({m._meta.db_table for m in models if m._meta.managed and not m._meta.proxy} - KEPT)
    return " union all ".join(
        f"""select '{table}' where exists (select 1 from "{table}")""" for table in tables
    )
