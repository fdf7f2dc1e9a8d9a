"""Findings of reviews as they are shown, or as they stood at a moment, and how many still need something."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Q
from django.utils import timezone

from governance.events import FindingRevised
from governance.models import Board, Finding, FindingStep
from governance.models.action import FINDING_STATES
from governance.queries.added import added_later
from governance.rules.finding import FINISHED, FindingCounts, counts, needs_response
from programme.rules.access import Actor, Placement


@dataclass(frozen=True)
class FindingStepRow:
    """One step towards closure, or back."""

    state: str
    state_words: str
    note: str
    recorded_by: str
    recorded_at: datetime


@dataclass(frozen=True)
class FindingRow:
    """One finding. Strengths and context need no response: their state means nothing, and `state_words` says so."""

    id: UUID
    version: int
    review: str
    number: int
    theme: str
    kind: str
    kind_words: str
    summary: str
    value: str
    unit: str
    needs_response: bool
    state: str
    state_words: str
    programme_id: UUID
    programme_code: str
    illustrative: bool
    owner_id: UUID | None
    owner: str
    board_id: UUID | None
    board: str
    due_on: date | None
    overdue_days: int
    response: str
    note: str
    source: str
    marking: str
    placement: Placement
    steps: tuple[FindingStepRow, ...]

    @property
    def is_finished(self) -> bool:
        """Return whether nothing more is to be done: closed, not accepted, or to be read alone."""
        return not self.needs_response or self.state in FINISHED


def findings(
    *,
    reader: Actor,
    ids: Iterable[UUID] | None = None,
    programme_ids: Iterable[UUID] | None = None,
    board_ids: Iterable[UUID] | None = None,
    owner_ids: Iterable[UUID] | None = None,
    review: str | None = None,
    at: datetime | None = None,
) -> dict[UUID, FindingRow]:
    """Return the findings this reader may see, by id, in the order of their review.

    With `at` they are those on record by that moment in the state of their newest step by then; owner, date and
    response are today's. Steps name who took them to people signed in.
    """
    rows = Finding.objects.visible_to(reader) if at is None else Finding.objects.seen_by(reader)
    narrowed = Q() if review is None else Q(review=review)
    for field, wanted in (
        ("pk__in", ids),
        ("programme_id__in", programme_ids),
        ("board_id__in", board_ids),
        ("owner_id__in", owner_ids),
    ):
        if wanted is not None:
            narrowed &= Q(**{field: list(wanted)})
    found = list(
        rows.filter(narrowed)
        .select_related("programme", "owner", "board")
        .order_by("programme__code", "review", "number")
    )
    if at is not None:
        later = added_later([f.id for f in found], [FindingRevised.type], at)
        found = [f for f in found if f.id not in later and (f.removed_at is None or f.removed_at > at)]
    steps = _steps([f.id for f in found], at)
    boards = set(
        Board.objects.visible_to(reader)
        .filter(pk__in={f.board_id for f in found})
        .values_list("pk", flat=True)
    )
    day = timezone.localdate(at or timezone.now())
    return {f.id: _finding(f, steps.get(f.id, []), boards, day, reader, as_at=at is not None) for f in found}


def finding_counts(
    *, reader: Actor, programme_ids: Iterable[UUID], at: datetime | None = None
) -> dict[UUID, dict[str, FindingCounts]]:
    """Return how many findings each review has and how those that need a response stand, by programme and review."""
    grouped: dict[UUID, dict[str, list[FindingRow]]] = {}
    for row in findings(reader=reader, programme_ids=programme_ids, at=at).values():
        grouped.setdefault(row.programme_id, {}).setdefault(row.review, []).append(row)
    return {
        programme: {
            review: counts((f.theme, f.kind, f.state) for f in rows) for review, rows in reviews.items()
        }
        for programme, reviews in grouped.items()
    }


def _steps(ids: list[UUID], at: datetime | None) -> dict[UUID, list[FindingStep]]:
    rows = FindingStep.objects.filter(finding_id__in=ids).order_by("recorded_at", "pk")
    if at is not None:
        rows = rows.filter(recorded_at__lte=at)
    found: dict[UUID, list[FindingStep]] = {}
    for step in rows:
        found.setdefault(step.finding_id, []).append(step)
    return found


def _finding(
    row: Finding, steps: list[FindingStep], boards: set[UUID], on: date, reader: Actor, *, as_at: bool
) -> FindingRow:
    state = row.state
    if as_at:
        state = steps[-1].state if steps else "open"
    needed = needs_response(row.kind)
    is_left = needed and state not in FINISHED
    over = (on - row.due_on).days if row.due_on and is_left else 0
    board = row.board if row.board_id in boards else None
    return FindingRow(
        id=row.id,
        version=row.version,
        review=row.review,
        number=row.number,
        theme=row.theme,
        kind=row.kind,
        kind_words=row.get_kind_display(),
        summary=row.summary,
        value=row.value,
        unit=row.unit,
        needs_response=needed,
        state=state,
        state_words=dict(FINDING_STATES)[state] if needed else "To read",
        programme_id=row.programme_id,
        programme_code=row.programme.code,
        illustrative=row.illustrative or row.programme.illustrative,
        owner_id=row.owner_id,
        owner=row.owner.name if row.owner else "",
        board_id=board.id if board else None,
        board=board.name if board else "",
        due_on=row.due_on,
        overdue_days=max(over, 0),
        response=row.response,
        note=row.note,
        source=row.source,
        marking=row.marking,
        placement=row.placement(),
        steps=tuple(
            FindingStepRow(
                s.state,
                s.get_state_display(),
                s.note,
                s.recorded_by if reader.kind != "public" else "",
                s.recorded_at,
            )
            for s in steps
        ),
    )
