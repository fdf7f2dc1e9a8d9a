"""One run over a table: what became of every row, and what it wrote."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Final
from uuid import UUID

from django.core.exceptions import ObjectDoesNotExist
from django.db import transaction

from programme.changes import Backdated, Invalid, Stale
from programme.queries import ProgrammeRow
from programme.rules.access import Actor, Refused
from savings.changes.freezing import NeedsDecision
from savings.rules.sheets.reading import Problem

REFUSALS: Final = (Refused, Stale, Backdated, NeedsDecision, ObjectDoesNotExist)
ASK_OFFICE: Final = "leave the row out, or ask the programme office"
CREATED, UPDATED = "created", "updated"


@dataclass(frozen=True, slots=True)
class Wrote:
    """What a row did to one thing. `before` is None for a new one; both hold what the row says, as JSON."""

    row: int
    kind: str
    id: UUID
    action: str
    before: Mapping[str, Any] | None
    after: Mapping[str, Any]
    version: int


@dataclass(slots=True)
class TableRun:
    """What a table is written with, and what became of it. `unchanged` counts rows, `wrote` things."""

    programme: ProgrammeRow
    by: Actor
    at: datetime
    reason: str
    sheet: str
    rejected: list[Problem] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)
    wrote: list[Wrote] = field(default_factory=list)
    unchanged: int = 0
    closed: set[str] = field(default_factory=set)
    """The markings of what was written: the run is as closed as the most closed of them."""

    @property
    def created(self) -> int:
        """How many rows made something new."""
        return len({one.row for one in self.wrote if one.action == CREATED})

    @property
    def updated(self) -> int:
        """How many rows changed something, and made nothing new."""
        new = {one.row for one in self.wrote if one.action == CREATED}
        return len({one.row for one in self.wrote} - new)

    def each(
        self,
        row: int,
        write: Callable[[], list[Wrote]],
        *,
        letters: Mapping[str, str] | None = None,
        values: Mapping[str, str] | None = None,
    ) -> bool:
        """Write one row, all of it or nothing, and return whether it was; why not is kept, by the field refused.

        `letters` and `values` are the columns and cells of the row by the names of fields.
        """
        try:
            with transaction.atomic():
                wrote = write()
        except Invalid as invalid:
            for name, messages in invalid.problems.items():
                column = (letters or {}).get(name, "")
                words = " ".join(messages).rstrip(".")
                self.reject(
                    row, column, (values or {}).get(name, ""), words, "put it right, or leave the row out"
                )
        except REFUSALS as refused:
            self.reject(row, "", "", str(refused).rstrip("."), ASK_OFFICE)
        else:
            self.wrote.extend(wrote)
            self.unchanged += not wrote
            return True
        return False

    def reject(self, row: int, column: str, value: str, problem: str, next_step: str) -> None:
        """Keep why a row is not written."""
        self.rejected.append(Problem(self.sheet, row, column, value[:200], problem, next_step))


def as_json(values: Mapping[str, Any]) -> dict[str, Any]:
    """Return values as JSON holds them: days in ISO, ids and amounts as text."""
    return {name: _plain(value) for name, value in values.items()}


def _plain(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, UUID | Decimal):
        return str(value)
    return as_json(value) if isinstance(value, Mapping) else value
