"""The decisions within a board's reach: those somebody waits for, and those made since, live or as at a moment."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final
from uuid import UUID

from django.utils import timezone

from governance.events import DecisionAwaited, DecisionEffectsChanged
from governance.models import Decision, DecisionEffect, DecisionMaker, DecisionStep, Wait
from governance.models.decision import DECISION_STATES
from governance.queries.board_parts.held import Held, held
from governance.queries.board_parts.reach import Reach
from governance.queries.decisions import decisions as path_of_decisions
from governance.queries.gates import outstanding_assessments
from governance.rules.board_view import Asked, Decided, RestsOn
from programme.outbox.models import Event
from programme.rules.access import Actor
from savings.queries import SavingRow

WAITING: Final = ("proposed", "consulted", "recommended", "called_in")
MADE: Final = ("made", "refused")
STATE_WORDS: Final = dict(DECISION_STATES)
EFFECT_WORDS: Final = {
    "saving_plan": "plan changes",
    "saving_withdrawn": "is withdrawn",
    "saving_approved": "plan is approved",
    "milestone_baseline": "baseline changes",
}


@dataclass(frozen=True)
class Waited:
    """A milestone that waits, or waited, for a decision, as had been recorded."""

    milestone_id: UUID
    since: date
    until: date | None


def decisions(
    *,
    reader: Actor,
    reach: Reach,
    lines: Mapping[UUID, SavingRow],
    since: datetime,
    at: datetime | None,
    as_at: datetime,
) -> tuple[tuple[Asked, ...], tuple[Decided, ...]]:
    """Return the decisions somebody waits for, those of this board first, and those made since."""
    rows = held(Decision, reader, reach, at)
    ids = [row.id for row in rows]
    steps: dict[UUID, list[DecisionStep]] = defaultdict(list)
    recorded = DecisionStep.objects.filter(decision_id__in=ids, recorded_at__lte=as_at)
    for step in recorded.order_by("recorded_at", "id"):
        steps[step.decision_id].append(step)
    makers = _makers(rows)
    waiting = [row for row in rows if _state(row, steps[row.id]) in WAITING]
    waits, held_back = _waits(ids, at), _held_back([row.id for row in waiting], reader, at)
    asked = [
        _asked(row, steps[row.id], makers, waits.get(row.id, ()), held_back.get(row.id, ()), reach, as_at)
        for row in waiting
    ]
    made = [(row, one) for row in rows if (one := _made_since(steps[row.id], since)) is not None]
    decided = _decided(made, steps, makers, reader=reader, reach=reach, lines=lines, at=at)
    asked.sort(key=lambda one: (not one.is_for_this_board, one.needed_by or date.max, one.about.ref))
    decided.sort(key=lambda one: (one.on, one.about.ref), reverse=True)
    return tuple(asked), tuple(decided)


def _state(row: Held, steps: Sequence[DecisionStep]) -> str:
    return steps[-1].step if steps else str(row.then.state)


def _made_since(steps: Sequence[DecisionStep], since: datetime) -> DecisionStep | None:
    return next((s for s in reversed(steps) if s.step in MADE and s.recorded_at > since), None)


def _makers(rows: Iterable[Held]) -> dict[UUID | None, str]:
    ids = {row.then.decision_maker_id for row in rows} - {None}
    return dict(DecisionMaker.objects.filter(pk__in=ids).values_list("pk", "name")) if ids else {}


def _asked(
    row: Held,
    steps: Sequence[DecisionStep],
    makers: Mapping[UUID | None, str],
    waits: Sequence[Waited],
    held_back: tuple[str, ...],
    reach: Reach,
    as_at: datetime,
) -> Asked:
    on = timezone.localdate(as_at)
    said, waiting, longest = _waiting(waits, reach, on)
    return Asked(
        about=row.about("decision", row.today.title),
        decision_maker=makers.get(row.then.decision_maker_id, "no decision-maker"),
        state=STATE_WORDS[_state(row, steps)],
        amount=row.then.amount,
        needed_by=row.then.needed_by,
        waiting_days=longest if waiting else _since_asked(steps, on),
        waits=said,
        held_back_by=held_back,
        is_for_this_board=row.then.board_id == reach.board.id,
        rests_on=waiting,
    )


def _decided(
    made: Sequence[tuple[Held, DecisionStep]],
    steps: Mapping[UUID, list[DecisionStep]],
    makers: Mapping[UUID | None, str],
    *,
    reader: Actor,
    reach: Reach,
    lines: Mapping[UUID, SavingRow],
    at: datetime | None,
) -> list[Decided]:
    effects = _effects([row.id for row, _ in made], at)
    effective = _effective([row for row, _ in made], reader, at)
    found = []
    for row, step in made:
        changes, changed = _changes(effects.get(row.id, ()), reach, lines)
        found.append(
            Decided(
                about=row.about("decision", row.today.title),
                decision_maker=makers.get(row.then.decision_maker_id, "no decision-maker"),
                state=STATE_WORDS[_state(row, steps[row.id])],
                on=step.on,
                effective_on=effective.get(row.id),
                changes=changes,
                rests_on=changed,
            )
        )
    return found


def _effective(rows: Iterable[Held], reader: Actor, at: datetime | None) -> dict[UUID, date | None]:
    """Return the day each decision has effect on, as was settled by a moment or is now."""
    held_rows = list(rows)
    if at is None:
        return {row.id: row.today.effective_on for row in held_rows}
    found = path_of_decisions(reader=reader, ids=[row.id for row in held_rows], at=at) if held_rows else {}
    return {key: row.effective_on for key, row in found.items()}


def _held_back(decision_ids: list[UUID], reader: Actor, at: datetime | None) -> dict[UUID, tuple[str, ...]]:
    """Return the impact assessments still outstanding of each decision, in short, of those this reader may see."""
    found = outstanding_assessments(decision_ids, reader=reader, at=at, with_signers=False)
    return {key: tuple(one.brief for one in waiting if one.brief) for key, waiting in found.items()}


def _waits(decision_ids: list[UUID], at: datetime | None) -> dict[UUID, list[Waited]]:
    """Return what waits for each decision, as had been recorded by a moment or is now, longest first."""
    now: dict[tuple[UUID, UUID], Waited] = {
        (row.decision_id, row.milestone_id): Waited(row.milestone_id, row.since, row.until)
        for row in Wait.objects.filter(decision_id__in=decision_ids)
    }
    for row in _told(decision_ids, DecisionAwaited.type, at):
        said = row.payload
        key = (row.aggregate_id, UUID(said["milestone_id"]))
        now.pop(key, None)
        if row.occurred_at <= at:  # type: ignore[operator]
            until = date.fromisoformat(said["until"]) if said["until"] else None
            now[key] = Waited(key[1], date.fromisoformat(said["since"]), until)
    found: dict[UUID, list[Waited]] = defaultdict(list)
    for (decision_id, _), one in sorted(now.items(), key=lambda pair: (pair[1].since, pair[0][1])):
        found[decision_id].append(one)
    return found


def _effects(decision_ids: list[UUID], at: datetime | None) -> dict[UUID, list[tuple[str, UUID]]]:
    """Return what each decision changes by kind and subject, as had been linked by a moment or is now."""
    rows = DecisionEffect.objects.filter(decision_id__in=decision_ids).order_by("kind", "id")
    now = {(row.decision_id, row.kind, row.subject_id): True for row in rows}
    for row in _told(decision_ids, DecisionEffectsChanged.type, at):
        key = (row.aggregate_id, row.payload["kind"], UUID(row.payload["subject_id"]))
        now[key] = row.occurred_at <= at and row.payload["linked"]  # type: ignore[operator]
    found: dict[UUID, list[tuple[str, UUID]]] = defaultdict(list)
    for (decision_id, kind, subject_id), is_linked in now.items():
        if is_linked:
            found[decision_id].append((kind, subject_id))
    return found


def _told(decision_ids: list[UUID], event_type: str, at: datetime | None) -> list[Event]:
    """Return what was told of what has changed since a moment: later events first, then those up to it in order.

    So whoever goes through them ends with what held. Nothing where nothing was told later, or for now.
    """
    if at is None or not decision_ids:
        return []
    rows = Event.objects.filter(aggregate_id__in=decision_ids, type=event_type)
    told = list(rows.order_by("occurred_at", "aggregate_version", "place"))
    later = [row for row in told if row.occurred_at > at]
    return [*later, *(row for row in told if row.occurred_at <= at)] if later else []


def _waiting(waits: Iterable[Waited], reach: Reach, on: date) -> tuple[tuple[str, ...], RestsOn, int | None]:
    """Return what waits in words, the milestones it names, and the longest wait in days."""
    said, names, longest = [], [], None
    for wait in waits:
        milestone = reach.milestones.get(wait.milestone_id)
        if milestone is None or wait.since > on or (wait.until is not None and wait.until < on):
            continue
        days = max((on - wait.since).days, 0)
        said.append(f"{milestone.ref} {milestone.name}, {days} {'day' if days == 1 else 'days'}")
        names.append(("milestone", milestone.id))
        longest = days if longest is None else max(longest, days)
    return tuple(said), tuple(names), longest


def _since_asked(steps: Sequence[DecisionStep], on: date) -> int | None:
    return max((on - steps[0].on).days, 0) if steps else None


def _changes(
    effects: Iterable[tuple[str, UUID]], reach: Reach, lines: Mapping[UUID, Any]
) -> tuple[tuple[str, ...], RestsOn]:
    """Return what a decision changes of what its reader sees, in words, and the things they name."""
    said, names = [], []
    for kind, subject_id in effects:
        words = EFFECT_WORDS[kind]
        if subject_id in reach.milestones:
            milestone = reach.milestones[subject_id]
            said.append(f"{milestone.ref} {milestone.name}: {words}")
            names.append(("milestone", milestone.id))
        elif subject_id in lines:
            said.append(f"{lines[subject_id].label}: {words}")
            names.append(("saving", subject_id))
    return tuple(said), tuple(names)
