"""`load_example`: a real council's programme as published, into the ledger."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone

from deploy.examples.loading import Loaded, load
from deploy.examples.source import EXAMPLES, read_example


class Command(BaseCommand):
    help = (
        "Loads a real programme as published; running it again changes nothing, and it pages nobody. "
        "Example: manage.py load_example southampton"
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("name", choices=[*EXAMPLES, "all"], help="the council, or all of them")

    def handle(self, *args: Any, **options: Any) -> None:
        names = list(EXAMPLES) if options["name"] == "all" else [options["name"]]
        for name in names:
            self.stdout.write(_sentence(load(read_example(name), at=timezone.now())))


def _sentence(loaded: Loaded) -> str:
    if loaded.is_new:
        return f"{loaded.code}: loaded, {loaded.changed} rows"
    if loaded.changed:
        return f"{loaded.code}: already loaded; {loaded.changed} printed tables and totals brought up to date"
    return f"{loaded.code}: already loaded; nothing changed"
