"""What the admin's header says of where one is."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest


def environment(request: HttpRequest) -> list[str] | None:
    """Return the badge that says this is the embedded default; none in production."""
    return None if settings.PRODUCTION else ["On this machine only", "info"]
