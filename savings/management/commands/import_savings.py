"""`import_savings`: a spreadsheet of savings into a programme's ledger, previewed and then all of it or nothing."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any, Final

from django.core.management.base import CommandParser
from django.db import OperationalError
from django.utils import timezone

from programme import queries
from programme.changes.files import LARGEST_FILE, TOO_LARGE
from programme.management.reading import ReadingCommand, Refusal
from programme.rules.access import Actor
from savings.changes.freezing import DECISION
from savings.changes.import_place import NewProgramme, check_new_programme
from savings.changes.import_writing import write_import
from savings.changes.importing import (
    STOPPED,
    ask_import,
    ask_write,
    check_decision,
    fail_import,
    require_planning,
    show_progress,
)
from savings.exchange.importing import Scope, read_file, read_import, unreadable
from savings.exchange.workbooks import UnreadableFile
from savings.models import SheetImport
from savings.queries.imports import wrote
from savings.rules.import_report import asking_report

MOST_SHOWN: Final = 40
BUSY: Final = "Somebody is saving these savings this moment, so nothing was written."
READ_OPTIONS: Final = ("sheet", "form", "unit", "sign", *DECISION)


class Command(ReadingCommand):
    help = (
        "Reads a spreadsheet of savings (XLSX, ODS or CSV, as councils publish them), shows how it read every "
        "column, and writes all of it or nothing. "
        "Example: manage.py import_savings savings.xlsx --programme southampton-cl --dry-run --as finance@example.test"
    )

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("file", metavar="FILE", help="an .xlsx, .ods or .csv file of at most 25 MB")
        parser.add_argument("--programme", required=True, metavar="CODE", help="the programme's code")
        parser.add_argument(
            "--create",
            metavar="NAME",
            help="make the programme, where CODE is new; you become its programme office. An undoing leaves it, empty",
        )
        parser.add_argument(
            "--organisation",
            metavar="CODE",
            help="the council to make it in, which takes a grant as programme office there; without it, one of its own "
            "called NAME, which anybody with an account may make",
        )
        parser.add_argument("--sheet", metavar="NAME", help="the sheet to read")
        parser.add_argument(
            "--form",
            choices=["cumulative", "increments"],
            help="whether a year's figure is what holds in it, or what it adds to the year before",
        )
        parser.add_argument("--unit", choices=["gbp", "gbp000", "gbpm"], help="pounds, thousands or millions")
        parser.add_argument(
            "--sign", choices=["positive", "negative"], help="the sign a saving has in the sheet"
        )
        parser.add_argument(
            "--column",
            action="append",
            default=[],
            type=_column,
            metavar="COLUMN=WHAT",
            help="what a column is, by its letter or a word of its heading: a year (2025/26), amount, ref, name, total "
            "or ignored; may be given again",
        )
        parser.add_argument(
            "--decision",
            metavar="REF",
            help="the decision that withdraws lines, takes them up again or approves their plans",
        )
        parser.add_argument("--decision-maker", metavar="WHO", help="who decided it")
        parser.add_argument("--effective", metavar="DATE", help="from when it is effective, as 2026-11-20")
        parser.add_argument(
            "--dry-run", action="store_true", help="show what would be written, and write nothing"
        )
        parser.add_argument(
            "--partial", action="store_true", help="write the rows that can be, leave out the others"
        )

    def document(self, reader: Actor, **options: Any) -> dict[str, Any]:
        """Read the file, and unless it is a dry run write it; return what was found."""
        if reader.kind == "public" and not options["dry_run"]:
            raise Refusal(
                "An import changes the ledger, so it needs to know who asks for it.",
                where="--as",
                next_step="Give --as EMAIL, or --dry-run to look only.",
            )
        run = _Run(self, reader, options)
        return run.dry() if options["dry_run"] else run.write()

    def tell(self, words: str) -> None:
        """Say how far it is, on standard error where that is a terminal."""
        if sys.stderr.isatty():
            self.stderr.write(words)

    def lines(self, document: dict[str, Any]) -> list[str]:
        """Return how the sheet was read, what it comes to, and what becomes of its rows."""
        return [
            *_head(document),
            *(f"  {words}" for words in document["readings"]),
            *_figures(document),
            *_outcome(document),
        ]


class _Run:
    """One run of the command."""

    def __init__(self, command: Command, reader: Actor, options: dict[str, Any]) -> None:
        self.command, self.reader, self.options = command, reader, options
        self.path, self.code = Path(options["file"]), str(options["programme"])
        self.programme = next(iter(queries.programmes(reader=reader, code=self.code).values()), None)
        self.new = None
        if self.programme is None:
            if not options["create"]:
                raise Refusal(
                    f"There is no programme {self.code} that you may see.",
                    where="--programme",
                    next_step="`manage.py programmes` lists them; --create NAME makes a new one.",
                )
            self.new = NewProgramme(self.code, options["create"], options["organisation"] or "")
        self.read_as = {name: options[name] for name in READ_OPTIONS if options[name]}
        if options["column"]:
            self.read_as["columns"] = dict(options["column"])

    def dry(self) -> dict[str, Any]:
        """Read and compare, and write nothing."""
        content, at = self.content(), timezone.now()
        check_decision(self.read_as, at=at)
        if self.reader.kind != "public":
            self.check_rights()
        try:
            found = read_file(
                content,
                file_name=self.path.name,
                options=self.read_as,
                scope=self.scope(),
                reader=self.reader,
                at=at,
            )
        except UnreadableFile as problem:
            raise self.refusal({**asking_report([]), **unreadable(problem)}, "refused", None) from problem
        return self.outcome(found.report, found.state, None)

    def write(self) -> dict[str, Any]:
        """Keep the file, read it, and write it."""
        content, at = self.content(), timezone.now()
        options = dict(self.read_as)
        if self.new is not None:
            options |= {"code": self.new.code, "create": self.new.name, "organisation": self.new.organisation}
        row = ask_import(
            file_name=self.path.name,
            content=content,
            options=options,
            programme_id=self.programme.id if self.programme else None,
            by=self.reader,
            at=at,
            in_background=False,
        )
        self.command.tell(f"Reading {self.path.name} …")
        read = read_import(import_id=row.id, by=self.reader, at=at)
        if read is None:
            raise Refusal("Somebody put this import aside while it was read, so nothing was written.")
        document = self.outcome(read.report, read.state, read)
        try:
            ask_write(
                import_id=read.id,
                version=read.version,
                partial=self.options["partial"],
                by=self.reader,
                at=at,
                in_background=False,
            )
            written = write_import(
                import_id=read.id,
                by=self.reader,
                at=timezone.now(),
                partial=self.options["partial"],
                progress=self.progress(read),
            )
        except OperationalError as problem:
            self.failed(read, BUSY)
            raise Refusal(BUSY, next_step="Run the command again.", document=document) from problem
        except BaseException as problem:  # Ctrl-C too: nobody would be at it any more
            self.failed(read, str(problem) or STOPPED)
            raise
        done = SheetImport.objects.get(pk=read.id)
        if written.moved:
            return self.outcome(done.report, done.state, done)
        return self.made(done.report, done.state, done)

    def failed(self, row: SheetImport, words: str) -> None:
        """Have the import's page say that it came to nothing."""
        fail_import(import_id=row.id, words=words, by=self.reader, at=timezone.now())

    def check_rights(self) -> None:
        """Refuse whoever may not import there. Raises Refused, Invalid."""
        if self.programme is not None:
            require_planning(self.programme.id, self.reader)
        elif self.new is not None:
            check_new_programme(self.new, by=self.reader)

    def scope(self) -> Scope:
        """Return where the file is to go."""
        writes = self.reader.kind != "public"
        if self.programme is None:
            return Scope(writes=writes)
        return Scope(self.programme.id, self.programme.organisation_id, writes)

    def content(self) -> bytes:
        """Return the file's content. Raises Refusal in one sentence for one that is not there or too large."""
        try:
            if self.path.stat().st_size > LARGEST_FILE:
                raise Refusal(TOO_LARGE, where=str(self.path))
            return self.path.read_bytes()
        except OSError as fault:
            words = f"{self.path} cannot be read: {(fault.strerror or str(fault)).lower()}."
            raise Refusal(
                words, where="FILE", next_step="Give the path of an .xlsx, .ods or .csv file."
            ) from fault

    def progress(self, row: SheetImport) -> Any:
        """Return what is told now and then how far the writing is: here, and on the import's page."""

        def say(done: int, of: int) -> None:
            self.command.tell(f"Written {done:,} of {of:,} lines …")
            show_progress(row.id, done, of)

        return say

    def outcome(self, report: dict[str, Any], state: str, row: SheetImport | None) -> dict[str, Any]:
        """Return the document of what may be written. Raises Refusal for anything else, the document with it."""
        stands = report["conflicts"] or report["rejected"]
        if state in ("refused", "asking", "conflicts") or (stands and not self.options["partial"]):
            partly = self.options["partial"] and state != "refused" and not report["questions"]
            if not partly:
                raise self.refusal(report, state, row)
        return self.made(report, state, row)

    def made(self, report: dict[str, Any], state: str, row: SheetImport | None) -> dict[str, Any]:
        """Return the document: the report, and which run of what it is of."""
        return {
            "programme": self.code,
            "file": self.path.name,
            "dry_run": self.options["dry_run"],
            "state": state,
            "import": str(row.id) if row is not None else None,
            **report,
        }

    def refusal(self, report: dict[str, Any], state: str, row: SheetImport | None) -> Refusal:
        """Return why nothing is written, with the document."""
        document = self.made(report, state, row)
        if "failure" in report:
            words = f"{self.path.name} cannot be read: {report['failure']}."
            return Refusal(words, where="FILE", next_step=_sentence(report["next"]), document=document)
        if report["questions"]:
            asked = report["questions"][0]
            words = f"Two readings fit, so nothing was written: {asked['words']}."
            step = (
                f"Run it again with {asked['option']}." if asked["option"] else "Put it right in the sheet."
            )
            return Refusal(words, where=asked["option"], next_step=step, document=document)
        if state == "refused":
            at_all = [one for one in report["rejected"] if not one["row"]] or report["rejected"]
            words = f"The sheet cannot be read as savings: {at_all[0]['problem']}."
            return Refusal(
                words, where=report["sheet"], next_step=_sentence(at_all[0]["next"]), document=document
            )
        if report["conflicts"] and not report["rejected"]:
            words = (
                f"{_count(report['conflicts'], 'cell')} changed here and in the file, so nothing was written."
            )
            step = "Answer cell by cell on the import's page, or export the savings again and edit that copy."
            return Refusal(words, where="conflicts", next_step=step, document=document)
        words = f"{_count(report['rejected'], 'row')} cannot be written, so nothing was written."
        step = "Put them right and run it again, or write the others with --partial."
        return Refusal(words, where="rejected", next_step=step, document=document)


