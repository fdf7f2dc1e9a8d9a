"""The content of kept files. Who may have it is asked of what the file belongs to, before it is asked for here."""

from __future__ import annotations

from uuid import UUID

import psycopg
from django.db import connection
from psycopg.rows import tuple_row

_CONTENT = "select content from programme_storedfile where id = %s"


def file_content(file_id: UUID) -> bytes:
    """Return the content of a kept file. Raises KeyError where there is no such file.

    It comes in binary: as text a file of 25 MB would take four times its size in memory.
    """
    connection.ensure_connection()
    with (
        connection.wrap_database_errors,
        psycopg.Cursor(connection.connection, row_factory=tuple_row) as cursor,
    ):
        found = cursor.execute(_CONTENT, [file_id], binary=True).fetchone()
    if found is None:
        raise KeyError(f"no file is kept as {file_id}")
    return bytes(found[0])
