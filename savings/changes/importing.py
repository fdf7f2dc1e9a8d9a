"""An import from asking to dropping: what a person asks for, and what the run finds, as states of one row.

    waiting -> reading -> previewed | asking | conflicts | refused
    previewed -> writing -> written -> undoing -> undone

Nothing of the ledger is touched here; `import_writing` and `import_undoing` do that, in one transaction each.
A request answers at once: the work is a row of its own.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from django.db import connection, connections, transaction

from programme import changes as ground_changes
from programme import queries as ground
from programme.changes import Invalid
from programme.changes.saving_rows import locked, save
from programme.outbox.models import Work
from programme.outbox.recording import ask_for
from programme.rules import access
from savings.changes.freezing import DECISION, Authority, authority_of, check_authority
from savings.changes.import_place import NewProgramme, check_new_programme
from savings.changes.tables.undoing import check_undoable
from savings.models import ImportPreview, SheetImport
from savings.queries.imports import wrote
from savings.rules.preview import PreviewLine

HANDLER: Final = "savings.import_sheet"
QUEUE: Final = "recalc"
READ, WRITE, UNDO = "read", "write", "undo"
OPTIONS: Final = ("sheet", "form", "unit", "sign", "columns", "code", "create", "organisation", *DECISION)
_SETTLED: Final = ("written", "undone", "undoing", "dropped", "writing")
STOPPED: Final = "It was cut short: nothing of it was written"
DONE_ALREADY: Final = "This import is {}: it can no longer be changed. Import the file again."


def ask_import(
    *, file_name: str, content: bytes, options: Mapping[str, Any], by: access.Actor, at: datetime,
    programme_id: UUID | None = None, in_background: bool = True,
) -> SheetImport:  # fmt: skip
    """Keep a file and ask for it to be read; return at once. `options` are those of OPTIONS that are given.

    Without a programme, `code` and `create` name the one to make. Raises Refused, Invalid.
    """
    given = {name: options[name] for name in OPTIONS if options.get(name)}
    organisation_id = _place(programme_id, given, by)
    check_decision(given, at=at)
    with transaction.atomic():
        row = SheetImport(
            organisation_id=organisation_id,
            programme_id=programme_id,
            file_id=ground_changes.store_file(content=content, at=at),
            file_name=plain_file_name(file_name),
            options=given,
            asked_by_id=by.person_id,
            asked_by_name=by.name,
            asked_at=at,
        )
        save(row, by=by, new=True)
        if in_background:
            _ask(row, READ, by=by)
    return row


@transaction.atomic
def answer_import(
    *, import_id: UUID, version: int | None, by: access.Actor, at: datetime,
    options: Mapping[str, Any] | None = None, rows: Mapping[int, str] | None = None,
    cells: Mapping[str, Mapping[str, str]] | None = None, in_background: bool = True,
) -> SheetImport:  # fmt: skip
    """Answer what an import asks, so that it is read again: options, which line a row is, conflicts cell by cell.

    Raises Refused, Stale, Invalid.
    """
    row = _open_import(import_id, version, by)
    said = {name: value for name, value in (options or {}).items() if name in OPTIONS}
    check_decision({**row.options, **said}, at=at)
    columns = {**row.options.get("columns", {}), **said.pop("columns", {})}
    row.options = {
        **row.options,
        **{k: v for k, v in said.items() if v},
        **({"columns": columns} if columns else {}),
    }
    held_cells = row.choices.get("cells", {})
    row.choices = {
        "rows": {**row.choices.get("rows", {}), **{str(n): answer for n, answer in (rows or {}).items()}},
        "cells": {
            **held_cells,
            **{key: {**held_cells.get(key, {}), **answers} for key, answers in (cells or {}).items()},
        },
    }
    row.state = "waiting"
    save(row, by=by)
    if in_background:
        _ask(row, READ, by=by)
    return row


@transaction.atomic
def ask_write(
    *, import_id: UUID, version: int | None, by: access.Actor, at: datetime, partial: bool = False,
    in_background: bool = True,
) -> SheetImport:  # fmt: skip
    """Ask for a previewed import to be written: all of it, or with `partial` the rows that can be.

    Raises Refused, Stale, Invalid.
    """
    row = _open_import(import_id, version, by)
    if (
        row.state not in ("previewed", "conflicts")
        or not ImportPreview.objects.filter(sheet_import=row).exists()
    ):
        raise Invalid({"state": ["This import is not ready to be written: look at what it asks first"]})
    if not partial and (row.report.get("rejected") or row.report.get("conflicts")):
        words = "Some rows cannot be written: put them right and import again, or write those that can be"
        raise Invalid({"state": [words]})
    row.state, row.done = "writing", 0
    save(row, by=by)
    if in_background:
        _ask(row, WRITE, by=by, partial=partial)
    return row


@transaction.atomic
def ask_undo(
    *, import_id: UUID, version: int | None, reason: str, by: access.Actor, at: datetime,
    in_background: bool = True,
) -> SheetImport:  # fmt: skip
    """Ask for what an import wrote to be taken back as one change. Raises Refused, Stale, Invalid."""
    row = _held(import_id, version, by)
    if row.state != "written":
        raise Invalid({"state": ["Only an import that was written can be undone"]})
    check_undoable(row.kind)
    if not wrote(row.report):
        raise Invalid({"state": ["This import changed nothing, so there is nothing to undo"]})
    if not reason.strip():
        raise Invalid({"reason": ["Say why it is undone: the reason is kept"]})
    row.state = "undoing"
    save(row, by=by, reason=reason.strip())
    if in_background:
        _ask(row, UNDO, by=by, reason=reason.strip())
    return row


@transaction.atomic
def drop_import(*, import_id: UUID, version: int | None, by: access.Actor, at: datetime) -> SheetImport:
    """Put an import aside that was not written, or one that nobody is at any more. Its file stays with it.

    Raises Refused, Stale, Invalid.
    """
    row = _held(import_id, version, by)
    if row.state == "writing" and not is_being_done(row.id):
        row.report = {**row.report, "failure": STOPPED}
    elif row.state in _SETTLED:
        raise Invalid({"state": [DONE_ALREADY.format(row.get_state_display().lower())]})
    row.state, row.finished_at = "dropped", at
    save(row, by=by)
    ImportPreview.objects.filter(sheet_import=row).delete()
    return row


def is_being_done(import_id: UUID) -> bool:
    """Return whether a step of an import waits for its turn, or somebody is at it; if not, it was cut short."""
    waits = Work.objects.filter(
        handler=HANDLER, state__in=["pending", "leased"], payload__import=str(import_id)
    )
    if waits.exists():
        return True
    place = SheetImport.objects.values_list("programme_id", flat=True).get(pk=import_id)
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            "select pg_try_advisory_xact_lock(hashtextextended(%s, 0))", [f"import {place or import_id}"]
        )
        return not cursor.fetchone()[0]


@transaction.atomic
def begin_reading(*, import_id: UUID, by: access.Actor) -> SheetImport | None:
    """Say that an import is being read; None where it is no longer waiting for that."""
    row = locked(SheetImport, import_id, version=None)
    if row.state not in ("waiting", "reading"):
        return None
    row.state, row.done, row.of = "reading", 0, 0
    return save(row, by=by)


@transaction.atomic
def store_reading(
    *, import_id: UUID, state: str, report: Mapping[str, Any], lines: Sequence[PreviewLine], by: access.Actor,
    at: datetime,
) -> SheetImport | None:  # fmt: skip
    """Keep what reading an import found, in place of what an earlier reading did; None where it was dropped.

    `lines` are what would be written, none where it has questions first.
    """
    row = locked(SheetImport, import_id, version=None)
    if row.state in _SETTLED:
        return None
    row.state, row.report = state, dict(report)
    row.marking = report.get("marking", access.CONFIDENTIAL)
    row.done = row.of = len(lines)
    row.finished_at = at if state in ("refused", "failed") else None
    ImportPreview.objects.filter(sheet_import=row).delete()
    if lines:
        kept = [line.to_json() for line in lines]
        ImportPreview.objects.create(sheet_import=row, lines=kept, made_at=at)
    return save(row, by=by)


@transaction.atomic
def fail_import(*, import_id: UUID, words: str, by: access.Actor, at: datetime) -> None:
    """Say that an import could not be carried out, and why. What was written stays so."""
    row = locked(SheetImport, import_id, version=None)
    if row.state not in ("waiting", "reading", "writing", "undoing"):
        return
    row.report = {**row.report, "failure": words}
    # An undoing that fails leaves everything written; a writing that fails leaves nothing.
    row.state = "written" if row.state == "undoing" else "failed"
    row.finished_at = at
    save(row, by=by)


def show_progress(import_id: UUID, done: int, of: int) -> None:
    """Say how far the writing is, where everybody sees it at once: on a connection of its own.

    What is being written is one transaction, and nothing in it shows before its end.
    """
    beside = connections.create_connection("default")
    try:
        with beside.cursor() as cursor:
            cursor.execute(
                'update savings_sheetimport set done = %s, "of" = %s where id = %s', [done, of, import_id]
            )
    finally:
        beside.close()


def plain_file_name(name: str) -> str:
    """Return the last part of a file's name, without what no name should hold, at most 200 characters."""
    last = name.replace("\\", "/").rsplit("/", 1)[-1]
    plain = "".join(c for c in last if c.isprintable()).strip()
    if len(plain) > 200:
        stem, dot, ending = plain.rpartition(".")
        plain = f"{stem[: 190 - len(ending)]}{dot}{ending}" if dot and len(ending) < 10 else plain[:200]
    return plain or "unnamed"


