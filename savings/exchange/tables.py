"""Plain tables in: a file of bytes, read and written as one change, and one document that says what happened."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from programme.queries import ProgrammeRow
from programme.rules import access
from savings.changes.tables.writing import Table as ToWrite
from savings.changes.tables.writing import problem_words, write_table
from savings.exchange.table_reading import KINDS, PlainKind, ReadTable, TableOptions, read_file
from savings.exchange.workbooks import read_workbook
from savings.rules.sheets.guarding import unguarded_grid
from savings.rules.sheets.reading import Problem, Question

__all__ = ["KINDS", "TableOptions", "TableResult", "import_table"]


@dataclass(frozen=True)
class TableResult:
    """What became of a table. `questions` keep anything from being written; so do `rejected` rows unless partial."""

    document: Mapping[str, Any]
    questions: tuple[Question, ...] = ()
    rejected: tuple[Problem, ...] = ()
    import_id: UUID | None = None


def import_table(
    *, kind: str, content: bytes, file_name: str, programme: ProgrammeRow, options: TableOptions,
    by: access.Actor, at: datetime, dry_run: bool = False, partial: bool = False,
    more: Mapping[str, PlainKind] | None = None,
) -> TableResult:  # fmt: skip
    """Read a table of a kind and write what it says, all of it or nothing. `more` are kinds of higher storeys.

    Raises UnreadableFile, NoTable, Refused, Invalid.
    """
    grids = tuple(map(unguarded_grid, read_workbook(content, name=file_name)))
    read = read_file(kind, grids, options, file_name, more=more)
    if not isinstance(read, ReadTable):
        return TableResult(_asking(kind, programme, file_name, read), tuple(read))
    report = _report(kind, programme, file_name, read)
    table = ToWrite(
        kind=kind,
        file_name=file_name,
        content=content,
        sheet=read.sheet,
        load=read.load,
        report=_kept(report),
        options=_options(options),
        problems=read.problems,
    )
    run, import_id = write_table(
        table=table, programme=programme, by=by, at=at, dry_run=dry_run, partial=partial
    )
    written = import_id is not None
    document = {
        **report,
        "created": run.created,
        "updated": run.updated,
        "unchanged": run.unchanged,
        "rejected": [problem_words(problem) for problem in run.rejected],
        "warnings": run.remarks,
        "dry_run": dry_run,
        "written": written,
        "import": str(import_id) if import_id else None,
    }
    return TableResult(document, rejected=tuple(run.rejected), import_id=import_id)


def _report(kind: str, programme: ProgrammeRow, file_name: str, read: ReadTable) -> dict[str, Any]:
    return {
        "kind": kind,
        "programme": programme.code,
        "illustrative": programme.illustrative,
        "file": file_name,
        "sheet": read.sheet,
        "rows_read": read.rows_read,
        "readings": list(read.readings),
        "columns": list(read.columns),
        "questions": [],
        **read.more,
    }


def _kept(report: Mapping[str, Any]) -> dict[str, Any]:
    """Return the report as the page of imports shows it: what each column is, in words, and one line a total."""
    columns = [
        {**one, "role": one["words"].partition(": ")[2] or one["words"], "year": None}
        for one in report["columns"]
    ]
    totals: dict[str, str] = {}
    for name, amount in report.get("totals", {}).items():
        if isinstance(amount, Mapping):
            totals |= {f"{name}, {of.replace('_', ' ')}": pounds for of, pounds in amount.items()}
        else:
            totals[name] = amount
    return {**report, "columns": columns, "totals": totals}


def _asking(
    kind: str, programme: ProgrammeRow, file_name: str, questions: Sequence[Question]
) -> dict[str, Any]:
    return {
        "kind": kind,
        "programme": programme.code,
        "illustrative": programme.illustrative,
        "file": file_name,
        "rows_read": 0,
        "created": 0,
        "updated": 0,
        "unchanged": 0,
        "rejected": [],
        "readings": [question.words for question in questions],
        "columns": [],
        "dry_run": False,
        "questions": [
            {"what": q.what, "readings": list(q.readings), "option": q.option, "words": q.words}
            for q in questions
        ],
        "written": False,
        "import": None,
    }


def _options(options: TableOptions) -> dict[str, Any]:
    found = {
        "sheet": options.sheet,
        "unit": options.unit.value if options.unit else None,
        "period": f"M{options.month}" if options.month else None,
        "year": options.year.label if options.year else None,
        "overspend": {1: "positive", -1: "negative"}.get(options.overspend or 0),
        "name": options.name,
        "date": options.on_date.isoformat() if options.on_date else None,
        "definitions": options.definitions,
    }
    return {name: value for name, value in found.items() if value}
