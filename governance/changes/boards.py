"""Changes to boards and to who sits on them. A seat writes the grant that goes with it, and takes it along."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, Final
from uuid import UUID

from django.db import connection, transaction
from django.utils import timezone

from governance import events
from governance.models import Board, BoardMember
from programme import changes as ground
from programme import queries
from programme.changes import Invalid
from programme.changes.saving_rows import changed_fields, is_quiet, locked, recorded, save
from programme.outbox.recording import record
from programme.outbox.switchboard import Job
from programme.rules import access
from programme.rules.dependency import Dependency, find_cycle

# What may be changed of a board that stands; its code is in the grants its seats gave, so that stays.
_REVISABLE: Final = frozenset(
    {
        "name", "kind", "programme_id", "parent_id", "remit", "cadence", "cadence_days", "quorum", "live_alerts",
        "alert_hold_seconds", "gather_seconds", "working_days_only", "source", "note", "marking", "exempt_paragraph",
        "marking_note", "illustrative",
    }
)  # fmt: skip

# Why these never oversee a workstream. Source: docs/method.md, "Boards"
NEVER_OVERSEES: Final = {
    "scrutiny": "scrutiny reviews what others decide and oversees nothing",
    "support": "a support team is not a board",
}
# The grant a seat gives. Scrutiny sees open items alone; an adviser and a support team read as staff do.
_GRANT_OF_SEAT: Final = {"chair": access.CHAIR, "member": access.MEMBER, "adviser": access.STAFF}
_GRANT_OF_KIND: Final = {"scrutiny": access.SCRUTINY, "support": access.STAFF}


@transaction.atomic
def add_board(*, organisation_id: UUID, values: Mapping[str, Any], by: access.Actor, at: datetime) -> Board:
    """Set up a board of a council, over all of it or one programme. Raises Refused, Invalid."""
    board = Board(organisation_id=organisation_id, **values)
    by.require(access.GOVERN, _placement(board), thing="the boards of that council")
    _check_place(board)
    save(board, by=by, new=True)
    record([_revised(board, tuple(values), by)], by=by, at=at)
    return board


@transaction.atomic
def revise_board(
    *, board_id: UUID, version: int | None, values: Mapping[str, Any], by: access.Actor, at: datetime,
    reason: str = "",
) -> Board:  # fmt: skip
    """Change a board's particulars; no difference saves nothing. A new kind or reach gives its seats new grants.

    Raises Invalid where its parents would close a circle, naming the boards in it; Refused, Stale.
    """
    board = locked(Board, board_id, version=version)
    by.require(access.GOVERN, _placement(board), thing=board.name)
    fixed = sorted(set(values) - _REVISABLE)
    if fixed:
        raise Invalid({fixed[0]: ["This stays as it was when the board was set up"]})
    changed = changed_fields(board, values)
    if not changed:
        return board
    for name in changed:
        setattr(board, name, values[name])
    by.require(access.GOVERN, _placement(board), thing=f"{board.name} to that place")
    _check_place(board)
    if board.kind in NEVER_OVERSEES and board.oversees.exists():
        raise Invalid({"kind": [f"{board.name} oversees workstreams; {NEVER_OVERSEES[board.kind]}"]})
    save(board, by=by, reason=reason)
    if {"kind", "programme_id"} & set(changed):
        for seat in board.members.all():
            _grant(board, seat, by=by, at=at, reason=f"{board.name} changed")
    record([_revised(board, changed, by)], by=by, at=at)
    return board


@transaction.atomic
def appoint_member(
    *, board_id: UUID, person_id: UUID, by: access.Actor, at: datetime, role: str = "member",
    term_from: date | None = None, term_to: date | None = None, cleared: bool | None = None, reason: str = "",
) -> BoardMember:  # fmt: skip
    """Give a person a seat on a board, or change the role and term of the one they have.

    The grant of the seat is written with it, under source "board:CODE": over the board's programme, or over
    the council. `cleared` None leaves a clearance as it is, none at first. The term's last day is inclusive;
    a seat whose term is over gives no grant, one whose term is still to come gives it at once.
    Raises Refused, Invalid.
    """
    board = locked(Board, board_id, version=None)
    by.require(access.GOVERN, _placement(board), thing=f"the members of {board.name}")
    values = {"role": role, "term_from": term_from, "term_to": term_to}
    seat = board.members.filter(person_id=person_id).first()
    if seat is None:
        seat = save(BoardMember(board=board, person_id=person_id, **values), by=by, reason=reason, new=True)
    elif changed := changed_fields(seat, values):
        for name in changed:
            setattr(seat, name, values[name])
        save(seat, by=by, reason=reason)
    elif cleared is None or cleared == _was_cleared(board, person_id):
        return seat
    _grant(board, seat, by=by, at=at, cleared=cleared, reason=reason)
    save(board, by=by, reason=reason)
    event = events.MemberAppointed(
        aggregate_id=board.id,
        version=board.version,
        programme_id=board.programme_id,
        closed=_placement(board).is_closed,
        quiet=is_quiet(by),
        person_id=person_id,
        role=role,
        term_from=term_from,
        term_to=term_to,
    )
    record([event], by=by, at=at)
    return seat


@transaction.atomic
def stand_down(*, board_id: UUID, person_id: UUID, by: access.Actor, at: datetime, reason: str = "") -> None:
    """Take a person off a board, and with the seat the grant it gave. Nobody there changes nothing. Raises Refused."""
    board = locked(Board, board_id, version=None)
    by.require(access.GOVERN, _placement(board), thing=f"the members of {board.name}")
    seat = board.members.filter(person_id=person_id).first()
    if seat is None:
        return
    with recorded(by, reason=reason):
        seat.delete()
    for grant in _grants_of(board, person_id):
        ground.withdraw_grant(grant_id=grant.id, by=by, at=at, reason=reason or f"left {board.name}")
    save(board, by=by, reason=reason)
    event = events.MemberStoodDown(
        aggregate_id=board.id,
        version=board.version,
        programme_id=board.programme_id,
        closed=_placement(board).is_closed,
        quiet=is_quiet(by),
        person_id=person_id,
        reason=reason,
    )
    record([event], by=by, at=at)


@transaction.atomic
def end_terms(*, by: access.Actor, at: datetime) -> int:
    """Withdraw the grants of seats whose term is over, its last day past. The seats stay on record.

    Run nightly; run again it finds nothing. Returns how many grants it withdrew.
    """
    over = BoardMember.objects.filter(term_to__lt=timezone.localdate(at)).select_related("board")
    seats = {(_source(seat.board), seat.person_id): seat for seat in over}
    ended = 0
    for grant in queries.grants_from({source for source, _ in seats}).values():
        seat = seats.get((grant.source, grant.person_id))
        if seat is not None:
            reason = f"term on {seat.board.name} ended"
            ground.withdraw_grant(grant_id=grant.id, by=by, at=at, reason=reason)
            ended += 1
    return ended


def end_terms_of_the_night(job: Job, at: datetime) -> None:
    """Withdraw the grants of seats whose term is over. Source: deploy/timetable.py."""
    end_terms(by=access.system(), at=at)


def _grant(
    board: Board, seat: BoardMember, *, by: access.Actor, at: datetime, reason: str,
    cleared: bool | None = None,
) -> None:  # fmt: skip
    """Make the grants this board gave the person the one grant of this seat."""
    if cleared is None:
        cleared = _was_cleared(board, seat.person_id)
    wanted = {
        "role": _GRANT_OF_KIND.get(board.kind) or _GRANT_OF_SEAT[seat.role],
        "organisation_id": board.organisation_id,
        "programme_id": board.programme_id,
        "workstream_id": None,
    }
    is_over = seat.term_to is not None and seat.term_to < timezone.localdate(at)
    for grant in _grants_of(board, seat.person_id):
        if is_over or any(getattr(grant, name) != value for name, value in wanted.items()):
            ground.withdraw_grant(grant_id=grant.id, by=by, at=at, reason=reason or f"seat on {board.name}")
    if is_over:
        return
    values = {**wanted, "cleared": cleared, "source": _source(board)}
    ground.give_grant(person_id=seat.person_id, values=values, by=by, at=at)


def _grants_of(board: Board, person_id: UUID) -> list[queries.GrantRow]:
    given = queries.grants_from([_source(board)])
    return [grant for grant in given.values() if grant.person_id == person_id]


def _was_cleared(board: Board, person_id: UUID) -> bool:
    return any(grant.cleared for grant in _grants_of(board, person_id))


def _source(board: Board) -> str:
    return f"board:{board.code}"


def _check_place(board: Board) -> None:
    """Refuse a programme or parent of another council, and parents that go round in a circle."""
    if board.programme is not None and board.programme.organisation_id != board.organisation_id:
        raise Invalid({"programme": [f"{board.programme.name} belongs to another council"]})
    if board.parent is None:
        return
    if board.parent.organisation_id != board.organisation_id:
        raise Invalid({"parent": [f"{board.parent.name} belongs to another council"]})
    with (
        connection.cursor() as cursor
    ):  # two boards made each other's parent at once would each see no circle
        cursor.execute(
            "select pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"boards of {board.organisation_id}"]
        )
    others = Board.objects.filter(organisation_id=board.organisation_id).exclude(pk=board.pk)
    links = [Dependency(p, b) for b, p in others.exclude(parent=None).values_list("id", "parent_id")]
    ring = find_cycle([*links, Dependency(board.parent.id, board.id)])
    if ring:
        names = {board.id: board.name, **dict(others.filter(pk__in=ring).values_list("id", "name"))}
        from_here = ring.index(board.id)
        in_order = (*ring[from_here:], *ring[:from_here], board.id)
        told = " reports to ".join(names[one] for one in in_order)
        raise Invalid({"parent": [f"That closes a circle: {told}"]})


def _placement(board: Board) -> access.Placement:
    return board.placement()


def _revised(board: Board, changed: tuple[str, ...], by: access.Actor) -> events.BoardRevised:
    return events.BoardRevised(
        aggregate_id=board.id,
        version=board.version,
        programme_id=board.programme_id,
        closed=_placement(board).is_closed,
        quiet=is_quiet(by),
        code=board.code,
        fields_changed=changed,
    )
