"""`people`: the emails and names of people."""

from __future__ import annotations

from typing import Any

from programme import queries
from programme.management.reading import ReadingCommand
from programme.rules.access import Actor


class Command(ReadingCommand):
    help = (
        "Lists the people of the councils you have a grant in; without --as, nobody. "
        "Example: manage.py people --as pmo@example.test"
    )

    def document(self, reader: Actor, **options: Any) -> list[dict[str, str]]:
        """Return email and name of each, in the order of emails."""
        return [{"email": p.email, "name": p.name} for p in queries.people(reader=reader).values()]

    def lines(self, document: Any) -> list[str]:
        """Return a line for each."""
        nobody = "Nobody that you may see: name yourself with --as EMAIL."
        return [f"{row['email']:<40}{row['name']}" for row in document] or [nobody]