def _column(text: str) -> tuple[str, str]:
    column, equals, what = text.partition("=")
    if not equals or not column.strip() or not what.strip():
        raise argparse.ArgumentTypeError(
            f"{text!r} is not COLUMN=WHAT, for example D=2025/26 or gross=amount"
        )
    return column.strip(), what.strip()


def _head(document: dict[str, Any]) -> list[str]:
    if not document["sheet"]:
        return [document["file"]]
    rows = f"{document['rows_read']:,} {'row' if document['rows_read'] == 1 else 'rows'} of savings"
    return [f"{document['file']}, sheet {document['sheet']}: {rows}, read so:"]


def _figures(document: dict[str, Any]) -> Iterable[str]:
    if document["totals"]:
        yield "The columns come to, as printed and before any conversion:"
        for year, amount in document["totals"].items():
            yield f"  {year}: {'not known' if amount is None else '£' + _grouped(amount)}"
    casts = document["casts"]
    if casts:
        yield "Totals the sheet prints:"
    for cast in casts:
        what = f"{cast['label']}, {cast['period']}"
        figures = ", ".join(
            f"{name} {cast[name] or 'not known'}" for name in ("printed", "sum", "difference")
        )
        yield f"  {cast['status']:<16}{what}: {figures} ({cast['unit']})"


