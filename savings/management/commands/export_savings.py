"""`export_savings`: a programme's savings as the same sheet again, or an empty sheet to start from."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import CommandParser
from django.utils import timezone

from programme import queries
from programme.management.reading import ReadingCommand, Refusal
from programme.queries import ProgrammeRow
from programme.rules.access import Actor
from savings.exchange.exporting import Exported, WrongEnding, empty_sheet, export_savings


class Command(ReadingCommand):
    help = (
        "Writes a programme's savings to a spreadsheet; bringing it back unchanged changes nothing. "
        "Example: manage.py export_savings --programme southampton-cl --out savings.xlsx --as finance@example.test"
    )

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("--programme", required=True, metavar="CODE", help="the programme's code")
        parser.add_argument("--out", required=True, metavar="FILE", help="an .xlsx or a .csv file")
        parser.add_argument("--empty", action="store_true", help="the headings alone, to start from")

    def document(self, reader: Actor, **options: Any) -> dict[str, Any]:
        """Write the file and return what it holds."""
        programme, to = _programme(reader, options["programme"]), Path(options["out"])
        write = empty_sheet if options["empty"] else export_savings
        try:
            found = write(programme=programme, to=to, reader=reader, at=timezone.now())
        except WrongEnding as wrong:
            raise Refusal(
                str(wrong), where="--out", next_step="Name it savings.xlsx or savings.csv."
            ) from wrong
        except OSError as fault:
            words = f"{to} cannot be written: {(fault.strerror or str(fault)).lower()}."
            raise Refusal(
                words, where="--out", next_step="Name a folder that exists and is yours."
            ) from fault
        return _document(programme, to, found)

    def lines(self, document: dict[str, Any]) -> list[str]:
        """Return what was written, and what it holds that not everybody may see."""
        count = f"{document['lines']:,} saving{'' if document['lines'] == 1 else 's'}"
        lines = [f"{count} of {document['name']}, {document['over']}: {document['out']}"]
        if document["stamp"]:
            lines.append(
                f"Export {document['stamp']}: an edited copy is merged against it when it comes back."
            )
        return [*lines, document["marked"]] if document["marked"] else lines


def _programme(reader: Actor, code: str) -> ProgrammeRow:
    found = next(iter(queries.programmes(reader=reader, code=code).values()), None)
    if found is None:
        raise Refusal(
            f"There is no programme {code} that you may see.",
            where="--programme",
            next_step="`manage.py programmes` lists them.",
        )
    return found


def _document(programme: ProgrammeRow, to: Path, found: Exported) -> dict[str, Any]:
    return {
        "programme": programme.code,
        "name": programme.label,
        "illustrative": found.illustrative,
        "out": str(to),
        "stamp": found.stamp,
        "lines": found.lines,
        "years": list(found.years),
        "unit": found.unit,
        "over": found.over,
        "marked": found.marked,
        "closed": list(found.closed),
    }
