from __future__ import annotations

import hashlib

from django.db import models

from programme.models.base import Versioned


class CalendarLink(Versioned):
    """A person's own address of their calendar. Only the hash of its key is kept; the address is shown once.

    A calendar program cannot sign in, so whoever holds the address reads it: it gives open items alone.
    """

    person = models.ForeignKey("programme.Person", on_delete=models.PROTECT, related_name="calendar_links")
    name = models.CharField(max_length=80)
    prefix = models.CharField(max_length=12, help_text="The first characters, to tell addresses apart")
    digest = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)
    last_used_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"{self.prefix}… ({self.name})"

    @staticmethod
    def digest_of(key: str) -> str:
        """Return what is stored of a key: its SHA-256, in hex. A key is 256 random bits, so no salt."""
        return hashlib.sha256(key.encode()).hexdigest()
