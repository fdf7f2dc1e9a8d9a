"""`board_pack`: a board's pack as PDF, under its reader's rights or with open rows alone."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import CommandParser
from django.utils import timezone

from governance.changes.packs import NOT_PUBLIC
from governance.exchange.pack import CannotTypeset
from governance.exchange.packing import freeze, make_pack
from governance.queries.boards import BoardRow, boards
from programme.management.moments import past, read_moment
from programme.management.reading import ReadingCommand, Refusal
from programme.queries.files import file_content
from programme.rules.access import Actor


class Command(ReadingCommand):
    help = (
        "Writes a board's pack as PDF: what you may see of it, now or as at a moment. --public, like leaving --as out, "
        "sees open rows alone. --keep freezes it as a pack of that board. "
        "Example: manage.py board_pack --board southampton-cl-story-board --out pack.pdf --as chair@example.test"
    )

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("--board", required=True, metavar="CODE", help="the board's code")
        parser.add_argument("--public", action="store_true", help="the public version: open rows alone")
        parser.add_argument("--out", required=True, type=Path, metavar="FILE.pdf", help="the file to write")
        parser.add_argument("--since", metavar="DATETIME", help="look back to then; else to the last meeting")
        parser.add_argument("--at", metavar="DATETIME", help="as at a past moment; a day alone is its end")
        parser.add_argument(
            "--keep", action="store_true", help="freeze it as a pack of the board; takes --as"
        )

    def document(self, reader: Actor, **options: Any) -> dict[str, Any]:
        """Make the pack and return what was written."""
        out: Path = options["out"]
        check_out(out)
        board = board_of(reader, options["board"], is_public=options["public"])
        now = timezone.now()
        at, since = now, None
        if options["at"]:
            at = past(read_moment(options["at"], option="--at", ends=True), option="--at", now=now)
        if options["since"]:
            since = read_moment(options["since"], option="--since")
            if since > at:
                raise Refusal(
                    "It looks back from before it begins.", where="--since", next_step="Give an earlier day."
                )
        if options["keep"] and (options["at"] or options["since"]):
            raise Refusal(
                "A pack is kept as it stands now.", where="--keep", next_step="Leave --at and --since out."
            )
        try:
            if options["keep"]:
                kept = freeze(board_id=board.id, by=reader, at=at, is_public=options["public"])
                assert kept.file_id is not None
                content = file_content(kept.file_id)
            else:
                content = make_pack(
                    board_id=board.id, by=reader, at=at, since=since, is_public=options["public"]
                ).content
        except CannotTypeset as problem:
            raise Refusal(str(problem), next_step="The log has the reason.") from problem
        return write_out(out, content, board, is_public=options["public"] or reader.kind == "public", at=at)

    def lines(self, document: Any) -> list[str]:
        """Return what was written, in words."""
        version = "public version" if document["public"] else "as you may see it"
        return [f"{document['out']}: the pack of {document['name']}, {version}, {document['bytes']:,} bytes"]


def check_out(out: Path, *, ending: str = ".pdf") -> None:
    """Check that a file may be written there. Raises Refusal."""
    if out.suffix.lower() != ending:
        raise Refusal(
            f"{out.name} does not end in {ending}.", where="--out", next_step=f"End it with {ending}."
        )
    if not out.resolve().parent.is_dir():
        raise Refusal(
            f"There is no folder {out.parent}.", where="--out", next_step="Make it, or name another."
        )


def board_of(reader: Actor, code: str, *, is_public: bool) -> BoardRow:
    """Return the board of this code. Raises Refusal where this reader may not see it, or the public may not."""
    found = next(iter(boards(reader=reader, code=code).values()), None)
    if found is None:
        raise Refusal(
            f"There is no board {code} that you may see.",
            where="--board",
            next_step="`manage.py boards` lists them.",
        )
    if is_public and found.marking != "open":
        raise Refusal(NOT_PUBLIC.format(found.name), where="--public", next_step="Leave --public out.")
    return found


def write_out(out: Path, content: bytes, board: BoardRow, *, is_public: bool, at: Any) -> dict[str, Any]:
    """Write a file and return what was written. Raises Refusal."""
    try:
        out.write_bytes(content)
    except OSError as problem:
        raise Refusal(
            f"{out} could not be written: {problem.strerror}.", where="--out", next_step="Name another file."
        ) from problem
    return {
        "board": board.code,
        "name": board.name,
        "out": str(out),
        "public": is_public,
        "bytes": len(content),
        "as_at": at.isoformat(),
    }
