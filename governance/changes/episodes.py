"""Alert episodes moved on by the measures of a judgement: rows, steps with their facts, and events, together.

1. Each measure of each thing is put to its episode; at most one step comes out.
2. An open episode whose thing was taken away closes.
3. Rows, steps and events are written in the caller's transaction; quiet ones page nobody.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from governance import events
from governance.changes.alert_facts import Given, milestone_facts, taken_away, workstream_facts
from governance.models import Alert, AlertStep
from governance.queries.alerts import newest_steps
from governance.queries.judgements import Judgement
from governance.queries.oversights import oversights
from governance.queries.state import DeliveryState
from governance.rules.escalation import (
    CLOSED,
    HOLD_SECONDS,
    THRESHOLDS,
    EpisodeState,
    Kind,
    Step,
    StepKind,
    advance,
)
from governance.rules.telling import AlertFacts, to_json
from programme.outbox.recording import record
from programme.rules.access import Actor

_EVENTS: Final[Mapping[StepKind, type[events.AlertStepped]]] = {
    "opened": events.AlertOpened,
    "worsened": events.AlertWorsened,
    "improved": events.AlertImproved,
    "closed": events.AlertClosed,
}


@dataclass(frozen=True)
class _Move:
    """One episode and the step it makes."""

    alert: Alert
    step: Step
    facts: AlertFacts


def advance_episodes(
    state: DeliveryState,
    judgements: Mapping[UUID, Judgement],
    *,
    before: Mapping[UUID, Mapping[str, int | None]],
    given: Mapping[UUID, Given],
    by: Actor,
    at: datetime,
    quiet: bool,
) -> list[AlertStep]:
    """Move every episode of a programme on, and return the steps made.

    `before` are the measures last stored of each thing, for the "was" of an opening; `given` the reasons that
    came with what caused this.
    """
    known = {(a.kind, a.subject_id): a for a in _newest_episodes(state.programme.id)}
    moves = [
        *_moves(state, judgements, known, before=before, at=at),
        *_closing_what_was_taken_away(state, judgements, known, given=given, at=at),
    ]
    if not moves:
        return []
    is_new = [m.alert for m in moves if m.step.kind == "opened"]
    Alert.objects.bulk_create(is_new)
    moved = [m.alert for m in moves if m.step.kind != "opened"]
    Alert.objects.bulk_update(moved, ["state", "closed_at", "version", "workstream"])
    steps = [_step_row(m, at) for m in moves]
    AlertStep.objects.bulk_create(steps)
    boards = oversights({m.alert.workstream_id for m in moves if m.alert.workstream_id})
    holds = {w: o.hold_seconds if o.board_id else HOLD_SECONDS for w, o in boards.items()}
    told = [_event(m, s, holds, quiet=quiet) for m, s in zip(moves, steps, strict=True)]
    record(told, by=by, at=at)
    return steps


def _newest_episodes(programme_id: UUID) -> list[Alert]:
    rows = Alert.objects.filter(programme_id=programme_id).order_by("kind", "subject_id", "-episode")
    return list(rows.distinct("kind", "subject_id"))


def _moves(
    state: DeliveryState,
    judgements: Mapping[UUID, Judgement],
    known: Mapping[tuple[str, UUID], Alert],
    *,
    before: Mapping[UUID, Mapping[str, int | None]],
    at: datetime,
) -> list[_Move]:
    moves = []
    for judgement in judgements.values():
        if not state.is_reported_on(judgement.subject_id):
            continue
        for name, measure in judgement.measures.items():
            kind: Any = name
            alert = known.get((kind, judgement.subject_id))
            earlier = before.get(judgement.subject_id, {}).get(kind)
            after, step = advance(_episode(alert), measure, THRESHOLDS[kind], before=earlier)
            if step is None:
                continue
            if alert is None or alert.closed_at is not None:
                alert = _opened(
                    judgement, kind, state, episode=1 if alert is None else alert.episode + 1, at=at
                )
            alert.workstream_id = _workstream_of(judgement, state)
            _put(alert, after, step, at=at)
            moves.append(_Move(alert, step, _facts(judgement, kind, step, state, since=alert.opened_at)))
    return moves


def _closing_what_was_taken_away(
    state: DeliveryState,
    judgements: Mapping[UUID, Judgement],
    known: Mapping[tuple[str, UUID], Alert],
    *,
    given: Mapping[UUID, Given],
    at: datetime,
) -> list[_Move]:
    gone = [a for a in known.values() if a.closed_at is None and a.subject_id not in judgements]
    last = newest_steps([a.id for a in gone]) if gone else {}
    moves = []
    for alert in gone:
        kind: Any = alert.kind
        after, step = advance(_episode(alert), 0, THRESHOLDS[kind])
        if step is None or alert.id not in last:
            continue
        _put(alert, after, step, at=at)
        facts = taken_away(last[alert.id].facts, step, state, given.get(alert.subject_id, Given()))
        moves.append(_Move(alert, step, facts))
    return moves


def _episode(alert: Alert | None) -> EpisodeState:
    return CLOSED if alert is None or alert.closed_at is not None else EpisodeState(**alert.state)


def _opened(judgement: Judgement, kind: Kind, state: DeliveryState, *, episode: int, at: datetime) -> Alert:
    return Alert(
        version=0,
        kind=kind,
        subject_kind=judgement.subject_kind,
        subject_id=judgement.subject_id,
        programme_id=state.programme.id,
        episode=episode,
        opened_at=at,
    )


def _workstream_of(judgement: Judgement, state: DeliveryState) -> UUID | None:
    milestone = state.milestones.get(judgement.subject_id)
    return milestone.workstream_id if milestone else judgement.subject_id


def _put(alert: Alert, after: EpisodeState, step: Step, *, at: datetime) -> None:
    alert.version += 1
    alert.state = asdict(after)
    alert.closed_at = at if step.kind == "closed" else None


def _facts(
    judgement: Judgement, kind: Kind, step: Step, state: DeliveryState, *, since: datetime
) -> AlertFacts:
    milestone = state.milestones.get(judgement.subject_id)
    if milestone is not None:
        return milestone_facts(milestone, judgement, step, state, since=since)
    workstream = state.workstreams[judgement.subject_id]
    return workstream_facts(workstream, judgement, kind, step, state, since=since)


def _step_row(move: _Move, at: datetime) -> AlertStep:
    return AlertStep(
        alert=move.alert,
        number=move.step.number,
        step=move.step.kind,
        was=move.facts.was,
        now=move.facts.now,
        facts=to_json(move.facts),
        recorded_at=at,
    )


def _event(move: _Move, row: AlertStep, holds: Mapping[UUID, int], *, quiet: bool) -> events.AlertStepped:
    alert, step = move.alert, move.step
    hold = holds.get(alert.workstream_id, HOLD_SECONDS) if alert.workstream_id else HOLD_SECONDS
    return _EVENTS[step.kind](
        aggregate_id=alert.id,
        version=alert.version,
        programme_id=alert.programme_id,
        closed=move.facts.placement.is_closed,
        quiet=quiet,
        alert_id=alert.id,
        step_id=row.id,
        number=step.number,
        kind=alert.kind,
        subject_kind=alert.subject_kind,
        subject_id=alert.subject_id,
        workstream_id=alert.workstream_id,
        step=step.kind,
        hold_seconds=hold,
    )
