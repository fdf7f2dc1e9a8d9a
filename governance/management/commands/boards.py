"""`boards`: the codes and names of boards."""

from __future__ import annotations

from typing import Any

from governance.queries import boards
from programme.management.reading import ReadingCommand
from programme.rules.access import Actor


class Command(ReadingCommand):
    help = "Lists the boards you may see. Example: manage.py boards --as chair@example.test"

    def document(self, reader: Actor, **options: Any) -> list[dict[str, str]]:
        """Return code and name of each, in the order of names."""
        return [
            {"code": b.code, "name": f"{b.name} (Illustrative)" if b.illustrative else b.name}
            for b in boards(reader=reader).values()
        ]

    def lines(self, document: Any) -> list[str]:
        """Return a line for each."""
        return [f"{row['code']:<40}{row['name']}" for row in document] or ["No board that you may see."]
