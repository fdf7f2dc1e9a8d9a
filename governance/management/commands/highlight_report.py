"""`highlight_report`: a board's highlight report as a Word file, under its reader's rights or with open rows alone."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import CommandParser
from django.utils import timezone

from governance.exchange.highlight_report import highlight_report
from governance.management.commands.board_pack import board_of, check_out, write_out
from programme import queries
from programme.management.reading import ReadingCommand, Refusal
from programme.rules.access import Actor


class Command(ReadingCommand):
    help = (
        "Writes a board's highlight report as a Word file, on the council's own template where there is one. "
        "--public, like leaving --as out, sees open rows alone. Example: manage.py highlight_report "
        "--board southampton-cl-story-board --out highlights.docx --as manager@example.test"
    )

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("--board", required=True, metavar="CODE", help="the board's code")
        parser.add_argument("--programme", metavar="CODE", help="one programme of those the board sees")
        parser.add_argument("--public", action="store_true", help="the public version: open rows alone")
        parser.add_argument("--out", required=True, type=Path, metavar="FILE.docx", help="the file to write")

    def document(self, reader: Actor, **options: Any) -> dict[str, Any]:
        """Make the report and return what was written."""
        out: Path = options["out"]
        check_out(out, ending=".docx")
        board = board_of(reader, options["board"], is_public=options["public"])
        programme = _programme(reader, options["programme"])
        at = timezone.now()
        content = highlight_report(
            reader=reader, board_id=board.id, at=at, is_public=options["public"], programme_id=programme
        )
        if content is None:
            raise Refusal(
                f"{board.name} has no public version.", where="--public", next_step="Leave --public out."
            )
        return write_out(out, content, board, is_public=options["public"] or reader.kind == "public", at=at)

    def lines(self, document: Any) -> list[str]:
        """Return what was written, in words."""
        return [f"{document['out']}: the highlight report of {document['name']}, {document['bytes']:,} bytes"]


def _programme(reader: Actor, code: str | None) -> Any:
    if code is None:
        return None
    found = next(iter(queries.programmes(reader=reader, code=code)), None)
    if found is None:
        raise Refusal(
            f"There is no programme {code} that you may see.",
            where="--programme",
            next_step="`manage.py programmes` lists them.",
        )
    return found
