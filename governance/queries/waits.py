"""What waits for a decision: milestones, each with the days it has waited, by milestone and by decision."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.utils import timezone

from governance.models import Decision, Wait
from governance.rules.deciding import ASKED, STEP_WORDS, days_waited, waited
from programme import queries as ground
from programme.rules.access import Actor


@dataclass(frozen=True)
class WaitRow:
    """A milestone that waits, or waited, for a decision. `until` is None while it waits; days are calendar days."""

    id: UUID
    version: int
    decision_id: UUID
    decision_ref: str
    decision_title: str
    decision_maker: str
    decision_state: str
    needed_by: date | None
    milestone_id: UUID
    milestone_ref: str
    milestone_name: str
    since: date
    until: date | None
    days: int
    note: str

    @property
    def words(self) -> str:
        """Return it in a line: "M4 New homes open, 23 days"."""
        return f"{self.milestone_ref} {self.milestone_name}, {_days(self.days)}"

    @property
    def decision_words(self) -> str:
        """Return what is waited for: "D12 Lower the target (Cabinet), proposed"."""
        who = f" ({self.decision_maker})" if self.decision_maker else ""
        return f"{self.decision_ref} {self.decision_title}{who}, {STEP_WORDS[self.decision_state]}"


@dataclass(frozen=True)
class MilestoneWaits:
    """Every wait of one milestone, oldest first, and the days it waited for something: two at once count once."""

    milestone_id: UUID
    waits: tuple[WaitRow, ...]
    days: int

    @property
    def is_waiting(self) -> bool:
        """Return whether it waits for a decision now."""
        return any(wait.until is None for wait in self.waits)


def waits(
    *,
    reader: Actor,
    decision_ids: Iterable[UUID] | None = None,
    milestone_ids: Iterable[UUID] | None = None,
    programme_ids: Iterable[UUID] | None = None,
    on: date | None = None,
    at: datetime | None = None,
) -> dict[UUID, WaitRow]:
    """Return waits by id, oldest first: of decisions this reader may see, by milestones they may see.

    Days are counted to `on` (today, or the local day of `at`). With `at` a wait that ended later still lasts.
    """
    day = on or timezone.localdate(at)
    narrowed = {
        path: list(ids)
        for path, ids in (
            ("decision_id__in", decision_ids),
            ("milestone_id__in", milestone_ids),
            ("decision__programme_id__in", programme_ids),
        )
        if ids is not None
    }
    seen = Decision.objects.visible_to(reader)
    rows = Wait.objects.filter(decision__in=seen, since__lte=day, **narrowed)
    rows = rows.select_related("decision__decision_maker").order_by("since", "id")
    stones = ground.milestones(reader=reader, ids={row.milestone_id for row in rows})
    return {row.id: _wait(row, stones[row.milestone_id], day) for row in rows if row.milestone_id in stones}


def milestone_waits(
    *, reader: Actor, milestone_ids: Iterable[UUID], on: date | None = None, at: datetime | None = None
) -> dict[UUID, MilestoneWaits]:
    """Return what each milestone has waited for, by milestone; those that never waited are left out.

    It is a cause of their slip: stands beside it, never in place of it. Source: docs/method.md, "Decisions".
    """
    day = on or timezone.localdate(at)
    found: dict[UUID, list[WaitRow]] = {}
    for row in waits(reader=reader, milestone_ids=milestone_ids, on=on, at=at).values():
        found.setdefault(row.milestone_id, []).append(row)
    return {
        key: MilestoneWaits(key, tuple(own), waited([(one.since, one.until) for one in own], on=day))
        for key, own in found.items()
    }


def decision_awaited(
    *, reader: Actor, programme_ids: Iterable[UUID], on: date | None = None
) -> dict[UUID, int]:
    """Return how many days something has waited for each decision that is still asked for, by decision.

    Counted from the first milestone that waits for it now; a decision nothing waits for is left out.
    """
    day = on or timezone.localdate()
    days: dict[UUID, int] = {}
    for row in waits(reader=reader, programme_ids=programme_ids, on=day).values():
        if row.until is None and row.decision_state in ASKED:
            days[row.decision_id] = max(days.get(row.decision_id, 0), row.days)
    return days


def _wait(row: Wait, stone: ground.MilestoneRow, day: date) -> WaitRow:
    decision = row.decision
    until = row.until if row.until is not None and row.until <= day else None
    return WaitRow(
        id=row.id,
        version=row.version,
        decision_id=decision.id,
        decision_ref=decision.ref,
        decision_title=decision.title,
        decision_maker=decision.decision_maker.name if decision.decision_maker else "",
        decision_state=decision.state,
        needed_by=decision.needed_by,
        milestone_id=row.milestone_id,
        milestone_ref=stone.ref,
        milestone_name=stone.name,
        since=row.since,
        until=until,
        days=days_waited(row.since, until, on=day),
        note=row.note,
    )


def _days(days: int) -> str:
    return f"{days} day" + ("" if days == 1 else "s")
