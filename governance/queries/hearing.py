"""Who should hear of an alert or of a workstream's changes, with the rights people have at this moment."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final
from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone

from governance.models import Alert, Board, BoardMember, RecoveryRecord, Wait
from governance.queries.alerts import AlertStepRow, newest_steps
from governance.queries.escalations import rungs
from governance.queries.oversights import oversights
from governance.rules.audience import Audience, Candidate, Tie, audience, most_closed, silence_of
from governance.rules.escalation import HOLD_SECONDS
from programme import queries as ground
from programme.rules.access import CHAIR, MANAGER, MEMBER, PMO, SCRUTINY, Actor, Placement, system
from savings import queries as money

GATHER_SECONDS = 900  # where no board oversees. Source: docs/method.md, "Who hears"
_MEMBERS = frozenset({CHAIR, MEMBER, SCRUTINY})


@dataclass(frozen=True)
class Hearing(Audience):
    """Who hears and who does not, the overseeing board (blank where none), its hold and its gathering window.

    `working_days_only` is whether that board has its alerts wait for working hours.
    """

    board: str
    hold_seconds: int
    gather_seconds: int
    marking: str
    working_days_only: bool = False


NOBODY = Hearing((), (), "", HOLD_SECONDS, GATHER_SECONDS, "open")


@dataclass(frozen=True)
class Subject:
    """What is heard of: where it stands now, whose it is, and the boards that hear.

    `ties` are (person, tie, of): `of` is what they own, blank for the workstream. `boards` are those that watch it;
    `reached` those it climbed to. `set_by` is whose hold, window and working hours it keeps to, where that is not the
    first that watches it.
    """

    placement: Placement
    ties: tuple[tuple[UUID | None, Tie, str], ...] = ()
    boards: tuple[UUID, ...] = ()
    reached: tuple[UUID, ...] = ()
    live: frozenset[UUID] = frozenset()  # whom it went on to as chairs of boards with live alerts on
    set_by: UUID | None = None


def alert_hearers(alert_ids: Iterable[UUID], *, at: datetime) -> dict[UUID, Hearing]:
    """Return who hears of each alert: the owners of its thing, the boards that watch it, whoever it went on to.

    Of silence the owner and the programme office hear. Rights are as of now; what was taken away is judged by where
    it stood. Ids as in `alert_steps`.
    """
    alerts = list(Alert.objects.filter(pk__in=list(alert_ids)))
    return hearings_of(Subjects(alerts).all(), at=at)


# Who hears of it besides whose it is, by kind of alert; and how they are tied to it.
_ROLES: Final[Mapping[str, tuple[str, ...]]] = {
    "silence": (PMO,),
    "rating_stale": (PMO,),
    "programme_shortfall": (MANAGER,),
    "rating_lapsed": (PMO, MANAGER),
}
_AS: Final[Mapping[str, tuple[Tie, str]]] = {PMO: ("pmo", ""), MANAGER: ("manager", "this programme")}


class Subjects:
    """What some alerts are about and who is tied to it, read in a number of queries that is constant."""

    def __init__(self, alerts: list[Alert]) -> None:
        everything = system()
        self.alerts = alerts
        self.milestones = ground.milestones(reader=everything, ids=self._ids("milestone"))
        self.savings = money.saving_ties(self._ids("saving"))
        self.programmes = ground.programmes(reader=everything, ids={a.programme_id for a in alerts})
        self.within = {a.id: self._workstream_of(a) for a in alerts}
        self.workstreams = ground.workstreams(reader=everything, ids={w for w in self.within.values() if w})
        self.boards = overseeing(self.workstreams)
        self.last = newest_steps([a.id for a in alerts])
        self.rungs = rungs([a.id for a in alerts])
        councils = {p.organisation_id for p in self.programmes.values()}
        self.recovery = dict(
            RecoveryRecord.objects.filter(
                workstream_id__in=[a.subject_id for a in alerts if a.kind == "recovery_due"], closed_at=None
            ).values_list("workstream_id", "owner_id")
        )
        wanted = {role for a in alerts for role in self._roles(a)}
        self.holders = {role: ground.holders(role, organisation_ids=councils) for role in wanted}
        waits = Wait.objects.filter(
            milestone_id__in=[a.subject_id for a in alerts if a.kind == "decision_awaited"], until=None
        ).values_list("milestone_id", "decision__decision_maker__holder_id")
        self.deciders: dict[UUID, list[UUID | None]] = {}
        for milestone_id, holder_id in waits:
            self.deciders.setdefault(milestone_id, []).append(holder_id)

    def all(self) -> dict[UUID, Subject]:
        """Return the subject of each alert by the alert's id; one that stood nowhere is left out."""
        found = {}
        for alert in self.alerts:
            where = self._place(alert)
            if where is not None:
                found[alert.id] = Subject(
                    where,
                    tuple(self._ties(alert, where)),
                    self._boards(alert),
                    self._reached(alert),
                    frozenset(
                        r.person_id for r in self.rungs.get(alert.id, ()) if r.person_id and r.board_is_live
                    ),
                    next(iter(self._overseeing(alert)), None),
                )
        return found

    def _ids(self, subject_kind: str) -> set[UUID]:
        return {a.subject_id for a in self.alerts if a.subject_kind == subject_kind}

    def _workstream_of(self, alert: Alert) -> UUID | None:
        thing = self.milestones.get(alert.subject_id) or self.savings.get(alert.subject_id)
        return thing.workstream_id if thing else alert.workstream_id

    def _place(self, alert: Alert) -> Placement | None:
        thing = (
            self.milestones.get(alert.subject_id)
            or self.savings.get(alert.subject_id)
            or (self.workstreams.get(alert.subject_id) if alert.subject_kind == "workstream" else None)
            or (self.programmes.get(alert.subject_id) if alert.subject_kind == "programme" else None)
        )
        return thing.placement if thing else _where_it_stood(self.last.get(alert.id))

    def _ties(self, alert: Alert, where: Placement) -> Iterator[tuple[UUID | None, Tie, str]]:
        workstream_id = self.within[alert.id]
        workstream = self.workstreams.get(workstream_id) if workstream_id else None
        if workstream is not None:
            yield workstream.owner_id, "owner", ""
        thing = self.milestones.get(alert.subject_id) or self.savings.get(alert.subject_id)
        if thing is not None:
            yield thing.owner_id, "owner", thing.name
        if alert.kind == "recovery_due":
            yield self.recovery.get(alert.subject_id), "owner", "its recovery"
        for decider in self.deciders.get(alert.subject_id, ()) if alert.kind == "decision_awaited" else ():
            yield decider, "decider", ""
        for role in self._roles(alert):
            yield from self._holding(role, *_AS[role], where)
        for rung in self.rungs.get(alert.id, ()):
            yield rung.person_id, "escalated" if rung.board_id else "last", ""

    def _roles(self, alert: Alert) -> tuple[str, ...]:
        if alert.kind == "recovery_due" and self.recovery.get(alert.subject_id) is None:
            return (PMO,)  # nobody is named who brings it back
        return _ROLES.get(alert.kind, ())

    def _holding(
        self, role: str, tie: Tie, of: str, where: Placement
    ) -> Iterator[tuple[UUID | None, Tie, str]]:
        for person_id in holding(self.holders[role].get(where.organisation_id, ()), where):
            yield person_id, tie, of

    def _boards(self, alert: Alert) -> tuple[UUID, ...]:
        if alert.kind in ("silence", "rating_stale"):
            return ()
        own = self._overseeing(alert)
        return tuple(dict.fromkeys((*own, *((alert.board_id,) if alert.board_id else ()))))

    def _overseeing(self, alert: Alert) -> tuple[UUID, ...]:
        workstream_id = self.within[alert.id]
        return self.boards.get(workstream_id, ()) if workstream_id else ()

    def _reached(self, alert: Alert) -> tuple[UUID, ...]:
        climbed = [r.board_id for r in self.rungs.get(alert.id, ()) if r.cause == "breach"]
        return tuple(board for board in climbed if board)


