"""What a board's registers hold within reach: risks, decisions asked for and made, actions, alerts that reached it.

As at a moment they are as had been recorded by then, under the reader's rights of today; texts are today's.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any, Final
from uuid import UUID

from django.db.models import Q
from django.utils import timezone

from governance.events import MeetingCancelled, MeetingHeld, MeetingPlanned
from governance.models import (
    Acknowledgement,
    Action,
    Alert,
    Decision,
    Escalation,
    Meeting,
    Risk,
    RiskReview,
)
from governance.models.decision import DECISION_STATES
from governance.models.meeting import MEETING_STATES
from governance.queries.added import added_later
from governance.queries.alerts import alerts, episode_steps
from governance.queries.board_parts.reach import Reach
from governance.queries.decisions import DecisionRow, StepRow
from governance.queries.decisions import decisions as found_decisions
from governance.queries.effects import EffectRow
from governance.queries.gates import HIDDEN, outstanding_assessments
from governance.queries.oversights import oversights
from governance.queries.waits import WaitRow
from governance.rules.audience import most_closed
from governance.rules.board_view import About, Asked, Decided, Escalated, Meets, RestsOn, RiskLine, ToDo
from governance.rules.paths import path_of
from programme.outbox.models import Event
from programme.rules.access import Actor
from savings.queries import SavingRow

NOT_SCORED: Final = "not scored"
NOBODY: Final = "no decision-maker"
WAITING: Final = ("proposed", "consulted", "recommended", "called_in")
MADE: Final = ("made", "refused")
STATE_WORDS: Final = dict(DECISION_STATES)
EFFECT_WORDS: Final = {
    "saving_plan": "plan changes",
    "saving_withdrawn": "is withdrawn",
    "saving_approved": "plan is approved",
    "milestone_baseline": "baseline changes",
}


def _about(kind: str, row: Any, name: str) -> About:
    where = row.placement()
    return About(
        kind, row.pk, row.ref, name, row.programme_id, row.workstream_id, most_closed(where.markings),
        path_of(kind, row.pk),
    )  # fmt: skip


def _held(model: Any, reader: Actor, reach: Reach, at: datetime | None) -> list[Any]:
    """Return the rows of a register within reach that stood at a moment, or stand now."""
    rows = model.objects.visible_to(reader) if at is None else model.objects.seen_by(reader)
    if at is not None:
        rows = rows.filter(Q(removed_at=None) | Q(removed_at__gt=at))
    rows = rows.filter(reach.governed()).select_related("programme", "workstream")
    return _recorded_by(list(rows.order_by("programme__code", "ref")), at)


def _recorded_by(rows: list[Any], at: datetime | None) -> list[Any]:
    """Leave out what was first recorded after a moment, by the event that tells of it."""
    if at is None or not rows:
        return rows
    first = Event.objects.filter(aggregate_id__in=[row.pk for row in rows], aggregate_version=1)
    later = set(first.filter(occurred_at__gt=at).values_list("aggregate_id", flat=True))
    return [row for row in rows if row.pk not in later]


def risks(*, reader: Actor, reach: Reach, since: datetime, at: datetime | None) -> tuple[RiskLine, ...]:
    """Return the risks that are open, or left open since, the highest score first and those not scored last."""
    rows = _held(Risk, reader, reach, at)
    reviews: dict[UUID, list[RiskReview]] = defaultdict(list)
    said = RiskReview.objects.filter(risk_id__in=[row.pk for row in rows])
    if at is not None:
        said = said.filter(recorded_at__lte=at)
    for review in said.order_by("recorded_at", "id"):
        reviews[review.risk_id].append(review)
    owners = _names(row.owner for row in _with(Risk, rows, "owner"))
    found: list[tuple[int, RiskLine]] = []
    for row in rows:
        own = reviews[row.pk]
        newest = own[-1] if own else None
        before = next((one for one in reversed(own) if one.recorded_at <= since), None)
        state = newest.state if newest else row.state
        if state != "open" and (newest is None or newest.recorded_at <= since):
            continue
        likelihood, impact = (newest.likelihood, newest.impact) if newest else (row.likelihood, row.impact)
        score = 0 if likelihood is None or impact is None else likelihood * impact
        band = _band(newest.band if newest else row.band_override, scored=bool(score))
        was = _band(before.band, scored=before.likelihood is not None) if before else ""
        found.append(
            (
                score,
                RiskLine(
                    about=_about("risk", row, row.title),
                    owner=owners.get(row.owner_id, "none named"),
                    score=f"{likelihood} × {impact} = {score}" if score else "",
                    band=band if state == "open" else f"{band}, {'closed' if state == 'closed' else 'it happened'}",
                    was=was if was != band else "",
                    mitigation=row.mitigation,
                    review_on=row.review_on,
                ),
            )
        )  # fmt: skip
    return tuple(line for _, line in sorted(found, key=lambda one: (-one[0], one[1].about.ref)))


def _band(band: str, *, scored: bool) -> str:
    return band or ("scored, no band named" if scored else NOT_SCORED)


def _with(model: Any, rows: list[Any], name: str) -> list[Any]:
    ids = [row.pk for row in rows if getattr(row, f"{name}_id") is not None]
    return list(model.objects.filter(pk__in=ids).select_related(name)) if ids else []


def _names(people: Iterable[Any]) -> dict[UUID | None, str]:
    return {person.pk: person.name for person in people if person is not None}


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
    on = timezone.localdate(as_at)
    seen = Decision.objects.seen_by(reader).filter(reach.governed())
    rows = found_decisions(reader=reader, ids=seen.values_list("pk", flat=True), at=at)
    held_back = _held_back(list(rows), reader)
    asked, decided = [], []
    for row in rows.values():
        own = [step for step in row.path if step.recorded_at <= as_at]
        state = own[-1].step if own else row.state
        if state in WAITING:
            said, waiting, longest = _waits(row.waits, reach, on)
            asked.append(
                Asked(
                    about=_about_decision(row),
                    decision_maker=row.decision_maker or NOBODY,
                    state=STATE_WORDS[state],
                    amount=row.amount,
                    needed_by=row.needed_by,
                    waiting_days=longest if waiting else _since_asked(own, on),
                    waits=said,
                    held_back_by=held_back.get(row.id, ()),
                    is_for_this_board=row.board_id == reach.board.id,
                    rests_on=waiting,
                )
            )
        made = next((s for s in reversed(own) if s.step in MADE and s.recorded_at > since), None)
        if made is not None:
            changes, changed = _changes(row.effects, reach, lines)
            decided.append(
                Decided(
                    about=_about_decision(row),
                    decision_maker=row.decision_maker or NOBODY,
                    state=STATE_WORDS[state],
                    on=made.on,
                    effective_on=row.effective_on,
                    changes=changes,
                    rests_on=changed,
                )
            )
    asked.sort(key=lambda one: (not one.is_for_this_board, one.needed_by or date.max, one.about.ref))
    decided.sort(key=lambda one: (one.on, one.about.ref), reverse=True)
    return tuple(asked), tuple(decided)


def _about_decision(row: DecisionRow) -> About:
    return About(
        "decision", row.id, row.ref, row.title, row.programme_id, row.workstream_id,
        most_closed(row.placement.markings), path_of("decision", row.id),
    )  # fmt: skip


def _held_back(decision_ids: list[UUID], reader: Actor) -> dict[UUID, tuple[str, ...]]:
    """Return the impact assessments still outstanding of each decision, in words, of those this reader may see."""
    found = outstanding_assessments(decision_ids, reader=reader)
    return {key: tuple(one.words for one in waiting if one.words != HIDDEN) for key, waiting in found.items()}


def _waits(waits: Iterable[WaitRow], reach: Reach, on: date) -> tuple[tuple[str, ...], RestsOn, int | None]:
    """Return what waits in words, the milestones it names, and the longest wait in days."""
    said, names, longest = [], [], None
    within = [one for one in waits if one.milestone_id in reach.milestones]
    for wait in sorted(within, key=lambda one: one.since):
        milestone = reach.milestones[wait.milestone_id]
        until = wait.until if wait.until is not None and wait.until < on else on
        days = max((until - wait.since).days, 0)
        if wait.since > on or (wait.until is not None and wait.until < on):
            continue
        said.append(f"{milestone.ref} {milestone.name}, {days} {'day' if days == 1 else 'days'}")
        names.append(("milestone", milestone.id))
        longest = days if longest is None else max(longest, days)
    return tuple(said), tuple(names), longest


def _since_asked(steps: Sequence[StepRow], on: date) -> int | None:
    return max((on - steps[0].on).days, 0) if steps else None


def _changes(
    effects: Iterable[EffectRow], reach: Reach, lines: Mapping[UUID, SavingRow]
) -> tuple[tuple[str, ...], RestsOn]:
    """Return what a decision changes of what its reader sees, in words, and the things they name."""
    said, names = [], []
    for effect in effects:
        words = EFFECT_WORDS[effect.kind]
        if effect.subject_id in reach.milestones:
            milestone = reach.milestones[effect.subject_id]
            said.append(f"{milestone.ref} {milestone.name}: {words}")
            names.append(("milestone", milestone.id))
        elif effect.subject_id in lines:
            said.append(f"{lines[effect.subject_id].label}: {words}")
            names.append(("saving", effect.subject_id))
    return tuple(said), tuple(names)


def actions(
    *, reader: Actor, reach: Reach, since: datetime, at: datetime | None, as_at: datetime
) -> tuple[ToDo, ...]:
    """Return the actions still to do and those done since, the most overdue first and done ones last."""
    on, from_day = timezone.localdate(as_at), timezone.localdate(since)
    rows = _held(Action, reader, reach, at)
    owners = _names(row.owner for row in _with(Action, rows, "owner"))
    found = []
    for row in rows:
        done = row.done_on if row.done_on is not None and row.done_on <= on else None
        if done is not None and done < from_day:
            continue
        late = 0 if done is not None or row.due_on is None else max((on - row.due_on).days, 0)
        found.append(
            ToDo(
                about=_about("action", row, row.text),
                owner=owners.get(row.owner_id, "none named"),
                due_on=row.due_on,
                overdue_days=late,
                done_on=done,
            )
        )
    return tuple(
        sorted(found, key=lambda one: (one.done_on is not None, -one.overdue_days, one.due_on or date.max))
    )


def escalated(*, reader: Actor, reach: Reach, at: datetime | None, as_at: datetime) -> tuple[Escalated, ...]:
    """Return the alerts open then that reached the board: of its own workstreams, or handed up to it."""
    climbed: dict[UUID, list[Escalation]] = defaultdict(list)
    open_then = Q(opened_at__lte=as_at) & (Q(closed_at=None) | Q(closed_at__gt=as_at))
    rungs = Escalation.objects.filter(
        alert__in=Alert.objects.filter(open_then, escalations__board_id=reach.board.id),
        recorded_at__lte=as_at,
    ).select_related("board")
    for rung in rungs.order_by("number"):
        climbed[rung.alert_id].append(rung)
    own = Alert.objects.filter(open_then, workstream_id__in=reach.own).values_list("pk", flat=True)
    ids = {*own, *climbed}
    seen = alerts(reader=reader, ids=ids, is_open=None) if ids else {}
    steps = episode_steps(seen)
    taken = _taken(seen, as_at)
    overseers = oversights({row.workstream_id for row in seen.values() if row.workstream_id})
    found = []
    for key, row in seen.items():
        by_then = [step for step in steps.get(key, ()) if step.recorded_at <= as_at]
        if not by_then:
            continue
        facts = by_then[-1].facts
        overseer = overseers.get(row.workstream_id) if row.workstream_id else None
        below = [r.board.name for r in climbed[key] if r.board and r.board_id != reach.board.id]
        if not below and overseer and overseer.board_id != reach.board.id:
            below = [overseer.board]
        found.append(
            Escalated(
                about=About(
                    row.subject_kind, row.subject_id, facts.ref, facts.name, row.programme_id, row.workstream_id,
                    facts.marking, path_of(row.subject_kind, row.subject_id),
                ),
                kind=row.kind_words,
                words=facts.sentence,
                since=row.opened_at,
                from_board=below[0] if below else "",
                acknowledged_by=taken.get(key, ""),
                rests_on=tuple(("saving", one.id) for one in facts.savings_for(reader)),
                alert_id=key,
            )
        )  # fmt: skip
    return tuple(sorted(found, key=lambda one: (bool(one.acknowledged_by), one.since)))


def _taken(alert_ids: Iterable[UUID], as_at: datetime) -> dict[UUID, str]:
    rows = Acknowledgement.objects.filter(alert_id__in=list(alert_ids), recorded_at__lte=as_at)
    return {row.alert_id: row.person.name for row in rows.select_related("person").order_by("recorded_at")}


def meetings(*, reader: Actor, board_id: UUID, as_at: datetime) -> tuple[Meets | None, Meets | None]:
    """Return the board's last meeting held before a moment, and its next after it; cancelled ones are neither.

    What was put on record only afterwards (that one is planned, was held, was called off) does not count.
    """
    rows = list(Meeting.objects.visible_to(reader).filter(board_id=board_id).order_by("starts_at"))
    ids = [row.pk for row in rows]
    unplanned, unheld, uncancelled = (
        added_later(ids, [event.type], as_at) for event in (MeetingPlanned, MeetingHeld, MeetingCancelled)
    )
    known = [row for row in rows if row.pk not in unplanned]
    last = [r for r in known if r.state == "held" and r.pk not in unheld and r.starts_at < as_at]
    ahead = [r for r in known if r.starts_at >= as_at and (r.state != "cancelled" or r.pk in uncancelled)]
    return _meets(last[-1] if last else None, "held"), _meets(ahead[0] if ahead else None, "planned")


def _meets(row: Meeting | None, state: str) -> Meets | None:
    """Return a meeting as it stood then: one that lay ahead was planned, whatever became of it."""
    words = dict(MEETING_STATES)[state]
    return None if row is None else Meets(row.pk, row.starts_at, row.place, row.title, words)


def ended_at(meeting_id: UUID) -> datetime:
    """Return when a meeting ended, or began where its end is not known."""
    row = Meeting.objects.get(pk=meeting_id)
    return row.ends_at or row.starts_at
