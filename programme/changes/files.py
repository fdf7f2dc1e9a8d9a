"""Keeping uploaded files: each once, by its content."""

from __future__ import annotations

import hashlib
from datetime import datetime
from uuid import UUID, uuid4

import psycopg
from django.db import IntegrityError, connection, transaction

from programme.changes.saving_rows import Invalid
from programme.models import StoredFile
from programme.models.stored_file import LARGEST_FILE

__all__ = ["LARGEST_FILE", "TOO_LARGE", "store_file"]

TOO_LARGE = (
    "This file is larger than 25 MB. Save the one sheet as a file of its own, or as CSV, and try again."
)

_STORE = "copy programme_storedfile (id, sha256, size, content, stored_at) from stdin (format binary)"
_TYPES = ["uuid", "text", "int4", "bytea", "timestamptz"]


@transaction.atomic
def store_file(*, content: bytes, at: datetime) -> UUID:
    """Keep a file and return its id; the same content again is the same file. Raises Invalid above 25 MB.

    Who may see it is a matter of what it belongs to; by itself it is shown to nobody.
    """
    if len(content) > LARGEST_FILE:
        raise Invalid({"file": [TOO_LARGE]})
    sha256 = hashlib.sha256(content).hexdigest()
    rows = StoredFile.objects.filter(sha256=sha256).values_list("pk", flat=True)
    known = rows.first()
    if known is not None:
        return known
    file_id = uuid4()
    try:
        with transaction.atomic():
            _copy_in(file_id, sha256, content, at)
    except IntegrityError:  # somebody stored the same content this moment
        return rows.get()
    return file_id


def _copy_in(file_id: UUID, sha256: str, content: bytes, at: datetime) -> None:
    """Send the row in binary: as a parameter of an INSERT 25 MB take five times as long, and a browser waits."""
    with connection.wrap_database_errors, psycopg.Cursor(connection.connection).copy(_STORE) as copy:
        copy.set_types(_TYPES)
        copy.write_row([file_id, sha256, len(content), content, at])
