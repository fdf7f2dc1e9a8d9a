"""From a file to a preview, and what runs an import's steps: in the background, or in a command's own process."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils import timezone

from programme import queries as ground
from programme.changes.saving_many import undisturbed
from programme.rules import access
from savings.changes.freezing import authority_of
from savings.changes.importing import begin_reading, store_reading
from savings.exchange.workbooks import UnreadableFile, read_workbook
from savings.models import SheetImport
from savings.queries.imports import closed_years, directory, held_lines, refs_taken, sent_out
from savings.rules.arriving import arrive
from savings.rules.import_report import asking_report, report
from savings.rules.merging import HeldLine
from savings.rules.notation import Unit
from savings.rules.preview import Answers, Does, PreviewLine, Sent, preview
from savings.rules.profile import ProfileForm
from savings.rules.sheets.choosing import choose_sheet
from savings.rules.sheets.exported import mark_in
from savings.rules.sheets.guarding import unguarded_grid
from savings.rules.sheets.reading import Grid, Options, Question, SheetReading
from savings.rules.sheets.sheet import read_sheet


@dataclass(frozen=True)
class Scope:
    """Where a file is to go: a programme, or none yet, in a council, or in none yet."""

    programme_id: UUID | None = None
    organisation_id: UUID | None = None
    writes: bool = True
    """Whether what is previewed is meant to be written, so that rights to write are looked at."""


@dataclass(frozen=True)
class Found:
    """What reading a file found: the import's state after it, its document, and the lines to write."""

    state: str
    report: dict[str, Any]
    lines: tuple[PreviewLine, ...] = ()


def options_of(given: Mapping[str, Any]) -> Options:
    """Return options as the reader of sheets takes them."""
    return Options(
        unit=Unit(given["unit"]) if given.get("unit") else None,
        form=ProfileForm(given["form"]) if given.get("form") else None,
        sign=given.get("sign") or None,
        sheet=given.get("sheet") or None,
        columns=dict(given.get("columns") or {}),
    )


def answers_of(choices: Mapping[str, Any]) -> Answers:
    """Return what somebody answered, as an import keeps it."""
    rows = {int(row): answer for row, answer in (choices.get("rows") or {}).items()}
    return Answers(rows=rows, cells=choices.get("cells") or {})


@undisturbed()
def read_file(
    content: bytes, *, file_name: str, options: Mapping[str, Any], scope: Scope, reader: access.Actor, at: datetime,
    answers: Answers | None = None,
) -> Found:  # fmt: skip
    """Read a file and preview it against the ledger as this reader sees it. Nothing is written.

    Raises UnreadableFile.
    """
    grids = tuple(map(unguarded_grid, read_workbook(content, name=file_name)))
    said = options_of(options)
    grid = choose_sheet(grids, said)
    if isinstance(grid, Question):
        return Found("asking", asking_report([grid]))
    reading = read_sheet(grid, said)
    if not reading.is_settled:
        return Found(_unsettled(reading), report(reading, None, None, ()))
    return _preview(
        reading, grids, grid, scope=scope, reader=reader, at=at, answers=answers or Answers(),
        is_decided=authority_of(options) is not None,
    )  # fmt: skip


def read_import(*, import_id: UUID, by: access.Actor, at: datetime) -> SheetImport | None:
    """Read an import's file and keep what is found; None where it was dropped meanwhile."""
    row = begin_reading(import_id=import_id, by=by)
    if row is None:
        return None
    assert row.file_id is not None
    scope = Scope(row.programme_id, row.organisation_id)
    try:
        found = read_file(
            ground.file_content(row.file_id),
            file_name=row.file_name,
            options=row.options,
            scope=scope,
            reader=by,
            at=at,
            answers=answers_of(row.choices),
        )
    except UnreadableFile as problem:
        found = Found("refused", {**asking_report([]), **unreadable(problem)})
    return store_reading(
        import_id=import_id, state=found.state, report=found.report, lines=found.lines, by=by, at=at
    )


