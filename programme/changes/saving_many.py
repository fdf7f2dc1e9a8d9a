"""How a change saves many rows at once: a few statements for all, with who and why beside each in history.

For changes that write thousands of rows, which have checked them first: nothing is validated here beyond what the
database itself refuses. Call it inside `recorded`, in the transaction of the change.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, TypeVar

from django.db import connection, models

R = TypeVar("R", bound=models.Model)
BATCH = 2000


def add_many(rows: Sequence[R]) -> None:
    """Insert rows of one model."""
    if rows:
        type(rows[0])._default_manager.bulk_create(rows, batch_size=BATCH)


def update_many(rows: Sequence[R], names: Sequence[str]) -> None:
    """Write these fields of rows of one model, in one statement a batch.

    Django's own bulk_update asks every row about every value of a batch, which takes minutes for thousands.
    """
    for start in range(0, len(rows), BATCH):
        _update(rows[start : start + BATCH], names)


def _update(rows: Sequence[models.Model], names: Sequence[str]) -> None:
    opts: Any = type(rows[0])._meta
    fields = [opts.pk, *(opts.get_field(name) for name in names)]
    quote = connection.ops.quote_name
    columns = [quote(field.column) for field in fields]
    arrays = ", ".join(f"%s::{field.db_type(connection)}[]" for field in fields)
    sets = ", ".join(f"{column} = v.{column}" for column in columns[1:])
    table, key = quote(opts.db_table), columns[0]
    values = [[_stored(field, row) for row in rows] for field in fields]
    with connection.cursor() as cursor:
        cursor.execute(
            f"update {table} set {sets} from unnest({arrays}) as v({', '.join(columns)}) "
            f"where {table}.{key} = v.{key}",
            values,
        )


def _stored(field: Any, row: models.Model) -> Any:
    return field.get_db_prep_save(getattr(row, field.attname), connection)
