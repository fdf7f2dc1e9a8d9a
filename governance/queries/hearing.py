"""Who should hear of an alert or of a workstream's changes, with the rights people have at this moment."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from django.utils import timezone

from governance.models import Alert, BoardMember
from governance.queries.alerts import AlertStepRow, newest_steps
from governance.queries.oversights import OversightRow, oversights
from governance.rules.audience import Audience, Candidate, audience, most_closed
from governance.rules.escalation import HOLD_SECONDS
from programme import queries as ground
from programme.rules.access import Actor, Placement, system

GATHER_SECONDS = 900  # where no board oversees. Source: docs/method.md, "Who hears"


@dataclass(frozen=True)
class Hearing(Audience):
    """Who hears and who does not, the overseeing board (blank where none), its hold and its gathering window."""

    board: str
    hold_seconds: int
    gather_seconds: int
    marking: str


NOBODY = Hearing((), (), "", HOLD_SECONDS, GATHER_SECONDS, "open")


@dataclass(frozen=True)
class _Subject:
    """What is heard of: where it stands now, whose it is, and the workstream whose board oversees it."""

    placement: Placement
    workstream_id: UUID | None
    owners: tuple[tuple[UUID | None, str], ...]  # (person, what they own; blank for the workstream)


def hearers(*, alert_id: UUID | None = None, workstream_id: UUID | None = None, at: datetime) -> Hearing:
    """Return who hears of one alert, or of one workstream's alerts; nobody for what is not there."""
    if alert_id is not None:
        return alert_hearers([alert_id], at=at).get(alert_id, NOBODY)
    if workstream_id is not None:
        return workstream_hearers([workstream_id], at=at).get(workstream_id, NOBODY)
    return NOBODY


def alert_hearers(alert_ids: Iterable[UUID], *, at: datetime) -> dict[UUID, Hearing]:
    """Return who hears of each alert: the owners of its thing and the overseeing board, rights as of now.

    What was taken away is judged by where it stood. Ids as in `alert_steps`.
    """
    alerts = list(Alert.objects.filter(pk__in=list(alert_ids)))
    everything = system()
    milestones = ground.milestones(
        reader=everything, ids={a.subject_id for a in alerts if a.subject_kind == "milestone"}
    )
    overseen = {
        a.id: m.workstream_id if (m := milestones.get(a.subject_id)) else a.workstream_id for a in alerts
    }
    workstreams = ground.workstreams(reader=everything, ids={w for w in overseen.values() if w})
    last = newest_steps([a.id for a in alerts])
    subjects = {}
    for a in alerts:
        workstream_id = overseen[a.id]
        workstream = workstreams.get(workstream_id) if workstream_id else None
        owners: list[tuple[UUID | None, str]] = [(workstream.owner_id, "")] if workstream else []
        milestone = milestones.get(a.subject_id)
        if milestone is not None:
            owners.append((milestone.owner_id, milestone.name))
        here = milestone or (workstream if a.subject_kind == "workstream" else None)
        placement = here.placement if here else _where_it_stood(last.get(a.id))
        if placement is not None:
            subjects[a.id] = _Subject(placement, workstream_id, tuple(owners))
    return _hearings(subjects, at=at)


def workstream_hearers(workstream_ids: Iterable[UUID], *, at: datetime) -> dict[UUID, Hearing]:
    """Return who would hear of an alert on each workstream. Ids as in `alert_steps`."""
    rows = ground.workstreams(reader=system(), ids=workstream_ids)
    return _hearings({w.id: _Subject(w.placement, w.id, ((w.owner_id, ""),)) for w in rows.values()}, at=at)


def milestone_hearers(milestone_ids: Iterable[UUID], *, at: datetime) -> dict[UUID, Hearing]:
    """Return who would hear of an alert on each milestone, as `alert_hearers` would. Ids as in `alert_steps`."""
    rows = ground.milestones(reader=system(), ids=milestone_ids)
    workstreams = ground.workstreams(
        reader=system(), ids={m.workstream_id for m in rows.values() if m.workstream_id}
    )
    subjects = {}
    for m in rows.values():
        workstream = workstreams.get(m.workstream_id) if m.workstream_id else None
        owners: list[tuple[UUID | None, str]] = [(workstream.owner_id, "")] if workstream else []
        subjects[m.id] = _Subject(m.placement, m.workstream_id, (*owners, (m.owner_id, m.name)))
    return _hearings(subjects, at=at)


def _where_it_stood(step: AlertStepRow | None) -> Placement | None:
    return None if step is None else step.facts.placement


def _hearings(subjects: Mapping[UUID, _Subject], *, at: datetime) -> dict[UUID, Hearing]:
    boards = oversights({s.workstream_id for s in subjects.values() if s.workstream_id})
    seats = _seats({o.board_id for o in boards.values() if o.board_id}, at=at)
    owners = {person for s in subjects.values() for person, _ in s.owners if person}
    actors = ground.actors_for(owners | {p for people in seats.values() for p in people}, door="system")
    result = {}
    for key, subject in subjects.items():
        board = boards.get(subject.workstream_id) if subject.workstream_id else None
        candidates = _candidates(subject, board, seats, actors)
        marking = most_closed(subject.placement.markings)
        heard = audience(candidates, marking=marking)
        result[key] = Hearing(
            heard.hearers,
            heard.unheard,
            board=board.board if board else "",
            hold_seconds=board.hold_seconds if board else HOLD_SECONDS,
            gather_seconds=board.gather_seconds if board else GATHER_SECONDS,
            marking=marking,
        )
    return result


def _seats(board_ids: Iterable[UUID], *, at: datetime) -> dict[UUID, list[UUID]]:
    """Return who sits on each board, within their term (its last day counts)."""
    on = timezone.localdate(at)
    seats: dict[UUID, list[UUID]] = {}
    rows = BoardMember.objects.filter(board_id__in=list(board_ids)).exclude(term_from__gt=on)
    for board_id, person_id in rows.exclude(term_to__lt=on).values_list("board_id", "person_id"):
        seats.setdefault(board_id, []).append(person_id)
    return seats


def _candidates(
    subject: _Subject,
    board: OversightRow | None,
    seats: Mapping[UUID, list[UUID]],
    actors: Mapping[UUID, Actor],
) -> list[Candidate]:
    found = [
        replace(_candidate(person, actors.get(person), subject.placement), of=what)
        for person, what in subject.owners
        if person is not None
    ]
    if board is not None and board.board_id is not None:
        for person in seats.get(board.board_id, ()):
            plain = _candidate(person, actors.get(person), subject.placement)
            found.append(replace(plain, tie="board", of=board.board, board_is_live=board.live_alerts))
    return found


def _candidate(person_id: UUID, actor: Actor | None, where: Placement) -> Candidate:
    if actor is None:
        return Candidate(person_id, "owner", is_active=False, may_see=False)
    here = replace(actor, grants=tuple(g for g in actor.grants if g.covers(where)))
    return Candidate(
        person_id,
        "owner",
        may_see=actor.sees(where),
        is_cleared=any(g.cleared for g in here.grants),
        is_officer=here.is_officer,
    )
