"""What commands share: who reads, one JSON document or lines for people, refusals that say what to do next."""

from __future__ import annotations

import json
import sys
from pathlib import PurePath
from typing import Any
from unicodedata import category

from django.core.management.base import BaseCommand, CommandError, CommandParser

from programme import queries
from programme.changes import Invalid
from programme.rules.access import Actor, Refused, public


class Refusal(Exception):
    """The command explains why it does nothing: what is wrong, where, and what to do next.

    `document` is what it found out all the same; it is told first.
    """

    def __init__(
        self, message: str, *, where: str = "", next_step: str = "", document: dict[str, Any] | None = None
    ) -> None:
        super().__init__(message)
        self.message, self.where, self.next_step = message, where, next_step
        self.document = document


class AnsweringCommand(BaseCommand):
    """A command that answers with one document: `--json` prints it, else it is told in lines.

    A subclass gives `answer` (for --json, a dict or a list) and `lines` (for people). A refusal exits 1 in
    either form; with --json it is the one document.
    """

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--json", action="store_true", help="print one JSON document")

    def answer(self, **options: Any) -> Any:
        """Return what --json prints. Raises Refusal, Refused, Invalid."""
        raise NotImplementedError

    def lines(self, document: Any) -> list[str]:
        """Return the same for people, line by line."""
        raise NotImplementedError

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            _refuse_control_characters(options)
            document = self.answer(**options)
        except Refusal as refusal:
            self._refuse(refusal, as_json=options["json"])
        except (Refused, Invalid) as refused:
            self._refuse(Refusal(str(refused)), as_json=options["json"])
        self.stdout.write(
            json.dumps(document, ensure_ascii=False, indent=2)
            if options["json"]
            else "\n".join(self.lines(document))
        )

    def _refuse(self, refusal: Refusal, *, as_json: bool) -> Any:
        if not as_json:
            if refusal.document is not None:
                self.stdout.write("\n".join(self.lines(refusal.document)))
            raise CommandError(" ".join(filter(None, [refusal.message, refusal.next_step])))
        error = {"message": refusal.message, "where": refusal.where, "next": refusal.next_step}
        document = {**(refusal.document or {}), "error": error}
        self.stdout.write(json.dumps(document, ensure_ascii=False))
        sys.exit(1)


class ReadingCommand(AnsweringCommand):
    """A command that shows figures: `--as EMAIL` names the reader, else open items alone.

    A subclass gives `document` in place of `answer`.
    """

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--as", dest="reader", metavar="EMAIL", help="who reads; without it, open items alone"
        )
        super().add_arguments(parser)

    def answer(self, **options: Any) -> Any:
        """See AnsweringCommand."""
        email = options.pop("reader")
        return self.document(public() if email is None else named(email), **options)

    def document(self, reader: Actor, **options: Any) -> Any:
        """Return what --json prints. Raises Refusal."""
        raise NotImplementedError


def _refuse_control_characters(options: dict[str, Any]) -> None:
    """Raise Refusal for an option that holds what no name, path or date does; lines and tabs are text."""
    for name, given in options.items():
        for one in given if isinstance(given, (list, tuple)) else (given,):
            text = str(one) if isinstance(one, (str, PurePath)) else ""
            if any(category(mark) == "Cc" and mark not in "\t\n\r" for mark in text):
                option = f"--{name.replace('_', '-')}"
                raise Refusal(
                    f"What {option} is given holds a control character.",
                    where=option,
                    next_step="Write it without.",
                )


def named(email: str) -> Actor:
    """Return the person of this email, at the command line. Raises Refusal."""
    actor = queries.actor_for_email(email, door="command")
    if actor is None:
        raise Refusal(
            f"Nobody here is called {email}.", where="--as", next_step="`manage.py people` lists who is."
        )
    return actor
