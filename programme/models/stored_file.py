from __future__ import annotations

from django.db import models
from django.db.models import Q

from programme.models.base import Row

LARGEST_FILE = 25 * 1024 * 1024


class StoredFile(Row):
    """An uploaded file, kept once by its content. In the database, so that one backup holds everything."""

    sha256 = models.CharField(max_length=64, unique=True)
    size = models.PositiveIntegerField()
    content = models.BinaryField()
    stored_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(name="stored_file_is_at_most_25_mb", condition=Q(size__lte=LARGEST_FILE))
        ]

    def __str__(self) -> str:
        return f"{self.sha256[:12]} ({self.id})"
