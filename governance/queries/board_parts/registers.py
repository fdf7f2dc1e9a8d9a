"""What a board's registers hold within reach: risks, actions, alerts that reached it, and its meetings.

As at a moment they are as had been recorded by then, under the reader's rights of today; names are today's.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime
from typing import Final
from uuid import UUID

from django.db.models import Q
from django.utils import timezone

from governance.events import ActionDone, MeetingCancelled, MeetingHeld, MeetingPlanned
from governance.models import (
    Acknowledgement,
    Action,
    Alert,
    Escalation,
    Meeting,
    Risk,
    RiskReview,
)
from governance.models.meeting import MEETING_STATES
from governance.queries.added import added_later, told_between
from governance.queries.alerts import alerts, episode_steps
from governance.queries.board_parts.held import held, names_of
from governance.queries.board_parts.reach import Reach
from governance.queries.oversights import oversights
from governance.rules.board_view import About, Escalated, Meets, RiskLine, ToDo
from governance.rules.paths import path_of
from programme.queries.then import as_then
from programme.rules.access import Actor

NOT_SCORED: Final = "not scored"


def risks(*, reader: Actor, reach: Reach, since: datetime, at: datetime | None) -> tuple[RiskLine, ...]:
    """Return the risks that are open, or left open since, the highest score first and those not scored last."""
    rows = held(Risk, reader, reach, at)
    reviews: dict[UUID, list[RiskReview]] = defaultdict(list)
    said = RiskReview.objects.filter(risk_id__in=[row.id for row in rows])
    if at is not None:
        said = said.filter(recorded_at__lte=at)
    for review in said.order_by("recorded_at", "id"):
        reviews[review.risk_id].append(review)
    owners = names_of(one.then.owner_id for one in rows)
    found: list[tuple[int, RiskLine]] = []
    for one in rows:
        row, own = one.then, reviews[one.id]
        newest = own[-1] if own else None
        before = next((r for r in reversed(own) if r.recorded_at <= since), None)
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
                    about=one.about("risk", one.today.title),
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


def actions(
    *, reader: Actor, reach: Reach, since: datetime, at: datetime | None, as_at: datetime
) -> tuple[ToDo, ...]:
    """Return the actions still to do and those done since, the most overdue first and done ones last."""
    on, from_day = timezone.localdate(as_at), timezone.localdate(since)
    rows = held(Action, reader, reach, at)
    owners = names_of(one.then.owner_id for one in rows)
    told = told_between([one.id for one in rows], ActionDone.type, since, as_at)
    found = []
    for one in rows:
        row = one.then
        done = row.done_on if row.done_on is not None and row.done_on <= on else None
        if done is not None and done < from_day and one.id not in told:
            continue
        late = 0 if done is not None or row.due_on is None else max((on - row.due_on).days, 0)
        found.append(
            ToDo(
                about=one.about("action", one.today.text),
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
    overseers = oversights({row.workstream_id for row in seen.values() if row.workstream_id}, at=at)
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
    return tuple(
        sorted(
            found,
            key=lambda one: (
                bool(one.acknowledged_by),
                one.since,
                one.about.ref,
                one.kind,
                str(one.alert_id),
            ),
        )
    )


def _taken(alert_ids: Iterable[UUID], as_at: datetime) -> dict[UUID, str]:
    rows = Acknowledgement.objects.filter(alert_id__in=list(alert_ids), recorded_at__lte=as_at)
    return {row.alert_id: row.person.name for row in rows.select_related("person").order_by("recorded_at")}


def meetings(*, reader: Actor, board_id: UUID, as_at: datetime) -> tuple[Meets | None, Meets | None]:
    """Return the board's last meeting held before a moment, and its next after it; cancelled ones are neither.

    What was put on record only afterwards (that one is planned, was held, was moved or called off) does not count.
    """
    rows = _sittings(reader, board_id, as_at)
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


def ended_at(meeting_id: UUID, at: datetime | None = None) -> datetime:
    """Return when a meeting ended, or began where its end is not known, as had been recorded by a moment."""
    row = Meeting.objects.get(pk=meeting_id)
    row = as_then([row], at).get(meeting_id, row)
    return row.ends_at or row.starts_at


def _sittings(reader: Actor, board_id: UUID, as_at: datetime) -> list[Meeting]:
    """Return a board's meetings at the times and places they had then, the earliest first."""
    rows = Meeting.objects.seen_by(reader).filter(board_id=board_id)
    rows = rows.filter(Q(removed_at=None) | Q(removed_at__gt=as_at))
    then = as_then(list(rows), as_at)
    for row in rows:
        if row.pk in then:
            then[row.pk].state = row.state  # who told of its end, and when, is asked of its events
    return sorted(then.values(), key=lambda row: row.starts_at)
