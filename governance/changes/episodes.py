"""Alert episodes moved on by the measures of what is watched: rows, steps with their facts, rungs and events, together.

1. Each measure of each thing is put to its episode; at most one step comes out. A breach of tolerance climbs.
2. An open episode that nothing watches any more closes: its thing, or its tolerance, was taken away.
3. Rows, steps, rungs and events are written in the caller's transaction; quiet ones page nobody.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any, Final
from uuid import UUID

from django.utils import timezone

from governance import events
from governance.changes.alert_facts import Given, step_facts, taken_away
from governance.models import Alert, AlertStep, Escalation
from governance.queries.alerts import newest_steps
from governance.queries.escalations import acknowledge_days
from governance.queries.judgements import Judgement
from governance.queries.oversights import oversights
from governance.queries.state import DeliveryState
from governance.queries.watch import Key, Watch
from governance.queries.watching import gone
from governance.rules.escalating import Climb, advance_breach, goes_on_at
from governance.rules.escalation import CLOSED, HOLD_SECONDS, EpisodeState, Step, StepKind, advance
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
    """One episode, the step it makes and the rungs it climbs by it; the first of them is number `climbed` + 1."""

    alert: Alert
    step: Step
    facts: AlertFacts
    rungs: tuple[Climb, ...] = ()
    climbed: int = 0
    measure: int | None = None


def advance_episodes(
    state: DeliveryState,
    judgements: Mapping[UUID, Judgement],
    watched: Mapping[Key, Watch],
    *,
    given: Mapping[UUID, Given],
    by: Actor,
    at: datetime,
    quiet: bool,
) -> list[AlertStep]:
    """Move every episode of a programme on, and return the steps made.

    `given` are the reasons that came with what caused this.
    """
    known: dict[Key, Alert] = {(a.kind, a.subject_id): a for a in _newest_episodes(state.programme.id)}
    moves = [
        *_moves(state, judgements, watched, known, at=at),
        *_closing_what_nothing_watches(state, watched, known, given=given, at=at),
    ]
    if not moves:
        return []
    Alert.objects.bulk_create(m.alert for m in moves if m.step.kind == "opened")
    moved = [m.alert for m in moves if m.step.kind != "opened"]
    Alert.objects.bulk_update(moved, ["state", "closed_at", "version", "workstream", "board"])
    steps = [_step_row(m, at) for m in moves]
    AlertStep.objects.bulk_create(steps)
    days = acknowledge_days([state.programme.id])[state.programme.id]
    rungs = [row for m in moves for row in _rung_rows(m, at, days)]
    Escalation.objects.bulk_create(rungs)
    boards = oversights({m.alert.workstream_id for m in moves if m.alert.workstream_id})
    holds = {w: o.hold_seconds if o.board_id else HOLD_SECONDS for w, o in boards.items()}
    told = [_event(m, s, holds, quiet=quiet) for m, s in zip(moves, steps, strict=True)]
    by_alert = {m.alert.id: (m, s) for m, s in zip(moves, steps, strict=True)}
    climbed = [_climbed(row, *by_alert[row.alert_id], quiet=quiet) for row in rungs]
    record([*told, *climbed], by=by, at=at)
    return steps


def _newest_episodes(programme_id: UUID) -> list[Alert]:
    rows = Alert.objects.filter(programme_id=programme_id).order_by("kind", "subject_id", "-episode")
    return list(rows.distinct("kind", "subject_id"))


def _moves(
    state: DeliveryState,
    judgements: Mapping[UUID, Judgement],
    watched: Mapping[Key, Watch],
    known: Mapping[Key, Alert],
    *,
    at: datetime,
) -> list[_Move]:
    climbed = _climbed_before(a.id for a in known.values() if a.closed_at is None)
    moves = []
    for key, watch in watched.items():
        if not watch.is_counted:
            continue
        alert = known.get(key)
        is_open = alert is not None and alert.closed_at is None
        already = climbed[alert.id] if alert is not None and is_open else 0
        after, step = advance_breach(
            _episode(alert),
            watch.measure,
            watch.threshold,
            climbed=already,
            reaches=len(watch.climbs),
            before=watch.before,
        )
        if step is None:
            continue
        if alert is None or not is_open:
            alert = _opened(watch, state, episode=1 if alert is None else alert.episode + 1, at=at)
        alert.workstream_id, alert.board_id = watch.workstream_id, watch.board_id
        _put(alert, after, step, at=at)
        facts = step_facts(watch, judgements.get(watch.subject_id), step, state, since=alert.opened_at)
        rungs = watch.climbs[already:] if step.notifies else ()
        moves.append(_Move(alert, step, facts, rungs, already, watch.measure))
    return moves


def _climbed_before(alert_ids: Iterable[UUID]) -> Counter[UUID]:
    rows = Escalation.objects.filter(alert_id__in=list(alert_ids), cause="breach")
    return Counter(rows.values_list("alert_id", flat=True))


def _closing_what_nothing_watches(
    state: DeliveryState,
    watched: Mapping[Key, Watch],
    known: Mapping[Key, Alert],
    *,
    given: Mapping[UUID, Given],
    at: datetime,
) -> list[_Move]:
    over = [a for key, a in known.items() if a.closed_at is None and key not in watched]
    last = newest_steps([a.id for a in over]) if over else {}
    moves = []
    for alert in over:
        kind: Any = alert.kind
        after, step = advance(_episode(alert), 0, gone(kind))
        if step is None or alert.id not in last:
            continue
        _put(alert, after, step, at=at)
        facts = taken_away(last[alert.id].facts, step, state, given.get(alert.subject_id, Given()))
        moves.append(_Move(alert, step, facts))
    return moves


def _episode(alert: Alert | None) -> EpisodeState:
    return CLOSED if alert is None or alert.closed_at is not None else EpisodeState(**alert.state)


def _opened(watch: Watch, state: DeliveryState, *, episode: int, at: datetime) -> Alert:
    return Alert(
        version=0,
        kind=watch.kind,
        subject_kind=watch.subject_kind,
        subject_id=watch.subject_id,
        programme_id=state.programme.id,
        episode=episode,
        opened_at=at,
    )


def _put(alert: Alert, after: EpisodeState, step: Step, *, at: datetime) -> None:
    alert.version += 1
    alert.state = asdict(after)
    alert.closed_at = at if step.kind == "closed" else None


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


def _rung_rows(move: _Move, at: datetime, days: int) -> list[Escalation]:
    """Return the rungs a breach climbs by this step; their numbers go on from those climbed before, of any cause."""
    if not move.rungs:
        return []
    before = Escalation.objects.filter(alert_id=move.alert.id).count() if move.step.number > 1 else 0
    due = goes_on_at(timezone.localtime(at), days)
    return [
        Escalation(
            alert=move.alert,
            number=before + place,
            board_id=climb.to.board_id,
            cause="breach",
            measure=None if move.measure is None else Decimal(move.measure),
            limit=climb.of.limit,
            due_by=due,
            recorded_at=at,
        )
        for place, climb in enumerate(move.rungs, start=1)
    ]


def _climbed(row: Escalation, move: _Move, step: AlertStep, *, quiet: bool) -> events.AlertEscalated:
    alert = move.alert
    return events.AlertEscalated(
        aggregate_id=alert.id,
        version=alert.version,
        programme_id=alert.programme_id,
        closed=move.facts.placement.is_closed,
        quiet=quiet,
        alert_id=alert.id,
        step_id=step.id,
        number=row.number,
        cause=row.cause,
        board_id=row.board_id,
        person_id=row.person_id,
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
