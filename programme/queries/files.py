"""The content of kept files. Who may have it is asked of what the file belongs to, before it is asked for here."""

from __future__ import annotations

from typing import Final
from uuid import UUID

import psycopg
from django.db import connection
from psycopg.rows import tuple_row

SLICE: Final = 4 * 1024 * 1024
_SIZE = "select size from programme_storedfile where id = %s"
_SLICE = "select substring(content from %s for %s) from programme_storedfile where id = %s"


def file_content(file_id: UUID) -> bytes:
    """Return the content of a kept file. Raises KeyError where there is no such file.

    It comes in slices, and in binary: a connection keeps a buffer as large as the largest answer it ever had, twice
    as large for text, and each thread of a worker has one.
    """
    connection.ensure_connection()
    with (
        connection.wrap_database_errors,
        psycopg.Cursor(connection.connection, row_factory=tuple_row) as cursor,
    ):
        found = cursor.execute(_SIZE, [file_id]).fetchone()
        if found is None:
            raise KeyError(f"no file is kept as {file_id}")
        slices = []
        for start in range(0, found[0], SLICE):
            part = cursor.execute(_SLICE, [start + 1, SLICE, file_id], binary=True).fetchone()
            slices.append(part[0] if part else b"")
    return b"".join(slices)
