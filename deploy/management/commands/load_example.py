"""`load_example`: a real council's programme as published, or an illustrative copy of it, into the ledger."""

from __future__ import annotations

import time
from typing import Any

from django.core.management.base import CommandParser
from django.utils import timezone

from deploy import env
from deploy.examples.loading import Loaded, load
from deploy.examples.people import NotHere
from deploy.examples.source import EXAMPLES, read_example
from deploy.examples.stories import STORIES
from deploy.examples.storytelling import load_story
from programme.management.reading import AnsweringCommand, Refusal


class Command(AnsweringCommand):
    help = (
        "Loads a real programme as published; with --story a marked illustrative copy of it, with example "
        "people and months of invented updates. Running it again changes nothing, and it pages nobody. "
        "Example: manage.py load_example southampton --story"
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("name", choices=[*EXAMPLES, "all"], help="the council, or all of them")
        which = parser.add_mutually_exclusive_group()
        which.add_argument(
            "--story", action="store_true", help="load the illustrative copy (CODE-story) instead"
        )
        which.add_argument("--both", action="store_true", help="load it and then its illustrative copy")
        super().add_arguments(parser)

    def answer(self, **options: Any) -> dict[str, Any]:
        """Return what was loaded, programme by programme, and how long each took in seconds."""
        names = list(EXAMPLES) if options["name"] == "all" else [options["name"]]
        published = [] if options["story"] else [(name, self._published) for name in names]
        told = [(name, self._story) for name in names] if options["story"] or options["both"] else []
        rows = []
        for name, how in (*published, *told):
            if self.stderr.isatty():
                self.stderr.write(f"{name} …")
            began = time.monotonic()
            loaded = how(name)
            rows.append(
                {
                    "code": loaded.code,
                    "is_new": loaded.is_new,
                    "changed": loaded.changed,
                    "seconds": round(time.monotonic() - began, 1),
                }
            )
        return {"loaded": rows}

    def lines(self, document: Any) -> list[str]:
        """Return a sentence for each programme."""
        return [_sentence(row) for row in document["loaded"]]

    def _published(self, name: str) -> Loaded:
        return load(read_example(name), at=timezone.now())

    def _story(self, name: str) -> Loaded:
        password = env.text("EXAMPLE_PASSWORD") or None
        try:
            return load_story(read_example(name), STORIES[name], at=timezone.now(), password=password)
        except NotHere as refused:
            raise Refusal(
                str(refused), where="--story", next_step="Load the programme without --story."
            ) from refused


def _sentence(row: dict[str, Any]) -> str:
    if row["is_new"]:
        return f"{row['code']}: loaded, {row['changed']} rows in {row['seconds']} s"
    if row["changed"]:
        return f"{row['code']}: already loaded; {row['changed']} tables, totals or boards brought up to date"
    return f"{row['code']}: already loaded; nothing changed"
