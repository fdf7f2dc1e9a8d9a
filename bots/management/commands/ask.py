"""`ask`: the bot's answer to a question, the same as in Slack."""

from __future__ import annotations

from typing import Any

from django.core.management.base import CommandParser
from django.utils import timezone

from bots import changes, queries
from bots.queries import ChannelRow
from bots.rules.company import among_others
from programme.management.reading import ReadingCommand
from programme.rules.access import Actor


class Command(ReadingCommand):
    help = (
        "Answers a question as the bot does, over open and internal items. Exits 0 whatever its status. "
        'Example: manage.py ask "savings 24S365 2024/25" --programme southampton-cl --json'
    )

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("question", nargs="*", metavar="QUESTION", help="in your own words; none is help")
        parser.add_argument("--programme", metavar="CODE", help="ask within one programme")
        parser.add_argument(
            "--in",
            dest="channel",
            metavar="CHANNEL",
            help="ask as in a Slack channel, by id or name: about what it is linked to, under its ceiling",
        )
        parser.add_argument(
            "--thread", metavar="ID", help="read on from what you asked last with the same ID, within a day"
        )

    def document(self, reader: Actor, **options: Any) -> dict[str, Any]:
        """Return the answer as data."""
        question, programme, at = " ".join(options["question"]), options["programme"], timezone.now()
        place = queries.channel_called(options["channel"]) if options["channel"] else None
        heard = reader
        if options["channel"]:
            heard = among_others(reader, **_ceiling(place)) if reader.kind == "person" else reader
        thread = {"thread": options["thread"], "reader": reader, "at": at, "programme": programme}
        said = queries.answer(
            question,
            reader=heard,
            at=at,
            programme=programme,
            before=queries.asked_in_thread(**thread) if options["thread"] else "",
            within=place.within if place is not None else None,
        )
        if options["thread"]:
            changes.keep_turn(asked=said.asked, **thread)
        changes.keep_unanswered(question, said, reader=reader, place="ask", at=at, programme=programme)
        return said.as_json()

    def lines(self, document: dict[str, Any]) -> list[str]:
        """Return the answer's text."""
        return [*([document["about"]] if document["about"] else []), document["text"]]


def _ceiling(place: ChannelRow | None) -> dict[str, Any]:
    """Return what may be shown in a channel: open items alone where it is linked to nothing."""
    return {} if place is None else {"ceiling": place.ceiling, "scopes": place.scopes}
