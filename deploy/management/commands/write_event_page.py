"""Write docs/events.md from the events' docstrings."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from deploy.event_page import event_page


class Command(BaseCommand):
    help = "Writes docs/events.md from the events' own docstrings. Example: manage.py write_event_page"

    def handle(self, *args: Any, **options: Any) -> None:
        path = settings.BASE_DIR / "docs" / "events.md"
        path.write_text(event_page(), encoding="utf-8")
        self.stdout.write(f"wrote {path.relative_to(settings.BASE_DIR)}")
