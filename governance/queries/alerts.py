"""Alerts and their steps, as they are shown and as messages tell them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Q

from governance.models import Alert, AlertStep
from governance.models.alert import ALERT_KINDS
from governance.queries.remarking import as_marked_now
from governance.rules.telling import AlertFacts, from_json
from programme import queries as ground
from programme.rules.access import Actor, system
from savings import queries as money


@dataclass(frozen=True)
class AlertStepRow:
    """One step of an episode with its frozen facts, and how the episode stands by now.

    `newest_number` is above `number` where a later step has superseded this one.
    """

    id: UUID
    alert_id: UUID
    number: int
    step: str
    recorded_at: datetime
    facts: AlertFacts
    kind: str
    kind_words: str
    episode: int
    opened_at: datetime
    closed_at: datetime | None
    newest_number: int

    @property
    def is_open(self) -> bool:
        """Return whether the episode is still open."""
        return self.closed_at is None

    @property
    def is_newest(self) -> bool:
        """Return whether no later step of the episode stands behind this one."""
        return self.number == self.newest_number


@dataclass(frozen=True)
class AlertRow:
    """An episode as it stands: its newest step and facts."""

    id: UUID
    version: int
    kind: str
    kind_words: str
    subject_kind: str
    subject_id: UUID
    programme_id: UUID
    workstream_id: UUID | None
    episode: int
    opened_at: datetime
    closed_at: datetime | None
    step: AlertStepRow

    @property
    def is_open(self) -> bool:
        """Return whether the episode is still open."""
        return self.closed_at is None


def alert_step(step_id: UUID) -> AlertStepRow | None:
    """Return one step with its facts, or None. See `alert_steps`."""
    return alert_steps([step_id]).get(step_id)


def alert_steps(step_ids: Iterable[UUID]) -> dict[UUID, AlertStepRow]:
    """Return steps with their facts, by id.

    Asked for ids alone: whoever shows them asks `hearers` or the reader's own rights first.
    """
    steps = list(AlertStep.objects.filter(pk__in=list(step_ids)).select_related("alert"))
    newest = {s.alert_id: s.number for s in _newest({s.alert_id for s in steps})}
    return {row.id: row for row in _steps(steps, newest)}


def newest_steps(alert_ids: Iterable[UUID]) -> dict[UUID, AlertStepRow]:
    """Return the newest step of each alert, by alert. Ids as in `alert_steps`."""
    steps = _newest(alert_ids)
    return {row.alert_id: row for row in _steps(steps, {s.alert_id: s.number for s in steps})}


def episode_steps(alert_ids: Iterable[UUID]) -> dict[UUID, list[AlertStepRow]]:
    """Return every step of each alert, oldest first, by alert. Ids as in `alert_steps`."""
    steps = list(
        AlertStep.objects.filter(alert_id__in=list(alert_ids)).select_related("alert").order_by("number")
    )
    episodes: dict[UUID, list[AlertStepRow]] = {}
    for row in _steps(steps, {s.alert_id: s.number for s in steps}):
        episodes.setdefault(row.alert_id, []).append(row)
    return episodes


def alerts(
    *,
    reader: Actor,
    programme_ids: Iterable[UUID] | None = None,
    workstream_ids: Iterable[UUID] | None = None,
    subject_ids: Iterable[UUID] | None = None,
    kinds: Iterable[str] | None = None,
    ids: Iterable[UUID] | None = None,
    is_open: bool | None = True,
) -> dict[UUID, AlertRow]:
    """Return the alerts on things this reader may see, newest step first; open ones unless asked otherwise.

    What was taken away is judged by where it stood at its last step. `is_open` None asks for both.
    """
    narrowed = Q()
    for field, values in (
        ("programme_id", programme_ids),
        ("workstream_id", workstream_ids),
        ("subject_id", subject_ids),
        ("kind", kinds),
        ("pk", ids),
    ):
        if values is not None:
            narrowed &= Q(**{f"{field}__in": list(values)})
    if is_open is not None:
        narrowed &= Q(closed_at__isnull=is_open)
    found = list(Alert.objects.filter(narrowed))
    last = newest_steps([a.id for a in found])
    shown = [a for a in found if a.id in last]
    seen, standing = _things(shown, reader), _things(shown, system())
    rows = [
        _alert(a, last[a.id])
        for a in shown
        if a.subject_id in seen or (a.subject_id not in standing and reader.sees(last[a.id].facts.placement))
    ]
    return {row.id: row for row in sorted(rows, key=lambda r: r.step.recorded_at, reverse=True)}


def alerts_seen(reader: Actor) -> Any:
    """Return the ids of all alerts on things this reader may see, as a subquery: for rows that only name an alert."""
    kinds = ("milestone", "workstream", "programme", "saving")
    return Alert.objects.filter(ground.about_seen(reader=reader, thing="subject", kinds=kinds)).values("pk")


def _things(alerts: list[Alert], reader: Actor) -> set[UUID]:
    """Return the subjects of these alerts that stand and that this reader may see."""
    milestones = {a.subject_id for a in alerts if a.subject_kind == "milestone"}
    workstreams = {a.subject_id for a in alerts if a.subject_kind == "workstream"}
    programmes = {a.subject_id for a in alerts if a.subject_kind == "programme"}
    savings = money.saving_ties({a.subject_id for a in alerts if a.subject_kind == "saving"})
    return {
        *ground.milestones(reader=reader, ids=milestones),
        *ground.workstreams(reader=reader, ids=workstreams),
        *(
            p.id
            for p in ground.programmes(reader=reader, ids=programmes).values()
            if reader.sees(p.placement)
        ),
        *(s.id for s in savings.values() if reader.sees(s.placement)),
    }


def _newest(alert_ids: Iterable[UUID]) -> list[AlertStep]:
    rows = AlertStep.objects.filter(alert_id__in=list(alert_ids)).select_related("alert")
    return list(rows.order_by("alert_id", "-number").distinct("alert_id"))


def _steps(rows: list[AlertStep], newest: dict[UUID, int]) -> list[AlertStepRow]:
    """Return the steps with their facts as they may be told now; `newest` is each alert's newest number."""
    told = as_marked_now([from_json(row.facts) for row in rows])
    return [_step(row, facts, newest[row.alert_id]) for row, facts in zip(rows, told, strict=True)]


def _step(row: AlertStep, facts: AlertFacts, newest_number: int) -> AlertStepRow:
    return AlertStepRow(
        id=row.id,
        alert_id=row.alert_id,
        number=row.number,
        step=row.step,
        recorded_at=row.recorded_at,
        facts=facts,
        kind=row.alert.kind,
        kind_words=ALERT_KINDS[row.alert.kind],
        episode=row.alert.episode,
        opened_at=row.alert.opened_at,
        closed_at=row.alert.closed_at,
        newest_number=newest_number,
    )


def _alert(row: Alert, step: AlertStepRow) -> AlertRow:
    return AlertRow(
        id=row.id,
        version=row.version,
        kind=row.kind,
        kind_words=ALERT_KINDS[row.kind],
        subject_kind=row.subject_kind,
        subject_id=row.subject_id,
        programme_id=row.programme_id,
        workstream_id=row.workstream_id,
        episode=row.episode,
        opened_at=row.opened_at,
        closed_at=row.closed_at,
        step=step,
    )
