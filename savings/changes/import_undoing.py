"""Taking back what an import wrote, as one change: all of it, or nothing.

What it added is removed, and what it changed gets every field and plan cell back. An outlook and a claim of before are
said again; where nothing was said before, what the import said is taken back. All of it stays on record. Where somebody
has since changed a line, or said something of it, nothing is undone and those lines are named, as far as whoever asks
may see them. What finance has closed since stays as it was signed, so nothing is undone then either.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any, Final
from uuid import UUID

from django.db import transaction

from programme.changes import Invalid, hold_open
from programme.changes.marking_rows import note_those_marked
from programme.changes.saving_many import add_many, undisturbed, update_many
from programme.changes.saving_rows import recorded, save
from programme.events import Event
from programme.outbox.recording import record
from programme.rules import access
from programme.rules.calendar import FinancialYear
from savings import events
from savings.changes.closing_guard import refuse_closed
from savings.changes.import_lines import BATCH, LINE_FIELDS, PLAN_FIELDS, unpack
from savings.changes.import_writing import Progress, alone_with
from savings.changes.importing import DONE_ALREADY, require_planning
from savings.changes.states import keep_states
from savings.changes.tables.undoing import undo_table
from savings.models import Claim, CodingSplit, ImportedRow, OutlookReport, PlannedAmount, Saving, SheetImport
from savings.rules.arriving import CLAIMED, MONTHS
from savings.rules.merging import is_year
from savings.rules.sheets.codes import read_codes

MOST_NAMED: Final = 10
OUTLOOK_FIELDS: Final = ("outlook", "mitigation", "mitigation_owner", "mitigation_date")
# What the import itself hangs on a line; anything else that names a line it added was said by somebody since.
_OWN: Final = ("planned_amounts", "coding", "states", "events")
_OWN_AT_ITS_VERSION: Final = ("outlooks", "claims")


def undo_import(
    *,
    import_id: UUID,
    reason: str,
    by: access.Actor,
    at: datetime,
    progress: Progress = lambda done, of: None,
) -> SheetImport:
    """Take an import back. Raises Invalid, naming the lines that have moved on since; Refused."""
    with undisturbed(), transaction.atomic():
        row = alone_with(import_id)
        assert row.programme_id is not None
        hold_open(row.programme_id)  # before its rows, as a closing would wait for them
        if row.state == "undone":
            return row
        if row.state != "undoing":
            raise Invalid({"state": [DONE_ALREADY.format(row.get_state_display().lower())]})
        require_planning(row.programme_id, by)
        if row.kind != "savings":
            undo_table(row, reason=reason, by=by, at=at)
            return _undone(row, reason=reason, by=by, at=at)
        rows = {r.thing_id: r for r in ImportedRow.objects.filter(sheet_import=row).order_by("row")}
        lines = _locked(rows)
        _refuse_moved_on(lines, rows, by)
        _refuse_closed_years(row, rows.values())
        words = f"Import of {row.file_name} undone: {reason}"
        with recorded(by, reason=words):
            done = 0
            for part in _parts(list(lines.values())):
                _Undoing(row, rows, reason=words, by=by, at=at).undo(part)
                done += len(part)
                progress(done, len(lines))
        return _undone(row, reason=reason, by=by, at=at)


def _undone(row: SheetImport, *, reason: str, by: access.Actor, at: datetime) -> SheetImport:
    """Say that an import is undone."""
    assert row.programme_id is not None
    row.state, row.finished_at = "undone", at
    save(row, by=by, reason=reason)
    event = events.SheetImportUndone(
        aggregate_id=row.id,
        version=row.version,
        programme_id=row.programme_id,
        closed=row.marking in (access.EXEMPT, access.CONFIDENTIAL),
        file_name=row.file_name,
        reason=reason,
    )
    record([event], by=by, at=at)
    return row


def _locked(rows: Iterable[UUID]) -> dict[UUID, Saving]:
    found = Saving.objects.select_for_update(of=("self",)).filter(pk__in=list(rows)).order_by("pk")
    return {saving.id: saving for saving in found.select_related("programme", "workstream")}


def _refuse_moved_on(
    lines: Mapping[UUID, Saving], rows: Mapping[UUID, ImportedRow], by: access.Actor
) -> None:
    """Refuse where a line is not as the import left it. Raises Invalid with names, Refused."""
    moved = {key for key, saving in lines.items() if saving.version != rows[key].version}
    moved |= _said_of([key for key, row in rows.items() if row.action == "created"])
    if moved:
        words = (
            f"Since this import somebody changed {_named([lines[key] for key in moved], by)}, or said something of "
            "it. Nothing was undone: put it right by hand, or undo the later import first"
        )
        raise Invalid({"lines": [words]})
    for saving in lines.values():
        where = saving.placement()
        by.require(access.PLAN_MONEY, where, thing=saving.ref if by.sees(where) else "one of its lines")


def _named(moved: Iterable[Saving], by: access.Actor) -> str:
    """Return the refs of lines as far as this person may see them; of the others, only that there are any."""
    every = list(moved)
    refs = sorted(saving.ref for saving in every if by.sees(saving.placement()))
    if not refs:
        return "another line"
    more = f" and {len(refs) - MOST_NAMED} more" if len(refs) > MOST_NAMED else ""
    others = ", and others you may not see" if len(refs) < len(every) else ""
    return f"{', '.join(refs[:MOST_NAMED])}{more}{others}"


def _refuse_closed_years(row: SheetImport, rows: Iterable[ImportedRow]) -> None:
    """Refuse to take a claim back of a year that finance has closed since. Raises Invalid."""
    assert row.programme_id is not None
    for key in sorted({key for one in rows for key in one.after if key.startswith(CLAIMED)}):
        label = key.removeprefix(CLAIMED)
        refuse_closed(
            programme_id=row.programme_id,
            year=FinancialYear.parse(label).start_year,
            month=None,
            corrects_period="",
            thing=f"what the import of {row.file_name} claimed for {label}",
        )


def _said_of(added: Sequence[UUID]) -> set[UUID]:
    """Return which of the lines an import added something else now names."""
    found: set[UUID] = set()
    for relation in Saving._meta.related_objects:
        if (
            relation.get_accessor_name() in _OWN
            or relation.hidden
            and "event" in relation.related_model.__name__.lower()
        ):
            continue
        found |= _named_by(relation, added)
    return found


def _named_by(relation: Any, added: Sequence[UUID]) -> set[UUID]:
    column = relation.field.attname
    rows = relation.related_model._base_manager.filter(**{f"{column}__in": list(added)})
    if relation.get_accessor_name() in _OWN_AT_ITS_VERSION:
        rows = rows.exclude(saving_version=1)
    if relation.related_model is Saving:  # an adjustment of the same import may correct it
        rows = rows.exclude(pk__in=list(added))
    return set(rows.values_list(column, flat=True))


class _Undoing:
    """Takes back a batch of lines."""

    def __init__(
        self,
        row: SheetImport,
        rows: Mapping[UUID, ImportedRow],
        *,
        reason: str,
        by: access.Actor,
        at: datetime,
    ) -> None:
        self.row, self.rows, self.reason, self.by, self.at = row, rows, reason, by, at
        self.events: list[Event] = []

    def undo(self, lines: Sequence[Saving]) -> None:
        """Remove what was added, and put back what was changed."""
        removed = [saving for saving in lines if self.rows[saving.id].action == "created"]
        restored = [saving for saving in lines if self.rows[saving.id].action == "updated"]
        for saving in removed:
            saving.version += 1
            saving.removed_at = self.at
            self._tell(saving, events.SavingRemoved, reason=self.reason)
        update_many(removed, ["removed_at", "version"])
        self._restore(restored)
        keep_states(lines, by=self.by, at=self.at)
        record(self.events, by=self.by, at=self.at)

    def _restore(self, lines: Sequence[Saving]) -> None:
        held: dict[UUID, dict[int, PlannedAmount]] = defaultdict(dict)
        for cell in PlannedAmount.objects.filter(saving__in=lines):
            held[cell.saving_id][cell.year] = cell
        cells: list[PlannedAmount] = []
        gone: list[UUID] = []
        for saving in lines:
            before = self.rows[saving.id].before or {}
            unpack(saving, before["fields"])
            saving.version += 1
            for label, kept in before["plan"].items():
                cell = held[saving.id][FinancialYear.parse(label).start_year]
                if kept is None:
                    gone.append(cell.id)
                else:
                    unpack(cell, kept)
                    cell.version += 1
                    cells.append(cell)
            self._tell_restored(saving, before)
        update_many(lines, [*LINE_FIELDS, "version"])
        note_those_marked(lines, by=self.by, at=self.at)
        update_many(cells, [*PLAN_FIELDS, "version"])
        PlannedAmount.objects.filter(pk__in=gone).delete()
        self._restore_said(lines)

    def _restore_said(self, lines: Sequence[Saving]) -> None:
        """Say again the outlook and claims that held before, or take back what was said; and put codes back."""
        changed = {saving.id: (self.rows[saving.id].before or {})["cells"] for saving in lines}
        add_many(self._outlooks([s for s in lines if "outlook" in changed[s.id]]))
        add_many([claim for saving in lines for claim in self._claims(saving, changed[saving.id])])
        uncoded = [key for key, cells in changed.items() if "cost_centre" in cells]
        CodingSplit.objects.filter(saving_id__in=uncoded).delete()
        add_many(
            [
                CodingSplit(saving_id=key, cost_centre=c.cost_centre, subjective=c.subjective, share=c.share)
                for key in uncoded
                for c in read_codes(changed[key]["cost_centre"] or "")
            ]
        )

    def _outlooks(self, lines: Sequence[Saving]) -> list[OutlookReport]:
        """Return the outlooks that held before, in full; blank ones for lines that had none."""
        versions = {saving.id: self.rows[saving.id].version for saving in lines}
        held: dict[UUID, OutlookReport] = {}
        said = OutlookReport.objects.filter(saving__in=lines).order_by("recorded_at", "saving_version")
        for report in said:
            if report.saving_version < versions[report.saving_id]:
                held[report.saving_id] = report
        return [
            OutlookReport(
                **self._said(saving),
                **{name: getattr(held[saving.id], name) for name in OUTLOOK_FIELDS if saving.id in held},
            )
            for saving in lines
        ]

    def _claims(self, saving: Saving, cells: Mapping[str, str | None]) -> list[Claim]:
        """Return the claims that held before, without an amount for years of which nothing was claimed."""
        return [
            Claim(
                year=FinancialYear.parse(key.removeprefix(CLAIMED)).start_year,
                amount=None if was is None else Decimal(was),
                **self._said(saving),
            )
            for key, was in cells.items()
            if key.startswith(CLAIMED)
        ]

    def _said(self, saving: Saving) -> dict[str, Any]:
        return {
            "saving_id": saving.id,
            "reason": self.reason[:1000],
            "saving_version": saving.version,
            "recorded_at": self.at,
            "recorded_by_id": self.by.person_id,
            "recorded_by_name": self.by.name,
        }

    def _tell_restored(self, saving: Saving, before: Mapping[str, Any]) -> None:
        keys = before["cells"].keys()
        years = {key.removeprefix(MONTHS) for key in keys if is_year(key.removeprefix(MONTHS))}
        if years:
            starts = tuple(sorted(FinancialYear.parse(year).start_year for year in years))
            self._tell(saving, events.SavingReplanned, years=starts, reason=self.reason)
        own = tuple(sorted(key for key in keys if not is_year(key.removeprefix(MONTHS))))
        if own or not years:
            self._tell(saving, events.SavingRevised, fields_changed=own, reason=self.reason)

    def _tell(self, saving: Saving, kind: Any, **facts: Any) -> None:
        self.events.append(
            kind(
                aggregate_id=saving.id,
                version=saving.version,
                programme_id=saving.programme_id,
                closed=saving.placement().is_closed,
                quiet=True,
                **facts,
            )
        )


def _parts(lines: Sequence[Saving]) -> Iterable[Sequence[Saving]]:
    for start in range(0, len(lines), BATCH):
        yield lines[start : start + BATCH]