def unreadable(problem: UnreadableFile) -> dict[str, Any]:
    """Return the part of a document that says why a file cannot be read."""
    return {"failure": problem.what, "next": problem.next_step, "marking": access.CONFIDENTIAL}


def _unsettled(reading: SheetReading) -> str:
    return "asking" if reading.questions else "refused"


def _preview(
    reading: SheetReading,
    grids: Sequence[Grid],
    grid: Grid,
    *,
    scope: Scope,
    reader: access.Actor,
    at: datetime,
    answers: Answers,
    is_decided: bool,
) -> Found:
    known = directory(reader=reader, organisation_id=scope.organisation_id, programme_id=scope.programme_id)
    held: list[HeldLine] = []
    taken: list[str] = []
    sent: Sent | None = None
    stamp: str | None = None
    closed: frozenset[str] = frozenset()
    if scope.programme_id is not None:
        held = list(held_lines(reader=reader, programme_id=scope.programme_id).values())
        seen = {line.cells["ref"] for line in held}
        taken = [ref for ref in refs_taken(scope.programme_id) if ref not in seen]
        closed = closed_years(scope.programme_id)
        stamp, marks = marks_in(grids, grid)
        if stamp:
            sent = sent_out(stamp=stamp, programme_id=scope.programme_id, marks=marks, known=known)
    refs = [
        line.cells["ref"] or "" for line in held if line.ref_is_printed and line.cells["kind"] != "adjustment"
    ]
    arrival = arrive(reading, known, on=timezone.localdate(at), refs=refs)
    found = preview(
        arrival,
        held,
        sent=sent,
        answers=answers,
        taken=taken,
        markings=known.markings,
        closed_years=closed,
        may=_Rights(reader, scope),
        is_decided=is_decided,
    )
    document = report(reading, arrival, found, held)
    document["merged_with_export"] = stamp if sent is not None else None
    return Found(_state(found.lines), document, found.lines)


def _state(lines: Iterable[PreviewLine]) -> str:
    does = {line.does for line in lines}
    if Does.ASKED in does:
        return "asking"
    return "conflicts" if Does.CONFLICT in does else "previewed"


def marks_in(grids: Iterable[Grid], grid: Grid) -> tuple[str | None, dict[int, int]]:
    """Return the stamp of the export a file is an edited copy of, and for its rows which row each was sent out on.

    A mark stays with its row wherever the row goes; the cover names the stamp too, for copies without the column.
    """
    stamps: list[str] = []
    rows: dict[int, tuple[str, int]] = {}
    for number, cells in enumerate(grid.rows, start=1):
        for value in reversed(cells):
            found = mark_in(value) if isinstance(value, str) and value.startswith("EX") else None
            if found is not None:
                stamps.append(found[0])
                if found[1] is not None:
                    rows[number] = (found[0], found[1])
                break
    if not stamps:
        texts = (v for other in grids if other is not grid for cells in other.rows for v in cells)
        stamps = [found[0] for text in texts if isinstance(text, str) and (found := mark_in(text))][:1]
    if not stamps:
        return None, {}
    stamp = max(set(stamps), key=stamps.count)
    return stamp, {number: row for number, (of, row) in rows.items() if of == stamp}


class _Rights:
    """Whether whoever imports may plan money in a workstream, by its ref, under a marking."""

    def __init__(self, reader: access.Actor, scope: Scope) -> None:
        self.reader, self.scope = reader, scope
        self.strands: dict[str, UUID] = {}
        if scope.programme_id is not None:
            found = ground.workstreams(reader=reader, programme_ids=[scope.programme_id]).values()
            self.strands = {strand.ref: strand.id for strand in found}

    def __call__(self, workstream: str, marking: str) -> bool:
        if not self.scope.writes or self.reader.kind == "system":
            return True
        if self.scope.programme_id is None or self.scope.organisation_id is None:
            return marking in (
                access.OPEN,
                access.INTERNAL,
            )  # of a new programme one becomes the programme office
        where = access.Placement(
            self.scope.organisation_id,
            self.scope.programme_id,
            self.strands.get(workstream),
            frozenset({marking}),
        )
        return self.reader.may(access.PLAN_MONEY, where)
