"""Actions as they are shown, or as they had been recorded by a moment: whose, by when, how many days over."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils import timezone

from governance.events import ActionAgreed, ActionDone, ActionReopened
from governance.models import Action, Board, Decision, Finding, Meeting
from governance.queries.added import added_later, newest_of
from programme.rules.access import Actor, Placement


@dataclass(frozen=True)
class ActionRow:
    """One action. `overdue_days` are calendar days past its date on the day asked about, nought while in time.

    What it came from is blank where its reader may not see that.
    """

    id: UUID
    version: int
    ref: str
    text: str
    programme_id: UUID
    programme_code: str
    illustrative: bool
    workstream_id: UUID | None
    workstream_ref: str
    workstream_name: str
    board_id: UUID | None
    board: str
    meeting_id: UUID | None
    meeting: str
    decision_id: UUID | None
    decision_ref: str
    finding_id: UUID | None
    finding_number: int | None
    owner_id: UUID | None
    owner: str
    due_on: date | None
    done_on: date | None
    overdue_days: int
    outcome: str
    marking: str
    placement: Placement

    @property
    def is_open(self) -> bool:
        """Return whether it is still to do."""
        return self.done_on is None

    @property
    def state_words(self) -> str:
        """Return how it stands, in words: "done 3 May 2026", "12 days overdue", "due 3 May 2026", "no date"."""
        if self.done_on is not None:
            return f"done {_day(self.done_on)}"
        if self.overdue_days:
            return "1 day overdue" if self.overdue_days == 1 else f"{self.overdue_days} days overdue"
        return f"due {_day(self.due_on)}" if self.due_on else "no date"


def actions(
    *,
    reader: Actor,
    on: date | None = None,
    ids: Iterable[UUID] | None = None,
    board_ids: Iterable[UUID] | None = None,
    programme_ids: Iterable[UUID] | None = None,
    meeting_ids: Iterable[UUID] | None = None,
    finding_ids: Iterable[UUID] | None = None,
    owner_ids: Iterable[UUID] | None = None,
    is_open: bool | None = None,
    at: datetime | None = None,
) -> dict[UUID, ActionRow]:
    """Return the actions this reader may see, by id, those longest overdue first.

    With `at` they are those on record by that moment, done where that had been recorded by then; owner, date and
    words are today's. `on` is the day overdue is counted to: the day of `at`, else today.
    """
    rows = Action.objects.visible_to(reader) if at is None else Action.objects.seen_by(reader)
    narrowed = Q()
    for field, wanted in (
        ("pk__in", ids),
        ("board_id__in", board_ids),
        ("programme_id__in", programme_ids),
        ("meeting_id__in", meeting_ids),
        ("finding_id__in", finding_ids),
        ("owner_id__in", owner_ids),
    ):
        if wanted is not None:
            narrowed &= Q(**{field: list(wanted)})
    found = list(
        rows.filter(narrowed).select_related(
            "programme", "workstream", "owner", "board", "meeting__board", "decision", "finding"
        )
    )
    done = {a.id: a.done_on for a in found}
    if at is not None:
        found, done = _as_at(found, at)
    if is_open is not None:
        found = [a for a in found if (done[a.id] is None) is is_open]
    day = on or timezone.localdate(at or timezone.now())
    seen = _links(found, reader)
    found.sort(key=lambda a: (done[a.id] is not None, a.due_on or date.max, a.ref))
    return {a.id: _action(a, done[a.id], day, seen) for a in found}


def _as_at(rows: list[Action], at: datetime) -> tuple[list[Action], dict[UUID, date | None]]:
    """Keep what was on record by a moment, with the day it had been said to be done by then."""
    ids = [a.id for a in rows]
    later = added_later(ids, [ActionAgreed.type], at)
    kept = [a for a in rows if a.id not in later and (a.removed_at is None or a.removed_at > at)]
    told = newest_of(ids, [ActionDone.type, ActionReopened.type], at)
    was_done = {a.id: told.get(a.id) == ActionDone.type for a in kept}
    return kept, {a.id: (a.done_on or timezone.localdate(at)) if was_done[a.id] else None for a in kept}


def _links(rows: list[Action], reader: Actor) -> set[UUID]:
    """Return the ids of boards, meetings, decisions and findings these actions name that the reader may see."""
    seen: set[UUID] = set()
    for model, column in (
        (Board, "board_id"),
        (Meeting, "meeting_id"),
        (Decision, "decision_id"),
        (Finding, "finding_id"),
    ):
        ids = {getattr(a, column) for a in rows} - {None}
        if ids:
            visible: QuerySet[Any] = model.objects.visible_to(reader)
            seen |= set(visible.filter(pk__in=ids).values_list("pk", flat=True))
    return seen


def _action(row: Action, done_on: date | None, on: date, seen: set[UUID]) -> ActionRow:
    over = (on - row.due_on).days if row.due_on and done_on is None else 0
    board = row.board if row.board_id in seen else None
    meeting = row.meeting if row.meeting_id in seen else None
    decision = row.decision if row.decision_id in seen else None
    finding = row.finding if row.finding_id in seen else None
    return ActionRow(
        id=row.id,
        version=row.version,
        ref=row.ref,
        text=row.text,
        programme_id=row.programme_id,
        programme_code=row.programme.code,
        illustrative=row.illustrative or row.programme.illustrative,
        workstream_id=row.workstream_id,
        workstream_ref=row.workstream.ref if row.workstream else "",
        workstream_name=row.workstream.name if row.workstream else "",
        board_id=board.id if board else None,
        board=board.name if board else "",
        meeting_id=meeting.id if meeting else None,
        meeting=meeting.name if meeting else "",
        decision_id=decision.id if decision else None,
        decision_ref=decision.ref if decision else "",
        finding_id=finding.id if finding else None,
        finding_number=finding.number if finding else None,
        owner_id=row.owner_id,
        owner=row.owner.name if row.owner else "",
        due_on=row.due_on,
        done_on=done_on,
        overdue_days=max(over, 0),
        outcome=row.outcome,
        marking=row.marking,
        placement=row.placement(),
    )


def _day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"