def holding(grants: Iterable[ground.GrantRow], where: Placement) -> Iterator[UUID]:
    """Return whose grants reach the whole programme that a thing lies in, or its whole council."""
    for grant in grants:
        if grant.workstream_id is None and grant.programme_id in (None, where.programme_id):
            yield grant.person_id


def overseeing(workstream_ids: Iterable[UUID]) -> dict[UUID, tuple[UUID, ...]]:
    rows = oversights(workstream_ids)
    return {key: (row.board_id,) for key, row in rows.items() if row.board_id}


def _where_it_stood(step: AlertStepRow | None) -> Placement | None:
    return None if step is None else step.facts.placement


def hearings_of(subjects: Mapping[UUID, Subject], *, at: datetime) -> dict[UUID, Hearing]:
    wanted = {b for s in subjects.values() for b in (*s.boards, *s.reached, s.set_by) if b}
    boards = {b.id: b for b in Board.objects.filter(pk__in=wanted).select_related("programme")}
    seats = _seats(wanted, at=at)
    tied = {person for s in subjects.values() for person, _, _ in s.ties if person}
    actors = ground.actors_for(tied | {p for people in seats.values() for p in people}, door="system")
    result = {}
    for key, subject in subjects.items():
        set_by = subject.set_by or next(iter(subject.boards), None)
        first = boards.get(set_by) if set_by else None
        marking = most_closed(subject.placement.markings)
        heard = audience(_candidates(subject, boards, seats, actors), marking=marking)
        result[key] = Hearing(
            heard.hearers,
            heard.unheard,
            board=_named(first) if first else "",
            hold_seconds=first.alert_hold_seconds if first else HOLD_SECONDS,
            gather_seconds=first.gather_seconds if first else GATHER_SECONDS,
            marking=marking,
            working_days_only=bool(first and first.working_days_only),
        )
    return result