def _outcome(document: dict[str, Any]) -> Iterable[str]:
    yield from _listed("Said of the sheet:", document["warnings"])
    yield from _listed(
        "Rows that cannot be written:",
        [
            f"row {one['row']}{', column ' + one['column'] if one['column'] else ''}"
            f"{': “' + one['value'] + '”' if one['value'] else ''}: {one['problem']}; {one['next']}"
            for one in document["rejected"]
        ],
    )
    yield from _listed(
        "Changed here and in the file:",
        [
            f"row {one['row']}, {one['saving']}, {one['cell']}: sent out {one['saw'] or 'blank'}, "
            f"now {one['now'] or 'blank'}, yours {one['yours'] or 'blank'}"
            for one in document["conflicts"]
        ],
    )
    yield from _listed(
        "Possible double counts:",
        [f"{o['first']} and {o['second']}: {o['why']}" for o in document["overlaps"]],
    )
    yield from _listed("In the ledger, not in the file (left alone):", document["absent"])
    does = (
        "Would be created"
        if document["dry_run"]
        else "Created"
        if document["state"] == "written"
        else "To create"
    )
    yield (
        f"{does}: {document['created']:,}; updated: {document['updated']:,}; "
        f"unchanged: {document['unchanged']:,}; rejected: {len({one['row'] for one in document['rejected']}):,}."
    )
    if document["state"] == "written" and not wrote(document):
        others = "the other rows" if document["rejected"] else "all of it"
        yield f"Nothing to change: the ledger holds {others} already."
    elif document["state"] == "written":
        yield f"Written as import {document['import']}: it can be undone on its page."
    elif document["dry_run"]:
        yield "A dry run: nothing was written."


def _listed(title: str, lines: list[str]) -> Iterable[str]:
    if lines:
        yield title
        yield from (f"  {line}" for line in lines[:MOST_SHOWN])
    if len(lines) > MOST_SHOWN:
        yield f"  and {len(lines) - MOST_SHOWN:,} more (--json has all)"


def _grouped(amount: str) -> str:
    whole, _, pence = amount.partition(".")
    return f"{int(whole):,}" + (f".{pence}" if pence.strip("0") else "")


def _count(things: list[Any], noun: str) -> str:
    number = len({one["row"] for one in things}) if noun == "row" else len(things)
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def _sentence(words: str) -> str:
    return f"{words[:1].upper()}{words[1:]}." if words else ""
