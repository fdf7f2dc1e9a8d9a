"""`digest`: what a board's digest would say to a person now."""

from __future__ import annotations

from typing import Any, Final

from django.conf import settings
from django.core.management.base import CommandParser
from django.utils import timezone

from bots.mail.digests import digest_html
from bots.rules.digest_words import DigestWords, digest_words
from governance import queries as governance
from governance.queries import BoardRow
from governance.rules.board_view import BoardView, to_json
from governance.rules.paths import path_of
from programme.management.moments import past, read_moment
from programme.management.reading import ReadingCommand, Refusal
from programme.rules.access import Actor

FORMATS: Final = ("text", "html", "json")


class Command(ReadingCommand):
    help = (
        "Shows the digest of a board that a person would get now: without exempt and confidential items, as all "
        "messages are. It begins where the last digest they got ended, else at the board's last meeting; nothing is "
        "kept or sent. Example: manage.py digest --board southampton-cl-story-board --as chair@example.test"
    )

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("--board", required=True, metavar="CODE", help="the board's code")
        parser.add_argument(
            "--since",
            metavar="DATETIME",
            help="where it begins; a day is its beginning; without a zone, London",
        )
        parser.add_argument(
            "--format", choices=FORMATS, default="text", help="text, html with its charts in it, or json"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        options["json"] = options["json"] or options["format"] == "json"
        super().handle(*args, **options)

    def document(self, reader: Actor, **options: Any) -> Any:
        """Return the view with its words; for --format html the message alone."""
        now, board = timezone.now(), _board(reader, options["board"])
        since, called = None, ""
        if options["since"]:
            since = past(read_moment(options["since"], option="--since"), option="--since", now=now)
        elif reader.person_id is not None:
            since, called = governance.digest_begins(board.id, [reader.person_id]).get(
                reader.person_id, (None, "")
            )
        open_eyes = reader if reader.kind == "public" else reader.without_closed()
        view = governance.board_view(
            reader=open_eyes, board_id=board.id, since=since, now=now, since_called=called
        )
        if view is None:
            raise Refusal(
                f"{board.name} may not be named in messages, so its digest says nothing of it.",
                where="--board",
                next_step="Read it on its page, signed in.",
            )
        words = _words(view, reader)
        if options["format"] == "html" and not options["json"]:
            return digest_html(words, view, inline=True)[0]
        return _document(view, words)

    def lines(self, document: Any) -> list[str]:
        """Return the message as it is sent."""
        return [document if isinstance(document, str) else document["text"]]


def _board(reader: Actor, code: str) -> BoardRow:
    found = next(iter(governance.boards(reader=reader, code=code).values()), None)
    if found is None:
        raise Refusal(
            f"There is no board {code} that you may see.",
            where="--board",
            next_step="`manage.py boards` lists them.",
        )
    return found


def _words(view: BoardView, reader: Actor) -> DigestWords:
    page = f"{settings.PUBLIC_URL}{path_of('board', view.board.id, view.board.ref)}"
    cleared = any(grant.cleared for grant in reader.grants)
    return digest_words(view, link=page, turn_down=f"{settings.PUBLIC_URL}/account/", cleared=cleared)


def _document(view: BoardView, words: DigestWords) -> dict[str, Any]:
    return {"subject": words.subject, "text": words.text(), **to_json(view)}