def _named(board: Board) -> str:
    """Return what a board is called in messages: one that is withheld is named nowhere outside its pages."""
    return "board" if board.placement().is_closed else board.name


def _seats(board_ids: Iterable[UUID], *, at: datetime) -> dict[UUID, list[UUID]]:
    """Return who sits on each board, within their term (its last day counts)."""
    seats: dict[UUID, list[UUID]] = {}
    rows = sitting(BoardMember.objects.filter(board_id__in=list(board_ids)), at=at)
    for board_id, person_id in rows.values_list("board_id", "person_id"):
        seats.setdefault(board_id, []).append(person_id)
    return seats


def sitting(seats: QuerySet[BoardMember], *, at: datetime) -> QuerySet[BoardMember]:
    """Keep the seats whose term holds at a moment; its last day counts."""
    on = timezone.localdate(at)
    return seats.exclude(term_from__gt=on).exclude(term_to__lt=on)


def would_hear(people: Mapping[UUID, UUID | None], subject: Subject) -> frozenset[UUID]:
    """Return those of these people who may hear of it if it goes on to them, each by the board they chair."""
    actors = ground.actors_for(people, door="system")
    live = set(
        Board.objects.filter(pk__in=[b for b in people.values() if b], live_alerts=True).values_list(
            "id", flat=True
        )
    )
    marking = most_closed(subject.placement.markings)
    found = set()
    for person, board in people.items():
        plain = _candidate(person, actors.get(person), subject.placement)
        # An owner and the programme office hear of it themselves; a chair as board members do.
        tie: Tie = "owner" if board is None else "escalated"
        if silence_of(replace(plain, tie=tie, board_is_live=board in live), marking=marking) is None:
            found.add(person)
    return frozenset(found)


def _candidates(
    subject: Subject,
    boards: Mapping[UUID, Board],
    seats: Mapping[UUID, list[UUID]],
    actors: Mapping[UUID, Actor],
) -> list[Candidate]:
    found = [
        replace(
            _candidate(person, actors.get(person), subject.placement),
            tie=tie,
            of=of,
            board_is_live=person in subject.live,
        )
        for person, tie, of in subject.ties
        if person is not None
    ]
    named: list[tuple[Tie, tuple[UUID, ...]]] = [("board", subject.boards), ("parent", subject.reached)]
    for tie, ids in named:
        for board in (boards[b] for b in ids if b in boards):
            for person in seats.get(board.id, ()):
                plain = _candidate(person, actors.get(person), subject.placement)
                found.append(replace(plain, tie=tie, of=_named(board), board_is_live=board.live_alerts))
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
        is_member=bool(here.grants) and all(g.role in _MEMBERS for g in here.grants),
    )
