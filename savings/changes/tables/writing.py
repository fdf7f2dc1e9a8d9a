"""A table written as one change: all its rows or none, or those that can be; kept with its file and what it did."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from programme import changes as ground_changes
from programme.changes.saving_rows import save
from programme.queries import ProgrammeRow
from programme.rules import access
from programme.rules.reasons import IMPORTED
from savings.changes.importing import plain_file_name
from savings.changes.tables.run import TableRun
from savings.models import ImportedRow, SheetImport
from savings.rules.sheets.reading import Problem


@dataclass(frozen=True)
class Table:
    """A table to write: its file, how it was read, and the function that writes its rows."""

    kind: str
    file_name: str
    content: bytes
    sheet: str
    load: Callable[[TableRun], None]
    report: Mapping[str, Any]
    options: Mapping[str, Any] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()


@transaction.atomic
def write_table(
    *, table: Table, programme: ProgrammeRow, by: access.Actor, at: datetime, dry_run: bool = False,
    partial: bool = False,
) -> tuple[TableRun, UUID | None]:  # fmt: skip
    """Write a table and return what became of its rows, with the import that is kept of it.

    A row that is refused keeps all of it from being written, unless `partial`. A dry run writes and takes it all
    back. Nothing is kept of a run that changed nothing. Raises Refused.
    """
    run = TableRun(programme, by, at, f"{IMPORTED} {plain_file_name(table.file_name)}", table.sheet)
    run.rejected.extend(table.problems)
    table.load(run)
    run.rejected.sort(key=lambda problem: (problem.row, problem.column))
    if dry_run or (run.rejected and not partial) or not run.wrote:
        transaction.set_rollback(True)
        return run, None
    return run, _keep(table, run)


def _keep(table: Table, run: TableRun) -> UUID:
    markings = {access.INTERNAL, *run.programme.placement.markings, *run.closed}
    marking = max(markings, key=access.MARKINGS.index)
    row = SheetImport(
        organisation_id=run.programme.organisation_id,
        programme_id=run.programme.id,
        kind=table.kind,
        file_id=ground_changes.store_file(content=table.content, at=run.at),
        file_name=plain_file_name(table.file_name),
        options=dict(table.options),
        state="written",
        done=len({one.row for one in run.wrote}),
        of=len({one.row for one in run.wrote}),
        report={
            **table.report,
            "created": run.created,
            "updated": run.updated,
            "unchanged": run.unchanged,
            "rejected": [problem_words(problem) for problem in run.rejected],
            "marking": marking,
        },
        marking=marking,
        asked_by_id=run.by.person_id,
        asked_by_name=run.by.name,
        asked_at=run.at,
        finished_at=run.at,
    )
    save(row, by=run.by, new=True)
    ImportedRow.objects.bulk_create(
        [
            ImportedRow(
                sheet_import=row,
                row=one.row,
                thing_kind=one.kind,
                thing_id=one.id,
                action=one.action,
                before=None if one.before is None else dict(one.before),
                after=dict(one.after),
                version=one.version,
            )
            for one in run.wrote
        ],
        batch_size=2000,
    )
    return row.id


def problem_words(problem: Problem) -> dict[str, Any]:
    """Return a problem as the document says it."""
    return {
        "sheet": problem.sheet,
        "row": problem.row,
        "column": problem.column,
        "value": problem.value,
        "problem": problem.problem,
        "next": problem.next_step,
    }
