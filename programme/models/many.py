"""Rows by the thousand: inserted and overwritten in a few statements, past everything that works row by row."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connection, connections, models
from django.db.models import NOT_PROVIDED
from django.db.models.expressions import DatabaseDefault

BATCH = 2000


def insert_many(rows: Sequence[models.Model]) -> None:
    """Insert rows of one model. What the database fills in (a db_default nobody gave) it fills in.

    By COPY: building an INSERT of thousands of rows takes Django longer than the database needs for it.
    """
    for start in range(0, len(rows), BATCH):
        _copy(rows[start : start + BATCH])


def overwrite_many(rows: Sequence[models.Model], names: Sequence[str]) -> None:
    """Write these fields of rows of one model, in one statement a batch.

    Django's own bulk_update asks every row about every value of a batch, which takes minutes for thousands.
    """
    for start in range(0, len(rows), BATCH):
        _overwrite(rows[start : start + BATCH], names)


def check_references() -> None:
    """Have the database check now what it would check at the end of the transaction, and forget it.

    Each row of history looks through all checks still to be made, so that thousands of rows in one transaction would
    take the longer the more there are.
    """
    with connection.cursor() as cursor:
        cursor.execute("set constraints all immediate")
        cursor.execute("set constraints all deferred")


def _copy(rows: Sequence[models.Model]) -> None:
    opts: Any = type(rows[0])._meta
    fields = [field for field in opts.concrete_fields if not _is_left_to_the_database(rows[0], field)]
    quote = connection.ops.quote_name
    columns = ", ".join(quote(field.column) for field in fields)
    # Through Django's cursor, so that who and why are set for the triggers; COPY itself goes past it.
    with connection.cursor() as cursor:
        cursor.execute("set constraints all deferred")
        sql = f"copy {quote(opts.db_table)} ({columns}) from stdin"
        with connection.wrap_database_errors, cursor.copy(sql) as copy:
            for values in zip(*(_values(rows, field) for field in fields), strict=True):
                copy.write_row(values)
    check_references()


def _overwrite(rows: Sequence[models.Model], names: Sequence[str]) -> None:
    opts: Any = type(rows[0])._meta
    fields = [opts.pk, *(opts.get_field(name) for name in names)]
    quote = connection.ops.quote_name
    columns = [quote(field.column) for field in fields]
    arrays = ", ".join(f"%s::{field.db_type(connection)}[]" for field in fields)
    sets = ", ".join(f"{column} = v.{column}" for column in columns[1:])
    table, key = quote(opts.db_table), columns[0]
    values = [_values(rows, field) for field in fields]
    with connection.cursor() as cursor:
        cursor.execute(
            f"update {table} set {sets} from unnest({arrays}) as v({', '.join(columns)}) "
            f"where {table}.{key} = v.{key}",
            values,
        )
    check_references()


def _is_left_to_the_database(row: models.Model, field: Any) -> bool:
    return field.db_default is not NOT_PROVIDED and isinstance(getattr(row, field.attname), DatabaseDefault)


def _values(rows: Sequence[models.Model], field: Any) -> list[Any]:
    """Return a column of the rows as the driver takes it. Only JSON has to be wrapped: the rest it knows by type."""
    attname = field.attname
    if isinstance(field, models.JSONField):
        default = connections[DEFAULT_DB_ALIAS]
        return [field.get_db_prep_save(getattr(row, attname), default) for row in rows]
    return [getattr(row, attname) for row in rows]