def new_programme(options: Mapping[str, Any]) -> NewProgramme | None:
    """Return the programme an import is to make; None where it goes into one that is there."""
    if not options.get("create"):
        return None
    return NewProgramme(options.get("code", ""), options["create"], options.get("organisation", ""))


def check_decision(options: Mapping[str, Any], *, at: datetime) -> Authority | None:
    """Return the decision named with a file, where it is whole and has taken effect; None for none. Raises Invalid."""
    authority = authority_of(options)
    if authority is not None:
        check_authority(authority, at=at)
    return authority


def require_planning(programme_id: UUID, by: access.Actor) -> ground.ProgrammeRow:
    """Return the programme, if this person may plan its money. Raises Refused."""
    programme = ground.programmes(reader=by, ids=[programme_id]).get(programme_id)
    if programme is None:
        raise access.Refused("There is no such programme among those you may see.")
    by.require(access.PLAN_MONEY, programme.placement, thing=f"the savings of {programme.name}")
    return programme


def _place(programme_id: UUID | None, options: Mapping[str, Any], by: access.Actor) -> UUID | None:
    """Check that this person may import there, and return the council. Raises Refused, Invalid."""
    if programme_id is not None:
        return require_planning(programme_id, by).organisation_id
    new = new_programme(options)
    if new is None:
        raise Invalid({"programme": ["Choose the programme, or name the one to make"]})
    check_new_programme(new, by=by)
    return None


def _held(import_id: UUID, version: int | None, by: access.Actor) -> SheetImport:
    row = locked(SheetImport, import_id, version=version)
    _place(row.programme_id, row.options, by)
    return row


def _open_import(import_id: UUID, version: int | None, by: access.Actor) -> SheetImport:
    row = _held(import_id, version, by)
    if row.state in _SETTLED:
        raise Invalid({"state": [DONE_ALREADY.format(row.get_state_display().lower())]})
    return row


def _ask(row: SheetImport, step: str, *, by: access.Actor, **more: Any) -> None:
    """Ask for a step of an import; those of one programme are done one after another."""
    place = row.programme_id or row.id
    payload = {"import": str(row.id), "step": step, "by": str(by.person_id or ""), **more}
    ask_for(HANDLER, shard=f"programme:{place}", queue=QUEUE, payload=payload)
