"""Taking back what a table wrote, as one change, where that is plain: all of it, or nothing.

Milestones, workstreams, pressures, risks and people's roles go back to what they were. A month's figures, an
indicator's readings and a snapshot are rows only ever added: a corrected file is brought in beside them.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Final
from uuid import UUID

from django.conf import settings
from django.core.exceptions import ObjectDoesNotExist
from django.utils.module_loading import import_string

from programme import changes as ground_changes
from programme import queries as ground
from programme.changes import Invalid, Stale
from programme.rules.access import Actor, system
from programme.rules.calendar import FinancialYear
from savings.changes.pressures import price_pressure, remove_pressure, revise_pressure
from savings.models import ImportedRow, Pressure, SheetImport

CREATED: Final = "created"
UNDOABLE: Final = frozenset({"milestones", "workstreams", "pressures", "people", "risks"})
ORDER: Final = ("person", "workstream", "milestone", "pressure", "grant", "risk")
"""What a row wrote, in the order it wrote it."""
ADDED_ONLY: Final = (
    "What this import added is only ever added to: {what} cannot be taken back. Import a corrected file, which stands "
    "in front of it"
)
WHAT: Final = {"monitoring": "a month's figures", "indicators": "readings", "snapshot": "a snapshot"}
MOVED_ON: Final = (
    "Since this import somebody changed {named}. Nothing was undone: put it right by hand, or undo the later import "
    "first"
)


def check_undoable(kind: str) -> None:
    """Refuse the undoing of a kind of import whose rows are only ever added. Raises Invalid."""
    if kind in WHAT:
        raise Invalid({"kind": [ADDED_ONLY.format(what=WHAT[kind])]})


def undo_table(row: SheetImport, *, reason: str, by: Actor, at: datetime) -> None:
    """Take back what a table wrote, last things first, inside the caller's transaction. Raises Invalid, Refused."""
    check_undoable(row.kind)
    done = _Undoing(row, reason=f"Import of {row.file_name} undone: {reason}", by=by, at=at)
    rows = list(ImportedRow.objects.filter(sheet_import=row).order_by("row"))
    later = ImportedRow.objects.filter(
        thing_id__in=[one.thing_id for one in rows],
        sheet_import__state="written",
        sheet_import__asked_at__gt=row.asked_at,
    )
    touched = set(later.values_list("thing_id", flat=True))
    rows.sort(key=lambda one: (one.row, ORDER.index(one.thing_kind)))
    for one in reversed(rows):
        moved_on = Invalid({"rows": [MOVED_ON.format(named=f"what row {one.row} wrote")]})
        if one.thing_id in touched:
            raise moved_on
        try:
            done.undo(one)
        except (Stale, ObjectDoesNotExist) as gone:
            raise moved_on from gone


class _Undoing:
    """Takes things back one by one, each by its change."""

    def __init__(self, row: SheetImport, *, reason: str, by: Actor, at: datetime) -> None:
        self.row, self.reason = row, reason
        self.by_at: dict[str, Any] = {"by": by, "at": at}

    def undo(self, one: ImportedRow) -> None:
        """Take back what a row did to one thing."""
        if one.thing_kind in settings.TABLE_UNDOERS:
            self.higher(one)
            return
        back = {
            "milestone": self.milestone,
            "workstream": self.workstream,
            "pressure": self.pressure,
            "grant": self.grant,
            "person": self.person,
        }[one.thing_kind]
        back(one)

    def higher(self, one: ImportedRow) -> None:
        """Take back what a row did to a thing of a higher storey, by the dotted name in settings.TABLE_UNDOERS."""
        undo = import_string(settings.TABLE_UNDOERS[one.thing_kind])
        before = None if one.action == CREATED else dict(one.before or {})
        named = {f"{one.thing_kind}_id": one.thing_id}
        undo(**named, version=one.version, before=before, reason=self.reason, **self.by_at)

    def milestone(self, one: ImportedRow) -> None:
        given: dict[str, Any] = {
            "milestone_id": one.thing_id,
            "version": one.version,
            "reason": self.reason,
            **self.by_at,
        }
        if one.action == CREATED:
            ground_changes.remove_milestone(**given)
        else:
            try:
                ground_changes.revise_milestone(values=typed(one.before or {}), **given)
            except ground_changes.NeedsDecision as problem:
                raise Invalid({"rows": [f"Row {one.row}: {problem}"]}) from problem

    def workstream(self, one: ImportedRow) -> None:
        given: dict[str, Any] = {
            "workstream_id": one.thing_id,
            "version": one.version,
            "reason": self.reason,
            **self.by_at,
        }
        if one.action == CREATED:
            ground_changes.remove_workstream(**given)
        else:
            ground_changes.revise_workstream(values=typed(one.before or {}), **given)

    def pressure(self, one: ImportedRow) -> None:
        given: dict[str, Any] = {"pressure_id": one.thing_id, "reason": self.reason, **self.by_at}
        if one.action == CREATED:
            remove_pressure(version=one.version, **given)
            return
        before = dict(one.before or {})
        amounts = before.pop("amounts")
        held = Pressure.objects.get(pk=one.thing_id)
        if held.version != one.version:
            raise Stale(held, saw=one.version)
        revise_pressure(version=None, values=before, **given)
        price_pressure(
            version=None,
            amounts={
                FinancialYear.parse(year).start_year: None if amount is None else Decimal(amount)
                for year, amount in amounts.items()
            },
            **given,
        )

    def grant(self, one: ImportedRow) -> None:
        if one.action == CREATED:
            ground_changes.withdraw_grant(grant_id=one.thing_id, reason=self.reason, **self.by_at)
            return
        values = {**typed(one.after), "cleared": bool((one.before or {})["cleared"])}
        ground_changes.give_grant(person_id=values.pop("person_id"), values=values, **self.by_at)

    def person(self, one: ImportedRow) -> None:
        """Give a renamed person their name back; one that was added stays on the record, without any role."""
        if one.action == CREATED:
            return
        held = ground.people(reader=system(), ids=[one.thing_id])[one.thing_id]
        if held.name != one.after["name"]:
            raise ObjectDoesNotExist
        ground_changes.revise_person(
            person_id=one.thing_id, version=None, values=dict(one.before or {}), **self.by_at
        )


def typed(values: Mapping[str, Any]) -> dict[str, Any]:
    """Return JSON values as the model holds them: days as dates, ids as ids."""
    return {name: _typed(name, value) for name, value in values.items()}


def _typed(name: str, value: Any) -> Any:
    if value is None:
        return None
    if name.endswith("_date"):
        return date.fromisoformat(value)
    return UUID(value) if name.endswith("_id") else value
