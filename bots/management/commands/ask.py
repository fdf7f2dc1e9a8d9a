"""`ask`: the bot's answer to a question, the same as in Slack."""

from __future__ import annotations

from typing import Any, Final

from django.core.management.base import CommandParser
from django.utils import timezone

from bots.queries import answer
from programme.management.reading import ReadingCommand
from programme.rules.access import Actor

NO_CONTEXT: Final = (
    "A channel or thread makes no difference to the answer yet: --in and --thread are taken and left aside."
)


class Command(ReadingCommand):
    help = (
        "Answers a question as the bot does, over open and internal items. Exits 0 whatever its status. "
        'Example: manage.py ask "savings 24S365 2024/25" --programme southampton-cl --json'
    )

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("question", nargs="*", metavar="QUESTION", help="in your own words; none is help")
        parser.add_argument("--programme", metavar="CODE", help="ask within one programme")
        parser.add_argument("--in", dest="channel", metavar="CHANNEL", help="taken; makes no difference yet")
        parser.add_argument("--thread", metavar="ID", help="taken; makes no difference yet")

    def document(self, reader: Actor, **options: Any) -> dict[str, Any]:
        """Return the answer as data."""
        said = answer(
            " ".join(options["question"]), reader=reader, at=timezone.now(), programme=options["programme"]
        )
        note = {"note": NO_CONTEXT} if options["channel"] or options["thread"] else {}
        return said.as_json() | note

    def lines(self, document: dict[str, Any]) -> list[str]:
        """Return the answer's text."""
        return [document["text"], *([document["note"]] if "note" in document else [])]
