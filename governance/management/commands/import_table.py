"""`import_table`: a table as councils keep it, of a kind, into a programme."""

from __future__ import annotations

import argparse
import sys
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import CommandParser
from django.utils import timezone

from governance.exchange.tables import KINDS, import_table
from programme import queries
from programme.management.reading import AnsweringCommand, Refusal, named
from programme.queries import ProgrammeRow
from programme.rules.access import INTERNAL, MARKINGS, Actor
from programme.rules.calendar import FinancialYear
from savings.exchange.tables import TableOptions, TableResult
from savings.exchange.workbooks import UnreadableFile
from savings.rules.notation import Unit
from savings.rules.tables.reading import NoTable

LARGEST_SHOWN = 20


class Command(AnsweringCommand):
    _failed = False
    help = (
        "Reads a table (XLSX, ODS or CSV) and writes what it says: all of it or nothing. The same file twice changes "
        "nothing. Example: manage.py import_table monitoring month5.xlsx --programme somerset-ct --period M5 "
        "--year 2023/24 --as finance@example.test --dry-run. A register of risks: manage.py import_table "
        "risks register.csv --programme somerset-ct --as manager@example.test"
    )

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("kind", choices=KINDS, metavar="KIND", help=", ".join(KINDS))
        parser.add_argument("file", metavar="FILE", help="an .xlsx, .ods or .csv file")
        parser.add_argument("--programme", required=True, metavar="CODE", help="the programme's code")
        parser.add_argument("--as", dest="person", metavar="EMAIL", help="who imports; without it, refused")
        parser.add_argument("--dry-run", action="store_true", help="say what would happen, and write nothing")
        parser.add_argument("--partial", action="store_true", help="write the rows that can be")
        parser.add_argument("--sheet", metavar="NAME", help="the sheet, where the file has several")
        parser.add_argument("--unit", choices=[unit.value for unit in Unit], help="the unit of the figures")
        parser.add_argument("--period", type=_month, metavar="M5", help="monitoring: the month; M1 is April")
        parser.add_argument("--year", type=_year, metavar="2023/24", help="monitoring: the financial year")
        parser.add_argument(
            "--overspend", choices=["positive", "negative"], help="monitoring: how an overspend is printed"
        )
        parser.add_argument("--name", default="", help="snapshot: what it is called")
        parser.add_argument(
            "--date", type=date.fromisoformat, metavar="YYYY-MM-DD", help="snapshot: the day it stood so"
        )
        parser.add_argument(
            "--definitions", default="", metavar="CODE", help="snapshot: the set its colours belong to"
        )
        parser.add_argument(
            "--marking", choices=MARKINGS, default=INTERNAL, help="snapshot: how closed it is"
        )
        parser.add_argument("--paragraph", type=int, help="snapshot: of Schedule 12A, where it is exempt")

    def answer(self, **options: Any) -> dict[str, Any]:
        """Import the table and return what became of it."""
        if options["person"] is None:
            raise Refusal(
                "Whoever imports is named.",
                where="--as",
                next_step="Add --as EMAIL; `manage.py people` lists who is.",
            )
        by = named(options["person"])
        programme, path = _programme(by, options["programme"]), Path(options["file"])
        try:
            result = import_table(
                kind=options["kind"],
                content=_content(path),
                file_name=path.name,
                programme=programme,
                options=_options(options),
                by=by,
                at=timezone.now(),
                dry_run=options["dry_run"],
                partial=options["partial"],
            )
        except (UnreadableFile, NoTable) as fault:
            raise Refusal(fault.what, where=path.name, next_step=fault.next_step) from fault
        document = _with_error(result, options)
        self._failed = "error" in document
        return document

    def handle(self, *args: Any, **options: Any) -> None:
        """Answer, and end with 1 where nothing could be written: the document has been printed by then."""
        super().handle(*args, **options)
        if self._failed:
            sys.exit(1)

    def lines(self, document: dict[str, Any]) -> list[str]:
        """Return what was read, what happened, and what is to be put right."""
        lines = [f"{document['file']}: {words}" for words in document["readings"]]
        counts = ", ".join(f"{document[name]} {name}" for name in ("created", "updated", "unchanged"))
        lines.append(f"{document['rows_read']} rows read: {counts}, {len(document['rejected'])} rejected")
        for one in document["rejected"][:LARGEST_SHOWN]:
            place = f"row {one['row']}" + (f", column {one['column']}" if one["column"] else "")
            value = f" {one['value']!r}" if one["value"] else ""
            lines.append(f"  {place}:{value} {one['problem']}; {one['next']}")
        if len(document["rejected"]) > LARGEST_SHOWN:
            lines.append(f"  and {len(document['rejected']) - LARGEST_SHOWN} more: --json lists them all")
        for cast in document.get("casts", ()):
            figures = ", ".join(f"{name} {cast[name]}" for name in ("printed", "sum", "difference"))
            lines.append(f"  {cast['status']}: {cast['label']}, {cast['period']}: {figures} ({cast['unit']})")
        lines.append(_outcome(document))
        return lines


def _outcome(document: dict[str, Any]) -> str:
    if "error" in document:
        return f"{document['error']['message']} {document['error']['next']}"
    if document["dry_run"]:
        return "Nothing was written: this was a dry run."
    return (
        f"Written: import {document['import']}."
        if document["written"]
        else "Nothing had changed: nothing was written."
    )


def _with_error(result: TableResult, options: dict[str, Any]) -> dict[str, Any]:
    """Return the document, with why nothing was written where that is so."""
    document = dict(result.document)
    if result.questions:
        first = result.questions[0]
        document["error"] = {
            "message": "Two readings fit, or none.",
            "where": first.what,
            "next": first.words,
        }
    elif result.rejected and not options["partial"]:
        first_row = result.rejected[0]
        count = len({problem.row for problem in result.rejected})
        document["error"] = {
            "message": f"{count} {'row' if count == 1 else 'rows'} cannot be written, so nothing was.",
            "where": f"row {first_row.row}" + (f", column {first_row.column}" if first_row.column else ""),
            "next": "Put them right and import again, or add --partial.",
        }
    return document


def _programme(by: Actor, code: str) -> ProgrammeRow:
    found = next(iter(queries.programmes(reader=by, code=code).values()), None)
    if found is None:
        raise Refusal(
            f"There is no programme {code} that you may see.",
            where="--programme",
            next_step="`manage.py programmes` lists them.",
        )
    return found


def _content(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as fault:
        words = f"{path} cannot be read: {(fault.strerror or str(fault)).lower()}."
        raise Refusal(words, where="FILE", next_step="Check its name and folder.") from fault


def _options(options: dict[str, Any]) -> TableOptions:
    return TableOptions(
        sheet=options["sheet"],
        unit=Unit(options["unit"]) if options["unit"] else None,
        month=options["period"],
        year=options["year"],
        overspend={"positive": 1, "negative": -1}.get(options["overspend"] or ""),
        name=options["name"],
        on_date=options["date"],
        definitions=options["definitions"],
        marking=options["marking"],
        paragraph=options["paragraph"],
    )


def _month(text: str) -> int:
    number = text.upper().removeprefix("M")
    if not number.isdecimal() or not 1 <= int(number) <= 12:
        raise argparse.ArgumentTypeError(f"{text!r} is no month: write M1 (April) to M12 (March)")
    return int(number)


def _year(text: str) -> FinancialYear:
    try:
        return FinancialYear.parse(text)
    except ValueError as wrong:
        raise argparse.ArgumentTypeError(str(wrong)) from wrong
