"""`programmes`: the codes and names of programmes."""

from __future__ import annotations

from typing import Any

from programme import queries
from programme.management.reading import ReadingCommand
from programme.rules.access import Actor


class Command(ReadingCommand):
    help = "Lists the programmes you may see. Example: manage.py programmes --as pmo@example.test"

    def document(self, reader: Actor, **options: Any) -> list[dict[str, str]]:
        """Return code and name of each, in the order of codes."""
        return [{"code": p.code, "name": p.label} for p in queries.programmes(reader=reader).values()]

    def lines(self, document: Any) -> list[str]:
        """Return a line for each."""
        return [f"{row['code']:<32}{row['name']}" for row in document] or ["No programme that you may see."]
