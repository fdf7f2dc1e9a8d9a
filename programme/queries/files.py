"""The content of kept files. Who may have it is asked of what the file belongs to, before it is asked for here."""

from __future__ import annotations

from uuid import UUID

from programme.models import StoredFile


def file_content(file_id: UUID) -> bytes:
    """Return the content of a kept file. Raises KeyError where there is no such file."""
    content = StoredFile.objects.filter(pk=file_id).values_list("content", flat=True).first()
    if content is None:
        raise KeyError(f"no file is kept as {file_id}")
    return bytes(content)
