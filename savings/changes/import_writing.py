"""Writing an import to the ledger: all of it in one transaction, or nothing.

The steps of `write_import`, in order:
1. One import of a programme at a time; the lines it changes are locked.
2. What the preview said is compared with what the ledger holds now. What somebody else changed meanwhile is a
   conflict: nothing is written, and the import waits for an answer.
3. Lines, plan cells, codes, outlooks and claims are written in batches; each line gets its events, its state and
   a row of the import that says what was before.
4. One event tells of the import, and everything is recalculated once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import IntegrityError, connection, transaction

from programme.changes import Invalid, hold_open
from programme.changes.saving_many import undisturbed
from programme.changes.saving_rows import recorded, save
from programme.outbox.recording import record
from programme.rules import access
from savings import events
from savings.changes.freezing import THE_THREE, NeedsDecision, check_withdrawal, demand_approval
from savings.changes.import_lines import BATCH, LineWriter
from savings.changes.import_place import Place, make_programme
from savings.changes.importing import DONE_ALREADY, check_decision, new_programme, require_planning
from savings.models import ImportPreview, Saving, SheetImport
from savings.queries.imports import held_lines, refs_taken
from savings.rules.import_report import conflict_cells, fault_words
from savings.rules.merging import fold_ref
from savings.rules.preview import (
    OUR_REF,
    WITHDRAWN,
    Does,
    Fault,
    PreviewLine,
    again,
    approves,
    most_closed,
    withdraws,
)

Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class Written:
    """What came of a writing: how many lines it added, changed and left; nothing of it where `moved`."""

    created: int = 0
    updated: int = 0
    unchanged: int = 0
    left_out: int = 0
    moved: tuple[PreviewLine, ...] = ()


class _Moved(Exception):
    """The ledger has changed since the preview, in cells that the import changes too."""

    def __init__(self, lines: Sequence[PreviewLine]) -> None:
        super().__init__("the ledger has changed since the preview")
        self.lines = tuple(lines)


def write_import(
    *, import_id: UUID, by: access.Actor, at: datetime, partial: bool = False,
    progress: Progress = lambda done, of: None,
) -> Written:  # fmt: skip
    """Write a previewed import, all or nothing; with `partial`, leave out the rows that cannot be written.

    `progress` is told now and then how many of how many lines are done. Where the ledger has changed since the
    preview in the same cells, nothing is written and the import has conflicts. An import that is written
    already stays as it is. Raises Refused, Invalid.
    """
    try:
        with undisturbed(), transaction.atomic():
            return _write(import_id, by=by, at=at, partial=partial, progress=progress)
    except _Moved as moved:
        _keep_moved(import_id, moved.lines, by=by)
        return Written(moved=moved.lines)
    except IntegrityError as clash:  # a line of the same ref was added this moment
        words = "Somebody else changed these savings while they were being written. Import the file again."
        raise Invalid({"state": [words]}) from clash


def _write(import_id: UUID, *, by: access.Actor, at: datetime, partial: bool, progress: Progress) -> Written:
    row = alone_with(import_id)
    if row.state == "written":
        return Written()
    if row.state != "writing":
        raise Invalid({"state": [DONE_ALREADY.format(row.get_state_display().lower())]})
    lines = [PreviewLine.from_json(kept) for kept in ImportPreview.objects.get(sheet_import=row).lines]
    new = new_programme(row.options) if row.programme_id is None else None
    if new is not None:
        years = [int(label[:4]) for label in row.report.get("years", ())]
        place = make_programme(new, first_year=min(years, default=None), by=by, at=at)
    else:
        assert row.programme_id is not None
        programme = require_planning(row.programme_id, by)
        place = Place(programme.organisation_id, programme.id, by)
    lines = _as_now(lines, place, partial=partial)
    _require_places(lines, row, place)
    _require_decision(lines, row, place, is_new=new is not None, at=at)
    todo = [line for line in lines if line.does in (Does.CREATED, Does.UPDATED)]
    with recorded(place.by, reason=_reason(row)):
        writer = LineWriter(row, place, lines=todo, at=at)
        for done in writer.write(BATCH):
            progress(done, len(todo))
    counts = Written(
        created=sum(line.does is Does.CREATED for line in todo),
        updated=sum(line.does is Does.UPDATED for line in todo),
        unchanged=sum(line.does is Does.UNCHANGED for line in lines),
        left_out=sum(line.does not in (Does.CREATED, Does.UPDATED, Does.UNCHANGED) for line in lines),
    )
    _finish(row, place, lines, counts, held=writer.held_as(lines), at=at)
    if todo:
        _tell(row, counts, first_load=new is not None, by=place.by, at=at)
    return counts


def _as_now(lines: Sequence[PreviewLine], place: Place, *, partial: bool) -> list[PreviewLine]:
    """Return the lines as they are to be written over what the ledger holds now. Raises _Moved, Invalid."""
    hold_open(place.programme_id)  # before the rows: whoever holds a row then waits for no closing
    keys = [UUID(line.key) for line in lines if line.key and line.changes]
    locked = Saving.objects.select_for_update(of=("self",)).filter(pk__in=keys).order_by("pk")
    list(locked.values_list("pk", flat=True))
    now = {
        str(k): held
        for k, held in held_lines(reader=place.by, programme_id=place.programme_id, ids=keys).items()
    }
    taken = {fold_ref(ref) for ref in refs_taken(place.programme_id)}
    found, moved = [], False
    for line in lines:
        if line.does is Does.CREATED:
            after = _with_free_ref(line, taken)
        elif line.does is Does.UPDATED:
            after = again(line, now.get(line.key or ""))
        else:
            after = line
        moved = moved or (after.does in (Does.CONFLICT, Does.REJECTED) and after is not line)
        found.append(after)
    if moved and not partial:
        raise _Moved(found)
    if not partial and any(line.does in (Does.CONFLICT, Does.REJECTED, Does.ASKED) for line in found):
        raise Invalid({"state": ["Some rows cannot be written: put them right, or write those that can be"]})
    return found


def _with_free_ref(line: PreviewLine, taken: set[str]) -> PreviewLine:
    """Return a new line with a ref that is still free: one of our own gives way, a printed one is a clash."""
    ref = line.changes["ref"][1] or ""
    if fold_ref(ref) in taken:
        if line.ref_is_printed:
            words = "a line with this ref was added meanwhile"
            return replace(line, does=Does.REJECTED, fault=Fault("", ref, words, "read the file again"))
        number = 1
        while fold_ref(OUR_REF.format(number)) in taken:
            number += 1
        ref = OUR_REF.format(number)
        line = replace(line, changes={**line.changes, "ref": (None, ref)})
    taken.add(fold_ref(ref))
    return line


def _require_places(lines: Iterable[PreviewLine], row: SheetImport, place: Place) -> None:
    """Ask for the right to plan money under every marking the import brings in or touches. Raises Refused."""
    writing = {line.marking for line in lines if line.does in (Does.CREATED, Does.UPDATED)}
    for marking in sorted(writing):
        where = access.Placement(place.organisation_id, place.programme_id, None, frozenset({marking}))
        if not _may_somewhere(place.by, where):
            place.by.require(access.PLAN_MONEY, where, thing=f"{marking} savings of that programme")


def _require_decision(
    lines: Iterable[PreviewLine], row: SheetImport, place: Place, *, is_new: bool, at: datetime
) -> None:
    """Ask for a decision where a line is withdrawn, taken up again or brought to an approved plan.

    A new programme has none on record yet, and a new line is as mature as it is printed. Raises Invalid.
    """
    authority = check_decision(row.options, at=at)
    todo = [line for line in lines if line.does in (Does.CREATED, Does.UPDATED)]
    undecided = [line for line in todo if withdraws(line)]
    if undecided and authority is None:
        raise Invalid({"decision": [f"Row {undecided[0].row}: its outlook takes a decision. {THE_THREE}"]})
    approved = {line.row: UUID(line.key) for line in todo if approves(line) and line.key}
    for number, saving in _by_row(approved).items():
        try:
            demand_approval(saving, authority, by=place.by, at=at)
        except NeedsDecision as problem:
            raise Invalid({"decision": [f"Row {number}: {problem}"]}) from problem
    if authority is None or is_new:
        return
    held = _by_row({line.row: UUID(line.key) for line in undecided if line.key})
    for line in undecided:
        check_withdrawal(
            held.get(line.row),
            place.programme_id,
            authority,
            is_withdrawn=line.changes["outlook"][1] == WITHDRAWN,
            by=place.by,
            at=at,
        )


def _by_row(keys: Mapping[int, UUID]) -> dict[int, Saving]:
    """Return the lines of the ledger that these rows are."""
    held = Saving.objects.in_bulk(list(keys.values()))
    return {row: held[key] for row, key in keys.items() if key in held}


def _may_somewhere(by: access.Actor, where: access.Placement) -> bool:
    """Return whether this person may plan money there, in the whole programme or in a workstream of it."""
    strands = {g.workstream_id for g in by.grants if g.programme_id in (None, where.programme_id)}
    return any(by.may(access.PLAN_MONEY, replace(where, workstream_id=s)) for s in {None, *strands})


def _finish(
    row: SheetImport,
    place: Place,
    lines: Sequence[PreviewLine],
    counts: Written,
    *,
    held: Mapping[int, str],
    at: datetime,
) -> None:
    row.refresh_from_db(fields=["version"])
    row.organisation_id, row.programme_id = place.organisation_id, place.programme_id
    row.state, row.finished_at = "written", at
    row.done = row.of = counts.created + counts.updated
    row.marking = most_closed(line.marking for line in lines)
    row.report = {
        **row.report,
        "created": counts.created,
        "updated": counts.updated,
        "unchanged": counts.unchanged,
        "controls": _controls(row.report.get("controls", ()), held),
    }
    save(row, by=place.by)


def _controls(controls: Iterable[Mapping[str, Any]], held: Mapping[int, str]) -> list[dict[str, Any]]:
    """Return printed totals with the lines they cover, so that they can be cast again; None for a row left out."""
    return [{**control, "lines": [held.get(row) for row in control["rows"]]} for control in controls]


def _tell(row: SheetImport, counts: Written, *, first_load: bool, by: access.Actor, at: datetime) -> None:
    event = events.SheetImported(
        aggregate_id=row.id,
        version=row.version,
        programme_id=row.programme_id,
        closed=row.marking in (access.EXEMPT, access.CONFIDENTIAL),
        file_name=row.file_name,
        created=counts.created,
        updated=counts.updated,
        first_load=first_load,
    )
    record([event], by=by, at=at)


@transaction.atomic
def _keep_moved(import_id: UUID, lines: Sequence[PreviewLine], *, by: access.Actor) -> None:
    """Keep what stands in the way of a writing, so that it can be answered."""
    row = SheetImport.objects.select_for_update(of=("self",)).get(pk=import_id)
    if row.state != "writing":  # another worker has written it meanwhile
        return
    ImportPreview.objects.filter(sheet_import=row).update(lines=[line.to_json() for line in lines])
    row.state = "conflicts"
    row.report = {
        **row.report,
        "conflicts": [one for line in lines for one in conflict_cells(line)],
        "rejected": [fault_words("", line) for line in lines if line.fault is not None],
    }
    save(row, by=by)


def alone_with(import_id: UUID) -> SheetImport:
    """Return an import as it stands once no other import of its programme is being written or undone.

    It is read after the wait: what was read before it may have been written by another worker since. The row
    itself stays unlocked, so that progress can be kept on it from beside.
    """
    place = SheetImport.objects.values_list("programme_id", flat=True).get(pk=import_id)
    one_import_at_a_time(place or import_id)
    row: SheetImport = SheetImport.objects.select_related("programme").get(pk=import_id)
    return row


def one_import_at_a_time(place: UUID) -> None:
    """Wait for another import of the same programme, until this transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"import {place}"])


def _reason(row: SheetImport) -> str:
    return f"Import of {row.file_name}"
